"""Follows the dates that a change may move: deadlines, and the days of a term. It judges no change.

A date moves where it means other days than before, or is lifted. A first one is no move.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from commitments.changes.change_set import Record, RecordEdit
from commitments.changes.field_names import child_field_name, item_field_name
from commitments.changes.list_entries import (
    Fields,
    ListChanges,
    ListEntry,
    has_words,
    keeps_meaning,
    mappings,
    may_differ,
    same_days,
    shown_value,
    text_or_empty,
)
from commitments.changes.parts import milestone_changes, milestone_name, move_changes
from commitments.model.calendar.dates import parse_date
from commitments.model.events import deadline_by_event, read_due_event
from commitments.model.problem import Pointer


class DateEdit(NamedTuple):
    """A deadline of a record or of one of its milestones, or a day of its term, before and after a change."""

    milestone: str | None
    """The name of the milestone; None for the deadline and the term of the record itself."""
    at: Pointer
    """Where the record, the milestone or the term stands in the record."""
    before: Fields
    after: Fields
    name: str = "due"
    """The field that holds the date."""
    entries_name: str = "due_changes"
    """The field that holds the entries that record its moves."""

    @property
    def is_of_term(self) -> bool:
        """Whether this is a day of a term."""
        return self.entries_name == "changes"

    def field(self, name: str) -> str:
        """The name of a field of the record, the term or the milestone."""
        if self.is_of_term:
            return child_field_name("in_force", name)
        if self.milestone is None:
            return name
        return child_field_name(item_field_name("milestones", self.milestone, 1), name)

    def pointer(self, name: str) -> Pointer:
        """Where a field stands, or else what it would stand in."""
        return (*self.at, name) if name in self.after else self.at

    def dates(self) -> tuple[object, object]:
        """The date before and after."""
        return self.before.get(self.name), self.after.get(self.name)

    def entries(self, side: Fields) -> object:
        """The entries that record its moves, each at its place; those of other days of a term left out."""
        entries = side.get(self.entries_name)
        if not self.is_of_term or not isinstance(entries, list):
            return entries
        return [
            entry if isinstance(entry, dict) and entry.get("field") == self.name else None
            for entry in entries
        ]

    def entry_changes(self) -> ListChanges:
        """What became of the entries that record its moves."""
        return move_changes(self.entries(self.before), self.entries(self.after))


def deadline_edits(edit: RecordEdit) -> Iterator[DateEdit]:
    """Yields the deadlines that may have changed."""
    before, after = edit.before, edit.after
    if before is None or after is None:
        return
    if may_differ(before, after, "due", "due_changes"):
        yield DateEdit(None, (), before, after)
    for old, new in milestone_changes(edit).changed:
        yield DateEdit(milestone_name(old), ("milestones", new.place), old.data, new.data)


def term_edits(edit: RecordEdit) -> Iterator[DateEdit]:
    """Yields the days of the term that may have changed."""
    before, after = edit.before, edit.after
    if before is None or after is None or not may_differ(before, after, "in_force"):
        return
    old, new = (record.get("in_force") for record in (before, after))
    if isinstance(old, dict):
        at: Pointer = ("in_force",) if "in_force" in after else ()
        for name in ("from", "until", "ends"):
            yield DateEdit(None, at, old, new if isinstance(new, dict) else {}, name, "changes")


def from_and_to(deadline: DateEdit) -> dict[str, str]:
    old, new = deadline.dates()
    return {"from": shown_value(old), "to": shown_value(new)}


def is_silent(deadline: DateEdit) -> bool:
    old, new = deadline.dates()
    if parse_date(old) is None or same_days(old, new):
        return False
    changes = deadline.entry_changes()
    return not (is_recorded(old, new, changes.added) or _follows_rewritten(deadline, changes))


def is_recorded(old: object, new: object, entries: Sequence[ListEntry]) -> bool:
    """Whether the last of the new entries lead from the old date to the new one, each with a reason.

    An entry without `to` lifts the deadline; after it there is none.
    """
    target = new
    for entry in reversed(entries):
        to = entry.data.get("to")
        ends_there = to is None if target is None else parse_date(target) and same_days(to, target)
        if not ends_there:
            return False
        if not has_words(entry.data.get("reason")):
            return False
        target = entry.data.get("from")
        if same_days(target, old):
            return True
    return False


def _follows_rewritten(deadline: DateEdit, changes: ListChanges) -> bool:
    """Whether the deadline stands where rewritten entries lead; `due-change-rewritten` reports that fault."""
    if not (changes.changed or changes.removed):
        return False
    entries = mappings(deadline.entries(deadline.after))
    if entries:
        recorded = entries[-1].get("to")
    else:
        recorded = mappings(deadline.entries(deadline.before))[0].get("from")
    return same_days(recorded, deadline.after.get(deadline.name))


def is_lifted(deadline: DateEdit) -> bool:
    """Whether the deadline is gone, and new entries say so."""
    old, new = deadline.dates()
    return new is None and is_recorded(old, new, deadline.entry_changes().added)


def hangs_on_event(record: Record | None) -> bool:
    """Whether the deadline of a record, or of one of its milestones, hangs on an event."""
    if record is None:
        return False
    return any("due_event" in holder for holder in (record, *mappings(record.get("milestones"))))


def is_moved_by_event(deadline: DateEdit, event_dates: Mapping[str, Any]) -> bool:
    """Whether the event that the deadline hung on before, and hangs on still, moved it.

    The last new entry names the event, and the deadline is the one that the event's date gives. A deadline
    that was moved elsewhere under the name of its event was moved by a person.
    """
    bond, added = read_due_event(deadline.before.get("due_event")), deadline.entry_changes().added
    if bond is None or not added or read_due_event(deadline.after.get("due_event")) != bond:
        return False
    due, date = deadline.after.get("due"), parse_date(event_dates.get(bond.event))
    given = deadline_by_event(bond, date) if date else None
    names_event = text_or_empty(added[-1].data.get("event")) == bond.event
    return (
        names_event
        and same_days(added[-1].data.get("to"), due)
        and given is not None
        and same_days(given, due)
    )


def changes_first_due(deadline: DateEdit, old: ListEntry, new: ListEntry) -> bool:
    """Whether only `from` of the first entry differs."""
    if deadline.is_of_term:
        return False
    first = mappings(deadline.before.get("due_changes"))[0]
    before, after = ({**entry.plain, "from": None} for entry in (old, new))
    return old.data is first and keeps_meaning(before, after)
