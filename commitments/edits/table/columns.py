"""Which column of a table is which field of a record, by its name or as `--map` says. Reads no other row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from commitments.edits.table.column_names import FIELDS, OWN, PROSE, field_of, folded_heading, near_name
from commitments.errors import N_, CommitmentsError
from commitments.model.nearest import nearest

_SHOWN = 60
_LOOKED_AT = 60
"""Rows in which a header is looked for; above it tables have titles."""

Row = Sequence[object]


class Stranger(NamedTuple):
    """A column that is not imported."""

    column: int
    name: str
    near: str
    """The name of a column that is known, and near to it; empty without any."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by field, and those that are none."""

    header: int
    """The row in which their names stand, from 1."""
    fields: Mapping[str, int]
    """Each field with its column, from 0."""
    strangers: tuple[Stranger, ...] = field(default=())

    def of(self, name: str) -> int | None:
        """The column of a field."""
        return self.fields.get(name)


def mapped(given: Sequence[str]) -> dict[str, str]:
    """Names of columns, as they are compared, with the field each is said to be; empty is to be left out.

    Raises CommitmentsError for what is not `NAME=FIELD`, and for a field that is none.
    """
    found = {}
    for value in given:
        name, sign, wanted = value.rpartition("=")
        if not sign or not folded_heading(name):
            raise CommitmentsError(
                N_("--map does not take {given}"),
                N_("Write it like --map 'Thời hạn=due', or --map 'Thời hạn=' to leave the column out."),
                given=value,
            )
        found[folded_heading(name)] = _known(wanted.strip())
    return found


def _known(wanted: str) -> str:
    if not wanted or wanted in FIELDS or OWN.fullmatch(wanted):
        return wanted
    near = nearest(wanted, sorted(FIELDS))
    raise CommitmentsError(
        N_("{field} is not a field that a column can be"),
        N_("Did you mean {near}? See docs/commands/import.md for all of them.")
        if near
        else N_("See docs/commands/import.md for all of them."),
        field=wanted,
        near=near,
    )


def is_header(row: Row, mapping: Mapping[str, str] | None = None) -> bool:
    """Whether a row names at least two columns that are known."""
    names = [item for item in row if isinstance(item, str) and len(item) <= _SHOWN * 2]
    return len({found for name in names if (found := _field(name, mapping or {}))}) >= 2


def columns(
    rows: Sequence[Row], mapping: Mapping[str, str], lang: str, header_row: int | None = None
) -> Columns:
    """The columns of a table, whose texts without a language are in `lang`.

    Raises CommitmentsError where no row is a header, and where one field has two columns.
    """
    number = _header(rows, mapping) if header_row is None else header_row
    if not 1 <= number <= len(rows):
        raise CommitmentsError(
            N_("There is no row {row} in the table; it has {rows}"), row=number, rows=len(rows)
        )
    names = [_name(row) for row in rows[number - 1]]
    _require_there(mapping, names)
    found: dict[str, int] = {}
    strangers = []
    for column, name in enumerate(names):
        of = _field(name, mapping) if name else ""
        if of is None:
            strangers.append(Stranger(column, name, near_name(name)))
        elif of:
            _enter(found, f"{of}.{lang}" if of in PROSE else of, column, names)
    _require_some(found, number)
    return Columns(number, found, tuple(strangers))


def _header(rows: Sequence[Row], mapping: Mapping[str, str]) -> int:
    for number, row in enumerate(rows[:_LOOKED_AT], 1):
        if is_header(row, mapping):
            return number
    raise CommitmentsError(
        N_("No row of the table names its columns in words that are known"),
        N_("Name the row with --header-row, and columns with --map 'NAME=FIELD'."),
    )


def _name(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())[: _SHOWN * 2]


def _field(name: str, mapping: Mapping[str, str]) -> str | None:
    said = mapping.get(folded_heading(name))
    return field_of(name) if said is None else said


def _require_there(mapping: Mapping[str, str], names: Sequence[str]) -> None:
    there = {folded_heading(item): item for item in names if item}
    for name in mapping:
        if name not in there:
            raise CommitmentsError(
                N_("The table has no column {name}"),
                N_("It has: {names}"),
                name=name,
                names=", ".join(item[:_SHOWN] for item in there.values()),
            )


def _enter(found: dict[str, int], name: str, column: int, names: Sequence[str]) -> None:
    if name in found:
        raise CommitmentsError(
            N_("The columns “{first}” and “{second}” are both {field}"),
            N_(
                "Leave one of them out with --map '{second}=', or say what it is with --map '{second}=FIELD'."
            ),
            first=names[found[name]][:_SHOWN],
            second=names[column][:_SHOWN],
            field=name,
        )
    found[name] = column


def _require_some(found: Mapping[str, int], number: int) -> None:
    if not found.keys() & {"id", "title.en", "title.vi"}:
        raise CommitmentsError(
            N_("Row {row} names no column of ids and none of titles"),
            N_("Name one with --map 'NAME=title' or --map 'NAME=id'."),
            row=number,
        )
