"""How an outline stands against its deadlines on a day. Pure: the caller supplies the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from commitments.model.dates import Span, parse
from commitments.model.lifecycle import OPEN, Status, Timeliness, What
from commitments.model.outline import Outline, missed_occurrences


@dataclass(frozen=True, slots=True)
class Clock:
    """The day on which is judged, and the two distances of the settings."""

    today: date
    due_soon_days: int = 30
    stale_after_days: int = 90


class Reason(NamedTuple):
    """One thing that is past."""

    what: What
    id: str | None
    """The milestone's id or the occurrence; None for the record's own date."""
    due: str
    days_late: int


_FULFILLED, _SUSPENDED = Status.FULFILLED.value, Status.SUSPENDED.value
_OVERDUE, _DUE_SOON, _ON_TRACK = Timeliness.OVERDUE, Timeliness.DUE_SOON, Timeliness.ON_TRACK
# Bound once: looking a member up in its enum costs more than all the comparing below.


def timeliness(of: Outline, today: int, due_soon_days: int) -> Timeliness:
    """The first that fits, on the day with this ordinal; see *timeliness* in docs/timeliness.md."""
    status = of.status
    if status not in OPEN:
        if status == _FULFILLED:
            return Timeliness.DONE_LATE if of.late else Timeliness.DONE_ON_TIME
        return Timeliness.CLOSED
    deadline = of.deadline
    if 0 < deadline < today:
        return _OVERDUE
    if status == _SUSPENDED:
        return Timeliness.SUSPENDED
    if 0 < of.missed < today:
        return _OVERDUE
    if not deadline:
        return Timeliness.UNDATED
    return _DUE_SOON if deadline - today <= due_soon_days else _ON_TRACK


def days_late(of: Outline, today: int) -> int:
    """Days since the last day of what has been late longest; 0 where nothing is."""
    if not of.is_open:
        return 0
    firsts = [day for day in (of.deadline, of.missed) if 0 < day < today]
    return today - min(firsts) if firsts else 0


def reasons(of: Outline, today: int) -> list[Reason]:
    """Everything that is past, the longest late first."""
    if not of.is_open:
        return []
    if of.status == Status.SUSPENDED:
        review = _reason(What.REVIEW_BY, None, parse(of.review_by), today)
        return [review] if review else []
    found = [_reason(What.DUE, None, parse(of.due), today)]
    for item in of.items(of.scheduled):
        name, _, due = item.rpartition("=")
        found.append(_reason(What.MILESTONE, name, parse(due), today))
    for span in missed_occurrences(of, today):
        found.append(_reason(What.OCCURRENCE, span.text, span, today))
    return sorted((each for each in found if each), key=lambda each: -each.days_late)


def _reason(what: What, name: str | None, due: Span | None, today: int) -> Reason | None:
    if due is None or not 0 < due.last_ordinal < today:
        return None
    return Reason(what, name, due.text, today - due.last_ordinal)


def governing(of: Outline, today: int) -> Reason | None:
    """What the timeliness of an open record hangs on: the longest late, else the nearest to come.

    `days_late` is negative for what is still to come; None for closed records and those without a date.
    """
    if not of.is_open:
        return None
    if 0 < of.missed < today and not 0 < of.deadline <= of.missed:
        first = missed_occurrences(of, today)[0].text
        return Reason(What.OCCURRENCE, first, first, today - of.missed)
    if not of.deadline:
        return None
    if of.status == Status.SUSPENDED:
        return Reason(What.REVIEW_BY, None, of.review_by, today - of.deadline)
    if of.due_latest == of.deadline:
        return Reason(What.DUE, None, of.due, today - of.deadline)
    for item in of.items(of.scheduled):
        name, _, due = item.rpartition("=")
        span = parse(due)
        if span and span.last_ordinal == of.deadline:
            return Reason(What.MILESTONE, name, due, today - of.deadline)
    return None


def is_stale(of: Outline, clock: Clock) -> bool:
    """Open, and nothing heard of it for `stale_after_days`."""
    return of.is_open and of.counts and clock.today.toordinal() - of.touched >= clock.stale_after_days
