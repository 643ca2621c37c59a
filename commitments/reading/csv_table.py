"""Tables in CSV: their encoding, their delimiter, their rows. Knows no field of a record."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from commitments.errors import N_, CommitmentsError
from commitments.reading.sheet import (
    MOST_COLUMNS,
    MOST_IN_CELL,
    MOST_ROWS,
    Sheet,
    Value,
    column_letters,
    text_value,
    too_long_a_cell,
    too_many_columns,
    too_many_rows,
    trimmed,
    without_empty_end,
)

IsHeader = Callable[[Sequence[Value]], bool]

_DELIMITERS = (",", ";", "\t")
_LOOKED_AT = 60
"""Rows in which a header is looked for, for the delimiter it shows."""

_MERGE = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)

_FORMULA = re.compile(r"'(?=[=+\-@])")
"""How CSV for spreadsheets, ours too, guards a text that would else be taken for a formula."""


def delimited(data: bytes, is_header: IsHeader) -> Sheet:
    """The rows of a CSV file; raises CommitmentsError for what is none.

    The delimiter is that by which a row reads as a header, a comma where no row does.
    """
    text = _decoded(data)
    told = re.match(r"sep=([,;\t])\r?\n", text)
    delimiter = told[1] if told else _shown(text, is_header)
    rows: list[tuple[Value, ...]] = [()] if told else []
    for row in _rows(text[told.end() :] if told else text, delimiter):
        rows.append(row)
        if row and len(rows) > MOST_ROWS:
            raise too_many_rows()
    return Sheet(without_empty_end(rows))


def _decoded(data: bytes) -> str:
    wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    try:
        text = data.decode("utf-16") if wide else data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise _no_text() from error
    if "\0" in text:
        raise _no_text()
    _require_merged(text)
    return text


def _require_merged(text: str) -> None:
    """Raise CommitmentsError for a table that a merge left unfinished; `=======` alone is a row of signs."""
    match = _MERGE.search(text)
    if match:
        raise CommitmentsError(
            N_("A merge is not finished in line {line} of the table"),
            N_("Keep what is right of both sides, and delete the lines that git put in."),
            line=text.count("\n", 0, match.start()) + 1,
        )


def _no_text() -> CommitmentsError:
    return CommitmentsError(
        N_("This is not UTF-8 text"), N_("In Excel, save it as “CSV UTF-8”, or as an Excel workbook (.xlsx).")
    )


def _shown(text: str, is_header: IsHeader) -> str:
    for delimiter in _DELIMITERS:
        try:
            if any(is_header(row) for row in islice(_rows(text, delimiter), _LOOKED_AT)):
                return delimiter
        except CommitmentsError:
            continue  # by this delimiter it makes no sense
    return ","


def _rows(text: str, delimiter: str) -> Iterator[tuple[Value, ...]]:
    """The rows, at the places at which a spreadsheet shows them."""
    number = 0
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
        ):
            yield _row(row, number)
    except csv.Error as error:
        raise CommitmentsError(
            N_("This is no CSV from row {row} on: {reason}"),
            N_("Look for a quotation mark that is not closed, or save it as an Excel workbook (.xlsx)."),
            row=number + 1,
            reason=error,
        ) from error


def _row(row: list[str], number: int) -> tuple[Value, ...]:
    if len(row) > MOST_COLUMNS and any(map(str.strip, row[MOST_COLUMNS:])):
        raise too_many_columns()
    for column, text in enumerate(row[:MOST_COLUMNS]):
        if len(text) > MOST_IN_CELL:
            raise too_long_a_cell(f"{column_letters(column)}{number}")
    return trimmed([text_value(_FORMULA.sub("", text, count=1) if text[:1] == "'" else text) for text in row])
