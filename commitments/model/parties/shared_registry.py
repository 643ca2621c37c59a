"""Joins the registries of the members of a roof: which of their parties are one. It merges nothing by guess.

Two parties are one where one says so with `same_as`, or where id and names are equal. What a party says binds
itself alone, so that no member can make two parties of others one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from commitments.model.members import SEPARATOR, MemberNames
from commitments.model.names import PartyId
from commitments.model.parties.party import Party, Registry


class MemberRegistry(NamedTuple):
    """The registry of a member, or by None of the roof itself."""

    member: str | None
    registry: Registry


class _Place(NamedTuple):
    """A party as one member has it."""

    member: str | None
    id: str


_One = tuple[_Place, ...]
"""The places of one party, first that whose words hold for all."""


def shared_registry(
    registries: Sequence[MemberRegistry],
) -> tuple[Registry, Mapping[str | None, dict[str, str]]]:
    """The registry of a roof, and what the parties of each member are called in it.

    Of a party that several members have, the first one's words hold; one that is meant by `same_as` comes
    before those that mean it. Its id is plain where no other party has it, else qualified by its member.
    """
    parties = {
        _Place(member, id): party for member, registry in registries for id, party in registry.parties.items()
    }
    ones = _ones(parties)
    homes_by_id: dict[str, set[_One]] = defaultdict(set)
    for one in ones:
        for place in one:
            homes_by_id[place.id].add(one)
    ids = {one: _shared_id(one, len(homes_by_id[one[0].id]) == 1) for one in ones}
    names: dict[str | None, dict[str, str]] = {member: {} for member, _ in registries}
    for one in ones:
        for place in one:
            names[place.member][place.id] = ids[one]
    shared = {ids[one]: _shared_party(one, ids[one], parties[one[0]], names) for one in ones}
    return Registry(shared, any(registry.exists for _, registry in registries)), names


def _ones(parties: Mapping[_Place, Party]) -> list[_One]:
    """The places of each party, in the order of the members."""
    equal: dict[tuple[object, ...], _Place] = {}
    places: dict[_Place, list[_Place]] = {}
    meant = {place: _meant_place(place, parties) for place in parties}
    for place, party in parties.items():
        if meant[place] == place:
            first = equal.setdefault((place.id, party.name), place)
            places.setdefault(first, []).append(place)
    firsts = {place: first for first, others in places.items() for place in others}
    for place, target in meant.items():
        if target != place:
            places[firsts[target]].append(place)
    return [tuple(one) for one in places.values()]


def _meant_place(place: _Place, parties: Mapping[_Place, Party]) -> _Place:
    """The party that a party says it is; itself where it names none, an unknown one, or a circle."""
    passed: list[_Place] = []
    here = place
    while (same_as := parties[here].same_as) is not None:
        passed.append(here)
        member, separator, id = same_as.partition(SEPARATOR)
        here = _Place(member, id) if separator else _Place(None, same_as)
        if here not in parties or here in passed:
            return place
    return here


def _shared_id(one: _One, is_alone: bool) -> str:
    member, id = one[0]
    is_plain = member is None or (is_alone and SEPARATOR not in id)
    return id if is_plain else MemberNames(member).own_id(id)


def _shared_party(one: _One, id: str, party: Party, names: Mapping[str | None, Mapping[str, str]]) -> Party:
    own = MemberNames(one[0].member, parties=names[one[0].member])
    called = dict.fromkeys(
        word for place in one for word in (place.id, MemberNames(place.member).own_id(place.id))
    )
    return party._replace(
        id=PartyId(id),
        part_of=PartyId(own.party(party.part_of)) if party.part_of else None,
        succeeded_by=tuple(PartyId(own.party(successor)) for successor in party.succeeded_by),
        other_ids=tuple(word for word in called if word != id),
        same_as=None,
    )
