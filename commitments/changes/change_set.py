"""Defines what a rule of change judges: records before and after, and what changed beside. Judges nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

Record = Mapping[str, Any]
"""A record as it was read; its fields may hold any values."""


class RecordEdit(NamedTuple):
    """One record before and after a change."""

    id: str
    before: Record | None
    """The last state that could be read; None where the record was not there."""
    after: Record | None
    """None where the record was removed or cannot be read."""
    old_path: str | None
    new_path: str | None
    readable: bool = True
    """False where the file is there but cannot be read; `after` is None then."""


class FileEdit(NamedTuple):
    """A file that decides what is found, before and after a change: settings, a registry, a schema."""

    path: str
    before: Any
    """What the file says, as plain values; None where it is absent or cannot be read."""
    after: Any
    is_shipped: bool = False
    """Whether `after` is a copy of the schema that the program ships."""


class ChangeSet(NamedTuple):
    """The records that changed together, and the day on which they did."""

    day: date
    """The day of the commit; today where nothing is committed."""
    edits: Sequence[RecordEdit]
    """All edits of the commit or of the pull request."""
    beside: Sequence[FileEdit] = ()
    """The files that changed and that decide what is found."""
    bound: Sequence[Record] = ()
    """After the change: the records whose deadlines hang on an event, where one of these moved."""
    successors: Mapping[str, Collection[str]] = MappingProxyType({})
    """By the id of a party that is no more: the parties that succeeded it."""
    event_dates: Mapping[str, Any] = MappingProxyType({})
    """After the change: the dates of the events, by id; empty where no deadline moved with an event."""
