"""Finds what a change adds to a record that explains it: updates, evidence, reasons, steps that were met.

What is added has words and no day to come; a reminder, which is a letter of our own, explains nothing.
It judges no change.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commitments.changes.change_set import RecordEdit
from commitments.changes.evidence import adds_evidence
from commitments.changes.list_entries import (
    Fields,
    begins_after,
    has_words,
)
from commitments.changes.parts import held_changes, milestone_changes, move_changes
from commitments.changes.rules.update_rules import explaining_updates
from commitments.model.lifecycle import MilestoneStatus


def has_explanation(edit: RecordEdit, day: date) -> bool:
    """Whether a change adds anything to a record that explains why it stands otherwise on a day."""
    return (
        any(not begins_after(update.get("date"), day) for update in explaining_updates(edit))
        or adds_evidence(edit.before or {}, edit.after or {}, day)
        or any(_is_reason(move, day) for move in _new_moves(edit))
        or _has_new_closing(edit, day)
        or any(is_newly_met(old, new, day) for old, new in _milestones(edit))
        or any(answers_occurrence(held, day) for held in _new_answers(edit))
    )


def is_newly_met(old: Fields, new: Fields, day: date) -> bool:
    """Whether a milestone became met on a day that is not to come."""
    met = MilestoneStatus.MET
    became_met = new.get("status") == met and old.get("status") != met
    return became_met and _has_happened(new.get("met_on"), day)


def answers_occurrence(held: Fields, day: date) -> bool:
    """Whether an entry says that an occurrence was held, or why it was let go."""
    if "lapsed" in held:
        return has_words(held["lapsed"])
    return not begins_after(held.get("met_on"), day)


def has_new_reason(before: Fields, after: Fields) -> bool:
    """Whether a new entry in `due_changes` gives a reason."""
    return any(
        has_words(entry.data.get("reason"))
        for entry in move_changes(before.get("due_changes"), after.get("due_changes")).added
    )


def _has_happened(value: object, day: date) -> bool:
    return value is not None and not begins_after(value, day)


def _is_reason(move: Fields, day: date) -> bool:
    return has_words(move.get("reason")) and not begins_after(move.get("date"), day)


def _milestones(edit: RecordEdit) -> Iterator[tuple[Fields, Fields]]:
    """Yields the milestones that changed, before and after."""
    return ((old.data, new.data) for old, new in milestone_changes(edit).pairs())


def _new_answers(edit: RecordEdit) -> Iterator[Fields]:
    """Yields the entries of occurrences that are new, or that only now say what became of it."""
    changes = held_changes(edit)
    yield from (held.data for held in changes.added)
    for old, new in changes.extended:
        if not old.data.keys() & {"met_on", "lapsed"}:
            yield new.data


def _new_moves(edit: RecordEdit) -> Iterator[Fields]:
    """Yields the new entries of the record, its milestones and its term."""
    before, after = edit.before or {}, edit.after or {}
    lists = [(old.get("due_changes"), new.get("due_changes")) for old, new in _milestones(edit)]
    lists.append((before.get("due_changes"), after.get("due_changes")))
    old_term, new_term = before.get("in_force"), after.get("in_force")
    if isinstance(old_term, dict) and isinstance(new_term, dict):
        lists.append((old_term.get("changes"), new_term.get("changes")))
    for old_moves, new_moves in lists:
        yield from (entry.data for entry in move_changes(old_moves, new_moves).added)


def _has_new_closing(edit: RecordEdit, day: date) -> bool:
    old, new = ((record or {}).get("closing") for record in (edit.before, edit.after))
    if has_words(old.get("reason") if isinstance(old, dict) else old):
        return False
    if isinstance(new, dict):
        return has_words(new.get("reason")) and not begins_after(new.get("date"), day)
    return has_words(new)
