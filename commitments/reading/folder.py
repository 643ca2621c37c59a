"""Which files a workspace holds, and their bytes, on disk. Follows no link and opens regular files only."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from commitments.errors import N_, CommitmentsError
from commitments.model.problem import Finding
from commitments.reading.git_directory import git_folder
from commitments.reading.source_file import SourceFile
from commitments.reading.text import RECORD

RECORDS = "records"
PARTIES = "schema/parties.yaml"
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class FileEntry(NamedTuple):
    """A record file as the folder lists it."""

    path: str
    size: int
    mtime_ns: int
    ctime_ns: int
    """When it last changed by the system's own clock, which no tool that keeps `mtime` can set back."""


@dataclass(slots=True)
class Listing:
    """What stands below `records/`."""

    entries: list[FileEntry] = field(default_factory=list)
    """Record files, by path."""
    strays: list[str] = field(default_factory=list)
    """What is no record: other file names."""
    refused: list[str] = field(default_factory=list)
    """Links and special files, which are never opened."""
    nested: list[str] = field(default_factory=list)
    """Git repositories of their own, such as submodules: what is in them is not of this workspace."""
    unnameable: list[str] = field(default_factory=list)
    """Names that hold a control character or what no encoding knows; never opened either."""


Wanted = Callable[[str], bool]
"""Whether the record at a path is to be looked at, which takes longer than to read its name."""


class NotRead(NamedTuple):
    """A file that could not be read."""

    path: str
    finding: Finding


class Files(Protocol):
    """The files of a workspace, wherever they are kept; paths are relative to it, with forward slashes."""

    @property
    def on_disk(self) -> bool:
        """Whether they are what stands in a folder now, be it with some new texts."""
        ...

    def listing(self) -> Listing:
        """What stands below `records/`, sorted by path."""
        ...

    def read(self, path: str, most: int = RECORD.size) -> SourceFile | NotRead:
        """The bytes of one file; one byte more than is allowed shows that it is too large."""
        ...

    def read_all(self, paths: Sequence[str]) -> Iterator[SourceFile | NotRead]:
        """The bytes of several records, in the order asked for."""
        ...

    def exists(self, path: str) -> bool:
        """Whether anything stands there, be it a link or a folder."""
        ...

    def is_file(self, path: str) -> bool:
        """Whether a file stands there, or a link to one."""
        ...

    def no_record(self) -> CommitmentsError:
        """What to say where nothing stands below `records/`."""
        ...


class Folder:
    """The files of a workspace on disk, as `Files` has them."""

    on_disk = True

    def __init__(self, root: Path) -> None:
        self.root = root

    def listing(self) -> Listing:
        return listing(self.root)

    def read(self, path: str, most: int = RECORD.size) -> SourceFile | NotRead:
        return read(self.root, path, most)

    def read_all(self, paths: Sequence[str]) -> Iterator[SourceFile | NotRead]:
        return (read(self.root, path) for path in paths)

    def exists(self, path: str) -> bool:
        return os.path.lexists(self.root / path)

    def is_file(self, path: str) -> bool:
        return os.path.isfile(self.root / path)

    def no_record(self) -> CommitmentsError:
        return CommitmentsError(
            N_("There is no record to look at: {folder} holds no .yaml file"),
            N_("Add a record there, one commitment a file; see docs/quick-start.md."),
            folder=str(self.root / RECORDS),
        )


def is_record(path: str) -> bool:
    """Whether a file of this name is a record; `listing` goes by the same rule, name by name."""
    return path.startswith("records/") and path.endswith(".yaml") and "/." not in path and path.isprintable()


def find_root(start: Path, named: str | None) -> Path:
    """The named folder or bare repository, or the nearest folder from here up that holds `records/`."""
    if named is not None:
        root = Path(named)
        if not _is_plain_folder(root / RECORDS) and not is_bare(root):
            raise CommitmentsError(
                N_("{root} is not a workspace: it holds no folder records/"),
                N_("Name the folder that holds records/ with --root."),
                root=named,
            )
        return root
    for folder in (start, *start.parents):
        if _is_plain_folder(folder / RECORDS):
            return folder
    raise CommitmentsError(
        N_("No workspace here: neither this folder nor any above it holds records/"),
        N_("Go to the folder of your records, or name it with --root."),
    )


def is_bare(root: Path) -> bool:
    """Whether a folder is no workspace itself, but a git repository without a working tree."""
    return (
        not _is_plain_folder(root / RECORDS)
        and _is_plain_folder(root / "objects")
        and _is_plain_folder(root / "refs")
        and os.path.lexists(root / "HEAD")
    )


def _is_plain_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def listing(root: Path, wanted: Wanted | None = None) -> Listing:
    """Everything below `records/`, sorted by path; of records only those `wanted`, if that is asked."""
    found = Listing()
    _scan(os.path.join(root, RECORDS), RECORDS, found, wanted)
    found.entries.sort()
    found.strays.sort()
    found.refused.sort()
    found.nested.sort()
    found.unnameable.sort()
    return found


def _scan(folder: str, prefix: str, found: Listing, wanted: Wanted | None = None) -> None:
    try:
        scan = os.scandir(folder)
    except OSError:
        found.refused.append(prefix)
        return
    with scan:
        for entry in scan:
            name = entry.name
            if not name.isprintable():
                found.unnameable.append(f"{prefix}/{name}")
            elif name.endswith(".yaml") and name[0] != ".":
                path = f"{prefix}/{name}"
                if wanted is None or wanted(path) or entry.is_dir(follow_symlinks=False):
                    _enter(entry, path, found, wanted)
            elif entry.is_symlink():
                found.refused.append(f"{prefix}/{name}")
            elif entry.is_dir(follow_symlinks=False):
                if name[0] != ".":
                    _descend(entry.path, f"{prefix}/{name}", found, wanted)
                elif _holds_records(entry.path):
                    found.strays.append(f"{prefix}/{name}")
            elif name[0] != "." or name.endswith((".yaml", ".yml")):
                found.strays.append(f"{prefix}/{name}")


def _descend(folder: str, prefix: str, found: Listing, wanted: Wanted | None) -> None:
    if git_folder(folder) is None:
        _scan(folder, prefix, found, wanted)
    else:
        found.nested.append(prefix)


def _holds_records(folder: str) -> bool:
    hidden = Listing()
    _scan(folder, "", hidden)
    return bool(hidden.entries)


def _enter(entry: os.DirEntry[str], path: str, found: Listing, wanted: Wanted | None) -> None:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        found.refused.append(path)
        return
    if stat.S_ISREG(status.st_mode):
        found.entries.append(FileEntry(path, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
    elif stat.S_ISDIR(status.st_mode):
        _descend(entry.path, path, found, wanted)
    else:
        found.refused.append(path)


def read(root: Path | str, path: str, most: int = RECORD.size) -> SourceFile | NotRead:
    """The bytes of one file; one byte more than is allowed shows that it is too large."""
    try:
        handle = os.open(os.path.join(root, path), _OPEN)
    except OSError as error:
        return NotRead(path, Finding("file-not-readable", values={"reason": error.strerror or ""}))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return NotRead(path, Finding("not-a-regular-file"))
        return SourceFile(path, _all_of(handle, most + 1))
    except OSError as error:
        return NotRead(path, Finding("file-not-readable", values={"reason": error.strerror or ""}))
    finally:
        os.close(handle)


def _all_of(handle: int, most: int) -> bytes:
    data = os.read(handle, most)
    while len(data) < most and (more := os.read(handle, most - len(data))):
        data += more
    return data
