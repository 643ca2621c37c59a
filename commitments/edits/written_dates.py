"""Reads dates as people write them: `15/8/2026`, `Quý IV/2026`, `by June 2026`, `thường xuyên`.

`written` reads one value of a table or of a command line. It returns a `When`, or an `Unclear` that says why
not, and never raises. `date_alone` is for places that take only a date.

A text in the form of records (EDTF) stands for itself. Any other text is read only where it can mean one
thing: no guess is made between day and month, or at a century. The module must not know the field of a date,
or what day it is today.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import NamedTuple

from commitments.edits.date_words import (
    RECURRENCE_WORDS,
    UNDATED_WORDS,
    VIETNAMESE_WORDS,
    DateOrder,
    DateReading,
    NoYear,
    TwoDays,
    read_one_date,
)
from commitments.errors import N_, UsageError
from commitments.model.dates import FIRST_YEAR, LAST_YEAR, Span, in_common_era, parse_date
from commitments.model.folding import fold

Epoch = int
"""The year from which a workbook counts days: 1900 or 1904."""

TWO_DAYS = N_("{value} is {day_first} to some readers and {month_first} to others")
"""The message for a date whose day and month could stand in either order."""

_LONGEST = 200
_FIRST_SERIAL, _LAST_SERIAL = date(1990, 1, 1), date(2100, 12, 31)
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


class Unclear(NamedTuple):
    """Why a value is refused: message ids as in `CommitmentsError`, and the values for their braces."""

    message: str
    hint: str = ""
    values: tuple[tuple[str, str], ...] = ()

    def error(self) -> UsageError:
        """The error that a command raises for this."""
        return UsageError(self.message, self.hint, **dict(self.values))


def unclear(message: str, hint: str = "", /, **values: str) -> Unclear:
    """An `Unclear` with these messages and values."""
    return Unclear(message, hint, tuple(values.items()))


def read_date(
    value: object, order: DateOrder | None = None, epoch: Epoch | None = None
) -> WrittenDate | Unclear:
    """The meaning of a text, a number or a day; never raises.

    `order` says whether day or month comes first where both could. With an `epoch`, whole numbers of five
    digits are the days of a spreadsheet since then; without one they are refused.
    """
    reading = _read_cell(value, order, epoch)
    if isinstance(reading, Unclear) or (span := parse_date(reading.date)) is None:
        return reading
    shown_value = " ".join(value.split()) if isinstance(value, str) else span.text
    return outside_years(shown_value, span) or reading


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


def _read_cell(value: object, order: DateOrder | None, epoch: Epoch | None) -> WrittenDate | Unclear:
    if isinstance(value, datetime):
        return WrittenDate(value.date().isoformat())
    if isinstance(value, date):
        return WrittenDate(value.isoformat())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _read_number(value, epoch)
    if isinstance(value, str):
        return _read_text(unicodedata.normalize("NFC", " ".join(value.split())), order, epoch)
    return unclear(N_("{value} is not a date that can be read"), _EXAMPLES, value=str(value)[:_LONGEST])


def read_plain_date(value: object, order: DateOrder | None = None) -> str:
    """The date of a value, as EDTF; raises UsageError where the value says more, or something else."""
    reading = read_date(value, order)
    if isinstance(reading, Unclear):
        raise reading.error()
    if reading.date is None or reading.wording:
        raise UsageError(N_("{value} is not a date alone"), _EXAMPLES, value=str(value))
    return reading.date


def date_field_value(date: str) -> str | int:
    """The value of a field for a date: a number for a whole year, else the text."""
    return int(date) if re.fullmatch("[1-9][0-9]{3}", date) else date


def _read_number(value: float, epoch: Epoch | None) -> WrittenDate | Unclear:
    if value == value and abs(value) < 1e9:
        if 1000 <= value <= 9999 and value == int(value):
            return WrittenDate(str(int(value)))
        day = _day_of_serial(int(value), epoch) if epoch else None
        if day and _FIRST_SERIAL <= day <= _LAST_SERIAL:
            return WrittenDate(day.isoformat())
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


def _read_text(text: str, order: DateOrder | None, epoch: Epoch | None) -> WrittenDate | Unclear:
    if parse_date(text) is not None:
        return WrittenDate(text)
    if len(text) > _LONGEST:
        return _unreadable(f"{text[:60]}…")
    if epoch and re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text):
        return _read_number(float(text), epoch)
    folded = fold(text).replace("–", "-").replace("—", "-").rstrip(" .;,")
    return (
        _read_undated(text, folded)
        or _read_dated(text, folded, order)
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
_ABOUT = re.compile(r"(?:about|around|circa|c\.|approximately|khoang)(?: vao)? (?P<date>.+)")
_YEARS = re.compile(r"(?:tu |from |(?:trong )?giai doan |nam )?(?P<a>[0-9]{4}) ?- ?(?P<b>[0-9]{4})")
_SPAN = re.compile(
    r"(?:from |between |tu |giai doan |trong giai doan )?(?P<a>.+?)(?: to | and | den | toi | - )(?P<b>.+)"
)
_FROM = re.compile(r"(?:from|since|tu|ke tu) (?P<date>.+)")
_WITHIN = re.compile(r"(?:in|during|within|on|trong|vao) (?P<date>.+)")
_VAGUE = re.compile(
    r"\b(?:(?:cuoi|dau|giua) (?:nam|quy|thang|tuan|ky)|end of|late|early|mid|middle of|beginning of|soon)\b"
)


def _read_dated(text: str, folded: str, order: DateOrder | None) -> WrittenDate | Unclear | None:
    reading = _read_plain(folded, order)
    if reading is not None:
        span = _existing_span(reading, text)
        return span if isinstance(span, Unclear) else WrittenDate(span.text)
    if match := _BY.fullmatch(folded):
        return _read_bound(match["date"], text, order, strictly=False)
    match = _BEFORE.fullmatch(folded)
    return _read_bound(match["date"], text, order, strictly=True) if match else None


def _read_bound(
    date_words: str, text: str, order: DateOrder | None, strictly: bool
) -> WrittenDate | Unclear | None:
    """Read a limit: `by June 2026` is June 2026, `before June 2026` is the day before it begins."""
    reading = read_one_date(date_words, order) or _read_marked(date_words, order)
    if reading is None:
        return None
    span = _existing_span(reading, text)
    if isinstance(span, Unclear):
        return span
    if not strictly:
        return WrittenDate(span.text, text, _language(fold(text)))
    if span.earliest is None or span.earliest == date.min:
        return None
    return WrittenDate((span.earliest - timedelta(days=1)).isoformat(), text, _language(fold(text)))


def _read_plain(folded: str, order: DateOrder | None) -> DateReading | None:
    """Read one date, or two that make a span, among words that change nothing."""
    within = _WITHIN.fullmatch(folded)
    reading = (
        read_one_date(folded, order)
        or _read_marked(folded, order)
        or (read_one_date(within["date"], order) if within else None)
    )
    if reading is not None:
        return reading
    if match := _FROM.fullmatch(folded):
        first = read_one_date(match["date"], order)
        if first is not None:
            return f"{first}/.." if isinstance(first, str) else first
    match = _YEARS.fullmatch(folded) or _SPAN.fullmatch(folded)
    return _read_span(match["a"], match["b"], order) if match else None


def _read_marked(folded: str, order: DateOrder | None) -> DateReading | None:
    """Read a date after `about`, or before a question mark in brackets."""
    about = _ABOUT.fullmatch(folded)
    date_words, mark = (about["date"], "~") if about else (folded.removesuffix("(?)").rstrip(), "?")
    reading = read_one_date(date_words, order) if date_words != folded else None
    return f"{reading}{mark}" if isinstance(reading, str) else reading


def _read_span(first: str, last: str, order: DateOrder | None) -> DateReading | None:
    first_reading, last_reading = read_one_date(first, order), read_one_date(last, order)
    if isinstance(first_reading, str) and isinstance(last_reading, str):
        return f"{first_reading}/{last_reading}"
    if first_reading is None or last_reading is None:
        return None
    return last_reading if isinstance(first_reading, str) else first_reading


def _existing_span(reading: DateReading, text: str) -> Span | Unclear:
    """The days of a reading, or why there are none."""
    if isinstance(reading, TwoDays):
        days = {"day_first": reading.day_first, "month_first": reading.month_first}
        return unclear(TWO_DAYS, N_("Write {day_first} or {month_first}."), value=text, **days)
    if isinstance(reading, NoYear):
        return unclear(
            N_("{value} does not give the year in four digits"), N_("Write it like 15/8/2026."), value=text
        )
    return parse_date(reading) or unclear(
        N_("{value} is not a date that exists"),
        N_("Check the day and the month, and that an interval ends after it begins."),
        value=text,
    )


def _refuse_vague(text: str, folded: str) -> Unclear | None:
    if not _VAGUE.search(folded):
        return None
    return unclear(
        N_("{value} is too vague for a date"),
        N_("Name the month or the day that counts; 2026-12~ is about December 2026."),
        value=text,
    )


def _language(folded: str) -> str:
    return "vi" if VIETNAMESE_WORDS & set(re.findall("[a-z]+", folded)) else "en"


def _unreadable(text: str) -> Unclear:
    return unclear(N_("{value} is not a date that can be read"), _EXAMPLES, value=text)
