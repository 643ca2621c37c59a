"""Judges how an outline stands on a day: against its deadlines, its term, and the news of it.

It reads no clock: the caller supplies the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from commitments.model.calendar.dates import Span, parse_date
from commitments.model.lifecycle import OPEN_STATUSES, Kind, ReasonKind, TermState, Timeliness
from commitments.model.members import member_of
from commitments.model.news import latest_news
from commitments.model.outline import Outline
from commitments.model.owed_occurrences import MISSED_LISTED, missed_occurrences
from commitments.model.term import EXPIRING_DAYS, JudgedTerm, judge_term, parse_term


@dataclass(frozen=True, slots=True)
class Clock:
    """The day of the judgement, and the distances of the settings in days."""

    today: date
    due_soon_days: int = 30
    stale_after_days: int = 90
    expiring_days: int = EXPIRING_DAYS
    members: Mapping[str, Clock] = field(default_factory=dict)
    """The clock of each member of a roof, by its name; that of the roof's own records has an empty name."""

    def of_record(self, id: str) -> Clock:
        """The clock that judges the record with this id: that of its member."""
        return self.members.get(member_of(id) or "", self) if self.members else self

    @property
    def shared_due_soon_days(self) -> int | None:
        """`due_soon_days` where all records are judged by one; None where members of a roof differ."""
        return self._shared_days("due_soon_days")

    @property
    def shared_stale_after_days(self) -> int | None:
        """`stale_after_days` where all records are judged by one; None where members of a roof differ."""
        return self._shared_days("stale_after_days")

    def _shared_days(self, name: str) -> int | None:
        values = {getattr(clock, name) for clock in self.members.values() or (self,)}
        return values.pop() if len(values) == 1 else None


class Reason(NamedTuple):
    """One date of a commitment that is past, and how long ago it passed."""

    what: ReasonKind
    id: str | None
    """The id of the milestone, or the date of the occurrence; None for a date of the record itself."""
    due: str
    days_late: int


_TIMELINESS_BY_WORD = {state.value: state for state in Timeliness}
_OVERDUE, _DUE_SOON, _ON_TRACK = Timeliness.OVERDUE, Timeliness.DUE_SOON, Timeliness.ON_TRACK
# Bound once: looking a member up in its enum costs more than all the comparing below.
_MEETING = Kind.MEETING.value
_OVER = frozenset({TermState.EXPIRED, TermState.ENDED})


def timeliness(outline: Outline, today: int, due_soon_days: int) -> Timeliness:
    """The first timeliness that applies on the day with the ordinal `today`; see docs/timeliness.md."""
    if outline.term and has_term_over(outline, today):
        return Timeliness.CLOSED
    if outline.settled:
        return _TIMELINESS_BY_WORD[outline.settled]
    deadline = outline.deadline
    if 0 < deadline < today or 0 < outline.missed < today:
        return _OVERDUE
    if not deadline:
        return Timeliness.UNDATED
    return _DUE_SOON if deadline - today <= due_soon_days else _ON_TRACK


def has_term_over(outline: Outline, today: int) -> bool:
    """Whether the term of an instrument has expired or ended."""
    term = judge_term(parse_term(outline.term), outline.status, date.fromordinal(today))
    return term.state in _OVER


def outline_term(outline: Outline, clock: Clock) -> JudgedTerm | None:
    """How the term of an instrument stands; None for a record without one."""
    if not outline.term:
        return None
    return judge_term(parse_term(outline.term), outline.status, clock.today, clock.expiring_days)


def days_late(outline: Outline, today: int) -> int:
    """The days since the earliest deadline that is past, of a record that is overdue."""
    return today - min(day for day in (outline.deadline, outline.missed) if 0 < day < today)


def past_reasons(
    outline: Outline, state: Timeliness, today: int, most_missed: int | None = MISSED_LISTED
) -> list[Reason]:
    """Every date that is past and matters: deadlines of an overdue record, and a look that is due.

    The longest past comes first. `most_missed` bounds the missed occurrences; None names all of them.
    """
    reasons = [_past_reason(ReasonKind.REVIEW_BY, None, parse_date(outline.review_by), today)]
    if state is _OVERDUE:
        reasons.append(_past_reason(ReasonKind.DUE, None, parse_date(outline.due), today))
        for milestone in outline.items(outline.scheduled):
            id, _, due = milestone.rpartition("=")
            reasons.append(_past_reason(ReasonKind.MILESTONE, id, parse_date(due), today))
        for occurrence in missed_occurrences(outline, today, most_missed):
            reasons.append(_past_reason(ReasonKind.OCCURRENCE, occurrence.text, occurrence, today))
    return sorted((reason for reason in reasons if reason), key=lambda reason: -reason.days_late)


def _past_reason(what: ReasonKind, id: str | None, due: Span | None, today: int) -> Reason | None:
    if due is None or not 0 < due.last_ordinal < today:
        return None
    return Reason(what, id, due.text, today - due.last_ordinal)


def governing_deadline(outline: Outline, state: Timeliness, today: int) -> Reason | None:
    """The deadline that decides whether a record is overdue, due soon or on track.

    It is the longest late, else the nearest to come; `days_late` is negative for a date to come. Returns None
    for every other timeliness.
    """
    if state not in (_OVERDUE, _DUE_SOON, _ON_TRACK):
        return None
    if 0 < outline.missed < today and not 0 < outline.deadline <= outline.missed:
        first = missed_occurrences(outline, today)[0].text
        return Reason(ReasonKind.OCCURRENCE, first, first, today - outline.missed)
    if outline.due_latest == outline.deadline:
        return Reason(ReasonKind.DUE, None, outline.due, today - outline.deadline)
    for milestone in outline.items(outline.scheduled):
        id, _, due = milestone.rpartition("=")
        span = parse_date(due)
        if span and span.last_ordinal == outline.deadline:
            return Reason(ReasonKind.MILESTONE, id, due, today - outline.deadline)
    return None


def heard_day(outline: Outline, today: int) -> int:
    """The ordinal of the day of the latest news up to today; 0 where nothing was ever heard."""
    if outline.heard_first <= today:
        return min(outline.heard_last, today)
    pairs = (pair.split("-") for pair in outline.items(outline.heard_before))
    return latest_news(((int(first), int(last)) for first, last in pairs), today)


def days_of_silence(outline: Outline, heard: int, today: int) -> int | None:
    """The days without news of an open record, last heard of on a day; None for closed ones and meetings.

    Where nothing was ever heard, they run from the day it was made or its source was published, if known.
    """
    if outline.status not in OPEN_STATUSES or outline.kind == _MEETING:
        return None
    silent_from = heard or outline.silent_from
    return max(0, today - silent_from) if silent_from else None


def is_review_due(outline: Outline, today: int) -> bool:
    """Whether the day to look at an open record again is past."""
    review_by = parse_date(outline.review_by)
    return review_by is not None and 0 < review_by.last_ordinal < today


def stands_by_moved_deadline(outline: Outline, state: Timeliness, today: int) -> bool:
    """Whether a record is in time only since a deadline moved."""
    if outline.in_time_by_moved:
        return state is Timeliness.DONE_ON_TIME
    return state in (_ON_TRACK, _DUE_SOON) and 0 < outline.first_deadline < today
