"""Writes the parties of a cell by names that are read back as the same parties. Must not read a cell."""

from __future__ import annotations

from collections.abc import Iterable

from commitments.model.parties.party import Registry
from commitments.model.parties.party_reader import PartyReader
from commitments.render.workbook.plan import fitted_text

SEPARATOR = "; "
_SEPARATORS = frozenset(",;\n")


class PartyCells:
    """The names of the parties of one registry in one language."""

    def __init__(self, registry: Registry, lang: str) -> None:
        self._registry = registry
        self._lang = lang
        self._reader = PartyReader(registry)
        self._names: dict[str, str] = {}

    def cell(self, parties: Iterable[str]) -> str | None:
        """Some parties in one cell; None for none."""
        return fitted_text(SEPARATOR.join(map(self.name, parties)))

    def name(self, party: str) -> str:
        """The shortest name that means this party alone, else its id."""
        if party not in self._names:
            self._names[party] = self._plain_name(party)
        return self._names[party]

    def _plain_name(self, party: str) -> str:
        registry, lang = self._registry, self._lang
        for name in (registry.short_name(party, lang), registry.name(party, lang)):
            if _SEPARATORS.isdisjoint(name) and self._reader.ids(name) == (party,):
                return name
        return party

    def all_names(self) -> list[str]:
        """The name of every registered party, in the order of the alphabet."""
        return sorted((self.name(party) for party in self._registry.parties), key=str.casefold)
