"""Asks on a terminal for what an edit needs and nothing gave. Must not decide what is needed.

`asked_fields` is the table of the questions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

from commitments.cli.given_back import remember_answer
from commitments.cli.prompts.asked_fields import ANSWERED_AS, ARGUMENTS, QUESTIONS, Question
from commitments.cli.prompts.ruled_answers import require_rules
from commitments.cli.session import Session
from commitments.edits.steps import apply_steps
from commitments.errors import N_, MissingError

_Request = TypeVar("_Request", bound=NamedTuple)
"""The request of a command, with its flags as fields."""

Steps = Callable[[_Request], object]


def ask_missing(
    session: Session,
    request: _Request,
    names: Sequence[str],
    steps: Steps[_Request],
    record: Mapping[str, Any] | None = None,
    **texts: str,
) -> _Request:
    """The request with answers for the fields `names` that it lacks; unchanged where nobody can be asked.

    `steps` is tried first with placeholders, so that nobody answers only to be refused for what a flag says,
    and then with each answer, which is refused at its own prompt. `record` is the record to be edited;
    `texts` replaces the text of a question, by the name of its field. Raises MissingError where an argument
    is missing and nobody can be asked.
    """
    from commitments.cli.prompts.questions import can_ask

    if not names or not can_ask():
        _refuse_missing_arguments(names)
        return request
    _try_out(request, names, steps)
    for place, name in enumerate(names):
        field = ANSWERED_AS.get(name, name)
        check = _check(session, request, name, names[place + 1 :], steps, record)
        answer = _answer(session, record or {}, name, texts.get(name), check)
        remember_answer(session.words, field, answer)
        request = request._replace(**{field: answer})
    return request


def _check(
    session: Session,
    request: _Request,
    name: str,
    later: Sequence[str],
    steps: Steps[_Request],
    record: Mapping[str, Any] | None,
) -> Callable[[str], None]:
    """A function that raises what planning and the rules say against a value, but not what it lacks."""

    def check(value: str) -> None:
        with suppress(MissingError):  # what the answer owes is asked for next
            plan = _try_out(request._replace(**{ANSWERED_AS.get(name, name): value}), later, steps)
            if record is not None and isinstance(plan, list):
                require_rules(record, apply_steps(record, plan), value, session.clock.today)

    return check


def _refuse_missing_arguments(names: Sequence[str]) -> None:
    missing = [ARGUMENTS[name] for name in names if name in ARGUMENTS]
    if missing:
        raise MissingError(
            N_("{name} is missing"), N_("On a terminal, the command asks for it."), name=" ".join(missing)
        )


def _try_out(request: _Request, names: Sequence[str], steps: Steps[_Request]) -> object:
    """The plan of a request with placeholders for the fields `names`, if each has one."""
    placeholders = {ANSWERED_AS.get(name, name): QUESTIONS[name].placeholder for name in names}
    return steps(request._replace(**placeholders)) if None not in placeholders.values() else None


def _answer(
    session: Session,
    record: Mapping[str, Any],
    name: str,
    text: str | None,
    check: Callable[[str], object],
) -> str | None:
    from commitments.cli.prompts.picking import pick
    from commitments.cli.prompts.questions import ask

    question = QUESTIONS[name]
    question_text = _question_text(session, record, question, text)

    def read(answer: str) -> str | None:
        return question.read(session, record, answer)

    def judge(answer: str) -> None:
        value = read(answer)
        if value is not None:
            check(value)

    choices = question.choices(session, record) if question.choices else []
    if choices:
        return pick(session.words, question_text, choices, read, check)
    return read(ask(session.words, question_text, check=judge, optional=question.optional))


def _question_text(session: Session, record: Mapping[str, Any], question: Question, text: str | None) -> str:
    """The question, with what stands now where that helps to answer."""
    words = session.words
    asked = words.say(text or question.text)
    now = question.now(session, record) if question.now else ""
    return words.say("{question} (now: {now})", question=asked, now=now) if now else asked
