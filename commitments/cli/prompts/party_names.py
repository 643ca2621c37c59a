"""Finds the party that people mean by an id or a name. Must not judge whether an id may be used."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commitments.cli.prompts.questions import answer_meant, matching
from commitments.cli.session import Session
from commitments.errors import N_, UnknownNameError, UsageError
from commitments.model.party import Registry
from commitments.reports.filters import require_party

_ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST_NAMED = 3
"""How many parties or records a refusal names as the ones that may be meant."""


def party_option(session: Session, option: str, value: str | None) -> str | None:
    """The id of the party that an option names; None where it is not given."""
    return None if value is None else named_party(session, option, value)


def named_party(session: Session, option: str, value: str) -> str:
    """The id of the party with an id or name; a text of the form of an id stays as it is.

    Raises UsageError for an empty text, UnknownNameError for an unknown name, with those that may be meant.
    """
    name, registry = value.strip(), session.workspace.registry
    if not name:
        raise UsageError(
            N_("{option} names nobody"), N_("Name a party, or leave the option out."), option=option
        )
    candidates = known_parties(registry, session.words.lang)
    id = answer_meant(name, candidates)
    if registry.exists and id not in registry.parties:
        require_clear(name, candidates)
        if not _ID.fullmatch(name):
            require_party(name, registry.parties)
    return id


def known_parties(registry: Registry, lang: str) -> list[tuple[str, str]]:
    """The id of each party with its names, one a line, in the reader's language first."""
    other = "en" if lang == "vi" else "vi"
    return [
        (str(party.id), f"{party.name.in_language(lang)}\n{party.name.in_language(other)}")
        for party in registry.parties.values()
    ]


def require_clear(party: str, candidates: Sequence[tuple[str, str]]) -> None:
    """Raise UnknownNameError, with the first few, where parties have a text in their names."""
    if near := named_alike(party, candidates):
        raise UnknownNameError(
            N_("There is no party {party}"), N_("Is one of these meant? {near}"), party=party, near=near
        )


def named_alike(answer: str, candidates: Sequence[tuple[str, str]]) -> str:
    """The first few candidates that have the answer in their names, as one text; empty for none."""
    near = matching(answer, candidates)[:_MOST_NAMED]
    return ", ".join(f"{id} ({names.partition(chr(10))[0]})" for id, names in near)
