"""Lists and reads the files of a workspace on disk. Follows no link and opens regular files only."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from commitments.errors import N_, WorkspaceError, system_reason
from commitments.model.problem import Finding
from commitments.reading.git.git_directory import git_folder
from commitments.reading.source_file import SourceFile
from commitments.reading.text import RECORD, SETTINGS

RECORDS = "records"
SCHEMA = "schema"
PARTIES = f"{SCHEMA}/parties.yaml"
EVENTS = f"{SCHEMA}/events.yaml"
_SETTINGS_FILE = "commitments.toml"
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class FileEntry(NamedTuple):
    """A record file as the folder lists it."""

    path: str
    size: int
    mtime_ns: int
    ctime_ns: int
    """When the file last changed by the system's clock; tools that set `mtime` back cannot set this back."""


@dataclass(slots=True)
class Listing:
    """What stands below `records/`."""

    entries: list[FileEntry] = field(default_factory=list)
    """Record files, by path."""
    strays: list[str] = field(default_factory=list)
    """Files that are no records by their names."""
    refused: list[str] = field(default_factory=list)
    """Links and special files, which are never opened."""
    nested: list[str] = field(default_factory=list)
    """Git repositories of their own, such as submodules; their files belong to another workspace."""
    unnameable: list[str] = field(default_factory=list)
    """Paths with a control character or bytes that no encoding knows, which are never opened."""

    @property
    def count(self) -> int:
        """How many record files there are, opened or not."""
        return len(self.entries) + len(self.refused) + len(self.unnameable)


Wanted = Callable[[str], bool]
"""Whether to look at the record at a path: reading its size and times takes longer than reading its name."""


class NotRead(NamedTuple):
    """A file that could not be read."""

    path: str
    finding: Finding


class Files(Protocol):
    """The files of a workspace in a folder, a commit or a test.

    Paths are relative to the workspace, with forward slashes.
    """

    @property
    def on_disk(self) -> bool:
        """Whether the files are those of a folder as it is now, also where new texts are laid over them."""
        ...

    def listing(self) -> Listing:
        """What stands below `records/`, sorted by path."""
        ...

    def read(self, path: str, most: int = RECORD.size) -> SourceFile | NotRead:
        """Returns one file up to `most` bytes and one more, which shows that it is too large."""
        ...

    def read_all(self, paths: Sequence[str]) -> Iterator[SourceFile | NotRead]:
        """Yields several records, in the order of `paths`."""
        ...

    def exists(self, path: str) -> bool:
        """Whether a file, a link or a folder stands at a path."""
        ...

    def is_file(self, path: str) -> bool:
        """Whether a file or a link to one stands at a path."""
        ...

    def no_record(self) -> WorkspaceError:
        """Returns the error for a workspace without anything below `records/`."""
        ...


class Folder:
    """The files of a workspace on disk, under the interface of `Files`."""

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
        return _is_behind_linked_schema(self.root, path) or os.path.lexists(self.root / path)

    def is_file(self, path: str) -> bool:
        return not _is_behind_linked_schema(self.root, path) and os.path.isfile(self.root / path)

    def no_record(self) -> WorkspaceError:
        return WorkspaceError(
            N_("There is no record to look at: {folder} holds no .yaml file"),
            N_("`commit new` writes the first record; `commit init` makes this folder a register."),
            folder=str(self.root / RECORDS),
        )


def is_record(path: str) -> bool:
    """Whether the path of a file makes it a record; `listing` applies this rule name by name."""
    return path.startswith("records/") and path.endswith(".yaml") and "/." not in path and path.isprintable()


def find_root(start: Path, named: str | None) -> Path:
    """Returns the folder or bare repository `named`, else the nearest workspace from `start` up.

    Raises WorkspaceError where there is none.
    """
    if named is not None:
        root = Path(named)
        if not holds_workspace(root) and not is_bare(root):
            raise WorkspaceError(
                N_("{root} is not a workspace: it holds no folder records/"),
                N_(
                    "Name the folder that holds records/ with --root; `commit init DIR` makes a new register."
                ),
                root=named,
            )
        return root
    for folder in (start, *start.parents):
        if holds_workspace(folder):
            return folder
    raise WorkspaceError(
        N_("There is no workspace here: neither this folder nor any above it holds records/"),
        N_("Go to the folder of your records, name it with --root, or start a register with `commit init`."),
    )


def holds_workspace(root: Path) -> bool:
    """Whether a folder holds records, or is a roof over the registers of others."""
    return _is_plain_folder(root / RECORDS) or is_roof(root)


