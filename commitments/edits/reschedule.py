"""Makes the steps of `commit reschedule` for a deadline. It must not judge a rule of change.

`reschedule_term` makes those for a day of a term.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import Any, NamedTuple

from commitments.changes.list_entries import mappings, same_days, shown_value
from commitments.edits import list_edits
from commitments.edits.find_milestone import find_milestone
from commitments.edits.flags import (
    FlagText,
    given_fields,
    plain_text,
    read_date_flag,
    refuse_flags,
    require_flags,
)
from commitments.edits.list_edits import Record, chain_parts, list_at, put
from commitments.edits.steps import Drop, EditStep, append_step
from commitments.errors import N_, EditError, MissingError, UsageError
from commitments.model.calendar.dates import parse_date
from commitments.model.problem import Pointer


class Rescheduling(NamedTuple):
    """The request of `commit reschedule`; fields are named like their flags."""

    due: FlagText
    """The new day; None where the day is lifted."""
    reason: FlagText
    day: Date
    lang: str
    agreed_by: FlagText = None
    milestone: FlagText = None
    date: FlagText = None
    """The day of the decision, where that was not today."""
    none: bool = False
    """Whether the day is lifted, and no other takes its place."""
    by_instrument: FlagText = None
    """The record of the instrument that moves a day of a term."""


def steps(record: Record, request: Rescheduling) -> list[EditStep]:
    """The steps that set, move or lift a deadline, and add an entry to `due_changes`.

    A first deadline may be set without a reason, and then without an entry. Raises UsageError for a missing
    reason, UnknownNameError for an unknown milestone, and EditError for a deadline that stands, and for none
    that could be lifted.
    """
    refuse_flags(["by_instrument"] if request.by_instrument else [], N_("Use it only with --term."))
    at, holder = deadline_holder(record, request)
    new, old = new_day(request), _current_deadline(holder)
    if old is None and new is None:
        raise EditError(N_("The record has no deadline to lift"))
    if old is not None and new is not None and same_days(old, new):
        raise EditError(N_("The deadline is already {due}"), due=shown_value(old))
    require_flags(missing_flags(record, request))
    place = (*at, "due_changes")
    list_at(record, place)
    return chain_parts(
        record,
        lambda now: put(now, (*at, "due"), new) if new is not None else _lift(holder, (*at, "due")),
        lambda now: (
            [append_step(now, place, change_entry(request, old, new))] if plain_text(request.reason) else []
        ),
    )


def missing_flags(record: Record, request: Rescheduling) -> list[str]:
    """The flags that rescheduling lacks: a reason, unless a first deadline is set without a word."""
    holder = deadline_holder(record, request)[1]
    needs_entry = (
        request.none
        or _current_deadline(holder) is not None
        or bool(list_edits.list_at(holder, ("due_changes",)))
        or bool(given_fields(request) & {"agreed_by", "date"})
    )
    return ["reason"] if needs_entry and not plain_text(request.reason) else []


def new_day(request: Rescheduling) -> str | int | None:
    """The new day as a value of a field, None for a day that is lifted.

    Raises MissingError for a request that says neither, UsageError for one that says both.
    """
    hint = N_("Give a DATE, or --none where no date takes its place.")
    if request.none and plain_text(request.due):
        raise UsageError(N_("A new date and --none cannot both be given"), hint)
    if not request.none and not plain_text(request.due):
        raise MissingError(N_("No new date is given"), hint)
    return None if request.none else read_date_flag(request.due or "", "DATE")


def deadline_holder(record: Record, request: Rescheduling) -> tuple[Pointer, Mapping[str, Any]]:
    """The place and the fields of the milestone or the record that has the deadline."""
    return find_milestone(record, request.milestone) if request.milestone else ((), record)


def change_entry(request: Rescheduling, old: Any, new: Any) -> dict[str, Any]:
    """The entry that records a change: without `from` for a first day, without `to` for a lifted one."""
    entry = {
        "date": list_edits.entry_date(request.date, request.day),
        "from": old,
        "to": new,
        "reason": {request.lang: plain_text(request.reason)},
        "agreed_by": plain_text(request.agreed_by),
    }
    return {name: value for name, value in entry.items() if value not in (None, "")}


def readable_day(value: Any, field: str) -> Any:
    """A standing day, None for none; raises EditError where it is no date."""
    if value is not None and parse_date(value) is None:
        raise EditError(
            N_("{field} holds {value}, which is not a date"),
            N_("Fix {field} first, with --set or by hand."),
            field=field,
            value=shown_value(value),
        )
    return value


def _current_deadline(holder: Mapping[str, Any]) -> Any:
    """The deadline that moves: `due`, or without it the new date of the last entry; None for none."""
    due_changes = mappings(holder.get("due_changes"))
    old = holder.get("due")
    if old is None and due_changes:
        old = due_changes[-1].get("to")
    return readable_day(old, "due")


def _lift(holder: Mapping[str, Any], pointer: Pointer) -> list[EditStep]:
    return [Drop(pointer)] if "due" in holder else []
