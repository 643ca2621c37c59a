"""Joins the registries of the members of a roof: which of their parties are one. It merges nothing by guess.

Two parties are one where one says so with `same_as`, or where id and names are equal. What a party says binds
itself alone, so that no member can make two parties of others one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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

    Of a party that several members have, the words of the roof hold, else those of the member that is meant
    by `same_as`, else those of the first. It keeps its plain id unless an earlier party has that id; then its
    id is qualified by its member. So a member that is added at the end renames no party of the others.
    """
    parties = {
        _Place(member, id): party for member, registry in registries for id, party in registry.parties.items()
    }
    ones = _ones(parties)
    ids = _shared_ids(ones)
    names: dict[str | None, dict[str, str]] = {member: {} for member, _ in registries}
    for one in ones:
        id = ids[one[0]]
        for place in one:
            names[place.member][place.id] = id
    shared = {ids[one[0]]: _shared_party(one, ids[one[0]], parties[one[0]], names) for one in ones}
    return Registry(shared, any(registry.exists for _, registry in registries)), names


def _ones(parties: Mapping[_Place, Party]) -> list[_One]:
    """The places of each party, in the order of the members."""
    meant = _meant_places(parties)
    equal: dict[tuple[object, ...], _Place] = {}
    places: dict[_Place, list[_Place]] = {}
    for place, party in parties.items():
        if meant[place] == place:
            key = (place.id, party.name) if any(party.name) else (place.id, place)
            first = equal.setdefault(key, place)
            places.setdefault(first, []).append(place)
    firsts = {place: first for first, others in places.items() for place in others}
    for place, target in meant.items():
        if target != place:
            places[firsts[target]].append(place)
    return [tuple(sorted(one, key=lambda place: place.member is not None)) for one in places.values()]


def _meant_places(parties: Mapping[_Place, Party]) -> Mapping[_Place, _Place]:
    """The party that each party says it is, directly or through others.

    A party means itself where it names none or an unknown one, and where it lies on a circle.
    """
    meant: dict[_Place, _Place] = {}
    for start in parties:
        chain: dict[_Place, None] = {}
        here = start
        while here not in meant and here not in chain:
            chain[here] = None
            here = _target(here, parties)
        trail = list(chain)
        if here in chain:  # a party that means itself, or a circle: all on it stand for themselves
            circle = trail[trail.index(here) :]
            meant.update((place, place) for place in circle)
            trail = trail[: len(trail) - len(circle)]
        meant.update((place, meant[here]) for place in trail)
    return meant


def _target(place: _Place, parties: Mapping[_Place, Party]) -> _Place:
    """The party that a party names with `same_as`; itself where there is no such party."""
    same_as = parties[place].same_as
    if same_as is None:
        return place
    member, separator, id = same_as.partition(SEPARATOR)
    target = _Place(member, id) if separator else _Place(None, same_as)
    return target if target in parties else place


def _shared_ids(ones: Sequence[_One]) -> Mapping[_Place, str]:
    """The id of each party, by its first place: plain where no party before it, or of the roof, has it."""
    ids: dict[_Place, str] = {}
    taken: set[str] = set()
    for one in sorted(ones, key=lambda one: one[0].member is not None):
        member, id = one[0]
        is_plain = id not in taken and SEPARATOR not in id
        ids[one[0]] = id if is_plain else f"{member or ''}{SEPARATOR}{id}"
        taken.add(ids[one[0]])
    return ids


def _shared_party(one: _One, id: str, party: Party, names: Mapping[str | None, Mapping[str, str]]) -> Party:
    own = MemberNames(one[0].member, parties=names[one[0].member])
    return party._replace(
        id=PartyId(id),
        part_of=PartyId(own.party(party.part_of)) if party.part_of else None,
        succeeded_by=tuple(PartyId(own.party(successor)) for successor in party.succeeded_by),
        other_ids=tuple(word for word in dict.fromkeys(_words(one)) if word != id),
        same_as=None,
    )


def _words(one: _One) -> Iterator[str]:
    """The ids that a party goes by: qualified, and plain where that is no qualified id of another."""
    for place in one:
        if SEPARATOR not in place.id:
            yield place.id
        if place.member is not None:
            yield MemberNames(place.member).own_id(place.id)
