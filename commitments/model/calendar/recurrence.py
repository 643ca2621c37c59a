"""Finds when a recurring commitment falls due. It knows no clock: the caller says how far to look.

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
from typing import Literal, assert_never, cast

from commitments.model.calendar.dates import Precision, Span, date_text, parse_date

HORIZON_YEARS = 200
"""How many years from its start an endless rule is read; some rules never yield an occurrence."""

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


Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
"""The periods that a rule of recurrence counts in."""


@dataclass(frozen=True, slots=True)
class RecurrenceRule:
    """A rule of recurrence, with the parts of RFC 5545."""

    freq: Frequency
    interval: int = 1
    count: int | None = None
    until: date | None = None
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    """Days of the month; negative ones count from its end."""
    days: frozenset[tuple[int, int]] = frozenset()
    """Pairs of ordinal (0 means each one) and weekday (0 means Monday)."""
    positions: frozenset[int] = frozenset()


def read_rule(text: str) -> RecurrenceRule | None:
    """The rule that a text means; None where the text breaks the grammar."""
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, _, value = part.partition("=")
        if name in parts or name not in _PARTS or not re.fullmatch(_PARTS[name], value):
            return None
        parts[name] = value
    until = _until_day(parts["UNTIL"]) if "UNTIL" in parts else None
    if "FREQ" not in parts or not _is_consistent(parts) or ("UNTIL" in parts and until is None):
        return None
    return RecurrenceRule(
        cast(Frequency, parts["FREQ"]),
        int(parts.get("INTERVAL", 1)),
        int(parts["COUNT"]) if "COUNT" in parts else None,
        until,
        frozenset(_read_numbers(parts, "BYMONTH")),
        frozenset(_read_numbers(parts, "BYMONTHDAY")),
        frozenset(_read_weekday(text) for text in parts.get("BYDAY", "").split(",") if text),
        frozenset(_read_numbers(parts, "BYSETPOS")),
    )


def _is_consistent(parts: dict[str, str]) -> bool:
    has_ordinal = bool(re.search(r"[0-9]", parts.get("BYDAY", "")))
    return not (
        ("COUNT" in parts and "UNTIL" in parts)
        or (has_ordinal and parts["FREQ"] not in ("MONTHLY", "YEARLY"))
        or ("BYMONTHDAY" in parts and parts["FREQ"] == "WEEKLY")
        or ("BYSETPOS" in parts and not parts.keys() & {"BYMONTH", "BYMONTHDAY", "BYDAY"})
    )


def _read_numbers(parts: dict[str, str], name: str) -> list[int]:
    return [int(number) for number in parts.get(name, "").split(",") if number]


def _read_weekday(text: str) -> tuple[int, int]:
    return (int(text[:-2] or 0), _WEEKDAYS.index(text[-2:]))


def _until_day(text: str) -> date | None:
    span = parse_date(f"{text[:4]}-{text[4:6]}-{text[6:8]}")
    return span.latest if span else None


def occurrences(rule: str, starts: Span, until: date | None = None) -> Iterator[Span]:
    """Yields the occurrences of a rule in order, each once, in the precision of `starts`, up to `until`.

    A rule that breaks the grammar, or a start without a first day, yields nothing.
    """
    parsed = read_rule(rule)
    if parsed is None or starts.earliest is None or starts.precision is Precision.INTERVAL:
        return
    previous = ""
    for day in islice(_days(parsed, starts.earliest, until), parsed.count):
        text = date_text(day, starts.precision)
        if text != previous and (span := parse_date(text)):
            previous = text
            yield span


def never_occurs(rule: str, starts: Span | None) -> bool:
    """Whether a rule of the grammar yields nothing from its start; without a start, from any.

    Without a start, the first day of a year stands for all starts: every month has a day 1, and a start
    may lie in any period that the interval would skip.
    """
    parsed = read_rule(rule)
    if parsed is None:
        return False
    if starts is None:
        return next(_days(replace(parsed, interval=1), _ANY_START), None) is None
    if starts.earliest is None or starts.precision is Precision.INTERVAL:
        return False
    return next(_days(parsed, starts.earliest), None) is None


_ANY_START = date(1900, 1, 1)


def _days(rule: RecurrenceRule, start: date, until: date | None = None) -> Iterator[date]:
    """Yields the days of a rule from its start to `until`, at most to the horizon."""
    if not _is_possible(rule):
        return
    horizon = date(min(start.year + HORIZON_YEARS, date.max.year), 12, 31)
    last = min(day for day in (until, rule.until, horizon) if day).toordinal()
    offsets: dict[Hashable, list[int]] = {}
    for first, period_type in _periods(rule, start):
        first_ordinal = first.toordinal()
        if first_ordinal > last:
            return
        if period_type not in offsets:
            offsets[period_type] = _day_offsets(rule, first, start)
        for ordinal in (first_ordinal + offset for offset in offsets[period_type]):
            if ordinal > last:
                return
            if ordinal >= start.toordinal():
                yield date.fromordinal(ordinal)


def _is_possible(rule: RecurrenceRule) -> bool:
    """Whether the parts of a rule allow any day; the day may still lie beyond the horizon."""
    most_days = {"DAILY": 1, "WEEKLY": max(len(rule.days), 1), "MONTHLY": 31, "YEARLY": 366}[rule.freq]
    if rule.positions and min(map(abs, rule.positions)) > most_days:
        return False
    lengths = [monthrange(2000, month)[1] for month in rule.months or range(1, 13)]
    return not rule.month_days or min(map(abs, rule.month_days)) <= max(lengths)


def _periods(rule: RecurrenceRule, start: date) -> Iterator[tuple[date, Hashable]]:
    """Yields the first day and the type of each period that the interval does not skip.

    In periods of one type a rule allows the same days, counted from the first. Ends with the calendar.
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
        elif rule.freq == "YEARLY":
            for year in range(start.year, 10_000, step):
                yield date(year, 1, 1), (isleap(year), date(year, 1, 1).weekday())
        else:
            assert_never(rule.freq)
    except OverflowError:
        return


