"""Joins the headings of two rows, as in `Đơn vị thực hiện` above `Chủ trì` and `Phối hợp`.

It must not know a field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

TableRow = Sequence[object]

_LONGEST = 60


def joined_headings(
    rows: Sequence[TableRow], number: int, is_known: Callable[[str], bool]
) -> tuple[int, list[object]]:
    """The last row of the headings, and the headings; `number` is the row in which they were seen, from 1."""
    for first in (number - 1, number):
        if 0 < first < len(rows) and _is_double(rows[first - 1], rows[first], is_known):
            return first + 1, _joined(rows[first - 1], rows[first], is_known)
    return number, list(rows[number - 1])


def _is_double(top: TableRow, below: TableRow, is_known: Callable[[str], bool]) -> bool:
    """Whether a row parts the headings of the row above it."""
    new = [column for column, text in enumerate(below) if text is not None and text != _at(top, column)]
    if len(new) < 2 or not all(isinstance(below[column], str) for column in new):
        return False
    if len({text for text in top if text is not None}) < 2 or len(new) == max(len(top), len(below)):
        return False
    if any(len(str(below[column])) > _LONGEST or not _is_parted(top, column) for column in new):
        return False
    has_parted = any(_at(top, column) is None for column in new)
    return has_parted and any(is_known(text) for column in new for text in _names(top, below, column))


def _is_parted(top: TableRow, column: int) -> bool:
    """Whether the heading above a column spans it and another one."""
    if _at(top, column) is None:
        return _above(top, column) is not None
    return column + 1 >= len(top) or top[column + 1] is None


def _joined(top: TableRow, below: TableRow, is_known: Callable[[str], bool]) -> list[object]:
    headings: list[object] = []
    for column in range(max(len(top), len(below))):
        text = _at(below, column)
        if text is None or text == _at(top, column):
            headings.append(_at(top, column))
        else:
            names = _names(top, below, column)
            headings.append(next(filter(is_known, names), names[0]))
    return headings


def _names(top: TableRow, below: TableRow, column: int) -> tuple[str, str]:
    """The name of a column with the heading above it, and alone."""
    return f"{_above(top, column)}: {below[column]}", str(below[column])


def _above(top: TableRow, column: int) -> object:
    """The heading that spans a column."""
    texts = [text for text in top[: column + 1] if text is not None]
    return texts[-1] if texts else None


def _at(row: TableRow, column: int) -> object:
    return row[column] if column < len(row) else None
