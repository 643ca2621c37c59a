"""Judges what happened to the term of an instrument. It reads no clock, and judges no deadline."""

from __future__ import annotations

from collections.abc import Iterator

from commitments.changes.change_set import ChangeSet, Record, RecordEdit
from commitments.changes.compare import canonical_value
from commitments.changes.date_edits import from_and_to, is_silent, term_edits
from commitments.changes.field_names import child_field_name
from commitments.changes.list_entries import Fields, has_words, keeps_meaning, may_differ
from commitments.changes.parts import move_changes
from commitments.changes.rules.date_rules import rewritten_entries
from commitments.changes.rules.explanations import has_explanation
from commitments.changes.rules.status_rules import known_status
from commitments.changes.rules.update_rules import has_explaining_update
from commitments.changes.standing import standing
from commitments.model.calendar.dates import parse_date
from commitments.model.lifecycle import OPEN_STATUSES, Timeliness
from commitments.model.problem import Finding, Pointer, Severity
from commitments.model.timeliness import Clock

_WORDING = "pending"
"""What the term waits for, in words; to say it otherwise is less grave than to change a condition."""
_CONDITIONS = ("renewal", "period", "times", "notice", "notice_given", _WORDING)
"""What a term says beside its days, which have their own rules."""


def term_moved_silently(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A day of the term moved or was dropped, and no new entry says from, to and why."""
    for deadline in term_edits(edit):
        if is_silent(deadline):
            values = {"field": deadline.field(deadline.name), **from_and_to(deadline)}
            yield Finding("term-moved-silently", deadline.pointer(deadline.name), values)


def term_change_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """An entry that records a move of a day of the term was rewritten or removed."""
    for deadline in term_edits(edit):
        yield from rewritten_entries("term-change-rewritten", deadline)


def term_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """What a term says beside its days reads otherwise or is gone, and nothing new says why."""
    before, after = edit.before, edit.after
    if before is None or after is None or not may_differ(before, after, "in_force"):
        return
    old, new = (canonical_value(record.get("in_force")) for record in (before, after))
    if not isinstance(old, dict) or has_explaining_update(edit):
        return
    now = new if isinstance(new, dict) else {}
    names = [name for name in _CONDITIONS if not keeps_meaning(old.get(name), now.get(name), name)]
    if _began(old, now) and _WORDING in names:
        names.remove(_WORDING)
    if names and not _has_new_reason(old, now):
        place: Pointer = ("in_force",) if "in_force" in after else ()
        fields = ", ".join(child_field_name("in_force", name) for name in names)
        yield Finding(
            "term-rewritten",
            (*place, names[0]) if names[0] in now else place,
            {"fields": fields},
            severity=Severity.WARNING if names == [_WORDING] else None,
        )


def term_ended_silently(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """An open instrument counts as closed because its term has ended, and nothing new in it says why."""
    before, after = edit.before, edit.after
    if before is None or after is None or not may_differ(before, after, "in_force", "kind"):
        return
    if {known_status(before), known_status(after)} - OPEN_STATUSES or has_explanation(edit, change_set.day):
        return
    clock = Clock(change_set.day)
    old, new = standing(before, clock), standing(after, clock)
    if old is None or new is None or old.timeliness is Timeliness.CLOSED:
        return
    if new.timeliness is Timeliness.CLOSED and not _gives_notice(before, after):
        values = {"stood": old.timeliness.value, "stands": new.timeliness.value}
        yield Finding("term-ended-silently", ("in_force",), values)


def _gives_notice(before: Record, after: Record) -> bool:
    """Whether the term says only now that notice was given, and when."""
    old, new = (record.get("in_force") for record in (before, after))
    was_given = isinstance(old, dict) and bool(old.get("notice_given"))
    notice = new.get("notice_given") if isinstance(new, dict) else None
    return not was_given and isinstance(notice, dict) and parse_date(notice.get("date")) is not None


def _began(old: Fields, new: Fields) -> bool:
    """Whether the term has a first day only now, and waits for nothing any more."""
    return _WORDING not in new and not parse_date(old.get("from")) and parse_date(new.get("from")) is not None


def _has_new_reason(old: Fields, new: Fields) -> bool:
    """Whether a new entry in `changes` gives a reason."""
    return any(
        has_words(entry.data.get("reason"))
        for entry in move_changes(old.get("changes"), new.get("changes")).added
    )
