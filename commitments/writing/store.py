"""Files written whole or not at all. Decides nothing about what is in them.

What is new is laid down whole and brought to the disk before it takes the place of what is old. On Linux it
has no name until then, so that whatever ends the program leaves no litter; elsewhere, and between the last
two steps, it has a hidden name of its own, which `lock.sweep` knows.
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

from commitments.errors import N_, CommitmentsError
from commitments.reading.folder import read
from commitments.reading.source_file import SourceFile

TEMPORARY = re.compile(r"\..+\.[0-9a-f]{16}\.new", re.DOTALL)
"""How a file is named until it is whole: `.NAME.….new`."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_NAMELESS: int = getattr(os, "O_TMPFILE", 0)
_SET_BY_PEOPLE = ("user.", "system.posix_acl_")
"""The extended attributes that an edit keeps; labels and checksums are the system's own business."""
_NOT_HELD = (errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.ENODATA, errno.EINVAL, errno.ENOENT)
"""How a system says that it keeps no such attribute here, or no longer."""


class _Standing(NamedTuple):
    """What a new file takes over from the old one."""

    status: os.stat_result
    attributes: Mapping[str, bytes]


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path`, durably: afterwards the old file stands there or the new one, whole.

    A link stays, and what it leads to is replaced. Raises CommitmentsError for a device or a pipe.
    """
    with _told(path):
        target = Path(os.path.realpath(path))
        special = target.exists() and not target.is_file()
    if special:
        hint = N_("To write to a device or a pipe, redirect the output.")
        raise CommitmentsError(N_("{path} is no file"), hint, path=str(path))
    with _told(path):
        _replace(target, data, lambda: True)


def replace_unchanged(path: Path, old: bytes, new: bytes) -> bool:
    """Put `new` in the place of `old`; False, and nothing done, where the file is no longer `old`.

    Who keeps to `lock.locked` cannot write in between; any other program can, between the last look and the
    replacement. The mode stays, and the owner, the group and what people set as extended attributes where the
    system allows it. A second name of the file (a hard link) keeps the old text. Raises CommitmentsError for
    what is no regular file or write-protected, and where the system refuses; then nothing is changed.
    """
    with _told(path):
        return _stands(path) and _holds(path, old) and _replace(path, new, lambda: _holds(path, old))


def create(path: Path, data: bytes) -> bool:
    """Make a file, whole, and the folders above it; False, and nothing done, where anything stands there.

    Raises CommitmentsError where the system refuses; then the folders that were made are gone again.
    """
    with _told(path), _folders_made(path.parent):
        return _status(path) is None and _make(path, data)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system refuses, as an error of ours."""
    try:
        yield
    except OSError as error:
        raise CommitmentsError(
            N_("{path} could not be written: {reason}"), path=str(path), reason=error.strerror or str(error)
        ) from error


def _stands(path: Path) -> bool:
    """Whether a file is there; raises where it must not be written to, though its folder may allow it."""
    status = _status(path)
    if status is None:
        return False
    if not stat.S_ISREG(status.st_mode):
        raise CommitmentsError(N_("{path} is no regular file, and is not written to"), path=str(path))
    if not status.st_mode & 0o222 or not _allows(path, os.W_OK):
        hint = N_("Nothing was changed. Allow writing to it, then run the command again.")
        raise CommitmentsError(N_("{path} is write-protected"), hint, path=str(path))
    if not _allows(path.parent, os.W_OK | os.X_OK):
        hint = N_("Nothing was changed. A file is replaced by a new one, so its folder must allow new files.")
        folder = str(path.parent)
        raise CommitmentsError(N_("{folder} is a folder that you may not write to"), hint, folder=folder)
    return True


def _allows(path: Path, way: int) -> bool:
    return os.access(path, way, effective_ids=os.access in os.supports_effective_ids)


def _holds(path: Path, data: bytes) -> bool:
    """Whether this very text stands there, in a file and not behind a link."""
    if path.is_symlink():
        return False
    found = read(path.parent, path.name, len(data))
    if isinstance(found, SourceFile):
        return found.data == data
    if not _standing(path):
        return False
    reason = found.finding.values.get("reason", "")
    raise CommitmentsError(N_("{path} could not be read: {reason}"), path=str(path), reason=reason)


def _replace(path: Path, data: bytes, still: Callable[[], bool]) -> bool:
    """Lay the new file down first, so that the last look at the old one is as late as can be."""
    old = _standing(path)
    temporary = _beside(path)
    with _gone(temporary), _gone(temporary):  # an interrupt may come while the first is at it
        if not _lay_nameless(temporary, data, old):
            _lay(temporary, data, old)
        if not still():
            return False
        os.replace(temporary, path)
    _sync_folder(path.parent)
    return True


def _make(path: Path, data: bytes) -> bool:
    temporary = _beside(path)
    try:
        with _gone(temporary), _gone(temporary):
            if not _lay_nameless(path, data):
                _lay(temporary, data)
                _name(temporary, path)
    except FileExistsError:
        return False
    _sync_folder(path.parent)
    return True


def _name(temporary: Path, path: Path) -> None:
    """Give a file its name; raises FileExistsError where anything has it."""
    if sys.platform == "win32":
        os.rename(temporary, path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # no second names here: take the name first, then fill it
        handle = os.open(path, _NEW, 0o600)
        try:
            os.close(handle)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(path)
            raise


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name[:40]}.{os.urandom(8).hex()}.new")  # 255 bytes are the most


@contextmanager
def _gone(temporary: Path) -> Iterator[None]:
    try:
        yield
    finally:
        with suppress(OSError):
            os.unlink(temporary)


def _lay_nameless(name: Path, data: bytes, old: _Standing | None = None) -> bool:
    """A new file that gets its name once all of it is on the disk; False where there is no such thing."""
    if not _NAMELESS:
        return False
    try:
        handle = os.open(name.parent, _NAMELESS | os.O_WRONLY, 0o600 if old else 0o666)
    except OSError:
        return False
    try:
        _fill(handle, data, old)
        os.link(f"/proc/self/fd/{handle}", name, src_dir_fd=handle)  # given a folder, it follows links
    except FileExistsError:
        raise
    except OSError:  # where the disk itself is at fault, the other way says so
        return False
    finally:
        with suppress(OSError):  # it is on the disk, and may have its name
            os.close(handle)
    return True


def _lay(name: Path, data: bytes, old: _Standing | None = None) -> None:
    """A new file, brought to the disk."""
    handle = os.open(name, _NEW, 0o600 if old else 0o666)
    try:
        _fill(handle, data, old)
    finally:
        os.close(handle)


def _fill(handle: int, data: bytes, old: _Standing | None) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
    if old:
        _liken(handle, old)
    os.fsync(handle)


def _liken(handle: int, old: _Standing) -> None:
    """Owner before mode, as a change of owner takes bits from the mode."""
    if sys.platform == "win32":
        return
    now = os.fstat(handle)
    if (now.st_uid, now.st_gid) != (old.status.st_uid, old.status.st_gid):
        with suppress(OSError):  # the group at least, where the owner is not ours to give
            os.fchown(handle, -1, old.status.st_gid)
            os.fchown(handle, old.status.st_uid, -1)
    if sys.platform == "linux":
        with _where_held():
            for name in _attributes(handle).keys() - old.attributes:  # given by the folder
                os.removexattr(handle, name)
            for name, value in old.attributes.items():
                os.setxattr(handle, name, value)
    os.fchmod(handle, stat.S_IMODE(old.status.st_mode))


def _standing(path: Path) -> _Standing | None:
    status = _status(path)
    return _Standing(status, _attributes(path)) if status and stat.S_ISREG(status.st_mode) else None


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except FileNotFoundError:
        return None


def _attributes(file: Path | int) -> dict[str, bytes]:
    if sys.platform == "linux":
        with _where_held():
            names = [name for name in os.listxattr(file) if name.startswith(_SET_BY_PEOPLE)]
            return {name: os.getxattr(file, name) for name in names}
    return {}


@contextmanager
def _where_held() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NOT_HELD:
            raise


@contextmanager
def _folders_made(folder: Path) -> Iterator[None]:
    """The folders that are missing, which stay only if all goes well."""
    missing = tuple(takewhile(lambda parent: _status(parent) is None, (folder, *folder.parents)))
    above = (folder, *folder.parents)[len(missing)]
    if above.is_symlink():
        raise CommitmentsError(N_("{path} is a link, and is not followed"), path=str(above))
    try:
        for name in reversed(missing):
            name.mkdir(exist_ok=True)
        yield
    except BaseException:
        for name in missing:
            with suppress(OSError):
                name.rmdir()
        raise
    for name in missing:
        _sync_folder(name.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last. The file is there whatever comes of it, so a refusal is no error."""
    if hasattr(os, "O_DIRECTORY"):
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
