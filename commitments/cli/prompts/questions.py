"""Asks questions on a terminal, through standard error, so that standard output stays data.

Must not know what is asked for: the caller's function judges an answer, and says why it will not do.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeAlias

import typer

from commitments.cli.kept_answers import answers_so_far, go_back, keep_answer, tells_way_back, waiting_answer
from commitments.cli.prompts.tab_completion import completing_on_tab, matching, shortened
from commitments.cli.streams import USUAL_WIDTH, say, tell, width
from commitments.errors import N_, CommitmentsError, UsageError
from commitments.model.closed_lists import ClosedList
from commitments.model.folding import fold
from commitments.reading.text import find_unsafe_character
from commitments.render.columns import display_width
from commitments.render.names.list_labels import shown_values, word_reader
from commitments.render.safe import one_line
from commitments.render.words import Words

KnownAnswer: TypeAlias = str | tuple[str, str]
"""An answer that Tab offers: a value, alone or with its names, one a line; the first name is shown."""

_BACK, _BACK_TO_ANY = "<", "<<"
"""What is typed to go back to the question before, and to any earlier one."""

_ANSWER_COLUMNS = 12
"""Columns that must be free behind a question; with fewer, the answer gets its own line."""


def can_ask() -> bool:
    """Whether somebody can answer: standard input and standard error are both terminals."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask(
    words: Words,
    question: str,
    default: str = "",
    check: Callable[[str], object] | None = None,
    known_answers: Iterable[KnownAnswer] = (),
    optional: bool = False,
) -> str:
    """The answer, on one line and in NFC; asks again, with the reason, where `check` raises CommitmentsError.

    Enter alone means the default; without a default it means an empty text where `optional`, else the
    question comes again. The name of a known answer means its value. `<` goes back to the question before,
    `<<` to any earlier one. Raises typer.Abort where the reader stops.
    """
    before = waiting_answer(question)
    if before is None or not _still_stands(before, default, check, optional):
        before = ask_anew(words, question, default, check, known_answers, optional)
    keep_answer(question, before)
    return before


def _still_stands(answer: str, default: str, check: Callable[[str], object] | None, optional: bool) -> bool:
    """Whether an answer of the round before can be given again."""
    if not answer or answer == default:
        return bool(answer) or optional
    with suppress(CommitmentsError):
        if check is not None:
            check(answer)
        return True
    return False


def ask_anew(
    words: Words,
    question: str,
    default: str = "",
    check: Callable[[str], object] | None = None,
    known_answers: Iterable[KnownAnswer] = (),
    optional: bool = False,
) -> str:
    """As `ask`, without keeping the answer: the caller keeps what it means."""
    pairs = [(name, "") if isinstance(name, str) else name for name in known_answers]
    if tells_way_back():
        tell(words.say("`<` goes back one question, `<<` to any earlier one."))
    while True:
        answer = _typed_line(words, question, default, pairs)
        if answer in (_BACK, _BACK_TO_ANY):
            _go_back(words, answer)
            continue
        if not answer and not default and not optional:
            tell(words.say("Give an answer, or press Ctrl-C to stop without writing anything."))
            continue
        if not answer:
            return default
        answer = answer_meant(answer, pairs)
        try:
            _require_safe(answer)
            if check is not None:
                check(answer)
        except CommitmentsError as error:
            _tell_refusal(error, words)
            continue
        return answer


def choose(
    words: Words,
    question: str,
    choices: Sequence[tuple[str, str]],
    default: str = "",
    closed_list: ClosedList | None = None,
    optional: bool = False,
    is_listed: bool = True,
) -> str:
    """One of the values of `choices`, pairs of value and label: answered by number, label or value.

    The values of a closed list are answered by their labels in any language. Empty for Enter alone where
    `optional`. `is_listed` says whether the choices are shown.
    """
    value = waiting_answer(question)
    if value not in dict(choices) and not (optional and value == ""):
        listed = choices if is_listed else ()
        value = _chosen_anew(words, question, choices, default, closed_list, optional, listed)
    keep_answer(question, value, dict(choices).get(value, ""))
    return value


