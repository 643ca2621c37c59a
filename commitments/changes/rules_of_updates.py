"""Judges what happened to updates, and whether a change explains itself by one. It knows no other field."""

from __future__ import annotations

from collections.abc import Iterator

from commitments.changes.change_set import ChangeSet, RecordEdit
from commitments.changes.list_entries import (
    ListChanges,
    has_text,
    key_by_days,
    key_by_text,
    list_changes,
    may_differ,
    shown_value,
)
from commitments.model.dates import parse_date
from commitments.model.problem import Finding, Pointer


def has_explaining_update(edit: RecordEdit) -> bool:
    """Whether the change adds an update that says anything."""
    return any(has_text(update.data.get("note")) for update in _update_changes(edit).added)


def update_in_future(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A new update is dated after the day of the change."""
    for update in _update_changes(edit).added:
        date = parse_date(update.data.get("date"))
        if date and date.earliest and date.earliest > change_set.day:
            yield Finding("update-in-future", ("updates", update.place, "date"), {"date": date.text})


def update_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """An earlier update was rewritten or removed."""
    if edit.before is None or edit.after is None:
        return
    changes = _update_changes(edit)
    for old, new in changes.changed:
        yield _rewritten_update(("updates", new.place), old.data.get("date"))
    for old in changes.removed:
        yield _rewritten_update(("updates",) if "updates" in edit.after else (), old.data.get("date"))


def _rewritten_update(at: Pointer, date: object) -> Finding:
    return Finding("update-rewritten", at, {"date": shown_value(date)})


def _update_changes(edit: RecordEdit) -> ListChanges:
    before, after = edit.before or {}, edit.after or {}
    if not may_differ(before, after, "updates"):
        return ListChanges((), (), ())
    return list_changes(before.get("updates"), after.get("updates"), key_by_days("date"), key_by_text("note"))
