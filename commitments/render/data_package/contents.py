"""Gathers the tables of a data package from a register. Writes no file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from commitments.changes.change import Change
from commitments.model.events import EventRegistry
from commitments.model.members import member_of
from commitments.model.parties.party import Party, Registry
from commitments.render.data_package.columns import PackageTable, Row
from commitments.render.data_package.other_tables import changes_table, events_table, parties_table
from commitments.render.data_package.record_tables import REGISTER, WholeRecord, record_tables
from commitments.render.exports.exported_register import ExportedPart, ExportedRegister
from commitments.reports.status import judge

Item = TypeVar("Item")


def package_tables(register: ExportedRegister) -> list[PackageTable]:
    """All tables; each party and each event that another table names has a row in its own."""
    records, changes = list(_whole_records(register)), register.changes()
    if register.roof is None or not register.parts:
        return _tables(register.id, register.registry, register.events, records, changes)
    records_by_member = _by_member(records, lambda record: record.commitment.id)
    changes_by_member = _by_member(changes, lambda change: change.id)
    events_by_member = _by_member(register.events.events.values(), lambda event: event.id)
    parts = [
        _tables(
            id,
            _part_registry(part.names.parties.values(), register.registry.parties),
            EventRegistry({event.id: event for event in events_by_member[part.names.member]}),
            records_by_member[part.names.member],
            changes_by_member[part.names.member],
        )
        for part, id in zip(register.parts, register_ids(register.parts), strict=True)
    ]
    return [_joined(tables) for tables in zip(*parts, strict=True)]


def _by_member(items: Iterable[Item], id: Callable[[Item], str]) -> Mapping[str | None, list[Item]]:
    """Items by the member that their id names; None names the roof itself."""
    by_member: dict[str | None, list[Item]] = defaultdict(list)
    for item in items:
        by_member[member_of(id(item))].append(item)
    return by_member


def _tables(
    register: str,
    registry: Registry,
    events: EventRegistry,
    records: Sequence[WholeRecord],
    changes: Sequence[Change],
) -> list[PackageTable]:
    """The tables of one register, each row with its id."""
    tables = record_tables(register, records)
    tables.append(parties_table(register, registry, _named_ids(tables, "parties")))
    tables.append(events_table(register, events, _named_ids(tables, "events")))
    tables.append(changes_table(register, changes))
    return tables


def register_ids(parts: Sequence[ExportedPart]) -> list[str]:
    """What stands in the column `register` for each register under a roof, no two alike.

    It is the register's own id, else the name of the member, so that the tables of the member say the same.
    """
    ids = [part.register or part.names.member or "" for part in parts]
    numbers = Counter(ids)
    return [id if numbers[id] == 1 else part.names.own_id(id) for part, id in zip(parts, ids, strict=True)]


def _part_registry(own: Iterable[str], parties: Mapping[str, Party]) -> Registry:
    """The parties that a member has, and those above them."""
    known: dict[str, Party] = {}
    for id in own:
        above: str | None = id
        while above is not None and above in parties and above not in known:
            known[above] = parties[above]
            above = parties[above].part_of
    return Registry(known)


def _joined(tables: Sequence[PackageTable]) -> PackageTable:
    """The rows of one table of several registers; those that are numbered through get new numbers.

    A party stands once for each register that has it.
    """
    first = tables[0]
    rows: list[Row] = [row for table in tables for row in table.rows]
    if first.name == "parties":
        return replace(first, rows=rows, primary_key=(REGISTER.name, "id"))
    if first.primary_key == ("number",):
        place = first.place("number")
        rows = [(*row[:place], number, *row[place + 1 :]) for number, row in enumerate(rows, 1)]
    return replace(first, rows=rows)


def _whole_records(register: ExportedRegister) -> Iterator[WholeRecord]:
    """The records in the order of their ids."""
    outlines = sorted(register.outlines, key=lambda outline: (outline.id, outline.path))
    rows = {outline.path: judge(outline, register.clock) for outline in outlines}
    for commitment in register.commitments(list(rows)):
        yield WholeRecord(rows[commitment.path], commitment)


def _named_ids(tables: Sequence[PackageTable], target: str) -> set[str]:
    """The ids of parties or events that tables name."""
    return {
        str(value)
        for table in tables
        for column in table.columns
        if column.refers_to == target
        for value in table.values(column.name)
    }
