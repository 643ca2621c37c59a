"""Finds the party that people mean by an id or a name. Must not judge whether an id may be used."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commitments.cli.prompts.tab_completion import matching
from commitments.errors import N_, UnknownNameError, UsageError
from commitments.model.parties.party import Party, Registry
from commitments.model.parties.party_reader import PartyReader, find_party, several_parties

_ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST_NAMED = 3
"""How many parties or records a refusal names as the ones that may be meant."""


def require_name(option: str, value: str) -> str:
    """The name in a text; raises UsageError for an empty one."""
    name = value.strip()
    if not name:
        raise UsageError(
            N_("{option} names no party"), N_("Name a party, or leave the option out."), option=option
        )
    return name


def party_meant(name: str, registry: Registry, candidates: Sequence[tuple[str, str]]) -> str:
    """The id of the party that a text names; without a registry the text as it is.

    A text of the form of an id stays as it is, too. Raises UnknownNameError for any other unknown name, with
    those that may be meant, and for a name that fits several parties, with their ids.
    """
    if not registry.exists:
        return name
    ids = PartyReader(registry).ids(name)
    if len(ids) > 1:
        raise several_parties(name, ids)
    if ids:
        return ids[0]
    _require_clear(name, candidates)
    return name if _ID.fullmatch(name) else find_party(name, registry)


def known_parties(registry: Registry, lang: str) -> list[tuple[str, str]]:
    """The id of each party with its names, one a line, in the reader's language first."""
    return [(id, party_names(party, lang)) for id, party in registry.parties.items()]


def party_names(party: Party, lang: str) -> str:
    """All names of a party, one a line, in the reader's language first."""
    other = "en" if lang == "vi" else "vi"
    names = (party.name.in_language(lang), party.name.in_language(other), *party.names())
    return "\n".join(dict.fromkeys(names))


def _require_clear(party: str, candidates: Sequence[tuple[str, str]]) -> None:
    """Raise UnknownNameError, with the first few, where parties have a text in their names."""
    if near := named_alike(party, candidates):
        raise UnknownNameError(
            N_("There is no party {party}"), N_("Did you mean one of these? {near}"), party=party, near=near
        )


def named_alike(answer: str, candidates: Sequence[tuple[str, str]]) -> str:
    """The first few candidates that have the answer in their names, as one text; empty for none."""
    near = matching(answer, candidates)[:_MOST_NAMED]
    return ", ".join(f"{id} ({names.partition(chr(10))[0]})" for id, names in near)
