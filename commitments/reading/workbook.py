"""Tables in Excel workbooks (.xlsx), by openpyxl once `archive` has let them pass. Knows no field."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from commitments.errors import N_, CommitmentsError
from commitments.model.dates import LAST_YEAR, SPREADSHEETS_BEGIN
from commitments.model.nearest import nearest
from commitments.reading.sheet import (
    MOST_COLUMNS,
    MOST_IN_CELL,
    MOST_ROWS,
    Broken,
    Sheet,
    SmallNumber,
    Value,
    text_value,
    too_long_a_cell,
    too_many_columns,
    too_many_rows,
    trimmed,
    without_empty_end,
)
from commitments.reading.workbook_archive import Part, not_a_workbook, parts

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_LAST_UNEVEN = 60
"""Days from the beginning of the system of 1900 to the one before 1 March 1900."""

_LAST_ROW = 1_048_576
"""Of Excel itself."""


def workbook(data: bytes, name: str | None = None) -> Sheet:
    """The rows of a sheet, the first that can be seen unless one is named; raises CommitmentsError."""
    about = parts(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _sheet(data, name, about)
        except CommitmentsError:
            raise
        except Exception as error:  # the library raises any kind for damaged workbooks
            raise not_a_workbook() from error


def _sheet(data: bytes, name: str | None, about: Any) -> Sheet:
    from openpyxl import load_workbook  # only a workbook needs it

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        chosen = _chosen(book, name)
        part = about.get(getattr(chosen, "_worksheet_path", ""), Part())
        epoch = 1904 if book.epoch.year == 1904 else 1900
        rows = _rows(chosen, epoch)
        _marked(rows, part.uncomputed)
        _merged(rows, part.merged)
        others = tuple(worksheet.title for worksheet in book.worksheets if worksheet.title != chosen.title)
        return Sheet(without_empty_end([trimmed(row) for row in rows]), chosen.title, epoch, others)
    finally:
        book.close()


def _chosen(book: Workbook, name: str | None) -> Any:
    if name is None:
        seen = (worksheet for worksheet in book.worksheets if worksheet.sheet_state == "visible")
        first = next(seen, None)
        if first is None:
            raise not_a_workbook()
        return first
    by_name = {worksheet.title: worksheet for worksheet in book.worksheets}
    if name not in by_name:
        near = nearest(name, by_name)
        raise CommitmentsError(
            N_("There is no sheet {name}"),
            N_("Did you mean {near}? There are: {known}") if near else N_("There are: {known}"),
            name=name,
            near=near,
            known=", ".join(by_name),
        )
    return by_name[name]


def _rows(sheet: Any, epoch: int) -> list[list[Value]]:
    sheet.reset_dimensions()  # what a file says of its own size need not be true
    found: list[list[Value]] = []
    before: object = None
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1)):
        if number >= _LAST_ROW:
            raise not_a_workbook()
        # A gap in the numbers of rows is filled with one and the same empty row.
        values = [] if row is before else list(trimmed([_value(item, epoch) for item in row]))
        before = row
        if len(values) > MOST_COLUMNS:
            raise too_many_columns()
        if len(found) < MOST_ROWS:
            found.append(values)
        elif values:
            raise too_many_rows()
    return found


def _value(cell: Any, epoch: int) -> Value:
    value = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "e":
        return Broken(str(value)[:40])
    if isinstance(value, datetime):
        return _small_number(value, epoch) or _day(value, str(cell.number_format))
    if isinstance(value, time) and re.search("[dy]", str(cell.number_format), re.IGNORECASE):
        return SmallNumber(0, value.isoformat())  # the day before the first
    if isinstance(value, str):
        if len(value) > MOST_IN_CELL:
            raise too_long_a_cell(str(cell.coordinate))
        return text_value(re.sub(r"_x000[dD]_\n?", "\n", value))
    return value if isinstance(value, (bool, int, float, date)) else text_value(str(value))


def _small_number(value: datetime, epoch: int) -> SmallNumber | None:
    """The number that a cell for dates holds, where it is too small for a day that a table would tell.

    The system of 1900 takes that year for a leap year, so that its first sixty days count one less.
    """
    if epoch == 1904:
        number = (value.date() - date(1904, 1, 1)).days
    else:
        number = (value.date() - SPREADSHEETS_BEGIN).days
        number -= 1 <= number <= _LAST_UNEVEN
    return SmallNumber(number, value.date().isoformat()) if number <= LAST_YEAR else None


def _day(value: datetime, shown: str) -> Value:
    """The day of a date, or only its month or year where the cell shows no more than that.

    Who types `6/2025` into Excel gets the first of June, shown as a month.
    """
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", shown.partition(";")[0]).lower()
    if "y" in plain and "d" not in plain and "h" not in plain and value.day == 1:
        if "m" in plain:
            return f"{value.year:04}-{value.month:02}"
        if value.month == 1:
            return f"{value.year:04}"
    return value.date()


def _marked(rows: list[list[Value]], cells: Iterable[str]) -> None:
    """Show which cells hold a formula without its value, where they would else pass for empty."""
    for row, column in filter(None, map(_place, cells)):
        if row < len(rows) and column < MOST_COLUMNS:
            _put(rows[row], column, Broken("=…"))


def _merged(rows: list[list[Value]], ranges: Iterable[str]) -> None:
    """Say what stands in a cell merged over several rows of each of these rows."""
    for column, first, last in _upright(ranges):
        value = rows[first][column] if first < len(rows) and column < len(rows[first]) else None
        for row in rows[first + 1 : last + 1] if value is not None else ():
            if column >= len(row) or row[column] is None:
                _put(row, column, value)


def _put(row: list[Value], column: int, value: Value) -> None:
    row.extend([None] * (column + 1 - len(row)))
    row[column] = value


def _upright(ranges: Iterable[str]) -> list[tuple[int, int, int]]:
    """Column, first row and last row of the ranges over several rows; no two of them share a cell."""
    found = []
    for item in ranges:
        first, last = (_place(end) for end in (item.partition(":")[0], item.partition(":")[2]))
        if first and last and first[0] < last[0] and first[1] < MOST_COLUMNS:
            found.append((first[1], first[0], last[0]))
    found.sort()
    for (column, _, end), (other, start, _) in pairwise(found):
        if column == other and start <= end:
            raise not_a_workbook()
    return found


def _place(cell: str) -> tuple[int, int] | None:
    """Row and column of a cell, both from 0."""
    match = re.fullmatch(r"([A-Z]{1,3})([1-9][0-9]{0,6})", cell)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
