"""Makes the steps that a status of a row asks of a record, and finds the first status of a row without one.

It must not open a file or judge a rule.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from commitments.changes.rules_of_status import OWING_STATUSES, has_owed_field
from commitments.edits import list_edits
from commitments.edits.list_edits import EditPart, Record
from commitments.edits.owed_fields import fields_left_behind, next_status
from commitments.edits.steps import Drop, EditStep, Put
from commitments.edits.table.row_values import RowValues
from commitments.model.dates import parse_date
from commitments.model.lifecycle import INSTRUMENTS, OPEN_STATUSES, Kind, Status
from commitments.model.problem import Pointer

_AGREED_FROM_THE_START = frozenset({Kind.ASSIGNMENT, Kind.AGREED_ACTION, Kind.PUBLIC_PLEDGE})
"""The kinds that are ordered, agreed or promised by their name."""


def status_of_kind(kind: object, made_on: object, today: date) -> Status:
    """The first status of a record whose row names none: what is ordered or signed is agreed."""
    if kind in _AGREED_FROM_THE_START:
        return Status.AGREED
    signed = parse_date(made_on)
    is_signed = signed is not None and signed.earliest is not None and signed.earliest <= today
    return Status.AGREED if kind in INSTRUMENTS and is_signed else Status.PROPOSED


def put_field(record: Record, pointer: Pointer, value: Any) -> list[EditStep]:
    """The steps that set a field and make what holds it; none where it has the value already."""
    for end in range(1, len(pointer)):
        if list_edits.value_at(record, pointer[:end]) is None:
            for name in reversed(pointer[end:]):
                value = {name: value}
            return [Put(pointer[:end], value)]
    return list_edits.put(record, pointer, value)


def status_part(status: str, new: bool) -> EditPart:
    """The part that sets a status, as the lifecycle allows; what belongs to the old one goes."""

    def part(record: Record) -> list[EditStep]:
        if new or record.get("status") == status:
            return put_field(record, ("status",), status)
        next_status(record, status, takes_back=False)
        return [
            Put(("status",), status),
            *(Drop((name,)) for name in fields_left_behind(record, Status(status))),
        ]

    return part


def imported_part(row: RowValues, lang: str, day: str | int) -> EditPart:
    """The part that marks a closed record as imported.

    The word of the table is the reason that is owed, or the update on what is suspended.
    """

    def part(record: Record) -> list[EditStep]:
        if record.get("status") == Status.SUSPENDED and row.status_text and not record.get("updates"):
            entry = {"date": day, "note": {lang: row.status_text}}
            return [list_edits.insert_by_date(record, ("updates",), entry)]
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
