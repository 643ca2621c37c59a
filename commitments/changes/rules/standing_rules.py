"""Judges what makes a record stand better, or owe less, without a word. It reads no clock.

Both sides are judged on the day of the change: a day that passes makes no difference between them.
"""

from __future__ import annotations

from collections.abc import Iterator

from commitments.changes.change_set import ChangeSet, Record, RecordEdit
from commitments.changes.list_entries import may_differ, shown_value, text_or_empty
from commitments.changes.owed_occurrences import drops_occurrences
from commitments.changes.rules.explanations import has_explanation
from commitments.changes.rules.status_rules import known_status
from commitments.changes.rules.update_rules import has_explaining_update
from commitments.changes.standing import STANDING_FIELDS, Standing, may_stand_otherwise, standing
from commitments.model.calendar.dates import parse_date
from commitments.model.lifecycle import CLASS_BY_KIND, Kind, Status, Timeliness
from commitments.model.problem import Finding, Pointer
from commitments.model.timeliness import Clock

UNCOUNTED, UNREADABLE = "uncounted", "unreadable"
"""What is said of a record that counts leave out, and of one whose meaning cannot be read."""

_LATE = frozenset({Timeliness.OVERDUE, Timeliness.DONE_LATE})


def better_silently(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A record that was late is late no more, or is counted no more, and nothing new in it says why."""
    if edit.before is None or edit.after is None or not may_stand_otherwise(edit):
        return
    clock = Clock(change_set.day)
    before = standing(edit.before, clock)
    if before is None or not before.counts or before.timeliness not in _LATE:
        return
    after = standing(edit.after, clock)
    if (after and after.counts and after.timeliness in _LATE) or has_explanation(edit, change_set.day):
        return
    values = {"stood": before.timeliness.value, "stands": _state_name(after)}
    yield Finding("better-silently", _changed_field(edit.before, edit.after), values)


def _state_name(state: Standing | None) -> str:
    if state is None:
        return UNREADABLE
    return state.timeliness.value if state.counts else UNCOUNTED


def _changed_field(before: Record, after: Record) -> Pointer:
    """The first field that differs of those on which timeliness rests."""
    changed = (name for name in STANDING_FIELDS if may_differ(before, after, name) and name in after)
    return tuple(name for name in (next(changed, None),) if name)


def kind_changed(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A record became a meeting or was one, or its kind is of another class and no new update says why."""
    if edit.before is None or edit.after is None:
        return
    old, new = (text_or_empty(record.get("kind")) for record in (edit.before, edit.after))
    if old == new or not {old, new} <= {*CLASS_BY_KIND, Kind.MEETING}:
        return
    is_meeting = Kind.MEETING in (old, new)
    if not is_meeting and (CLASS_BY_KIND[old] is CLASS_BY_KIND[new] or has_explaining_update(edit)):
        return
    yield Finding("kind-changed", ("kind",), {"old_kind": old, "kind": new})


def recurrence_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """The recurrence has other occurrences up to the day or fewer after it, and no new update says why."""
    before, after = edit.before, edit.after
    if before is None or after is None or not may_differ(before, after, "repeats"):
        return
    if has_explaining_update(edit) or not drops_occurrences(before, after, change_set.day):
        return
    old, new = (record.get("repeats") for record in (before, after))
    at: Pointer = ("repeats",) if "repeats" in after else ()
    values = {"old_rule": _recurrence_text(old), "new_rule": _recurrence_text(new)}
    yield Finding("recurrence-rewritten", at, values)


def _recurrence_text(repeats: object) -> str:
    if not isinstance(repeats, dict):
        return shown_value(None)
    parts = (repeats.get(name) for name in ("rule", "starts"))
    return " · ".join(shown_value(part) for part in parts if part is not None) or shown_value(None)


def review_moved_silently(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A suspended record is to be looked at later or never, and no new update says why."""
    before, after = edit.before, edit.after
    if before is None or after is None or not may_differ(before, after, "review_by"):
        return
    if {known_status(before), known_status(after)} != {Status.SUSPENDED} or has_explaining_update(edit):
        return
    old, new = parse_date(before.get("review_by")), parse_date(after.get("review_by"))
    if old is None or old.latest is None or (new and new.latest and new.latest <= old.latest):
        return
    at = ("review_by",) if "review_by" in after else ()
    values = {"from": old.text, "to": shown_value(after.get("review_by"))}
    yield Finding("review-moved-silently", at, values)
