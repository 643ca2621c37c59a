"""Judges what happened to updates, and whether a change explains itself by one. It knows no other field."""

from __future__ import annotations

from collections.abc import Iterator

from commitments.changes.change_set import ChangeSet, RecordEdit
from commitments.changes.list_entries import (
    Fields,
    ListChanges,
    has_words,
    key_by_days,
    key_by_text,
    list_changes,
    may_differ,
    shown_value,
)
from commitments.model.lifecycle import UpdateTopic
from commitments.model.problem import Finding, Pointer


def has_explaining_update(edit: RecordEdit) -> bool:
    """Whether the change adds an update that says anything."""
    return any(True for _ in explaining_updates(edit))


def explaining_updates(edit: RecordEdit) -> Iterator[Fields]:
    """Yields the new updates that say anything; a reminder is a letter of our own and explains nothing."""
    for update in _update_changes(edit).added:
        if has_words(update.data.get("note")) and update.data.get("about") != UpdateTopic.REMINDER:
            yield update.data


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
