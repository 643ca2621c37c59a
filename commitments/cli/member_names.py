"""Says what a member calls what the reader of its roof names. Must not require that there is such a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commitments.model.members import SEPARATOR

if TYPE_CHECKING:
    from commitments.cli.session import Session


def plain_id(session: Session, text: str) -> str:
    """An id as the register itself writes it, where the reader writes it as a roof does."""
    member, separator, id = text.partition(SEPARATOR)
    is_own = separator and session.membership and member.lower() == session.membership.name
    return id if is_own else text


def plain_party(session: Session, text: str) -> str:
    """The party of a member that a text names as its roof does, as the member calls it; else the text."""
    from commitments.model.parties.party_reader import PartyReader  # most edits name no party

    registry, membership = session.workspace.registry, session.membership
    member, separator, id = text.partition(SEPARATOR)
    if membership is None or text in registry.parties or not (separator or registry.exists):
        return text
    if PartyReader(registry).ids(text):
        return text
    if separator and member.lower() == membership.name and PartyReader(registry).ids(id):
        return id
    from commitments.workspace.roof import party_in_member

    return party_in_member(membership.roof, membership.name, text) or text
