"""Reads tables in Excel workbooks (.xlsx) with openpyxl, after `workbook_archive`. Knows no field."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from commitments.errors import N_, CommitmentsError, UnknownNameError
from commitments.model.nearest import nearest_word
from commitments.reading.tables.cell_marks import StyleMarks, cell_position, sheet_marks
from commitments.reading.tables.date_cells import day_or_period, small_number
from commitments.reading.tables.sheet import (
    MOST_COLUMNS,
    MOST_IN_CELL,
    MOST_ROWS,
    BrokenCell,
    CellValue,
    Sheet,
    SmallNumber,
    long_cell_error,
    text_value,
    too_many_columns_error,
    too_many_rows_error,
    trimmed,
    without_empty_end,
)
from commitments.reading.tables.workbook_archive import WorkbookPart, not_a_workbook_error, read_parts

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_ROWS_OF_OURS = 60_000
"""Rows of one sheet of a workbook that we wrote: a record may have several milestones and occurrences."""

_LAST_ROW = 1_048_576
"""The number of rows that Excel itself takes."""


IsHeader = Callable[[Sequence[CellValue]], bool]

_MOST_HEADER_ROWS = 60
"""Rows that are searched for a header, which shows the sheet with a table."""


def read_all_sheets(data: bytes) -> dict[str, Sheet]:
    """The values of every sheet of a workbook, hidden ones too, by their names.

    Raises TableError for what is no readable workbook.
    """
    parts_by_name = read_parts(data)
    with _reading_library():
        return _read_all_sheets(data, parts_by_name)


def read_workbook(data: bytes, name: str | None = None, is_header: IsHeader = lambda row: True) -> Sheet:
    """The rows of the sheet `name`, or of the first visible sheet with a header, else of the first visible.

    Raises UnknownNameError where there is no such sheet, and TableError for what is no readable workbook.
    """
    parts_by_name = read_parts(data)
    with _reading_library():
        return _read_sheet(data, name, parts_by_name, is_header)


@contextmanager
def _reading_library() -> Iterator[None]:
    """Keep the library quiet; whatever it raises is a workbook that cannot be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except CommitmentsError:
            raise
        except Exception as error:  # the library raises any kind for damaged workbooks
            raise not_a_workbook_error() from error


def _read_all_sheets(data: bytes, parts_by_name: Mapping[str, WorkbookPart]) -> dict[str, Sheet]:
    from openpyxl import load_workbook  # only a workbook needs it

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        epoch = 1904 if book.epoch.year == 1904 else 1900
        sheets = {}
        for worksheet in book.worksheets:
            if not hasattr(worksheet, "iter_rows"):  # a sheet that is a chart alone
                continue
            part = parts_by_name.get(getattr(worksheet, "_worksheet_path", ""), WorkbookPart())
            rows = _read_rows(worksheet, epoch, most=MOST_ROWS_OF_OURS)
            _mark_uncomputed(rows, part.uncomputed)
            table = without_empty_end([trimmed(row) for row in rows])
            sheets[worksheet.title] = Sheet(table, worksheet.title, epoch)
        return sheets
    finally:
        book.close()


def _read_sheet(data: bytes, name: str | None, parts_by_name: Any, is_header: IsHeader) -> Sheet:
    from openpyxl import load_workbook  # only a workbook needs it

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        worksheet = _choose_worksheet(book, name, is_header)
        part = parts_by_name.get(getattr(worksheet, "_worksheet_path", ""), WorkbookPart())
        epoch = 1904 if book.epoch.year == 1904 else 1900
        styles = StyleMarks(book)
        rows = _read_rows(worksheet, epoch, styles)
        _mark_uncomputed(rows, part.uncomputed)
        _fill_merged(rows, part.merged)
        others = tuple(other.title for other in book.worksheets if other.title != worksheet.title)
        marks = sheet_marks(worksheet, styles, parts_by_name)
        return Sheet(without_empty_end([trimmed(row) for row in rows]), worksheet.title, epoch, others, marks)
    finally:
        book.close()


