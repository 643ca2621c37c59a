"""Reads dates that count from today: `tomorrow`, `monday`, `+30d`. It must not know what day it is."""

from __future__ import annotations

import re
from datetime import date, timedelta

from commitments.edits.dates.date_terms import DateTerms
from commitments.edits.unclear import Unclear, unclear
from commitments.errors import N_
from commitments.model.calendar.dates import FIRST_YEAR, LAST_YEAR

_NEAR_DAYS = {
    **dict.fromkeys(("today", "hom nay"), 0),
    **dict.fromkeys(("yesterday", "hom qua"), -1),
    **dict.fromkeys(("tomorrow", "ngay mai"), 1),
}

WEEKDAYS = {
    **dict.fromkeys(("monday", "mon", "thu hai", "thu 2"), 0),
    **dict.fromkeys(("tuesday", "tue", "thu ba", "thu 3"), 1),
    **dict.fromkeys(("wednesday", "wed", "thu tu", "thu 4"), 2),
    **dict.fromkeys(("thursday", "thu", "thu nam", "thu 5"), 3),
    **dict.fromkeys(("friday", "fri", "thu sau", "thu 6"), 4),
    **dict.fromkeys(("saturday", "sat", "thu bay", "thu 7"), 5),
    **dict.fromkeys(("sunday", "sun", "chu nhat"), 6),
}
"""The days of the week by their folded names; Monday is 0."""

_DISTANCE = re.compile(r"(?P<sign>\+?)(?P<number>[0-9]{1,4})(?P<unit>[dwmy])")


def read_near_date(folded: str, terms: DateTerms) -> date | Unclear | None:
    """The day of a folded text that counts from today; None for any other text, and where no day is given.

    A weekday is the nearest one, today included, backward where a past day is meant, else forward.
    """
    if terms.today is None:
        return None
    if folded in _NEAR_DAYS:
        return terms.today + timedelta(_NEAR_DAYS[folded])
    if folded in WEEKDAYS:
        ahead = (WEEKDAYS[folded] - terms.today.weekday()) % 7
        return terms.today + timedelta(-(-ahead % 7) if terms.looks_back else ahead)
    match = _DISTANCE.fullmatch(folded)
    return _read_distance(match, terms.today, terms.looks_back) if match else None


def _read_distance(match: re.Match[str], today: date, looks_back: bool) -> date | Unclear:
    number, unit = int(match["number"]), match["unit"]
    ahead = day_at_distance(today, number, unit)
    back = day_at_distance(today, -number, unit)
    day = back if looks_back and not match["sign"] else ahead
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return unclear(
            N_("{value} is outside the years {first} to {last}"),
            N_("Name a nearer day."),
            value=match[0],
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
        )
    if match["sign"] or looks_back:
        return day
    return unclear(
        N_("{value} does not say whether it counts ahead or back"),
        N_("Write +{value} for {ahead}; {back} is as far back.")
        if back
        else N_("Write +{value} for {ahead}."),
        value=match[0],
        ahead=day.isoformat(),
        back=back.isoformat() if back else "",
    )


def distance_parts(text: str) -> tuple[int, str] | None:
    """The number and the unit (`d`, `w`, `m` or `y`) of a distance such as `30d`; None for any other text."""
    match = _DISTANCE.fullmatch(text)
    return (int(match["number"]), match["unit"]) if match and not match["sign"] else None


def day_at_distance(today: date, number: int, unit: str) -> date | None:
    """The day so many days, weeks, calendar months or years from today; None beyond the calendar."""
    from dateutil.relativedelta import relativedelta  # slow to load, and needed for distances alone

    steps = {
        "d": relativedelta(days=number),
        "w": relativedelta(weeks=number),
        "m": relativedelta(months=number),
        "y": relativedelta(years=number),
    }
    try:
        return today + steps[unit]
    except (OverflowError, ValueError):
        return None
