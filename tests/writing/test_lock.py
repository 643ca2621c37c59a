"""One editor at a time: another waits or is told, and nothing that ends an editor leaves it locked."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from bounds import HANGS
from faults import Child, child

from commitments.errors import CommitmentsError
from commitments.writing import lock
from commitments.writing.lock import edit_lock

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs forks and folders that can be locked")
OTHER_PROCESS = """
import pathlib, sys
from commitments.writing.lock import edit_lock
with edit_lock(pathlib.Path(sys.argv[1]), patience=0): pass
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace without a file."""
    (tmp_path / "workspace" / "records").mkdir(parents=True)
    return tmp_path / "workspace"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of the test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    return folder


def is_free(root: Path) -> bool:
    """Whether another process gets the lock at once."""
    command = [sys.executable, "-c", OTHER_PROCESS, str(root)]
    done = subprocess.run(command, capture_output=True, timeout=HANGS)
    assert done.returncode == 0 or b"Another edit is under way" in done.stderr, done.stderr
    return done.returncode == 0


def holder(root: Path) -> Callable[[Callable[[bytes], object]], None]:
    """An editor that says when it has the lock, and keeps it."""

    def work(say: Callable[[bytes], object]) -> None:
        with edit_lock(root):
            say(b"!")
            signal.alarm(HANGS)
            signal.pause()

    return work


@pytest.fixture
def editor(root: Path) -> Iterator[Child]:
    """Another process that is editing."""
    with child(holder(root)) as made:
        assert made.heard() == b"!"
        yield made


def test_another_process_is_told_and_nothing_is_left(root: Path, temporary: Path) -> None:
    assert is_free(root)
    with edit_lock(root):
        assert not is_free(root)
        assert sys.platform == "win32" or os.listdir(root / "records") == os.listdir(temporary) == []
    assert is_free(root)
    assert os.listdir(root) == ["records"]
    assert os.listdir(root / "records") == []


@posix
def test_who_comes_second_is_told(editor: Child, root: Path) -> None:
    with pytest.raises(CommitmentsError, match="Another edit is under way"), edit_lock(root, patience=0.02):
        pytest.fail("two at once")


@posix
@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("forked", ["before", "meanwhile"])
def test_who_comes_second_waits(forked: str, root: Path) -> None:
    told, tell = os.pipe()

    def second(say: Callable[[bytes], object]) -> None:
        os.read(told, 1)
        say(b"?")
        with edit_lock(root):
            say(b"!")

    with ExitStack() as stack:
        stack.callback(os.close, told)
        stack.callback(os.close, tell)
        waiting = stack.enter_context(child(second)) if forked == "before" else None
        with edit_lock(root):
            waiting = waiting or stack.enter_context(child(second))
            os.write(tell, b".")
            assert waiting.heard() == b"?"
            assert waiting.works(0.05)
        assert waiting.heard() == b"!"
        assert waiting.ended() == 0


@posix
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_it_ends_with_the_process(name: str, editor: Child, root: Path) -> None:
    editor.end(signal.Signals[name])
    with edit_lock(root, patience=0):
        pass


@posix
def test_a_helper_does_not_keep_it(root: Path) -> None:
    """A process forked meanwhile has the same folder open."""

    def helper(say: Callable[[bytes], object]) -> None:
        say(b"!")
        signal.alarm(HANGS)
        signal.pause()

    with edit_lock(root):
        helping = child(helper)
        assert helping.__enter__().heard() == b"!"
    try:
        assert is_free(root)
    finally:
        helping.__exit__(None, None, None)


@pytest.mark.parametrize("error", [CommitmentsError("no"), OSError("no"), KeyboardInterrupt()])
def test_it_ends_with_the_edit(error: BaseException, root: Path) -> None:
    descriptors = len(os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else 0
    with pytest.raises(type(error)), edit_lock(root):
        raise error
    with edit_lock(root, patience=0):
        pass
    assert not descriptors or len(os.listdir("/dev/fd")) == descriptors


@pytest.mark.usefixtures("soon")
def test_nobody_waits_for_themselves(root: Path) -> None:
    with edit_lock(root):
        with pytest.raises(CommitmentsError, match="Another edit is under way"), edit_lock(root):
            pytest.fail("twice")
        assert not is_free(root)
    assert is_free(root)


@pytest.mark.usefixtures("soon")
def test_another_thread_waits(root: Path) -> None:
    done: list[str] = []

    def second() -> None:
        with edit_lock(root):
            done.append("second")

    thread = threading.Thread(target=second)
    with edit_lock(root):
        thread.start()
        thread.join(0.05)
        done.append("first")
    thread.join(10)
    assert done == ["first", "second"]


def test_two_workspaces_do_not_wait_for_each_other(root: Path, tmp_path: Path) -> None:
    (tmp_path / "other" / "records").mkdir(parents=True)
    with edit_lock(root), edit_lock(tmp_path / "other", patience=0):
        pass


@posix
def test_the_way_to_a_workspace_does_not_matter(editor: Child, root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root)
    for way in (tmp_path / "link", root / ".." / "workspace", Path(os.path.relpath(root))):
        with pytest.raises(CommitmentsError, match="Another edit is under way"), edit_lock(way, patience=0):
            pytest.fail("two at once")


@posix
def test_what_the_environment_says_does_not_matter(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with edit_lock(root):
        for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "COMMIT_CACHE_DIR"):
            monkeypatch.setenv(name, str(tmp_path))
        assert not is_free(root)


@posix
def test_another_user_is_kept_out_of_a_folder_that_they_may_only_read() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may become somebody else")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        (root / "records").mkdir(mode=0o755)

        def somebody(say: Callable[[bytes], object]) -> None:
            os.setuid(65534)
            holder(root)(say)

        with child(somebody) as editing:
            assert editing.heard() == b"!"
            with pytest.raises(CommitmentsError, match="Another edit"), edit_lock(root, patience=0):
                pytest.fail("two at once")
        with edit_lock(root, patience=0):
            pass


@posix
def test_a_folder_that_was_replaced_is_locked_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As git does when it goes to another branch and back."""
    once = [lambda: ((root / "records").rename(root / "old"), (root / "records").mkdir())]
    real = lock._lock

    def slow(handle: int) -> None:
        real(handle)
        if once:
            once.pop()()

    monkeypatch.setattr(lock, "_lock", slow)
    with edit_lock(root):
        assert not is_free(root)


