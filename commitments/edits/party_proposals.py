"""Proposes what a new party may be, from its name: language, kind and short name. It must not decide any."""

from __future__ import annotations

from commitments.edits.new_party import NewParty, is_party_id
from commitments.edits.table.body_words import body_kind, name_language, short_name
from commitments.model.parties.party import PartyKind


def proposed_party(text: str, reader_lang: str) -> NewParty:
    """The request for a new party that a text names; its kind is empty where the name does not tell it."""
    kind = None if is_party_id(text) else body_kind(text)
    if kind is None:
        lang = "vi" if name_language(text) == "vi" else reader_lang
        return NewParty(text, lang, "")
    proposal = NewParty(text, name_language(text), kind)
    short = short_name(text) if kind is PartyKind.MINISTRY else ""
    if proposal.lang == "vi":
        return proposal._replace(short_vi=short or None)
    return proposal._replace(short=short or None)
