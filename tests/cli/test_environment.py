"""Odd variables of the environment, and settings that cannot be read: an answer, or a line that says why."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
COMMANDS = [
    ["status"],
    ["--lang", "vi", "show", "late"],
    ["status", "--by", "lead"],
    ["overdue", "--help"],
    ["show", "zzz"],
    ["update", "late", "--note", "x", "--dry-run"],
    ["validate"],
]
VARIABLES: list[tuple[str, str | None]] = [
    *(("COMMIT_LANG", value) for value in ("fr", "", "v", "VI_vn", "\udcff")),
    *(("LANG", value) for value in ("xx", "", "C", "vi_VN.UTF-8")),
    *(("LC_ALL", value) for value in ("C", "POSIX", "xx_YY", "\udcff")),
    *(("HOME", value) for value in (None, "", "/nonexistent", "relative", "\udcff")),
    *(("XDG_CACHE_HOME", value) for value in ("relative", "/dev/null")),
    *(("COMMIT_CACHE_DIR", value) for value in ("", "/dev/null", "/dev/null/x", "x" * 5000)),
    *(("TERM", value) for value in (None, "", "dumb", "nothing")),
    *(("COLUMNS", value) for value in ("", "0", "1", "-1", "abc", "1e3", "٣", "9" * 20, "9" * 5000)),
    *(("LINES", value) for value in ("", "0", "1", "abc", "9" * 20)),
    *(("TZ", value) for value in ("", "Nowhere/Land", ":/etc", "\udcff")),
    *(("PATH", value) for value in (None, "", "/nonexistent")),
    ("COMMIT_ROOT", ""),
    ("GIT_DIR", "/nonexistent"),
    ("LANGUAGE", "vi:fr"),
]


@pytest.mark.parametrize(("name", "value"), VARIABLES, ids=lambda value: str(value)[:20])
@pytest.mark.parametrize("screen", [False, True], ids=["pipe", "screen"])
def test_no_variable_is_a_fault(
    name: str, value: str | None, screen: bool, world: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is None:
        monkeypatch.delenv(name, raising=False)
    else:
        monkeypatch.setenv(name, value)
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: screen)
    for command in COMMANDS:
        status, out, err = run(*command, root=world)
        assert status == (2 if "zzz" in command else 0), (command, err)
        assert (err if status else out).strip()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know other places")
def test_without_a_home_no_folder_of_that_name_is_made(
    world: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMMIT_CACHE_DIR")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for above in (None, "relative"):
        if above:
            monkeypatch.setenv("XDG_CACHE_HOME", above)
        assert run("status", root=world).status == 0
        assert os.listdir(here) == []


BAD_SETTINGS = [
    ("text", b"language = "),
    ("no text", b"\xff\xfe"),
    ("another language", b'language = "fr"'),
    ("too large", b"#" * 300_000),
    ("deep", b"x = " + b"[" * 5000),
]


@pytest.mark.parametrize(("name", "data"), BAD_SETTINGS, ids=[name for name, _ in BAD_SETTINGS])
def test_settings_that_cannot_be_read_are_told(name: str, data: bytes, world: Path, run: Run) -> None:
    (world / "commitments.toml").write_bytes(data)
    unusable(world, run)


@pytest.mark.skipif(sys.platform == "win32", reason="needs special files of POSIX")
@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "dangling"])
def test_settings_that_are_no_file_are_told(kind: str, world: Path, run: Run) -> None:
    path = world / "commitments.toml"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case _:
            path.symlink_to("records/late.yaml" if kind == "link" else "nowhere")
    unusable(world, run)


def unusable(root: Path, run: Run) -> None:
    """Answers are refused, help is given, and `validate` says what is wrong."""
    for command in (["status"], ["overdue"], ["show", "late"], ["update", "late", "--note", "x"]):
        status, out, err = run(*command, root=root)
        assert (status, out) == (2, "") and "commitments.toml" in err
    assert run("status", "--help", root=root).status == 0
    status, out, _ = run("validate", root=root)
    assert status == 1 and "commitments.toml" in out
