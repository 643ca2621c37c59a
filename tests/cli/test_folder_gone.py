"""Every command in a folder that was deleted: the answer where it needs no folder, else one line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bounds import HANGS

Run = Callable[..., Any]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no folder goes while somebody is in it")

LOOKING = [
    ["status"],
    ["overdue"],
    ["show", "late"],
    ["changes"],
    ["review"],
    ["audit"],
    ["slips"],
    ["trend"],
    ["validate"],
    ["validate", "--fix"],
    ["validate", "records/late.yaml"],
    ["git-setup"],
    ["init"],
    ["new", "x", "--title", "x", "--kind", "mou", "--lead", "acme", "--source", "x"],
    ["update", "late", "--note", "x"],
    ["milestone", "later", "m2", "met", "--met-on", "2026-10-01"],
    ["hold", "yearly", "2025-11"],
    ["reschedule", "soon", "2027", "--reason", "Late"],
    ["close", "late", "--as", "withdrawn", "--reason", "Dropped"],
    ["reopen", "done", "--why", "Again", "--as", "agreed"],
    ["import", "table.csv"],
    ["git-merge", "a", "b", "c", "7", "d"],
]
NEEDS_GIT = ("changes", "review", "audit", "slips", "trend", "git-setup")


@pytest.fixture
def gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A current folder that is not there any more."""
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    yield folder
    os.chdir(tmp_path)  # so that whatever comes next has one


@pytest.mark.parametrize("command", LOOKING, ids=" ".join)
@pytest.mark.parametrize("root", [[], ["--root", "records"], ["--root", ".."]], ids=" ".join)
def test_without_a_folder_one_line_says_so(command: list[str], root: list[str], gone: Path, run: Run) -> None:
    status, out, err = run(*root, *command, today=None)
    assert (status, out) == (2, "")
    assert err.startswith("commit: The current folder is gone") and err.count("\n") == 1
    status, out, err = run("--lang", "vi", *root, *command, today=None)
    assert (status, out) == (2, "") and err.count("\n") == 1 and "Thư mục hiện tại" in err


@pytest.mark.parametrize("name", sorted({command[0] for command in LOOKING if command[0] != "git-merge"}))
def test_help_is_given_all_the_same(name: str, gone: Path, run: Run) -> None:
    for arguments in ([name, "--help"], ["--lang", "vi", name, "-h"], ["--root", "x", name, "--help"]):
        status, out, err = run(*arguments, today=None)
        assert (status, err) == (0, "") and "--root" in out


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["status", "--version"]], ids=" ".join)
def test_the_program_tells_of_itself(arguments: list[str], gone: Path, run: Run) -> None:
    status, out, err = run(*arguments, today=None)
    assert (status, err) == (0, "") and "commit" in out


@pytest.mark.parametrize(
    "command", [item for item in LOOKING if item[0] not in ("import", "git-merge")], ids=" ".join
)
def test_a_workspace_named_by_its_whole_path_is_asked(
    command: list[str], world: Path, gone: Path, run: Run
) -> None:
    words = [str(world / word) if word.startswith("records/") else word for word in command]
    status, _, err = run(*words, root=world)
    assert "current folder" not in err
    if command[0] in NEEDS_GIT:
        assert status == 2 and "git" in err
    else:
        assert status == 0, err


def test_history_is_read_from_there(laid: Path, gone: Path, run: Run) -> None:
    for command in (["changes"], ["audit"], ["slips"], ["trend"], ["status", "--as-of", "HEAD~1"]):
        status, out, err = run(*command, "-f", "json", root=laid)
        assert status in (0, 1) and out, err


@pytest.mark.parametrize("cache", ["relative", "../up"])
def test_a_cache_named_by_half_its_path_is_done_without(
    cache: str, world: Path, gone: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMIT_CACHE_DIR", cache)
    assert run("status", root=world).status == 0


def test_a_file_that_cannot_be_written_there_is_named(world: Path, gone: Path, run: Run) -> None:
    status, out, err = run("status", "-o", "a.csv", root=world)
    assert (status, out) == (2, "") and err.startswith("commit: a.csv could not be written")


@pytest.mark.parametrize("shell", ["complete_bash", "complete_zsh"])
def test_nothing_is_completed_and_nothing_is_said(shell: str, gone: Path) -> None:
    words = {"COMP_WORDS": "commit show ", "COMP_CWORD": "2", "_TYPER_COMPLETE_ARGS": "commit show "}
    ran = subprocess.run(
        [sys.executable, "-m", "commitments"],
        env={**os.environ, "_COMMIT_COMPLETE": shell, **words, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        timeout=HANGS,
    )
    assert (ran.stdout.strip(), ran.stderr) in ((b"", b""), (b"_files", b""))


def test_a_process_of_its_own_says_the_same(gone: Path, tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, "-m", "commitments", "status"], capture_output=True, timeout=HANGS)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b"commit: ") and ran.stderr.count(b"\n") == 1
