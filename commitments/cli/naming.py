"""Parties as people name them: by their id, or as they are called. Judges no id, known or not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commitments.cli.asking import matching, meant
from commitments.cli.session import Session
from commitments.errors import N_, CommitmentsError
from commitments.model.party import Registry
from commitments.reports.select import require_party

_ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_NEAR = 3
"""What is named where it is not clear which is meant."""

WHICH_PARTY = N_("Is one of these meant? {near}")


def party_option(at: Session, given: str | None) -> str | None:
    """The id of the party that has this name; what could be an id stays as it is, and so does nothing.

    Raises CommitmentsError for any other name, with those that may be meant.
    """
    if not given or not given.strip() or _ID.fullmatch(given) or not at.workspace.registry.exists:
        return given
    known = known_parties(at.workspace.registry, at.words.lang)
    found = meant(given.strip(), known)
    if found not in at.workspace.registry.parties:
        require_clear(known, N_("There is no party {party}"), WHICH_PARTY, party=given)
        require_party(given, at.workspace.registry.parties)
    return found


def known_parties(registry: Registry, lang: str) -> list[tuple[str, str]]:
    """Every party with its names, the reader's first."""
    other = "en" if lang == "vi" else "vi"
    return [
        (str(each.id), f"{each.name.in_language(lang)}\n{each.name.in_language(other)}")
        for each in registry.parties.values()
    ]


def require_clear(known: Sequence[tuple[str, str]], message: str, hint: str, **answer: str) -> None:
    """Raise CommitmentsError, with the first few, where something known has the answer in its name."""
    if near := matching("".join(answer.values()), known)[:_NEAR]:
        named = ", ".join(f"{id} ({names.partition(chr(10))[0]})" for id, names in near)
        raise CommitmentsError(message, hint, **answer, near=named)
