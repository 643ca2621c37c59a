"""Judges how an outline stands against its deadlines. It reads no clock: the caller supplies the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from commitments.model.dates import Span, parse_date
from commitments.model.lifecycle import OPEN_STATUSES, ReasonKind, Status, Timeliness
from commitments.model.outline import Outline, missed_occurrences


@dataclass(frozen=True, slots=True)
class Clock:
    """The day of the judgement, and the two distances of the settings."""

    today: date
    due_soon_days: int = 30
    stale_after_days: int = 90


class Reason(NamedTuple):
    """One deadline of a commitment, and how late it is."""

    what: ReasonKind
    id: str | None
    """The id of the milestone, or the date of the occurrence; None for a date of the record itself."""
    due: str
    days_late: int


_FULFILLED, _SUSPENDED = Status.FULFILLED.value, Status.SUSPENDED.value
_OVERDUE, _DUE_SOON, _ON_TRACK = Timeliness.OVERDUE, Timeliness.DUE_SOON, Timeliness.ON_TRACK
# Bound once: looking a member up in its enum costs more than all the comparing below.


def timeliness(outline: Outline, today: int, due_soon_days: int) -> Timeliness:
    """The first timeliness that applies on the day with the ordinal `today`; see docs/timeliness.md."""
    status = outline.status
    if status not in OPEN_STATUSES:
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
    """The days since the earliest date that is past; 0 where none is."""
    if not outline.is_open:
        return 0
    past_days = [day for day in (outline.deadline, outline.missed) if 0 < day < today]
    return today - min(past_days) if past_days else 0


def late_reasons(outline: Outline, today: int) -> list[Reason]:
    """Every date that is past, the longest late first."""
    if not outline.is_open:
        return []
    if outline.status == Status.SUSPENDED:
        review = _late_reason(ReasonKind.REVIEW_BY, None, parse_date(outline.review_by), today)
        return [review] if review else []
    late = [_late_reason(ReasonKind.DUE, None, parse_date(outline.due), today)]
    for milestone in outline.items(outline.scheduled):
        id, _, due = milestone.rpartition("=")
        late.append(_late_reason(ReasonKind.MILESTONE, id, parse_date(due), today))
    for occurrence in missed_occurrences(outline, today):
        late.append(_late_reason(ReasonKind.OCCURRENCE, occurrence.text, occurrence, today))
    return sorted((reason for reason in late if reason), key=lambda reason: -reason.days_late)


def _late_reason(what: ReasonKind, id: str | None, due: Span | None, today: int) -> Reason | None:
    if due is None or not 0 < due.last_ordinal < today:
        return None
    return Reason(what, id, due.text, today - due.last_ordinal)


def governing_reason(outline: Outline, today: int) -> Reason | None:
    """The date that decides the timeliness of an open record: the longest late, else the nearest to come.

    `days_late` is negative for a date to come. Returns None for closed records and for those without a date.
    """
    if not outline.is_open:
        return None
    if 0 < outline.missed < today and not 0 < outline.deadline <= outline.missed:
        first = missed_occurrences(outline, today)[0].text
        return Reason(ReasonKind.OCCURRENCE, first, first, today - outline.missed)
    if not outline.deadline:
        return None
    if outline.status == Status.SUSPENDED:
        return Reason(ReasonKind.REVIEW_BY, None, outline.review_by, today - outline.deadline)
    if outline.due_latest == outline.deadline:
        return Reason(ReasonKind.DUE, None, outline.due, today - outline.deadline)
    for milestone in outline.items(outline.scheduled):
        id, _, due = milestone.rpartition("=")
        span = parse_date(due)
        if span and span.last_ordinal == outline.deadline:
            return Reason(ReasonKind.MILESTONE, id, due, today - outline.deadline)
    return None


def is_stale(outline: Outline, clock: Clock) -> bool:
    """Whether a commitment is open and had no update for `stale_after_days`."""
    return (
        outline.is_open
        and outline.counts
        and clock.today.toordinal() - outline.touched >= clock.stale_after_days
    )
