"""Counts the records of each party. It must not ask for the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from commitments.model.lifecycle import Timeliness
from commitments.model.names import PartyId, Prose
from commitments.model.outline import Outline
from commitments.model.parties.party import Party, Registry
from commitments.model.timeliness import Clock
from commitments.reports.status import JudgedRecord, judge


class PartyCounts(NamedTuple):
    """One party, and the number of records that name the body itself in any role; meetings do not count."""

    party: Party
    records: int
    open: int
    overdue: int
    heard: int
    """The ordinal of the day of the latest news of any of these records; 0 where nothing was ever heard."""


@dataclass(frozen=True, slots=True)
class PartiesReport:
    """The answer of `parties`."""

    clock: Clock
    registry: Registry
    rows: Sequence[PartyCounts]
    """In the order of the registry; without a registry every party that a record names, by id."""


def count_parties(outlines: Iterable[Outline], registry: Registry, clock: Clock) -> PartiesReport:
    """Count the records of each party as they stand on the day of the clock."""
    records: dict[str, list[JudgedRecord]] = defaultdict(list)
    for outline in outlines:
        if outline.counts:
            row = judge(outline, clock)
            for id in dict.fromkeys(id for id, _ in outline.roles()):
                records[id].append(row)
    parties = registry.parties.values() if registry.exists else _unlisted_parties(records)
    return PartiesReport(
        clock, registry, [_party_counts(party, records.get(party.id, ())) for party in parties]
    )


def _unlisted_parties(records: Mapping[str, object]) -> Iterator[Party]:
    return (Party(PartyId(id), Prose()) for id in sorted(records))


def _party_counts(party: Party, records: Sequence[JudgedRecord]) -> PartyCounts:
    return PartyCounts(
        party,
        len(records),
        sum(row.outline.is_open for row in records),
        sum(row.timeliness is Timeliness.OVERDUE for row in records),
        max((row.heard for row in records), default=0),
    )
