"""A table of a spreadsheet as plain values, and how its cells are called. Knows no file and no field."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeAlias

from commitments.errors import N_, CommitmentsError

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_IN_CELL = 32 * 1024
"""In characters, as much as Excel itself takes."""


class Broken(NamedTuple):
    """A cell that holds no value: an error of the spreadsheet, or a formula that nobody has computed."""

    shown: str


class SmallNumber(NamedTuple):
    """A number in a cell for dates that is hardly a day: a year, as 2026, which shows as 1905, or a count."""

    number: int
    shown: str
    """The day that the spreadsheet makes of it."""

    def __str__(self) -> str:
        return str(self.number)


Value: TypeAlias = str | int | float | date | Broken | SmallNumber | None
"""What a cell holds; a text has its lines ended by line feeds, and none is empty."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet, from the first of the file; empty ones keep their place."""

    rows: tuple[tuple[Value, ...], ...]
    """Of different lengths: what is empty at the end of a row is left out."""
    name: str = ""
    """Empty for a file that has no sheets."""
    epoch: int = 1900
    """The year from which its days are counted."""
    others: tuple[str, ...] = field(default=())
    """The names of the other sheets that can be seen."""

    def cell(self, row: int, column: int) -> str:
        """How a cell is called, as in `Sheet1!D7`; rows count from 1 and columns from 0."""
        place = f"{column_letters(column)}{row}"
        return f"{_quoted(self.name)}!{place}" if self.name else place


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: `D` for 3."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _quoted(name: str) -> str:
    plain = name.replace("_", "").isalnum() and not name[0].isdigit()
    return name if plain else "'" + name.replace("'", "''") + "'"


def too_many_rows() -> CommitmentsError:
    """What to say of a table that is too long."""
    return CommitmentsError(
        N_("The table has more than {limit} rows"), N_("Split it into several files."), limit=MOST_ROWS
    )


def too_many_columns() -> CommitmentsError:
    """What to say of a table that is too wide."""
    return CommitmentsError(
        N_("The table has more than {limit} columns"),
        N_("Delete the columns that are not needed."),
        limit=MOST_COLUMNS,
    )


def too_long_a_cell(cell: str) -> CommitmentsError:
    """What to say of a cell that holds too much."""
    return CommitmentsError(
        N_("{cell} holds more than {limit} characters"),
        N_("Keep long texts in documents, and name those as evidence."),
        cell=cell,
        limit=MOST_IN_CELL,
    )


def trimmed(row: list[Value]) -> tuple[Value, ...]:
    """A row without what is empty at its end."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return tuple(row[:end])


def without_empty_end(rows: list[tuple[Value, ...]]) -> tuple[tuple[Value, ...], ...]:
    """The rows without the empty ones after the last that holds something."""
    end = len(rows)
    while end and not rows[end - 1]:
        end -= 1
    return tuple(rows[:end])


def text_value(text: str) -> str | None:
    """A text of a cell: its lines ended by line feeds, no space around it; None for an empty one."""
    if "\r" in text or "\t" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return text.strip() or None
