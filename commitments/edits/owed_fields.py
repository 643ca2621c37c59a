"""What a status owes, and what it may not carry on from the one before. Adds and drops nothing itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from commitments.changes.rules_of_status import MAY_BECOME, OWING, has_owed, known_status
from commitments.edits.flags import choice, untitled
from commitments.errors import N_, CommitmentsError
from commitments.model.dates import parse
from commitments.model.lifecycle import OPEN, Status

Record = Mapping[str, Any]

_FLAG_OF = {"met_on": "met_on", "evidence": "evidence", "closing": "reason", "superseded_by": "superseded_by"}
"""By which field of a request each field of a record that is owed is given."""

_OF_CLOSED = ("met_on", "closing", "superseded_by")
_OF_SUSPENDED = ("review_by",)
CARRIED: Mapping[Status, frozenset[str]] = MappingProxyType(
    {
        Status.SUSPENDED: frozenset({"review_by"}),
        **{
            status: frozenset(name for name in _OF_CLOSED if status in OWING[name])
            for status in Status
            if status not in OPEN
        },
    }
)
"""The fields of which a status is the reason."""


def owed(record: Record, status: Status | str, given: Collection[str] = ()) -> tuple[str, ...]:
    """What must still be given for a record to get a status, named as requests name it.

    `given` names what is given: `evidence` without `title` still owes the title.
    """
    new, old = Status(status), known_status(record)
    found = untitled(given)
    for field, flag in _FLAG_OF.items():
        told = flag in given or (flag == "evidence" and "title" in given)
        if new in OWING[field] and not told and not has_owed(record, field):
            found.append(flag)
    suspends = new is Status.SUSPENDED
    if suspends and "review_by" not in given and parse(record.get("review_by")) is None:
        found.append("review_by")
    if "note" not in given and new is not old and (suspends or (old and old not in OPEN)):
        found.append("note")
    return tuple(found)


def left_behind(record: Record, status: Status) -> list[str]:
    """The fields of the status that a record has now which the new one must not carry."""
    old = known_status(record)
    names = _OF_SUSPENDED if old is Status.SUSPENDED else () if old is None or old in OPEN else _OF_CLOSED
    return [name for name in names if name in record and name not in CARRIED.get(status, ())]


def moved(record: Record, status: str) -> Status:
    """The status that a record may get; raises CommitmentsError for a move the lifecycle does not know."""
    new, old = Status(choice(status, list(Status))), known_status(record)
    if new is old:
        raise CommitmentsError(
            N_("It is {status} already"),
            N_("`commit update` adds to it without a change of status."),
            status=new.value,
        )
    if old is not None and new not in MAY_BECOME[old]:
        raise CommitmentsError(
            N_("The status may not move from {was} to {status}"),
            N_("It may become: {allowed}"),
            was=old.value,
            status=new.value,
            allowed=", ".join(item for item in Status if item in MAY_BECOME[old]),
        )
    return new