def _chosen_anew(
    words: Words,
    question: str,
    choices: Sequence[tuple[str, str]],
    default: str,
    closed_list: ClosedList | None,
    optional: bool,
    listed: Sequence[tuple[str, str]],
) -> str:
    values = [value for value, _ in choices]
    for number, (_, label) in enumerate(listed, 1):
        say(f"{number:4}  {one_line(label)}")

    def check(answer: str) -> None:
        if _chosen_value(answer, choices, closed_list) not in values:
            raise UsageError(
                N_("“{answer}” is not in the list"),
                N_("Answer with a number from 1 to {most}."),
                answer=answer,
                most=len(values),
            )

    shown_default = dict(choices).get(default, default)
    answer = ask_anew(words, question, shown_default, check, choices, optional)
    return default if answer == shown_default else _chosen_value(answer, choices, closed_list)


def _go_back(words: Words, sign: str) -> None:
    """Go back to an earlier question; says so where there is none, or none is named."""
    given = answers_so_far()
    if not given:
        tell("  " + words.say("This is the first question."))
        return
    if sign == _BACK:
        go_back(len(given) - 1)
    for number, answer in enumerate(given, 1):
        line = f"{number:4}  {answer.question}: {answer.shown or '-'}"
        say(shortened(line, width(sys.stderr) or USUAL_WIDTH))
    typed = _typed_line(words, words.say("Which of them to answer anew, or Enter for none"), "", ())
    if typed.isdecimal() and len(typed) < 5 and 0 < int(typed) <= len(given):
        go_back(int(typed) - 1)


def answer_meant(answer: str, known_answers: Sequence[tuple[str, str]]) -> str:
    """The one known value with this name, else the answer as it is."""
    if any(answer == value for value, _ in known_answers):
        return answer
    folded = fold(answer)
    values = {value for value, names in known_answers if folded in (value, *map(fold, names.splitlines()))}
    return values.pop() if len(values) == 1 else answer


def _chosen_value(answer: str, choices: Sequence[tuple[str, str]], closed_list: ClosedList | None) -> str:
    """The value that an answer means by its number, by a word for it, or by words that only its label has."""
    number = int(answer) if answer.isdecimal() and len(answer) < 5 else 0
    if 0 < number <= len(choices):
        return choices[number - 1][0]
    if word := closed_list and word_reader(closed_list).stored_word(answer):
        return word
    alike = matching(answer, choices)
    return alike[0][0] if len(alike) == 1 else answer


def _require_safe(answer: str) -> None:
    if character := find_unsafe_character(answer):
        raise UsageError(
            N_("The answer holds a character that no record may hold: {character}"), character=character
        )


def _tell_refusal(error: CommitmentsError, words: Words) -> None:
    values = shown_values(error.values, words)
    for message in filter(None, (error.message, error.hint)):
        tell("  " + words.say(message, **values))


def _typed_line(words: Words, question: str, default: str, known_answers: Sequence[tuple[str, str]]) -> str:
    """The line that the reader types, in NFC; raises typer.Abort where the reader stops instead."""
    prompt = one_line(f"{question} [{default}]: " if default else f"{question}: ")
    with _on_standard_error():
        columns = width(sys.stderr) or USUAL_WIDTH
        if display_width(prompt) + _ANSWER_COLUMNS > columns:
            tell(prompt.rstrip())
            prompt = "> "
        try:
            with completing_on_tab(words, prompt, known_answers, columns):
                typed = input(prompt)
        except (EOFError, KeyboardInterrupt):
            say("")
            raise typer.Abort from None
    return unicodedata.normalize("NFC", " ".join(typed.split()))


@contextmanager
def _on_standard_error() -> Iterator[None]:
    """Send the prompt of `input`, which always goes to standard output, to standard error."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="surrogateescape")
    sys.stdout.flush()
    standard_output = os.dup(1)
    try:
        os.dup2(2, 1)
        yield
    finally:
        os.dup2(standard_output, 1)
        os.close(standard_output)