def is_roof(root: Path) -> bool:
    """Whether the settings of a folder name members."""
    source = read(root, _SETTINGS_FILE, SETTINGS.size)
    if not isinstance(source, SourceFile):
        return False
    from commitments.reading.members import names_members  # few folders hold settings and no records

    return names_members(source.data)


def is_bare(root: Path) -> bool:
    """Whether a folder is no workspace itself, but a git repository without a working tree."""
    return (
        not _is_plain_folder(root / RECORDS)
        and _is_plain_folder(root / "objects")
        and _is_plain_folder(root / "refs")
        and os.path.lexists(root / "HEAD")
    )


def _is_plain_folder(path: Path | str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def stands_for_folder(path: Path | str) -> bool:
    """Whether a link, or anything else that is no folder, stands where a folder would."""
    return os.path.lexists(path) and not _is_plain_folder(path)


def _is_behind_linked_schema(root: Path | str, path: str) -> bool:
    return path.startswith(f"{SCHEMA}/") and stands_for_folder(os.path.join(root, SCHEMA))


def listing(root: Path, wanted: Wanted | None = None) -> Listing:
    """Everything below `records/`, sorted by path; with `wanted`, only the records that it accepts."""
    listed = Listing()
    if stands_for_folder(root / RECORDS):
        listed.refused.append(RECORDS)
        return listed
    _scan(os.path.join(root, RECORDS), RECORDS, listed, wanted)
    listed.entries.sort()
    listed.strays.sort()
    listed.refused.sort()
    listed.nested.sort()
    listed.unnameable.sort()
    return listed


def _scan(folder: str, prefix: str, listed: Listing, wanted: Wanted | None = None) -> None:
    try:
        folder_entries = os.scandir(folder)
    except OSError:
        listed.refused.append(prefix)
        return
    with folder_entries:
        for entry in folder_entries:
            name = entry.name
            if not name.isprintable():
                listed.unnameable.append(f"{prefix}/{name}")
            elif name.endswith(".yaml") and name[0] != ".":
                path = f"{prefix}/{name}"
                if wanted is None or wanted(path) or entry.is_dir(follow_symlinks=False):
                    _scan_yaml_entry(entry, path, listed, wanted)
            elif entry.is_symlink():
                listed.refused.append(f"{prefix}/{name}")
            elif entry.is_dir(follow_symlinks=False):
                if name[0] != ".":
                    _scan_unless_nested(entry.path, f"{prefix}/{name}", listed, wanted)
                elif _holds_records(entry.path):
                    listed.strays.append(f"{prefix}/{name}")
            elif name[0] != "." or name.endswith((".yaml", ".yml")):
                listed.strays.append(f"{prefix}/{name}")


def _scan_unless_nested(folder: str, prefix: str, listed: Listing, wanted: Wanted | None) -> None:
    if git_folder(folder) is None:
        _scan(folder, prefix, listed, wanted)
    else:
        listed.nested.append(prefix)


def _holds_records(folder: str) -> bool:
    hidden = Listing()
    _scan(folder, "", hidden)
    return bool(hidden.entries)


def _scan_yaml_entry(entry: os.DirEntry[str], path: str, listed: Listing, wanted: Wanted | None) -> None:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        listed.refused.append(path)
        return
    if stat.S_ISREG(status.st_mode):
        listed.entries.append(FileEntry(path, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
    elif stat.S_ISDIR(status.st_mode):
        _scan_unless_nested(entry.path, path, listed, wanted)
    else:
        listed.refused.append(path)


def read(root: Path | str, path: str, most: int = RECORD.size) -> SourceFile | NotRead:
    """Returns one file up to `most` bytes and one more, which shows that it is too large.

    What lies behind a link that stands for the folder of the schemas is not read: the link is the fault.
    """
    if _is_behind_linked_schema(root, path):
        return NotRead(SCHEMA, Finding("not-a-regular-file"))
    try:
        handle = os.open(os.path.join(root, path), _OPEN)
    except OSError as error:
        return NotRead(path, Finding("file-not-readable", values={"reason": str(system_reason(error))}))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return NotRead(path, Finding("not-a-regular-file"))
        return SourceFile(path, _read_up_to(handle, most + 1))
    except OSError as error:
        return NotRead(path, Finding("file-not-readable", values={"reason": str(system_reason(error))}))
    finally:
        os.close(handle)


def _read_up_to(handle: int, most: int) -> bytes:
    data = os.read(handle, most)
    while len(data) < most and (more := os.read(handle, most - len(data))):
        data += more
    return data
