"""Reads the setting `[members]` of a roof, and finds the folders that it names. Opens no workspace."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from commitments.errors import N_, WorkspaceError, system_reason
from commitments.model.members import MOST_MEMBERS, is_member_name

SETTING = "members"

_TABLE = re.compile(rb"^[ \t]*(?:\[[ \t]*)?[\"']?members[\"']?[ \t]*[].=]", re.MULTILINE)
_MAGIC = re.compile(r"[*?\[]")
_MOST_LETTERS = 500
"""Letters of a path that a member may be named by."""
_CLOSED_FOLDERS = ("records", "schema")
"""The folders of a register in which no other register may lie."""


@dataclass(frozen=True, slots=True)
class MemberFolder:
    """Where a member of a roof stands."""

    name: str
    path: str
    """From the roof, with forward slashes, as the setting or its pattern names it."""
    root: Path
    obstacle: WorkspaceError | None = None
    """Why there is nothing to open; None for a folder."""


def names_members(settings: bytes) -> bool:
    """Whether a file of settings names members, however well: a quick look that needs no TOML."""
    return _TABLE.search(settings) is not None


class MemberFault(NamedTuple):
    """Why an entry of the setting names no member, or none that can be used."""

    entry: str
    """The name before the path; empty for the setting itself."""
    cause: str
    """A key of `CAUSES`."""
    values: Mapping[str, str]

    def error(self) -> WorkspaceError:
        """The error for a command that needs the members."""
        return WorkspaceError(*CAUSES[self.cause], **self.values)


CAUSES: Mapping[str, tuple[str, str]] = {
    "no-table": (
        N_("[members] holds no names with paths"),
        N_('Write a line for each register: `mof = "registers/mof"`.'),
    ),
    "none": (
        N_("[members] names no register"),
        N_('Write a line for each register: `mof = "registers/mof"`.'),
    ),
    "no-name": (
        N_("{name} is no name for a member"),
        N_("A name has a to z, digits and hyphens, at most 32."),
    ),
    "no-path": (
        N_("{path} is no path that the member {name} can have"),
        N_("Write the path from the roof to a folder below it, without .. and **."),
    ),
    "too-many": (
        N_("[members] names {n} registers, and a roof has at most {most}"),
        N_("Put a part of them under a roof of its own."),
    ),
    "no-folder-name": (
        N_("{path} cannot be a member: {name} is no name for one"),
        N_("Name it on a line of its own in [members]: a to z, digits and hyphens, at most 32."),
    ),
    "roof-itself": (
        N_("{name} cannot be a member: it is the folder of the roof itself"),
        N_("Leave it out: the records of that folder belong to the roof as they are."),
    ),
    "outside": (
        N_("{path} cannot be a member: it lies outside the folder of the roof"),
        N_("Put the register, or a clone of it, below the roof, and name it by that path."),
    ),
    "name-twice": (
        N_("Two members are called {name}: {path} and {other}"),
        N_("Name one of them on a line of its own in [members], by another name."),
    ),
    "folder-twice": (
        N_("{name} and {other} are the same folder: {path}"),
        N_("Name each register once in [members]."),
    ),
    "among-records": (
        N_("{name} cannot be a member: its folder lies among the records of another register"),
        N_("Move it out of the folders records/ and schema/."),
    ),
}
"""The sentence and the hint for each cause of a fault."""


def setting_faults(value: Any) -> Iterator[MemberFault]:
    """What is wrong with the setting as it is written, whatever stands on the disk."""
    if not isinstance(value, dict) or not value:
        yield MemberFault("", "none" if value == {} else "no-table", {})
        return
    if len(value) > MOST_MEMBERS:
        yield _too_many(len(value))
        return
    for name, path in value.items():
        shown = {"name": shown_value(name), "path": shown_value(path)}
        if not is_member_name(name):
            yield MemberFault(name, "no-name", shown)
        elif not _is_member_path(path):
            yield MemberFault(name, "no-path", shown)


def shown_value(value: Any) -> str:
    """The beginning of a value for a message; Python refuses to write out a huge number."""
    try:
        return str(value)[:80].encode("utf-8", "replace").decode()
    except ValueError:
        return "…"


def sound_members(value: Any) -> dict[str, str]:
    """The entries of the setting that are written as they must be."""
    faults = {fault.entry for fault in setting_faults(value)}
    return {} if "" in faults else {name: path for name, path in value.items() if name not in faults}


def _is_member_path(path: Any) -> bool:
    if not isinstance(path, str) or not path or len(path) > _MOST_LETTERS:
        return False
    parts = path.removesuffix("/").split("/")
    is_relative = not os.path.isabs(path) and "\\" not in path and ":" not in path and path.isprintable()
    return is_relative and not any(part in ("", "..") or "**" in part for part in parts)


def find_members(root: Path, setting: Mapping[str, str]) -> list[MemberFolder]:
    """The folders of all members, in the order of the setting; those of one pattern by name.

    Raises WorkspaceError for a folder outside the roof, a folder named twice or inside the records of
    another, a name used twice, one that is no name for a member, and too many members.
    """
    folders, faults = look_for_members(root, setting)
    if faults:
        raise faults[0].error()
    return folders


def look_for_members(root: Path, setting: Mapping[str, str]) -> tuple[list[MemberFolder], list[MemberFault]]:
    """The folders of all members that can be used, and what is wrong with the others."""
    search = _Search(root)
    for name, path in setting.items():
        search.add(name, path)
    search.drop_folders_in_registers()
    if len(search.folders) > MOST_MEMBERS:
        return [], [_too_many(len(search.folders))]
    return search.folders, search.faults


def _too_many(n: int) -> MemberFault:
    return MemberFault("", "too-many", {"n": str(n), "most": str(MOST_MEMBERS)})


class _Search:
    """The members of one roof that were looked for so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folders: list[MemberFolder] = []
        self.faults: list[MemberFault] = []
        self._entries: dict[str, str] = {}
        """The entry of the setting that names each member."""
        self._real_root = os.path.realpath(root)
        self._by_name: dict[str, MemberFolder] = {}
        self._by_identity: dict[object, MemberFolder] = {}

    def add(self, entry: str, path: str) -> None:
        """Look for the folders of one entry of the setting."""
        path = path.removesuffix("/")
        if not _MAGIC.search(path):
            self._add_folder(entry, entry, os.path.normpath(path).replace(os.sep, "/"))
            return
        folders = sorted(_matching_folders(self.root, path.split("/")))
        for folder in folders:
            name = folder.rpartition("/")[2].removesuffix(".git")
            if is_member_name(name):
                self._add_folder(entry, name, folder)
            elif self._lies_in_repository(folder):
                self._set_aside(entry, folder)
            else:
                self._refuse(entry, "no-folder-name", path=folder, name=name)
        if not folders:
            obstacle = WorkspaceError(N_("{path} names no folder"), path=path)
            self._take(entry, MemberFolder(entry, path, self.root / path, obstacle))

    def _add_folder(self, entry: str, name: str, path: str) -> None:
        place = self.root / path
        try:
            real, status = os.path.realpath(place, strict=True), os.stat(place)
        except OSError as error:
            reason = system_reason(error)
            obstacle = WorkspaceError(N_("{path} cannot be opened: {reason}"), path=path, reason=reason)
            self._take(entry, MemberFolder(name, path, place, obstacle))
            return
        if self._passes_link_of_others(path):
            obstacle = WorkspaceError(
                N_("{path} is a link that a repository below the roof holds"), path=path
            )
            self._take(entry, MemberFolder(name, path, place, obstacle))
            return
        identity = (status.st_dev, status.st_ino) if status.st_ino else real
        if real == self._real_root:
            self._refuse(entry, "roof-itself", name=name)
        elif not real.startswith(os.path.join(self._real_root, "")):
            self._refuse(entry, "outside", path=path)
        elif twin := self._by_identity.get(identity):
            self._refuse(entry, "folder-twice", name=twin.name, other=name, path=path)
        elif self._take(entry, MemberFolder(name, path, place)):
            self._by_identity[identity] = self._by_name[name]

    def _passes_link_of_others(self, path: str) -> bool:
        """Whether a link on the way was chosen by the contributors of a repository below the roof.

        Such a link could name the folder of another member or one outside, and so stop all answers.
        """
        here, is_theirs = self.root, False
        for name in path.split("/"):
            here = here / name
            if is_theirs and here.is_symlink():
                return True
            is_theirs = is_theirs or os.path.lexists(here / ".git")
        return False

    def _take(self, entry: str, folder: MemberFolder) -> bool:
        """Add a member, unless another has its name."""
        if twin := self._by_name.get(folder.name):
            if self._lies_in_repository(folder.path):
                self._set_aside(entry, folder.path)
                return False
            self._refuse(entry, "name-twice", name=folder.name, path=twin.path, other=folder.path)
            return False
        self._by_name[folder.name] = folder
        self._entries[folder.name] = entry
        self.folders.append(folder)
        return True

    def _lies_in_repository(self, path: str) -> bool:
        """Whether the contributors of a repository below the roof choose what a folder is called."""
        parents = Path(path).parents
        return any(os.path.lexists(self.root / parent / ".git") for parent in parents if parent != Path("."))

    def _set_aside(self, entry: str, path: str) -> None:
        """Take a folder whose name cannot be used as one that cannot be opened, under the entry's name."""
        if entry not in self._by_name:
            obstacle = WorkspaceError(N_("{path} has a name that no other member may have"), path=path)
            self._take(entry, MemberFolder(entry, path, self.root / path, obstacle))

    def _refuse(self, entry: str, cause: str, **values: str) -> None:
        shown = {key: shown_value(value) for key, value in values.items()}
        self.faults.append(MemberFault(entry, cause, shown))

    def drop_folders_in_registers(self) -> None:
        """Refuse the folders that lie inside the records or schemas of the roof or of another member."""
        reals = {folder.name: os.path.realpath(folder.root) for folder in self.folders if not folder.obstacle}
        registers = (self._real_root, *reals.values())
        closed = {os.path.join(real, name) for real in registers for name in _CLOSED_FOLDERS}
        for name, real in reals.items():
            if any(str(parent) in closed for parent in (Path(real), *Path(real).parents)):
                self._refuse(self._entries[name], "among-records", name=name)
                self.folders.remove(self._by_name[name])


def _matching_folders(root: Path, parts: Sequence[str], prefix: str = "") -> Iterator[str]:
    """The folders below the roof that a pattern matches; a `*` stands for no name that begins with a dot.

    A link that leads to no folder, and a folder that cannot be listed, stand for what they hide.
    """
    if not parts:
        yield prefix
        return
    first, *others = parts
    try:
        names = os.listdir(root / prefix) if _MAGIC.search(first) else [first]
    except FileNotFoundError:
        return
    except OSError:
        yield prefix
        return
    for name in names:
        is_hidden = name.startswith(".") and not first.startswith(".")
        path = f"{prefix}/{name}" if prefix else name
        if is_hidden or not fnmatchcase(name, first):
            continue
        if os.path.isdir(root / path):
            yield from _matching_folders(root, others, path)
        elif os.path.islink(root / path):
            yield path
