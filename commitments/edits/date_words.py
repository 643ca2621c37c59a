"""The words of dates in Vietnamese and English, folded, and what each form of them stands for in EDTF.

Knows one date at a time; what stands around it (`by`, `about`, `from … to`) is for `written_dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Order: TypeAlias = Literal["dmy", "mdy"]
"""Whether the day or the month stands first where only numbers are written."""

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
_ROMAN: Mapping[str, int] = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ORDINALS: Mapping[str, int] = {
    **dict.fromkeys(("first", "1st"), 1),
    **dict.fromkeys(("second", "2nd"), 2),
    **dict.fromkeys(("third", "3rd"), 3),
    **dict.fromkeys(("fourth", "4th"), 4),
}


@dataclass(frozen=True)
class NoYear:
    """A date that gives no year, or only its last two digits."""


class TwoDays(NamedTuple):
    """A date of numbers that is one day to some readers and another day to others."""

    day_first: str
    month_first: str


Reading: TypeAlias = str | NoYear | TwoDays
"""A text of the form of EDTF, which may still name no real day, or why there is none."""


def simple(text: str, order: Order | None) -> Reading | None:
    """What a folded text of one date stands for; None where it has no form that is known."""
    for form, read in _FORMS:
        if match := form.fullmatch(text):
            return read(match, order)
    return None


def _numbers(match: re.Match[str], order: Order | None) -> Reading:
    """`15/8/2026`: whichever number is above twelve is the day, and else only the order says."""
    first, second = int(match["a"]), int(match["b"])
    if len(match["y"]) != 4:
        return NoYear()
    day_first, month_first = _day(match["y"], second, first), _day(match["y"], first, second)
    if match["said"]:
        return day_first
    if order is not None:
        return day_first if order == "dmy" else month_first
    if first > 12 or first == second:
        return day_first
    return month_first if second > 12 else TwoDays(day_first, month_first)


def _day(year: str, month: int, day: int) -> str:
    return f"{year}-{month:02}-{day:02}"


def _big_endian(match: re.Match[str], _: Order | None) -> Reading:
    return _day(match["y"], int(match["m"]), int(match["d"]))


def _month_in_words(match: re.Match[str], _: Order | None) -> Reading:
    number = MONTHS[match["m"]]
    if len(match["y"]) != 4:
        return NoYear()
    day = match.groupdict().get("d")
    return _day(match["y"], number, int(day)) if day else f"{match['y']}-{number:02}"


def _month(match: re.Match[str], _: Order | None) -> Reading:
    if len(match["y"]) != 4:
        return NoYear()
    return f"{match['y']}-{int(match['m']):02}"


def _quarter(match: re.Match[str], _: Order | None) -> Reading:
    if len(match["y"]) != 4:
        return NoYear()
    said = match["q"]
    number = _ROMAN.get(said) or _ORDINALS.get(said) or int(said)
    return f"{match['y']}-Q{number}"


def _half(match: re.Match[str], _: Order | None) -> Reading:
    return f"{match['y']}-H{1 if match['h'] in ('dau', 'first', '1st', '1', 'i') else 2}"


def _year(match: re.Match[str], _: Order | None) -> Reading:
    return match["y"]


def _no_year(_: re.Match[str], __: Order | None) -> Reading:
    return NoYear()


_Read: TypeAlias = Callable[[re.Match[str], Order | None], Reading]

_SEPARATOR = r" ?[/.-] ?"
_Y = r"(?P<y>[1-9][0-9]{3})"
_ANY_Y = r"(?P<y>[1-9][0-9]{3}|'?[0-9]{2})"
_D = r"(?P<d>[0-9]{1,2})"
_M = r"(?P<m>[0-9]{1,2})"
_NAME = rf"(?P<m>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_QUARTER = r"(?P<q>i{1,3}|iv|[1-4])"
_ORDINAL = rf"(?P<q>{'|'.join(_ORDINALS)})"
_THEN_YEAR = r"(?: nam |,? |, ?| ?[/.-] ?)"
_CLOCK = r"(?:[t ,]+[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?z?)?"


def _forms(forms: Iterable[tuple[str, _Read]]) -> tuple[tuple[re.Pattern[str], _Read], ...]:
    return tuple((re.compile(form), read) for form, read in forms)


_FORMS = _forms(
    [
        (
            rf"(?P<said>ngay )?(?P<a>[0-9]{{1,2}})(?P<s>{_SEPARATOR})(?P<b>[0-9]{{1,2}})(?P=s)"
            rf"{_ANY_Y}{_CLOCK}",
            _numbers,
        ),
        (rf"{_Y}(?P<s>{_SEPARATOR}){_M}(?P=s){_D}{_CLOCK}", _big_endian),
        (rf"(?:ngay )?{_D} ?thang {_M}{_THEN_YEAR}{_Y}", _big_endian),
        (rf"(?:the )?{_D}(?:st|nd|rd|th)?(?: of)?[ -]{_NAME}(?:,? |-){_ANY_Y}", _month_in_words),
        (rf"{_NAME} (?:the )?{_D}(?:st|nd|rd|th)?(?:, ?| ){_ANY_Y}", _month_in_words),
        (rf"{_NAME}(?:,? | of | ?[/-] ?){_ANY_Y}", _month_in_words),
        (rf"(?:thang |thang|t)?{_M}{_SEPARATOR}{_Y}", _month),
        (rf"(?:thang |thang|t){_M}{_THEN_YEAR}{_Y}", _month),
        (rf"{_Y} ?/ ?{_M}", _month),
        (rf"(?:quy ?|q\.? ?|quarter ){_QUARTER}(?:{_THEN_YEAR}| of ){_ANY_Y}", _quarter),
        (rf"(?:the )?{_ORDINAL} quarter(?: of)?,? {_Y}", _quarter),
        (rf"{_Y}[ /-]?q{_QUARTER}", _quarter),
        (rf"(?:(?:6|sau) thang|nua|nua nam) (?P<h>dau|cuoi)(?: nam)?(?: | ?/ ?){_Y}", _half),
        (rf"(?:the )?(?P<h>first|1st|second|2nd) half(?: of)?,? {_Y}", _half),
        (rf"h(?P<h>[12])(?: | ?[/-] ?){_Y}", _half),
        (rf"{_Y}[ /-]?h(?P<h>[12])", _half),
        (rf"(?:(?:trong )?nam |the year )?{_Y}", _year),
        (r"(?:ngay )?[0-9]{1,2} ?[/.-] ?[0-9]{1,2}|(?:ngay )?[0-9]{1,2} thang [0-9]{1,2}", _no_year),
        (r"(?:quy ?|q\.? ?|quarter )(?:i{1,3}|iv|[1-4])|thang ?[0-9]{1,2}", _no_year),
        (r"(?:(?:6|sau) thang|nua) (?:dau|cuoi)(?: nam)?", _no_year),
        (rf"(?:[0-9]{{1,2}} )?{_NAME}(?: [0-9]{{1,2}})?", _no_year),
        (r"nam [0-9]{2}", _no_year),
    ]
)
"""Each form with its reader, folded and in the order in which they are tried."""

RULES: Mapping[str, str] = {
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
"""What comes again, by its words; those that mean two things, as `biannually` does, are left out."""

UNDATED: frozenset[str] = frozenset(
    {
        *("thuong xuyen", "lien tuc", "thuong xuyen lien tuc", "lau dai", "dai han", "dinh ky"),
        *("khi co yeu cau", "khi can", "khi can thiet", "theo yeu cau", "khong thoi han"),
        *("khong xac dinh", "khong xac dinh thoi han", "chua xac dinh"),
        *("ongoing", "on-going", "continuous", "continuously", "permanent", "regularly", "as needed"),
        *("as required", "as necessary", "when needed", "on request", "upon request", "open-ended"),
        *("long term", "long-term", "to be determined", "to be agreed", "tbd"),
    }
)
"""What has no date, in words."""

VIETNAMESE_WORDS: frozenset[str] = frozenset(
    {
        *("ngay", "thang", "nam", "quy", "hang", "moi", "thuong", "xuyen", "lien", "tuc", "lau", "dai"),
        *("han", "dinh", "ky", "khi", "co", "can", "thiet", "yeu", "cau", "theo", "khong", "xac", "thoi"),
        *("chua", "truoc", "cham", "nhat", "muon", "den", "het", "tu", "khoang", "giai", "doan", "trong"),
        *("lan", "mot", "sau", "dau", "cuoi", "nua", "du", "kien", "hoan", "thanh", "xong"),
    }
)
"""Folded words that tell that a date is written in Vietnamese."""
