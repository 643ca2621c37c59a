"""Reads a date where one day is asked for. It must not look at a clock."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto

from commitments.edits.dates.date_terms import DateTerms
from commitments.edits.dates.written_dates import UNREADABLE, read_plain_date
from commitments.edits.unclear import Unclear, unclear
from commitments.errors import N_
from commitments.model.calendar.dates import parse_date


class End(Enum):
    """Which day of a longer date is meant where one day is asked for."""

    FIRST = auto()
    LAST = auto()
    ONLY = auto()
    """No day of a longer date will do."""


def read_day(value: str, terms: DateTerms, end: End) -> date | Unclear:
    """The one day of a text; of a longer date the first or the last day, where `end` says which."""
    reading = read_plain_date(value, terms)
    if isinstance(reading, Unclear):
        return reading
    span = parse_date(reading)
    if span is None:
        return unclear(UNREADABLE, value=value)
    day = span.latest if end is End.LAST else span.earliest
    if day is None or (end is End.ONLY and span.earliest != span.latest):
        return unclear(N_("{value} is not one day"), N_("Write a day, such as 2026-11-22."), value=value)
    return day
