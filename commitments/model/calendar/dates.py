"""Finds the days that a date of a record can mean, with its precision. It knows no clock and no time zone.

The forms are those of EDTF (ISO 8601-2:2019, levels 0 to 2) that people use for deadlines:
a day, a month, a quarter, a half, a year, an interval, open ends, `~` and `?`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import assert_never

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years that a date may have; any other year is a mistake."""

LIKELY_FROM, LIKELY_UNTIL = 1990, 2100
"""The years in which commitments happen and fall due."""

SPREADSHEETS_BEGIN = date(1899, 12, 30)
"""The day from which spreadsheets count; right from March 1900 on, since they take 1900 for a leap year."""

_BUDDHIST_ERA = 543
"""How many years the Buddhist era is ahead."""


class Precision(IntEnum):
    """The width of a simple date in months; 0 for a day, -1 for an interval, which has no such width."""

    DAY = 0
    MONTH = 1
    QUARTER = 3
    HALF = 6
    YEAR = 12
    INTERVAL = -1


@dataclass(frozen=True, slots=True)
class Span:
    """A date as written, and the first and last day it can mean."""

    text: str
    earliest: date | None
    """None where the beginning is open."""
    latest: date | None
    """None where the end is open."""
    precision: Precision
    approximate: bool = False
    uncertain: bool = False

    def lies_within(self, first: int, last: int) -> bool:
        """Whether both ends, as far as they are closed, lie in the years from `first` to `last`."""
        begins, ends = self.earliest, self.latest
        return (begins is None or first <= begins.year <= last) and (
            ends is None or first <= ends.year <= last
        )

    @property
    def last_ordinal(self) -> int:
        """The proleptic ordinal of the latest day; 0 where it is open."""
        return self.latest.toordinal() if self.latest else 0


_SIMPLE = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?))?"
    r"(?P<mark>[~?]?)"
)
_QUARTER_CODES = {33: 1, 34: 2, 35: 3, 36: 4}
_HALF_CODES = {40: 1, 41: 2}


def parse_date(value: object) -> Span | None:
    """The span that the value of a field means: a text, or a year as an integer; None for all others."""
    if isinstance(value, str):
        return _parse_text(value)
    if type(value) is int and 1000 <= value <= 9999:
        return _parse_text(str(value))
    return None


@lru_cache(maxsize=65536)
def _parse_text(text: str) -> Span | None:
    if "/" in text:
        return _parse_interval(text)
    return _parse_simple(text)


def _parse_interval(text: str) -> Span | None:
    left, _, right = text.partition("/")
    first = None if left == ".." else _parse_simple(left)
    last = None if right == ".." else _parse_simple(right)
    if (first is None and left != "..") or (last is None and right != ".."):
        return None
    earliest = first.earliest if first else None
    latest = last.latest if last else None
    if (earliest is None and latest is None) or (earliest and latest and earliest > latest):
        return None
    ends = [end for end in (first, last) if end]
    return Span(
        text,
        earliest,
        latest,
        Precision.INTERVAL,
        approximate=any(end.approximate for end in ends),
        uncertain=any(end.uncertain for end in ends),
    )


def _parse_simple(text: str) -> Span | None:
    match = _SIMPLE.fullmatch(text)
    if match is None or int(match["year"]) == 0:
        return None
    first_and_width = _first_and_width(int(match["year"]), match)
    if first_and_width is None:
        return None
    first, width = first_and_width
    return Span(
        text,
        first,
        _last_day(first, width),
        width,
        approximate=match["mark"] == "~",
        uncertain=match["mark"] == "?",
    )


def _first_and_width(year: int, match: re.Match[str]) -> tuple[date, Precision] | None:
    month = int(match["month"] or 0)
    quarter = int(match["quarter"] or 0) or _QUARTER_CODES.get(month)
    half = int(match["half"] or 0) or _HALF_CODES.get(month)
    if quarter or half:
        if match["day"]:
            return None
        if quarter:
            return date(year, 3 * quarter - 2, 1), Precision.QUARTER
        return date(year, 1 if half == 1 else 7, 1), Precision.HALF
    if match["month"] is None:
        return date(year, 1, 1), Precision.YEAR
    try:
        if match["day"]:
            return date(year, month, int(match["day"])), Precision.DAY
        return date(year, month, 1), Precision.MONTH
    except ValueError:
        return None


def _last_day(first: date, width: Precision) -> date:
    if width is Precision.DAY:
        return first
    month = first.month + width - 1
    return date(first.year, month, monthrange(first.year, month)[1])


def in_common_era(text: str) -> str:
    """A date of the Buddhist era, written in the common era; empty where its years are then unlikely."""
    converted = re.sub("(?<![0-9-])[0-9]{4}", lambda match: f"{int(match[0]) - _BUDDHIST_ERA:04}", text)
    span = parse_date(converted)
    return converted if span and span.lies_within(LIKELY_FROM, LIKELY_UNTIL) else ""


def date_text(day: date, precision: Precision) -> str:
    """The date of a precision that contains `day`, as text: `2026-Q4`."""
    match precision:
        case Precision.YEAR:
            return f"{day.year:04}"
        case Precision.HALF:
            return f"{day.year:04}-H{1 if day.month < 7 else 2}"
        case Precision.QUARTER:
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case Precision.MONTH:
            return f"{day.year:04}-{day.month:02}"
        case Precision.DAY | Precision.INTERVAL:
            return day.isoformat()
        case _:
            assert_never(precision)
