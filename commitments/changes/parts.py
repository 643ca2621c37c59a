"""Finds what became of the parts of a record: its milestones, its occurrences, the moves of its dates.

It judges no change.
"""

from __future__ import annotations

from commitments.changes.change_set import RecordEdit
from commitments.changes.evidence import held_value
from commitments.changes.list_entries import (
    Fields,
    ListChanges,
    ListEntry,
    key_by_days,
    key_by_text,
    list_changes,
    may_differ,
    shown_value,
)
from commitments.model.record import read_prose


def milestone_changes(edit: RecordEdit) -> ListChanges:
    """What became of the milestones of a record; a milestone is known by its id, or else by its title."""
    before, after = edit.before, edit.after
    if before is None or after is None or not may_differ(before, after, "milestones"):
        return ListChanges((), (), ())
    return list_changes(
        before.get("milestones"), after.get("milestones"), key_by_text("id"), key_by_text("title")
    )


def milestone_name(milestone: ListEntry) -> str:
    """The id of a milestone, or else its title, as text for a message."""
    name = milestone.data.get("id") or read_prose(milestone.data.get("title")).in_language("en")
    return shown_value(name or None)


def move_changes(old: object, new: object) -> ListChanges:
    """What became of the entries that record the moves of a date."""
    return list_changes(old, new, key_by_days("date"), key_by_text("from", "to"), key_by_text("reason"))


def held_changes(edit: RecordEdit, *ignored: str) -> ListChanges:
    """What became of the entries of occurrences; differences in the `ignored` fields of an entry aside."""
    if edit.before is None or edit.after is None or not may_differ(edit.before, edit.after, "repeats"):
        return ListChanges((), (), ())
    old, new = (_held_entries(record, ignored) for record in (edit.before, edit.after))
    return list_changes(old, new, key_by_days("occurrence"))


def _held_entries(record: Fields, ignored: tuple[str, ...]) -> object:
    """The list of occurrences, each at its place, or the value that stands instead of a list."""
    held = held_value(record)
    if not ignored or not isinstance(held, list):
        return held
    return [
        {name: value for name, value in entry.items() if name not in ignored}
        if isinstance(entry, dict)
        else entry
        for entry in held
    ]
