"""Asks on a terminal for what an edit needs and no flag gave. Must not decide what is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from commitments.cli.date_options import coming_date_option, past_date_option
from commitments.cli.session import Session
from commitments.errors import N_

_Request = TypeVar("_Request", bound=NamedTuple)
"""The request of a command, with its flags as fields."""


class _Question(NamedTuple):
    """How a flag is asked for."""

    text: str
    read: Callable[[Session, str], str | None] = lambda session, answer: answer
    """Turns an answer into the value of the flag; raises CommitmentsError for one that will not do."""
    placeholder: str = "-"
    """A made-up answer of the right form, to try the edit with."""


_YEAR = "2000"
_QUESTIONS: Mapping[str, _Question] = {
    "met_on": _Question(N_("When it was met"), past_date_option, _YEAR),
    "evidence": _Question(N_("The title of the evidence, such as a report")),
    "title": _Question(N_("The title of the evidence")),
    "reason": _Question(N_("Why it closes, or what is missing")),
    "superseded_by": _Question(N_("The id of the record that replaces it")),
    "review_by": _Question(N_("When to review it"), coming_date_option, _YEAR),
    "note": _Question(N_("The reason, in a note")),
    "why": _Question(N_("Why it reopens")),
}
"""The question for each field of a request."""

_ANSWERED_AS = {"evidence": "title"}
"""The field that an answer goes into: evidence without a web address is known by its title."""


def ask_missing(
    session: Session,
    request: _Request,
    names: Sequence[str],
    steps: Callable[[_Request], object],
    **texts: str,
) -> _Request:
    """The request with answers for the fields `names` that it lacks; unchanged where nobody can be asked.

    `steps` is tried first with placeholders, so that nobody answers only to be refused for what a flag says.
    `texts` replaces the text of a question, by the name of its field.
    """
    from commitments.cli.prompts.questions import can_ask

    if not names or not can_ask():
        return request
    steps(request._replace(**{_ANSWERED_AS.get(name, name): _QUESTIONS[name].placeholder for name in names}))
    return request._replace(
        **{_ANSWERED_AS.get(name, name): _answer(session, name, texts.get(name)) for name in names}
    )


def _answer(session: Session, name: str, text: str | None) -> str | None:
    from commitments.cli.edit_command import record_path
    from commitments.cli.prompts.questions import ask

    words, question = session.words, _QUESTIONS[name]
    question_text = words.say(text or question.text)
    if name == "superseded_by":
        candidates = [
            (outline.id, outline.title(words.lang)) for outline in session.workspace.survey.outlines
        ]
        return ask(words, question_text, check=lambda id: record_path(session, id), known_answers=candidates)
    read = partial(question.read, session)
    return read(ask(words, question_text, check=read))
