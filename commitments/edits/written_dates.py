"""What a date means as people write it: `15/8/2026`, `Quý IV/2026`, `by June 2026`, `thường xuyên`.

`written` reads one value of a table or of a command line; it answers with a `When`, or with an `Unclear`
that says why not, and never raises. `date_alone` is for places where only a date will do.

Every text of the form of records (EDTF) stands for itself. Of other texts only those are read that can
mean one thing: never is there a guess between day and month, nor at a century. It must not know which
field a date is for, nor what day it is today.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import NamedTuple

from commitments.edits.date_words import (
    RULES,
    UNDATED,
    VIETNAMESE_WORDS,
    NoYear,
    Order,
    Reading,
    TwoDays,
    simple,
)
from commitments.errors import N_, CommitmentsError
from commitments.model.dates import FIRST_YEAR, LAST_YEAR, Span, in_common_era, parse
from commitments.model.folding import fold

Epoch = int
"""The year in which a workbook begins to count days: 1900 or 1904."""

TWO_DAYS = N_("{value} is {day_first} to some readers and {month_first} to others")
"""The message of a date whose day and month could be either way round."""

_LONGEST = 200
_FIRST_SERIAL, _LAST_SERIAL = date(1990, 1, 1), date(2100, 12, 31)
_EXAMPLES = N_("Write it like 2026-08-15, 15/8/2026, 8/2026 or Quý IV/2026.")


class When(NamedTuple):
    """What a written date means."""

    date: str | None = None
    """In the form of records (EDTF); None where the words name none."""
    wording: str = ""
    """The words, where they say more than the date: for `due_basis`."""
    lang: str = ""
    """Their language, `en` or `vi`; empty without any."""
    rule: str | None = None
    """How often it comes again, as RRULE."""


class Unclear(NamedTuple):
    """Why a value is not taken: message ids, as `CommitmentsError` has them, and what fills them."""

    message: str
    hint: str = ""
    values: tuple[tuple[str, str], ...] = ()

    def error(self) -> CommitmentsError:
        """The same as an error of a command line."""
        return CommitmentsError(self.message, self.hint, **dict(self.values))


def unclear(message: str, hint: str = "", /, **values: str) -> Unclear:
    """An `Unclear` of these words."""
    return Unclear(message, hint, tuple(values.items()))


def written(value: object, order: Order | None = None, epoch: Epoch | None = None) -> When | Unclear:
    """What a text, a number or a day means; never raises.

    `order` says whether day or month stands first where both could. With an `epoch`, whole numbers of
    five digits are the days of a spreadsheet, counted from there; without one they mean nothing.
    """
    found = _read(value, order, epoch)
    if isinstance(found, Unclear) or (span := parse(found.date)) is None:
        return found
    shown = " ".join(value.split()) if isinstance(value, str) else span.text
    return far_off(shown, span) or found


def far_off(value: str, span: Span) -> Unclear | None:
    """Why a date, written like `value`, is not taken: nobody can mean its year. None for any other."""
    if span.lies_within(FIRST_YEAR, LAST_YEAR):
        return None
    nearest = in_common_era(span.text)
    return unclear(
        N_("{value} lies outside the years {first} to {last}"),
        N_("Did you mean {nearest}? The Buddhist era counts 543 years more.")
        if nearest
        else N_("Look at the year in the source."),
        value=value,
        first=str(FIRST_YEAR),
        last=str(LAST_YEAR),
        nearest=nearest,
    )


def _read(value: object, order: Order | None, epoch: Epoch | None) -> When | Unclear:
    if isinstance(value, datetime):
        return When(value.date().isoformat())
    if isinstance(value, date):
        return When(value.isoformat())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number(value, epoch)
    if isinstance(value, str):
        return _text(unicodedata.normalize("NFC", " ".join(value.split())), order, epoch)
    return unclear(N_("{value} is not a date that can be read"), _EXAMPLES, value=str(value)[:_LONGEST])


def date_alone(value: object, order: Order | None = None) -> str:
    """The date that a value means, as EDTF; raises CommitmentsError where it says more, or something else."""
    found = written(value, order)
    if isinstance(found, Unclear):
        raise found.error()
    if found.date is None or found.wording:
        raise CommitmentsError(N_("{value} is not a date alone"), _EXAMPLES, value=str(value))
    return found.date


def as_field(date: str) -> str | int:
    """A date as records have it: a whole year is a number."""
    return int(date) if re.fullmatch("[1-9][0-9]{3}", date) else date


def _number(value: float, epoch: Epoch | None) -> When | Unclear:
    if value == value and abs(value) < 1e9:
        if 1000 <= value <= 9999 and value == int(value):
            return When(str(int(value)))
        day = _serial(int(value), epoch) if epoch else None
        if day and _FIRST_SERIAL <= day <= _LAST_SERIAL:
            return When(day.isoformat())
    return unclear(
        N_("{value} is a number, not a date"),
        N_("Give the cell the format of a date, or write it like 15/8/2026."),
        value=str(value),
    )


def _serial(days: int, epoch: Epoch) -> date | None:
    """The day of a serial number; the system of 1900 counts a 29 February that never was."""
    if not 0 <= days < 200_000:
        return None
    return date(1904, 1, 1) + timedelta(days) if epoch == 1904 else date(1899, 12, 30) + timedelta(days)


def _text(text: str, order: Order | None, epoch: Epoch | None) -> When | Unclear:
    if parse(text) is not None:
        return When(text)
    if len(text) > _LONGEST:
        return _not_read(f"{text[:60]}…")
    if epoch and re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text):
        return _number(float(text), epoch)
    folded = fold(text).replace("–", "-").replace("—", "-").rstrip(" .;,")
    return _undated(text, folded) or _dated(text, folded, order) or _vague(text, folded) or _not_read(text)


def _undated(text: str, folded: str) -> When | None:
    """Words without a date, some of which say how often."""
    parts = [part.removeprefix("dinh ky ").strip() for part in re.split(r"[,;/]| va | and ", folded)]
    parts = [part for part in parts if part] if folded not in RULES else [folded]
    rules = {RULES[part] for part in parts if part in RULES}
    if not parts or len(rules) > 1 or not all(part in RULES or part in UNDATED for part in parts):
        return None
    return When(None, text, _lang(folded), next(iter(rules), None))


_BY = re.compile(
    r"(?:(?:hoan thanh|xong|deadline|due|han|to be done):? )?"
    r"(?:by|no later than|not later than|at the latest|until|deadline|due|cham nhat|muon nhat|han|du kien|"
    r"khong muon hon|khong cham hon|khong qua|expected|planned|hoan thanh|den|het)"
    r"(?: la| vao| den| het| in| by| trong)*:? (?:the )?(?:end (?:of )?(?:the year )?)?(?P<rest>.+)"
)
_BEFORE = re.compile(r"(?:(?:hoan thanh|xong|to be done) )?(?:before|prior to|truoc) (?:the )?(?P<rest>.+)")
_ABOUT = re.compile(r"(?:about|around|circa|c\.|approximately|khoang)(?: vao)? (?P<rest>.+)")
_YEARS = re.compile(r"(?:tu |from |(?:trong )?giai doan |nam )?(?P<a>[0-9]{4}) ?- ?(?P<b>[0-9]{4})")
_SPAN = re.compile(
    r"(?:from |between |tu |giai doan |trong giai doan )?(?P<a>.+?)(?: to | and | den | toi | - )(?P<b>.+)"
)
_FROM = re.compile(r"(?:from|since|tu|ke tu) (?P<rest>.+)")
_WITHIN = re.compile(r"(?:in|during|within|on|trong|vao) (?P<rest>.+)")
_VAGUE = re.compile(
    r"\b(?:(?:cuoi|dau|giua) (?:nam|quy|thang|tuan|ky)|end of|late|early|mid|middle of|beginning of|soon)\b"
)


def _dated(text: str, folded: str, order: Order | None) -> When | Unclear | None:
    plain = _plain(folded, order)
    if plain is not None:
        found = _checked(plain, text)
        return found if isinstance(found, Unclear) else When(found.text)
    if match := _BY.fullmatch(folded):
        return _bounded(match["rest"], text, order, strictly=False)
    match = _BEFORE.fullmatch(folded)
    return _bounded(match["rest"], text, order, strictly=True) if match else None


def _bounded(rest: str, text: str, order: Order | None, strictly: bool) -> When | Unclear | None:
    """`by June 2026` is June 2026 itself; `before June 2026` is the day before it begins."""
    reading = simple(rest, order) or _marked(rest, order)
    if reading is None:
        return None
    found = _checked(reading, text)
    if isinstance(found, Unclear):
        return found
    if not strictly:
        return When(found.text, text, _lang(fold(text)))
    if found.earliest is None or found.earliest == date.min:
        return None
    return When((found.earliest - timedelta(days=1)).isoformat(), text, _lang(fold(text)))


def _plain(folded: str, order: Order | None) -> Reading | None:
    """One date, or two that make a span, with words around them that change nothing."""
    within = _WITHIN.fullmatch(folded)
    found = (
        simple(folded, order) or _marked(folded, order) or (simple(within["rest"], order) if within else None)
    )
    if found is not None:
        return found
    if match := _FROM.fullmatch(folded):
        first = simple(match["rest"], order)
        if first is not None:
            return f"{first}/.." if isinstance(first, str) else first
    match = _YEARS.fullmatch(folded) or _SPAN.fullmatch(folded)
    return _span(match["a"], match["b"], order) if match else None


def _marked(folded: str, order: Order | None) -> Reading | None:
    """What is said to be about a date, or with a question mark."""
    about = _ABOUT.fullmatch(folded)
    rest, mark = (about["rest"], "~") if about else (folded.removesuffix("(?)").rstrip(), "?")
    found = simple(rest, order) if rest != folded else None
    return f"{found}{mark}" if isinstance(found, str) else found


def _span(first: str, last: str, order: Order | None) -> Reading | None:
    a, b = simple(first, order), simple(last, order)
    if isinstance(a, str) and isinstance(b, str):
        return f"{a}/{b}"
    return None if a is None or b is None else b if isinstance(a, str) else a


def _checked(reading: Reading, text: str) -> Span | Unclear:
    """The days that a reading means, or why there are none."""
    if isinstance(reading, TwoDays):
        days = {"day_first": reading.day_first, "month_first": reading.month_first}
        return unclear(TWO_DAYS, N_("Write {day_first} or {month_first}."), value=text, **days)
    if isinstance(reading, NoYear):
        return unclear(
            N_("{value} does not give the year in four digits"), N_("Write it like 15/8/2026."), value=text
        )
    return parse(reading) or unclear(
        N_("{value} is not a date that exists"),
        N_("Look at the day and the month, and that an interval ends after it begins."),
        value=text,
    )


def _vague(text: str, folded: str) -> Unclear | None:
    if not _VAGUE.search(folded):
        return None
    return unclear(
        N_("{value} is too vague for a date"),
        N_("Name the month or the day that counts; 2026-12~ is about December 2026."),
        value=text,
    )


def _lang(folded: str) -> str:
    return "vi" if VIETNAMESE_WORDS & set(re.findall("[a-z]+", folded)) else "en"


def _not_read(text: str) -> Unclear:
    return unclear(N_("{value} is not a date that can be read"), _EXAMPLES, value=text)
