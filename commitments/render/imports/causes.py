"""Gathers the faults of an import by their cause: each value or reason once, with all of its cells.

It must not decide what a fault is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commitments.reading.tables.sheet import Place
from commitments.render.imports.words import fault_words
from commitments.render.words import Words
from commitments.writing.tables.import_table import TableImport

_MOST_RANGES = 8


class Cause(NamedTuple):
    """A fault that rows share."""

    what: str
    advice: str
    where: str
    """The cells, or the rows where the fault is in no cell."""
    rows: int


def fault_causes(outcome: TableImport, words: Words) -> list[Cause]:
    """The causes of all faults, in the order of their first rows."""
    places: dict[tuple[str, str, int | None], list[Place]] = {}
    for row in outcome.rows:
        for fault in row.faults:
            column = outcome.table.columns.field_column(fault.field) if fault.field else None
            places.setdefault((*fault_words(fault, words), column), []).append((row.row, column or 0))
    return [
        Cause(what, advice, _where(outcome, column, shared, words), len({row for row, _ in shared}))
        for (what, advice, column), shared in places.items()
    ]


def _where(outcome: TableImport, column: int | None, places: Sequence[Place], words: Words) -> str:
    if column is not None:
        return outcome.table.sheet.cells(places)
    rows = sorted({row for row, _ in places})
    return words.count(len(rows), "row {rows}", "rows {rows}", rows=_row_ranges(rows))


def _row_ranges(rows: Sequence[int]) -> str:
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in ranges[:_MOST_RANGES]]
    return ", ".join([*shown, *(["…"] if len(ranges) > _MOST_RANGES else [])])
