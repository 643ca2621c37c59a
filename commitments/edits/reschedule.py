"""`commit reschedule`: a deadline moves, and an entry tells of it. Judges no rule of change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import Any, NamedTuple

from commitments.changes.list_entries import mappings, same_days, shown
from commitments.edits import list_edits
from commitments.edits.find_milestone import milestone
from commitments.edits.flags import Given, out_of_place, plain_text, require, written
from commitments.edits.list_edits import Record, in_turn, listed, put
from commitments.edits.steps import EditStep, appended
from commitments.errors import N_, CommitmentsError
from commitments.model.dates import parse
from commitments.model.problem import Pointer


class Rescheduling(NamedTuple):
    """What is asked; fields are named like their flags."""

    due: str
    """The new deadline."""
    reason: Given
    day: Date
    lang: str
    agreed_by: Given = None
    milestone: Given = None
    date: Given = None
    """When the new deadline was decided, where that was not today."""


def steps(record: Record, request: Rescheduling) -> list[EditStep]:
    """What rescheduling does to a record; a first deadline moves nothing, and its reason is an update."""
    at, holder = _holder(record, request)
    new, old = written(request.due, "DATE"), _standing(holder)
    if old is None:
        return _first(record, request, at, new)
    if same_days(old, new):
        raise CommitmentsError(N_("It is due {due} already"), due=shown(old))
    require(missing(record, request))
    place = (*at, "due_changes")
    listed(record, place)
    return in_turn(
        record,
        lambda now: put(now, (*at, "due"), new),
        lambda now: [appended(now, place, _entry(request, old, new))],
    )


def missing(record: Record, request: Rescheduling) -> list[str]:
    """What rescheduling lacks: a reason, where a deadline moves."""
    moves = _standing(_holder(record, request)[1]) is not None
    return ["reason"] if moves and not plain_text(request.reason) else []


def _holder(record: Record, request: Rescheduling) -> tuple[Pointer, Mapping[str, Any]]:
    """What has the deadline: a milestone, or the record itself."""
    return milestone(record, request.milestone) if request.milestone else ((), record)


def _standing(holder: Mapping[str, Any]) -> Any:
    """The deadline that moves: `due`, or where that is gone the one that the last entry tells."""
    moves = mappings(holder.get("due_changes"))
    old = holder.get("due")
    if old is None and moves:
        old = moves[-1].get("to")
    if old is not None and parse(old) is None:
        raise CommitmentsError(
            N_("{field} holds {value}, which is not a date"),
            N_("Mend {field} first, with --set or by hand."),
            field="due",
            value=shown(old),
        )
    return old


def _first(record: Record, request: Rescheduling, at: Pointer, new: str | int) -> list[EditStep]:
    out_of_place(
        ["agreed_by"] if request.agreed_by else [], N_("There is no deadline yet, so nothing moves.")
    )
    return in_turn(
        record,
        lambda now: put(now, (*at, "due"), new),
        lambda now: list_edits.update(now, request.lang, request.reason, None, request.date, request.day),
    )


def _entry(request: Rescheduling, old: Any, new: str | int) -> dict[str, Any]:
    entry: dict[str, Any] = {"date": list_edits.dated(request.date, request.day), "from": old, "to": new}
    entry["reason"] = {request.lang: plain_text(request.reason)}
    if request.agreed_by:
        entry["agreed_by"] = plain_text(request.agreed_by)
    return entry
