"""Asks on a terminal for an argument that a command cannot do without. Must not know any command."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from commitments.cli.given_back import remember_answer
from commitments.cli.prompts.picking import Choice, pick
from commitments.cli.prompts.questions import ask, can_ask
from commitments.errors import N_, MissingError
from commitments.render.words import Words


def require_asking(name: str) -> None:
    """Raise MissingError for an argument, by its name in the usage, where nobody can be asked for it."""
    if not can_ask():
        raise MissingError(N_("{name} is missing"), N_("On a terminal, the command asks for it."), name=name)


def asked_text(
    words: Words,
    name: str,
    parameter: str,
    question: str,
    check: Callable[[str], object] | None = None,
    default: str = "",
) -> str:
    """The answer to a question for the argument `name`; raises MissingError where nobody can be asked.

    `parameter` is the name of the parameter that the argument goes into.
    """
    require_asking(name)
    answer = ask(words, question, default, check)
    remember_answer(words, parameter, answer)
    return answer


def picked_value(
    words: Words,
    name: str,
    parameter: str,
    question: str,
    choices: Sequence[Choice],
    read: Callable[[str], str | None],
) -> str:
    """The value that the reader picks for the argument `name`; `read` is as in `pick`.

    Raises MissingError where nobody can be asked.
    """
    require_asking(name)
    value = pick(words, question, choices, read)
    remember_answer(words, parameter, value)
    return value
