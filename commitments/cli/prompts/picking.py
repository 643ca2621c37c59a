"""Lets the reader pick one of several things by its number or by any of its words.

Must not know what the things are.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from commitments.cli.kept_answers import keep_answer, waiting_answer
from commitments.cli.prompts.questions import ask_anew
from commitments.cli.prompts.tab_completion import matching, shortened
from commitments.cli.streams import USUAL_WIDTH, say, width
from commitments.errors import N_, CommitmentsError, UnknownNameError
from commitments.render.columns import display_width
from commitments.render.safe import one_line
from commitments.render.words import Words

_LEAST_LABEL = 10
"""Columns that must be left for a label before its ending; with fewer, the ending may be cut as well."""

_MOST_SHOWN = 12
"""How many choices are shown at once."""


class Choice(NamedTuple):
    """One of the things that can be picked."""

    value: str
    label: str
    """How it is shown, in one line."""
    names: str = ""
    """The texts that it is found by, beside its value, one a line."""
    ending: str = ""
    """The end of the label, which stays where the rest is cut, such as what stands now."""


def pick(
    words: Words,
    question: str,
    choices: Sequence[Choice],
    read: Callable[[str], str | None] | None = None,
    check: Callable[[str], object] | None = None,
    default: str = "",
    optional: bool = False,
) -> str:
    """The value of the choice that is answered by its number, its value or words that only one has.

    Words that several have list these, and the question comes again. `read` is given what fits none, and
    raises CommitmentsError, as `check` does, for what will not do. Enter alone is the answer `default`.
    Where the answer is `optional`, Enter alone gives an empty text, and the choices are shown only once words
    fit several.
    """
    before = waiting_answer(question)
    if before is None or not (_still_stands(before, choices, read, check) if before else optional):
        before = _picked_anew(words, question, choices, read, check, default, optional)
    label = next((choice.label + choice.ending for choice in choices if choice.value == before), "")
    keep_answer(question, before, label)
    return before


def _still_stands(
    value: str,
    choices: Sequence[Choice],
    read: Callable[[str], str | None] | None,
    check: Callable[[str], object] | None,
) -> bool:
    """Whether a value that was picked in the round before can be given again."""
    with suppress(CommitmentsError):
        if all(choice.value != value for choice in choices):
            _read(value, read)
        if check is not None:
            check(value)
        return True
    return False


def _picked_anew(
    words: Words,
    question: str,
    choices: Sequence[Choice],
    read: Callable[[str], str | None] | None,
    check: Callable[[str], object] | None,
    default: str,
    optional: bool,
) -> str:
    listed = [] if optional else list(choices)
    while True:
        _show(words, listed)
        picked: list[Choice] = []
        known = [(choice.value, choice.names) for choice in choices]

        def judge(answer: str, listed: list[Choice] = listed, picked: list[Choice] = picked) -> None:
            picked[:] = _meant(answer, listed, choices)
            if not picked:
                picked[:] = [Choice(_read(answer, read), "")]
            if len(picked) == 1 and check is not None:
                check(picked[0].value)

        answer = ask_anew(words, question, default, judge, known, optional)
        if not answer:
            return ""
        if answer == default:
            judge(answer)  # nothing checks a default
        if len(picked) == 1:
            if picked[0].label and answer != picked[0].value:
                _say_line(f"  {picked[0].label}", picked[0].ending)
            return picked[0].value
        listed = picked


def _meant(answer: str, listed: Sequence[Choice], choices: Sequence[Choice]) -> list[Choice]:
    """The choices that an answer means: one by its number or value, else those with all of its words."""
    number = int(answer) if answer.isdecimal() and len(answer) < 4 else 0
    if 0 < number <= min(len(listed), _MOST_SHOWN):
        return [listed[number - 1]]
    if exact := [choice for choice in choices if choice.value == answer]:
        return exact
    values = {value for value, _ in matching(answer, [(choice.value, choice.names) for choice in choices])}
    return [choice for choice in choices if choice.value in values]


def _read(answer: str, read: Callable[[str], str | None] | None) -> str:
    value = read(answer) if read is not None else None
    if value is None:
        raise UnknownNameError(
            N_("“{answer}” fits none of them"),
            N_("Answer with a number of the list, or with words of what you mean."),
            answer=answer,
        )
    return value


def _show(words: Words, listed: Sequence[Choice]) -> None:
    for number, choice in enumerate(listed[:_MOST_SHOWN], 1):
        _say_line(f"{number:4}  {choice.label}", choice.ending)
    if len(listed) > _MOST_SHOWN:
        say("      " + words.more(len(listed) - _MOST_SHOWN))


def _say_line(text: str, ending: str) -> None:
    """Say a label in one line; where it is too long, its beginning and its ending."""
    columns = width(sys.stderr) or USUAL_WIDTH
    indent, ending = text[: len(text) - len(text.lstrip())], one_line(ending)
    room = columns - len(indent) - display_width(ending)
    if room < _LEAST_LABEL:
        say(indent + shortened(text.lstrip() + ending, columns - len(indent)))
    else:
        say(indent + shortened(text.lstrip(), room) + ending)
