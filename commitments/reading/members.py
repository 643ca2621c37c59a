"""Reads the setting `[members]` of a roof, and finds the folders that it names. Opens no workspace."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from commitments.errors import N_, WorkspaceError, system_reason
from commitments.model.members import MOST_MEMBERS, is_member_name

SETTING = "members"

_TABLE = re.compile(rb"^[ \t]*(?:\[[ \t]*)?[\"']?members[\"']?[ \t]*[].=]", re.MULTILINE)
_MAGIC = re.compile(r"[*?\[]")
_MOST_LETTERS = 500
"""Letters of a path that a member may be named by."""


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


def faulty_members(value: Any) -> Iterator[tuple[str, Any]]:
    """The entries of the setting that name no member, each with its name and value.

    An entry that is the setting itself has an empty name.
    """
    if not isinstance(value, dict) or len(value) > MOST_MEMBERS:
        yield "", value
        return
    yield from ((name, path) for name, path in value.items() if not _is_member(name, path))


def _is_member(name: str, path: Any) -> bool:
    if not is_member_name(name) or not isinstance(path, str) or not path or len(path) > _MOST_LETTERS:
        return False
    parts = path.split("/")
    is_relative = not os.path.isabs(path) and "\\" not in path and ":" not in path and path.isprintable()
    return is_relative and not any(part in ("", "..") or "**" in part for part in parts)


def find_members(root: Path, setting: Mapping[str, str]) -> list[MemberFolder]:
    """The folders of all members, in the order of the setting; those of one pattern by name.

    Raises WorkspaceError for a folder outside the roof, a folder named twice or inside the records of
    another, a name used twice, one that is no name for a member, and too many members.
    """
    members = [member for name, path in setting.items() for member in _named_folders(root, name, path)]
    _require_one_name_each(members)
    if len(members) > MOST_MEMBERS:
        raise WorkspaceError(
            N_("[members] names {n} registers, and a roof has at most {most}"),
            N_("Put a part of them under a roof of its own."),
            n=len(members),
            most=MOST_MEMBERS,
        )
    _require_folders_apart(root, members)
    return members


def _named_folders(root: Path, name: str, path: str) -> Iterator[MemberFolder]:
    if not _MAGIC.search(path):
        yield _member_folder(root, name, os.path.normpath(path).replace(os.sep, "/"))
        return
    for found_path in sorted(_matching_folders(root, path.split("/"))):
        folder_name = found_path.rpartition("/")[2].removesuffix(".git")
        if not is_member_name(folder_name):
            raise WorkspaceError(
                N_("{path} cannot be a member: {name} is no name for one"),
                N_("Name it on a line of its own in [members]: a to z, digits and hyphens, at most 32."),
                path=found_path,
                name=folder_name,
            )
        yield _member_folder(root, folder_name, found_path)


def _matching_folders(root: Path, parts: list[str], prefix: str = "") -> Iterator[str]:
    """The folders below the roof that a pattern matches; a `*` stands for no name that begins with a dot."""
    if not parts:
        yield prefix
        return
    first, *others = parts
    try:
        names = os.listdir(root / prefix) if _MAGIC.search(first) else [first]
    except OSError:
        return
    for name in names:
        is_hidden = name.startswith(".") and not first.startswith(".")
        path = f"{prefix}/{name}" if prefix else name
        if not is_hidden and fnmatchcase(name, first) and os.path.isdir(root / path):
            yield from _matching_folders(root, others, path)


def _member_folder(root: Path, name: str, path: str) -> MemberFolder:
    place = root / path
    try:
        real, real_root = os.path.realpath(place, strict=True), os.path.realpath(root)
    except OSError as error:
        reason = system_reason(error)
        obstacle = WorkspaceError(N_("{path} cannot be opened: {reason}"), path=path, reason=reason)
        return MemberFolder(name, path, place, obstacle)
    if not real.startswith(os.path.join(real_root, "")):
        raise WorkspaceError(
            N_("{path} cannot be a member: it lies outside the folder of the roof"),
            N_("Put the register, or a clone of it, below the roof, and name it by that path."),
            path=path,
        )
    return MemberFolder(name, path, place)


def _require_one_name_each(members: list[MemberFolder]) -> None:
    first_paths: dict[str, str] = {}
    for member in members:
        if member.name in first_paths:
            raise WorkspaceError(
                N_("Two members are called {name}: {path} and {other}"),
                N_("Name one of them on a line of its own in [members], by another name."),
                name=member.name,
                path=first_paths[member.name],
                other=member.path,
            )
        first_paths[member.name] = member.path


def _require_folders_apart(root: Path, members: list[MemberFolder]) -> None:
    """No folder is named twice, and none lies inside the records of the roof or of another member."""
    names_by_folder: dict[str, str] = {}
    for member in members:
        real = os.path.realpath(member.root)
        if real in names_by_folder:
            raise WorkspaceError(
                N_("{name} and {other} are the same folder: {path}"),
                N_("Name each register once in [members]."),
                name=names_by_folder[real],
                other=member.name,
                path=member.path,
            )
        names_by_folder[real] = member.name
    holders = {os.path.join(real, "records") for real in (os.path.realpath(root), *names_by_folder)}
    for real, name in names_by_folder.items():
        if any(str(parent) in holders for parent in (Path(real), *Path(real).parents)):
            raise WorkspaceError(
                N_("{name} cannot be a member: its folder lies among the records of another register"),
                N_("Move it out of the folder records/."),
                name=name,
            )
