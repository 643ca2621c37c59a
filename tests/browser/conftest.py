"""Chromium, and pages of several registers to open in it. Judges nothing; `tasks.py browser` runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_reader import HOSTILE_TITLES
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from roofs import roof_over_examples

from commitments.cli.app import main

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-22"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["BROWSER_PROGRAM"], args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages by name: ours, the example, a roof, 1,000 made records, hostile ones, 10,000 of one lead."""
    sys.path.append(str(ROOT))
    folder = tmp_path_factory.mktemp("pages")
    os.environ["COMMIT_CACHE_DIR"] = str(folder / "cache")
    example = folder / "example"
    script = ROOT / "docs" / "example" / "history.py"
    subprocess.run([sys.executable, str(script), str(example)], check=True, capture_output=True)
    roots = {
        "ours": ROOT,
        "example": example,
        "roof": roof_over_examples(folder / "roof", settings='home = ["thanh-van"]\n'),
        "thousand": _made(folder / "thousand", 1000),
        "hostile": _hostile(folder / "hostile"),
        "one-lead": _of_one_lead(folder / "one-lead", 10_000),
    }
    return {name: _page(root, folder / f"{name}.html") for name, root in roots.items()}


def _page(root: Path, path: Path) -> Path:
    assert main(["--root", str(root), "--today", TODAY, "--lang", "en", "report", str(path)]) in (0, 1)
    return path


def _made(root: Path, number: int) -> Path:
    from bench.workspace import workspace

    (commit,) = workspace(number)
    return _laid(root, {path: data or b"" for path, data in commit.files.items()})


def _laid(root: Path, files: dict[str, bytes]) -> Path:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


_RECORD = """\
id: {id}
title: {{en: {title}}}
kind: agreed_action
status: agreed
parties: [{{party: acme, role: lead}}]
due: 2026-{month:02}
source: {{document: minutes.pdf}}
"""


def _hostile(root: Path) -> Path:
    import json

    files = {
        f"records/h{place}.yaml": _RECORD.format(
            id=f"h{place}", title=json.dumps(title[:300]), month=place + 1
        )
        for place, title in enumerate(HOSTILE_TITLES)
    }
    files["records/lost.yaml"] = "title: [\n"
    return _laid(root, {path: text.encode() for path, text in files.items()})


def _of_one_lead(root: Path, number: int) -> Path:
    return _laid(
        root,
        {
            f"records/{place // 100:03}/r{place:05}.yaml": _RECORD.format(
                id=f"r{place:05}", title=f"Đề nghị số {place}", month=place % 12 + 1
            ).encode()
            for place in range(number)
        },
    )


class Opened:
    """A page in a tab, with whatever it asked for or complained about."""

    def __init__(self, context: BrowserContext, path: Path, address: str = "") -> None:
        self.tab = context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.tab.on("console", lambda message: self.complaints.append(message.text))
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.on("request", lambda request: self.requests.append(request.url))
        self.tab.goto(f"{path.as_uri()}{address}")
        self.tab.wait_for_selector("html[data-ready]", state="attached")

    def ids(self) -> list[str]:
        """The ids of the rows that are drawn."""
        found: list[str] = self.tab.eval_on_selector_all(
            "#records th[scope=row] code", "nodes => nodes.map(node => node.textContent)"
        )
        return found


@pytest.fixture
def opened(chromium: Browser, pages: dict[str, Path]) -> Iterator[Callable[..., Opened]]:
    """`opened(name, address="", width=1280, light="light")`: a page in a tab of its own."""
    contexts = []

    def open_page(name: str, address: str = "", width: int = 1280, light: Any = "light") -> Opened:
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=light)
        contexts.append(context)
        return Opened(context, pages[name], address)

    yield open_page
    for context in contexts:
        context.close()
