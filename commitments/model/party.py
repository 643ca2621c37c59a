"""Defines who can be party to a commitment, and which body stands under which. It holds no records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from commitments.model.names import PartyId, Prose


class Party(NamedTuple):
    """A body, a company or a government, as `schema/parties.yaml` names it."""

    id: PartyId
    name: Prose
    part_of: PartyId | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """The parties of a workspace. Without a file that can be read it is empty, and accepts any party."""

    parties: Mapping[str, Party] = field(default_factory=dict)
    exists: bool = True

    def name(self, party: str, lang: str) -> str:
        """The party's name in `lang`, or its id where it is not registered."""
        registered = self.parties.get(party)
        return (registered.name.in_language(lang) if registered else "") or party

    def with_below(self, party: str) -> frozenset[str]:
        """The party and every body below it; circles do no harm."""
        bodies_below: dict[str, list[str]] = {}
        for body in self.parties.values():
            bodies_below.setdefault(body.part_of or "", []).append(body.id)
        members: set[str] = set()
        waiting = [party]
        while waiting:
            id = waiting.pop()
            if id not in members:
                members.add(id)
                waiting += bodies_below.get(id, ())
        return frozenset(members)
