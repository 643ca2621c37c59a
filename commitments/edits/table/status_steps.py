"""Makes the steps that a status of a row asks of a record, and finds the first status of a row without one.

It must not open a file or judge a rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from commitments.changes.rules.status_rules import OWING_STATUSES, has_owed_field
from commitments.edits import list_edits
from commitments.edits.list_edits import EditPart, Record
from commitments.edits.owed_fields import fields_left_behind, next_status
from commitments.edits.steps import Drop, EditStep, Put
from commitments.edits.table.row_values import CellFault, RowValues
from commitments.edits.unclear import unclear
from commitments.errors import N_
from commitments.model.calendar.dates import parse_date
from commitments.model.lifecycle import INSTRUMENTS, OPEN_STATUSES, Kind, Status
from commitments.model.problem import Pointer

_AGREED_FROM_THE_START = frozenset({Kind.ASSIGNMENT, Kind.AGREED_ACTION, Kind.PUBLIC_PLEDGE})
"""The kinds that are ordered, agreed or promised by their name."""


def status_of_kind(kind: object, values: Mapping[str, Any], today: date) -> Status:
    """The first status of a row that names none: what is ordered, signed or has been in force is agreed."""
    if kind in _AGREED_FROM_THE_START:
        return Status.AGREED
    days = map(parse_date, (values.get(name) for name in ("made_on", "in_force.from", "in_force.until")))
    has_begun = any(day is not None and day.earliest is not None and day.earliest <= today for day in days)
    return Status.AGREED if kind in INSTRUMENTS and has_begun else Status.PROPOSED


def put_field(record: Record, pointer: Pointer, value: Any) -> list[EditStep]:
    """The steps that set a field and make what holds it; none where it has the value already."""
    for end in range(1, len(pointer)):
        if list_edits.value_at(record, pointer[:end]) is None:
            for name in reversed(pointer[end:]):
                value = {name: value}
            return [Put(pointer[:end], value)]
    return list_edits.put(record, pointer, value)


TO_BE_PROVEN = N_("The table says “{word}”, and not what that owes: the record stays open, with an update")
"""The message for a row that would close a standing record without its proof."""

_SAID = {"en": "The table says: {word}", "vi": "Bảng ghi: {word}"}


def status_part(row: RowValues, new: bool, lang: str, day: str | int) -> EditPart:
    """The part that sets a status, as the lifecycle allows; what belongs to the old one goes.

    A standing record that the row would close without its proof gets an update instead.
    """
    status = row.values["status"]

    def part(record: Record) -> list[EditStep]:
        if new or record.get("status") == status:
            return put_field(record, ("status",), status)
        next_status(record, status, takes_back=False)
        if _lacks_proof(record, row, status):
            note = {lang: _SAID[lang].format(word=row.status_text or status)}
            entries = list_edits.list_at(record, ("updates",))
            stands_already = any(isinstance(entry, dict) and entry.get("note") == note for entry in entries)
            entry = {"date": day, "note": note}
            return [] if stands_already else [list_edits.insert_by_date(record, ("updates",), entry)]
        return [
            Put(("status",), status),
            *(Drop((name,)) for name in fields_left_behind(record, Status(status))),
        ]

    return part


def _lacks_proof(record: Record, row: RowValues, status: str) -> bool:
    """Whether a row would close an open record without the fields that the status owes."""
    if record.get("status") not in OPEN_STATUSES or status in OPEN_STATUSES:
        return False
    names = {name.partition(".")[0] for name in row.values}
    given = {"closing": "closing.reason" in row.values}
    return any(
        status in statuses and not given.get(name, name in names) and not has_owed_field(record, name)
        for name, statuses in OWING_STATUSES.items()
    )


def unproven(row: RowValues, after: Record) -> list[CellFault]:
    """The warning of a row that would close a record which stays open."""
    status = row.values.get("status")
    if status is None or status in OPEN_STATUSES or after.get("status") not in OPEN_STATUSES:
        return []
    if any(fault.field == "status" for fault in row.faults):
        return []
    reason = unclear(
        TO_BE_PROVEN,
        N_("`commit close {id} --status {status}` closes it."),
        word=row.status_text or str(status),
        id=str(after.get("id", "")),
        status=str(status),
    )
    return [CellFault("status", reason)]


def imported_part(row: RowValues, lang: str) -> EditPart:
    """The part that marks a closed record as imported; the word of the table is the reason that is owed."""

    def part(record: Record) -> list[EditStep]:
        steps = _mark_imported(record)
        owes_reason = record.get("status") in OWING_STATUSES["closing"]
        if steps and owes_reason and row.status_text and not has_owed_field(record, "closing"):
            steps += put_field(record, ("closing", "reason", lang), row.status_text)
        return steps

    return part


def _mark_imported(record: Record) -> list[EditStep]:
    """The step that marks a new record that is closed from the start as imported."""
    is_held_meeting = record.get("kind") == Kind.MEETING and record.get("status") == Status.FULFILLED
    return (
        []
        if record.get("status") in OPEN_STATUSES or is_held_meeting
        else put_field(record, ("x-imported",), True)
    )
