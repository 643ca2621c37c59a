"""Judges what happened to deadlines and milestones, on the day that it is given. It reads no clock.

A deadline moves where it means other days than before, or is lifted. A first one is no move. An entry that
records an earlier move later changes no deadline and is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

from commitments.changes.change_set import ChangeSet, RecordEdit
from commitments.changes.date_edits import (
    DateEdit,
    changes_first_due,
    deadline_edits,
    from_and_to,
    is_lifted,
    is_moved_by_event,
    is_recorded,
    is_silent,
)
from commitments.changes.list_entries import ListEntry, shown_value, text_or_empty
from commitments.changes.parts import milestone_changes, milestone_name
from commitments.changes.rules.status_rules import was_reopened
from commitments.model.calendar.dates import parse_date
from commitments.model.problem import Finding, Pointer, Severity

MOVED_SILENTLY = frozenset({"due-moved-silently", "milestone-moved-silently", "term-moved-silently"})
"""The rules that miss an entry for a moved day."""


def due_moved_silently(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """`due` of the record moved or was dropped, and no new entry says from, to and why."""
    for deadline in deadline_edits(edit):
        if deadline.milestone is None and is_silent(deadline):
            yield Finding("due-moved-silently", deadline.pointer("due"), from_and_to(deadline))


def milestone_moved_silently(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """`due` of a milestone moved, and no new entry says from, to and why."""
    for deadline in deadline_edits(edit):
        if deadline.milestone is not None and is_silent(deadline):
            values = {"milestone": deadline.milestone, **from_and_to(deadline)}
            yield Finding("milestone-moved-silently", deadline.pointer("due"), values)


def due_moved_late(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A deadline moved or was lifted after it had passed, by no event, and the record was not reopened.

    It is a warning where new entries give the reason.
    """
    for deadline in deadline_edits(edit):
        old, new = (parse_date(value) for value in deadline.dates())
        if not (old and old.latest and old.latest < change_set.day):
            continue
        has_moved = new.latest != old.latest if new else is_lifted(deadline)
        if has_moved and not was_reopened(edit) and not is_moved_by_event(deadline, change_set.event_dates):
            values = {"field": deadline.field("due"), **from_and_to(deadline)}
            severity = (
                Severity.WARNING if is_recorded(*deadline.dates(), deadline.entry_changes().added) else None
            )
            yield Finding("due-moved-late", deadline.pointer("due"), values, severity=severity)


def due_change_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """An entry that records a move of a deadline was rewritten or removed."""
    for deadline in deadline_edits(edit):
        yield from rewritten_entries("due-change-rewritten", deadline)


def first_due_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """The first entry starts from another deadline than before; it held the one first agreed."""
    for deadline in deadline_edits(edit):
        for old, new in deadline.entry_changes().changed:
            if changes_first_due(deadline, old, new):
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


def rewritten_entries(rule: str, deadline: DateEdit) -> Iterator[Finding]:
    """Yields a finding for each entry that was rewritten or removed."""
    entries = deadline.entry_changes()
    for old, new in entries.changed:
        if not changes_first_due(deadline, old, new):
            yield _rewritten_entry(rule, deadline, old, (*deadline.at, deadline.entries_name, new.place))
    for old in entries.removed:
        yield _rewritten_entry(rule, deadline, old, deadline.pointer(deadline.entries_name))


def _rewritten_entry(rule: str, deadline: DateEdit, entry: ListEntry, at: Pointer) -> Finding:
    values = {name: shown_value(entry.data.get(name)) for name in ("date", "from", "to")}
    name = deadline.name if deadline.is_of_term else deadline.entries_name
    return Finding(rule, at, {"field": deadline.field(name), **values})
