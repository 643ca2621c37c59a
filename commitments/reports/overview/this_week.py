"""Picks what needs somebody now: overdue, due soon, due for a look, notice to give. It asks for no day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commitments.model.lifecycle import TermState, Timeliness
from commitments.model.term import JudgedTerm
from commitments.model.timeliness import is_review_due, outline_term
from commitments.reports.status import JudgedRecord, urgency


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """What needs somebody now; a record may stand in several lists. Meetings stand in none."""

    overdue: Sequence[JudgedRecord]
    """The longest late first."""
    due_soon: Sequence[JudgedRecord]
    """The nearest deadline first."""
    review_due: Sequence[JudgedRecord]
    notices: Sequence[tuple[JudgedRecord, JudgedTerm]]
    """Instruments that renew tacitly unless notice is given soon; the nearest day of notice first."""
    ending: Sequence[tuple[JudgedRecord, JudgedTerm]]
    """Instruments whose term ends soon; the nearest end first."""


def this_week(rows: Sequence[JudgedRecord]) -> ThisWeek:
    """What of some judged records needs somebody now."""
    ordered = sorted((row for row in rows if row.outline.counts), key=urgency)
    return ThisWeek(
        [row for row in ordered if row.timeliness is Timeliness.OVERDUE],
        [row for row in ordered if row.timeliness is Timeliness.DUE_SOON],
        [row for row in ordered if is_review_due(row.outline, row.today)],
        sorted(_in_state(ordered, TermState.NOTICE_DUE), key=lambda pair: str(pair[1].notice_by)),
        sorted(_in_state(ordered, TermState.EXPIRING), key=lambda pair: str(pair[1].last_day)),
    )


def _in_state(rows: Sequence[JudgedRecord], state: TermState) -> list[tuple[JudgedRecord, JudgedTerm]]:
    terms = ((row, outline_term(row.outline, row.clock)) for row in rows)
    return [(row, term) for row, term in terms if term is not None and term.state is state]
