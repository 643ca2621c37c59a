"""A file is written whole or not at all, and never over what somebody else wrote meanwhile."""

from __future__ import annotations

import errno
import os
import stat
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bounds import HANGS
from faults import without_a_name

from commitments.errors import CommitmentsError
from commitments.writing.lock import edit_lock
from commitments.writing.store import create_file, replace_unchanged, write_whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links and modes of POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs to open folders")
CALLS = ["write", "fsync", "replace", *(["fchmod"] if sys.platform != "win32" else [])]


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
    if mode & 0o222:
        assert replace_unchanged(file, b"new\n", b"newer\n")
        assert stat.S_IMODE(file.stat().st_mode) == mode


@posix
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_new_file_has_the_mode_of_any_new_file(mask: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        write_whole(tmp_path / "a", b"")
        (tmp_path / "b").write_bytes(b"")
        assert create_file(tmp_path / "made" / "c", b"")
        (tmp_path / "folder").mkdir()
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode
    assert (tmp_path / "made" / "c").stat().st_mode == (tmp_path / "b").stat().st_mode
    assert (tmp_path / "made").stat().st_mode == (tmp_path / "folder").stat().st_mode


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
@pytest.mark.parametrize("call", ["write", "fsync", "fchmod", "replace"])
def test_a_killed_write_leaves_the_old_file(call: str, file: Path) -> None:
    program = f"""
import os, pathlib
os.{call} = lambda *given, **named: os.kill(os.getpid(), 9)
from commitments.writing.store import write_whole
write_whole(pathlib.Path({str(file)!r}), b"new")
"""
    assert subprocess.run([sys.executable, "-c", program], timeout=HANGS).returncode == -9
    assert file.read_bytes() == b"old\n"
    assert [path for path in file.parent.iterdir() if path.suffix == ".yaml"] == [file]
    assert call == "replace" or not without_a_name(file.parent) or os.listdir(file.parent) == ["a.yaml"]


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
        with pytest.raises(CommitmentsError, match="is not a regular file"):
            replace_unchanged(link, b"old\n", b"new\n")
        assert not create_file(link, b"new\n")
        assert link.is_symlink()
        link.unlink()
    assert secret.read_bytes() == b"old\n"
    assert not (tmp_path / "gone").exists()


@posix
@pytest.mark.usefixtures("soon")
def test_no_fifo_is_waited_for(file: Path) -> None:
    fifo = file.parent / "b.yaml"
    os.mkfifo(fifo)
    with pytest.raises(CommitmentsError, match="is not a regular file"):
        replace_unchanged(fifo, b"", b"new\n")
    assert not create_file(fifo, b"new\n")
    assert stat.S_ISFIFO(fifo.stat().st_mode)


def test_a_folder_in_the_place_of_a_record_is_said_so(file: Path) -> None:
    folder = file.parent / "b.yaml"
    folder.mkdir()
    with pytest.raises(CommitmentsError, match="is not a regular file"):
        replace_unchanged(folder, b"", b"new\n")
    assert not create_file(folder, b"new\n")
    assert sorted(os.listdir(file.parent)) == ["a.yaml", "b.yaml"]


def test_a_write_protected_file_stays(file: Path) -> None:
    """Even where its folder, or being root, would allow it to be replaced."""
    file.chmod(0o444)
    with pytest.raises(CommitmentsError, match="is write-protected"):
        replace_unchanged(file, b"old\n", b"new\n")
    assert file.read_bytes() == b"old\n"
    assert os.listdir(file.parent) == ["a.yaml"]
    file.chmod(0o644)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder with a file of root's, in the way of nobody, while this process is nobody."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root may become somebody else")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        place = Path(folder) / "records"
        place.mkdir()
        (place / "a.yaml").write_bytes(b"old\n")
        (place / "a.yaml").chmod(0o644)
        try:
            os.seteuid(65534)
            if not os.access(place, os.R_OK, effective_ids=True):
                pytest.skip("the system's temporary folder is root's own")
            yield place
        finally:
            os.seteuid(0)


def as_root(call: Callable[[], object]) -> None:
    os.seteuid(0)
    try:
        call()
    finally:
        os.seteuid(65534)


def test_the_file_of_another_is_write_protected(shared: Path) -> None:
    as_root(lambda: shared.chmod(0o777))
    with pytest.raises(CommitmentsError, match="is write-protected"):
        replace_unchanged(shared / "a.yaml", b"old\n", b"new\n")
    assert (shared / "a.yaml").stat().st_uid == 0
    assert (shared / "a.yaml").read_bytes() == b"old\n"
    assert os.listdir(shared) == ["a.yaml"]


def test_a_folder_that_takes_no_file_is_said_so(shared: Path) -> None:
    as_root(lambda: (shared / "a.yaml").chmod(0o666))
    with pytest.raises(CommitmentsError, match="is a folder that you may not write to"):
        replace_unchanged(shared / "a.yaml", b"old\n", b"new\n")
    for name in ("b.yaml", "x/b.yaml"):
        with pytest.raises(CommitmentsError, match="could not be written"):
            create_file(shared / name, b"new\n")
    assert not create_file(shared / "a.yaml", b"new\n")
    assert os.listdir(shared) == ["a.yaml"]
    with edit_lock(shared.parent):
        assert (shared / "a.yaml").read_bytes() == b"old\n"


def test_the_file_of_another_stays_theirs(shared: Path) -> None:
    """Where root edits it; and where somebody else may, they have it from then on."""
    as_root(lambda: (os.chown(shared / "a.yaml", 65534, 65533), (shared / "a.yaml").chmod(0o660)))
    as_root(lambda: replace_unchanged(shared / "a.yaml", b"old\n", b"new\n"))
    status = (shared / "a.yaml").stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (65534, 65533, 0o660)
    as_root(
        lambda: (os.chown(shared / "a.yaml", 0, 0), (shared / "a.yaml").chmod(0o666), shared.chmod(0o777))
    )
    assert replace_unchanged(shared / "a.yaml", b"new\n", b"newer\n")
    status = (shared / "a.yaml").stat()
    assert (status.st_uid, stat.S_IMODE(status.st_mode)) == (65534, 0o666)


@linux
def test_what_people_set_as_attributes_is_kept(file: Path) -> None:
    try:
        os.setxattr(file, "user.origin", b"letter")
    except OSError:
        pytest.skip("this file system keeps no attributes")
    write_whole(file, b"new\n")
    assert replace_unchanged(file, b"new\n", b"newer\n")
    assert os.getxattr(file, "user.origin") == b"letter"


def rights(*entries: tuple[int, int, int]) -> bytes:
    """A list of rights as Linux keeps it: (kind, what is allowed, who)."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


@linux
def test_rights_of_single_people_are_kept_and_none_are_added(file: Path) -> None:
    nobody = 0xFFFFFFFF
    theirs = rights((1, 6, nobody), (2, 6, 12345), (4, 0, nobody), (16, 6, nobody), (32, 0, nobody))
    try:
        os.setxattr(file, "system.posix_acl_access", theirs)
        os.setxattr(file.parent, "system.posix_acl_default", theirs)
    except OSError:
        pytest.skip("this file system keeps no such rights")
    mode = file.stat().st_mode
    assert replace_unchanged(file, b"old\n", b"new\n")
    assert os.getxattr(file, "system.posix_acl_access") == theirs
    assert file.stat().st_mode == mode
    os.removexattr(file, "system.posix_acl_access")
    file.chmod(0o640)
    assert replace_unchanged(file, b"new\n", b"newer\n")
    assert "system.posix_acl_access" not in os.listxattr(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@posix
def test_a_second_name_keeps_the_old_text(file: Path, tmp_path: Path) -> None:
    os.link(file, tmp_path / "second")
    assert replace_unchanged(file, b"old\n", b"new\n")
    assert (tmp_path / "second").read_bytes() == b"old\n"
    assert file.read_bytes() == b"new\n"


@pytest.mark.parametrize("name", ["x" * 250 + ".yaml", "ệ" * 83 + ".yaml", "-a.yaml", "a b\n.yaml"])
def test_any_name_that_a_file_may_have_can_be_written(name: str, tmp_path: Path) -> None:
    if sys.platform == "win32" and len(name) != 88:
        pytest.skip("names are shorter or plainer there")
    try:
        (tmp_path / name).write_bytes(b"old\n")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert replace_unchanged(tmp_path / name, b"old\n", b"new\n")
    write_whole(tmp_path / name, b"newer\n")
    (tmp_path / name).unlink()
    assert create_file(tmp_path / name, b"made\n")
    assert os.listdir(tmp_path) == [name]


def test_a_file_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "records" / "sub" / "a.yaml"
    assert create_file(path, b"one\n")
    assert not create_file(path, b"two\n")
    assert path.read_bytes() == b"one\n"
    assert os.listdir(path.parent) == ["a.yaml"]


@linux
def test_where_a_file_without_a_name_cannot_get_one_it_has_one_at_once(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container without /proc."""
    link = os.link

    def linked(old: Any, new: Any, **named: Any) -> None:
        link(str(old).replace("/proc/self/fd", "/nowhere"), new, **named)

    monkeypatch.setattr(os, "link", linked)
    assert replace_unchanged(file, b"old\n", b"new\n")
    assert create_file(file.with_name("b.yaml"), b"made\n")
    assert (file.read_bytes(), file.with_name("b.yaml").read_bytes()) == (b"new\n", b"made\n")
    assert sorted(os.listdir(file.parent)) == ["a.yaml", "b.yaml"]


def test_a_file_where_a_folder_should_be_is_said_so(file: Path) -> None:
    for path in (file / "b.yaml", file / "sub" / "b.yaml"):
        with pytest.raises(CommitmentsError):
            create_file(path, b"")
        with pytest.raises(CommitmentsError):
            replace_unchanged(path, b"", b"new\n")
    assert file.read_bytes() == b"old\n"


@posix
@pytest.mark.parametrize("name", ["link/b.yaml", "link/sub/b.yaml"])
def test_no_linked_folder_is_entered(name: str, file: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (file.parent / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CommitmentsError, match="is a link"):
        create_file(file.parent / name, b"")
    assert os.listdir(tmp_path / "elsewhere") == []


@pytest.mark.parametrize("nameless", [True, False])
def test_a_file_that_appears_meanwhile_is_not_lost(
    nameless: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sub" / "a.yaml"
    fsync = os.fsync

    def slow(handle: int) -> None:
        fsync(handle)
        path.write_bytes(b"theirs\n")

    if not nameless:
        monkeypatch.setattr("commitments.writing.store._NAMELESS", 0)
    monkeypatch.setattr(os, "fsync", slow)
    assert not create_file(path, b"ours\n")
    assert path.read_bytes() == b"theirs\n"
    assert os.listdir(path.parent) == ["a.yaml"]


@posix
def test_a_name_taken_meanwhile_is_not_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system without second names."""
    path = tmp_path / "a.yaml"

    def linked(*_: Any, **__: Any) -> None:
        path.write_bytes(b"theirs\n")
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr("commitments.writing.store._NAMELESS", 0)
    monkeypatch.setattr(os, "link", linked)
    assert not create_file(path, b"ours\n")
    assert path.read_bytes() == b"theirs\n"
    assert os.listdir(tmp_path) == ["a.yaml"]


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
