"""The exit status of every kind of answer, as other people's scripts rely on them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bounds import HANGS

Run = Callable[..., Any]

FINE = [
    ["status"],
    ["status", "--all"],
    ["status", "late", "so*"],
    ["status", "nothing-*"],
    ["status", "--kind", "treaty"],
    ["status", "--tag", "nothing"],
    ["status", "--text", "nothing like it"],
    ["status", "--due-before", "2000-01-01"],
    ["status", "--party", "vn-government", "--part-of", "late"],
    ["status", "--by", "lead"],
    ["overdue"],
    ["overdue", "--within", "30d"],
    ["overdue", "--exit-code", "undated"],
    ["show", "late"],
    ["show", "meeting"],
    ["validate"],
    ["--help"],
    ["status", "--help"],
    ["--version"],
]
NO_ANSWER = [
    ["nothing"],
    ["statsu"],
    ["status", "--nothing"],
    ["status", "--format", "xml"],
    ["status", "--format", "github"],
    ["status", "--format"],
    ["status", "--by", "colour"],
    ["status", "--status", "fulfiled"],
    ["status", "--kind", "memo"],
    ["status", "--party", "acmee"],
    ["status", "--lead", "acmee"],
    ["status", "--part-of", "lat"],
    ["status", "lat"],
    ["status", "late", "lat"],
    ["status", "--due-before", "someday"],
    ["status", "--text", ""],
    ["status", "--text", " "],
    ["status", "--due-before", "2026-13-01"],
    ["overdue", "--within", "a month"],
    ["overdue", "--within", "-1d"],
    ["overdue", "--within", ""],
    ["overdue", "--exit-code", "lat"],
    ["show"],
    ["show", "lat"],
    ["show", "late", "soon"],
    ["show", ""],
    ["show", "la*"],
    ["validate", "records/gone.yaml"],
    ["validate", "/etc/hosts"],
    ["validate", "--format", "xml"],
    ["--lang", "fr", "status"],
    ["status", "--lang", "en_GB"],
    ["--color", "purple", "status"],
]
NO_ANSWER_ANYWHERE = [
    ["--today", "someday", "status"],
    ["status", "--today", "2026"],
    ["status", "--today", "20261122"],
    ["status", "--today", "2026-11-31"],
    ["status", "--root", "/nowhere"],
    ["--root", "/nowhere", "status"],
]


@pytest.mark.parametrize("arguments", FINE, ids=" ".join)
def test_an_answer_is_0(arguments: list[str], world: Path, run: Run) -> None:
    status, out, err = run(*arguments, root=world)
    assert (status, err if "No record fits" not in err else "") == (0, "")
    assert out


@pytest.mark.parametrize("arguments", NO_ANSWER, ids=" ".join)
def test_no_answer_is_2_and_says_why(arguments: list[str], world: Path, run: Run) -> None:
    status, out, err = run(*arguments, root=world)
    assert (status, out) == (2, "")
    assert err.startswith("commit: ")
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", NO_ANSWER_ANYWHERE, ids=" ".join)
def test_no_clock_and_no_workspace_is_2_and_says_why(
    arguments: list[str], world: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(world)
    status, out, err = run(*arguments, today=None)
    assert (status, out) == (2, "")
    assert err.startswith("commit: ")
    assert "twice" not in err and "Traceback" not in err


def test_without_a_command_help_is_shown(run: Run) -> None:
    status, out, err = run(today=None)
    assert status in (0, 2)
    assert "status" in out + err and "validate" in out + err


def test_what_was_found_is_1(
    world: Path, make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    assert run("overdue", "--exit-code", root=world).status == 1
    assert run("overdue", "--exit-code", "--lead", "vn-mof", root=world).status == 1
    bad = make_workspace({"small.yaml": record(due="2026-13")})
    assert run("validate", root=bad).status == 1
    worse = make_workspace({"small.yaml": record(), "b.yaml": "["})
    assert [run(name, root=worse).status for name in ("validate", "status", "overdue")] == [1, 1, 1]
    assert run("show", "b", root=worse).status == 1
    assert run("show", "small", root=worse).status == 0


def test_warnings_are_1_only_where_they_are_to_be(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    root = make_workspace({"small.yaml": record(parties=[{"party": "acme", "role": "monitor"}])})
    assert run("validate", root=root).status == 0
    assert run("validate", "--strict", root=root).status == 1
    assert run("validate", "--strict", str(root / "schema/parties.yaml"), root=root).status == 1
    fine = make_workspace(
        {"small.yaml": record(), "b.yaml": record(id="b", parties=[{"party": "acme", "role": "monitor"}])}
    )
    assert run("validate", "--strict", str(fine / "records/small.yaml"), root=fine).status == 0


@pytest.mark.parametrize("command", ["status", "overdue", "validate", "show"])
def test_no_workspace_is_2(command: str, tmp_path: Path, run: Run) -> None:
    status, out, err = run(command, *(["x"] if command == "show" else []), root=tmp_path)
    assert (status, out) == (2, "")
    assert "records/" in err


@pytest.mark.parametrize(
    "command", [["status"], ["overdue"], ["validate"], ["validate", "--fix"], ["show", "x"]]
)
@pytest.mark.parametrize("stray", [None, "notes.txt", "a.yml", ".hidden.yaml", ".sub/a.yaml"])
def test_no_record_at_all_is_2(
    command: list[str], stray: str | None, make_workspace: Callable[..., Path], run: Run
) -> None:
    root = make_workspace({stray: "id: a\n"} if stray and "/" not in stray else {})
    if stray and "/" in stray:
        (root / "records/.sub").mkdir()
        (root / "records" / stray).write_text("id: a\n", encoding="utf-8")
    status, out, err = run(*command, root=root)
    assert (status, out) == (2, "")
    assert "records" in err


def test_settings_that_cannot_be_used_are_2_and_validate_says_why(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    files = {"small.yaml": record()}
    bad = [
        "due_soon_days = ",
        'due_soon_days = "x"',
        "nothing = 1",
        'timezone = "Mars"',
        "\x00",
        "due_soon_days = -1",
    ]
    for text in bad:
        root = make_workspace({**files, "commitments.toml": text})
        for command in ("status", "overdue"):
            status, out, err = run(command, root=root)
            assert (status, out) == (2, ""), text
            assert "commitments.toml" in err
        status, out, _ = run("validate", root=root)
        assert status == 1, text
        assert "commitments.toml:1" in out


def test_a_fault_of_ours_is_3_without_a_traceback(
    world: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("\x1b[31m{broken}\u202e\n::error::x")

    monkeypatch.setattr("commitments.reading.folder.listing", broken)
    for command in (["status"], ["overdue"], ["show", "late"], ["validate"]):
        status, out, err = run(*command, root=world)
        assert (status, out) == (3, "")
        assert "RuntimeError" in err and "{broken}" in err
        assert "Traceback" not in err and "\x1b" not in err and "\u202e" not in err


def test_a_fault_of_ours_can_be_looked_into(world: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("x")

    monkeypatch.setattr("commitments.reading.folder.listing", broken)
    monkeypatch.setenv("COMMIT_DEBUG", "1")
    with pytest.raises(RuntimeError):
        run("status", root=world)


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, RecursionError])
def test_an_interruption_is_130_and_exhaustion_no_green(
    error: type[BaseException], world: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise error

    monkeypatch.setattr("commitments.reading.folder.listing", broken)
    status, out, err = run("status", root=world)
    assert status == (130 if error is KeyboardInterrupt else 3)
    assert out == "" and "Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_in_the_middle_is_130_and_quiet(world: Path, tmp_path: Path) -> None:
    program = f"""
import os, signal, sys
import commitments.reading.folder as folder
def listing(root):
    os.kill(os.getpid(), signal.SIGINT)
    while True:
        signal.pause()
folder.listing = listing
from commitments.cli.app import main
sys.exit(main(["--root", {str(world)!r}, "status"]))
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=HANGS)
    assert ran.returncode in (130, -signal.SIGINT)
    assert b"Traceback" not in ran.stderr
    assert ran.stdout == b""
    assert not (tmp_path / "cache").exists() or not [
        p for p in os.listdir(tmp_path / "cache") if p.startswith(".new")
    ]
