"""An answer as CSV: a row a line, nothing nested, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from commitments.render.answer import Answer, Record, Screen
from commitments.render.safe import cell, inert, one_line


def as_csv(answer: Answer, screen: Screen) -> Iterator[str]:
    """The rows with nested keys joined by a dot, and no cell that a spreadsheet would run."""
    rows: Iterable[Record] = map(flat, answer.cells.rows())
    names = list(answer.cells.names)
    if not answer.cells.is_complete:
        rows = list(rows)
        names = list(dict.fromkeys([*names, *(name for row in rows for name in row)]))
    yield _csv_line(names)
    for row in rows:
        yield _csv_line([row.get(name, "") for name in names])


def _csv_line(values: Sequence[Any]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(map(cell, values))
    return inert(text.getvalue())


def flat(row: Record, prefix: str = "") -> dict[str, Any]:
    """A row without nesting: dotted names, lists joined by semicolons, nothing as an empty text."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            found.update(flat(value, f"{prefix}{name}."))
        else:
            found[prefix + name] = cell_value(value)
    return found


def cell_value(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(_item(item) for item in value)
    return value


def _item(value: Any) -> str:
    if isinstance(value, Mapping):
        return "/".join(str(cell_value(item)) for item in value.values() if item is not None)
    return str(cell_value(value))
