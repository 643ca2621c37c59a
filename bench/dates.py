"""Words dates in every form that the record format knows, and reads their last day. Knows no clock."""

from datetime import date, timedelta

from bench.dice import Dice

TODAY = date(2026, 11, 22)
"""The day on which made workspaces are judged; nothing in them has happened after it."""

_NARROW = (("{day:%Y-%m-%d}", 0.4), ("{day:%Y-%m}", 0.3), ("{day.year}-Q{quarter}", 0.3))
_ANY = (
    ("{day:%Y-%m-%d}", 0.35),
    ("{day:%Y-%m}", 0.15),
    ("{day.year}-Q{quarter}", 0.15),
    ("{day.year}-H{half}", 0.06),
    ("{day.year}", 0.08),
    ("{before:%Y-%m}/{day:%Y-%m}", 0.05),
    ("../{day:%Y-%m}", 0.03),
    ("{day.year}/..", 0.02),
    ("{day:%Y-%m}~", 0.04),
    ("{day.year}-Q{quarter}?", 0.03),
    ("{day.year}-3{quarter_code}", 0.02),
    ("{day.year}-4{half_code}", 0.02),
)
_LAST_MONTHS = {"": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "H2": 12} | {
    **{"33": 3, "34": 6, "35": 9, "36": 12, "40": 6, "41": 12}
}


def any_wording(day: date, dice: Dice) -> str:
    """A date that holds the day, in any form."""
    return _worded(dice.weighted(_ANY), day)


def narrow_wording(day: date, dice: Dice) -> str:
    """A date that holds the day and spans a quarter at most."""
    return _worded(dice.weighted(_NARROW), day)


def last_day(wording: str) -> date | None:
    """The last day that a date can mean, None where it is open."""
    last = wording.rpartition("/")[2].rstrip("~?")
    if last == "..":
        return None
    if len(last) == len("2026-11-22"):
        return date.fromisoformat(last)
    year, _, part = last.partition("-")
    month = _LAST_MONTHS.get(part) or int(part)
    return date(int(year) + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _worded(form: str, day: date) -> str:
    quarter, half = (day.month + 2) // 3, (day.month + 5) // 6
    before = day - timedelta(days=70)
    codes = {"quarter_code": quarter + 2, "half_code": half - 1}
    return form.format(day=day, before=before, quarter=quarter, half=half, **codes)
