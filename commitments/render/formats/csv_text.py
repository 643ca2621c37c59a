"""Writes an answer as CSV: a row a line, nothing nested. Writes no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from commitments.render.answer import Answer, Cells, Record, Screen
from commitments.render.safe import csv_cell, inert, one_line


def as_csv(answer: Answer, screen: Screen) -> Iterator[str]:
    """The rows with nested keys joined by a dot, and no cell that a spreadsheet would run."""
    return csv_lines(screen.cells_in_words(answer.cells) if screen.cells_in_words else answer.cells)


def csv_lines(cells: Cells) -> Iterator[str]:
    """The lines of a table, its headings first."""
    rows: Iterable[Record] = map(flatten_row, cells.rows())
    names = list(cells.names)
    if not cells.is_complete:
        rows = list(rows)
        keys = dict.fromkeys(name for row in rows for name in row)
        names += [name for name in keys if _is_new(name, names)]
    yield _csv_line(names)
    for row in rows:
        yield _csv_line([row.get(name, "") for name in names])


def _is_new(name: str, names: Sequence[str]) -> bool:
    """Whether a name has no column yet, neither of its own nor for each of its parts."""
    return name not in names and not any(column.startswith(f"{name}.") for column in names)


def _csv_line(values: Sequence[Any]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(map(csv_cell, values))
    return inert(text.getvalue())


def flatten_row(row: Record, prefix: str = "") -> dict[str, Any]:
    """A row without nesting: dotted names, lists joined by semicolons, None as an empty text."""
    flat_row: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            flat_row.update(flatten_row(value, f"{prefix}{name}."))
        else:
            flat_row[prefix + name] = cell_value(value)
    return flat_row


def cell_value(value: Any) -> Any:
    """A value for one cell: a number stays a number, and a list is joined by semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(_item_text(item) for item in value)
    return value


def _item_text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "/".join(str(cell_value(item)) for item in value.values() if item is not None)
    return str(cell_value(value))
