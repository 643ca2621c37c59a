"""Offers on a terminal to add a party that is named and not known. Must not write it.

It is written with the record that names it, by `edit_with_parties`.
"""

from __future__ import annotations

from commitments.cli.prompts.party_questions import answered_party, party_proposal
from commitments.cli.prompts.picking import Choice, pick
from commitments.cli.session import Session
from commitments.edits.new_party import NewParty
from commitments.model.folding import fold
from commitments.model.parties.party import Party
from commitments.model.parties.party_reader import PartyReader
from commitments.render.names.labels import PARTY_KIND

_PROPOSED, _ANSWERED = "+", "++"
"""The answers that add the party: as proposed, and after questions."""
_MOST_NEAR = 3
_NEARNESS = 0.85
"""How alike the letters of two names must be for one to be a misspelling of the other."""


def id_of_unknown(session: Session, name: str) -> str:
    """The id of a party that the registry lacks: that of a near one, or of a new one to be added.

    The new one then stands among the parties that the session adds.
    """
    for request in session.new_parties:
        if name in (request.id_or_name, request.name, request.name_vi):
            return request.id_or_name
    words, proposal = session.words, party_proposal(session, name)
    near = _near(session, name)
    new = [Choice(_ANSWERED, words.say("a new party, and I say what it is"))]
    if proposal.kind:
        new = [Choice(_PROPOSED, _described(session, proposal)), *new]
    question = words.say("There is no party “{name}”. Which one is it", name=name)
    default = "" if near else "1"
    picked = pick(words, question, [*near, *new], lambda text: _known(session, text), default=default)
    if picked not in (_PROPOSED, _ANSWERED):
        return picked
    request = proposal if picked == _PROPOSED else answered_party(session, name, proposal)
    session.new_parties.append(request)
    return request.id_or_name


def _known(session: Session, text: str) -> str:
    """The id of a party that the registry has; raises UnknownNameError for none and for several."""
    from commitments.model.parties.party_reader import find_party

    return find_party(text, session.workspace.registry)


def _near(session: Session, name: str) -> list[Choice]:
    """The parties with a name like this one."""
    from commitments.cli.prompts.party_names import known_parties, party_names
    from commitments.cli.prompts.tab_completion import matching

    registry, lang = session.workspace.registry, session.words.lang
    alike = [id for id, _ in matching(name, known_parties(registry, lang))]
    misspelt = [
        id for id in PartyReader(registry).nearest_ids(name) if _is_misspelt(name, registry.parties[id])
    ]
    ids = dict.fromkeys([*alike, *misspelt])
    parties = [registry.parties[id] for id in [*ids][:_MOST_NEAR]]
    return [
        Choice(party.id, f"{party.id}  {party.name.in_language(lang)}", party_names(party, lang))
        for party in parties
    ]


def _is_misspelt(name: str, party: Party) -> bool:
    """Whether a text is a name or the id of a party but for a letter or two."""
    from difflib import SequenceMatcher

    folded = fold(name)
    return any(
        SequenceMatcher(None, folded, fold(known)).ratio() >= _NEARNESS
        for known in (party.id, *party.names())
    )


def _described(session: Session, proposal: NewParty) -> str:
    words = session.words
    pieces = [words.say(PARTY_KIND[proposal.kind]), proposal.short_vi or proposal.short]
    described = ", ".join(str(piece) for piece in pieces if piece)
    return words.say("a new party: {id}, {description}", id=proposal.id_or_name, description=described)
