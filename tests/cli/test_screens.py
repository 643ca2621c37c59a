"""What people see of our register and of the example, at five widths and in both languages, as kept files.

`python tests/cli/test_screens.py` writes the files anew; a person reads what changed.
A terminal has 40 lines.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).with_name("screens")
TODAY = "2026-11-22"
WIDTHS = (40, 80, 120, 160, None)
"""Columns of a terminal; None for a pipe."""

COMMANDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "example": (
        ("status",),
        ("status", "--by", "lead"),
        ("overdue",),
        ("slips",),
        ("show", "flood-sensors"),
        ("show", "thanh-van-norhaven-mou"),
    ),
    "register": (
        ("status",),
        ("status", "--by", "lead"),
        ("overdue",),
        ("slips",),
        ("show", "nvidia-2025-request-3-ai-law"),
    ),
}


def pages() -> Iterator[tuple[str, str, int | None]]:
    """Each kept file: a workspace, a language, a width."""
    for name in COMMANDS:
        for lang in ("en", "vi"):
            for width in WIDTHS:
                yield name, lang, width


def page_path(name: str, lang: str, width: int | None) -> Path:
    return KEPT / f"{name}-{lang}-{width or 'piped'}.txt"


def lay_out(folder: Path) -> dict[str, Path]:
    """Both workspaces as git repositories: the example with its history, our register in one commit."""
    example, register = folder / "example", folder / "register"
    script = [sys.executable, str(ROOT / "docs/example/history.py"), str(example)]
    subprocess.run(script, check=True, capture_output=True, env=_environment())
    register.mkdir()
    for part in ("records", "schema"):
        shutil.copytree(ROOT / part, register / part)
    shutil.copy(ROOT / "commitments.toml", register)
    for words in (["init", "-q", "-b", "main", "--template="], ["add", "."], ["commit", "-q", "-m", "Enter"]):
        subprocess.run(["git", *words], cwd=register, check=True, capture_output=True, env=_environment())
    return {"example": example, "register": register}


def _environment(**more: str) -> dict[str, str]:
    person = {"NAME": "Lan Anh", "EMAIL": "lan@example.org", "DATE": "2026-11-22T08:00:00+07:00"}
    git = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()}
    kept = {
        name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "HOME", "TMPDIR")
    }
    return {
        **kept,
        **git,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "TERM": "xterm-256color",
        "PYTHONPATH": str(ROOT),
        "LINES": "40",
        **more,
    }


_SCRIPT = """
import io, json, sys
from contextlib import redirect_stdout
from commitments.cli.app import main

class Terminal(io.StringIO):
    def isatty(self):
        return True
    def fileno(self):
        raise OSError

root, lang, on_terminal, commands = json.loads(sys.argv[1])
for words in commands:
    stream = Terminal() if on_terminal else io.StringIO()
    with redirect_stdout(stream):
        main(["--root", root, "--today", "{today}", "--lang", lang, "--color", "never", *words])
    sys.__stdout__.write("$ commit " + " ".join(words) + "\\n" + stream.getvalue() + "\\n")
"""


def page(root: Path, name: str, lang: str, width: int | None) -> str:
    """The answers of the commands of a workspace, one below the other."""
    import json

    given = json.dumps([str(root), lang, width is not None, COMMANDS[name]])
    ran = subprocess.run(
        [sys.executable, "-c", _SCRIPT.replace("{today}", TODAY), given],
        capture_output=True,
        check=True,
        cwd=root.parent,
        env=_environment(COLUMNS=str(width or 80), COMMIT_CACHE_DIR=str(root.parent / "cache")),
    )
    return ran.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return lay_out(tmp_path_factory.mktemp("screens"))


@pytest.mark.parametrize(("name", "lang", "width"), list(pages()))
def test_people_see_what_is_kept(roots: dict[str, Path], name: str, lang: str, width: int | None) -> None:
    kept = page_path(name, lang, width).read_text("utf-8")
    assert page(roots[name], name, lang, width) == kept, "run: python tests/cli/test_screens.py"


def test_no_file_is_kept_for_nothing() -> None:
    assert set(KEPT.iterdir()) == {page_path(*page) for page in pages()}


def test_no_id_is_broken() -> None:
    ids = [
        path.stem for root in ("records", "docs/example/records") for path in (ROOT / root).rglob("*.yaml")
    ]
    for kept in KEPT.iterdir():
        text = kept.read_text("utf-8")
        joined = text.replace("\n", "").replace(" ", "")
        for id in ids:
            if id in joined:
                assert id in text, (kept.name, id)


def write_all() -> None:
    """Write every kept file anew."""
    with tempfile.TemporaryDirectory() as folder:
        roots = lay_out(Path(folder))
        for name, lang, width in pages():
            page_path(name, lang, width).write_text(
                page(roots[name], name, lang, width), "utf-8", newline="\n"
            )


if __name__ == "__main__":
    write_all()
