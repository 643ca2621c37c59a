"""Reads fiscal years, where it is known when they start: `FY2026`, `Q1 FY26/27`, `năm tài khóa 2026`.

A fiscal year with one number has that of the year in which it ends. The module must not read any other date.
"""

from __future__ import annotations

import re

from commitments.edits.dates.date_words import MONTHS
from commitments.errors import N_, UsageError
from commitments.model.folding import fold

_NAME = r"(?:fy|fiscal year|financial year|(?:nam )?tai khoa|nam tai chinh|nien do)"
_YEARS = r"(?P<first>(?:20)?[0-9]{2})(?: ?[/-] ?(?P<second>(?:20)?[0-9]{2}))?"
_PART = r"(?:(?:q|quy |quarter )(?P<q>[1-4]|i{1,3}|iv)|h(?P<h>[12]))"
_BEFORE = r"(?:(?:by |in |during |cuoi |het |trong )?(?:the )?(?:end of |end )?(?:the )?)"
_FISCAL_YEAR = re.compile(
    rf"{_BEFORE}(?:{_PART.replace('<q>', '<q1>').replace('<h>', '<h1>')},? ?(?:of )?)?{_NAME} ?'?{_YEARS}"
    rf"(?:[ ,-]*{_PART})?"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTH = re.compile(r"(?:thang )?([0-9]{1,2})(?:-01)?")


def names_fiscal_year(folded: str) -> bool:
    """Whether a folded text is a fiscal year or a part of one."""
    return _FISCAL_YEAR.fullmatch(folded) is not None


def read_fiscal_year(folded: str, starts: int | None) -> str | None:
    """The months of a fiscal year or of its part, as EDTF; None for any other text, or without its start."""
    match = _FISCAL_YEAR.fullmatch(folded)
    if match is None or starts is None:
        return None
    first, second = (_year(match[name]) for name in ("first", "second"))
    if first is None or (second is not None and second - first != (0 if starts == 1 else 1)):
        return None
    begins = first if second is not None or starts == 1 else first - 1
    quarter, half = (match[name] or match[f"{name}1"] for name in ("q", "h"))
    if quarter:
        return _months(begins, starts + 3 * (_ROMAN.get(quarter) or int(quarter)) - 3, 3)
    if half:
        return _months(begins, starts + 6 * int(half) - 6, 6)
    return str(begins) if starts == 1 else _months(begins, starts, 12)


def _year(text: str | None) -> int | None:
    return None if text is None else int(text) if len(text) == 4 else 2000 + int(text)


def _months(year: int, month: int, number: int) -> str:
    """So many months from a month on, which may lie beyond the year."""
    first, last = (divmod(12 * year + count - 1, 12) for count in (month, month + number - 1))
    return "/".join(f"{year:04}-{month + 1:02}" for year, month in (first, last))


def month_of_start(text: str) -> int:
    """The month of a text: `4`, `04-01`, `April`, `tháng 4`; raises UsageError where it is none."""
    folded = fold(text.strip())
    match = _MONTH.fullmatch(folded)
    month = int(match[1]) if match else MONTHS.get(folded, 0)
    if not 1 <= month <= 12:
        raise UsageError(
            N_("{option} is not a month: {given}"),
            N_("Write its number or its name: --fiscal-year-starts 4, or April."),
            option="--fiscal-year-starts",
            given=text,
        )
    return month
