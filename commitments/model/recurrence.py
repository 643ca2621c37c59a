"""When a recurring commitment falls due. Knows no clock: the caller says how far to look.

The rule is a subset of RFC 5545 RRULE (section 3.3.10). It is expanded here, period by period and
never past a horizon, since general libraries search for ever on rules that yield nothing.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

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
class RecurrenceRule:
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


def read_rule(text: str) -> RecurrenceRule | None:
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
    return RecurrenceRule(
        parts["FREQ"],
        int(parts.get("INTERVAL", 1)),
        int(parts["COUNT"]) if "COUNT" in parts else None,
        until,
        frozenset(_numbers(parts, "BYMONTH")),
        frozenset(_numbers(parts, "BYMONTHDAY")),
        frozenset(_weekday(item) for item in parts.get("BYDAY", "").split(",") if item),
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
    return [int(part) for part in parts.get(name, "").split(",") if part]


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
    seen = ""
    for day in islice(_days(read, starts.earliest, until), read.count):
        name = label(day, starts.precision)
        if name != seen and (span := parse(name)):
            seen = name
            yield span


def never_occurs(rule: str, starts: Span | None) -> bool:
    """Whether a rule of the grammar yields nothing: from its start or, without one, from any start.

    Where no start is given, the first day of a year stands for all: every month has a day 1, and a start
    may stand in any period that the interval would skip.
    """
    read = read_rule(rule)
    if read is None:
        return False
    if starts is None:
        return next(_days(replace(read, interval=1), _ANY_START), None) is None
    if starts.earliest is None or starts.precision is Precision.INTERVAL:
        return False
    return next(_days(read, starts.earliest), None) is None


_ANY_START = date(1900, 1, 1)


def _days(rule: RecurrenceRule, start: date, until: date | None = None) -> Iterator[date]:
    """The days of a rule from its start to the horizon, or until a day before that."""
    if not _is_possible(rule):
        return
    horizon = date(min(start.year + HORIZON_YEARS, date.max.year), 12, 31)
    last = min(day for day in (until, rule.until, horizon) if day).toordinal()
    offsets: dict[Hashable, list[int]] = {}
    for first, sort in _periods(rule, start):
        number = first.toordinal()
        if number > last:
            return
        if sort not in offsets:
            offsets[sort] = _offsets(rule, first, start)
        for day in (number + offset for offset in offsets[sort]):
            if day > last:
                return
            if day >= start.toordinal():
                yield date.fromordinal(day)


def _is_possible(rule: RecurrenceRule) -> bool:
    """Whether the parts of a rule leave a day at all; what they leave need not come before the horizon."""
    most = {"DAILY": 1, "WEEKLY": max(len(rule.days), 1), "MONTHLY": 31, "YEARLY": 366}[rule.freq]
    if rule.positions and min(map(abs, rule.positions)) > most:
        return False
    lengths = [monthrange(2000, month)[1] for month in rule.months or range(1, 13)]
    return not rule.month_days or min(map(abs, rule.month_days)) <= max(lengths)


def _periods(rule: RecurrenceRule, start: date) -> Iterator[tuple[date, Hashable]]:
    """The first day of each period that the interval does not skip, and of which sort the period is.

    Periods of one sort hold the same days of a rule, counted from their first. Ends with the calendar.
    """
    step = rule.interval
    try:
        if rule.freq == "DAILY":
            for number in range(0, 4_000_000, step):
                day = start + timedelta(days=number)
                yield day, (day.month, day.day, monthrange(day.year, day.month)[1], day.weekday())
        elif rule.freq == "WEEKLY":
            monday = start - timedelta(days=start.weekday())
            for number in range(0, 600_000, step):
                first = monday + timedelta(weeks=number)
                yield first, (first.month, min(monthrange(first.year, first.month)[1] - first.day, 6))
        elif rule.freq == "MONTHLY":
            for month in range(start.year * 12 + start.month - 1, 9999 * 12 + 12, step):
                first = date(month // 12, month % 12 + 1, 1)
                yield first, (first.month, monthrange(first.year, first.month)[1], first.weekday())
        else:
            for year in range(start.year, 10_000, step):
                yield date(year, 1, 1), (isleap(year), date(year, 1, 1).weekday())
    except OverflowError:
        return


def _offsets(rule: RecurrenceRule, first: date, start: date) -> list[int]:
    """The days of a rule in a period, counted from its first."""
    length = {
        "DAILY": 1,
        "WEEKLY": 7,
        "MONTHLY": monthrange(first.year, first.month)[1],
        "YEARLY": 365 + isleap(first.year),
    }[rule.freq]
    number = first.toordinal()
    days = (date.fromordinal(day) for day in range(number, min(number + length, _LAST + 1)))
    kept = [day.toordinal() - number for day in days if _is_kept(rule, day, start)]
    return _at_positions(kept, rule.positions)


_LAST = date.max.toordinal()


def _is_kept(rule: RecurrenceRule, day: date, start: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not _on_month_day(rule, day):
        return False
    if rule.days and not _on_weekday(rule, day):
        return False
    return _on_day_of_start(rule, day, start)


def _on_month_day(rule: RecurrenceRule, day: date) -> bool:
    from_end = day.day - monthrange(day.year, day.month)[1] - 1
    return day.day in rule.month_days or from_end in rule.month_days


def _on_weekday(rule: RecurrenceRule, day: date) -> bool:
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


def _on_day_of_start(rule: RecurrenceRule, day: date, start: date) -> bool:
    """Where no part of the rule says which day, the day of the start does."""
    if rule.freq == "DAILY" or rule.days or rule.month_days:
        return True
    if rule.freq == "WEEKLY":
        return day.weekday() == start.weekday()
    if day.day != start.day:
        return False
    return rule.freq == "MONTHLY" or bool(rule.months) or day.month == start.month


def _at_positions(days: list[int], positions: Iterable[int]) -> list[int]:
    if not positions:
        return days
    size = len(days)
    places = {place - 1 if place > 0 else size + place for place in positions}
    return [days[place] for place in sorted(places) if 0 <= place < size]
