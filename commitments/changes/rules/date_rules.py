"""Judges what happened to deadlines, terms and milestones, on the day that it is given. It reads no clock.

A deadline or a day of a term moves where it means other days than before, or is lifted. A first one is no
move. An entry that records an earlier move later changes no deadline and is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commitments.changes.change_set import ChangeSet, RecordEdit
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
from commitments.changes.rules.status_rules import was_reopened
from commitments.model.calendar.dates import parse_date
from commitments.model.problem import Finding, Pointer, Severity


class _Deadline(NamedTuple):
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


MOVED_SILENTLY = frozenset({"due-moved-silently", "milestone-moved-silently", "term-moved-silently"})
"""The rules that miss an entry for a moved day."""


def due_moved_silently(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """`due` of the record moved or was dropped, and no new entry says from, to and why."""
    for deadline in _deadlines(edit):
        if deadline.milestone is None and _is_silent(deadline):
            yield Finding("due-moved-silently", deadline.pointer("due"), _from_and_to(deadline))


def term_moved_silently(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A day of the term moved or was dropped, and no new entry says from, to and why."""
    for deadline in _term_days(edit):
        if _is_silent(deadline):
            values = {"field": deadline.field(deadline.name), **_from_and_to(deadline)}
            yield Finding("term-moved-silently", deadline.pointer(deadline.name), values)


