"""Holds a workbook as plain data: its sheets, columns, cells and drop-downs. Must not know XlsxWriter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from commitments.edits.workbook.exported_state import ExportedState
from commitments.edits.workbook.layout import SheetColumn, SheetKey
from commitments.model.calendar.dates import Precision, Span
from commitments.render.safe import visible
from commitments.render.words import Words

PlannedCell: TypeAlias = str | int | date | None
"""A text, a count, or a day; None for an empty cell."""

MOST_CHARACTERS = 32_767
"""What Excel takes in one cell."""


class ListKey(NamedTuple):
    """A column of the sheet of lists that offers the words of a drop-down."""

    name: str
    is_strict: bool
    """Whether no other word is taken: a cell may name several parties."""


class PlannedColumn(NamedTuple):
    """One column of a sheet."""

    column: SheetColumn
    heading: str
    width: int
    """In characters."""
    offers: ListKey | None = None


class WorkbookRow(NamedTuple):
    """One row, and what it is about."""

    id: str
    item: str
    cells: tuple[PlannedCell, ...]


class PlannedSheet(NamedTuple):
    """One sheet that people see."""

    key: SheetKey
    name: str
    columns: Sequence[PlannedColumn]
    rows: Sequence[WorkbookRow]
    frozen: int = 2
    """The number of columns that stay in sight."""


class PlannedList(NamedTuple):
    """A column of the sheet of lists."""

    heading: str
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """A whole workbook."""

    sheets: Sequence[PlannedSheet]
    lists_name: str
    lists: Mapping[str, PlannedList]
    """By the name of `ListKey`."""
    state: ExportedState
    title: str
    about: str
    """Which state it shows, in words."""
    created: datetime
    """The time that stands in the file: that of the commit."""


def fitted_text(text: str) -> str | None:
    """A text that a cell can hold; None for none."""
    shown = visible(text).strip()
    if len(shown) > MOST_CHARACTERS:
        shown = shown[: MOST_CHARACTERS - 1] + "…"
    return shown or None


def date_cell(span: Span | None, words: Words) -> PlannedCell:
    """A day as a date of the spreadsheet; any other date as people write it."""
    if span is None:
        return None
    is_day = span.precision is Precision.DAY and not (span.approximate or span.uncertain)
    if is_day and span.earliest is not None and span.earliest.year > _FIRST_YEAR:
        return span.earliest
    return words.date(span)


_FIRST_YEAR = 1900
"""Excel counts days from this year, and takes it for a leap year."""


def plain_cell(cell: PlannedCell) -> str:
    """A cell as the hidden sheet holds it: a day in the form of records."""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)
