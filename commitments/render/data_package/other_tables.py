"""Lays parties, events and the changes in git out as tables. Judges nothing."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from commitments.changes.change import Change
from commitments.errors import N_
from commitments.model.events import Event, EventRegistry
from commitments.model.names import Prose
from commitments.model.parties.party import Party, Registry
from commitments.render.data_package.columns import Cell, Column, ColumnType, PackageTable, Row, named
from commitments.render.data_package.field_columns import date_cells
from commitments.render.data_package.record_tables import REGISTER


def parties_table(register: str, registry: Registry, named_parties: Collection[str]) -> PackageTable:
    """The registry, and the parties that records name and it lacks."""
    columns = [
        REGISTER,
        Column("id", is_required=True),
        *named(("name_en", "name_vi", "short_en", "short_vi", "kind", "country")),
        Column("part_of", refers_to="parties"),
        *_date_columns("until"),
        Column("succeeded_by", ColumnType.ARRAY),
        Column("aliases", ColumnType.ARRAY),
        Column("is_registered", ColumnType.BOOLEAN, is_required=True),
    ]
    above = {party.part_of for party in registry.parties.values() if party.part_of}
    ids = sorted({*registry.parties, *named_parties, *above})
    rows = [_party_row(register, id, registry.parties.get(id)) for id in ids]
    return PackageTable("parties", N_("Parties"), columns, ("id",), rows)


def _party_row(register: str, id: str, party: Party | None) -> Row:
    shown = party or Party(id=id, name=Prose())  # type: ignore[arg-type]
    return (
        register or None,
        id,
        *(shown.name.en, shown.name.vi, shown.short.en, shown.short.vi),
        *(shown.kind or None, shown.country, shown.part_of),
        *date_cells(shown.until),
        json.dumps(shown.succeeded_by),
        json.dumps(shown.aliases, ensure_ascii=False),
        party is not None,
    )


def events_table(register: str, events: EventRegistry, named_events: Collection[str]) -> PackageTable:
    """The events, and those that records name and the file lacks."""
    columns = [
        REGISTER,
        Column("id", is_required=True),
        *named(("name_en", "name_vi")),
        *_date_columns("date"),
        Column("is_cancelled", ColumnType.BOOLEAN),
        *_date_columns("cancelled_on"),
        Column("is_registered", ColumnType.BOOLEAN, is_required=True),
    ]
    ids = sorted({*events.events, *named_events})
    rows = [_event_row(register, id, events.events.get(id)) for id in ids]
    return PackageTable("events", N_("Events"), columns, ("id",), rows)


def _event_row(register: str, id: str, event: Event | None) -> Row:
    shown = event or Event(id, Prose())
    return (
        register or None,
        id,
        *(shown.name.en, shown.name.vi),
        *date_cells(shown.date.text if shown.date else None),
        shown.is_cancelled if event else None,
        *date_cells(shown.cancelled_on.text if shown.cancelled_on else None),
        event is not None,
    )


def changes_table(register: str, changes: Iterable[Change]) -> PackageTable:
    """What became of the records in git, a field a row, with the keys of `commit changes`."""
    columns = [
        REGISTER,
        Column("number", ColumnType.INTEGER, is_required=True),
        Column("commit"),
        Column("time", ColumnType.DATETIME),
        *named(("author", "subject")),
        Column("id", refers_to="commitments"),
        *named(("path", "change", "field", "old", "new")),
    ]
    rows = [_change_row(register, number, change) for number, change in enumerate(changes, 1)]
    return PackageTable("changes", N_("Changes in git"), columns, ("number",), rows)


def _change_row(register: str, number: int, change: Change) -> Row:
    at = change.at
    time = at.moment().isoformat().replace("+00:00", "Z")
    values = (_json_cell(change.old), _json_cell(change.new))
    whole = (change.path, change.kind, change.field or None)
    return (register or None, number, at.id, time, at.author, at.subject, change.id, *whole, *values)


def _json_cell(text: str) -> Cell:
    """A value as JSON; none where it is absent."""
    return None if text == "null" else text


def _date_columns(name: str) -> Sequence[Column]:
    days = named((f"{name}_earliest", f"{name}_latest"), ColumnType.DATE)
    return [Column(name), *days]
