"""Makes the steps of `commit reschedule`. It must not judge a rule of change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import Any, NamedTuple

from commitments.changes.list_entries import mappings, same_days, shown_value
from commitments.edits import list_edits
from commitments.edits.find_milestone import find_milestone
from commitments.edits.flags import FlagText, plain_text, read_date_flag, refuse_flags, require_flags
from commitments.edits.list_edits import Record, chain_parts, list_at, put
from commitments.edits.steps import EditStep, append_step
from commitments.errors import N_, EditError
from commitments.model.dates import parse_date
from commitments.model.problem import Pointer


class Rescheduling(NamedTuple):
    """The request of `commit reschedule`; fields are named like their flags."""

    due: str
    """The new deadline."""
    reason: FlagText
    day: Date
    lang: str
    agreed_by: FlagText = None
    milestone: FlagText = None
    date: FlagText = None
    """The day of the decision, where that was not today."""


def steps(record: Record, request: Rescheduling) -> list[EditStep]:
    """The steps that move a deadline and add an entry to `due_changes`.

    A first deadline moves nothing: it is set, and its reason becomes an update. Raises UsageError for a
    missing reason, UnknownNameError for an unknown milestone, and EditError for a deadline that stands.
    """
    at, holder = _deadline_holder(record, request)
    new, old = read_date_flag(request.due, "DATE"), _current_deadline(holder)
    if old is None:
        return _steps_of_first_deadline(record, request, at, new)
    if same_days(old, new):
        raise EditError(N_("It is due {due} already"), due=shown_value(old))
    require_flags(missing_flags(record, request))
    place = (*at, "due_changes")
    list_at(record, place)
    return chain_parts(
        record,
        lambda now: put(now, (*at, "due"), new),
        lambda now: [append_step(now, place, _due_change(request, old, new))],
    )


def missing_flags(record: Record, request: Rescheduling) -> list[str]:
    """The flags that rescheduling lacks: a reason, where a deadline moves."""
    moves = _current_deadline(_deadline_holder(record, request)[1]) is not None
    return ["reason"] if moves and not plain_text(request.reason) else []


def _deadline_holder(record: Record, request: Rescheduling) -> tuple[Pointer, Mapping[str, Any]]:
    """The place and the fields of the milestone or the record that has the deadline."""
    return find_milestone(record, request.milestone) if request.milestone else ((), record)


def _current_deadline(holder: Mapping[str, Any]) -> Any:
    """The deadline that moves: `due`, or without it the new date of the last entry; None for none."""
    due_changes = mappings(holder.get("due_changes"))
    old = holder.get("due")
    if old is None and due_changes:
        old = due_changes[-1].get("to")
    if old is not None and parse_date(old) is None:
        raise EditError(
            N_("{field} holds {value}, which is not a date"),
            N_("Fix {field} first, with --set or by hand."),
            field="due",
            value=shown_value(old),
        )
    return old


def _steps_of_first_deadline(
    record: Record, request: Rescheduling, at: Pointer, new: str | int
) -> list[EditStep]:
    refuse_flags(
        ["agreed_by"] if request.agreed_by else [], N_("There is no deadline yet, so nothing moves.")
    )
    return chain_parts(
        record,
        lambda now: put(now, (*at, "due"), new),
        lambda now: list_edits.add_note(now, request.lang, request.reason, None, request.date, request.day),
    )


def _due_change(request: Rescheduling, old: Any, new: str | int) -> dict[str, Any]:
    entry: dict[str, Any] = {"date": list_edits.entry_date(request.date, request.day), "from": old, "to": new}
    entry["reason"] = {request.lang: plain_text(request.reason)}
    if request.agreed_by:
        entry["agreed_by"] = plain_text(request.agreed_by)
    return entry
