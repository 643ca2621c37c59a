"""Finds the party that people mean by an id, a name, a short name or an alias. It must not guess.

Capitals, Vietnamese marks, spaces and underscores make no difference. An exact id means its party, whatever
else is called so; on a roof it means every party for which a member has that id, so that none is overlooked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property

from commitments.errors import N_, UnknownNameError
from commitments.model.folding import fold
from commitments.model.members import SEPARATOR
from commitments.model.nearest import nearest_words
from commitments.model.parties.party import Party, Registry
from commitments.model.parties.party_initials import abbreviated_parties
from commitments.model.parties.party_names import NamedParty, PartyNames, name_key

PartyIds = tuple[str, ...]
"""The ids of the parties that a name fits, in the order of the registry."""

SEVERAL_PARTIES = N_("{party} fits several parties: {ids}")
ONE_ID = N_("Write the id of one.")

_SPACES = re.compile(r"[\s_-]+")
_MOST_NEAR = 3
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "va", "cua"})
_MOST_IDS = 12
"""How many ids a refusal names."""


class PartyReader:
    """Reads names of the parties of one registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def ids(self, text: str) -> PartyIds:
        """The ids of the parties that a text fits; none where it is no name."""
        name = text.strip()
        party = self._registry.parties.get(name)
        if party and not party.other_ids:
            return (name,)
        if party or name in self._ids_by_other_id:
            return tuple(dict.fromkeys((*((name,) if party else ()), *self._ids_by_other_id.get(name, ()))))
        if not name:
            return ()
        return self._names.meaning(name) or self._ids_by_letters.get(_letters(name), ())

    def named(self, text: str) -> list[NamedParty[PartyIds]]:
        """The parties that a text names one after another, each by its longest name."""
        return [
            party._replace(meaning=(party.name,)) if party.name in self._registry.parties else party
            for party in self._names.named(text)
        ]

    def abbreviated(self, text: str) -> PartyIds:
        """The ids of the parties that a text abbreviates by a word and initials, as `Bộ KH&CN` does."""
        return tuple(abbreviated_parties(text, self._parties()))

    def nearest_ids(self, text: str, others: Collection[str] = ()) -> list[str]:
        """The ids of up to three parties with a name or an id like a text, the nearest first.

        Those that the text abbreviates, or that have its words, stand alone. `others` are ids that stand in
        no registry.
        """
        if abbreviated := abbreviated_parties(text, self._parties(), with_word=False):
            return abbreviated[:_MOST_NEAR]
        if same_words := self._of_same_words(text):
            return same_words[:_MOST_NEAR]
        ids_by_name = {_spaced(name): party.id for party in self._parties() for name in party.names()}
        choices = {**ids_by_name, **{id: id for id in (*others, *self._registry.parties)}}
        words = sorted(choices)
        near = nearest_words(text, words) or nearest_words(_spaced(text), words)
        return list(dict.fromkeys(choices[word] for word in near if word in choices))

    def _of_same_words(self, text: str) -> list[str]:
        """The ids of the parties with a name of a text's words, in any order: `Finance Ministry`."""
        words = _telling_words(text)
        if len(words) < 2:
            return []
        parties = (
            party.id for party in self._parties() for name in party.names() if _telling_words(name) == words
        )
        return list(dict.fromkeys(parties))

    def _parties(self) -> Collection[Party]:
        return self._registry.parties.values()

    def clear_word(self, id: str) -> str:
        """A word that means this party alone: its id, unless a member of a roof has that id for another."""
        party = self._registry.parties.get(id)
        qualified = [other for other in party.other_ids if SEPARATOR in other] if party else []
        return qualified[0] if qualified and len(self.ids(id)) > 1 else id

    @cached_property
    def _ids_by_other_id(self) -> dict[str, PartyIds]:
        """The ids of the parties for which members of a roof have an id; empty in a single register."""
        ids: dict[str, PartyIds] = {}
        for party in self._parties():
            for other_id in party.other_ids:
                ids[other_id] = (*ids.get(other_id, ()), party.id)
        return ids

    @cached_property
    def _names(self) -> PartyNames[PartyIds]:
        """Every party by its names, its id and the words of its id."""
        names: PartyNames[PartyIds] = PartyNames()
        for name, id in self._words():
            if name_key(name):
                ids = names.add(name, (id,))
                if id not in ids:
                    names.replace(name, (*ids, id))
        return names

    @cached_property
    def _ids_by_letters(self) -> dict[str, PartyIds]:
        """The ids of the parties with a name or an id, by its letters without any space."""
        ids: dict[str, PartyIds] = {}
        for name, id in self._words():
            if (letters := _letters(name)) and id not in (fitting := ids.get(letters, ())):
                ids[letters] = (*fitting, id)
        return ids

    def _words(self) -> Iterator[tuple[str, str]]:
        """Each name and each id, the id with spaces too, with the id of its party."""
        return (
            (word, party.id)
            for party in self._parties()
            for word in (party.id, party.id.replace("-", " "), *party.other_ids, *party.names())
        )


def find_party(text: str, registry: Registry, others: Collection[str] = ()) -> str:
    """The id of the party that a text names; `others` are ids that stand in no registry, as records have.

    Raises UnknownNameError where the text is no name, with the nearest, and where it fits several parties,
    with their ids.
    """
    if text in others and text not in registry.parties:
        return text
    reader = PartyReader(registry)
    ids = reader.ids(text) or tuple(id for id in others if _letters(id) == _letters(text))
    if len(ids) != 1:
        raise (
            several_parties(text, tuple(map(reader.clear_word, ids)))
            if ids
            else _no_party(text, reader.nearest_ids(text, others))
        )
    return ids[0]


def several_parties(name: str, ids: PartyIds) -> UnknownNameError:
    """The error for a name that fits several parties."""
    return UnknownNameError(SEVERAL_PARTIES, ONE_ID, party=name, ids=joined_ids(ids))


def joined_ids(ids: PartyIds) -> str:
    """The ids of several parties in one text, cut where they are many."""
    return ", ".join(ids[:_MOST_IDS]) + (", …" if len(ids) > _MOST_IDS else "")


def _no_party(name: str, near: list[str]) -> UnknownNameError:
    return UnknownNameError(
        N_("There is no party {party}"),
        N_("Nearest: {near}") if near else N_("See schema/parties.yaml for the parties."),
        party=name,
        near=", ".join(near),
    )


def _telling_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", fold(text))) - _SMALL_WORDS


def _spaced(text: str) -> str:
    return " ".join(fold(text).replace("_", " ").split())


def _letters(text: str) -> str:
    return _SPACES.sub("", fold(text))
