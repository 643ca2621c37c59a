"""Measures how far one day is from another, as people count it. It knows no clock."""

from __future__ import annotations

from datetime import date, timedelta


def months_between(first: date, second: date) -> int | None:
    """The whole months between two days, negative to an earlier day; None where people would count days.

    Months are whole between days of the same number and between the last days of two months, on which most
    deadlines fall.
    """
    if first.day != second.day and not (_ends_month(first) and _ends_month(second)):
        return None
    return (second.year - first.year) * 12 + second.month - first.month


def _ends_month(day: date) -> bool:
    return day == date.max or (day + timedelta(1)).day == 1
