"""The command line run in this process, in another, and on a screen of its own. Judges nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from bounds import HANGS
from gitstory import GitStory, clean_environment
from shipped import PATH

from commitments.cli.app import main

TODAY = "2026-11-22"


class Ran(NamedTuple):
    """What came of one command line."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """English on a terminal that shows colour; a cache and a current folder of the test's own."""
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COMMIT_PAGER", "")
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """`run(*arguments, root=None, today=…)`: the command line in this process."""

    def ran(*arguments: str, root: Path | None = None, today: str | None = TODAY) -> Ran:
        before = [*(["--root", str(root)] if root else []), *(["--today", today] if today else [])]
        status = main([*before, *arguments])
        return Ran(status, *capsys.readouterr())

    return ran


@pytest.fixture
def on_a_screen(monkeypatch: pytest.MonkeyPatch, run: Callable[..., Ran]) -> Callable[..., Ran]:
    """`on_a_screen(*arguments, columns=80, …)`: the same on a terminal that shows colour."""

    def ran(*arguments: str, columns: int = 80, root: Path | None = None, today: str | None = TODAY) -> Ran:
        with monkeypatch.context() as patch:
            patch.setattr(sys.stdout, "isatty", lambda: True)
            patch.setenv("COLUMNS", str(columns))
            return run(*arguments, root=root, today=today)

    return ran


@pytest.fixture
def rows(run: Callable[..., Ran]) -> Callable[..., list[dict[str, Any]]]:
    """`rows(root, *words)`: the changes that are told, without a word beside them."""

    def asked(root: Path, *words: str) -> list[dict[str, Any]]:
        ran = run("changes", "-f", "json", *words, root=root)
        assert (ran.status, ran.err) == (0, "")
        found: list[dict[str, Any]] = json.loads(ran.out)["changes"]
        return found

    return asked


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """`process(*arguments, cwd=…, **environment)`: the command line in a process of its own."""

    def ran(*arguments: str, cwd: Path = tmp_path, **environ: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "commitments", *arguments]
        return subprocess.run(
            command,
            cwd=cwd,
            env={**os.environ, **environ},
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=HANGS,
        )

    return ran


@pytest.fixture
def world(make_workspace: Callable[..., Path], record: Callable[..., str]) -> Path:
    """A workspace with a record of every standing, a meeting, milestones, and names in both languages."""
    lead = [{"party": "acme", "role": "lead"}]
    both = [
        {"party": "vn-mof", "role": "lead"},
        {"party": "acme", "role": "signatory"},
        {"party": "acme", "role": "funder"},
    ]
    evidence = [{"title": "Report", "url": "https://example.org/report"}]
    closing = {"date": "2026-11-02", "reason": {"en": "Two of three courses."}}
    steps = [
        {"id": "m1", "title": {"en": "Draft"}, "due": "2026-03", "status": "met", "met_on": "2026-03-02"},
        {"id": "m2", "title": {"vi": "Nghiệm thu"}, "due": "2026-10-01"},
    ]
    updates = [{"date": "2026-11-20", "by": "vn-mof", "note": {"en": "Begun.\nIn two wards."}}]
    fields: Mapping[str, Mapping[str, object]] = {
        "late": {
            "due": "2026-06",
            "parties": both,
            "tags": ["ai", "nước"],
            "title": {"en": "Late", "vi": "Quá hạn"},
        },
        "soon": {"due": "2026-12-01", "part_of": "late", "status": "in_progress", "updates": updates},
        "later": {"due": "2027", "milestones": steps, "title": {"vi": "Đề án chỉ có tiếng Việt"}},
        "undated": {"status": "proposed", "due_basis": {"en": "Before the session"}},
        "paused": {"status": "suspended", "review_by": "2027-01", "updates": updates},
        "done": {"status": "fulfilled", "due": "2026-06", "met_on": "2026-05-02", "evidence": evidence},
        "done-late": {"status": "fulfilled", "due": "2026-01", "met_on": "2026-05-02", "evidence": evidence},
        "short": {"status": "partially_fulfilled", "met_on": 2026, "evidence": evidence, "closing": closing},
        "yearly": {
            "repeats": {"rule": "FREQ=YEARLY", "starts": "2024-11", "held": [{"occurrence": "2024-11"}]}
        },
        "meeting": {
            "kind": "meeting",
            "status": "fulfilled",
            "met_on": "2026-01-15",
            "place": {"en": "London"},
        },
    }
    return make_workspace(
        {f"{id}.yaml": record(id=id, **{"parties": lead, **more}) for id, more in fields.items()}
    )


SGR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="session")
def without_colour() -> Callable[[str], str]:
    """Text without the changes of colour that we make ourselves."""
    return lambda text: SGR.sub("", text)


@pytest.fixture
def no_git_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """git as it is for somebody who never configured it."""
    for name, value in clean_environment().items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="session")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The history of docs/example as a repository; no test may change it."""
    root = tmp_path_factory.mktemp("laid") / "example"
    script = Path(__file__).resolve().parents[2] / "docs" / "example" / "history.py"
    subprocess.run([sys.executable, str(script), str(root)], check=True, capture_output=True)
    return root


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with `commit` and `python`, as the installing step leaves them."""
    folder = tmp_path / "commitments/bin"
    folder.mkdir(parents=True)
    for name, words in (("commit", "-I -m commitments"), ("python", "")):
        command = folder / name
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', encoding="utf-8")
        command.chmod(0o755)
    return folder


@pytest.fixture
def clone(git_story: Callable[..., GitStory], record: Callable[..., str]) -> Path:
    """A clone of a repository whose pull request moves a deadline and says nothing; `@` names it."""
    story = git_story()
    story.commit(
        {PATH: record(due="2099-06"), "schema/parties.yaml": "- {id: acme, name: {en: A}, kind: company}\n"}
    )
    story.branch("pr")
    story.commit({PATH: record(due="2099-12", title={"en": "@octocat $(touch hurt) `touch hurt` ${{ x }}"})})
    target = story.root.parent / "clone"
    story.git("clone", "--quiet", "--template=", str(story.root), str(target))
    return target
