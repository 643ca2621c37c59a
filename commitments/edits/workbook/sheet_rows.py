"""Finds the sheets, columns and rows of a workbook on its way back, by what it was exported with.

Sheets may be renamed, columns moved and rows sorted. It must not compare a cell with a record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from commitments.edits.table.cells import cell_text
from commitments.edits.workbook.exported_state import ExportedSheet, ExportedState
from commitments.edits.workbook.layout import STATE_SHEET, ColumnUse, SheetKey, column
from commitments.errors import N_, TableError
from commitments.reading.tables.sheet import BrokenCell, CellValue, Sheet

_MOST_HEADER_ROWS = 60
_WITHOUT_ITEMS = (SheetKey.COMMITMENTS, SheetKey.MOVES)
_LEAST_SHARE = 2
"""A sheet is ours where it has at least one in so many of the columns that it was exported with."""


class SheetRow(NamedTuple):
    """One row of a sheet that came back."""

    number: int
    """Its number in the sheet, from 1."""
    cells: Mapping[str, CellValue]
    """By the keys of the columns; empty cells are left out."""

    def text(self, key: str) -> str:
        """A cell as text, a day in the form of records; empty for none."""
        return plain_text(self.cells.get(key))


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One sheet that came back."""

    key: SheetKey
    sheet: Sheet
    header: int
    """The number of the row with the headings, from 1."""
    places: Mapping[str, int]
    """The column of each key, from 0."""
    headings: Mapping[str, str]

    def cell(self, row: int, key: str) -> str:
        """The name of a cell, such as `Commitments!D7`."""
        return self.sheet.cell(row, self.places[key])

    def rows(self) -> Iterator[SheetRow]:
        """The rows below the headings that hold anything in our columns."""
        for number, values in enumerate(self.sheet.rows[self.header :], self.header + 1):
            cells = {
                key: values[place]
                for key, place in self.places.items()
                if place < len(values) and values[place] is not None
            }
            if cells.keys() - {"number"}:
                yield SheetRow(number, cells)

    def missing_headings(self) -> list[str]:
        """The headings of the columns that are gone."""
        return [heading for key, heading in self.headings.items() if key not in self.places]


def plain_text(value: CellValue) -> str:
    """A cell as text, a day in the form of records; empty for an empty one and for one without a value."""
    return "" if value is None or isinstance(value, BrokenCell) else cell_text(value)


def find_sheets(sheets: Mapping[str, Sheet], state: ExportedState) -> dict[SheetKey, ReadSheet]:
    """The sheets that came back; one that was exported without a row may be gone.

    Raises TableError where none is the sheet of commitments, or two are copies of one.
    """
    read_sheets: dict[SheetKey, ReadSheet] = {}
    for key, exported in state.sheets.items():
        candidates = [
            read_sheet
            for name, sheet in sheets.items()
            if name != STATE_SHEET and (read_sheet := _read_sheet(key, sheet, exported)) is not None
        ]
        if len(candidates) > 1:
            raise _copied_sheet_error(candidates)
        if candidates:
            read_sheets[key] = candidates[0]
        elif key is SheetKey.COMMITMENTS:
            raise _missing_sheet_error(exported, key)
    return read_sheets


def find_moves(sheets: Mapping[str, Sheet], exported: ExportedSheet) -> ReadSheet | None:
    """The sheet of moves; None where it is gone, or a column of it is."""
    try:
        candidates = (_read_sheet(SheetKey.MOVES, sheet, exported) for sheet in sheets.values())
        read_sheet = next(filter(None, candidates), None)
    except TableError:  # a copied column: nothing of this sheet is read, so nothing is refused for it
        return None
    return read_sheet if read_sheet is None or not read_sheet.missing_headings() else None


def key_columns(key: SheetKey) -> list[str]:
    """The keys of the columns that say what a row is about."""
    return [name for name in ("id", "item") if name == "id" or key not in _WITHOUT_ITEMS]


def _read_sheet(key: SheetKey, sheet: Sheet, exported: ExportedSheet) -> ReadSheet | None:
    """A sheet as one that was exported; None where it is not that. Raises TableError for a copied column."""
    keys_by_heading = {_folded(heading): name for name, heading in exported.headings.items()}
    for number, row in enumerate(sheet.rows[:_MOST_HEADER_ROWS], 1):
        headings = [_folded(cell) if isinstance(cell, str) else "" for cell in row]
        present = [heading for heading in headings if heading in keys_by_heading]
        names = {keys_by_heading[heading] for heading in present}
        if not names.issuperset(key_columns(key)) or len(names) * _LEAST_SHARE < len(keys_by_heading):
            continue
        if len(present) > len(names):
            raise _copied_column_error(sheet, number, headings, present)
        places = {
            keys_by_heading[heading]: place
            for place, heading in enumerate(headings)
            if heading in keys_by_heading
        }
        return ReadSheet(key, sheet, number, places, exported.headings)
    return None


def _folded(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def shown_columns(sheet: ReadSheet) -> list[str]:
    """The columns that are only read, as they were exported; the running number is none of them."""
    return [
        name for name in sheet.headings if name != "number" and column(sheet.key, name).use is ColumnUse.SHOWN
    ]


def _missing_sheet_error(exported: ExportedSheet, key: SheetKey) -> TableError:
    return TableError(
        N_("No sheet has the columns of {sheet}, or its column {heading} is gone"),
        N_("Put the column back, or read the workbook as a plain table with --as-table."),
        sheet=exported.name,
        heading=exported.headings[key_columns(key)[-1]],
    )


def _copied_sheet_error(candidates: Sequence[ReadSheet]) -> TableError:
    return TableError(
        N_("Two sheets hold the same rows: {sheets}"),
        N_("Delete the copy, so that it is clear which of the two counts."),
        sheets=", ".join(candidate.sheet.name for candidate in candidates),
    )


def _copied_column_error(
    sheet: Sheet, row: int, headings: Sequence[str], present: Sequence[str]
) -> TableError:
    twice = next(heading for heading in present if present.count(heading) > 1)
    places = [place for place, heading in enumerate(headings) if heading == twice]
    return TableError(
        N_("Two columns have one heading: {cells}"),
        N_("Delete the copy, so that it is clear which of the two counts."),
        cells=sheet.cells((row, place) for place in places),
    )
