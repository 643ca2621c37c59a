"""What a row of a table says, cell by cell, and which cell has to do with a field. Knows no other row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from commitments.changes.list_entries import mappings
from commitments.edits.list_edits import Record
from commitments.edits.table import cells
from commitments.edits.table.cells import CellReader
from commitments.edits.table.column_names import COLUMNS, ROLES
from commitments.edits.table.columns import Columns
from commitments.edits.written_dates import Unclear, When, unclear, written
from commitments.errors import N_
from commitments.model.fields import Shape
from commitments.model.problem import Pointer

_ID = re.compile(r"(?=.{1,64}$)[a-z0-9]+(?:-[a-z0-9]+)*")

_NEIGHBOURS = {"due_basis": "due", "repeats": "due", "due_changes": "due", "parties": "lead"}
"""Fields that have no column, and the one that has to do with them."""


class CellFault(NamedTuple):
    """Why a row cannot be taken, and the field of the cell where that shows; empty for the whole row."""

    field: str
    why: Unclear


@dataclass(frozen=True, slots=True)
class RowValues:
    """What the cells of a row say, by field."""

    row: int
    values: Mapping[str, Any]
    faults: tuple[CellFault, ...] = ()

    @property
    def titles(self) -> list[str]:
        """The titles it gives, in any language."""
        return [self.values[name] for name in ("title.en", "title.vi") if self.values.get(name)]

    def says_only(self, *fields: str) -> bool:
        """Whether no other cell holds anything."""
        return not self.faults and self.values.keys() <= set(fields)


def row_values(
    row: int, values: Sequence[object], columns: Columns, reader: CellReader, titles: Mapping[str, list[str]]
) -> RowValues:
    """What a row says; `titles` has the ids of records by their titles, for links between them."""
    found: dict[str, Any] = {}
    faults: list[CellFault] = []
    for name, column in columns.fields.items():
        value = values[column] if column < len(values) else None
        if not cells.is_blank(value):
            said = _said(name, value, reader, titles)
            wrong = [
                sentence
                for sentence in (said if isinstance(said, list) else [said])
                if isinstance(sentence, Unclear)
            ]
            faults += [CellFault(name, item) for item in wrong]
            if not wrong:
                found[name] = said
    return RowValues(row, found, tuple(faults))


def _said(name: str, value: object, reader: CellReader, titles: Mapping[str, list[str]]) -> Any:
    if name in ROLES:
        return reader.parties(value)
    if name.startswith("x-"):
        return cells.own(value)
    if name == "due":
        return reader.when(value)
    field = COLUMNS.get(name) or COLUMNS[name.rpartition(".")[0]]
    if field.several:
        return [part for text in re.split(r"[;,\n]", cells.text(value)) if (part := cells.plain(text))]
    match field.shape:
        case Shape.ID:
            return _id(cells.plain(value))
        case Shape.CHOICE:
            return reader.choice(name, value)
        case Shape.DATE:
            return reader.date(value)
        case Shape.LINK:
            return reader.link(value, titles)
        case Shape.PARTY:
            return reader.party(cells.plain(value))
        case Shape.LONG_PROSE:
            return cells.prose(value)
        case _:
            return cells.plain(value)


def turned_round(values: Sequence[object]) -> bool:
    """Whether the dates of a column may have day and month in each other's place.

    A spreadsheet that expects the month first keeps `15/8/2026` as text, and takes `5/8/2026` for a day in
    May. Then there are such texts, and no date whose day could not be a month.
    """
    days = [value for value in values if isinstance(value, date)]
    if not days or any(day.day > 12 for day in days):
        return False
    return any(_of_one_order(value) for value in values if isinstance(value, str))


def _of_one_order(text: str) -> bool:
    """Whether a text is a date only if the day stands first, or only if the month does."""
    return isinstance(written(text, "dmy"), When) is not isinstance(written(text, "mdy"), When)


def doubt(day: date) -> Unclear | None:
    """What to say of a date of such a column; None where day and month are one number."""
    if day.day == day.month:
        return None
    return unclear(
        N_("{value} may have day and month in each other's place: other dates of this column are text"),
        N_("Compare it with the source: if that says {other}, put the cell right."),
        value=day.isoformat(),
        other=day.replace(month=day.day, day=day.month).isoformat(),
    )


def _id(text: str) -> str | Unclear:
    lower = text.lower()
    if _ID.fullmatch(lower):
        return lower
    return unclear(
        N_("{id} is no id"),
        N_("An id is of the letters a to z, digits and single hyphens between them, at most 64 in all."),
        id=text,
    )


def field_at(pointer: Pointer, record: Record, columns: Columns) -> str:
    """The field whose column has to do with a place in a record; empty where none has."""
    names = [step for step in pointer if isinstance(step, str)]
    if not names:
        return ""
    if names[0] == "parties" and len(pointer) > 1 and isinstance(pointer[1], int):
        each = mappings(record.get("parties"))[pointer[1] : pointer[1] + 1]
        return str(each[0].get("role", "")) if each and each[0].get("role") in columns.fields else ""
    return _nearest_field(names, columns)


def field_of_change(field: str, columns: Columns) -> str:
    """The same for a field as `changes` calls it: `parties[acme/lead]`, `title.vi`."""
    names = re.sub(r"\[.*\]", "", field).split(".")
    if names[0] == "parties":
        role = field.rstrip("]").rpartition("/")[2]
        return role if role in columns.fields else ""
    return _nearest_field(names, columns)


def _nearest_field(names: Sequence[str], columns: Columns) -> str:
    for end in range(len(names), 0, -1):
        name = ".".join(names[:end])
        if name in columns.fields:
            return name
    below = (name for name in columns.fields if name.startswith(f"{names[0]}."))
    other = _NEIGHBOURS.get(names[0], "")
    return next(below, other if other in columns.fields else "")
