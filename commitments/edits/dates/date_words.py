"""Reads one folded date in Vietnamese or English as EDTF. It must not read the words around a date.

`written_dates` reads those: `by`, `about`, `from … to`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from commitments.edits.dates.date_terms import DateOrder
from commitments.model.calendar.dates import parse_date
from commitments.model.folding import fold

MONTHS: Mapping[str, int] = {
    name[:length]: number
    for number, name in enumerate(
        (
            *("january", "february", "march", "april", "may", "june"),
            *("july", "august", "september", "october", "november", "december"),
        ),
        1,
    )
    for length in (3, 4 if name == "september" else 3, len(name))
}
_MONTHS_ELSEWHERE: Mapping[str, int] = {
    name: number
    for names in (
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "januar februar marz april mai juni juli august september oktober november dezember",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), 1)
}
"""The names of months in French, German and Spanish, folded."""

_ROMAN: Mapping[str, int] = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ORDINALS: Mapping[str, int] = {
    **dict.fromkeys(("first", "1st"), 1),
    **dict.fromkeys(("second", "2nd"), 2),
    **dict.fromkeys(("third", "3rd"), 3),
    **dict.fromkeys(("fourth", "4th"), 4),
}


@dataclass(frozen=True)
class NoYear:
    """A date without a year, or with only its last two digits."""


class TwoDays(NamedTuple):
    """A date of numbers that is one day to some readers and another day to others."""

    day_first: str
    month_first: str


class AgainstOrder(NamedTuple):
    """A date of numbers that exists only in the other order of day and month."""

    other: str


DateReading: TypeAlias = str | NoYear | TwoDays | AgainstOrder
"""A text in the form of EDTF, which may name no real day; or why there is none."""


def read_one_date(text: str, order: DateOrder | None) -> DateReading | None:
    """The reading of a folded text of one date; None where its form is unknown."""
    for form, read in _FORMS:
        if match := form.fullmatch(text):
            return read(match, order)
    return None


def _read_numbers(match: re.Match[str], order: DateOrder | None) -> DateReading:
    """`15/8/2026`: a number above twelve is the day; else only the order says which is."""
    first, second = int(match["a"]), int(match["b"])
    if len(match["y"]) != 4:
        return NoYear()
    day_first, month_first = _iso_day(match["y"], second, first), _iso_day(match["y"], first, second)
    if match["word"]:
        return day_first
    if order is not None:
        reading, other = (day_first, month_first) if order == "dmy" else (month_first, day_first)
        return AgainstOrder(other) if parse_date(reading) is None and parse_date(other) else reading
    if first > 12 or first == second:
        return day_first
    return month_first if second > 12 else TwoDays(day_first, month_first)


def _iso_day(year: str, month: int, day: int) -> str:
    return f"{year}-{month:02}-{day:02}"


def _read_year_first(match: re.Match[str], _: DateOrder | None) -> DateReading:
    return _iso_day(match["y"], int(match["m"]), int(match["d"]))


def _read_named_month(match: re.Match[str], _: DateOrder | None) -> DateReading:
    number = MONTHS.get(match["m"]) or _MONTHS_ELSEWHERE[match["m"]]
    if len(match["y"]) != 4:
        return NoYear()
    day = match.groupdict().get("d")
    return _iso_day(match["y"], number, int(day)) if day else f"{match['y']}-{number:02}"


def _read_month(match: re.Match[str], _: DateOrder | None) -> DateReading:
    if len(match["y"]) != 4:
        return NoYear()
    return f"{match['y']}-{int(match['m']):02}"


def _read_quarter(match: re.Match[str], _: DateOrder | None) -> DateReading:
    if len(match["y"]) != 4:
        return NoYear()
    quarter = match["q"]
    number = _ROMAN.get(quarter) or _ORDINALS.get(quarter) or int(quarter)
    return f"{match['y']}-Q{number}"


def _read_half(match: re.Match[str], _: DateOrder | None) -> DateReading:
    return f"{match['y']}-H{1 if match['h'] in ('dau', 'first', '1st', '1', 'i') else 2}"


def _read_year(match: re.Match[str], _: DateOrder | None) -> DateReading:
    return match["y"]


def _read_no_year(_: re.Match[str], __: DateOrder | None) -> DateReading:
    return NoYear()


_FormReader: TypeAlias = Callable[[re.Match[str], DateOrder | None], DateReading]

_SEPARATOR = r" ?[/.-] ?"
_Y = r"(?P<y>[1-9][0-9]{3})"
_ANY_Y = r"(?P<y>[1-9][0-9]{3}|'?[0-9]{2})"
_D = r"(?P<d>[0-9]{1,2})"
_M = r"(?P<m>[0-9]{1,2})"
_NAME = rf"(?P<m>{'|'.join(sorted({*MONTHS, *_MONTHS_ELSEWHERE}, key=len, reverse=True))})\.?"
_YEAR_SIGN, _MONTH_SIGN, _DAY_SIGN = (
    f"(?:{'|'.join(map(fold, signs))})" for signs in ("年년", "月월", "日일")
)
_QUARTER = r"(?P<q>i{1,3}|iv|[1-4])"
_ORDINAL = rf"(?P<q>{'|'.join(_ORDINALS)})"
_THEN_YEAR = r"(?: nam |,? |, ?| ?[/.-] ?)"
_CLOCK = r"(?:[t ,]+[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?z?)?"


def _compiled_forms(
    forms: Iterable[tuple[str, _FormReader]],
) -> tuple[tuple[re.Pattern[str], _FormReader], ...]:
    return tuple((re.compile(form), read) for form, read in forms)


_FORMS = _compiled_forms(
    [
        (
            rf"(?P<word>ngay )?(?P<a>[0-9]{{1,2}})(?P<s>{_SEPARATOR})(?P<b>[0-9]{{1,2}})(?P=s)"
            rf"{_ANY_Y}{_CLOCK}",
            _read_numbers,
        ),
        (rf"{_Y}(?P<s>{_SEPARATOR}){_M}(?P=s){_D}{_CLOCK}", _read_year_first),
        (rf"(?:ngay )?{_D} ?thang {_M}{_THEN_YEAR}{_Y}", _read_year_first),
        (
            rf"(?:the )?{_D}(?:st|nd|rd|th|er|\.)?(?: of| de)?[ -]{_NAME}(?:,? |-| de | del ){_ANY_Y}",
            _read_named_month,
        ),
        (rf"{_NAME} (?:the )?{_D}(?:st|nd|rd|th)?(?:, ?| ){_ANY_Y}", _read_named_month),
        (rf"{_NAME}(?:,? | of | de | del | ?[/-] ?){_ANY_Y}", _read_named_month),
        (rf"{_Y} ?{_YEAR_SIGN} ?{_M} ?{_MONTH_SIGN} ?{_D} ?{_DAY_SIGN}", _read_year_first),
        (rf"{_Y} ?{_YEAR_SIGN} ?{_M} ?{_MONTH_SIGN}", _read_month),
        (rf"{_Y} ?{_YEAR_SIGN}", _read_year),
        (rf"(?:thang |thang|t)?{_M}{_SEPARATOR}{_Y}", _read_month),
        (rf"(?:thang |thang|t){_M}{_THEN_YEAR}{_Y}", _read_month),
        (rf"{_Y} ?/ ?{_M}", _read_month),
        (rf"(?:quy ?|q\.? ?|quarter ){_QUARTER}(?:{_THEN_YEAR}| of ){_ANY_Y}", _read_quarter),
        (rf"(?:the )?{_ORDINAL} quarter(?: of)?,? {_Y}", _read_quarter),
        (rf"{_Y}[ /-]?q{_QUARTER}", _read_quarter),
        (rf"(?:(?:6|sau) thang|nua|nua nam) (?P<h>dau|cuoi)(?: nam)?(?: | ?/ ?){_Y}", _read_half),
        (rf"(?:the )?(?P<h>first|1st|second|2nd) half(?: of)?,? {_Y}", _read_half),
        (rf"h(?P<h>[12])(?: | ?[/-] ?){_Y}", _read_half),
        (rf"{_Y}[ /-]?h(?P<h>[12])", _read_half),
        (rf"(?:(?:trong )?nam |the year )?{_Y}", _read_year),
        (r"(?:ngay )?[0-9]{1,2} ?[/.-] ?[0-9]{1,2}|(?:ngay )?[0-9]{1,2} thang [0-9]{1,2}", _read_no_year),
        (r"(?:quy ?|q\.? ?|quarter )(?:i{1,3}|iv|[1-4])|(?:thang ?|t)[0-9]{1,2}", _read_no_year),
        (r"(?:(?:6|sau) thang|nua) (?:dau|cuoi)(?: nam)?", _read_no_year),
        (rf"(?:[0-9]{{1,2}} )?{_NAME}(?: [0-9]{{1,2}})?", _read_no_year),
        (r"nam [0-9]{2}", _read_no_year),
    ]
)
"""Each form with its reader, folded, in the order in which they are tried."""

RECURRENCE_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("hang nam", "moi nam", "annually", "yearly", "annual", "every year"), "FREQ=YEARLY"),
    **dict.fromkeys(("moi nam mot lan", "nam mot lan", "mot nam mot lan", "once a year"), "FREQ=YEARLY"),
    **dict.fromkeys(
        ("6 thang mot lan", "6 thang/lan", "sau thang mot lan", "every six months", "half-yearly"),
        "FREQ=MONTHLY;INTERVAL=6",
    ),
    **dict.fromkeys(
        ("hang quy", "moi quy", "quarterly", "every quarter", "moi quy mot lan", "quy mot lan"),
        "FREQ=MONTHLY;INTERVAL=3",
    ),
    **dict.fromkeys(("hang thang", "moi thang", "monthly", "every month", "once a month"), "FREQ=MONTHLY"),
    **dict.fromkeys(("hang tuan", "moi tuan", "weekly", "every week", "once a week"), "FREQ=WEEKLY"),
    **dict.fromkeys(("hang ngay", "moi ngay", "daily", "every day"), "FREQ=DAILY"),
}
"""Recurrence rules (RRULE) by their words; words with two meanings, as `biannually`, are left out."""

UNDATED_WORDS: frozenset[str] = frozenset(
    {
        *("thuong xuyen", "lien tuc", "thuong xuyen lien tuc", "lau dai", "dai han", "dinh ky"),
        *("khi co yeu cau", "khi can", "khi can thiet", "theo yeu cau", "khong thoi han"),
        *("khong xac dinh", "khong xac dinh thoi han", "chua xac dinh"),
        *("ongoing", "on-going", "continuous", "continuously", "permanent", "regularly", "as needed"),
        *("as required", "as necessary", "when needed", "on request", "upon request", "open-ended"),
        *("long term", "long-term", "to be determined", "to be agreed", "tbd"),
    }
)
"""Words for what has no date."""

VIETNAMESE_WORDS: frozenset[str] = frozenset(
    {
        *("ngay", "thang", "nam", "quy", "hang", "moi", "thuong", "xuyen", "lien", "tuc", "lau", "dai"),
        *("han", "dinh", "ky", "khi", "co", "can", "thiet", "yeu", "cau", "theo", "khong", "xac", "thoi"),
        *("chua", "truoc", "cham", "nhat", "muon", "den", "het", "tu", "khoang", "giai", "doan", "trong"),
        *("lan", "mot", "sau", "dau", "cuoi", "nua", "du", "kien", "hoan", "thanh", "xong"),
    }
)
"""Folded words that show that a date is written in Vietnamese."""
