"""Knows the fields that a status needs and those that it must not keep. It must not change a record."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from commitments.changes.rules.status_rules import (
    ALLOWED_MOVES,
    CORRECTIONS,
    OWING_STATUSES,
    has_owed_field,
    known_status,
    possible_moves,
)
from commitments.edits.flags import missing_title, require_choice
from commitments.errors import N_, EditError
from commitments.model.calendar.dates import parse_date
from commitments.model.closed_lists import ClosedList, StoredWords
from commitments.model.lifecycle import OPEN_STATUSES, Status

Record = Mapping[str, Any]

_FLAG_BY_FIELD = {
    "met_on": "met_on",
    "evidence": "evidence",
    "closing": "reason",
    "superseded_by": "superseded_by",
}
"""The field of a request that gives each required field of a record."""

_CLOSED_FIELDS = ("met_on", "closing", "superseded_by")
_OPEN_FIELDS = ("review_by",)
FIELDS_OF_STATUS: Mapping[Status, frozenset[str]] = MappingProxyType(
    {
        Status.SUSPENDED: frozenset({"review_by"}),
        **{
            status: frozenset(name for name in _CLOSED_FIELDS if status in OWING_STATUSES[name])
            for status in Status
            if status not in OPEN_STATUSES
        },
    }
)
"""The fields that belong to a status."""


def missing_fields(record: Record, status: Status | str, given: Collection[str] = ()) -> tuple[str, ...]:
    """The fields of a request that a record still needs for a status.

    `given` holds the fields of the request that have a text; `evidence` without `title` needs the title.
    """
    new, old = Status(status), known_status(record)
    missing = missing_title(given)
    for field, flag in _FLAG_BY_FIELD.items():
        is_given = flag in given or (flag == "evidence" and "title" in given)
        if new in OWING_STATUSES[field] and not is_given and not has_owed_field(record, field):
            missing.append(flag)
    suspends = new is Status.SUSPENDED
    if suspends and "review_by" not in given and parse_date(record.get("review_by")) is None:
        missing.append("review_by")
    says_why = suspends or new is Status.SUPERSEDED or _needs_reason(old, new)
    if "note" not in given and new is not old and says_why:
        missing.append("note")
    return tuple(missing)


def _needs_reason(old: Status | None, new: Status) -> bool:
    """Whether a move opens a closed record again, or corrects a status that was entered wrongly."""
    return old is not None and (old not in OPEN_STATUSES or new in CORRECTIONS[old])


def _allowed_moves(old: Status, takes_back: bool) -> frozenset[Status]:
    return ALLOWED_MOVES[old] | CORRECTIONS[old] if takes_back else possible_moves(old)


def statuses_to_come(record: Record) -> list[str]:
    """The statuses that a record can get from the one it has, those that correct it last."""
    old = known_status(record)
    if old is None:
        return [status.value for status in Status]
    corrections = CORRECTIONS[old] - possible_moves(old)
    moves = [
        status for status in Status if status is not old and status in _allowed_moves(old, takes_back=True)
    ]
    return [status.value for status in sorted(moves, key=lambda status: status in corrections)]


def fields_left_behind(record: Record, status: Status) -> list[str]:
    """The fields that belong to the status of a record and must go with a new status."""
    old = known_status(record)
    if old is None:
        return []
    names: tuple[str, ...] = () if old in OPEN_STATUSES else _CLOSED_FIELDS
    if status not in OPEN_STATUSES:
        names += _OPEN_FIELDS
    return [name for name in names if name in record and name not in FIELDS_OF_STATUS.get(status, ())]


def next_status(record: Record, status: str, takes_back: bool = True) -> Status:
    """The new status of a record; `takes_back` allows to correct an open one that was entered wrongly.

    Raises UsageError for an unknown status, and EditError for a move that the lifecycle does not know.
    """
    new, old = Status(require_choice(status, list(Status))), known_status(record)
    if new is old:
        raise EditError(
            N_("The record is already {status}"),
            N_("Use `commit update` to add to it without changing the status."),
            status=new.value,
        )
    if old is not None and new not in _allowed_moves(old, takes_back):
        raise EditError(
            N_("The status may not move from {was} to {status}"),
            N_("It may become: {allowed}"),
            was=old.value,
            status=new.value,
            allowed=StoredWords(
                ClosedList.STATUS,
                tuple(successor.value for successor in Status if successor in possible_moves(old)),
            ),
        )
    return new
