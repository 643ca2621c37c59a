"""Who can be party to a commitment, and which body stands under which. Holds no records."""

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
    """The parties of a workspace. One without a file that can be read knows none and accepts any."""

    parties: Mapping[str, Party] = field(default_factory=dict)
    exists: bool = True

    def name(self, party: str, lang: str) -> str:
        """The party's name in `lang`, or its id where it is not registered."""
        known = self.parties.get(party)
        return (known.name.in_language(lang) if known else "") or party

    def with_below(self, party: str) -> frozenset[str]:
        """The party and every body below it; circles do no harm."""
        below: dict[str, list[str]] = {}
        for item in self.parties.values():
            below.setdefault(item.part_of or "", []).append(item.id)
        found: set[str] = set()
        waiting = [party]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += below.get(name, ())
        return frozenset(found)
