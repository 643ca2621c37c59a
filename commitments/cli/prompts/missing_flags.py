"""What an edit still needs and was not given, asked for on a terminal. Decides nothing of what is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from commitments.cli.option_values import date_option
from commitments.cli.session import Session
from commitments.errors import N_

_Asked = TypeVar("_Asked", bound=NamedTuple)
"""What a command asks, by the names of its flags."""


class _Question(NamedTuple):
    """How one thing is asked for."""

    text: str
    read: Callable[[str], str | None] = str
    """What an answer stands for; raises CommitmentsError for one that will not do."""
    would_do: str = "-"
    """An answer that is none, but of the form of one."""


_YEAR = "2000"
_QUESTIONS: Mapping[str, _Question] = {
    "met_on": _Question(N_("When it was met"), date_option, _YEAR),
    "evidence": _Question(N_("What shows it: the title of a report, say")),
    "title": _Question(N_("What the evidence is called")),
    "reason": _Question(N_("Why, or what is missing")),
    "superseded_by": _Question(N_("The id of the record that takes its place")),
    "review_by": _Question(N_("When it is looked at again"), date_option, _YEAR),
    "note": _Question(N_("Why, in a note")),
    "why": _Question(N_("Why it reopens")),
}
"""By the name that edits give it."""

_ANSWERED_AS = {"evidence": "title"}
"""Evidence is known by its title, and may do without a web address."""


def asked(
    at: Session, request: _Asked, names: Sequence[str], steps: Callable[[_Asked], object], **texts: str
) -> _Asked:
    """The request with answers for what it lacks; as it is where nobody sits there to be asked.

    The steps are tried before, so that nobody answers only to be refused for what stood in the request.
    Other words for a question may be given by its name.
    """
    from commitments.cli.prompts.questions import can_ask

    if not names or not can_ask():
        return request
    steps(request._replace(**{_ANSWERED_AS.get(name, name): _QUESTIONS[name].would_do for name in names}))
    return request._replace(
        **{_ANSWERED_AS.get(name, name): _answer(at, name, texts.get(name)) for name in names}
    )


def _answer(at: Session, name: str, text: str | None) -> str | None:
    from commitments.cli.edit_command import path_of
    from commitments.cli.prompts.questions import ask

    words, question = at.words, _QUESTIONS[name]
    said = words.say(text or question.text)
    if name == "superseded_by":
        known = [(outline.id, outline.title(words.lang)) for outline in at.workspace.survey.outlines]
        return ask(words, said, check=lambda id: path_of(at, id), known=known)
    return question.read(ask(words, said, check=question.read))
