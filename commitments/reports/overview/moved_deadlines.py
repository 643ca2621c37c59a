"""Tells which deadlines moved, how often, how far, and who agreed. It must not read history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from commitments.model.calendar.dates import parse_date
from commitments.model.commitment import DueChange
from commitments.model.outline import Outline, first_due
from commitments.reports.slips import DeadlinesNow, SlipsReport


class MovedDeadline(NamedTuple):
    """The deadline of a record, as first set and as it stands."""

    outline: Outline
    first: str
    due: str
    """Empty where it was lifted."""
    moves: int
    """How often it moved, moves by an event aside."""
    days: int | None
    """How far, moves by an event aside; None where either date has no last day."""
    agreed_by: Sequence[str]
    """The parties that the entries name; empty where none does."""


def moved_deadlines(report: SlipsReport, records: Iterable[DeadlinesNow]) -> list[MovedDeadline]:
    """The deadlines of records, not of milestones, that moved; the furthest first, as `slips` has them."""
    claims = {record.outline.path: record.claims for record in records}
    return [
        MovedDeadline(
            row.outline,
            row.own.first,
            row.own.due,
            row.own.slipped,
            row.own.slipped_days,
            _agreeing_parties(claims.get(row.outline.path, ())),
        )
        for row in report.rows
        if row.own.slipped
    ]


def moves_by_entries(outline: Outline, due_changes: Sequence[DueChange]) -> MovedDeadline | None:
    """The move of a deadline as the entries of its record tell it; None where they tell of none."""
    if not outline.moves:
        return None
    first = first_due(parse_date(outline.due), due_changes)
    last = outline.due_latest
    days = last - first.last_ordinal if first and first.last_ordinal and last else None
    agreed_by = _agreeing_parties(due_changes)
    return MovedDeadline(outline, first.text if first else "", outline.due, outline.moves, days, agreed_by)


def _agreeing_parties(claims: Sequence[DueChange]) -> list[str]:
    return list(dict.fromkeys(claim.agreed_by for claim in claims if claim.agreed_by))
