"""Asks on a terminal which event is meant, when it takes place, and what a new one is called.

Must not write an event.
"""

from __future__ import annotations

from collections.abc import Callable

from commitments.cli.given_back import remember_answer
from commitments.cli.options.date_options import coming_date_option
from commitments.cli.prompts.missing_arguments import picked_value, require_asking
from commitments.cli.prompts.picking import Choice
from commitments.cli.prompts.questions import ask, can_ask
from commitments.cli.session import Session
from commitments.edits.events import NewEvent
from commitments.edits.new_record import propose_id, require_new_id
from commitments.errors import N_, CommitmentsError, EditError, MissingError, UnknownNameError
from commitments.model.events import Event
from commitments.model.nearest import nearest_words


def asked_event(session: Session) -> str:
    """The id of the event that the reader picks; raises MissingError where nobody can be asked."""
    words, events = session.words, session.workspace.events.events
    require_asking("ID")
    if not events:
        raise EditError(N_("There is no event yet"), N_("`commit events add` adds one."))
    choices = [_choice(session, event) for event in events.values() if not event.is_cancelled]

    def read(answer: str) -> str:
        if answer not in events:
            near = ", ".join(nearest_words(answer, events))
            hint = N_("Nearest: {near}") if near else N_("`commit events` lists the events.")
            raise UnknownNameError(N_("There is no event {event}"), hint, event=answer, near=near)
        return answer

    return picked_value(words, "ID", "id", words.say("Which event, by a number or any words"), choices, read)


def asked_event_date(session: Session, id: str, check: Callable[[str], object]) -> str:
    """The date that the reader gives to an event; raises MissingError where nobody can be asked.

    `check` is given the date as records hold it, and raises CommitmentsError for one that will not do.
    """
    words, event = session.words, session.workspace.events.events.get(id)
    if not can_ask():
        raise MissingError(N_("This needs a date or --cancel"), N_("Give either a date or --cancel."))
    question = words.say("When it takes place")
    if event and event.date:
        question = words.say("{question} (now: {now})", question=question, now=words.date(event.date))

    def judge(answer: str) -> None:
        check(coming_date_option(session, answer) or answer)

    answer = ask(words, question, check=judge)
    remember_answer(words, "on", answer)
    return answer


def completed_event(session: Session, request: NewEvent) -> NewEvent:
    """A new event with answers for the name, the date and the id that it lacks.

    Raises MissingError where nobody can be asked for an id.
    """
    if request.id and (request.name or request.name_vi or not can_ask()):
        return request
    require_asking("ID")
    words = session.words
    if not request.name and not request.name_vi:
        field = "name_vi" if words.lang == "vi" else "name"
        request = request._replace(**{field: _asked(session, words.say("Name of the event"), field)})
    if not request.date:
        question = words.say("When it takes place, or Enter if it is not known")
        answer = ask(words, question, check=lambda answer: coming_date_option(session, answer), optional=True)
        remember_answer(words, "date", answer)
        request = request._replace(date=coming_date_option(session, answer))
    if not request.id:
        request = request._replace(id=_asked_id(session, request))
    return request


def _asked(session: Session, question: str, parameter: str) -> str:
    answer = ask(session.words, question)
    remember_answer(session.words, parameter, answer)
    return answer


def _asked_id(session: Session, request: NewEvent) -> str:
    words, events = session.words, session.workspace.events.events

    def check(answer: str) -> None:
        require_new_id(answer, {})
        if answer in events:
            raise EditError(
                N_("There is an event {event} already"),
                N_("`commit events set` gives it another date."),
                event=answer,
            )

    try:
        proposed = propose_id(request.name or request.name_vi or "", events)
    except CommitmentsError:
        proposed = ""
    id = ask(words, words.say("Id"), proposed, check)
    remember_answer(words, "id", id)
    return id


def _choice(session: Session, event: Event) -> Choice:
    words = session.words
    date = words.date(event.date) if event.date else words.say("no date")
    name = event.name.in_language(words.lang) or ""
    names = [name, event.name.en or "", event.name.vi or ""]
    return Choice(event.id, f"{event.id}  {name} ({date})", "\n".join(dict.fromkeys(filter(None, names))))
