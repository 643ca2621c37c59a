"""When a recurring commitment falls due. Knows no clock: the caller says how far to look.

The rule is a subset of RFC 5545 RRULE (section 3.3.10). It is expanded here, period by period and
never past a horizon, since general libraries search for ever on rules that yield nothing.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, takewhile

from commitments.model.dates import Precision, Span, label, parse

HORIZON_YEARS = 200
"""How far from its start an endless rule is read; some yield nothing, and would be searched for ever."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = r"(?:[+-]?(?:0?[1-9]|[1-4][0-9]|5[0-3]))?(?:MO|TU|WE|TH|FR|SA|SU)"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_MONTHDAY = r"[+-]?(?:0?[1-9]|[12][0-9]|3[01])"
_POSITION = r"[+-]?(?:[1-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6])"
_PARTS = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9][0-9]{0,2}",
    "COUNT": r"[1-9][0-9]{0,4}",
    "UNTIL": r"[0-9]{8}(?:T[0-9]{6}Z?)?",
    "BYMONTH": rf"{_MONTH}(?:,{_MONTH}){{0,11}}",
    "BYMONTHDAY": rf"{_MONTHDAY}(?:,{_MONTHDAY}){{0,61}}",
    "BYDAY": rf"{_DAY}(?:,{_DAY}){{0,60}}",
    "BYSETPOS": rf"{_POSITION}(?:,{_POSITION}){{0,30}}",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of recurrence, read."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    """Negative ones count from the end of the month."""
    days: frozenset[tuple[int, int]] = frozenset()
    """Ordinal (0 for every) and weekday, Monday being 0."""
    positions: frozenset[int] = frozenset()


def read_rule(text: str) -> Rule | None:
    """The rule of a text that keeps to the grammar; None of any other."""
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, _, value = part.partition("=")
        if name in parts or name not in _PARTS or not re.fullmatch(_PARTS[name], value):
            return None
        parts[name] = value
    until = _day(parts["UNTIL"]) if "UNTIL" in parts else None
    if "FREQ" not in parts or not _holds_together(parts) or ("UNTIL" in parts and until is None):
        return None
    return Rule(
        parts["FREQ"],
        int(parts.get("INTERVAL", 1)),
        int(parts["COUNT"]) if "COUNT" in parts else None,
        until,
        frozenset(_numbers(parts, "BYMONTH")),
        frozenset(_numbers(parts, "BYMONTHDAY")),
        frozenset(_weekday(each) for each in parts.get("BYDAY", "").split(",") if each),
        frozenset(_numbers(parts, "BYSETPOS")),
    )


def _holds_together(parts: dict[str, str]) -> bool:
    numbered = bool(re.search(r"[0-9]", parts.get("BYDAY", "")))
    return not (
        ("COUNT" in parts and "UNTIL" in parts)
        or (numbered and parts["FREQ"] not in ("MONTHLY", "YEARLY"))
        or ("BYMONTHDAY" in parts and parts["FREQ"] == "WEEKLY")
        or ("BYSETPOS" in parts and not parts.keys() & {"BYMONTH", "BYMONTHDAY", "BYDAY"})
    )


def _numbers(parts: dict[str, str], name: str) -> list[int]:
    return [int(each) for each in parts.get(name, "").split(",") if each]


def _weekday(text: str) -> tuple[int, int]:
    return (int(text[:-2] or 0), _WEEKDAYS.index(text[-2:]))


def _day(text: str) -> date | None:
    span = parse(f"{text[:4]}-{text[4:6]}-{text[6:8]}")
    return span.latest if span else None


def occurrences(rule: str, starts: Span, until: date | None = None) -> Iterator[Span]:
    """Occurrences in order, each once, with the precision of `starts`; none after `until`.

    A rule outside the grammar, or a start without a first day, yields nothing.
    """
    read = read_rule(rule)
    if read is None or starts.earliest is None or starts.precision is Precision.INTERVAL:
        return
    ends = [day for day in (until, read.until, _horizon(starts.earliest)) if day]
    seen = ""
    for day in islice(_days(read, starts.earliest, min(ends)), read.count):
        name = label(day, starts.precision)
        if name != seen and (span := parse(name)):
            seen = name
            yield span


def _horizon(start: date) -> date:
    return date(min(start.year + HORIZON_YEARS, 9999), 12, 31)


def _days(rule: Rule, start: date, last: date) -> Iterator[date]:
    for period in takewhile(lambda days: days[0] <= last, _periods(rule, start)):
        kept = [day for day in period if _is_kept(rule, day, start)]
        for day in _at_positions(kept, rule.positions):
            if day > last:
                return
            if day >= start:
                yield day


def _periods(rule: Rule, start: date) -> Iterator[list[date]]:
    """All days of each period that the interval does not skip; ends with the calendar."""
    step = rule.interval
    try:
        if rule.freq == "DAILY":
            yield from ([start + timedelta(days=n)] for n in range(0, 4_000_000, step))
        elif rule.freq == "WEEKLY":
            monday = start - timedelta(days=start.weekday())
            yield from (_run(monday + timedelta(weeks=n), 7) for n in range(0, 600_000, step))
        elif rule.freq == "MONTHLY":
            for month in range(start.year * 12 + start.month - 1, 9999 * 12 + 12, step):
                first = date(month // 12, month % 12 + 1, 1)
                yield _run(first, monthrange(first.year, first.month)[1])
        else:
            for year in range(start.year, 10_000, step):
                yield _run(date(year, 1, 1), 365 + isleap(year))
    except OverflowError:
        return


def _run(first: date, days: int) -> list[date]:
    number = first.toordinal()
    return [date.fromordinal(each) for each in range(number, min(number + days, date.max.toordinal() + 1))]


def _is_kept(rule: Rule, day: date, start: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not _on_month_day(rule, day):
        return False
    if rule.days and not _on_weekday(rule, day):
        return False
    return _on_day_of_start(rule, day, start)


def _on_month_day(rule: Rule, day: date) -> bool:
    from_end = day.day - monthrange(day.year, day.month)[1] - 1
    return day.day in rule.month_days or from_end in rule.month_days


def _on_weekday(rule: Rule, day: date) -> bool:
    weekday = day.weekday()
    if (0, weekday) in rule.days:
        return True
    if all(ordinal == 0 for ordinal, _ in rule.days):
        return False
    if rule.freq == "YEARLY" and not rule.months:
        place, length = day.timetuple().tm_yday, 365 + isleap(day.year)
    else:
        place, length = day.day, monthrange(day.year, day.month)[1]
    forward, backward = (place - 1) // 7 + 1, -((length - place) // 7 + 1)
    return (forward, weekday) in rule.days or (backward, weekday) in rule.days


def _on_day_of_start(rule: Rule, day: date, start: date) -> bool:
    """Where no part of the rule says which day, the day of the start does."""
    if rule.freq == "DAILY" or rule.days or rule.month_days:
        return True
    if rule.freq == "WEEKLY":
        return day.weekday() == start.weekday()
    if day.day != start.day:
        return False
    return rule.freq == "MONTHLY" or bool(rule.months) or day.month == start.month


def _at_positions(days: list[date], positions: Iterable[int]) -> list[date]:
    if not positions:
        return days
    size = len(days)
    places = {place - 1 if place > 0 else size + place for place in positions}
    return [days[place] for place in sorted(places) if 0 <= place < size]
