"""Reads the content of an OpenDocument spreadsheet, element by element, without building a tree.

It must not choose a sheet. What a file may hold is bounded by `workbook_archive` beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import IO
from xml.parsers import expat

from commitments.reading.tables.date_cells import shown_day_or_period, small_number
from commitments.reading.tables.sheet import (
    MOST_COLUMNS,
    MOST_IN_CELL,
    MOST_ROWS,
    BrokenCell,
    CellValue,
    Place,
    column_letters,
    long_cell_error,
    text_value,
    too_many_columns_error,
    too_many_rows_error,
    trimmed,
)
from commitments.reading.tables.workbook_archive import too_large_error

_CHUNK = 1024 * 1024
_HIDDEN = frozenset({"collapse", "filter"})
_NO_COLOUR = frozenset({"", "transparent", "#ffffff"})
_NUMBERS = frozenset({"float", "currency"})

_MOST_CELLS = 4_000_000
"""Cells of all sheets together, empty rows among them."""

_MOST_MARKED_REPEATS = 50
"""How many of a row's repetitions have their marks told."""

Attributes = Mapping[str, str]


@dataclass
class OpenSheet:
    """A sheet with its rows and the marks of its cells; rows count from 1 and columns from 0."""

    name: str
    is_hidden: bool = False
    rows: list[list[CellValue]] = field(default_factory=list)
    struck: list[Place] = field(default_factory=list)
    filled: list[tuple[Place, str]] = field(default_factory=list)
    commented: list[Place] = field(default_factory=list)
    linked: list[tuple[Place, str]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


@dataclass
class _Cell:
    """The open cell: its attributes, and what stands in it so far."""

    attributes: Attributes
    is_covered: bool
    lines: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    has_comment: bool = False


class ContentReader:
    """Collects the sheets of a content part, and the styles of its cells."""

    def __init__(self) -> None:
        self.sheets: list[OpenSheet] = []
        self.epoch = 1900
        self._styles: dict[str, tuple[bool, str]] = {}
        """Whether a style strikes through, and its colour behind the cell, by its name."""
        self._hidden_tables: set[str] = set()
        self._style = ""
        self._table_depth = self._comment_depth = 0
        self._column = self._row_repeats = 0
        self._row: list[CellValue] = []
        self._row_marks: list[Callable[[int], None]] = []
        """What is to be noted of the cells of the open row, once its number is known."""
        self._merged: dict[int, tuple[int, CellValue]] = {}
        """The last row and the value of cells that span rows, by column."""
        self._cell: _Cell | None = None
        self._cell_count = 0

    def read(self, source: IO[bytes]) -> None:
        """Read one part."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start_element
        parser.EndElementHandler = self._end_element
        parser.CharacterDataHandler = self._characters
        while chunk := source.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)

    def _start_element(self, name: str, attributes: dict[str, str]) -> None:
        if self._cell is not None and name.startswith(("text:", "office:annotation")):
            self._start_text(self._cell, name, attributes)
            return
        match name:
            case "style:style":
                self._style = attributes.get("style:name", "")
            case "style:text-properties" | "style:table-cell-properties" | "style:table-properties":
                self._note_style(attributes)
            case "table:null-date":
                self.epoch = 1904 if attributes.get("table:date-value", "").startswith("1904") else 1900
            case "table:table":
                self._start_table(attributes)
            case "table:table-column" if self._table_depth == 1:
                self._note_columns(attributes)
            case "table:table-row" if self._table_depth == 1:
                self._start_row(attributes)
            case "table:table-cell" | "table:covered-table-cell" if self._table_depth == 1:
                self._cell = _Cell(attributes, name == "table:covered-table-cell")

    def _end_element(self, name: str) -> None:
        if name == "office:annotation":
            self._comment_depth = max(0, self._comment_depth - 1)
        elif name in ("table:table-cell", "table:covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
        elif name == "table:table-row" and self._table_depth == 1:
            self._end_row()
        elif name == "table:table":
            self._table_depth -= 1

    def _characters(self, text: str) -> None:
        if self._cell is not None and self._cell.lines and not self._comment_depth:
            self._cell.lines[-1] += text

    def _start_text(self, cell: _Cell, name: str, attributes: Attributes) -> None:
        if name == "office:annotation":
            cell.has_comment = True
            self._comment_depth += 1
        elif self._comment_depth:
            return
        elif name == "text:p":
            cell.lines.append("")
        elif name == "text:a" and attributes.get("xlink:href"):
            cell.addresses.append(attributes["xlink:href"])
        elif cell.lines:
            cell.lines[-1] += {"text:s": " ", "text:tab": " ", "text:line-break": "\n"}.get(name, "")

    def _note_style(self, attributes: Attributes) -> None:
        is_struck, colour = self._styles.get(self._style, (False, ""))
        is_struck |= attributes.get("style:text-line-through-style", "none") != "none"
        colour = attributes.get("fo:background-color", colour)
        self._styles[self._style] = is_struck, "" if colour.lower() in _NO_COLOUR else colour
        if attributes.get("table:display") == "false":
            self._hidden_tables.add(self._style)

    def _start_table(self, attributes: Attributes) -> None:
        self._table_depth += 1
        if self._table_depth == 1:
            is_hidden = attributes.get("table:style-name", "") in self._hidden_tables
            self.sheets.append(OpenSheet(attributes.get("table:name", ""), is_hidden))
            self._column, self._merged = 0, {}

    def _note_columns(self, attributes: Attributes) -> None:
        repeats = _repeats(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            last = min(self._column + repeats, MOST_COLUMNS)
            self.sheets[-1].hidden_columns += range(self._column, last)
        self._column += repeats

    def _start_row(self, attributes: Attributes) -> None:
        self._row, self._row_marks, self._column = [], [], 0
        self._row_repeats = _repeats(attributes, "table:number-rows-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            self._row_marks.append(self.sheets[-1].hidden_rows.append)

    def _end_row(self) -> None:
        rows = self.sheets[-1].rows
        repeats = self._row_repeats
        if not trimmed(self._row):
            empty = min(repeats, MOST_ROWS + 1 - len(rows))
            self._count(empty)
            rows += [[] for _ in range(empty)]
            return
        if len(rows) + repeats > MOST_ROWS:
            raise too_many_rows_error()
        self._count(repeats * len(self._row))
        for repeat in range(repeats):
            rows.append([*self._row])
            for note in self._row_marks if repeat < _MOST_MARKED_REPEATS else ():
                note(len(rows))

    def _count(self, cells: int) -> None:
        """Count the cells of all sheets: repetition lets a small file say many."""
        self._cell_count += cells
        if self._cell_count > _MOST_CELLS:
            raise too_large_error()

    def _end_cell(self, cell: _Cell) -> None:
        self._cell = None
        number = len(self.sheets[-1].rows) + 1
        value = _cell_value(cell, self.epoch, f"{column_letters(self._column)}{number}")
        repeats = _repeats(cell.attributes, "table:number-columns-repeated")
        if value is not None and self._column + repeats > MOST_COLUMNS:
            raise too_many_columns_error()
        for column in range(self._column, min(self._column + repeats, MOST_COLUMNS)):
            self._row.append(self._merged_value(cell, value, column, number))
            if value is not None:
                self._note_marks(cell, column)
        self._column += repeats

    def _merged_value(self, cell: _Cell, value: CellValue, column: int, number: int) -> CellValue:
        """The value of a cell; below a cell that spans several rows, the value of that."""
        if cell.is_covered and value is None:
            last, spanning_value = self._merged.get(column, (0, None))
            return spanning_value if number <= last else None
        span = _repeats(cell.attributes, "table:number-rows-spanned")
        if span > 1:
            self._merged[column] = number + span - 1, value
        return value

    def _note_marks(self, cell: _Cell, column: int) -> None:
        sheet, marks = self.sheets[-1], self._row_marks
        is_struck, colour = self._styles.get(cell.attributes.get("table:style-name", ""), (False, ""))
        if is_struck:
            marks.append(lambda row: sheet.struck.append((row, column)))
        if colour:
            marks.append(lambda row: sheet.filled.append(((row, column), colour)))
        if cell.has_comment:
            marks.append(lambda row: sheet.commented.append((row, column)))
        if cell.addresses:
            addresses = tuple(cell.addresses)
            marks.append(lambda row: sheet.linked.extend(((row, column), address) for address in addresses))


def _repeats(attributes: Attributes, name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isdecimal() and len(text) < 10 else 1


def _cell_value(cell: _Cell, epoch: int, address: str) -> CellValue:
    attributes, shown = cell.attributes, "\n".join(cell.lines)
    kind = attributes.get("office:value-type", "string" if shown else "")
    if len(shown) > MOST_IN_CELL:
        raise long_cell_error(address)
    if attributes.get("calcext:value-type") == "error" or shown.startswith(("#REF!", "Err:", "#NAME?")):
        return BrokenCell(shown[:40] or "=…")
    if not kind and "table:formula" in attributes:
        return BrokenCell("=…")
    if kind == "date":
        return _date_value(attributes.get("office:date-value", ""), shown, epoch)
    if kind in _NUMBERS:
        return _number(attributes.get("office:value", ""), shown)
    if kind == "percentage":
        return text_value(shown)
    if kind == "boolean":
        return attributes.get("office:boolean-value") == "true"
    return text_value(shown or attributes.get("office:string-value", ""))


def _date_value(text: str, shown: str, epoch: int) -> CellValue:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text_value(shown)
    return small_number(day, epoch) or shown_day_or_period(day, shown)


def _number(text: str, shown: str) -> CellValue:
    try:
        number = float(text)
    except ValueError:
        return text_value(shown)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
