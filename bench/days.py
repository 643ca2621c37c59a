"""How a made record words a date: every form that the record format knows. Never reads a clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bench.dice import Dice

TODAY = date(2026, 11, 22)
"""The day on which made workspaces are judged; nothing in them has happened after it."""


@dataclass(frozen=True, slots=True)
class Due:
    """A date as a record words it."""

    text: str
    """The YAML scalar."""
    latest: date | None
    """The last day it can mean, None where it is open."""


def month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def on_day(day: date) -> Due:
    return Due(day.isoformat(), day)


def in_month(day: date) -> Due:
    return Due(f"{day:%Y-%m}", month_end(day.year, day.month))


def in_quarter(day: date) -> Due:
    quarter = (day.month + 2) // 3
    return Due(f"{day.year}-Q{quarter}", month_end(day.year, quarter * 3))


def in_quarter_by_code(day: date) -> Due:
    quarter = (day.month + 2) // 3
    return Due(f"{day.year}-{32 + quarter}", month_end(day.year, quarter * 3))


def in_half(day: date) -> Due:
    half = (day.month + 5) // 6
    return Due(f"{day.year}-H{half}", month_end(day.year, half * 6))


def in_half_by_code(day: date) -> Due:
    half = (day.month + 5) // 6
    return Due(f"{day.year}-{39 + half}", month_end(day.year, half * 6))


def in_year(day: date) -> Due:
    return Due(str(day.year), date(day.year, 12, 31))


def in_interval(day: date) -> Due:
    first = day - timedelta(days=70)
    return Due(f"{first:%Y-%m}/{day:%Y-%m}", month_end(day.year, day.month))


def until_month(day: date) -> Due:
    return Due(f"../{day:%Y-%m}", month_end(day.year, day.month))


def from_year(day: date) -> Due:
    return Due(f"{day.year}/..", None)


def about_month(day: date) -> Due:
    return Due(f"{day:%Y-%m}~", month_end(day.year, day.month))


def perhaps_quarter(day: date) -> Due:
    exact = in_quarter(day)
    return Due(exact.text + "?", exact.latest)


Wording = Callable[[date], Due]

_NARROW: tuple[tuple[Wording, float], ...] = ((on_day, 0.4), (in_month, 0.3), (in_quarter, 0.3))
_ANY: tuple[tuple[Wording, float], ...] = (
    (on_day, 0.35),
    (in_month, 0.15),
    (in_quarter, 0.15),
    (in_half, 0.06),
    (in_year, 0.08),
    (in_interval, 0.05),
    (until_month, 0.03),
    (from_year, 0.02),
    (about_month, 0.04),
    (perhaps_quarter, 0.03),
    (in_quarter_by_code, 0.02),
    (in_half_by_code, 0.02),
)


def any_wording(dice: Dice, day: date) -> Due:
    """A date that holds the day, in any form."""
    return dice.weighted(_ANY)(day)


def narrow_wording(dice: Dice, day: date) -> Due:
    """A date that holds the day and spans a quarter at most."""
    return dice.weighted(_NARROW)(day)