def milestone_moved_silently(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """`due` of a milestone moved, and no new entry says from, to and why."""
    for deadline in _deadlines(edit):
        if deadline.milestone is not None and _is_silent(deadline):
            values = {"milestone": deadline.milestone, **_from_and_to(deadline)}
            yield Finding("milestone-moved-silently", deadline.pointer("due"), values)


def due_moved_late(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A deadline moved or was lifted after it had passed, by no event, and the record was not reopened.

    It is a warning where new entries give the reason.
    """
    for deadline in _deadlines(edit):
        old, new = (parse_date(value) for value in deadline.dates())
        if not (old and old.latest and old.latest < change_set.day):
            continue
        has_moved = new.latest != old.latest if new else _is_lifted(deadline)
        if has_moved and not was_reopened(edit) and not _is_moved_by_event(deadline):
            values = {"field": deadline.field("due"), **_from_and_to(deadline)}
            severity = (
                Severity.WARNING if _is_recorded(*deadline.dates(), deadline.entry_changes().added) else None
            )
            yield Finding("due-moved-late", deadline.pointer("due"), values, severity=severity)


def due_change_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """An entry that records a move of a deadline was rewritten or removed."""
    for deadline in _deadlines(edit):
        yield from _rewritten_entries("due-change-rewritten", deadline)


def term_change_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """An entry that records a move of a day of the term was rewritten or removed."""
    for deadline in _term_days(edit):
        yield from _rewritten_entries("term-change-rewritten", deadline)


def first_due_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """The first entry starts from another deadline than before; it held the one first agreed."""
    for deadline in _deadlines(edit):
        for old, new in deadline.entry_changes().changed:
            if _changes_first_due(deadline, old, new):
                values = {
                    "first": shown_value(old.data.get("from")),
                    "now": shown_value(new.data.get("from")),
                }
                at = (*deadline.at, "due_changes", new.place)
                yield Finding(
                    "first-due-rewritten",
                    (*at, "from") if "from" in new.data else at,
                    {"field": deadline.field("due"), **values},
                )


def milestone_dropped(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A milestone was removed or has another id."""
    if edit.before is None or edit.after is None:
        return
    changes = milestone_changes(edit)
    for old in changes.removed:
        at: Pointer = ("milestones",) if "milestones" in edit.after else ()
        yield Finding("milestone-dropped", at, {"milestone": milestone_name(old)})
    for old, new in changes.changed:
        if text_or_empty(old.plain.get("id")) and old.plain.get("id") != new.plain.get("id"):
            yield Finding("milestone-dropped", ("milestones", new.place), {"milestone": milestone_name(old)})


def _deadlines(edit: RecordEdit) -> Iterator[_Deadline]:
    """Yields the deadlines that may have changed."""
    before, after = edit.before, edit.after
    if before is None or after is None:
        return
    if may_differ(before, after, "due", "due_changes"):
        yield _Deadline(None, (), before, after)
    for old, new in milestone_changes(edit).changed:
        yield _Deadline(milestone_name(old), ("milestones", new.place), old.data, new.data)


def _term_days(edit: RecordEdit) -> Iterator[_Deadline]:
    """Yields the days of the term that may have changed."""
    before, after = edit.before, edit.after
    if before is None or after is None or not may_differ(before, after, "in_force"):
        return
    old, new = (record.get("in_force") for record in (before, after))
    if isinstance(old, dict):
        at: Pointer = ("in_force",) if "in_force" in after else ()
        for name in ("from", "until", "ends"):
            yield _Deadline(None, at, old, new if isinstance(new, dict) else {}, name, "changes")


def _from_and_to(deadline: _Deadline) -> dict[str, str]:
    old, new = deadline.dates()
    return {"from": shown_value(old), "to": shown_value(new)}


def _is_silent(deadline: _Deadline) -> bool:
    old, new = deadline.dates()
    if parse_date(old) is None or same_days(old, new):
        return False
    changes = deadline.entry_changes()
    return not (_is_recorded(old, new, changes.added) or _follows_rewritten(deadline, changes))


def _is_recorded(old: object, new: object, entries: Sequence[ListEntry]) -> bool:
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


def _follows_rewritten(deadline: _Deadline, changes: ListChanges) -> bool:
    """Whether the deadline stands where rewritten entries lead; `due-change-rewritten` reports that fault."""
    if not (changes.changed or changes.removed):
        return False
    entries = mappings(deadline.entries(deadline.after))
    if entries:
        recorded = entries[-1].get("to")
    else:
        recorded = mappings(deadline.entries(deadline.before))[0].get("from")
    return same_days(recorded, deadline.after.get(deadline.name))


def _is_lifted(deadline: _Deadline) -> bool:
    """Whether the deadline is gone, and new entries say so."""
    old, new = deadline.dates()
    return new is None and _is_recorded(old, new, deadline.entry_changes().added)


def _is_moved_by_event(deadline: _Deadline) -> bool:
    """Whether the event that the deadline hung on before, and hangs on still, moved it."""
    event, added = _event_of(deadline.before), deadline.entry_changes().added
    return (
        bool(event and added)
        and _event_of(deadline.after) == event
        and text_or_empty(added[-1].data.get("event")) == event
        and same_days(added[-1].data.get("to"), deadline.after.get("due"))
    )


def _event_of(fields: Fields) -> str:
    due_event = fields.get("due_event")
    return text_or_empty(due_event.get("event")) if isinstance(due_event, dict) else ""


def _changes_first_due(deadline: _Deadline, old: ListEntry, new: ListEntry) -> bool:
    """Whether only `from` of the first entry differs."""
    if deadline.is_of_term:
        return False
    first = mappings(deadline.before.get("due_changes"))[0]
    before, after = ({**entry.plain, "from": None} for entry in (old, new))
    return old.data is first and keeps_meaning(before, after)


def _rewritten_entries(rule: str, deadline: _Deadline) -> Iterator[Finding]:
    """Yields a finding for each entry that was rewritten or removed."""
    entries = deadline.entry_changes()
    for old, new in entries.changed:
        if not _changes_first_due(deadline, old, new):
            yield _rewritten_entry(rule, deadline, old, (*deadline.at, deadline.entries_name, new.place))
    for old in entries.removed:
        yield _rewritten_entry(rule, deadline, old, deadline.pointer(deadline.entries_name))


def _rewritten_entry(rule: str, deadline: _Deadline, entry: ListEntry, at: Pointer) -> Finding:
    values = {name: shown_value(entry.data.get(name)) for name in ("date", "from", "to")}
    name = deadline.name if deadline.is_of_term else deadline.entries_name
    return Finding(rule, at, {"field": deadline.field(name), **values})
