"""What may not happen to the status of a record. Sees neither dates of deadlines nor lists of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from commitments.changes.change_set import ChangeSet, Edit, Record
from commitments.changes.list_entries import has_text, shown, word
from commitments.changes.rules_of_updates import told_why
from commitments.model.dates import parse
from commitments.model.lifecycle import OPEN, Kind, Status
from commitments.model.problem import Finding

_STATUSES = {status.value: status for status in Status}
_ALL = frozenset(Status)
_CLOSED = _ALL - OPEN

MAY_BECOME: Mapping[Status, frozenset[Status]] = MappingProxyType(
    {
        Status.PROPOSED: _ALL - {Status.PROPOSED},
        Status.AGREED: _ALL - {Status.AGREED, Status.PROPOSED},
        Status.IN_PROGRESS: _ALL - {Status.IN_PROGRESS, Status.PROPOSED, Status.AGREED},
        Status.SUSPENDED: _ALL - {Status.SUSPENDED, Status.FULFILLED, Status.PROPOSED},
        **{item: _ALL - {item} for item in _CLOSED},
    }
)
"""The lifecycle; a closed status may become another one only with an update that says why."""

_MET = frozenset({Status.FULFILLED, Status.PARTIALLY_FULFILLED})
OWING: Mapping[str, frozenset[Status]] = {
    "evidence": _MET,
    "met_on": _MET,
    "closing": frozenset({Status.PARTIALLY_FULFILLED, Status.NOT_FULFILLED, Status.WITHDRAWN}),
    "superseded_by": frozenset({Status.SUPERSEDED}),
}
"""Which closed statuses owe a field."""


def status_move(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """The lifecycle does not know this move, or the new word is no status at all."""
    old = known_status(edit.before)
    if old is None or edit.after is None:
        return
    new = known_status(edit.after)
    if new is not old and new not in MAY_BECOME[old]:
        allowed = ", ".join(status for status in Status if status in MAY_BECOME[old])
        values = {"was": old.value, "status": shown(edit.after.get("status")), "allowed": allowed}
        yield Finding("status-move", _at(edit.after, "status"), values)


def reopened_without_update(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """A closed record is open again, and no new update says why."""
    if known_status(edit.before) in _CLOSED and known_status(edit.after) in OPEN and not told_why(edit):
        yield _moved("reopened-without-update", edit)


def corrected_without_update(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """A closed status became another closed one, and no new update says why."""
    old, new = known_status(edit.before), known_status(edit.after)
    if old in _CLOSED and new in _CLOSED and old is not new and not told_why(edit):
        yield _moved("corrected-without-update", edit)


def suspended_without_update(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """An open record was suspended, and no new update says why."""
    old, new = known_status(edit.before), known_status(edit.after)
    suspended = new is Status.SUSPENDED and old is not new and old not in _CLOSED
    if edit.before is not None and suspended and not told_why(edit):
        yield Finding("suspended-without-update", ("status",))


def _moved(rule: str, edit: Edit) -> Finding:
    old, new = ((item or {}).get("status") for item in (edit.before, edit.after))
    return Finding(rule, ("status",), {"was": shown(old), "status": shown(new)})


def closed_without_evidence(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """It was closed with a status that owes evidence, and there is none."""
    moved = known_status(edit.before) is not known_status(edit.after)
    if moved:  # evidence that is taken from a closed record breaks another rule
        yield from _closed_without(edit, "evidence", "closed-without-evidence")


def closed_without_date(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """It was closed with a status that owes the day it was met, and there is none."""
    yield from _closed_without(edit, "met_on", "closed-without-date")


def closed_without_reason(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """It was closed with a status that owes a reason, and there is none."""
    yield from _closed_without(edit, "closing", "closed-without-reason")


def closed_without_successor(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """It was closed as superseded, by nothing."""
    yield from _closed_without(edit, "superseded_by", "closed-without-successor")


def _closed_without(edit: Edit, field: str, rule: str) -> Iterator[Finding]:
    """That a field is owed and missing, where it was not already before; `starts-closed` goes first."""
    if edit.after is None or _starts_closed(edit) == "starts-closed" or not _is_owing(edit.after, field):
        return
    if edit.before is None or not _is_owing(edit.before, field):
        yield Finding(rule, _at(edit.after, "status"), {"status": shown(edit.after.get("status"))})


def _is_owing(record: Record, field: str) -> bool:
    return known_status(record) in OWING[field] and not has_owed(record, field)


def has_owed(record: Record, field: str) -> bool:
    """Whether a record has what some status owes."""
    value = record.get(field)
    match field:
        case "evidence":
            return record.get("kind") == Kind.MEETING or _is_proof(value)
        case "met_on":
            return parse(value) is not None
        case "closing":
            return has_text(value.get("reason") if isinstance(value, dict) else value)
        case _:
            return has_text(word(value))


def _is_proof(value: object) -> bool:
    """Whether evidence names anything; in old records it may be a bare text."""
    if isinstance(value, list):
        return any(map(_is_proof, value))
    if isinstance(value, dict):
        return any(has_text(value.get(name)) for name in ("title", "url"))
    return has_text(value)


def starts_closed(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """A new record is closed from the first."""
    yield from _started(edit, "starts-closed")


def imported_closed(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """A new record is closed from the first, and says that it was imported."""
    yield from _started(edit, "imported-closed")


def _started(edit: Edit, rule: str) -> Iterator[Finding]:
    if edit.after is not None and _starts_closed(edit) == rule:
        yield Finding(rule, ("status",), {"status": shown(edit.after.get("status"))})


def _starts_closed(edit: Edit) -> str:
    """Which of the two rules a new record breaks; a meeting is entered once it was held."""
    if edit.before is not None or edit.old_path is not None or edit.after is None:
        return ""
    status = known_status(edit.after)
    held = status is Status.FULFILLED and edit.after.get("kind") == Kind.MEETING
    if status not in _CLOSED or held:
        return ""
    return "imported-closed" if edit.after.get("x-imported") is True else "starts-closed"


def known_status(record: Record | None) -> Status | None:
    """The status of a record, where it has one that we know."""
    return _STATUSES.get(word(record.get("status"))) if record else None


def was_reopened(edit: Edit) -> bool:
    """Whether a closed record is open again."""
    return known_status(edit.before) in _CLOSED and known_status(edit.after) in OPEN


def was_accepted(edit: Edit) -> bool:
    """Whether a proposal became more than that."""
    return known_status(edit.before) is Status.PROPOSED and known_status(edit.after) not in (
        None,
        Status.PROPOSED,
    )


def _at(record: Record, field: str) -> tuple[str, ...]:
    return (field,) if field in record else ()
