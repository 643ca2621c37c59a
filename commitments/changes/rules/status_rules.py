"""Judges what happened to the status of a record. It sees neither deadlines nor lists of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from commitments.changes.change_set import ChangeSet, Record, RecordEdit
from commitments.changes.list_entries import has_text, has_words, shown_value, text_or_empty
from commitments.changes.rules.update_rules import has_explaining_update
from commitments.model.calendar.dates import parse_date
from commitments.model.lifecycle import OPEN_STATUSES, Kind, Status
from commitments.model.problem import Finding

_STATUSES = {status.value: status for status in Status}
_ALL = frozenset(Status)
_CLOSED = _ALL - OPEN_STATUSES

ALLOWED_MOVES: Mapping[Status, frozenset[Status]] = MappingProxyType(
    {
        Status.PROPOSED: _ALL - {Status.PROPOSED},
        Status.AGREED: _ALL - {Status.AGREED, Status.PROPOSED},
        Status.IN_PROGRESS: _ALL - {Status.IN_PROGRESS, Status.PROPOSED, Status.AGREED},
        Status.SUSPENDED: _ALL - {Status.SUSPENDED, Status.FULFILLED, Status.PROPOSED},
        **dict.fromkeys(_CLOSED, OPEN_STATUSES - {Status.PROPOSED}),
    }
)
"""The moves that the lifecycle allows; from a closed status only with an update that says why."""

CORRECTIONS: Mapping[Status, frozenset[Status]] = MappingProxyType(
    {
        Status.PROPOSED: frozenset(),
        Status.AGREED: frozenset({Status.PROPOSED}),
        Status.IN_PROGRESS: frozenset({Status.PROPOSED, Status.AGREED}),
        Status.SUSPENDED: frozenset(),
        **{status: _CLOSED - {status} for status in _CLOSED},
    }
)
"""The moves that correct a status entered wrongly; each needs an update that says why."""

_MET = frozenset({Status.FULFILLED, Status.PARTIALLY_FULFILLED})
OWING_STATUSES: Mapping[str, frozenset[Status]] = {
    "evidence": _MET,
    "met_on": _MET,
    "closing": frozenset({Status.PARTIALLY_FULFILLED, Status.NOT_FULFILLED, Status.WITHDRAWN}),
    "superseded_by": frozenset({Status.SUPERSEDED}),
}
"""The closed statuses that owe a field, by the name of the field."""

_RELIEVED_FIELDS = frozenset({"evidence", "met_on", "closing.date"})
"""What `x-imported: true` relieves a record of that is closed where it first appears."""


def status_move(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """The lifecycle does not allow the move, or the new word is no status."""
    old = known_status(edit.before)
    if old is None or edit.after is None:
        return
    new = known_status(edit.after)
    if new is old or new in ALLOWED_MOVES[old] or _is_correction(edit):
        return
    if new in _CLOSED and old in _CLOSED:  # lacks an update, which another rule says
        return
    allowed = ", ".join(status for status in Status if status in possible_moves(old))
    values = {"was": old.value, "status": shown_value(edit.after.get("status")), "allowed": allowed}
    yield Finding("status-move", _field_pointer(edit.after, "status"), values)


def possible_moves(old: Status) -> frozenset[Status]:
    """The statuses to name where a move from `old` is refused."""
    return ALLOWED_MOVES[old] | (CORRECTIONS[old] if old in _CLOSED else frozenset())


def _is_correction(edit: RecordEdit) -> bool:
    """Whether a status that was entered wrongly becomes another one, and a new update says why."""
    old, new = known_status(edit.before), known_status(edit.after)
    return old is not None and new in CORRECTIONS[old] and has_explaining_update(edit)


def corrected_status(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A status that was entered wrongly became another one, and a new update says why."""
    if _is_correction(edit):
        yield _move_finding("corrected-status", edit)


