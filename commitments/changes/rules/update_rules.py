"""Judges what happened to updates, and whether a change explains itself by one. It knows no other field."""

from __future__ import annotations

from collections.abc import Iterator

from commitments.changes.change_set import ChangeSet, RecordEdit
from commitments.changes.list_entries import (
    Fields,
    ListChanges,
    bare_words,
    has_words,
    key_by_days,
    key_by_text,
    list_changes,
    mappings,
    may_differ,
    shown_value,
)
from commitments.model.lifecycle import UpdateTopic
from commitments.model.problem import Finding, Pointer


def has_explaining_update(edit: RecordEdit) -> bool:
    """Whether the change adds an update that says anything."""
    return any(True for _ in explaining_updates(edit))


def explaining_updates(edit: RecordEdit) -> Iterator[Fields]:
    """Yields the new updates that say anything.

    A reminder is a letter of our own and explains nothing, and so does a note that was there before.
    """
    added = _update_changes(edit).added
    earlier = mappings((edit.before or {}).get("updates")) if added else []
    known = {note for update in earlier for note in _notes(update)}
    for update in added:
        is_said = has_words(update.data.get("note")) and not known.issuperset(_notes(update.data))
        if is_said and update.data.get("about") != UpdateTopic.REMINDER:
            yield update.data


def _notes(update: Fields) -> set[str]:
    """What an update says, by its words alone, in each language."""
    note = update.get("note")
    texts = note.values() if isinstance(note, dict) else [note]
    return {bare_words(text) for text in texts if isinstance(text, str) and text.strip()}


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
    old, new = (_with_topics(record.get("updates")) for record in (before, after))
    return list_changes(old, new, key_by_days("date"), key_by_text("note"))


def _with_topics(updates: object) -> object:
    """The updates, each at its place, with the topic that is meant where none is given."""
    if not isinstance(updates, list):
        return updates
    usual = {"about": UpdateTopic.PROGRESS.value}
    return [{**usual, **update} if isinstance(update, dict) else update for update in updates]