@posix
def test_a_workspace_without_the_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommitmentsError, match="could not be locked"), edit_lock(tmp_path):
        pytest.fail("locked nothing")


@posix
def test_no_link_is_locked(root: Path, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "records").symlink_to(root / "records")
    with pytest.raises(CommitmentsError, match="could not be locked"), edit_lock(tmp_path / "second"):
        pytest.fail("followed a link")


@pytest.fixture
def no_locks_on_folders(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that locks files only."""
    real = lock._lock

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(request.param, os.strerror(request.param))
        real(handle)

    monkeypatch.setattr(lock, "_lock", only_files)


@posix
@pytest.mark.usefixtures("no_locks_on_folders")
@pytest.mark.parametrize("no_locks_on_folders", [errno.ENOLCK, errno.ENOTSUP, errno.EBADF], indirect=True)
def test_a_file_stands_in_for_a_folder_without_locks(root: Path, temporary: Path) -> None:
    for _ in range(2):
        with edit_lock(root), child(holder(root)) as second:
            assert second.works(0.02)
            assert os.listdir(root / "records") == []
            assert len(os.listdir(temporary)) == 1
    with child(holder(root)) as editing:
        assert editing.heard() == b"!"
        editing.end(signal.SIGKILL)
    with edit_lock(root, patience=0):
        pass


@posix
@pytest.mark.usefixtures("no_locks_on_folders", "soon")
@pytest.mark.parametrize("no_locks_on_folders", [errno.ENOLCK], indirect=True)
@pytest.mark.parametrize("trap", ["link", "fifo"])
def test_nothing_set_in_the_place_of_that_file_does_harm(trap: str, root: Path, temporary: Path) -> None:
    with edit_lock(root):
        pass
    place = temporary / os.listdir(temporary)[0]
    place.unlink()
    if trap == "link":
        place.symlink_to(temporary / "secret")
        with pytest.raises(CommitmentsError, match="could not be locked"), edit_lock(root):
            pytest.fail("followed a link")
        assert not (temporary / "secret").exists()
    else:
        os.mkfifo(place)
        with edit_lock(root):
            pass


@posix
@pytest.mark.usefixtures("temporary")
def test_without_any_lock_nothing_is_edited(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(lock, "_lock", refuse)
    with pytest.raises(CommitmentsError, match="could not be locked"), edit_lock(root):
        pytest.fail("edited without a lock")
    assert os.listdir(root / "records") == []


LEFT = ".a.yaml.0123456789abcdef.new"
KEPT = (
    ".0123456789abcdef.new",
    ".a.yaml.0123456789abcde.new",
    ".a.yaml.0123456789ABCDEF.new",
    ".a.yaml.0123456789abcdef.new.yaml",
    ".a.yaml.abcdefgh.new",
    ".gitkeep",
    "a.yaml",
    "a.yaml.0123456789abcdef.new",
    f".hidden/{LEFT}",
    f"../{LEFT}",
)


def test_what_killed_editors_left_is_swept_and_nothing_else(root: Path) -> None:
    records = root / "records"
    for name in (*KEPT, LEFT, f"sub/deep/{LEFT}"):
        (records / name).parent.mkdir(parents=True, exist_ok=True)
        (records / name).write_bytes(b"")
    (records / "folder" / LEFT).mkdir(parents=True)
    with edit_lock(root):
        assert not (records / LEFT).exists()
        assert not (records / "sub" / "deep" / LEFT).exists()
        assert all((records / name).exists() for name in KEPT)
        assert (records / "folder" / LEFT).is_dir()


@posix
def test_no_link_is_swept_or_entered(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / LEFT).write_bytes(b"")
    (root / "records" / "link").symlink_to(tmp_path / "elsewhere")
    (root / "records" / LEFT).symlink_to(tmp_path / "elsewhere" / LEFT)
    with edit_lock(root):
        assert (root / "records" / LEFT).is_symlink()
        assert (tmp_path / "elsewhere" / LEFT).exists()


@posix
def test_only_who_has_the_lock_sweeps(editor: Child, root: Path) -> None:
    (root / "records" / LEFT).write_bytes(b"half of")
    with pytest.raises(CommitmentsError), edit_lock(root, patience=0):
        pytest.fail("two at once")
    assert (root / "records" / LEFT).exists()


@posix
def test_a_sweep_that_is_refused_stops_no_edit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "records" / LEFT).write_bytes(b"")

    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    for name in ("unlink", "scandir"):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, refuse)
            with edit_lock(root):
                pass
