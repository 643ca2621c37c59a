"""Reads dates as people write them: `15/8/2026`, `Quý IV/2026`, `by June 2026`, `tomorrow`, `thường xuyên`.

This is the one reader wherever a date is asked for: options, arguments, prompts, `--set` and cells of tables.
It returns what a value means, or an `Unclear` that says why not, and never raises: callers raise.

A text in the form of records (EDTF) stands for itself. Any other text is read only where it can mean one
thing: no guess is made between day and month, or at a century. The module must not look at a clock, at
settings or at a record: the caller hands in `DateTerms`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import NamedTuple

from commitments.edits.dates.date_numbers import read_number
from commitments.edits.dates.date_spans import read_plain_words, read_simple
from commitments.edits.dates.date_terms import NO_TERMS, DateTerms
from commitments.edits.dates.date_words import (
    RECURRENCE_WORDS,
    UNDATED_WORDS,
    VIETNAMESE_WORDS,
    AgainstOrder,
    DateReading,
    NoYear,
    TwoDays,
    read_one_date,
)
from commitments.edits.dates.fiscal_years import read_fiscal_year
from commitments.edits.dates.near_dates import WEEKDAYS, read_near_date
from commitments.edits.unclear import Unclear, unclear
from commitments.errors import N_
from commitments.model.calendar.dates import FIRST_YEAR, LAST_YEAR, Span, in_common_era, parse_date
from commitments.model.folding import fold

TWO_DAYS = N_("{value} is {day_first} to some readers and {month_first} to others")
"""The message for a date whose day and month could stand in either order."""

AGAINST_ORDER = N_("{value} is not a date that exists in the order of day and month that holds here")
"""The message for a date that has the other order of day and month."""

UNREADABLE = N_("{value} is not a date that can be read")
"""The message for a text that no form of dates fits."""

NO_YEAR = N_("{value} does not give the year in four digits")
"""The message for a date without its year."""

TOO_VAGUE = N_("{value} is too vague for a date")
"""The message for a text that names a date only about."""

_LONGEST = 200
_EXAMPLES = N_("Write it like 2026-08-15, 15/8/2026, 8/2026 or Quý IV/2026.")


class WrittenDate(NamedTuple):
    """What a written date means."""

    date: str | None = None
    """The date in the form of records (EDTF); None where the words name none."""
    wording: str = ""
    """The words, where they say more than the date; they go to `due_basis`."""
    lang: str = ""
    """The language of the words, `en` or `vi`; empty without words."""
    rule: str | None = None
    """How often the date recurs, as RRULE (RFC 5545); None where it does not."""


def read_date(value: object, terms: DateTerms = NO_TERMS) -> WrittenDate | Unclear:
    """The meaning of a text, a number or a day; never raises."""
    reading = _read_value(value, terms)
    if isinstance(reading, Unclear) or (span := parse_date(reading.date)) is None:
        return reading
    shown_value = " ".join(value.split()) if isinstance(value, str) else span.text
    return outside_years(shown_value, span) or reading


def read_plain_date(value: object, terms: DateTerms = NO_TERMS) -> str | Unclear:
    """The date of a value, as EDTF; words without a date are refused."""
    reading = read_date(value, terms)
    if isinstance(reading, WrittenDate):
        return reading.date or unclear(N_("{value} holds more than a date"), _EXAMPLES, value=str(value))
    return reading


def outside_years(value: str, span: Span) -> Unclear | None:
    """Why a date outside the known years is refused; None for any other. `value` is the date as written."""
    if span.lies_within(FIRST_YEAR, LAST_YEAR):
        return None
    nearest = in_common_era(span.text)
    return unclear(
        N_("{value} is outside the years {first} to {last}"),
        N_("Did you mean {nearest}? The Buddhist era counts 543 years more.")
        if nearest
        else N_("Check the year in the source."),
        value=value,
        first=str(FIRST_YEAR),
        last=str(LAST_YEAR),
        nearest=nearest,
    )


def date_field_value(date: str) -> str | int:
    """The value of a field for a date: a number for a whole year, else the text."""
    return int(date) if re.fullmatch("[1-9][0-9]{3}", date) else date


def _read_value(value: object, terms: DateTerms) -> WrittenDate | Unclear:
    if isinstance(value, datetime):
        return WrittenDate(value.date().isoformat())
    if isinstance(value, date):
        return WrittenDate(value.isoformat())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _as_written(read_number(value, terms.epoch))
    if isinstance(value, str):
        return _read_text(unicodedata.normalize("NFC", " ".join(value.split())), terms)
    return unclear(UNREADABLE, _EXAMPLES, value=str(value)[:_LONGEST])


def _as_written(reading: str | Unclear) -> WrittenDate | Unclear:
    return WrittenDate(reading) if isinstance(reading, str) else reading


def _read_text(text: str, terms: DateTerms) -> WrittenDate | Unclear:
    if parse_date(text) is not None:
        return WrittenDate(text)
    if len(text) > _LONGEST:
        return _unreadable(f"{text[:60]}…")
    if terms.epoch and re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text):
        return _as_written(read_number(float(text), terms.epoch))
    folded = fold(text).replace("–", "-").replace("—", "-").rstrip(" .;,")
    near = read_near_date(folded, terms)
    if near is not None:
        return near if isinstance(near, Unclear) else WrittenDate(near.isoformat())
    if fiscal_year := read_fiscal_year(folded, terms.fiscal_start):
        return WrittenDate(fiscal_year, text, _language(folded))
    return (
        _read_undated(text, folded)
        or _read_dated(text, folded, terms)
        or _read_limit(text, folded, terms)
        or _refuse_vague(text, folded)
        or _unreadable(text)
    )


def _read_undated(text: str, folded: str) -> WrittenDate | None:
    """Read words without a date; some of them say how often."""
    parts = [part.removeprefix("dinh ky ").strip() for part in re.split(r"[,;/]| va | and ", folded)]
    parts = [part for part in parts if part] if folded not in RECURRENCE_WORDS else [folded]
    rules = {RECURRENCE_WORDS[part] for part in parts if part in RECURRENCE_WORDS}
    if (
        not parts
        or len(rules) > 1
        or not all(part in RECURRENCE_WORDS or part in UNDATED_WORDS for part in parts)
    ):
        return None
    return WrittenDate(None, text, _language(folded), next(iter(rules), None))


_BY = re.compile(
    r"(?:(?:hoan thanh|xong|deadline|due|han|to be done):? )?"
    r"(?:by|no later than|not later than|at the latest|until|deadline|due|cham nhat|muon nhat|han|du kien|"
    r"khong muon hon|khong cham hon|khong qua|expected|planned|hoan thanh|den|het)"
    r"(?: la| vao| den| het| in| by| trong)*:? (?:the )?(?:end (?:of )?(?:the year )?)?(?P<date>.+)"
)
_BEFORE = re.compile(r"(?:(?:hoan thanh|xong|to be done) )?(?:before|prior to|truoc) (?:the )?(?P<date>.+)")
_VAGUE = re.compile(
    r"\b(?:(?:cuoi|dau|giua) (?:nam|quy|thang|tuan|ky)|end of|late|early|mid|middle of|beginning of|soon)\b"
)
_LONGER = re.compile(r"[0-9]{4}(?:-[0-9QH]{2})?")
"""A date (EDTF) of more days than one."""


def _read_dated(text: str, folded: str, terms: DateTerms) -> WrittenDate | Unclear | None:
    weekday, dated = _without_weekday(folded, terms)
    reading = read_plain_words(dated, terms)
    if reading is None:
        return None
    span = _existing_span(reading, text)
    if isinstance(span, Unclear):
        return span
    if weekday is not None and span.earliest and span.earliest.weekday() != weekday:
        return unclear(
            N_("{value} names a weekday that its day does not have"),
            N_("Look at both; the day alone is enough."),
            value=text,
        )
    return WrittenDate(span.text)


def _without_weekday(folded: str, terms: DateTerms) -> tuple[int | None, str]:
    """The weekday before a day, and the day: `monday, 5 oct 2026`; else None and the text."""
    for name, weekday in WEEKDAYS.items():
        rest = folded.removeprefix(name).lstrip(", ")
        if folded.startswith((f"{name},", f"{name} ")):
            reading = read_one_date(rest, terms.order)
            if reading is not None and not (isinstance(reading, str) and re.fullmatch(_LONGER, reading)):
                return weekday, rest
    return None, folded


def _read_limit(text: str, folded: str, terms: DateTerms) -> WrittenDate | Unclear | None:
    """Read a limit: `by June 2026` is June 2026, `before June 2026` is the day before it begins."""
    match = _BY.fullmatch(folded) or _BEFORE.fullmatch(folded)
    reading = read_simple(match["date"], terms) if match else None
    if reading is None or match is None:
        return None
    span = _existing_span(reading, text)
    if isinstance(span, Unclear):
        return span
    limit = span.text
    if match.re is _BEFORE:
        if span.earliest is None or span.earliest == date.min:
            return None
        limit = (span.earliest - timedelta(days=1)).isoformat()
    if terms.looks_back:
        return unclear(
            N_("{value} is a limit, not the date of what happened"),
            N_("Write the date; ../{limit} is some day up to then."),
            value=text,
            limit=limit.rstrip("~?"),
        )
    return WrittenDate(limit, text, _language(fold(text)))


def _existing_span(reading: DateReading, text: str) -> Span | Unclear:
    """The days of a reading, or why there are none."""
    if isinstance(reading, TwoDays):
        days = {"day_first": reading.day_first, "month_first": reading.month_first}
        return unclear(TWO_DAYS, N_("Write {day_first} or {month_first}."), value=text, **days)
    if isinstance(reading, AgainstOrder):
        return unclear(AGAINST_ORDER, N_("Write {other}, if that is meant."), value=text, other=reading.other)
    if isinstance(reading, NoYear):
        return unclear(NO_YEAR, N_("Write it like 15/8/2026."), value=text)
    return parse_date(reading) or unclear(
        N_("{value} is not a date that exists"),
        N_("Check the day and the month, and that an interval ends after it begins."),
        value=text,
    )


def _refuse_vague(text: str, folded: str) -> Unclear | None:
    if not _VAGUE.search(folded):
        return None
    return unclear(
        TOO_VAGUE,
        N_("Name the month or the day that counts; 2026-12~ is about December 2026."),
        value=text,
    )


def _language(folded: str) -> str:
    return "vi" if VIETNAMESE_WORDS & set(re.findall("[a-z]+", folded)) else "en"


def _unreadable(text: str) -> Unclear:
    return unclear(UNREADABLE, _EXAMPLES, value=text)
