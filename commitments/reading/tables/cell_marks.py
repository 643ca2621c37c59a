"""Reads what a sheet of a workbook shows beside its values, such as colours and what is hidden.

It must not say what any of it means.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from commitments.reading.tables.sheet import MOST_COLUMNS, Place, SheetMarks
from commitments.reading.tables.workbook_archive import WorkbookPart

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_WHITE = frozenset({"FFFFFFFF", "00FFFFFF", "00000000"})


class StyleMarks:
    """Collects the cells of a sheet that are struck through or have a colour behind them."""

    def __init__(self, book: Workbook) -> None:
        self._book: Any = book
        self._by_style: dict[int, tuple[bool, str]] = {}
        self.struck: list[Place] = []
        self.filled: list[tuple[Place, str]] = []

    def note_row(self, row: Iterable[Any]) -> None:
        """Note the cells of a row that hold a value."""
        for cell in row:
            style = getattr(cell, "_style_id", 0)
            if style and cell.value is not None:
                is_struck, colour = self._style(style)
                place = cell.row, cell.column - 1
                if is_struck:
                    self.struck.append(place)
                if colour:
                    self.filled.append((place, colour))

    def _style(self, id: int) -> tuple[bool, str]:
        """Whether a style strikes through, and its colour behind the cell; empty for none."""
        if id not in self._by_style:
            style = self._book._cell_styles[id]
            font, fill = self._book._fonts[style.fontId], self._book._fills[style.fillId]
            self._by_style[id] = bool(font.strike), _fill_colour(fill)
        return self._by_style[id]


def _fill_colour(fill: Any) -> str:
    if getattr(fill, "fill_type", None) != "solid":
        return ""
    colour = fill.fgColor
    name = f"{colour.type}:{colour.value}:{colour.tint}"
    is_white = (colour.type == "rgb" and colour.value in _WHITE) or name == "theme:0:0.0"
    return "" if is_white else name


def _comments(folder: str, relations: WorkbookPart, parts: Mapping[str, WorkbookPart]) -> Iterator[str]:
    """The cells of a sheet with comments, as `D7`."""
    for target in relations.targets:
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        yield from parts.get(posixpath.normpath(path), WorkbookPart()).commented


def _links(part: WorkbookPart, relations: WorkbookPart) -> Iterator[tuple[Place, str]]:
    """The cells of a sheet with an address behind them, and the address."""
    for cell, id in part.links:
        place, address = cell_position(cell.partition(":")[0]), relations.target_by_id.get(id)
        if place and address and not address.startswith("#"):  # a place in the workbook itself
            yield (place[0] + 1, place[1]), address


def sheet_marks(worksheet: Any, styles: StyleMarks, parts: Mapping[str, WorkbookPart]) -> SheetMarks:
    """All marks of a sheet."""
    sheet_path = getattr(worksheet, "_worksheet_path", "")
    folder, name = posixpath.split(sheet_path)
    part = parts.get(sheet_path, WorkbookPart())
    relations = parts.get(f"{folder}/_rels/{name}.rels", WorkbookPart())
    commented = _comments(folder, relations, parts)
    places = {(place[0] + 1, place[1]) for place in filter(None, map(cell_position, commented))}
    hidden_columns = {
        column - 1
        for first, last in part.hidden_columns
        for column in range(first, min(last, MOST_COLUMNS) + 1)
    }
    return SheetMarks(
        tuple(styles.struck),
        tuple(styles.filled),
        tuple(sorted(places)),
        tuple(sorted(set(part.hidden_rows))),
        tuple(sorted(hidden_columns)),
        tuple(_links(part, relations)),
    )


def cell_position(cell: str) -> tuple[int, int] | None:
    """Row and column of a cell, both from 0."""
    match = re.fullmatch(r"([A-Z]{1,3})([1-9][0-9]{0,6})", cell)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
