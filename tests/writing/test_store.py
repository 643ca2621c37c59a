"""A file is written whole or not at all, and never over what somebody else wrote meanwhile."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitments.errors import CommitmentsError
from commitments.writing.store import replace_unchanged, write_whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links and modes of POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs to open folders")
CALLS = ["write", "fsync", "chmod", "replace"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file alone in its folder."""
    path = tmp_path / "folder" / "a.yaml"
    path.parent.mkdir()
    path.write_bytes(b"old\n")
    return path


def broken(call: str, error: BaseException, patch: pytest.MonkeyPatch) -> None:
    """Let one system call fail from now on."""

    def fail(*_: Any, **__: Any) -> Any:
        raise error

    if call == "write":
        whole = os.fdopen

        def opened(*given: Any, **named: Any) -> Any:
            handle = whole(*given, **named)
            handle.close()
            raise error

        patch.setattr(os, "fdopen", opened)
    else:
        patch.setattr(os, call, fail)


def test_a_new_file_is_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "new.csv", b"\xef\xbb\xbfa\r\n")
    assert (tmp_path / "new.csv").read_bytes() == b"\xef\xbb\xbfa\r\n"
    assert os.listdir(tmp_path) == ["new.csv"]


def test_an_old_file_is_replaced(file: Path) -> None:
    write_whole(file, b"new\n")
    assert file.read_bytes() == b"new\n"
    assert os.listdir(file.parent) == ["a.yaml"]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755, 0o400])
def test_the_mode_is_kept(mode: int, file: Path) -> None:
    file.chmod(mode)
    write_whole(file, b"new\n")
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert replace_unchanged(file, b"new\n", b"newer\n")
    assert stat.S_IMODE(file.stat().st_mode) == mode


@posix
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_new_file_has_the_mode_of_any_new_file(mask: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        write_whole(tmp_path / "a", b"")
        (tmp_path / "b").write_bytes(b"")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
def test_a_failed_write_leaves_the_old_file_and_no_litter(
    call: str, number: int, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        broken(call, OSError(number, os.strerror(number)), patch)
        with pytest.raises(CommitmentsError) as raised:
            write_whole(file, b"new\n")
    assert os.strerror(number) in str(raised.value)
    assert file.read_bytes() == b"old\n"
    assert os.listdir(file.parent) == ["a.yaml"]


@pytest.mark.parametrize("call", CALLS)
def test_an_interrupted_write_leaves_the_old_file_and_no_litter(
    call: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        broken(call, KeyboardInterrupt(), patch)
        with pytest.raises(KeyboardInterrupt):
            replace_unchanged(file, b"old\n", b"new\n")
    assert file.read_bytes() == b"old\n"
    assert os.listdir(file.parent) == ["a.yaml"]


@posix
@pytest.mark.parametrize("call", ["fsync", "chmod", "replace"])
def test_a_killed_write_leaves_the_old_file(call: str, file: Path) -> None:
    program = f"""
import os, pathlib
os.{call} = lambda *given, **named: os.kill(os.getpid(), 9)
from commitments.writing.store import write_whole
write_whole(pathlib.Path({str(file)!r}), b"new")
"""
    assert subprocess.run([sys.executable, "-c", program], timeout=30).returncode == -9
    assert file.read_bytes() == b"old\n"
    assert [path for path in file.parent.iterdir() if path.suffix == ".yaml"] == [file]


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommitmentsError):
        write_whole(tmp_path / "gone" / "a.csv", b"")


def test_a_folder_in_the_place_of_the_file_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(CommitmentsError):
        write_whole(tmp_path / "a.csv", b"")
    assert os.listdir(tmp_path) == ["a.csv"]


@linux
def test_the_bytes_are_on_the_disk_before_the_name_is(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def replaced(old: Any, new: Any) -> None:
        done.append("replace")
        assert Path(old).parent == Path(new).parent
        assert Path(old).read_bytes() == b"new\n"
        replace(old, new)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    write_whole(file, b"new\n")
    assert done == ["file", "replace", "folder"]


def test_who_reads_the_old_file_reads_it_whole(file: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("an open file cannot be replaced there")
    with open(file, "rb") as reading:
        write_whole(file, b"new\n")
        assert reading.read() == b"old\n"


def test_only_the_expected_file_is_replaced(file: Path) -> None:
    assert not replace_unchanged(file, b"older\n", b"new\n")
    assert file.read_bytes() == b"old\n"
    assert replace_unchanged(file, b"old\n", b"new\n")
    assert file.read_bytes() == b"new\n"


def test_a_file_that_went_away_is_not_made_again(file: Path) -> None:
    file.unlink()
    assert not replace_unchanged(file, b"old\n", b"new\n")
    assert os.listdir(file.parent) == []


@posix
def test_no_link_is_followed(file: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"old\n")
    link = file.parent / "link.yaml"
    for target in (secret, tmp_path / "gone", link):
        link.symlink_to(target)
        assert not replace_unchanged(link, b"old\n", b"new\n")
        assert link.is_symlink()
        link.unlink()
    assert secret.read_bytes() == b"old\n"
    assert not (tmp_path / "gone").exists()


@posix
@pytest.mark.usefixtures("soon")
def test_no_fifo_is_waited_for(file: Path) -> None:
    os.mkfifo(file.parent / "b.yaml")
    assert not replace_unchanged(file.parent / "b.yaml", b"", b"new\n")
    assert stat.S_ISFIFO((file.parent / "b.yaml").stat().st_mode)


@pytest.mark.parametrize("change", ["saved", "replaced", "deleted", "linked"])
def test_a_change_while_we_write_is_not_lost(
    change: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bringing the bytes to the disk takes long enough for an editor to save the same file."""
    if change == "linked" and sys.platform == "win32":
        pytest.skip("needs links of POSIX")
    theirs: dict[str, Callable[[], Any]] = {
        "saved": lambda: file.write_bytes(b"theirs\n"),
        "replaced": lambda: ((file.parent / "x").write_bytes(b"theirs\n"), (file.parent / "x").rename(file)),
        "deleted": file.unlink,
        "linked": lambda: (file.rename(file.parent / "y"), file.symlink_to("y")),
    }
    fsync = os.fsync
    waiting = [theirs[change]]

    def slow(handle: int) -> None:
        fsync(handle)
        if waiting:
            waiting.pop()()

    monkeypatch.setattr(os, "fsync", slow)
    assert not replace_unchanged(file, b"old\n", b"new\n")
    assert not waiting
    if change == "deleted":
        assert os.listdir(file.parent) == []
    else:
        assert file.read_bytes() == (b"old\n" if change == "linked" else b"theirs\n")
        assert file.is_symlink() is (change == "linked")
    assert not [name for name in os.listdir(file.parent) if name.endswith(".new")]
