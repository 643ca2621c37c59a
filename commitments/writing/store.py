"""Writes files whole or not at all. Decides nothing about what is in them.

A new file is written whole and synced to the disk before it replaces the old one. On Linux it has no name
until then, so that a program that ends midway leaves no litter; elsewhere, and between the last two steps,
it has a hidden name of its own, which `lock.sweep` removes.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from commitments.errors import N_, WriteError, system_reason
from commitments.reading.folder import read
from commitments.reading.source_file import SourceFile

TEMPORARY = re.compile(r"\..+\.[0-9a-f]{16}\.new", re.DOTALL)
"""The name of a file until it is whole: `.NAME.….new`."""
_OPEN_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_NAMELESS: int = getattr(os, "O_TMPFILE", 0)
_KEPT_ATTRIBUTES = ("user.", "system.posix_acl_")
"""Prefixes of the extended attributes that an edit keeps; labels and checksums belong to the system."""
_NO_ATTRIBUTE = (errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.ENODATA, errno.EINVAL, errno.ENOENT)
"""Errors which say that the system keeps no such attribute here, or no longer."""


class _OldFile(NamedTuple):
    """What a new file takes over from the file that it replaces."""

    status: os.stat_result
    attributes: Mapping[str, bytes]


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path`, durably: afterwards `path` holds the old file or the new one, whole.

    A link stays, and its target is replaced. Raises WriteError for a device or a pipe, and where the system
    refuses.
    """
    with _write_errors(path):
        target = Path(os.path.realpath(path))
        special = target.exists() and not target.is_file()
    if special:
        hint = N_("To write to a device or a pipe, redirect the output.")
        raise WriteError(N_("{path} is not a file"), hint, path=str(path))
    with _write_errors(path):
        _replace(target, data, lambda: True)


def replace_unchanged(path: Path, old: bytes, new: bytes) -> bool:
    """Replace the text `old` by `new`; returns False, and does nothing, where the file no longer holds `old`.

    No program that takes `lock.locked` can write in between; any other can, between the last look and the
    replacement. The mode stays; owner, group and the extended attributes that people set stay where the
    system allows it. A second name of the file (a hard link) keeps the old text. Raises WriteError where the
    file is no regular one or is write-protected, and where the system refuses; then nothing is changed.
    """
    with _write_errors(path):
        return (
            _is_writable(path) and _has_text(path, old) and _replace(path, new, lambda: _has_text(path, old))
        )


def create_file(path: Path, data: bytes) -> bool:
    """Create a file, whole, and the folders above it; returns False, and does nothing, where the path exists.

    Raises WriteError where the system refuses; new folders are then removed again.
    """
    with _write_errors(path), _folders_created(path.parent):
        return _status(path) is None and _create(path, data)


@contextmanager
def _write_errors(path: Path) -> Iterator[None]:
    """Turns a refusal of the system into a WriteError."""
    try:
        yield
    except OSError as error:
        raise WriteError(
            N_("{path} could not be written: {reason}"), path=str(path), reason=system_reason(error)
        ) from error


def _is_writable(path: Path) -> bool:
    """Whether a file exists; raises WriteError where it, or its folder, must not be written to."""
    status = _status(path)
    if status is None:
        return False
    if not stat.S_ISREG(status.st_mode):
        raise WriteError(N_("{path} is not a regular file, so it is not written to"), path=str(path))
    if not status.st_mode & 0o222 or not _has_access(path, os.W_OK):
        hint = N_("Nothing was changed. Allow writing to it, then run the command again.")
        raise WriteError(N_("{path} is write-protected"), hint, path=str(path))
    if not _has_access(path.parent, os.W_OK | os.X_OK):
        hint = N_("Nothing was changed. A file is replaced by a new one, so its folder must allow new files.")
        folder = str(path.parent)
        raise WriteError(N_("{folder} is a folder that you may not write to"), hint, folder=folder)
    return True


def _has_access(path: Path, access: int) -> bool:
    return os.access(path, access, effective_ids=os.access in os.supports_effective_ids)


def _has_text(path: Path, data: bytes) -> bool:
    """Whether a file holds exactly this text; False for a link and for a missing file."""
    if path.is_symlink():
        return False
    source = read(path.parent, path.name, len(data))
    if isinstance(source, SourceFile):
        return source.data == data
    if not _old_file(path):
        return False
    reason = source.finding.values.get("reason", "")
    raise WriteError(N_("{path} could not be read: {reason}"), path=str(path), reason=reason)


def _replace(path: Path, data: bytes, is_unchanged: Callable[[], bool]) -> bool:
    """Write the new file before `is_unchanged` is asked, so that the last look is as late as possible."""
    old = _old_file(path)
    temporary = _temporary_path(path)
    with _removed_at_end(temporary), _removed_at_end(temporary):  # an interrupt may come during the first
        if not _write_nameless(temporary, data, old):
            _write_named(temporary, data, old)
        if not is_unchanged():
            return False
        os.replace(temporary, path)
    _sync_folder(path.parent)
    return True


