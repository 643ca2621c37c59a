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


def timeliness(outline: Outline, today: int, due_soon_days: int) -> Timeliness:
    """The first that fits, on the day with this ordinal; see *timeliness* in docs/timeliness.md."""
    status = outline.status
    if status not in OPEN:
        if status == _FULFILLED:
            return Timeliness.DONE_LATE if outline.late else Timeliness.DONE_ON_TIME
        return Timeliness.CLOSED
    deadline = outline.deadline
    if 0 < deadline < today:
        return _OVERDUE
    if status == _SUSPENDED:
        return Timeliness.SUSPENDED
    if 0 < outline.missed < today:
        return _OVERDUE
    if not deadline:
        return Timeliness.UNDATED
    return _DUE_SOON if deadline - today <= due_soon_days else _ON_TRACK


def days_late(outline: Outline, today: int) -> int:
    """Days since the last day of what has been late longest; 0 where nothing is."""
    if not outline.is_open:
        return 0
    firsts = [day for day in (outline.deadline, outline.missed) if 0 < day < today]
    return today - min(firsts) if firsts else 0


def reasons(outline: Outline, today: int) -> list[Reason]:
    """Everything that is past, the longest late first."""
    if not outline.is_open:
        return []
    if outline.status == Status.SUSPENDED:
        review = _reason(What.REVIEW_BY, None, parse(outline.review_by), today)
        return [review] if review else []
    found = [_reason(What.DUE, None, parse(outline.due), today)]
    for item in outline.items(outline.scheduled):
        name, _, due = item.rpartition("=")
        found.append(_reason(What.MILESTONE, name, parse(due), today))
    for span in missed_occurrences(outline, today):
        found.append(_reason(What.OCCURRENCE, span.text, span, today))
    return sorted((entry for entry in found if entry), key=lambda row: -row.days_late)


def _reason(what: What, name: str | None, due: Span | None, today: int) -> Reason | None:
    if due is None or not 0 < due.last_ordinal < today:
        return None
    return Reason(what, name, due.text, today - due.last_ordinal)


def governing(outline: Outline, today: int) -> Reason | None:
    """What the timeliness of an open record hangs on: the longest late, else the nearest to come.

    `days_late` is negative for what is still to come; None for closed records and those without a date.
    """
    if not outline.is_open:
        return None
    if 0 < outline.missed < today and not 0 < outline.deadline <= outline.missed:
        first = missed_occurrences(outline, today)[0].text
        return Reason(What.OCCURRENCE, first, first, today - outline.missed)
    if not outline.deadline:
        return None
    if outline.status == Status.SUSPENDED:
        return Reason(What.REVIEW_BY, None, outline.review_by, today - outline.deadline)
    if outline.due_latest == outline.deadline:
        return Reason(What.DUE, None, outline.due, today - outline.deadline)
    for item in outline.items(outline.scheduled):
        name, _, due = item.rpartition("=")
        span = parse(due)
        if span and span.last_ordinal == outline.deadline:
            return Reason(What.MILESTONE, name, due, today - outline.deadline)
    return None


def is_stale(outline: Outline, clock: Clock) -> bool:
    """Open, and nothing heard of it for `stale_after_days`."""
    return (
        outline.is_open
        and outline.counts
        and clock.today.toordinal() - outline.touched >= clock.stale_after_days
    )
