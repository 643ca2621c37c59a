"""Reads tables in CSV: their encoding, their delimiter, their rows. Knows no field of a record."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from commitments.errors import N_, CommitmentsError, TableError
from commitments.reading.tables.sheet import (
    MOST_COLUMNS,
    MOST_IN_CELL,
    MOST_ROWS,
    CellValue,
    Sheet,
    column_letters,
    long_cell_error,
    text_value,
    too_many_columns_error,
    too_many_rows_error,
    trimmed,
    without_empty_end,
)

IsHeader = Callable[[Sequence[CellValue]], bool]

_DELIMITERS = (",", ";", "\t")
_MOST_HEADER_ROWS = 60
"""Rows that are searched for a header, which shows the delimiter."""

_CONFLICT_MARKER = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)

_FORMULA_GUARD = re.compile(r"'(?=[=+\-@])")
"""The quote before a text that a spreadsheet would take for a formula; our own CSV writes it too."""


def read_csv(data: bytes, is_header: IsHeader) -> Sheet:
    """The rows of a CSV file; raises TableError for what is none.

    The delimiter is the first by which a row reads as a header, and a comma where no row does.
    """
    text = table_text(data)
    separator_line = re.match(r"sep=([,;\t])\r?\n", text)
    delimiter = separator_line[1] if separator_line else _find_delimiter(text, is_header)
    rows: list[tuple[CellValue, ...]] = [()] if separator_line else []
    for row in _rows(text[separator_line.end() :] if separator_line else text, delimiter):
        rows.append(row)
        if row and len(rows) > MOST_ROWS:
            raise too_many_rows_error()
    return Sheet(without_empty_end(rows))


def table_text(data: bytes) -> str:
    """The text of a table; raises TableError for what is none, and for an unfinished merge."""
    wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    try:
        text = data.decode("utf-16") if wide else data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8_error() from error
    if "\0" in text:
        raise _not_utf8_error()
    _refuse_unfinished_merge(text)
    return text


def _refuse_unfinished_merge(text: str) -> None:
    """Raises TableError for a table with an unfinished merge; a line `=======` alone is a row of signs."""
    match = _CONFLICT_MARKER.search(text)
    if match:
        raise TableError(
            N_("The table holds an unfinished merge in line {line}"),
            N_("Keep the correct parts of both sides, and delete the lines that git added."),
            line=text.count("\n", 0, match.start()) + 1,
        )


def _not_utf8_error() -> TableError:
    return TableError(
        N_("The table is not UTF-8 text"),
        N_("In Excel, save it as “CSV UTF-8”, or as an Excel workbook (.xlsx)."),
    )


def _find_delimiter(text: str, is_header: IsHeader) -> str:
    for delimiter in _DELIMITERS:
        try:
            if any(is_header(row) for row in islice(_rows(text, delimiter), _MOST_HEADER_ROWS)):
                return delimiter
        except CommitmentsError:
            continue  # the text is no table by this delimiter
    return ","


def _rows(text: str, delimiter: str) -> Iterator[tuple[CellValue, ...]]:
    """Yields the rows, numbered as a spreadsheet shows them."""
    number = 0
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
        ):
            yield _row_values(row, number)
    except csv.Error as error:
        raise TableError(
            N_("The table is not valid CSV from row {row} on: {reason}"),
            N_("Look for a quotation mark that is not closed, or save it as an Excel workbook (.xlsx)."),
            row=number + 1,
            reason=error,
        ) from error


def _row_values(row: list[str], number: int) -> tuple[CellValue, ...]:
    if len(row) > MOST_COLUMNS and any(map(str.strip, row[MOST_COLUMNS:])):
        raise too_many_columns_error()
    for column, text in enumerate(row[:MOST_COLUMNS]):
        if len(text) > MOST_IN_CELL:
            raise long_cell_error(f"{column_letters(column)}{number}")
    return trimmed(
        [text_value(_FORMULA_GUARD.sub("", text, count=1) if text[:1] == "'" else text) for text in row]
    )
