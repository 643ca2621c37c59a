"""What git's index knows of files in a working tree: their object ids, and how they stood when it saw them.

Read as bytes: git is not asked, and nothing is run. Where anything is unusual or uncertain it knows nothing.
"""

from __future__ import annotations

import hashlib
import os
import stat
import struct
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from commitments.reading import folder
from commitments.reading.source import SourceFile

_Entry = tuple[int, int, int, int, int, int, int, int, int, int, bytes, int]
"""Two times of seconds and nanoseconds, then device, inode, mode, owner, group, size, object id and flags."""

_HEAD = struct.Struct(">4sII")
_ENTRIES = {"sha1": struct.Struct(">10I20sH"), "sha256": struct.Struct(">10I32sH")}
_EXTENSION = struct.Struct(">4sI")
_FILES = frozenset({0o100644, 0o100755})
_EXTENDED = 0x4000
_UNSURE = 0xF000
"""Flags of what is taken for unchanged, in conflict, outside a sparse checkout, or only meant to be added."""
_LENGTH = 0x0FFF
_LONGEST = 4096
"""Bytes of a path that is told by what it has otherwise than the one before it."""
_SECOND = 1_000_000_000
_TICK_NS = 100_000_000
"""What is written within one tick bears one time; the slowest that tell parts of a second tick in 10 ms."""
_INODE = 0xFFFF_FFFF
_MOST = 1 << 26
_WORTH = 1024
"""Bytes of an index that are read sooner than one file is."""


class Stamp(NamedTuple):
    """A file as it stood when git last saw it."""

    id: str
    size: int
    mtime_ns: int
    ctime_ns: int
    ino: int
    """Its last 32 bits."""
    uid: int
    gid: int
    mode: int
    """As git keeps it: 100644 or 100755."""


def stamps(git_dir: str, object_format: str, paths: Collection[bytes]) -> Mapping[bytes, Stamp]:
    """What is known of some files, named from the top of the repository.

    Nothing where there is no index, where it is not understood from end to end, or where it is so large
    that the files are sooner read than it is.
    """
    if not paths:
        return {}
    most = min(_MOST, _WORTH * len(paths))
    try:
        status = os.lstat(os.path.join(git_dir, "index"))
    except OSError:
        return {}
    source = folder.read(git_dir, "index", most)  # if it is newer than was just seen, less of it is believed
    if not isinstance(source, SourceFile) or len(source.data) > most:
        return {}
    try:
        return dict(_settled(source.data, object_format, paths, status.st_mtime_ns - _TICK_NS))
    except (ValueError, LookupError, struct.error):
        return {}


def stands(place: str, stamp: Stamp) -> bool:
    """Whether a file is as git saw it."""
    try:
        status = os.lstat(place)
    except OSError:
        return False
    mode = stat.S_IFMT(status.st_mode) | (0o755 if status.st_mode & 0o100 else 0o644)
    return stamp[1:] == (
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
        status.st_ino & _INODE,
        status.st_uid,
        status.st_gid,
        mode,
    )


def _settled(
    data: bytes, object_format: str, paths: Collection[bytes], last: int
) -> Iterator[tuple[bytes, Stamp]]:
    """The files that changed `last` or before, so that no edit since can bear the same stamp.

    git writes no size for a file that it saw too soon, and other programs write zero for what they leave out.
    """
    for path, entry in _entries(data, object_format):
        changed, changed_ns, modified, modified_ns, _, ino, mode, uid, gid, size, id, flags = entry
        if path not in paths or mode not in _FILES or flags & _UNSURE:
            continue
        mtime, ctime = modified * _SECOND + modified_ns, changed * _SECOND + changed_ns
        if mtime <= last and ctime <= last and modified_ns and changed_ns and ino and size:
            yield path, Stamp(id.hex(), size, mtime, ctime, ino, uid, gid, mode)


def _entries(data: bytes, object_format: str) -> Iterator[tuple[bytes, _Entry]]:
    """All entries as they are written; raises, be it only at the end, where anything is unusual."""
    written = _ENTRIES[object_format]
    signature, version, count = _HEAD.unpack_from(data)
    end = _checked(data, object_format)
    if signature != b"DIRC" or version not in (2, 3, 4):
        raise ValueError(signature, version)
    at = _HEAD.size
    path = b""
    for _ in range(count):
        entry: _Entry = written.unpack_from(data, at)
        flags = entry[-1]
        begin = at + written.size + (2 if flags & _EXTENDED else 0)
        if version == 4:
            path, at = _compressed(data, begin, path)
        else:
            stop = data.index(0, begin)
            path = data[begin:stop]
            at += (stop - at + 8) & ~7
        if flags & _LENGTH != min(len(path), _LENGTH):
            raise ValueError(path)
        yield path, entry
    _passed_over(data, at, end)


def _checked(data: bytes, object_format: str) -> int:
    """Where the checksum begins; raises where it is wrong or was left out."""
    digest = hashlib.new(object_format, usedforsecurity=False)
    end = max(0, len(data) - digest.digest_size)
    digest.update(memoryview(data)[:end])
    if digest.digest() != data[end:]:
        raise ValueError("broken")
    return end


def _compressed(data: bytes, at: int, before: bytes) -> tuple[bytes, int]:
    """A path that is told by the one before it, and where the next entry begins."""
    taken = data[at] & 0x7F
    while data[at] & 0x80 and taken <= _LONGEST:
        at += 1
        taken = (taken + 1 << 7) + (data[at] & 0x7F)
    stop = data.index(0, at + 1)
    path = before[: len(before) - taken] + data[at + 1 : stop]
    if taken > len(before) or len(path) > _LONGEST:
        raise ValueError(path)
    return path, stop + 1


def _passed_over(data: bytes, at: int, end: int) -> None:
    """Go over what follows the entries; raises where it may change what they mean."""
    while at < end:
        name, size = _EXTENSION.unpack_from(data, at)
        if not name[:1].isupper():  # `link`: the entries stand in another file; `sdir`: of whole folders
            raise ValueError(name)
        at += _EXTENSION.size + size
    if at != end:
        raise ValueError(at)
