"""Finds the field of each column by its heading or by `--map`. It must not read other rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from commitments.edits.table.column_names import (
    COLUMN_NAMES,
    OWN_FIELD,
    PROSE_FIELDS,
    field_of_heading,
    folded_heading,
    nearest_heading,
)
from commitments.errors import N_, TableError, UnknownNameError, UsageError
from commitments.model.nearest import nearest_word

_SHOWN_LENGTH = 60
_HEADER_ROWS = 60
"""The number of rows that are searched for the header; tables have titles above it."""

TableRow = Sequence[object]


class UnknownColumn(NamedTuple):
    """A column that is not imported."""

    column: int
    name: str
    near: str
    """The nearest known heading; empty for none."""


class TextColumn(NamedTuple):
    """A column that is not what its heading says, as nearly none of its cells can be read so."""

    column: int
    name: str
    field: str
    """The field that its heading names."""
    own_field: str
    """The own field of the workspace that takes its texts."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by field, and those without a field."""

    header: int
    """The row of the headings, from 1."""
    fields: Mapping[str, int]
    """Each field with its column, from 0."""
    strangers: tuple[UnknownColumn, ...] = field(default=())
    as_text: tuple[TextColumn, ...] = field(default=())

    def field_column(self, name: str) -> int | None:
        """The column of a field."""
        return self.fields.get(name)


def field_mapping(options: Sequence[str]) -> dict[str, str]:
    """The field of each heading that `--map` names, by `folded_heading`; an empty one leaves the column out.

    Raises UsageError for a text that is not `NAME=FIELD`, and UnknownNameError for an unknown field.
    """
    mapping = {}
    for option in options:
        name, sign, field_name = option.rpartition("=")
        if not sign or not folded_heading(name):
            raise UsageError(
                N_("--map does not take {given}"),
                N_("Write it like --map 'Thời hạn=due', or --map 'Thời hạn=' to leave the column out."),
                given=option,
            )
        mapping[folded_heading(name)] = _require_field(field_name.strip())
    return mapping


def _require_field(field_name: str) -> str:
    if not field_name or field_name in COLUMN_NAMES or OWN_FIELD.fullmatch(field_name):
        return field_name
    suggestion = nearest_word(field_name, sorted(COLUMN_NAMES))
    raise UnknownNameError(
        N_("{field} is not a field that a column can be"),
        N_("Did you mean {near}? See docs/commands/import.md for all of them.")
        if suggestion
        else N_("See docs/commands/import.md for all of them."),
        field=field_name,
        near=suggestion,
    )


def is_header(row: TableRow, mapping: Mapping[str, str] | None = None) -> bool:
    """Whether a row holds the headings of at least two known columns."""
    headings = [cell for cell in row if isinstance(cell, str) and len(cell) <= _SHOWN_LENGTH * 2]
    fields = {_column_field(heading, mapping or {}) for heading in headings}
    return len(fields - {None, ""}) >= 2


def find_columns(
    rows: Sequence[TableRow], mapping: Mapping[str, str], lang: str, header_row: int | None = None
) -> Columns:
    """The columns of a table; texts whose heading names no language are in `lang`.

    `header_row` counts from 1; None searches for the header. Raises TableError where no row is a header,
    where one field has two columns, and where neither ids nor titles have one.
    """
    row_number = _header_number(rows, mapping) if header_row is None else header_row
    if not 1 <= row_number <= len(rows):
        raise TableError(
            N_("There is no row {row} in the table; it has {rows}"), row=row_number, rows=len(rows)
        )
    headings = [_heading(row) for row in rows[row_number - 1]]
    _require_mapped_columns(mapping, headings)
    fields: dict[str, int] = {}
    strangers = []
    for column, heading in enumerate(headings):
        field_name = _column_field(heading, mapping) if heading else ""
        if field_name is None:
            strangers.append(UnknownColumn(column, heading, nearest_heading(heading)))
        elif field_name:
            in_language = f"{field_name}.{lang}" if field_name in PROSE_FIELDS else field_name
            _add_column(fields, in_language, column, headings)
    _require_id_or_title(fields, row_number)
    return Columns(row_number, fields, tuple(strangers))


def _header_number(rows: Sequence[TableRow], mapping: Mapping[str, str]) -> int:
    for number, row in enumerate(rows[:_HEADER_ROWS], 1):
        if is_header(row, mapping):
            return number
    raise TableError(
        N_("No row of the table names its columns in words that are known"),
        N_("Name the row with --header-row, and columns with --map 'NAME=FIELD'."),
    )


def _heading(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())[: _SHOWN_LENGTH * 2]


def _column_field(heading: str, mapping: Mapping[str, str]) -> str | None:
    mapped_field = mapping.get(folded_heading(heading))
    return field_of_heading(heading) if mapped_field is None else mapped_field


def _require_mapped_columns(mapping: Mapping[str, str], headings: Sequence[str]) -> None:
    heading_by_key = {folded_heading(heading): heading for heading in headings if heading}
    for key in mapping:
        if key not in heading_by_key:
            raise TableError(
                N_("The table has no column {name}"),
                N_("It has: {names}"),
                name=key,
                names=", ".join(heading[:_SHOWN_LENGTH] for heading in heading_by_key.values()),
            )


def _add_column(fields: dict[str, int], field_name: str, column: int, headings: Sequence[str]) -> None:
    if field_name in fields:
        raise TableError(
            N_("The columns “{first}” and “{second}” are both {field}"),
            N_(
                "Leave one of them out with --map '{second}=', or say what it is with --map '{second}=FIELD'."
            ),
            first=headings[fields[field_name]][:_SHOWN_LENGTH],
            second=headings[column][:_SHOWN_LENGTH],
            field=field_name,
        )
    fields[field_name] = column


def _require_id_or_title(fields: Mapping[str, int], row_number: int) -> None:
    if not fields.keys() & {"id", "title.en", "title.vi"}:
        raise TableError(
            N_("Row {row} names no column of ids and none of titles"),
            N_("Name one with --map 'NAME=title' or --map 'NAME=id'."),
            row=row_number,
        )
