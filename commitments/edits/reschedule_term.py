"""Makes the steps of `commit reschedule --term`: a day of an instrument's term. It must not judge a rule."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from commitments.changes.list_entries import mappings, same_days, shown_value
from commitments.edits.flags import plain_text, refuse_flags, require_choice, require_flags
from commitments.edits.list_edits import Record, chain_parts, list_at, mapping_at, put
from commitments.edits.reschedule import Rescheduling, change_entry, new_day, readable_day
from commitments.edits.steps import Drop, EditStep, append_step
from commitments.errors import N_, EditError, UsageError
from commitments.model.lifecycle import INSTRUMENTS

_CHANGES = ("in_force", "changes")


class TermDay(StrEnum):
    """The days of a term that can move."""

    FROM = "from"
    UNTIL = "until"
    ENDS = "ends"


def steps(record: Record, term_day: str, request: Rescheduling) -> list[EditStep]:
    """The steps that set, move or lift a day of `in_force`, and add an entry to `in_force.changes`.

    Raises UsageError for an unknown day, a missing reason and a first day that would be lifted, and EditError
    for a record without a term, for a day that stands already, and for none that could be lifted.
    """
    field = TermDay(require_choice(term_day, list(TermDay)))
    refuse_flags(["milestone"] if request.milestone else [], N_("A milestone has no term."))
    old, new = _current_day(_term(record), field), new_day(request)
    if new is None:
        _require_liftable(field, old)
    elif old is not None and same_days(old, new):
        raise EditError(N_("in_force.{field} is {day} already"), field=field.value, day=shown_value(old))
    require_flags(missing_flags(request))
    list_at(record, _CHANGES)
    entry = {"field": field.value, **change_entry(request, old, new)}
    if request.by_instrument:
        entry["by_instrument"] = plain_text(request.by_instrument)
    at = ("in_force", field.value)
    return chain_parts(
        record,
        lambda now: [append_step(now, _CHANGES, entry)],
        lambda now: put(now, at, new) if new is not None else _lift(now, field),
    )


def missing_flags(request: Rescheduling) -> list[str]:
    """The flags that the request lacks: a reason is always owed."""
    return [] if plain_text(request.reason) else ["reason"]


def _term(record: Record) -> Mapping[str, Any]:
    """The term of an instrument; raises EditError for a record that is none, or has none."""
    kind = record.get("kind")
    if not (isinstance(kind, str) and kind in INSTRUMENTS):
        raise EditError(
            N_("Only an instrument has a term, and this is: {kind}"),
            N_("Without --term, `commit reschedule` moves a deadline."),
            kind=shown_value(kind),
        )
    term = mapping_at(record, ("in_force",))
    if not term:
        raise EditError(
            N_("It has no term yet: in_force is missing"),
            N_("`commit update --set in_force.until=2030-09-22` gives it one."),
        )
    return term


def _current_day(term: Mapping[str, Any], field: TermDay) -> Any:
    """The day that moves, or without it the new day of the last entry about it; None for none."""
    entries = [entry for entry in mappings(term.get("changes")) if entry.get("field") == field]
    old = term.get(field)
    if old is None and entries:
        old = entries[-1].get("to")
    return readable_day(old, f"in_force.{field}")


def _require_liftable(field: TermDay, old: Any) -> None:
    if field is TermDay.FROM:
        raise UsageError(
            N_("The first day of a term moves; it cannot be lifted"),
            N_("`commit update --set in_force.from=` takes out one that was entered wrongly."),
        )
    if old is None:
        raise EditError(N_("in_force.{field} holds no day to lift"), field=field.value)


def _lift(record: Record, field: TermDay) -> list[EditStep]:
    return [Drop(("in_force", field.value))] if field.value in mapping_at(record, ("in_force",)) else []
