"""Times as a command line has them: a day, a distance from today, or a commit by its name. Asks no git."""

from __future__ import annotations

import re
from datetime import date

from commitments.cli.option_values import day_option
from commitments.errors import N_, CommitmentsError


def moment(option: str, given: str, today: date) -> date | str:
    """A day such as `2026-11-22`, else a distance back such as `30d`, else what must name a commit."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        return day_option(option, given)
    if distance := _distance(given):
        return date.fromordinal(max(1, today.toordinal() - _days(*distance, today, -1)))
    return given


def days_within(given: str, today: date) -> int:
    """Days in a distance from today such as `30d`, `2w`, `3m`, `1y`; months and years are the calendar's.

    Raises CommitmentsError for anything else.
    """
    distance = _distance(given)
    if distance is None:
        raise CommitmentsError(
            N_("{option} does not take {given}"),
            N_("Write a distance, such as 30d, 2w, 3m or 1y."),
            option="--within",
            given=given,
        )
    return _days(*distance, today, 1)


def _distance(given: str) -> tuple[int, str] | None:
    match = re.fullmatch(r"([0-9]{1,4})([dwmy])", given)
    return (int(match[1]), match[2]) if match else None


def _days(number: int, unit: str, today: date, way: int) -> int:
    """Days of a distance, forward from today or, where `way` is -1, back."""
    if unit in "dw":
        return number * (7 if unit == "w" else 1)
    from dateutil.relativedelta import relativedelta

    step = relativedelta(months=way * number) if unit == "m" else relativedelta(years=way * number)
    try:
        return abs((today + step - today).days)
    except (OverflowError, ValueError):
        return abs((date.max if way > 0 else date.min) - today).days