def _day_offsets(rule: RecurrenceRule, first: date, start: date) -> list[int]:
    """The days that a rule allows in a period, counted from its first day."""
    length = {
        "DAILY": 1,
        "WEEKLY": 7,
        "MONTHLY": monthrange(first.year, first.month)[1],
        "YEARLY": 365 + isleap(first.year),
    }[rule.freq]
    begin = first.toordinal()
    end = min(begin + length, date.max.toordinal() + 1)
    days = (date.fromordinal(ordinal) for ordinal in range(begin, end))
    offsets = [day.toordinal() - begin for day in days if _is_kept(rule, day, start)]
    return _select_positions(offsets, rule.positions)


def _is_kept(rule: RecurrenceRule, day: date, start: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not _is_on_month_day(rule, day):
        return False
    if rule.days and not _is_on_weekday(rule, day):
        return False
    return _fits_start(rule, day, start)


def _is_on_month_day(rule: RecurrenceRule, day: date) -> bool:
    from_end = day.day - monthrange(day.year, day.month)[1] - 1
    return day.day in rule.month_days or from_end in rule.month_days


def _is_on_weekday(rule: RecurrenceRule, day: date) -> bool:
    weekday = day.weekday()
    if (0, weekday) in rule.days:
        return True
    if all(ordinal == 0 for ordinal, _ in rule.days):
        return False
    if rule.freq == "YEARLY" and not rule.months:
        number, length = day.timetuple().tm_yday, 365 + isleap(day.year)
    else:
        number, length = day.day, monthrange(day.year, day.month)[1]
    forward, backward = (number - 1) // 7 + 1, -((length - number) // 7 + 1)
    return (forward, weekday) in rule.days or (backward, weekday) in rule.days


def _fits_start(rule: RecurrenceRule, day: date, start: date) -> bool:
    """Whether a day fits the day of the start, which decides where no part of the rule names a day."""
    if rule.freq == "DAILY" or rule.days or rule.month_days:
        return True
    if rule.freq == "WEEKLY":
        return day.weekday() == start.weekday()
    if day.day != start.day:
        return False
    return rule.freq == "MONTHLY" or bool(rule.months) or day.month == start.month


def _select_positions(offsets: list[int], positions: Iterable[int]) -> list[int]:
    if not positions:
        return offsets
    size = len(offsets)
    indexes = {position - 1 if position > 0 else size + position for position in positions}
    return [offsets[index] for index in sorted(indexes) if 0 <= index < size]
