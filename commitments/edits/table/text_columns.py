"""Finds columns that are not what their headings say: a “Type” that holds no kind of ours.

Such a column is no id, kind or date; its texts are kept in an own field of the workspace. It must not read
a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from commitments.edits.new_record import written_id
from commitments.edits.table.cells import CellReader, is_blank
from commitments.edits.table.column_names import DATE_FIELDS, without_brackets
from commitments.edits.table.columns import Columns, TextColumn
from commitments.edits.table.header_rows import TableRow
from commitments.edits.table.row_values import cell_value
from commitments.edits.unclear import Unclear

_DOUBTED_FIELDS = frozenset({"id", "kind"}) | DATE_FIELDS - {"due"}
_LEAST_CELLS = 5
_SHARE = 0.8
"""From which share of unreadable cells on the heading is wrong, not the cells."""

_LONGEST = 40


def with_text_columns(
    columns: Columns, rows: Sequence[TableRow], reader: CellReader, has_kind: bool = False
) -> Columns:
    """The columns, where those that fail in nearly all rows are own fields; an id only where titles stand.

    `has_kind` says that the kind is known otherwise: then a column of kinds has to have one.
    """
    texts = [
        _text_column(name, column, columns)
        for name, column in columns.fields.items()
        if name in _DOUBTED_FIELDS
        and (name != "id" or columns.fields.keys() & {"title.en", "title.vi"})
        and _fails(name, column, rows[columns.header :], reader, has_kind)
    ]
    own_by_name = {text.field: text.own_field for text in texts}
    fields = {own_by_name.get(name, name): column for name, column in columns.fields.items()}
    return replace(columns, fields=fields, as_text=tuple(texts))


def _fails(name: str, column: int, rows: Sequence[TableRow], reader: CellReader, has_kind: bool) -> bool:
    values = [row[column] for row in rows if column < len(row) and not is_blank(row[column])]
    is_short = len(values) < _LEAST_CELLS
    if not values or (is_short and not (name == "kind" and has_kind)):
        return False
    trial = replace(reader, _searches={}, _unknown_parties={})
    failures = sum(isinstance(cell_value(name, value, trial, {}), Unclear) for value in values)
    return failures >= (1 if is_short else _SHARE) * len(values)


def _text_column(name: str, column: int, columns: Columns) -> TextColumn:
    heading = columns.headings[column] if column < len(columns.headings) else ""
    words = written_id(without_brackets(heading))[:_LONGEST].strip("-")
    own_field = f"x-{words or f'column-{column + 1}'}"
    if own_field in columns.fields:
        own_field = f"{own_field}-{column + 1}"
    return TextColumn(column, heading, name, own_field)