def _create(path: Path, data: bytes) -> bool:
    temporary = _temporary_path(path)
    try:
        with _removed_at_end(temporary), _removed_at_end(temporary):
            if not _write_nameless(path, data):
                _write_named(temporary, data)
                _give_name(temporary, path)
    except FileExistsError:
        return False
    _sync_folder(path.parent)
    return True


def _give_name(temporary: Path, path: Path) -> None:
    """Give a new file its name; raises FileExistsError where the name is taken."""
    if sys.platform == "win32":
        os.rename(temporary, path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # no hard links here: take the name first, then fill it
        handle = os.open(path, _OPEN_NEW, 0o600)
        try:
            os.close(handle)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(path)
            raise


def _temporary_path(path: Path) -> Path:
    return path.with_name(f".{path.name[:40]}.{os.urandom(8).hex()}.new")  # a name has at most 255 bytes


@contextmanager
def _removed_at_end(temporary: Path) -> Iterator[None]:
    try:
        yield
    finally:
        with suppress(OSError):
            os.unlink(temporary)


def _write_nameless(path: Path, data: bytes, old: _OldFile | None = None) -> bool:
    """Write a new file, named once it is on the disk; False where the system has no such files."""
    if not _NAMELESS:
        return False
    try:
        handle = os.open(path.parent, _NAMELESS | os.O_WRONLY, 0o600 if old else 0o666)
    except OSError:
        return False
    try:
        _fill(handle, data, old)
        os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=handle)  # follows links only with a folder
    except FileExistsError:
        raise
    except OSError:  # where the disk itself is at fault, _write_named says so
        return False
    finally:
        with suppress(OSError):  # the file is on the disk, and may have its name
            os.close(handle)
    return True


def _write_named(path: Path, data: bytes, old: _OldFile | None = None) -> None:
    """Write a new file and sync it to the disk."""
    handle = os.open(path, _OPEN_NEW, 0o600 if old else 0o666)
    try:
        _fill(handle, data, old)
    finally:
        os.close(handle)


def _fill(handle: int, data: bytes, old: _OldFile | None) -> None:
    unwritten = memoryview(data)
    while unwritten:
        unwritten = unwritten[os.write(handle, unwritten) :]
    if old:
        _copy_status(handle, old)
    os.fsync(handle)


def _copy_status(handle: int, old: _OldFile) -> None:
    """Copy the owner before the mode, as a change of owner clears bits of the mode."""
    if sys.platform == "win32":
        return
    now = os.fstat(handle)
    if (now.st_uid, now.st_gid) != (old.status.st_uid, old.status.st_gid):
        with suppress(OSError):  # the group at least, where the owner is not ours to give
            os.fchown(handle, -1, old.status.st_gid)
            os.fchown(handle, old.status.st_uid, -1)
    if sys.platform == "linux":
        with _attributes_optional():
            for name in _attributes(handle).keys() - old.attributes:  # inherited from the folder
                os.removexattr(handle, name)
            for name, value in old.attributes.items():
                os.setxattr(handle, name, value)
    os.fchmod(handle, stat.S_IMODE(old.status.st_mode))


def _old_file(path: Path) -> _OldFile | None:
    status = _status(path)
    return _OldFile(status, _attributes(path)) if status and stat.S_ISREG(status.st_mode) else None


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except FileNotFoundError:
        return None


def _attributes(file: Path | int) -> dict[str, bytes]:
    if sys.platform == "linux":
        with _attributes_optional():
            names = [name for name in os.listxattr(file) if name.startswith(_KEPT_ATTRIBUTES)]
            return {name: os.getxattr(file, name) for name in names}
    return {}


@contextmanager
def _attributes_optional() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ATTRIBUTE:
            raise


@contextmanager
def _folders_created(folder: Path) -> Iterator[None]:
    """Creates the missing folders, and removes them again if the block raises."""
    missing = tuple(takewhile(lambda parent: _status(parent) is None, (folder, *folder.parents)))
    existing = (folder, *folder.parents)[len(missing)]
    if existing.is_symlink():
        raise WriteError(N_("{path} is a link, so it is not followed"), path=str(existing))
    try:
        for parent in reversed(missing):
            parent.mkdir(exist_ok=True)
        yield
    except BaseException:
        for parent in missing:
            with suppress(OSError):
                parent.rmdir()
        raise
    for parent in missing:
        _sync_folder(parent.parent)


def _sync_folder(folder: Path) -> None:
    """Make a new name durable; the file exists in any case, so a refusal is no error."""
    if hasattr(os, "O_DIRECTORY"):
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
