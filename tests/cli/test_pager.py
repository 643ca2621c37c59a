"""A long answer on a terminal is shown in the pager of the user; no other program is started."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

_PAGER = """\
import json, os, sys
words = {"text": sys.stdin.buffer.read().decode(), "arguments": sys.argv[2:], "environ": dict(os.environ)}
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(words, file)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="quotes as a POSIX shell does")


class Pager:
    """A pager that writes down what it was given."""

    def __init__(self, folder: Path) -> None:
        script = folder / "pager.py"
        script.write_text(_PAGER, encoding="utf-8")
        self.notes = folder / "paged.json"
        self.command = shlex.join([sys.executable, str(script), str(self.notes)])

    @property
    def shown(self) -> dict[str, Any]:
        """What it was given; nothing where it was not started."""
        if not self.notes.exists():
            return {}
        notes: dict[str, Any] = json.loads(self.notes.read_text(encoding="utf-8"))
        return notes


@pytest.fixture
def pager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pager:
    """The pager, named in COMMIT_PAGER, on a screen of ten lines."""
    pager = Pager(tmp_path)
    for name in ("CI", "PAGER", "LESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COMMIT_PAGER", pager.command)
    monkeypatch.setenv("LINES", "10")
    return pager


LONG = [["show", "later"], ["status", "--limit", "0"], ["explain"], ["show", "later", "-f", "json"]]


@pytest.mark.parametrize("command", LONG)
def test_a_long_answer_is_paged(command: list[str], pager: Pager, world: Path, on_a_screen: Run) -> None:
    unpaged = on_a_screen(*command, "--no-pager", root=world)
    assert not pager.shown and len(unpaged.out.splitlines()) >= 10
    ran = on_a_screen(*command, root=world)
    assert (ran.status, ran.out, pager.shown["text"]) == (0, "", unpaged.out)


def test_a_pager_is_kept_from_programs_of_its_own(
    pager: Pager, world: Path, on_a_screen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LESSOPEN", "|touch here %s")
    monkeypatch.setenv("LESSSECURE", "0")
    on_a_screen("show", "later", root=world)
    environ = pager.shown["environ"]
    assert (environ["LESSSECURE"], environ.get("LESSOPEN"), environ["LESS"]) == ("1", None, "FRX")


def test_a_pager_runs_without_a_shell(
    pager: Pager, world: Path, on_a_screen: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COMMIT_PAGER", f"{pager.command} $HOME ; touch {tmp_path / 'hurt'}")
    on_a_screen("show", "later", root=world)
    assert pager.shown["arguments"] == ["$HOME", ";", "touch", str(tmp_path / "hurt")]
    assert not (tmp_path / "hurt").exists()


@pytest.mark.parametrize(
    ("name", "value"), [("CI", "true"), ("TERM", "dumb"), ("LINES", "1000"), ("COMMIT_PAGER", "cat")]
)
def test_nothing_is_paged_where_nobody_could_leave_a_pager(
    name: str, value: str, pager: Pager, world: Path, on_a_screen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert "later" in on_a_screen("show", "later", root=world).out
    assert not pager.shown


def test_a_pipe_and_a_file_are_not_paged(pager: Pager, world: Path, run: Run, on_a_screen: Run) -> None:
    assert "later" in run("show", "later", root=world).out
    on_a_screen("show", "later", "--output", "later.txt", root=world)
    assert not pager.shown


def test_a_list_that_is_cut_to_the_screen_is_not_paged(
    pager: Pager, world: Path, on_a_screen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINES", "15")
    assert on_a_screen("status", root=world).out
    assert not pager.shown


def test_the_pager_of_git_is_that_of_the_user_and_not_of_the_repository(
    pager: Pager, world: Path, on_a_screen: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("COMMIT_PAGER")
    settings = tmp_path / "user-settings"
    settings.write_text("", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    subprocess.run(["git", "init", "-q", str(world)], check=True)
    subprocess.run(["git", "-C", str(world), "config", "core.pager", pager.command], check=True)
    monkeypatch.chdir(world)
    assert "later" in on_a_screen("show", "later", root=world).out
    assert not pager.shown
    subprocess.run(["git", "config", "-f", str(settings), "core.pager", pager.command], check=True)
    assert on_a_screen("show", "later", root=world).out == ""
    assert "later" in pager.shown["text"]


def test_a_program_of_the_current_folder_is_no_pager(
    pager: Pager, world: Path, on_a_screen: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "own-pager"
    program.write_text(f"#!/bin/sh\nexec {pager.command}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    for name in ("own-pager", "./own-pager", "'unclosed"):
        monkeypatch.setenv("COMMIT_PAGER", name)
        ran = on_a_screen("show", "later", root=world)
        assert "later" in ran.out and f"The pager cannot be started: {name}" in ran.err
    assert not pager.shown


def test_a_pager_that_is_left_early_is_no_fault(
    pager: Pager, world: Path, on_a_screen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMIT_PAGER", shlex.join([sys.executable, "-c", "pass"]))
    ran = on_a_screen("explain", root=world)
    assert (ran.status, ran.err) == (0, "")
