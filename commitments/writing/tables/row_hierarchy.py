"""Finds which rows of a table are parts of others by their numbers: `2.1` is a part of `2`.

It must not plan a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from commitments.edits.table import cells
from commitments.edits.table.column_names import field_of_heading
from commitments.writing.tables.import_table import Table

_NUMBER = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})*")


def parent_rows(table: Table, row_numbers: Iterable[int]) -> dict[int, int]:
    """The row that each of these rows is a part of, both from 1; a number that stands twice is none."""
    column = _counting_column(table)
    if column is None:
        return {}
    texts = {row: _number(table, row, column) for row in row_numbers}
    uses = Counter(texts.values())
    row_by_number = {text: row for row, text in texts.items() if text and uses[text] == 1}
    return {
        row: row_by_number[parent]
        for text, row in row_by_number.items()
        if (parent := text.rpartition(".")[0]) in row_by_number
    }


def _counting_column(table: Table) -> int | None:
    """The column that numbers the rows, else that of the ids."""
    for column, heading in enumerate(table.columns.headings):
        if heading and field_of_heading(heading) == "":
            return column
    return table.columns.field_column("id")


def _number(table: Table, row: int, column: int) -> str:
    values = table.sheet.rows[row - 1]
    text = cells.one_line_text(values[column]).rstrip(".") if column < len(values) and values[column] else ""
    return text if _NUMBER.fullmatch(text) else ""
