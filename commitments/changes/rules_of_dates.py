"""Judges what happened to deadlines and to milestones, on the day that it is given. It reads no clock.

A deadline moves where it means other days than before. A first deadline is no move. An entry that
records an earlier move later changes no deadline and is accepted.
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
    has_text,
    keeps_meaning,
    key_by_days,
    key_by_text,
    list_changes,
    mappings,
    may_differ,
    same_days,
    shown_value,
    text_or_empty,
)
from commitments.changes.rules_of_status import was_reopened
from commitments.model.dates import parse_date
from commitments.model.problem import Finding, Pointer
from commitments.model.record import read_prose


class _Deadline(NamedTuple):
    """The deadline of a record or of one of its milestones, before and after a change."""

    milestone: str | None
    """The name of the milestone; None for the deadline of the record itself."""
    at: Pointer
    """Where the record or the milestone stands in the record."""
    before: Fields
    after: Fields

    def field(self, name: str) -> str:
        """The name of a field of the record or the milestone."""
        if self.milestone is None:
            return name
        return child_field_name(item_field_name("milestones", self.milestone, 1), name)

    def pointer(self, name: str) -> Pointer:
        """Where a field stands, or else what it would stand in."""
        return (*self.at, name) if name in self.after else self.at

    def entry_changes(self) -> ListChanges:
        """What became of the entries that record its moves."""
        lists = (self.before.get("due_changes"), self.after.get("due_changes"))
        return list_changes(*lists, key_by_days("date"), key_by_text("from", "to"), key_by_text("reason"))


def due_moved_silently(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """`due` of the record moved, and no new entry says from, to and why."""
    for deadline in _deadlines(edit):
        if deadline.milestone is None and _is_silent(deadline):
            yield Finding("due-moved-silently", deadline.pointer("due"), _from_and_to(deadline))


def milestone_moved_silently(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """`due` of a milestone moved, and no new entry says from, to and why."""
    for deadline in _deadlines(edit):
        if deadline.milestone is not None and _is_silent(deadline):
            values = {"milestone": deadline.milestone, **_from_and_to(deadline)}
            yield Finding("milestone-moved-silently", deadline.pointer("due"), values)


def due_moved_late(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A deadline moved after it had passed, and the record was not reopened."""
    for deadline in _deadlines(edit):
        old, new = parse_date(deadline.before.get("due")), parse_date(deadline.after.get("due"))
        passed = old and old.latest and old.latest < change_set.day
        if passed and old and new and new.latest != old.latest and not was_reopened(edit):
            values = {"field": deadline.field("due"), **_from_and_to(deadline)}
            yield Finding("due-moved-late", deadline.pointer("due"), values)


def due_change_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """An entry that records a move was rewritten or removed."""
    for deadline in _deadlines(edit):
        entries = deadline.entry_changes()
        for old, new in entries.changed:
            if not _changes_first_due(deadline, old, new):
                yield _rewritten_entry(deadline, old, (*deadline.at, "due_changes", new.place))
        for old in entries.removed:
            yield _rewritten_entry(deadline, old, deadline.pointer("due_changes"))


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


def _deadlines(edit: RecordEdit) -> Iterator[_Deadline]:
    """Yields the deadlines that may have changed."""
    before, after = edit.before, edit.after
    if before is None or after is None:
        return
    if may_differ(before, after, "due", "due_changes"):
        yield _Deadline(None, (), before, after)
    for old, new in milestone_changes(edit).changed:
        yield _Deadline(milestone_name(old), ("milestones", new.place), old.data, new.data)


def _from_and_to(deadline: _Deadline) -> dict[str, str]:
    return {"from": shown_value(deadline.before.get("due")), "to": shown_value(deadline.after.get("due"))}


def _is_silent(deadline: _Deadline) -> bool:
    old, new = deadline.before.get("due"), deadline.after.get("due")
    if parse_date(old) is None or same_days(old, new):
        return False
    changes = deadline.entry_changes()
    return not (_is_recorded(old, new, changes.added) or _follows_rewritten(deadline, changes))


def _is_recorded(old: object, new: object, entries: Sequence[ListEntry]) -> bool:
    """Whether the last of the new entries lead from the old date to the new one, each with a reason."""
    target = new
    for entry in reversed(entries):
        if parse_date(target) is None or not same_days(entry.data.get("to"), target):
            return False
        if not has_text(entry.data.get("reason")):
            return False
        target = entry.data.get("from")
        if same_days(target, old):
            return True
    return False


def _follows_rewritten(deadline: _Deadline, changes: ListChanges) -> bool:
    """Whether the deadline stands where rewritten entries lead; `due-change-rewritten` reports that fault."""
    if not (changes.changed or changes.removed):
        return False
    entries = mappings(deadline.after.get("due_changes"))
    if entries:
        recorded = entries[-1].get("to")
    else:
        recorded = mappings(deadline.before.get("due_changes"))[0].get("from")
    return same_days(recorded, deadline.after.get("due"))


def _changes_first_due(deadline: _Deadline, old: ListEntry, new: ListEntry) -> bool:
    """Whether only `from` of the first entry differs."""
    first = mappings(deadline.before.get("due_changes"))[0]
    before, after = ({**entry.plain, "from": None} for entry in (old, new))
    return old.data is first and keeps_meaning(before, after)


def _rewritten_entry(deadline: _Deadline, entry: ListEntry, at: Pointer) -> Finding:
    values = {name: shown_value(entry.data.get(name)) for name in ("date", "from", "to")}
    return Finding("due-change-rewritten", at, {"field": deadline.field("due_changes"), **values})
