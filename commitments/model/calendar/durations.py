"""Counts calendar durations from a day, as ISO 8601 writes them: P1Y, P6M, P2W, P60D. It knows no clock."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from typing import NamedTuple

_FORM = re.compile(
    r"P(?=[0-9])(?:(?P<years>[0-9]{1,4})Y)?(?:(?P<months>[0-9]{1,4})M)?"
    r"(?:(?P<weeks>[0-9]{1,4})W)?(?:(?P<days>[0-9]{1,5})D)?"
)


class Duration(NamedTuple):
    """A length of time in whole months and whole days; never zero."""

    months: int
    days: int


def parse_duration(value: object) -> Duration | None:
    """The duration that a text means; None for any other value and for a length of nothing."""
    match = _FORM.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    years, months, weeks, days = (int(number or 0) for number in match.groups())
    duration = Duration(12 * years + months, 7 * weeks + days)
    return duration if any(duration) else None


def add_duration(day: date, duration: Duration, times: int = 1) -> date | None:
    """The day that lies some durations after another, before it where `times` is negative.

    Years and months come first, held to the end of a month that is too short; then days. Returns None for a
    day outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + times * duration.months, 12)
    if not 0 < year <= MAXYEAR:
        return None
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    try:
        return moved + timedelta(times * duration.days)
    except OverflowError:
        return None