def reopened_without_update(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A closed record is open again, and no new update says why."""
    is_allowed = known_status(edit.after) is not Status.PROPOSED
    if was_reopened(edit) and is_allowed and not has_explaining_update(edit):
        yield _move_finding("reopened-without-update", edit)


def corrected_without_update(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A closed status became another closed one, and no new update says why."""
    old, new = known_status(edit.before), known_status(edit.after)
    if old in _CLOSED and new in _CLOSED and old is not new and not has_explaining_update(edit):
        yield _move_finding("corrected-without-update", edit)


def suspended_without_update(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """An open record was suspended, and no new update says why."""
    old, new = known_status(edit.before), known_status(edit.after)
    suspended = new is Status.SUSPENDED and old is not new and old not in _CLOSED
    if edit.before is not None and suspended and not has_explaining_update(edit):
        yield Finding("suspended-without-update", ("status",))


def _move_finding(rule: str, edit: RecordEdit) -> Finding:
    old, new = ((record or {}).get("status") for record in (edit.before, edit.after))
    return Finding(rule, ("status",), {"was": shown_value(old), "status": shown_value(new)})


def closed_without_evidence(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A record has a closed status that owes evidence, and none is there."""
    status_changed = known_status(edit.before) is not known_status(edit.after)
    # evidence that is taken from a closed record breaks another rule
    if status_changed and _is_newly_missing(edit, "evidence"):
        yield _owing_finding("closed-without-evidence", edit)


def closed_without_date(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A record has a closed status that owes `met_on` or the date of its closing, and none is there."""
    if _is_newly_missing(edit, "met_on"):
        yield _owing_finding("closed-without-date", edit, field="met_on")
    if _is_newly_missing(edit, "closing.date"):
        values = {"status": shown_value((edit.after or {}).get("status")), "field": "closing.date"}
        yield Finding("closed-without-date", ("closing",), values)


def closed_without_reason(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A record has a closed status that owes a reason, and none is there."""
    if _is_newly_missing(edit, "closing"):
        yield _owing_finding("closed-without-reason", edit)


def closed_without_successor(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A record is superseded, and no successor is named."""
    if _is_newly_missing(edit, "superseded_by"):
        yield _owing_finding("closed-without-successor", edit)


def _owing_finding(rule: str, edit: RecordEdit, **values: str) -> Finding:
    """A finding at the status of a record that lacks what this status owes."""
    after = edit.after or {}
    return Finding(
        rule, _field_pointer(after, "status"), {"status": shown_value(after.get("status")), **values}
    )


def _is_newly_missing(edit: RecordEdit, field: str) -> bool:
    """Whether a record lacks an owed field that it had or did not owe; `starts-closed` goes first."""
    start_rule = _closed_start_rule(edit)
    relieved = start_rule == "imported-closed" and field in _RELIEVED_FIELDS
    if edit.after is None or start_rule == "starts-closed" or relieved:
        return False
    if not _lacks_owed(edit.after, field, edit.before):
        return False
    return edit.before is None or not _lacks_owed(edit.before, field)


def owes_no_evidence(before: Record | None, after: Record) -> bool:
    """Whether a record is a meeting, and was none of another kind before."""
    kinds = {record.get("kind") == Kind.MEETING for record in (before, after) if record is not None}
    return kinds == {True}


def _lacks_owed(record: Record, field: str, before: Record | None = None) -> bool:
    """Whether a record lacks a field that its status owes, by the kind that it had `before` too."""
    if field == "closing.date":
        return _lacks_closing_date(record)
    if field == "evidence" and not owes_no_evidence(before, record):
        return known_status(record) in OWING_STATUSES[field] and not _is_proof(record.get(field))
    return known_status(record) in OWING_STATUSES[field] and not has_owed_field(record, field)


def _lacks_closing_date(record: Record) -> bool:
    """Whether a closing that is owed has no date; one without a reason is another rule's fault."""
    closing = record.get("closing")
    owed = known_status(record) in OWING_STATUSES["closing"] and has_owed_field(record, "closing")
    return owed and isinstance(closing, dict) and parse_date(closing.get("date")) is None


def has_owed_field(record: Record, field: str) -> bool:
    """Whether a record has the field that a status owes."""
    value = record.get(field)
    match field:
        case "evidence":
            return record.get("kind") == Kind.MEETING or _is_proof(value)
        case "met_on":
            return parse_date(value) is not None
        case "closing":
            return has_words(value.get("reason") if isinstance(value, dict) else value)
        case _:
            return has_text(text_or_empty(value))


def _is_proof(value: object) -> bool:
    """Whether evidence names anything; in old records it may be a bare text."""
    if isinstance(value, list):
        return any(map(_is_proof, value))
    if isinstance(value, dict):
        return any(has_words(value.get(name)) for name in ("title", "url"))
    return has_words(value)


def starts_closed(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A new record is closed from the start."""
    yield from _closed_start(edit, "starts-closed")


def imported_closed(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A new record is closed from the start and says that it was imported."""
    yield from _closed_start(edit, "imported-closed")


def _closed_start(edit: RecordEdit, rule: str) -> Iterator[Finding]:
    if edit.after is not None and _closed_start_rule(edit) == rule:
        yield Finding(rule, ("status",), {"status": shown_value(edit.after.get("status"))})


def _closed_start_rule(edit: RecordEdit) -> str:
    """Which rule a new closed record breaks; none for a meeting, which is entered once it was held."""
    if edit.before is not None or edit.old_path is not None or edit.after is None:
        return ""
    status = known_status(edit.after)
    is_held_meeting = status is Status.FULFILLED and edit.after.get("kind") == Kind.MEETING
    if status not in _CLOSED or is_held_meeting:
        return ""
    return "imported-closed" if edit.after.get("x-imported") is True else "starts-closed"


def known_status(record: Record | None) -> Status | None:
    """The status of a record; None where there is no record or its status is no word of the list."""
    return _STATUSES.get(text_or_empty(record.get("status"))) if record else None


def was_reopened(edit: RecordEdit) -> bool:
    """Whether a closed record is open again."""
    return known_status(edit.before) in _CLOSED and known_status(edit.after) in OPEN_STATUSES


def was_accepted(edit: RecordEdit) -> bool:
    """Whether a proposal got another status of the list."""
    return known_status(edit.before) is Status.PROPOSED and known_status(edit.after) not in (
        None,
        Status.PROPOSED,
    )


def _field_pointer(record: Record, field: str) -> tuple[str, ...]:
    return (field,) if field in record else ()
