"""Reads a row of a table cell by cell, and finds the cell for a fault. It must not know other rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, assert_never

from commitments.changes.list_entries import mappings
from commitments.changes.rules.status_rules import OWING_STATUSES
from commitments.edits.dates.date_terms import DATE_ORDERS, DateTerms
from commitments.edits.dates.written_dates import WrittenDate, read_date
from commitments.edits.list_edits import Record
from commitments.edits.new_record import written_id
from commitments.edits.table import cells
from commitments.edits.table.cells import CellReader
from commitments.edits.table.column_names import COLUMN_FIELDS, ROLE_NAMES, TOPIC_COLUMNS
from commitments.edits.table.columns import Columns
from commitments.edits.table.loose_cells import loose_reading, spelled_out
from commitments.edits.table.stated_status import lost_status, settle_day, stated_status
from commitments.edits.table.table_words import has_no_status, is_expired, says_nothing
from commitments.edits.unclear import Unclear, unclear
from commitments.errors import N_
from commitments.model.fields import Shape, Tense
from commitments.model.members import is_id_elsewhere
from commitments.model.problem import Pointer

ORIGINAL_DUE = "due.original"
"""The column of a deadline before it moved, beside one of the deadline that stands."""

LONGEST_TITLE = 300
_LONGEST_ID = 64

_NEIGHBOURS = {"due_basis": "due", "repeats": "due", "due_changes": "due", "parties": "lead"}
"""The field whose column stands in for a field without one."""


class CellFault(NamedTuple):
    """Why a row cannot be imported, and the field of the cell at fault; empty for the whole row."""

    field: str
    why: Unclear


@dataclass(frozen=True, slots=True)
class RowValues:
    """The values of a row, by field."""

    row: int
    values: Mapping[str, Any]
    faults: tuple[CellFault, ...] = ()
    id_text: str = ""
    """The id as the row writes it."""
    doubts: tuple[CellFault, ...] = ()
    """What people should know of how cells were read."""
    status_text: str = ""
    """The status as the row writes it."""

    @property
    def titles(self) -> list[str]:
        """The titles of the row, in any language."""
        return [self.values[name] for name in ("title.en", "title.vi") if self.values.get(name)]

    def says_only(self, *fields: str) -> bool:
        """Whether every other cell is empty."""
        return not self.faults and self.values.keys() <= set(fields)


def row_values(
    row: int,
    cell_values: Sequence[object],
    columns: Columns,
    reader: CellReader,
    titles: Mapping[str, list[str]],
) -> RowValues:
    """The values of a row; `titles` has ids of records by title, for links between them. `row` is from 1."""
    values_by_field: dict[str, Any] = {}
    faults: list[CellFault] = []
    doubts: list[CellFault] = []
    texts: dict[str, str] = {}
    has_end = _has_value(cell_values, columns.field_column("in_force.until"))
    for name, column in columns.fields.items():
        value = cell_values[column] if column < len(cell_values) else None
        if not cells.is_blank(value) and not _says_none(name, value, has_end):
            reading = cell_value(name, value, reader, titles)
            if name in ROLE_NAMES:
                reading, short_names = spelled_out(reading, reader)
                doubts += [CellFault(name, doubt) for doubt in short_names]
            if lost := lost_status(name, value, columns, reader):
                faults.append(CellFault(name, lost))
            parts = reading if isinstance(reading, list) else [reading]
            refusals = [part for part in parts if isinstance(part, Unclear)]
            loose = loose_reading(name, value, parts) if refusals else None
            if loose is not None:
                values_by_field.update(loose.values)
                doubts += [CellFault(name, doubt) for doubt in loose.doubts]
            elif refusals:
                faults += [CellFault(name, refusal) for refusal in refusals]
            else:
                values_by_field[name] = reading
                texts[name] = cells.one_line_text(value) if name in ("id", "status") else ""
    if "status" in values_by_field:
        stated = stated_status(cell_values[columns.fields["status"]], reader)
        if contradiction := settle_day(values_by_field, stated):
            faults.append(CellFault("status", contradiction))
    doubts += _settle_original(values_by_field)
    doubts += _settle_long_titles(values_by_field)
    _settle_reasons(values_by_field)
    id_text, status_text = texts.get("id", ""), texts.get("status", "")
    return RowValues(row, values_by_field, tuple(faults), id_text, tuple(doubts), status_text)


def _has_value(cell_values: Sequence[object], column: int | None) -> bool:
    return column is not None and column < len(cell_values) and not cells.is_blank(cell_values[column])


def _says_none(name: str, value: object, has_end: bool) -> bool:
    """Whether a cell of parties, of evidence or of a status says in words that there is none."""
    if not isinstance(value, str):
        return False
    if name == "status":
        return has_no_status(value) or (has_end and is_expired(value))
    return (name in ROLE_NAMES or name.startswith("evidence.")) and says_nothing(value)


def _settle_long_titles(values: dict[str, Any]) -> Iterator[CellFault]:
    """Give a title that is too long for one its first clause, and the summary the whole."""
    for lang in ("en", "vi"):
        title = values.get(f"title.{lang}", "")
        if len(title) > LONGEST_TITLE:
            values[f"title.{lang}"] = cells.first_clause(title, LONGEST_TITLE)
            values.setdefault(f"summary.{lang}", title)
            reason = unclear(
                N_("The title is too long: it is cut, and the summary has the whole"),
                N_("Look whether it says what is meant."),
            )
            yield CellFault(f"title.{lang}", reason)


def _settle_reasons(values: dict[str, Any]) -> None:
    """Take a reason in a row that moves no deadline and is closed for the reason of its end."""
    if "due" in values or values.get("status") not in OWING_STATUSES["closing"]:
        return
    for lang in ("en", "vi"):
        if reason := values.pop(f"due_changes.reason.{lang}", None):
            values.setdefault(f"closing.reason.{lang}", reason)


def _settle_original(values: dict[str, Any]) -> Iterator[CellFault]:
    """Take an original deadline for the deadline where no revised one stands; else doubt it."""
    original = values.pop(ORIGINAL_DUE, None)
    if original is not None and values.setdefault("due", original) is not original:
        yield CellFault(
            ORIGINAL_DUE,
            unclear(
                N_("The original deadline, {value}, is not imported, because its move has no reason"),
                N_("Add the move to due_changes by hand, with its reason."),
                value=str(original.date or original.wording),
            ),
        )


def cell_value(name: str, value: object, reader: CellReader, titles: Mapping[str, list[str]]) -> Any:
    """The value of a field as its cell gives it, or an `Unclear`; of parties a list of both."""
    if name in ROLE_NAMES:
        return reader.parties(reader.own_word(value))
    if name.startswith("x-"):
        return cells.own_field_value(value)
    if name in ("due", ORIGINAL_DUE):
        return reader.written_date(reader.own_word(value))
    field = COLUMN_FIELDS.get(name) or COLUMN_FIELDS[name.rpartition(".")[0]]
    if field.several:
        return [
            part
            for text in re.split(r"[;,\n]", cells.cell_text(value))
            if (part := cells.one_line_text(text))
        ]
    match field.shape:
        case Shape.ID:
            return _record_id(cells.one_line_text(value), reader)
        case Shape.CHOICE if name == "status" and (stated := stated_status(value, reader)):
            return stated.reading
        case Shape.CHOICE:
            return reader.choice(name, reader.own_word(value))
        case Shape.DATE:
            return reader.date(reader.own_word(value), field.tense or Tense.TO_COME)
        case Shape.LINK:
            return reader.link(value, titles)
        case Shape.PARTY:
            return reader.party(cells.one_line_text(value))
        case Shape.LONG_PROSE:
            return cells.text_of_lines(value)
        case Shape.URL | Shape.TEXT if name.startswith("evidence."):
            return cells.text_of_lines(value)
        case (
            Shape.TEXT
            | Shape.PROSE
            | Shape.URL
            | Shape.RULE
            | Shape.FLAG
            | Shape.EVENT
            | Shape.DURATION
            | Shape.NUMBER
            | Shape.LIST
            | Shape.MAPPING
        ):
            return cells.one_line_text(value)
        case _:
            assert_never(field.shape)


def may_swap_day_and_month(values: Sequence[object]) -> bool:
    """Whether the dates of a column may have day and month in each other's place.

    A spreadsheet that expects the month first keeps `15/8/2026` as text, and reads `5/8/2026` as a day in
    May. Such a column has dates as text, and no date with a day above twelve.
    """
    days = [value for value in values if isinstance(value, date)]
    if not days or any(day.day > 12 for day in days):
        return False
    return any(_has_one_order(value) for value in values if isinstance(value, str))


def _has_one_order(date_text: str) -> bool:
    """Whether a text is a date in one order of day and month only."""
    day_first, month_first = (read_date(date_text, DateTerms(order=order)) for order in DATE_ORDERS)
    return isinstance(day_first, WrittenDate) is not isinstance(month_first, WrittenDate)


def swapped_date_doubt(day: date) -> Unclear | None:
    """The doubt about a date whose day and month may be swapped; None where they are equal."""
    if day.day == day.month:
        return None
    return unclear(
        N_("{value} may have day and month swapped: other dates of this column are text"),
        N_("Compare it with the source: if the source says {other}, correct the cell."),
        value=day.isoformat(),
        other=day.replace(month=day.day, day=day.month).isoformat(),
    )


def _record_id(text: str, reader: CellReader) -> str | Unclear:
    """The id that a text gives: `15/KH-UBND` is `15-kh-ubnd`, as offices number their papers.

    On a roof the id of a record of another member is none here.
    """
    plain_id = reader.plain_id(text)
    if reader.member and is_id_elsewhere(plain_id.lower()):
        return unclear(
            N_("{id} is a record of another member of the roof"),
            N_("Import its row into that member."),
            id=text,
        )
    id = written_id(plain_id)
    if id and len(id) <= _LONGEST_ID:
        return id
    return unclear(
        N_("{id} is not a valid id"),
        N_("Use only the letters a to z, digits and single hyphens between them, at most 64 characters."),
        id=text,
    )


def field_at(pointer: Pointer, record: Record, columns: Columns) -> str:
    """The field whose column belongs to a place in a record; empty for none."""
    names = [key for key in pointer if isinstance(key, str)]
    if not names:
        return ""
    if names[0] == "parties" and len(pointer) > 1 and isinstance(pointer[1], int):
        parties = mappings(record.get("parties"))[pointer[1] : pointer[1] + 1]
        return str(parties[0].get("role", "")) if parties and parties[0].get("role") in columns.fields else ""
    if names[0] == "updates" and len(pointer) > 1 and isinstance(pointer[1], int):
        updates = mappings(record.get("updates"))[pointer[1] : pointer[1] + 1]
        names = [_text_column(updates[0]) if name == "note" and updates else name for name in names]
    return _nearest_field(names, columns)


def _text_column(update: Mapping[str, Any]) -> str:
    """The last name of the column of an update's text: `note`, or its topic."""
    about = str(update.get("about"))
    return about if f"updates.{about}" in TOPIC_COLUMNS else "note"


def field_of_change(field: str, columns: Columns, value: object = None) -> str:
    """The field whose column belongs to a field as `changes` names it, such as `parties[acme/lead]`.

    `value` is what the field holds afterwards; it tells the topics of updates apart.
    """
    names = re.sub(r"\[.*\]", "", field).split(".")
    if names[0] == "parties":
        role = field.rstrip("]").rpartition("/")[2]
        return role if role in columns.fields else ""
    if names == ["updates"] and isinstance(value, Mapping):
        names = ["updates", _text_column(value)]
    return _nearest_field(names, columns)


def _nearest_field(names: Sequence[str], columns: Columns) -> str:
    for end in range(len(names), 0, -1):
        name = ".".join(names[:end])
        if name in columns.fields:
            return name
        for column in columns.fields:
            if column.startswith(f"{name}."):
                return column
    neighbour = _NEIGHBOURS.get(names[0], "")
    return neighbour if neighbour in columns.fields else ""
