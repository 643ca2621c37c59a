"""Finds the field of each column by its heading or by `--map`. It must not read other rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from commitments.edits.table.column_names import (
    COLUMN_NAMES,
    OWN_FIELD,
    PROSE_FIELDS,
    field_of_heading,
    folded_heading,
    nearest_heading,
    other_field_of_heading,
)
from commitments.edits.table.dependent_headings import field_beside_others, hangs_on_others
from commitments.edits.table.header_rows import TableRow, joined_headings
from commitments.edits.table.title_columns import titled_columns
from commitments.errors import N_, ShellWord, TableError, UnknownNameError, UsageError
from commitments.model.folding import is_vietnamese
from commitments.model.nearest import nearest_word
from commitments.reading.tables.sheet import column_letters

_SHOWN_LENGTH = 60
_LETTERS = re.compile(r"[a-z]{1,2}")
_HEADER_ROWS = 60
"""The number of rows with cells that are searched for the header; tables have titles above it."""


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
    headings: tuple[str, ...] = field(default=())
    """The heading of each column, empty for none; those of two rows are joined."""
    mapped: frozenset[int] = frozenset()
    """The columns of which somebody said what they are."""
    as_status: int | None = None
    """The column of notes that is taken as the status, as most of its cells state one."""
    unsure: frozenset[str] = frozenset()
    """The fields of notes whose cells are faults where they state a status."""

    def field_column(self, name: str) -> int | None:
        """The column of a field."""
        return self.fields.get(name)


def field_mapping(options: Sequence[str]) -> dict[str, str]:
    """The field of each heading that `--map` names, by `folded_heading`; an empty one leaves the column out.

    Raises UsageError for a text that is not `NAME=FIELD`, and UnknownNameError for an unknown field.
    """
    mapping: dict[str, str] = {}
    for option in options:
        name, sign, field_name = option.rpartition("=")
        if not sign or not folded_heading(name):
            raise UsageError(
                N_("--map does not take {given}"),
                N_('Write it like --map "Thời hạn=due", or --map "Thời hạn=" to leave the column out.'),
                given=option,
            )
        fields = ",".join(require_field(part.strip()) for part in field_name.split(","))
        key = folded_heading(name)
        mapping[key] = ",".join(filter(None, (mapping.get(key), fields)))
    return mapping


def require_field(field_name: str) -> str:
    """The name of a field that a column can be; raises UnknownNameError for any other."""
    if not field_name or field_name in COLUMN_NAMES or OWN_FIELD.fullmatch(field_name):
        return field_name
    suggestion = nearest_word(field_name, sorted(COLUMN_NAMES))
    raise UnknownNameError(
        N_("No column can stand for {field}"),
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
    rows: Sequence[TableRow],
    mapping: Mapping[str, str],
    lang: str,
    header_row: int | None = None,
    has_title: bool = False,
) -> Columns:
    """The columns of a table; texts whose heading names no language are in `lang`, or plainly Vietnamese.

    `header_row` counts from 1; None searches for the header. `has_title` says that titles are made.
    Raises TableError where no row is a header, where a field has two columns, and without an id or a title.
    """
    row_number = _header_number(rows, mapping) if header_row is None else header_row
    if not 1 <= row_number <= len(rows):
        raise TableError(
            N_("There is no row {row} in the table; it has {rows}"), row=row_number, rows=len(rows)
        )
    row_number, cells = joined_headings(rows, row_number, lambda text: bool(_column_field(text, mapping)))
    headings = [_heading(cell) for cell in cells]
    _require_mapped_columns(mapping, headings)
    langs = [
        _column_language(rows[row_number:], column, heading, lang) for column, heading in enumerate(headings)
    ]
    fields = _strong_fields(headings, mapping, langs)
    _add_other_fields(fields, headings, mapping, langs)
    mapped = frozenset(
        column
        for column, heading in enumerate(headings)
        if _mapped_fields(column, heading, mapping) is not None
    )
    fields = titled_columns(fields, rows[row_number:], mapped, has_title)
    known_columns = {*fields.values()}
    strangers = [
        UnknownColumn(column, heading, nearest_heading(heading))
        for column, heading in enumerate(headings)
        if column not in known_columns and _is_stranger(column, heading, mapping)
    ]
    if not has_title:
        _require_id_or_title(fields, row_number)
    return Columns(row_number, fields, tuple(strangers), headings=tuple(headings), mapped=mapped)


def _strong_fields(
    headings: Sequence[str], mapping: Mapping[str, str], langs: Sequence[str]
) -> dict[str, int]:
    """The columns that `--map` names, and those whose headings are the names of fields."""
    fields: dict[str, int] = {}
    for column, heading in enumerate(headings):
        mapped_fields = _mapped_fields(column, heading, mapping)
        names = (
            mapped_fields.split(",")
            if mapped_fields is not None
            else [field_of_heading(heading) or ""]
            if heading and not hangs_on_others(heading, headings)
            else []
        )
        for name in filter(None, names):
            _add_column(fields, _in_language(name, langs[column]), column, headings)
    return fields


def _add_other_fields(
    fields: dict[str, int], headings: Sequence[str], mapping: Mapping[str, str], langs: Sequence[str]
) -> None:
    """Add the columns whose headings count only where no other column has their field."""
    known_columns = {*fields.values()}
    for column, heading in enumerate(headings):
        if column in known_columns or _mapped_fields(column, heading, mapping) is not None:
            continue
        field_name = field_beside_others(heading, headings) or other_field_of_heading(heading)
        if field_name and not any(name in fields for name in _in_any_language(field_name)):
            fields[_in_language(field_name, langs[column])] = column


def _column_language(rows: Sequence[TableRow], column: int, heading: str, lang: str) -> str:
    """The language of a column that names none: Vietnamese where its heading or most of its texts show it."""
    if is_vietnamese(heading) and not re.search(r"[/|(]", heading):
        return "vi"
    texts = [row[column] for row in rows if column < len(row) and isinstance(row[column], str)]
    return "vi" if texts and 2 * sum(map(is_vietnamese, map(str, texts))) > len(texts) else lang


def _in_language(name: str, lang: str) -> str:
    return f"{name}.{lang}" if name in PROSE_FIELDS else name


def _in_any_language(name: str) -> tuple[str, ...]:
    plain_name = name.removesuffix(".vi").removesuffix(".en")
    return (name, plain_name, f"{plain_name}.en", f"{plain_name}.vi")


def _is_stranger(column: int, heading: str, mapping: Mapping[str, str]) -> bool:
    """Whether a column without a field is to be named: it has a heading, and nobody left it out."""
    if not heading or _mapped_fields(column, heading, mapping) is not None:
        return False
    return field_of_heading(heading) != ""


def _mapped_fields(column: int, heading: str, mapping: Mapping[str, str]) -> str | None:
    """The fields that `--map` gives a column, by its heading or its letter; None where it names neither."""
    by_heading = mapping.get(folded_heading(heading)) if heading else None
    return mapping.get(column_letters(column).lower()) if by_heading is None else by_heading


def _header_number(rows: Sequence[TableRow], mapping: Mapping[str, str]) -> int:
    filled = ((number, row) for number, row in enumerate(rows, 1) if row)
    for number, row in islice(filled, _HEADER_ROWS):
        if is_header(row, mapping):
            return number
    if any(_LETTERS.fullmatch(key) for key in mapping):  # who names columns by letters needs no headings
        return next((number for number, row in enumerate(rows, 1) if len(row) - row.count(None) > 1), 1)
    raise TableError(
        N_("No row of the table names columns that the program knows"),
        N_('Name the row with --header-row, and columns with --map "NAME=FIELD".'),
    )


def _heading(cell: object) -> str:
    """A heading in one line; the lines of one in two languages are parted by a slash where that is known."""
    if cell is None:
        return ""
    lines = [" ".join(line.split()) for line in str(cell).split("\n")]
    parted, joined = " / ".join(filter(None, lines)), " ".join(filter(None, lines))
    is_known = field_of_heading(joined) is not None or other_field_of_heading(joined) is not None
    return (joined if is_known else parted if _column_field(parted, {}) else joined)[: _SHOWN_LENGTH * 2]


def _column_field(heading: str, mapping: Mapping[str, str]) -> str | None:
    mapped_field = mapping.get(folded_heading(heading))
    if mapped_field is not None:
        return mapped_field
    field_name = field_of_heading(heading)
    return other_field_of_heading(heading) if field_name is None else field_name


def _require_mapped_columns(mapping: Mapping[str, str], headings: Sequence[str]) -> None:
    heading_by_key = {folded_heading(heading): heading for heading in headings if heading}
    for key in mapping:
        if key not in heading_by_key and key not in map(str.lower, map(column_letters, range(len(headings)))):
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
            N_("Leave one of them out with --map {without}, or say what it is with --map {setting}."),
            first=headings[fields[field_name]][:_SHOWN_LENGTH],
            second=headings[column][:_SHOWN_LENGTH],
            field=field_name,
            without=ShellWord(f"{headings[column][:_SHOWN_LENGTH]}="),
            setting=ShellWord(f"{headings[column][:_SHOWN_LENGTH]}=FIELD"),
        )
    fields[field_name] = column


def _require_id_or_title(fields: Mapping[str, int], row_number: int) -> None:
    if not fields.keys() & {"id", "title.en", "title.vi"}:
        raise TableError(
            N_("Row {row} names neither a column of ids nor one of titles"),
            N_('Name one with --map "NAME=title" or --map "NAME=id".'),
            row=row_number,
        )
