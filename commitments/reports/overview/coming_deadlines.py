"""Counts the deadlines of the months to come. It asks for no day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from commitments.model.calendar.dates import parse_date
from commitments.model.lifecycle import Timeliness
from commitments.model.outline import Outline
from commitments.model.timeliness import Clock
from commitments.reports.status import JudgedRecord

MONTHS = 12


class MonthOfDeadlines(NamedTuple):
    """One month, and how many deadlines end in it; of the present month, from the day of the clock on."""

    first: date
    records: int
    milestones: int


@dataclass(frozen=True, slots=True)
class ComingDeadlines:
    """The deadlines of open records that somebody accepted, by the last day that each can mean."""

    months: Sequence[MonthOfDeadlines]
    """The present month and those after it."""
    past: int
    later: int
    """Those after the last month."""


def coming_deadlines(
    rows: Iterable[JudgedRecord], clock: Clock, number_of_months: int = MONTHS
) -> ComingDeadlines:
    """The deadlines of some judged records, month by month."""
    today = clock.today
    months = [_month_after(today, number) for number in range(number_of_months)]
    after = _month_after(today, number_of_months)
    counts: dict[bool, Counter[date]] = {False: Counter(), True: Counter()}
    past = later = 0
    for day, is_milestone in _deadlines(rows):
        if day < today:
            past += 1
        elif day >= after:
            later += 1
        else:
            counts[is_milestone][day.replace(day=1)] += 1
    return ComingDeadlines(
        [MonthOfDeadlines(month, counts[False][month], counts[True][month]) for month in months], past, later
    )


_JUDGED_BY_DAY = frozenset({Timeliness.OVERDUE, Timeliness.DUE_SOON, Timeliness.ON_TRACK})


def _deadlines(rows: Iterable[JudgedRecord]) -> Iterator[tuple[date, bool]]:
    """The last day of each deadline, and whether it is a milestone's."""
    for row in rows:
        if row.timeliness in _JUDGED_BY_DAY and row.outline.counts:
            if row.outline.due_latest:
                yield date.fromordinal(row.outline.due_latest), False
            yield from ((day, True) for day in _milestone_days(row.outline))


def _milestone_days(outline: Outline) -> Iterator[date]:
    for milestone in outline.items(outline.scheduled):
        span = parse_date(milestone.rpartition("=")[2])
        if span and span.latest:
            yield span.latest


def _month_after(day: date, number: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(min(year, date.max.year), month + 1, 1)
