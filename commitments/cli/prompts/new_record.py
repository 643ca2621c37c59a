"""Asks on a terminal for what a new record lacks. Must not ask for what an option gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from commitments.cli.options.date_options import DateOption, coming_date_option, past_date_option
from commitments.cli.prompts.named_parties import known_or_new
from commitments.cli.prompts.party_names import known_parties
from commitments.cli.prompts.picking import pick
from commitments.cli.prompts.questions import ask, choose
from commitments.cli.prompts.records_to_edit import linked_record, record_choices
from commitments.cli.prompts.ruled_answers import require_rules
from commitments.cli.session import Session
from commitments.edits.new_record import Draft, require_new_id
from commitments.errors import N_, CommitmentsError
from commitments.model.closed_lists import ClosedList
from commitments.model.lifecycle import Kind, Role, Status
from commitments.model.parties.party_reader import PartyReader, several_parties
from commitments.render.names.labels import KIND, ROLE
from commitments.render.words import Words

_TITLE = {"en": N_("Title in English"), "vi": N_("Title in Vietnamese")}
_OTHER_TITLE = {
    "en": N_("Title in English, or Enter for none"),
    "vi": N_("Title in Vietnamese, or Enter for none"),
}

_ROLES: Mapping[str, Sequence[Role]] = {
    Kind.ASSIGNMENT: (Role.LEAD, Role.ASSIGNER),
    Kind.REQUEST: (Role.LEAD, Role.REQUESTER),
    Kind.AGREED_ACTION: (Role.LEAD, Role.COUNTERPART),
    Kind.PUBLIC_PLEDGE: (Role.LEAD,),
    Kind.OTHER: (Role.LEAD,),
    Kind.MEETING: (Role.COUNTERPART, Role.COUNTERPART),
}
"""The usual roles of the first parties of a record, by kind; those of an instrument sign it."""


def growing_draft(draft: Draft, session: Session, taken: Mapping[str, str]) -> Iterator[Draft]:
    """The draft after each answer; the last one is complete and has an id.

    `taken` are the paths of the records by their ids.
    """
    words = session.words
    if not _holds(draft, "kind"):
        yield (draft := replace(draft, kind=_kind(words)))
    for titles in _titles(draft.title, words):
        yield (draft := replace(draft, title=titles))
    if not _holds(draft, "summary"):
        summary = ask(words, words.say("Summary, or Enter for none"), optional=True)
        yield (draft := replace(draft, summary={words.lang: summary}))
    if not _holds(draft, "parties"):
        for parties in _parties(draft, session):
            yield (draft := replace(draft, parties=parties))
    for dated in _dates(draft, session):
        yield (draft := dated)
    if taken and not _holds(draft, "part_of"):
        yield (draft := replace(draft, part_of=_part_of(session)))
    if "document" not in draft.record().get("source", ()):
        yield (draft := replace(draft, document=ask(words, words.say("Document that contains it"))))
    if not draft.id:
        question, check = words.say("Id"), lambda answer: require_new_id(answer, taken)
        yield replace(draft, id=ask(words, question, _proposed(draft, taken), check))


def _holds(draft: Draft, field: str) -> bool:
    return field in draft.record()


def _kind(words: Words) -> str:
    return choose(words, words.say("Kind"), _labelled_values(KIND, words), closed_list=ClosedList.KIND)


def _labelled_values(labels: Mapping[str, str], words: Words) -> list[tuple[str, str]]:
    return [(str(value), words.say(label)) for value, label in labels.items()]


def _titles(draft_titles: Mapping[str, str], words: Words) -> Iterator[Mapping[str, str]]:
    """The titles, asked for in the reader's language and then in the other; one of the two is needed."""
    if any(draft_titles.values()):
        return
    first, second = _languages(words)
    title = ask(words, words.say(_TITLE[first]), optional=True)
    yield {**draft_titles, first: title}
    other = ask(words, words.say((_OTHER_TITLE if title else _TITLE)[second]), optional=bool(title))
    yield {**draft_titles, first: title, second: other}


def _languages(words: Words) -> tuple[str, str]:
    """Both languages, the reader's first."""
    return ("vi", "en") if words.lang == "vi" else ("en", "vi")


def _parties(draft: Draft, session: Session) -> Iterator[list[tuple[str, str]]]:
    """The parties with their roles, asked for until no more is named."""
    words = session.words
    usual_roles = _ROLES.get(draft.record()["kind"], (Role.SIGNATORY, Role.SIGNATORY))
    parties: list[tuple[str, str]] = []
    while party := _party(session, bool(parties)):
        default = usual_roles[len(parties)].value if len(parties) < len(usual_roles) else ""
        labels = _labelled_values(ROLE, words)
        parties.append((party, choose(words, words.say("Role"), labels, default, ClosedList.ROLE)))
        yield list(parties)


def _party(session: Session, optional: bool) -> str:
    """The id of a party, which may be a new one; empty for none."""
    words, registry = session.words, session.workspace.registry
    candidates = known_parties(registry, words.lang)

    def require_one(answer: str) -> None:
        ids = PartyReader(registry).ids(answer)
        if len(ids) > 1:
            raise several_parties(answer, ids)

    question = words.say("Next party, or Enter for no more") if optional else words.say("Party")
    answer = ask(words, question, check=require_one, known_answers=candidates, optional=optional)
    return answer and known_or_new(session, answer)


def _part_of(session: Session) -> str:
    """The id of the record that the new one is part of; empty for none."""
    words = session.words
    return pick(
        words,
        words.say("Part of which record, or Enter for none"),
        record_choices(session, lambda outline: True),
        lambda answer: linked_record(session, answer),
        optional=True,
    )


def _dates(draft: Draft, session: Session) -> Iterator[Draft]:
    """The draft after each of its dates; a meeting that was held has only the day it was held."""
    words, record = session.words, draft.record()
    held = record["kind"] == Kind.MEETING and record["status"] == Status.FULFILLED
    if "made_on" not in record and not held:
        question = words.say("Made on, or Enter if it is not known")
        yield (draft := _dated(draft, session, "made_on", past_date_option, question))
    if "due" not in record and not held:
        question = words.say("Due, or Enter if there is no deadline")
        yield (draft := _dated(draft, session, "due", coming_date_option, question))
    if "--met-on" in draft.missing():
        question = words.say("Held on") if held else words.say("Met on")
        yield _dated(draft, session, "met_on", past_date_option, question, optional=False)


def _dated(
    draft: Draft, session: Session, field: str, read: DateOption, question: str, optional: bool = True
) -> Draft:
    """The draft with a date that breaks no rule beside its other fields."""

    def with_answer(answer: str) -> Draft:
        dates: dict[str, Any] = {field: read(session, answer) or ""}
        return replace(draft, **dates)

    def check(answer: str) -> None:
        dated = with_answer(answer)
        require_rules(draft.record(), dated.record(), getattr(dated, field), session.clock.today)

    return with_answer(ask(session.words, question, check=check, optional=optional))


def _proposed(draft: Draft, taken: Mapping[str, str]) -> str:
    """An id made of the title; empty where the title has no letter."""
    try:
        return draft.proposed(taken)
    except CommitmentsError:
        return ""
