"""Lists what is late, the worst first, and what soon will be. It must not ask for the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commitments.model.lifecycle import Timeliness
from commitments.model.outline import Outline
from commitments.model.timeliness import Clock
from commitments.reports.status import JudgedRecord, judge, urgency


@dataclass(frozen=True, slots=True)
class OverdueReport:
    """The answer of `overdue`."""

    clock: Clock
    rows: Sequence[JudgedRecord]
    looked_at: int
    """The number of open records, meetings left out."""
    dated: int = 0
    """The number of open records that can be late: with a deadline, or with occurrences."""
    waiting: int = 0
    """The number of open records whose deadline waits for an event."""
    within: int | None = None
    """In days; None lists only what is late."""
    late: int = 0
    """The number of records that are late."""
    hidden: int = 0
    """The number of records that a limit cuts from the list."""
    is_by_urgency: bool = True
    """Whether the rows stand in the order of urgency, and so in their groups."""


def overdue(outlines: Iterable[Outline], clock: Clock, within: int | None = None) -> OverdueReport:
    """The overdue records, and those whose deadline comes within a number of days."""
    rows = [judge(outline, clock) for outline in outlines if outline.is_open and outline.counts]
    late = [row for row in rows if row.timeliness is Timeliness.OVERDUE or _is_due_within(row, within)]
    return OverdueReport(
        clock,
        sorted(late, key=urgency),
        looked_at=len(rows),
        dated=sum(1 for row in rows if row.timeliness in _DATED or row.outline.missed),
        waiting=sum(1 for row in rows if row.outline.due_event and not row.outline.deadline),
        within=within,
        late=sum(1 for row in rows if row.timeliness is Timeliness.OVERDUE),
    )


_DATED = frozenset({Timeliness.OVERDUE, Timeliness.DUE_SOON, Timeliness.ON_TRACK})


def _is_due_within(row: JudgedRecord, within: int | None) -> bool:
    return within is not None and row.days_left is not None and row.days_left <= within
