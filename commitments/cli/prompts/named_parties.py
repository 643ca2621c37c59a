"""Turns the names of parties in options and answers into ids. Must not write a party."""

from __future__ import annotations

from commitments.cli.member_names import plain_party
from commitments.cli.prompts.party_names import known_parties, party_meant, require_name
from commitments.cli.prompts.questions import can_ask
from commitments.cli.session import Session
from commitments.model.parties.party_reader import PartyReader


def party_option(session: Session, option: str, value: str | None) -> str | None:
    """The id of the party that an option names; None where it is not given."""
    return None if value is None else named_party(session, option, value)


def named_party(session: Session, option: str, value: str) -> str:
    """The id of the party that an option names; see `known_or_new`. Raises UsageError for an empty text."""
    return known_or_new(session, require_name(option, value))


def known_or_new(session: Session, name: str) -> str:
    """The id of the party that a text names; see `party_meant`.

    On a terminal a party that the registry lacks is offered to be added, and stands in the session then.
    """
    from commitments.cli.prompts.unknown_party import id_of_unknown  # not needed by a script

    registry, name = session.workspace.registry, plain_party(session, name)
    if registry.exists and can_ask() and not PartyReader(registry).ids(name):
        return id_of_unknown(session, name)
    return party_meant(name, registry, known_parties(registry, session.words.lang))
