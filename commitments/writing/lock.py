"""The lock of one workspace: one editor at a time. Stops no program that does not ask for the lock.

The system holds the lock for the running program, and releases it however the program ends; no file says
"locked". On a network share the lock may reach no further than this machine; `replace_unchanged` still
compares there. The hooks of the commit that an editor waits for may edit too: the editor's lock does not stop
them, and a lock of their own lets one hook edit at a time.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir

from commitments.errors import N_, WriteError, system_reason
from commitments.reading.folder import RECORDS, SCHEMA, stands_for_folder
from commitments.writing.patience import Patience, no_notice
from commitments.writing.store import TEMPORARY

PATIENCE = 120.0
"""Seconds to wait for another editor, whose git may run slow hooks."""
HELD = "COMMIT_EDITING"
"""The variable that tells the hooks of a commit which folder is locked until they have ended."""
_PAUSE = 0.005
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_NO_LOCKS_ON_FOLDERS = (
    errno.EBADF,
    errno.EINVAL,
    errno.ENOLCK,
    errno.ENOSYS,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
)
_held: set[tuple[str, int, int]] = set()
"""The folder, process and thread of each lock that this program holds: no thread waits for itself."""

if sys.platform == "win32":
    import msvcrt

    _BUSY = (errno.EACCES, errno.EDEADLK)

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    _BUSY = (errno.EAGAIN, errno.EWOULDBLOCK)

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def edit_lock(
    root: Path, patience: float | None = None, notice: Callable[[], object] = no_notice
) -> Iterator[None]:
    """Keep other editors of a workspace out, and remove the temporary files that killed ones left.

    `notice` is called once the wait for another editor becomes noticeable. Raises WriteError where another
    editor holds the lock for longer than `patience` seconds, where this very thread holds it, and where the
    system has no locks: two edits at once would otherwise go unnoticed.
    """
    place = root / RECORDS
    holder = (os.path.realpath(place), os.getpid(), threading.get_ident())
    if holder in _held:
        raise _under_way_error(root)
    with _lock_errors(place):
        handle = _acquire(place, Patience(PATIENCE if patience is None else patience, _PAUSE, notice))
    if handle is None:
        raise _under_way_error(root)
    try:
        _held.add(holder)
        for folder in (place, root / SCHEMA):
            if not stands_for_folder(folder):
                remove_temporary_files(folder)
        yield
    finally:
        _held.discard(holder)
        try:
            _unlock(handle)  # a helper forked meanwhile has the folder open too
        finally:
            os.close(handle)


def hook_environment(root: Path | str) -> dict[str, str]:
    """The variable for a program that may edit while the holder of the lock waits for it."""
    return {HELD: os.path.realpath(os.path.join(root, RECORDS))}


def remove_temporary_files(folder: Path | str) -> None:
    """Remove the temporary files of killed writers below a folder; only for the holder of the lock."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    remove_temporary_files(entry.path)
            elif TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    os.unlink(entry.path)


def _under_way_error(root: Path) -> WriteError:
    return WriteError(
        N_("Another edit is under way in {folder}"),
        N_("Nothing was changed. Run the command again when the other has ended."),
        folder=str(root),
    )


@contextmanager
def _lock_errors(place: Path) -> Iterator[None]:
    """Turns a refusal of the system into a WriteError."""
    try:
        yield
    except OSError as error:
        raise WriteError(
            N_("{folder} could not be locked against other edits: {reason}"),
            N_("Nothing was changed, because two edits at once could lose one of them."),
            folder=str(place),
            reason=system_reason(error),
        ) from error


def _acquire(place: Path, patience: Patience) -> int | None:
    """The open handle that holds the lock; None where the patience ended first."""
    if os.environ.get(HELD) != os.path.realpath(place):
        return _wait_for_lock(place, patience)
    handle = _wait_for_lock(place, patience._replace(seconds=0))  # the editor may have ended since
    return _wait_for_path(_stand_in(place, "-hook"), patience) if handle is None else handle


def _wait_for_lock(place: Path, patience: Patience) -> int | None:
    """The handle that locks records/ itself or its stand-in; None where the patience ended first."""
    if sys.platform != "win32":
        try:
            return _wait_for_path(place, patience)
        except OSError as error:
            if error.errno not in _NO_LOCKS_ON_FOLDERS:
                raise
    return _wait_for_path(_stand_in(place), patience)


def _stand_in(place: Path, purpose: str = "") -> Path:
    """The file that is locked instead of a folder that cannot be.

    This is safe where the system refuses the folder to every editor on this machine, as all then lock this
    file. The file lies outside the workspace, where it would be litter, and stays: if it were removed, two
    waiting editors could lock two different files.
    """
    real_place = os.path.normcase(os.path.realpath(place))
    name = f"commitments-{sha256(os.fsencode(real_place)).hexdigest()[:32]}{purpose}.lock"
    path = Path(gettempdir()) / name
    if not os.path.lexists(path):
        os.close(os.open(path, _OPEN | os.O_CREAT, 0o644))
    return path


def _wait_for_path(path: Path, patience: Patience) -> int | None:
    for _ in patience.turns():
        if (handle := _try_lock(path)) is not None:
            return handle
    return None


def _try_lock(path: Path) -> int | None:
    """The handle that locks a path; None where another has the lock, or has replaced what is at the path."""
    handle = os.open(path, _OPEN)
    is_ours = False
    try:
        _lock(handle)
        is_ours = sys.platform == "win32" or os.path.samestat(os.fstat(handle), os.stat(path))
    except OSError as error:
        if error.errno not in _BUSY:
            raise
    finally:
        if not is_ours:
            os.close(handle)
    return handle if is_ours else None
