"""Defines who can be party to a commitment, which body stands under which, and which took over from which.

It holds no records and knows no day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from commitments.model.names import PartyId, Prose


class PartyKind(StrEnum):
    """What sort of body a party is."""

    GOVERNMENT = "government"
    MINISTRY = "ministry"
    AGENCY = "agency"
    LOCAL_AUTHORITY = "local_authority"
    MISSION = "mission"
    COMPANY = "company"
    UNIVERSITY = "university"
    INSTITUTE = "institute"
    ASSOCIATION = "association"
    INTERNATIONAL_ORGANISATION = "international_organisation"
    OTHER = "other"


class Party(NamedTuple):
    """A body, a company or a government, as `schema/parties.yaml` names it."""

    id: PartyId
    name: Prose
    part_of: PartyId | None = None
    short: Prose = Prose()
    aliases: tuple[str, ...] = ()
    """Other spellings of the name; none of them is the name of a predecessor."""
    kind: str = ""
    """A `PartyKind`, or another text of a file that is not valid."""
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    until: str | None = None
    """The last day the body stood (EDTF), as the file has it."""
    succeeded_by: tuple[PartyId, ...] = ()
    same_as: str | None = None
    """The party of another member that it is on a roof, as `mofa:nvidia`."""
    other_ids: tuple[str, ...] = ()
    """On a roof, the ids that members have for it, beside its own."""

    def names(self) -> tuple[str, ...]:
        """Every name that people may call the party by, besides its id."""
        return tuple(filter(None, (self.name.en, self.name.vi, self.short.en, self.short.vi, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Registry:
    """The parties of a workspace. Without a file that can be read it is empty, and accepts any party."""

    parties: Mapping[str, Party] = field(default_factory=dict)
    exists: bool = True

    def name(self, party: str, lang: str) -> str:
        """The party's name in `lang`, or its id where it is not registered."""
        registered = self.parties.get(party)
        return (registered.name.in_language(lang) if registered else "") or party

    def short_name(self, party: str, lang: str) -> str:
        """The party's short name in `lang`, or its name where it has no short one."""
        registered = self.parties.get(party)
        return (registered.short.in_language(lang) if registered else "") or self.name(party, lang)

    def countries(self, parties: Iterable[str]) -> list[str]:
        """The countries of some parties, each once; a party that has none or is not registered adds none."""
        registered = (self.parties.get(party) for party in parties)
        return list(dict.fromkeys(party.country for party in registered if party and party.country))

    def successors(self, party: str) -> tuple[PartyId, ...]:
        """The bodies that took over from a party; none where it stands or is not registered."""
        registered = self.parties.get(party)
        return registered.succeeded_by if registered else ()

    def successor(self, party: str) -> str | None:
        """The one body that took over from a party, directly or through others.

        None where the party has no successor, where several share its tasks at any step, and in a circle.
        """
        last = self.last_body(party)
        return None if last is None or last == party or self.successors(last) else last

    def is_divided(self, party: str) -> bool:
        """Whether several bodies share the tasks of a party, or of its one successor."""
        last = self.last_body(party)
        return last is not None and len(self.successors(last)) > 1

    def stands(self, party: str) -> bool:
        """Whether a party, or its one successor, has no successor and no last day.

        A party that is not registered stands, since nobody says otherwise.
        """
        last = self.last_body(party)
        if last is None or self.successors(last):
            return False
        return last not in self.parties or self.parties[last].until is None

    def last_body(self, party: str) -> str | None:
        """The body at the end of a chain of single successors; None where the chain is a circle."""
        earlier = set()
        while len(successors := self.successors(party)) == 1:
            if party in earlier:
                return None
            earlier.add(party)
            party = successors[0]
        return party

    def with_below_and_before(self, party: str) -> frozenset[str]:
        """The party, every body below it, and every body that one of these alone succeeded.

        Circles do no harm.
        """
        bodies: dict[str, list[str]] = {}
        for body in self.parties.values():
            bodies.setdefault(body.part_of or "", []).append(body.id)
            if len(body.succeeded_by) == 1:
                bodies.setdefault(body.succeeded_by[0], []).append(body.id)
        members: set[str] = set()
        waiting = [party]
        while waiting:
            id = waiting.pop()
            if id not in members:
                members.add(id)
                waiting += bodies.get(id, ())
        return frozenset(members)
