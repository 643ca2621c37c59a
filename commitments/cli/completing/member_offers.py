"""Offers the members of a roof to a shell, by their names. Must not open a register."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from commitments.model.members import SEPARATOR, member_of
from commitments.reading import folder, settings
from commitments.reading.members import MemberFolder, find_members
from commitments.reading.source_file import SourceFile
from commitments.reading.text import SETTINGS


def roof_members(root: Path) -> list[MemberFolder]:
    """The members that the settings of a roof name; raises WorkspaceError where one cannot be a member."""
    source = folder.read(root, settings.PATH, SETTINGS.size)
    values = settings.read_settings(source.data)[0] if isinstance(source, SourceFile) else settings.Settings()
    return find_members(root, values.members)


def offered_members(members: Sequence[MemberFolder], prefix: str) -> list[MemberFolder]:
    """The members whose records an id that begins with a prefix may be of."""
    named = member_of(prefix)
    if named is not None:
        return [member for member in members if member.name == named]
    return [member for member in members if f"{member.name}{SEPARATOR}".startswith(prefix)]
