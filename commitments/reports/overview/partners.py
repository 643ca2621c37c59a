"""Tells for each partner what is owed to it, by it and jointly. It judges no record and asks for no day.

*We* are the parties of `home`; where there are none, everybody but the partner stands for us.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from commitments.model.outline import Outline
from commitments.model.owing import owing
from commitments.model.parties.party import Registry
from commitments.reports.status import JudgedRecord


class Side(StrEnum):
    """Which way a record is owed between us and a partner."""

    OWED_TO_THEM = "owed_to_them"
    OWED_BY_THEM = "owed_by_them"
    JOINT = "joint"
    """Both owe it to each other."""
    BETWEEN_OTHERS = "between_others"
    """They take part, but it is not owed between us and them."""
    UNTOLD = "untold"
    """The roles do not tell who owes it to whom."""


@dataclass(frozen=True, slots=True)
class PartnerAccount:
    """One partner and the records in which it, or a body below or before it, takes part."""

    party: str
    """The highest body, as it stands today."""
    sides: Mapping[Side, Sequence[JudgedRecord]]

    @property
    def rows(self) -> list[JudgedRecord]:
        """All its records, side by side."""
        return [row for side in Side for row in self.sides[side]]

    @property
    def heard(self) -> int:
        """The ordinal of the day of the latest news of any of its records; 0 where nothing was ever heard."""
        return max((row.heard for row in self.rows), default=0)


def home_bodies(home: Iterable[str], registry: Registry) -> frozenset[str]:
    """The parties that we are, with the bodies below them and those that they alone succeeded."""
    return frozenset[str]().union(*map(registry.with_below_and_before, home))


def partner_accounts(
    rows: Iterable[JudgedRecord], registry: Registry, home: Collection[str]
) -> list[PartnerAccount]:
    """An account for each highest body outside `home` that takes part in a record; the most records first.

    `home` are the bodies of `home_bodies`. Records keep their order.
    """
    rows_by_partner: dict[str, list[JudgedRecord]] = defaultdict(list)
    for row in (row for row in rows if row.outline.counts):
        for partner in _partners(row.outline, registry, home):
            rows_by_partner[partner].append(row)
    accounts = [
        partner_account(partner, partner_rows, registry, home)
        for partner, partner_rows in rows_by_partner.items()
    ]
    return sorted(accounts, key=lambda account: (-len(account.rows), account.party))


def partner_account(
    partner: str, rows: Iterable[JudgedRecord], registry: Registry, home: Collection[str]
) -> PartnerAccount:
    """The account of one partner, from the records in which it takes part; others are passed over."""
    bodies = registry.with_below_and_before(partner)
    sides: dict[Side, list[JudgedRecord]] = {side: [] for side in Side}
    for row in rows:
        if (side := side_of(row.outline, bodies, home)) is not None:
            sides[side].append(row)
    return PartnerAccount(partner, sides)


def own_records(rows: Iterable[JudgedRecord], home: Collection[str]) -> list[JudgedRecord]:
    """The records that we owe to ourselves, or to all, with no partner in them."""
    ours = (row for row in rows if home and row.outline.counts and _parties(row.outline).issubset(home))
    return [row for row in ours if _is_told(row.outline)]


def side_of(outline: Outline, partner: Collection[str], home: Collection[str]) -> Side | None:
    """Which way a record is owed between us and the bodies of a partner; None where it takes no part."""
    parties = _parties(outline)
    theirs = parties.intersection(partner)
    if not theirs:
        return None
    owes, owed = owing(outline.kind, outline.roles())
    if owes is None or owed is None:
        return Side.UNTOLD
    ours = parties.intersection(home) if home else parties - theirs
    they_owe, we_owe = not theirs.isdisjoint(owes), not ours.isdisjoint(owes)
    owed_to_them, owed_to_us = (not owed or not side.isdisjoint(owed) for side in (theirs, ours))
    by_them, to_them = they_owe and owed_to_us, we_owe and owed_to_them
    if by_them and to_them:
        return Side.JOINT
    if by_them or to_them:
        return Side.OWED_BY_THEM if by_them else Side.OWED_TO_THEM
    return Side.BETWEEN_OTHERS


def _partners(outline: Outline, registry: Registry, home: Collection[str]) -> Iterator[str]:
    highest = (highest_body(party, registry) for party in _parties(outline) - set(home))
    return (party for party in dict.fromkeys(sorted(highest)) if party not in home)


def highest_body(party: str, registry: Registry) -> str:
    """The body at the top of those that a party belongs to, as it stands today; a circle ends somewhere."""
    passed = {party}
    while True:
        registered = registry.parties.get(party)
        above = registry.successor(party) or (registered.part_of if registered else None)
        if above is None or above in passed:
            return party
        passed.add(above)
        party = above


def _parties(outline: Outline) -> set[str]:
    return {party for party, _ in outline.roles()}


def _is_told(outline: Outline) -> bool:
    direction = owing(outline.kind, outline.roles())
    return direction.owes is not None and direction.owed is not None
