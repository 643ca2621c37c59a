"""Files written whole or not at all. Decides nothing about what is in them."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from commitments.errors import N_, CommitmentsError


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path`, durably: afterwards the old file stands there or the new one, whole."""
    try:
        _replace(path, data, _mode(path))
    except OSError as error:
        raise CommitmentsError(
            N_("{path} could not be written: {reason}"), path=str(path), reason=error.strerror or str(error)
        ) from error


def replace_unchanged(path: Path, old: bytes, new: bytes) -> bool:
    """Put `new` in the place of `old`; False, and nothing done, where the file is no longer `old`."""
    if path.is_symlink() or not path.is_file() or path.read_bytes() != old:
        return False
    write_whole(path, new)
    return True


def _mode(path: Path) -> int | None:
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except FileNotFoundError:
        return None


def _replace(path: Path, data: bytes, mode: int | None) -> None:
    folder = path.parent
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _default_mode() if mode is None else mode)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(folder)


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
