"""Asks on a terminal what a new party is called and what it is. Must not write it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from commitments.cli.given_back import remember_answer
from commitments.cli.prompts.missing_arguments import asked_text
from commitments.cli.prompts.questions import ask, can_ask, choose
from commitments.cli.session import Session
from commitments.edits.new_party import NewParty, is_party_id, new_party_entry
from commitments.edits.new_record import require_new_id
from commitments.edits.party_proposals import proposed_party
from commitments.errors import N_, CommitmentsError, EditError, MissingError
from commitments.model.closed_lists import ClosedList, StoredWords
from commitments.model.parties.party_reader import PartyReader
from commitments.render.names.labels import PARTY_KIND

_NO_SHORT_NAME = "-"


def completed_party(session: Session, request: NewParty) -> NewParty:
    """A new party with answers for the name and the kind that it lacks; without any name, for all of it.

    Raises MissingError where nobody can be asked.
    """
    words = session.words
    if not request.id_or_name:
        check = partial(_require_unknown, session)
        name = asked_text(words, "ID|NAME", "id_or_name", words.say("Name of the party"), check)
        proposal = party_proposal(session, name)
        proposal = proposal._replace(kind=request.kind or proposal.kind)
        keep = partial(_remember_party, session)
        asked = answered_party(session, name, proposal, bool(request.kind), keep)
        given = {field: value for field, value in request._asdict().items() if value and field != "lang"}
        return asked._replace(**given)
    if not request.kind and not can_ask():
        raise MissingError(
            N_("It is not said what sort of body it is"),
            N_("Add --kind: {allowed}"),
            allowed=StoredWords(ClosedList.PARTY_KIND, tuple(str(kind) for kind in PARTY_KIND)),
        )
    is_nameless = is_party_id(request.id_or_name) and not request.name and not request.name_vi
    if is_nameless and can_ask():
        request = _asked_name(session, request)
    if not request.kind:
        proposed = proposed_party(request.name_vi or request.name or request.id_or_name, words.lang)
        request = _asked_kind(session, request._replace(kind=proposed.kind))
        remember_answer(words, "kind", request.kind)
    return request


def _remember_party(session: Session, request: NewParty) -> None:
    """Keep what was answered, for a command that says it again."""
    for field in ("id_or_name", "name", "name_vi", "kind"):
        remember_answer(session.words, field, getattr(request, field))


def _require_unknown(session: Session, name: str) -> None:
    """Raise EditError for a name that a party has."""
    for id in PartyReader(session.workspace.registry).ids(name):
        raise EditError(N_("There is a party {party} already"), N_("Give another name."), party=id)


def party_proposal(session: Session, name: str) -> NewParty:
    """What the name tells of the party, with an id; a short name that is taken is left out."""
    proposal = proposed_party(name, session.words.lang)
    if is_party_id(name):
        return proposal
    for request in (proposal, proposal._replace(short=None, short_vi=None)):
        with suppress(CommitmentsError):
            request = _with_id(session, request)
            _require_addable(session, request)
            return request
    return _named(proposal, name)._replace(id_or_name="", kind="")


def _with_id(session: Session, request: NewParty) -> NewParty:
    """A request with an id made of its name; raises UsageError where none can be made."""
    taken = [*session.workspace.registry.parties, *(request.id_or_name for request in session.new_parties)]
    id = str(new_party_entry([{"id": id} for id in taken], request)["id"])
    return _named(request, request.id_or_name)._replace(id_or_name=id)


def _named(request: NewParty, name: str) -> NewParty:
    return request._replace(name_vi=name) if request.lang == "vi" else request._replace(name=name)


def _require_addable(session: Session, request: NewParty) -> None:
    """Raise the CommitmentsError that fits where the registry cannot take the party."""
    from commitments.writing.edit_parties import plan_new_parties

    kind = request.kind or next(iter(PARTY_KIND))
    plan_new_parties(session.workspace, [*session.new_parties, request._replace(kind=str(kind))])


def answered_party(
    session: Session,
    name: str,
    proposal: NewParty,
    has_kind: bool = False,
    keep: Callable[[NewParty], object] = lambda request: None,
) -> NewParty:
    """A request made of answers, with what the name tells as defaults; `keep` gets it as it grows."""
    words, request = session.words, proposal
    if is_party_id(name):
        request = _asked_name(session, request)
    if not has_kind:
        request = _asked_kind(session, request)
    keep(request)
    if not is_party_id(name):
        check = _check(session, lambda id: request._replace(id_or_name=id))
        request = request._replace(id_or_name=ask(words, words.say("Id"), request.id_or_name, check))
    keep(request)
    return _with_short_name(session, request)


def _asked_name(session: Session, request: NewParty) -> NewParty:
    """A request for an id, with the name that the reader gives in the language that it is in."""
    words, id = session.words, request.id_or_name
    name = ask(words, words.say("Name of {party}", party=id), id)
    lang = proposed_party(name, words.lang).lang
    remember_answer(words, "name_vi" if lang == "vi" else "name", name)
    return _named(request._replace(lang=lang), name)


def _asked_kind(session: Session, request: NewParty) -> NewParty:
    """A request with the kind that the reader chooses; the one that it has is the default."""
    words = session.words
    kinds = [(str(kind), words.say(label)) for kind, label in PARTY_KIND.items()]
    kind = choose(words, words.say("Kind of body"), kinds, str(request.kind), ClosedList.PARTY_KIND)
    return request._replace(kind=kind)


def _with_short_name(session: Session, request: NewParty) -> NewParty:
    words = session.words
    proposed = request.short_vi or request.short or ""
    question = (
        words.say("Short name, or - for none") if proposed else words.say("Short name, or Enter for none")
    )

    def with_answer(answer: str) -> NewParty:
        short = None if answer in ("", _NO_SHORT_NAME) else answer
        return request._replace(short_vi=short) if request.lang == "vi" else request._replace(short=short)

    answer = ask(words, question, proposed, _check(session, with_answer), optional=True)
    return with_answer(answer)


def _check(session: Session, with_answer: Callable[[str], NewParty]) -> Callable[[str], None]:
    def check(answer: str) -> None:
        request = with_answer(answer)
        require_new_id(request.id_or_name, {})
        _require_addable(session, request)

    return check
