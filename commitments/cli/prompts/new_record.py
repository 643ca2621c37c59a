"""What a new record is asked for on a terminal: only what nobody said yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from commitments.cli.prompts.party_names import known_parties, named_alike, require_clear
from commitments.cli.prompts.questions import ask, choose
from commitments.cli.session import Session
from commitments.edits.new_record import Draft, require_new
from commitments.edits.written_dates import date_alone
from commitments.errors import N_, CommitmentsError
from commitments.model.lifecycle import Kind, Role, Status
from commitments.model.party import Registry
from commitments.render.labels import KIND, ROLE
from commitments.render.words import Words
from commitments.reports.filters import require_id, require_party

_TITLE = {"en": N_("Title in English"), "vi": N_("Title in Vietnamese")}

_ROLES: Mapping[str, Sequence[Role]] = {
    Kind.ASSIGNMENT: (Role.LEAD, Role.ASSIGNER),
    Kind.REQUEST: (Role.LEAD, Role.REQUESTER),
    Kind.AGREED_ACTION: (Role.LEAD, Role.COUNTERPART),
    Kind.PUBLIC_PLEDGE: (Role.LEAD,),
    Kind.OTHER: (Role.LEAD,),
    Kind.MEETING: (Role.COUNTERPART, Role.COUNTERPART),
}
"""The roles in which the first parties of a record mostly stand; those of an instrument sign it."""


def asked(draft: Draft, at: Session, taken: Mapping[str, str]) -> Draft:
    """The draft with the answers in it, and with an id."""
    words = at.words
    if not _says(draft, "kind"):
        draft = replace(draft, kind=_kind(words))
    draft = replace(draft, title=_titles(draft.title, words))
    if not _says(draft, "summary"):
        summary = ask(words, words.say("Summary, or Enter for none"), optional=True)
        draft = replace(draft, summary={words.lang: summary})
    if not _says(draft, "parties"):
        draft = replace(draft, parties=_parties(draft, at.workspace.registry, words))
    draft = _dates(draft, words)
    if taken and not _says(draft, "part_of"):
        draft = replace(draft, part_of=_part_of(at, taken))
    if "document" not in draft.record().get("source", ()):
        draft = replace(draft, document=ask(words, words.say("Document that it stands in")))
    if not draft.id:
        question, check = words.say("Id"), lambda answer: require_new(answer, taken)
        draft = replace(draft, id=ask(words, question, _proposed(draft, taken), check))
    return draft


def _says(draft: Draft, field: str) -> bool:
    return field in draft.record()


def _kind(words: Words) -> str:
    return choose(words, words.say("Kind"), _labelled(KIND, words))


def _labelled(labels: Mapping[str, str], words: Words) -> list[tuple[str, str]]:
    return [(str(value), words.say(label)) for value, label in labels.items()]


def _titles(given: Mapping[str, str], words: Words) -> dict[str, str]:
    """The title in the reader's language, then in the other; one of the two is needed."""
    found = dict(given)
    if any(found.values()):
        return found
    first, second = _languages(words)
    found[first] = ask(words, words.say(_TITLE[first]), optional=True)
    found[second] = ask(words, words.say(_TITLE[second]), optional=bool(found[first]))
    return found


def _languages(words: Words) -> tuple[str, str]:
    """Both languages, the reader's first."""
    return ("vi", "en") if words.lang == "vi" else ("en", "vi")


def _parties(draft: Draft, registry: Registry, words: Words) -> list[tuple[str, str]]:
    """Party after party, until none is named."""
    known = known_parties(registry, words.lang)
    mostly = _ROLES.get(draft.record()["kind"], (Role.SIGNATORY, Role.SIGNATORY))
    found: list[tuple[str, str]] = []
    while party := _party(registry, known, words, bool(found)):
        default = mostly[len(found)].value if len(found) < len(mostly) else ""
        found.append((party, choose(words, words.say("Role"), _labelled(ROLE, words), default)))
    return found


def _party(registry: Registry, known: Sequence[tuple[str, str]], words: Words, optional: bool) -> str:
    def check(answer: str) -> None:
        if answer not in registry.parties:
            require_clear(answer, known)
        if registry.exists:
            require_party(answer, registry.parties)

    question = words.say("Next party, or Enter for no more") if optional else words.say("Party")
    return ask(words, question, check=check, known=known, optional=optional)


def _part_of(at: Session, taken: Mapping[str, str]) -> str:
    """The record that it belongs to, or none."""
    words = at.words
    languages = _languages(words)
    known = [
        (outline.id, "\n".join(outline.title(lang) for lang in languages))
        for outline in at.workspace.survey.outlines
    ]

    def check(answer: str) -> None:
        if answer not in taken and (near := named_alike(answer, known)):
            raise CommitmentsError(
                N_("There is no record {id}"),
                N_("Is one of these records meant? {near}"),
                id=answer,
                near=near,
            )
        require_id(answer, taken)

    question = words.say("Part of which record, or Enter for none")
    return ask(words, question, check=check, known=known, optional=True)


def _dates(draft: Draft, words: Words) -> Draft:
    """The dates that it may have; a meeting that was held has no other."""
    record = draft.record()
    held = record["kind"] == Kind.MEETING and record["status"] == Status.FULFILLED
    if "made_on" not in record and not held:
        draft = replace(draft, made_on=_date(words, words.say("Made on, or Enter where it is not known")))
    if "due" not in record and not held:
        draft = replace(draft, due=_date(words, words.say("Due, or Enter where there is no deadline")))
    if "--met-on" in draft.missing():
        question = words.say("Held on") if held else words.say("Met on")
        draft = replace(draft, met_on=_date(words, question, optional=False))
    return draft


def _date(words: Words, question: str, optional: bool = True) -> str:
    answer = ask(words, question, check=date_alone, optional=optional)
    return date_alone(answer) if answer else ""


def _proposed(draft: Draft, taken: Mapping[str, str]) -> str:
    """An id made of the title; none where it has no letter to make one of."""
    try:
        return draft.proposed(taken)
    except CommitmentsError:
        return ""
