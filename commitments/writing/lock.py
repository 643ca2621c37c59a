"""One editor of a workspace at a time, whoever it is. Guards only against those who ask for the lock too.

The system holds it for the running program, and so lets it go however that ends; no file says "locked". On a
network share it may reach no further than this machine; there, `replace_unchanged` still compares. A hook of
the commit that an editor waits for may edit too: hooks keep out each other, but are not kept out themselves.
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

from commitments.errors import N_, CommitmentsError
from commitments.reading.folder import RECORDS
from commitments.writing.patience import Patience, silent
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
"""What this program holds, thread by thread: nobody is to wait for themselves."""

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
def locked(
    root: Path, patience: float | None = None, notice: Callable[[], object] = silent
) -> Iterator[None]:
    """Keep other editors of a workspace out, and clear away what killed ones left.

    `notice` is called once where the wait for another becomes noticeable. Raises CommitmentsError where
    another is at it for longer than `patience` seconds, where this very thread is, and where the system has
    no lock to give: two at once would otherwise go unseen.
    """
    place = root / RECORDS
    holder = (os.path.realpath(place), os.getpid(), threading.get_ident())
    if holder in _held:
        raise _under_way(root)
    with _told(place):
        handle = _acquired(place, Patience(PATIENCE if patience is None else patience, _PAUSE, notice))
    if handle is None:
        raise _under_way(root)
    try:
        _held.add(holder)
        sweep(place)
        yield
    finally:
        _held.discard(holder)
        try:
            _unlock(handle)  # a helper forked meanwhile has the folder open too
        finally:
            os.close(handle)


def held(root: Path | str) -> dict[str, str]:
    """The variable for a program that is waited for under the lock, and may edit meanwhile."""
    return {HELD: os.path.realpath(os.path.join(root, RECORDS))}


def sweep(folder: Path | str) -> None:
    """Remove what killed writers left below a folder; under the lock, as nobody else is writing then."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    sweep(entry.path)
            elif TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    os.unlink(entry.path)


def _under_way(root: Path) -> CommitmentsError:
    return CommitmentsError(
        N_("Another edit is under way in {folder}"),
        N_("Nothing was changed. Run the command again when the other has ended."),
        folder=str(root),
    )


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CommitmentsError(
            N_("{folder} could not be locked against other edits: {reason}"),
            N_("Nothing was changed, as two edits at once could lose one of them."),
            folder=str(place),
            reason=error.strerror or str(error),
        ) from error


def _acquired(place: Path, patience: Patience) -> int | None:
    """What holds the lock, open; None where the patience ended first."""
    if os.environ.get(HELD) != os.path.realpath(place):
        return _waited(place, patience)
    handle = _waited(place, patience._replace(seconds=0))  # the editor may have ended since
    return _waited_for_file(_stand_in(place, "-hook"), patience) if handle is None else handle


def _waited(place: Path, patience: Patience) -> int | None:
    """The lock on records/ itself or on what stands in for it."""
    if sys.platform != "win32":
        try:
            return _waited_for_file(place, patience)
        except OSError as error:
            if error.errno not in _NO_LOCKS_ON_FOLDERS:
                raise
    return _waited_for_file(_stand_in(place), patience)


def _stand_in(place: Path, purpose: str = "") -> Path:
    """A file for a folder that cannot be locked.

    It is safe where every editor on this machine is refused the folder alike, as they then all come here; it
    lies outside the workspace, where it would be litter, and stays, as removing it could part two who wait.
    """
    whole = os.path.normcase(os.path.realpath(place))
    name = f"commitments-{sha256(os.fsencode(whole)).hexdigest()[:32]}{purpose}.lock"
    path = Path(gettempdir()) / name
    if not os.path.lexists(path):
        os.close(os.open(path, _OPEN | os.O_CREAT, 0o644))
    return path


def _waited_for_file(path: Path, patience: Patience) -> int | None:
    for _ in patience.turns():
        if (handle := _tried(path)) is not None:
            return handle
    return None


def _tried(path: Path) -> int | None:
    """The lock, unless somebody has it, or has put another in the place of what is locked."""
    handle = os.open(path, _OPEN)
    mine = False
    try:
        _lock(handle)
        mine = sys.platform == "win32" or os.path.samestat(os.fstat(handle), os.stat(path))
    except OSError as error:
        if error.errno not in _BUSY:
            raise
    finally:
        if not mine:
            os.close(handle)
    return handle if mine else None
