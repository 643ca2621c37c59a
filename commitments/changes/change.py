"""Defines a change: one row for each field, as the contract names its keys. It compares nothing."""

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
    """One field that differs between two states of a record. None stands for an absent value."""

    field: str
    """Its name: `due`, `milestones[m1].due`, `parties[acme/lead]`, `updates[2026-01-12#2]`."""
    old: Any
    new: Any


class Change(NamedTuple):
    """One row: what one commit did to a record or to one field of it."""

    at: Revision
    id: str
    path: str
    """The path of the record after the commit; of a removed record, the path before it."""
    kind: str
    """A `ChangeKind`, as plain text since tens of thousands of rows are kept as columns."""
    field: str
    """The name of the field; empty where the row is about the whole record."""
    old: str
    """JSON: the record that was removed or became unreadable, the path of a renamed one, else the value."""
    new: str
    """JSON: the record that was added or became readable, the path of a renamed one, else the value."""
    title: str
    """JSON: the record's title at that time, by language."""
