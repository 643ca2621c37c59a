"""Keeps the answers of one run, so that the reader can go back to a question before anything is written.

Must not ask a question. To go back is to run the command again from its first line: answers that stay are
given again in the reader's place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import NamedTuple


class KeptAnswer(NamedTuple):
    """The answer to a question."""

    question: str
    value: str
    shown: str
    """The answer as the reader sees it."""


class GoBackError(Exception):
    """The reader goes back to an earlier question: the command is to be run again."""


@dataclass
class _KeptAnswers:
    """The answers so far, and those of an earlier round that are still to be given again."""

    given: list[KeptAnswer] = field(default_factory=list)
    waiting: list[KeptAnswer | None] = field(default_factory=list)
    """In their order; None is a question that is to be asked."""
    is_way_back_told: bool = False


_kept: ContextVar[_KeptAnswers | None] = ContextVar("kept", default=None)


@contextmanager
def keeping_answers() -> Iterator[None]:
    """Keep the answers of one run."""
    token = _kept.set(_KeptAnswers())
    try:
        yield
    finally:
        _kept.reset(token)


def run_until_answered(command: Callable[[], int]) -> int:
    """Run a command, and again each time the reader goes back to a question."""
    while True:
        try:
            return command()
        except GoBackError:
            continue


def waiting_answer(question: str) -> str | None:
    """The answer of the round before to a question; None where it is to be asked."""
    kept = _kept.get()
    if kept is None:
        return None
    for place, answer in enumerate(kept.waiting):
        if answer is None:
            if place == 0:
                del kept.waiting[0]
            return None
        if answer.question == question:
            del kept.waiting[: place + 1]
            return answer.value
    return None


def keep_answer(question: str, value: str, shown: str = "") -> None:
    """Keep the answer to a question."""
    if (kept := _kept.get()) is not None:
        kept.given.append(KeptAnswer(question, value, shown or value))


def answers_so_far() -> list[KeptAnswer]:
    """The answers so far, in the order of their questions."""
    kept = _kept.get()
    return list(kept.given) if kept is not None else []


def go_back(number: int) -> None:
    """Raise GoBackError for the answer with this number, counted from 0, to be given anew.

    The answers behind it stay, and the question that is left now is asked again in its turn.
    """
    kept = _kept.get()
    if kept is None:
        raise LookupError("no answer is kept")
    kept.waiting = [*kept.given[:number], None, *kept.given[number + 1 :], None, *kept.waiting]
    kept.given = []
    raise GoBackError


def tells_way_back() -> bool:
    """Whether to say now how to go back: once, at the first question that has one before it."""
    kept = _kept.get()
    if kept is None or kept.is_way_back_told or not kept.given:
        return False
    kept.is_way_back_told = True
    return True
