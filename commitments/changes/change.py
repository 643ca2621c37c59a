"""What a change is: one row a field, as the contract names its keys. Compares nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

from commitments.model.revision import Revision


class ChangeKind(StrEnum):
    """What became of a record, or of one field of it."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"
    UNREADABLE = "unreadable"
    READABLE = "readable"


class FieldChange(NamedTuple):
    """One field that differs between two states of a record. None stands for what is not there."""

    field: str
    """The way to it: `due`, `milestones[m1].due`, `parties[acme/lead]`, `updates[2026-01-12#2]`."""
    old: Any
    new: Any


class Change(NamedTuple):
    """One row: what one commit did to a record or to one field of it."""

    at: Revision
    id: str
    path: str
    """Where the record stands after the commit; of a removed one, where it stood."""
    kind: str
    """A `ChangeKind`; plain text, since tens of thousands of rows are kept as columns."""
    field: str
    """Empty where the row is about the record as a whole."""
    old: str
    """JSON. The whole record of a removed or unreadable one, the path of a renamed one; else the value."""
    new: str
    """JSON. The whole record of an added or again readable one, the path of a renamed one; else the value."""
    title: str
    """JSON: the record's title at that time, by language."""
