"""Reads a time from a command line: a day, a distance from today, or a commit's name. Must not ask git."""

from __future__ import annotations

import re
from datetime import date

from commitments.cli.option_values import day_option
from commitments.errors import N_, UsageError


def moment(option: str, text: str, today: date) -> date | str:
    """A day for `2026-11-22` or a distance back such as `30d`; any other text as it is, to name a commit.

    Raises UsageError for a day that is not in the calendar.
    """
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return day_option(option, text)
    if distance := _distance(text):
        return date.fromordinal(max(1, today.toordinal() - _days(*distance, today, -1)))
    return text


def days_within(text: str, today: date) -> int:
    """Days from today to the end of a distance: `30d`, `2w`, or by the calendar `3m`, `1y`.

    Raises UsageError for any other text.
    """
    distance = _distance(text)
    if distance is None:
        raise UsageError(
            N_("{option} does not take {given}"),
            N_("Write a length of time, such as 30d, 2w, 3m or 1y."),
            option="--within",
            given=text,
        )
    return _days(*distance, today, 1)


def _distance(text: str) -> tuple[int, str] | None:
    match = re.fullmatch(r"([0-9]{1,4})([dwmy])", text)
    return (int(match[1]), match[2]) if match else None


def _days(number: int, unit: str, today: date, direction: int) -> int:
    """Days of a distance, forward from today or, where `direction` is -1, back."""
    if unit in "dw":
        return number * (7 if unit == "w" else 1)
    from dateutil.relativedelta import relativedelta

    step = (
        relativedelta(months=direction * number) if unit == "m" else relativedelta(years=direction * number)
    )
    try:
        return abs((today + step - today).days)
    except (OverflowError, ValueError):
        return abs((date.max if direction > 0 else date.min) - today).days
