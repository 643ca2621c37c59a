"""Counts the records of each party. It must not ask for the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
    records: int | None
    """None, like the other numbers, where it is not told because records could be missing."""
    open: int | None
    overdue: int | None
    heard: int
    """The ordinal of the day of the latest news of any of these records; 0 where nothing was ever heard."""


@dataclass(frozen=True, slots=True)
class PartiesReport:
    """The answer of `parties`."""

    clock: Clock
    registry: Registry
    rows: Sequence[PartyCounts]
    """In the order of the registry; without a registry every party that a record names, by id."""

    def without_numbers(self) -> PartiesReport:
        """The parties alone, where some records could not be looked at."""
        rows = [PartyCounts(row.party, None, None, None, 0) for row in self.rows]
        return replace(self, rows=rows)


def count_parties(
    outlines: Iterable[Outline], registry: Registry, clock: Clock, unlisted: Collection[str] = ()
) -> PartiesReport:
    """Count the records of each party as they stand on the day of the clock.

    `unlisted` are parties that stand in no registry, as members of a roof have that keep none; those that a
    record names follow the others.
    """
    records: dict[str, list[JudgedRecord]] = defaultdict(list)
    for outline in outlines:
        if outline.counts:
            row = judge(outline, clock)
            for id in dict.fromkeys(id for id, _ in outline.roles()):
                records[id].append(row)
    named = (id for id in records if not registry.exists or id in unlisted)
    parties = [
        *registry.parties.values(),
        *_unlisted_parties(id for id in named if id not in registry.parties),
    ]
    return PartiesReport(
        clock, registry, [_party_counts(party, records.get(party.id, ())) for party in parties]
    )


def _unlisted_parties(ids: Iterable[str]) -> Iterator[Party]:
    return (Party(PartyId(id), Prose()) for id in sorted(ids))


def _party_counts(party: Party, records: Sequence[JudgedRecord]) -> PartyCounts:
    return PartyCounts(
        party,
        len(records),
        sum(row.outline.is_open for row in records),
        sum(row.timeliness is Timeliness.OVERDUE for row in records),
        max((row.heard for row in records), default=0),
    )
