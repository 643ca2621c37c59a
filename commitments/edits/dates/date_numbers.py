"""Reads a number of a spreadsheet as a year or a day. It must not read text."""

from __future__ import annotations

from datetime import date, timedelta

from commitments.edits.dates.date_terms import Epoch
from commitments.edits.unclear import Unclear, unclear
from commitments.errors import N_

_FIRST_SERIAL, _LAST_SERIAL = date(1990, 1, 1), date(2100, 12, 31)


def read_number(value: float, epoch: Epoch | None) -> str | Unclear:
    """The year or the day that a number means, as EDTF; without an epoch only years are read."""
    if value == value and abs(value) < 1e9:
        if 1000 <= value <= 9999 and value == int(value):
            return str(int(value))
        day = _day_of_serial(int(value), epoch) if epoch else None
        if day and _FIRST_SERIAL <= day <= _LAST_SERIAL:
            return day.isoformat()
    return unclear(
        N_("{value} is a number, not a date"),
        N_("Give the cell the format of a date, or write it like 15/8/2026."),
        value=str(value),
    )


def _day_of_serial(days: int, epoch: Epoch) -> date | None:
    """The day of a serial number; counting from 1900 includes a 29 February that never was."""
    if not 0 <= days < 200_000:
        return None
    return date(1904, 1, 1) + timedelta(days) if epoch == 1904 else date(1899, 12, 30) + timedelta(days)
