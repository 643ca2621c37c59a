"""Reads what a date cell of a spreadsheet means: a day, the month or year that it shows, or a mere number.

It must not read a file.
"""

from __future__ import annotations

import re
from datetime import date

from commitments.model.calendar.dates import LAST_YEAR, SPREADSHEETS_BEGIN
from commitments.reading.tables.sheet import SmallNumber

_LAST_SHIFTED_DAY = 60
"""The number of the last day before 1 March 1900, in the date system of 1900."""

_LONGEST_FORMAT = 255
"""Characters of a format that Excel takes."""


def small_number(day: date, epoch: int) -> SmallNumber | None:
    """The number in a date cell that is too small to be meant as a day; else None.

    The date system of 1900 takes that year for a leap year, so that its first sixty days count one less.
    """
    if epoch == 1904:
        number = (day - date(1904, 1, 1)).days
    else:
        number = (day - SPREADSHEETS_BEGIN).days
        number -= 1 <= number <= _LAST_SHIFTED_DAY
    return SmallNumber(number, day.isoformat()) if number <= LAST_YEAR else None


def day_or_period(day: date, number_format: str) -> str | date:
    """The day of a date, or its month or year as text where the format of the cell shows no more.

    Excel turns a typed `6/2025` into the first of June, shown as a month.
    """
    form = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format[:_LONGEST_FORMAT].partition(";")[0]).lower()
    if "y" in form and "d" not in form and "h" not in form:
        return _period(day, shows_month="m" in form)
    return day


def shown_day_or_period(day: date, shown: str) -> str | date:
    """The same for a cell whose shown text is known: `06/2025` is a month, `2025` a year."""
    words = re.findall(r"[^\W_]+", shown)
    if str(day.year) in words and len(words) <= 2:
        return _period(day, shows_month=len(words) == 2)
    return day


def _period(day: date, shows_month: bool) -> str | date:
    if day.day == 1 and shows_month:
        return f"{day.year:04}-{day.month:02}"
    if day.day == 1 and day.month == 1:
        return f"{day.year:04}"
    return day
