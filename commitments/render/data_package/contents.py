"""Gathers the tables of a data package from a register. Writes no file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commitments.render.data_package.columns import PackageTable
from commitments.render.data_package.other_tables import changes_table, events_table, parties_table
from commitments.render.data_package.record_tables import WholeRecord, record_tables
from commitments.render.exports.exported_register import ExportedRegister
from commitments.reports.status import judge


def package_tables(register: ExportedRegister) -> list[PackageTable]:
    """All tables; each party and each event that another table names has a row in its own."""
    records = list(_whole_records(register))
    tables = record_tables(register.id, records)
    tables.append(parties_table(register.id, register.registry, _named_ids(tables, "parties")))
    tables.append(events_table(register.id, register.events, _named_ids(tables, "events")))
    tables.append(changes_table(register.id, register.changes()))
    return tables


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
