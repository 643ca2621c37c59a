"""Reads the dates of options, arguments and answers by the one reader of dates. Must not ask git or a clock.

`edits.dates.written_dates` is the reader; this module raises what it refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from commitments.errors import N_, UsageError
from commitments.model.calendar.dates import FIRST_YEAR, LAST_YEAR, Precision, parse_date

if TYPE_CHECKING:
    from commitments.edits.dates.date_terms import DateTerms
    from commitments.edits.dates.one_day import End
    from commitments.model.fields import Tense


class Dated(Protocol):
    """What knows the terms by which dates are read: a session."""

    @property
    def date_terms(self) -> DateTerms: ...


DateOption = Callable[["Dated", "str | None"], "str | None"]
"""Reads a date of one tense, as `past_date_option` does."""


def past_date_option(session: Dated, text: str | None) -> str | None:
    """The date (EDTF) of something that happened or is entered; None for an empty text.

    Raises UsageError for a text that is no such date.
    """
    from commitments.model.fields import Tense

    return _date_option(session, text, Tense.HAPPENED)


def coming_date_option(session: Dated, text: str | None) -> str | None:
    """The date (EDTF) of a deadline or of something to come; None for an empty text.

    Raises UsageError for a text that is no such date.
    """
    from commitments.model.fields import Tense

    return _date_option(session, text, Tense.TO_COME)


def _date_option(session: Dated, text: str | None, tense: Tense) -> str | None:
    from commitments.edits.dates.written_dates import read_plain_date
    from commitments.edits.unclear import Unclear

    if not text:
        return None
    reading = read_plain_date(text, replace(session.date_terms, tense=tense))
    if isinstance(reading, Unclear):
        raise reading.error()
    return reading


def day_of_judging(text: str, terms: DateTerms) -> date:
    """The one day that `--today` names; raises UsageError for anything else."""
    from commitments.edits.dates.one_day import End
    from commitments.model.fields import Tense

    return _day(text, replace(terms, tense=Tense.HAPPENED), End.ONLY)


def iso_day(text: str) -> date | None:
    """The day of a text in the form of records; None for any other text.

    Such a day stands for itself. The reader of all other forms takes 50 ms to load, a third of a warm answer.
    """
    span = parse_date(text)
    is_day = span is not None and span.precision is Precision.DAY and span.lies_within(FIRST_YEAR, LAST_YEAR)
    return span.earliest if span and is_day else None


def first_coming_day(session: Dated, text: str) -> date:
    """The first day of a date to come, which `--due-before` stays before; raises UsageError for no date."""
    if day := iso_day(text):
        return day
    from commitments.edits.dates.one_day import End
    from commitments.model.fields import Tense

    return _day(text, replace(session.date_terms, tense=Tense.TO_COME), End.FIRST)


def _day(text: str, terms: DateTerms, end: End) -> date:
    from commitments.edits.dates.one_day import read_day
    from commitments.edits.unclear import Unclear

    day = read_day(text, terms, end)
    if isinstance(day, Unclear):
        raise day.error()
    return day


def past_time(session: Dated, text: str, first: bool = False) -> date | str:
    """The day of a past state, of a longer date the last or the `first`; any other text names a commit.

    Raises UsageError for a date that cannot be taken, such as one that is two days to two readers.
    """
    if iso := iso_day(text):
        return iso
    from commitments.edits.dates.one_day import End, read_day
    from commitments.edits.dates.written_dates import NO_YEAR, TOO_VAGUE, UNREADABLE
    from commitments.model.fields import Tense

    end = End.FIRST if first else End.LAST
    day = read_day(text, replace(session.date_terms, tense=Tense.HAPPENED), end)
    if isinstance(day, date):
        return day
    if day.message in (UNREADABLE, NO_YEAR, TOO_VAGUE):
        return text
    raise day.error()


def days_within(text: str, today: date) -> int:
    """Days from today to the end of a distance: `30d`, `2w`, or by the calendar `3m`, `1y`.

    Raises UsageError for any other text.
    """
    from commitments.edits.dates.near_dates import day_at_distance, distance_parts

    distance = distance_parts(text)
    end = day_at_distance(today, *distance) if distance else None
    if distance is None:
        raise UsageError(
            N_("{option} does not take {given}"),
            N_("Write a length of time, such as 30d, 2w, 3m or 1y."),
            option="--within",
            given=text,
        )
    return ((end or date.max) - today).days
