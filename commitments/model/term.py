"""Judges the term of an instrument on a day: whether it runs, until when, and when notice is due.

It reads no clock: the caller supplies the day.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from commitments.model.calendar.dates import Span, parse_date
from commitments.model.calendar.durations import Duration, add_duration, parse_duration
from commitments.model.lifecycle import OPEN_STATUSES, Renewal, Status, TermState

EXPIRING_DAYS = 90
"""Within how many days an end or a day of notice counts as near, unless the settings say otherwise."""


@dataclass(frozen=True, slots=True)
class Term:
    """The term of an instrument, as its record states it."""

    begins: Span | None = None
    until: Span | None = None
    """The last day of the first term."""
    ends: Span | None = None
    """The day after which a notice or a joint decision ends it."""
    renewal: Renewal | None = None
    period: Duration | None = None
    """The length of each renewal."""
    times: int | None = None
    """The most renewals there may be."""
    notice: Duration | None = None
    is_pending: bool = False
    """Whether it waits for something before it enters into force."""
    noticed: Span | None = None
    """The day on which a party gave notice: nothing renews after the term that runs then."""


class JudgedTerm(NamedTuple):
    """How a term stands on a day."""

    state: TermState
    begins: str
    """The first day as written; empty where unknown."""
    until: str
    """The running end: as written, or the last day of the renewal that runs; empty where unknown or open."""
    notice_by: date | None
    """The last day on which notice against the next renewal can be given."""
    renewed: int
    """How many times it has been renewed tacitly."""
    renews: bool
    """Whether it goes on by itself after `until`."""
    last_day: date | None
    """The latest day of `until`."""


def read_term(value: object) -> Term | None:
    """The term in the field `in_force`; None where it is no mapping. It leaves out what cannot be read."""
    if not isinstance(value, dict):
        return None
    return Term(
        begins=parse_date(value.get("from")),
        until=parse_date(value.get("until")),
        ends=parse_date(value.get("ends")),
        renewal=_RENEWALS.get(str(value.get("renewal"))),
        period=parse_duration(value.get("period")),
        times=_whole_number(value.get("times")),
        notice=parse_duration(value.get("notice")),
        is_pending=bool(value.get("pending")),
        noticed=_notice_day(value.get("notice_given")),
    )


def _notice_day(value: object) -> Span | None:
    return parse_date(value.get("date")) if isinstance(value, dict) else None


_RENEWALS: Mapping[str, Renewal] = {renewal.value: renewal for renewal in Renewal}


def _whole_number(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None


_TERM_FIELDS = ("from", "until", "ends", "renewal", "period", "times", "notice", "pending", "notice_given")


def term_text(value: Mapping[str, Any]) -> str:
    """The field `in_force` as one text for an outline; `parse_term` reads it."""
    kept = {name: value[name] for name in _TERM_FIELDS if name in value}
    if "pending" in kept:
        kept["pending"] = bool(kept["pending"])
    return json.dumps(kept)


@lru_cache(maxsize=65536)
def parse_term(text: str) -> Term:
    """The term that a text of `term_text` means."""
    return read_term(json.loads(text)) or Term()


class _RunningEnd(NamedTuple):
    """The end of the term that runs on a day; the days are None where it is unknown or open."""

    text: str
    first: date | None
    last: date | None
    renewed: int


_NO_END = _RunningEnd("", None, None, 0)


def _running_end(term: Term, status: str, today: date) -> _RunningEnd:
    """The end of the term that runs on a day; only a term that has begun and is not over renews."""
    if term.ends:
        return _RunningEnd(term.ends.text, term.ends.earliest, term.ends.latest, 0)
    until = term.until
    if until is None:
        return _NO_END
    first_end = _RunningEnd(until.text, until.earliest, until.latest, 0)
    if term.renewal is not Renewal.TACIT or until.latest is None or until.latest >= today:
        return first_end
    if not _runs(term, status, today):
        return first_end
    if term.period is None:
        return first_end if term.noticed else _NO_END
    return _renewed_end(until, term.period, term.times, _renewing_until(term, today))


def _runs(term: Term, status: str, today: date) -> bool:
    return status in OPEN_STATUSES and not _has_not_begun(term, status, today)


def _has_not_begun(term: Term, status: str, today: date) -> bool:
    begins = term.begins.earliest if term.begins else None
    return bool(term.is_pending or status == Status.PROPOSED or (begins and begins > today))


def _renewing_until(term: Term, today: date) -> date:
    """The day up to which a term goes on by itself: that of the notice, once one was given."""
    noticed = term.noticed.latest if term.noticed else None
    return min(noticed, today) if noticed else today


def _renewed_end(until: Span, period: Duration, times: int | None, day: date) -> _RunningEnd:
    """The end after the fewest renewals that reach a day; with `times` used up, the last end there is."""
    renewed = _fewest_renewals(until, period, day)
    if times is not None:
        renewed = min(renewed, times)
    if not renewed or until.latest is None:
        return _RunningEnd(until.text, until.earliest, until.latest, 0)
    last = add_duration(until.latest, period, renewed)
    first = add_duration(until.earliest, period, renewed) if until.earliest else None
    return _RunningEnd(last.isoformat() if last else "", first, last, renewed)


def _fewest_renewals(until: Span, period: Duration, today: date) -> int:
    """How many periods after `until` reach a day; each is counted from `until`, so that no day is lost."""
    if until.latest is None:
        return 0
    longest_days = period.months * 31 + period.days
    count = max(0, (today - until.latest).days // longest_days)
    while (end := add_duration(until.latest, period, count)) is not None and end < today:
        count += 1
    return count


def judge_term(term: Term, status: str, today: date, expiring_days: int = EXPIRING_DAYS) -> JudgedTerm:
    """How a term stands on a day, given the status that its record stores; the first state that fits.

    Past means after the latest day that a date can mean.
    """
    end = _running_end(term, status, today)
    spent = term.times is not None and end.renewed >= term.times
    runs = _runs(term, status, today)
    renews = (
        term.renewal is Renewal.TACIT
        and term.ends is None
        and term.noticed is None
        and runs
        and not spent
        and (end.last is None or end.last >= today)
    )
    notice_by = add_duration(end.first, term.notice, -1) if runs and end.first and term.notice else None
    state = _state(term, status, today, expiring_days, end, renews, notice_by)
    begins = term.begins.text if term.begins else ""
    return JudgedTerm(state, begins, end.text, notice_by, end.renewed, renews, end.last)


def _state(
    term: Term,
    status: str,
    today: date,
    expiring_days: int,
    end: _RunningEnd,
    renews: bool,
    notice_by: date | None,
) -> TermState:
    if status not in OPEN_STATUSES or (term.ends and _is_past(term.ends.latest, today)):
        return TermState.ENDED
    if _has_not_begun(term, status, today):
        return TermState.NOT_YET
    if end.last is None:
        return TermState.IN_FORCE
    if end.last < today:
        return TermState.EXPIRED
    if renews:
        near = notice_by is not None and 0 <= (notice_by - today).days <= expiring_days
        return TermState.NOTICE_DUE if near else TermState.IN_FORCE
    return TermState.EXPIRING if (end.last - today).days <= expiring_days else TermState.IN_FORCE


def _is_past(day: date | None, today: date) -> bool:
    return day is not None and day < today
