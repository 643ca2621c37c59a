"""Holds a table of a spreadsheet as plain values and names its cells. Knows no file and no field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeAlias

from commitments.errors import N_, TableError

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_IN_CELL = 32 * 1024
"""In characters; Excel takes no more either."""


_MOST_RANGES = 8


class BrokenCell(NamedTuple):
    """A cell without a value: an error of the spreadsheet, or a formula that no program has computed."""

    shown: str


class SmallNumber(NamedTuple):
    """A number in a date cell that is hardly a day: a count, or a year such as 2026, shown as 1905."""

    number: int
    shown: str
    """The day that the spreadsheet makes of it."""

    def __str__(self) -> str:
        return str(self.number)


CellValue: TypeAlias = str | int | float | date | BrokenCell | SmallNumber | None
"""What a cell holds. A text is never empty, and its lines end with line feeds."""


Place: TypeAlias = tuple[int, int]
"""A cell by its row, from 1, and its column, from 0."""


class SheetMarks(NamedTuple):
    """What a sheet shows beside the values of its cells."""

    struck: tuple[Place, ...] = ()
    filled: tuple[tuple[Place, str], ...] = ()
    """Cells with a colour behind them, each with that colour."""
    commented: tuple[Place, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    linked: tuple[tuple[Place, str], ...] = ()
    """Cells with an address behind their words, each with that address."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet, from its first row; empty rows keep their place."""

    rows: tuple[tuple[CellValue, ...], ...]
    """Rows of different lengths, each without the empty cells at its end."""
    name: str = ""
    """The name of the sheet; empty for a file that has no sheets."""
    epoch: int = 1900
    """The year from which its days are counted."""
    others: tuple[str, ...] = field(default=())
    """The names of the other sheets that can be seen."""
    marks: SheetMarks = field(default_factory=SheetMarks)

    def cell(self, row: int, column: int) -> str:
        """The address of a cell, such as `Sheet1!D7`; rows count from 1 and columns from 0."""
        address = f"{column_letters(column)}{row}"
        return f"{_quote_sheet_name(self.name)}!{address}" if self.name else address

    def cells(self, places: Iterable[Place]) -> str:
        """The addresses of cells, those below each other as a range: `C2:C5, D7`; cut where they are many."""
        ranges: list[list[int]] = []
        for column, row in sorted((column, row) for row, column in set(places)):
            if ranges and ranges[-1][0] == column and ranges[-1][2] == row - 1:
                ranges[-1][2] = row
            else:
                ranges.append([column, row, row])
        shown = [
            self.cell(first, column) + (f":{column_letters(column)}{last}" if last > first else "")
            for column, first, last in ranges[:_MOST_RANGES]
        ]
        return ", ".join([*shown, *(["…"] if len(ranges) > _MOST_RANGES else [])])


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: `D` for 3."""
    letters = ""
    number = column + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _quote_sheet_name(name: str) -> str:
    needs_no_quotes = name.replace("_", "").isalnum() and not name[0].isdigit()
    return name if needs_no_quotes else "'" + name.replace("'", "''") + "'"


def too_many_rows_error(limit: int = MOST_ROWS) -> TableError:
    """Returns the error for a table with more rows than the limit."""
    return TableError(
        N_("The table has more than {limit} rows"), N_("Split it into several files."), limit=limit
    )


def too_many_columns_error() -> TableError:
    """Returns the error for a table with more than `MOST_COLUMNS` columns."""
    return TableError(
        N_("The table has more than {limit} columns"),
        N_("Delete the columns that are not needed."),
        limit=MOST_COLUMNS,
    )


def long_cell_error(cell: str) -> TableError:
    """Returns the error for a cell with more than `MOST_IN_CELL` characters."""
    return TableError(
        N_("{cell} holds more than {limit} characters"),
        N_("Keep long texts in documents, and name those as evidence."),
        cell=cell,
        limit=MOST_IN_CELL,
    )


def trimmed(row: list[CellValue]) -> tuple[CellValue, ...]:
    """A row without the empty cells at its end."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return tuple(row[:end])


def without_empty_end(rows: list[tuple[CellValue, ...]]) -> tuple[tuple[CellValue, ...], ...]:
    """The rows without the empty rows at their end."""
    end = len(rows)
    while end and not rows[end - 1]:
        end -= 1
    return tuple(rows[:end])


def text_value(text: str) -> str | None:
    """The text of a cell with line feeds at line ends and no space around it; None for an empty text."""
    if "\r" in text or "\t" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return text.strip() or None
