"""Parties as people name them: by their id, or as they are called. Judges no id, known or not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commitments.cli.prompts.questions import matching, meant
from commitments.cli.session import Session
from commitments.errors import N_, CommitmentsError
from commitments.model.party import Registry
from commitments.reports.filters import require_party

_ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_NEAR = 3
"""What is named where it is not clear which is meant."""


def party_option(at: Session, option: str, given: str | None) -> str | None:
    """The id of the party that an option names, if it is given."""
    return None if given is None else named_party(at, option, given)


def named_party(at: Session, option: str, given: str) -> str:
    """The id of the party that has this id or name; what could be an id stays as it is.

    Raises CommitmentsError for any other name, with those that may be meant, and for none.
    """
    name, registry = given.strip(), at.workspace.registry
    if not name:
        raise CommitmentsError(
            N_("{option} names nobody"), N_("Name a party, or leave the option out."), option=option
        )
    known = known_parties(registry, at.words.lang)
    found = meant(name, known)
    if registry.exists and found not in registry.parties:
        require_clear(name, known)
        if not _ID.fullmatch(name):
            require_party(name, registry.parties)
    return found


def known_parties(registry: Registry, lang: str) -> list[tuple[str, str]]:
    """Every party with its names, the reader's first."""
    other = "en" if lang == "vi" else "vi"
    return [
        (str(party.id), f"{party.name.in_language(lang)}\n{party.name.in_language(other)}")
        for party in registry.parties.values()
    ]


def require_clear(party: str, known: Sequence[tuple[str, str]]) -> None:
    """Raise CommitmentsError, with the first few, where some parties have this in their name."""
    if near := named_alike(party, known):
        raise CommitmentsError(
            N_("There is no party {party}"), N_("Is one of these meant? {near}"), party=party, near=near
        )


def named_alike(answer: str, known: Sequence[tuple[str, str]]) -> str:
    """The first few of those known that have the answer in their name, as a text."""
    near = matching(answer, known)[:_NEAR]
    return ", ".join(f"{id} ({names.partition(chr(10))[0]})" for id, names in near)
