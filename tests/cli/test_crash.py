"""A fault of the program: one line, the log of it for a report, and nothing in it that a record says."""

from __future__ import annotations

import errno
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bounds import HANGS

from commitments import __version__
from commitments.cli.crash_log import command_line, handle_crash, report

Run = Callable[..., Any]
SECRET = "Thỏa thuận mật \x1b[31m{x} ::error::"


def broken(*_: Any) -> Any:
    try:
        raise KeyError(SECRET)
    except KeyError as cause:
        raise RuntimeError(SECRET) from cause


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that fails wherever records are listed."""
    monkeypatch.setattr("commitments.reading.folder.listing", broken)


def logs(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache/crashes").glob("*"))


def test_it_is_told_in_two_lines_with_the_log(world: Path, run: Run, tmp_path: Path, faulty: None) -> None:
    status, out, err = run("status", "--text", "mật", "--tag=ai", root=world)
    assert (status, out) == (3, "")
    [log] = logs(tmp_path)
    first, second = err.splitlines()
    assert first.startswith("commit: this is a fault of the program: RuntimeError: Thỏa thuận mật")
    assert second == f"  Please report it with this log, which holds no data of yours: {log}"
    run("--lang", "vi", "status", root=world)
    assert run("--lang", "vi", "status", root=world).err.count("lỗi của chương trình") == 1


def test_the_log_says_where_and_holds_no_data(world: Path, run: Run, tmp_path: Path, faulty: None) -> None:
    words = ("status", "late", "--text", "mật", "--tag=secret", "--status", "agreed", "-f", "json")
    assert run(*words, root=world).status == 3
    [log] = logs(tmp_path)
    text = log.read_text("utf-8")
    assert f"commit {__version__}, Python {sys.version.split()[0]}" in text
    assert re.search(r"^typer [0-9.]+, rich [0-9.]+, pyyaml [0-9.]+,", text, re.MULTILINE)
    assert "command: commit status --root --today --text --tag --status -f\n" in text
    assert re.search(r'File ".*app\.py", line \d+, in main\n    return int\(', text)
    assert text.index("builtins.KeyError\n") < text.index("builtins.RuntimeError\n")
    for secret in ("mật", "secret", "late", "agreed", "json\n", str(world)):
        assert secret not in text.replace("raise RuntimeError(SECRET)", "").replace("late.yaml", ""), secret
    if os.name == "posix":
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
        assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_the_last_ten_logs_stay(world: Path, run: Run, tmp_path: Path, faulty: None) -> None:
    (tmp_path / "cache/crashes").mkdir(parents=True)
    (tmp_path / "cache/crashes/notes.txt").write_text("mine", encoding="utf-8")
    seen: list[Path] = []
    for _ in range(13):
        assert run("status", root=world).status == 3
        seen += [log for log in logs(tmp_path) if log not in seen and log.suffix == ".log"]
    assert len(seen) == 13
    assert logs(tmp_path) == [*seen[3:], tmp_path / "cache/crashes/notes.txt"]


def test_a_log_has_an_end() -> None:
    def deep(left: int) -> None:
        if not left:
            raise ValueError("x" * 10**6)
        deep(left - 1) if left % 2 else (lambda: deep(left - 1))()

    with pytest.raises(ValueError) as caught:
        deep(400)
    error: BaseException = caught.value
    for number in range(30):
        following = RuntimeError(number)
        following.__cause__ = error
        error = following
    text = report(error, "commit x")
    assert len(text) < 70_000 and "xxx" not in text
    error.__cause__.__cause__ = error  # type: ignore[union-attr]
    assert report(error, "").endswith("builtins.RuntimeError\n\n")


@pytest.mark.parametrize("place", ["file", "file/below", ""])
def test_a_log_that_cannot_be_written_is_told(
    place: str, world: Path, run: Run, tmp_path: Path, faulty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(tmp_path / place) if place else "x" * 5000)
    for lang, said in (("en", "A log of it could not be written: "), ("vi", "Không ghi được nhật ký")):
        status, out, err = run("--lang", lang, "status", root=world)
        assert (status, out) == (3, "")
        first, second, third = err.splitlines()
        assert "RuntimeError" in first and said in second
        assert re.search(r"test_crash\.py:\d+, broken$", third)


def test_a_full_disk_is_told(world: Path, run: Run, faulty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("pathlib.Path.mkdir", full)
    status, _, err = run("status", root=world)
    assert status == 3 and os.strerror(errno.ENOSPC) in err


def test_the_handler_needs_no_folder_and_no_words(
    world: Path, run: Run, tmp_path: Path, faulty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("cli.app.Messages", "render.shown_value.shown_value", "cli.app.reader_language"):
        with monkeypatch.context() as patch:
            patch.setattr(f"commitments.{place}", broken)
            assert run("status", root=world).status == 3
    assert len(logs(tmp_path)) == 3


def test_the_handler_of_the_handler_has_one_line_left(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commitments.cli.streams.say", broken)
    assert handle_crash(ValueError(SECRET)) == 3
    assert capsys.readouterr().err == "commit: this is a fault of the program: ValueError\n"
    monkeypatch.setattr("sys.stderr", None)
    assert handle_crash(ValueError(SECRET)) == 3


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (["status"], "commit status"),
        (["--root", "/home/me/x", "show", "status"], "commit show --root"),
        (["update", "secret", "--note=--secret", "--note", "-x", "-n"], "commit update --note --note -n"),
        (["--sécret", "-fjson", "x"], "commit"),
        ([], "commit"),
    ],
)
def test_a_command_line_is_told_without_values(line: list[str], expected: str) -> None:
    assert command_line(line, {"status", "show", "update"}, {"--root", "--note", "-n", "-f"}) == expected


PROGRAM = """
import sys
from commitments.reading import folder
def broken(*_):
    raise {error}
{name} = broken
from commitments.__main__ import run
sys.exit(run())
"""


def test_a_process_of_its_own_says_the_same(world: Path, tmp_path: Path) -> None:
    program = PROGRAM.format(error='RuntimeError("secret")', name="folder.listing")
    command = [sys.executable, "-c", program, "--root", str(world), "status"]
    ran = subprocess.run(command, capture_output=True, timeout=HANGS)
    [log] = logs(tmp_path)
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert ran.stderr.count(b"\n") == 2 and str(log).encode() in ran.stderr
    ran = subprocess.run(command, capture_output=True, timeout=HANGS, env={**os.environ, "COMMIT_DEBUG": "1"})
    assert ran.returncode == 1 and b"Traceback" in ran.stderr and len(logs(tmp_path)) == 1


@pytest.mark.parametrize("error", ["ImportError('no such module')", "type('Panic', (BaseException,), {})()"])
def test_what_fails_outside_the_commands_is_logged_too(error: str, tmp_path: Path) -> None:
    """A package that is missing, and what a library in Rust raises, which is no `Exception`."""
    program = PROGRAM.format(error=error, name="import commitments.cli.app as app; app.main")
    ran = subprocess.run([sys.executable, "-c", program, "status"], capture_output=True, timeout=HANGS)
    [log] = logs(tmp_path)
    assert (ran.returncode, ran.stdout) == (3, b"") and str(log).encode() in ran.stderr
    assert b"Traceback" not in ran.stderr and "in broken" in log.read_text("utf-8")


def test_a_shell_that_completes_gets_no_line_of_it(world: Path, tmp_path: Path) -> None:
    program = PROGRAM.format(error="RuntimeError()", name="import commitments.cli.app as app; app.main")
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "_COMMIT_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "commit show "},
        capture_output=True,
        timeout=HANGS,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, b"", b"") and len(logs(tmp_path)) == 1
