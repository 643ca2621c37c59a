"""Files written whole or not at all. Decides nothing about what is in them."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from commitments.errors import N_, CommitmentsError


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path`, durably: afterwards the old file stands there or the new one, whole.

    A link stays, and what it leads to is replaced. Raises CommitmentsError for a device or a pipe.
    """
    with _told(path):
        target = Path(os.path.realpath(path))
        special = target.exists() and not target.is_file()
    if special:
        raise CommitmentsError(
            N_("{path} is no file"),
            N_("To write to a device or a pipe, redirect the output."),
            path=str(path),
        )
    with _told(path):
        _replace(target, data, lambda: True)


def replace_unchanged(path: Path, old: bytes, new: bytes) -> bool:
    """Put `new` in the place of `old`; False, and nothing done, where the file is no longer `old`."""
    with _told(path):
        return _holds(path, old) and _replace(path, new, lambda: _holds(path, old))


def _holds(path: Path, data: bytes) -> bool:
    return not path.is_symlink() and path.is_file() and path.read_bytes() == data


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system refuses, as an error of ours."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise CommitmentsError(
            N_("{path} could not be written: {reason}"), path=str(path), reason=reason
        ) from error


def _replace(path: Path, data: bytes, still: Callable[[], bool]) -> bool:
    """Write beside the file first, so that the last look at it is as late as can be."""
    mode = _mode(path)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        if not still():
            os.unlink(temporary)
            return False
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(path.parent)
    return True


def _mode(path: Path) -> int:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return _default_mode()
    return stat.S_IMODE(status.st_mode) if stat.S_ISREG(status.st_mode) else _default_mode()


def _default_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    if hasattr(os, "O_DIRECTORY"):
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
