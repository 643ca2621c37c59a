"""Finds which rows of a table are parts of others by their numbers: `2.1` is a part of `2`.

It must not plan a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from commitments.edits.table import cells
from commitments.edits.table.column_names import ROLE_NAMES, field_of_heading
from commitments.edits.table.row_values import CellFault, RowValues
from commitments.edits.unclear import unclear
from commitments.errors import N_
from commitments.model.lifecycle import Role
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


def with_leads_of_parts(
    rows: Mapping[int, RowValues], parents: Mapping[int, int], has_party: bool
) -> dict[int, RowValues]:
    """The rows, where a whole that names no party is led by those who lead its parts, and says so.

    `has_party` tells that all rows have a party already.
    """
    led_rows = dict(rows)
    for number in sorted({*parents.values()}, key=lambda row: -_depth(row, parents)):
        row = rows.get(number)
        if row is None or not row.titles or has_party or row.values.keys() & ROLE_NAMES or row.faults:
            continue
        parts = [led_rows[part] for part, whole in parents.items() if whole == number and part in led_rows]
        if leads := sorted({lead for part in parts for lead in part.values.get(Role.LEAD, ())}):
            doubt = unclear(
                N_("The row names no party: it is led by those who lead its parts, {parties}"),
                N_("Name its own lead in the table, if it has one."),
                parties=", ".join(leads),
            )
            values = {**row.values, Role.LEAD.value: leads}
            led_rows[number] = replace(row, values=values, doubts=(*row.doubts, CellFault(Role.LEAD, doubt)))
    return led_rows


def _depth(row: int, parents: Mapping[int, int]) -> int:
    """How many wholes a row is a part of; a number is longer than its whole's, so there is no circle."""
    return 1 + _depth(parents[row], parents) if row in parents else 0


def row_number(table: Table, row: int) -> str:
    """The number that the table gives a row; empty for none."""
    column = _counting_column(table)
    return "" if column is None else _number(table, row, column)


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
