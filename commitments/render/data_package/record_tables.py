"""Lays records out as tables: the commitments, and each kind of list in them. Judges nothing itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from commitments.errors import N_
from commitments.model.commitment import Commitment
from commitments.model.fields import BY_PATH, FIELDS, Field
from commitments.model.owed_occurrences import missed_occurrences, next_occurrence
from commitments.render.data_package.columns import Cell, Column, ColumnType, PackageTable, Row
from commitments.render.data_package.field_columns import field_cells, field_columns
from commitments.render.records.record_keys import record_row
from commitments.reports.status import JudgedRecord

REGISTER = Column("register")
"""The id of the register, so that the tables of several can be read as one; missing where it has none."""

_COMMITMENT = Column("commitment", refers_to="commitments", is_required=True)
_NUMBER = Column("number", ColumnType.INTEGER, is_required=True)
_MILESTONE = Column("milestone")
_OCCURRENCE = Column("occurrence")

_JUDGED: Mapping[str, ColumnType] = {
    **dict.fromkeys(("class", "timeliness"), ColumnType.STRING),
    **dict.fromkeys(("stale", "review_due"), ColumnType.BOOLEAN),
    "heard_on": ColumnType.DATE,
    **dict.fromkeys(("silent_days", "days_late", "days_left"), ColumnType.INTEGER),
    **dict.fromkeys(("term.state", "term.from", "term.until"), ColumnType.STRING),
    "term.notice_by": ColumnType.DATE,
    "term.renewed": ColumnType.INTEGER,
    **dict.fromkeys(("milestones.met", "milestones.total"), ColumnType.INTEGER),
    **dict.fromkeys(("lead", "owes", "owed"), ColumnType.ARRAY),
    **dict.fromkeys(("updated_on", "path"), ColumnType.STRING),
}
"""What `status` computes of a record, by its keys in CSV."""


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """One record: as it is judged, and as it stands."""

    row: JudgedRecord
    commitment: Commitment


def record_tables(register: str, records: Sequence[WholeRecord]) -> list[PackageTable]:
    """The tables of some records."""
    return [
        _commitments(register, records),
        _listed("roles", N_("Roles of parties"), "parties", (), register, records),
        _listed("milestones", N_("Milestones"), "milestones", (), register, records),
        _occurrences(register, records),
        _listed("due_changes", N_("Moves of deadlines"), "due_changes", (_MILESTONE,), register, records),
        _listed("term_changes", N_("Changes of terms"), "in_force.changes", (), register, records),
        _listed("updates", N_("Updates"), "updates", (), register, records),
        _listed("evidence", N_("Evidence"), "evidence", (_MILESTONE, _OCCURRENCE), register, records),
    ]


def _commitments(register: str, records: Sequence[WholeRecord]) -> PackageTable:
    columns = [
        REGISTER,
        *field_columns(FIELDS),
        *(Column(name.replace(".", "_"), type) for name, type in _JUDGED.items()),
    ]
    rows = [
        (register or None, *field_cells(FIELDS, record.commitment.data), *_judged_cells(record.row))
        for record in records
    ]
    return PackageTable("commitments", N_("Commitments"), columns, ("id",), rows)


def _judged_cells(row: JudgedRecord) -> Iterator[Cell]:
    judged = record_row(row)
    for name, type in _JUDGED.items():
        outer, _, inner = name.partition(".")
        value: Any = judged[outer]
        if inner:
            value = value[inner] if value is not None else None
        yield json.dumps(value) if type is ColumnType.ARRAY and value is not None else value


def _listed(
    name: str,
    title: str,
    path: str,
    places: Sequence[Column],
    register: str,
    records: Iterable[WholeRecord],
) -> PackageTable:
    """The items of the lists at a path, each with its number in its record and the place where it stands."""
    fields = BY_PATH[path].parts
    columns = [REGISTER, _COMMITMENT, _NUMBER, *places, *field_columns(fields)]
    rows: list[Row] = []
    for record in records:
        data = record.commitment.data
        items = chain.from_iterable(
            ((place, item) for item in _mappings(value)) for place, value in _lists(path, data)
        )
        for number, (place, item) in enumerate(items, 1):
            values = (place.get(column.name) for column in places)
            rows.append((register or None, record.commitment.id, number, *values, *field_cells(fields, item)))
    return PackageTable(name, title, columns, ("commitment", "number"), rows)


def _lists(path: str, data: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Cell], Any]]:
    """The lists at a path in a record, and those of the same name in its milestones and occurrences."""
    outer, _, inner = path.partition(".")
    value = data.get(outer)
    yield {}, (value.get(inner) if isinstance(value, dict) else None) if inner else value
    if outer in _names(BY_PATH["milestones"].parts):
        for milestone in _mappings(data.get("milestones")):
            yield {"milestone": _text(milestone.get("id"))}, milestone.get(outer)
    if outer in _names(BY_PATH["repeats.held"].parts):
        for held in _mappings(_held(data)):
            yield {"occurrence": _text(held.get("occurrence"))}, held.get(outer)


def _names(fields: Iterable[Field]) -> set[str]:
    return {field.name for field in fields if field.parts}


def _held(data: Mapping[str, Any]) -> Any:
    repeats = data.get("repeats")
    return repeats.get("held") if isinstance(repeats, dict) else None


def _occurrences(register: str, records: Iterable[WholeRecord]) -> PackageTable:
    """What was held or let go, what was missed, and what comes next."""
    fields = BY_PATH["repeats.held"].parts
    columns = [REGISTER, _COMMITMENT, _NUMBER, Column("state"), *field_columns(fields)]
    rows: list[Row] = []
    for record in records:
        states = _occurrence_states(record)
        for number, (state, item) in enumerate(states, 1):
            rows.append((register or None, record.commitment.id, number, state, *field_cells(fields, item)))
    return PackageTable("occurrences", N_("Occurrences"), columns, ("commitment", "number"), rows)


def _occurrence_states(record: WholeRecord) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for held in _mappings(_held(record.commitment.data)):
        yield "lapsed" if "lapsed" in held else "held", held
    outline, today = record.row.outline, record.row.today
    for occurrence in missed_occurrences(outline, today, None):
        yield "missed", {"occurrence": occurrence.text}
    if coming := next_occurrence(outline, today):
        yield "next", {"occurrence": coming.text}


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    return (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())


def _text(value: Any) -> Cell:
    return None if value is None else str(value)