def _choose_worksheet(book: Workbook, name: str | None, is_header: IsHeader) -> Any:
    if name is None:
        visible = [worksheet for worksheet in book.worksheets if worksheet.sheet_state == "visible"]
        if not visible:
            raise not_a_workbook_error()
        if len(visible) == 1:
            return visible[0]
        return next((worksheet for worksheet in visible if _has_header(worksheet, is_header)), visible[0])
    by_name = {worksheet.title: worksheet for worksheet in book.worksheets}
    if name not in by_name:
        nearest_name = nearest_word(name, by_name)
        raise UnknownNameError(
            N_("There is no sheet {name}"),
            N_("Did you mean {near}? There are: {known}") if nearest_name else N_("There are: {known}"),
            name=name,
            near=nearest_name,
            known=", ".join(by_name),
        )
    return by_name[name]


def _has_header(worksheet: Any, is_header: IsHeader) -> bool:
    if not hasattr(worksheet, "iter_rows"):  # a sheet that is a chart alone
        return False
    rows = worksheet.iter_rows(max_row=_MOST_HEADER_ROWS, max_col=MOST_COLUMNS, values_only=True)
    return any(
        is_header([text_value(value) if isinstance(value, str) else None for value in row]) for row in rows
    )


def _read_rows(
    sheet: Any, epoch: int, styles: StyleMarks | None = None, most: int = MOST_ROWS
) -> list[list[CellValue]]:
    sheet.reset_dimensions()  # a file may be wrong about its own size
    rows: list[list[CellValue]] = []
    previous: object = None
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1)):
        if number >= _LAST_ROW:
            raise not_a_workbook_error()
        # openpyxl fills a gap in the row numbers with one and the same object.
        values = [] if row is previous else list(trimmed([_cell_value(cell, epoch) for cell in row]))
        if values and styles is not None:
            styles.note_row(row)
        previous = row
        if len(values) > MOST_COLUMNS:
            raise too_many_columns_error()
        if len(rows) < most:
            rows.append(values)
        elif values:
            raise too_many_rows_error(most)
    return rows


def _cell_value(cell: Any, epoch: int) -> CellValue:
    value = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "e":
        return BrokenCell(str(value)[:40])
    if isinstance(value, datetime):
        day = value.date()
        return small_number(day, epoch) or day_or_period(day, str(cell.number_format))
    if isinstance(value, time) and re.search("[dy]", str(cell.number_format), re.IGNORECASE):
        return SmallNumber(0, value.isoformat())  # Excel shows 0 as the day before its first
    if isinstance(value, str):
        if len(value) > MOST_IN_CELL:
            raise long_cell_error(str(cell.coordinate))
        return text_value(re.sub(r"_x000[dD]_\n?", "\n", value))
    if isinstance(value, (int, float)) and not isinstance(value, bool) and "%" in str(cell.number_format):
        return f"{value * 100:.6g}%"
    return value if isinstance(value, (bool, int, float, date)) else text_value(str(value))


def _mark_uncomputed(rows: list[list[CellValue]], cells: Iterable[str]) -> None:
    """Put `Broken` into the cells of formulas without a value, which would pass for empty."""
    for row, column in filter(None, map(cell_position, cells)):
        if row < len(rows) and column < MOST_COLUMNS:
            _put_value(rows[row], column, BrokenCell("=…"))


def _fill_merged(rows: list[list[CellValue]], ranges: Iterable[str]) -> None:
    """Copy the value of a cell that is merged over several rows into each of these rows."""
    for column, first, last in _vertical_ranges(ranges):
        value = rows[first][column] if first < len(rows) and column < len(rows[first]) else None
        for row in rows[first + 1 : last + 1] if value is not None else ():
            if column >= len(row) or row[column] is None:
                _put_value(row, column, value)


def _put_value(row: list[CellValue], column: int, value: CellValue) -> None:
    row.extend([None] * (column + 1 - len(row)))
    row[column] = value


def _vertical_ranges(ranges: Iterable[str]) -> list[tuple[int, int, int]]:
    """Column, first row and last row, from 0, of the ranges over several rows.

    Raises TableError where two of them share a cell.
    """
    spans = []
    for merged_range in ranges:
        first, last = (
            cell_position(end) for end in (merged_range.partition(":")[0], merged_range.partition(":")[2])
        )
        if first and last and first[0] < last[0] and first[1] < MOST_COLUMNS:
            spans.append((first[1], first[0], last[0]))
    spans.sort()
    for (column, _, last_row), (next_column, next_first, _) in pairwise(spans):
        if column == next_column and next_first <= last_row:
            raise not_a_workbook_error()
    return spans
