"""Workbooks that come back changed by hand. Judges nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import load_workbook


def headings(path: Path, sheet: str) -> list[str]:
    """The headings of a sheet, from left to right."""
    return [str(cell.value) for cell in load_workbook(path)[sheet][1]]


def fill_cells(
    source: Path, target: Path, sheet: str, id: str, cells: dict[str, Any], item: str = ""
) -> None:
    """Write a copy of a workbook with some cells of the row of a record, by their headings."""
    book = load_workbook(source)
    page = book[sheet]
    names = [cell.value for cell in page[1]]
    row = find_row(page, id, item)
    for name, value in cells.items():
        page.cell(row, names.index(name) + 1).value = value
    book.save(target)


def find_row(page: Any, id: str, item: str = "") -> int:
    """The number of the row of a record, and of one of its milestones or occurrences."""
    for number, row in enumerate(page.iter_rows(min_row=2, values_only=True), 2):
        texts = {str(value) for value in row if value is not None}
        if id in texts and (not item or item in texts):
            return number
    raise AssertionError(f"no row of {id} {item}")
