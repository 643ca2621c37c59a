"""Asks questions on a terminal, through standard error, so that standard output stays data.

Must not know what is asked for: the caller's function judges an answer, and says why it will not do.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeAlias

import typer

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

_ANSWER_COLUMNS = 12
"""Columns that must be free behind a question; with fewer, the answer gets its own line."""

_MOST_LISTED = 12
"""How many answers Tab lists at once."""


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
    question comes again. The name of a known answer means its value. Raises typer.Abort where the reader
    stops.
    """
    pairs = [(name, "") if isinstance(name, str) else name for name in known_answers]
    while True:
        answer = _typed_line(words, question, default, pairs)
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
) -> str:
    """One of the values of `choices`, pairs of value and label: answered by number, label or value.

    The values of a closed list are answered by their labels in any language.
    """
    values = [value for value, _ in choices]
    for number, (_, label) in enumerate(choices, 1):
        say(f"{number:4}  {one_line(label)}")

    def check(answer: str) -> None:
        if _chosen_value(answer, values, closed_list) not in values:
            raise UsageError(
                N_("“{answer}” is not in the list"),
                N_("Answer with a number from 1 to {most}."),
                answer=answer,
                most=len(values),
            )

    shown_default = dict(choices).get(default, default)
    answer = ask(words, question, shown_default, check, choices)
    return default if answer == shown_default else _chosen_value(answer, values, closed_list)


def matching(text: str, known_answers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The known answers that begin with a text, else those in which each of its words begins a word.

    Marks and case do not matter.
    """
    folded = fold(text)
    pairs = list(known_answers)
    word_starts = [re.compile(rf"(?:(?<!\w)|\b){re.escape(word)}") for word in folded.split()]
    return [pair for pair in pairs if pair[0].startswith(folded)] or [
        pair
        for pair in pairs
        if word_starts and all(start.search(f"{pair[0]}\n{fold(pair[1])}") for start in word_starts)
    ]


def answer_meant(answer: str, known_answers: Sequence[tuple[str, str]]) -> str:
    """The one known value with this name, else the answer as it is."""
    if any(answer == value for value, _ in known_answers):
        return answer
    folded = fold(answer)
    values = {value for value, names in known_answers if folded in (value, *map(fold, names.splitlines()))}
    return values.pop() if len(values) == 1 else answer


def _chosen_value(answer: str, values: Sequence[str], closed_list: ClosedList | None) -> str:
    number = int(answer) if answer.isdecimal() and len(answer) < 5 else 0
    if 0 < number <= len(values):
        return values[number - 1]
    return (closed_list and word_reader(closed_list).stored_word(answer)) or answer


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
            with _completing_on_tab(_Completer(words, prompt, known_answers, columns)):
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


_READLINE_SETTINGS = (
    "set convert-meta off",
    "set input-meta on",
    "set output-meta on",
    "set enable-bracketed-paste on",
    "set show-all-if-ambiguous on",
    "tab: complete",
)
"""Vietnamese in any locale, a paste of two lines as one answer, and a list at the first Tab."""


@contextmanager
def _completing_on_tab(completer: _Completer) -> Iterator[None]:
    """Let Tab complete known answers, where Python has readline."""
    try:
        import readline
    except ImportError:
        yield
        return
    is_editline = "libedit" in (readline.__doc__ or "")
    for setting in ("bind ^I rl_complete",) if is_editline else _READLINE_SETTINGS:
        readline.parse_and_bind(setting)
    readline.set_completer_delims("")
    readline.set_completer(completer)
    with suppress(AttributeError):  # editline shows its own list
        readline.set_completion_display_matches_hook(completer.show)
    try:
        yield
    finally:
        readline.set_completer(None)


class _Completer:
    """Offers known answers at Tab, and lists them."""

    def __init__(
        self, words: Words, prompt: str, known_answers: Sequence[tuple[str, str]], columns: int
    ) -> None:
        self._words = words
        self._prompt = prompt
        self._known_answers = known_answers
        self._columns = columns
        self._matches: list[tuple[str, str]] = []
        self._offers: list[str] = []

    def __call__(self, text: str, state: int) -> str | None:
        """The offer of a number, counted from 0; None past the last. readline asks for them one by one."""
        if state == 0:
            self._matches = matching(text, self._known_answers)
            self._offers = [value for value, _ in self._matches]
            if len(self._matches) > 1 and not self._offers[0].startswith(fold(text)):
                self._offers.append(text)  # matched by name: the typed text stays, for more to be typed
        return self._offers[state] if state < len(self._offers) else None

    def show(self, text: str, offers: Sequence[str], longest: int) -> None:
        """List the matches with their names, and repeat the line being typed below them."""
        import readline

        say("")
        for value, names in self._matches[:_MOST_LISTED]:
            say(shortened(f"  {value}  {names.partition(chr(10))[0]}".rstrip(), self._columns))
        hidden = len(self._matches) - _MOST_LISTED
        if hidden > 0:
            say("  " + self._words.more(hidden))
        sys.stderr.write(self._prompt + readline.get_line_buffer())
        sys.stderr.flush()


def shortened(text: str, columns: int) -> str:
    """A text in one line of so many columns; what is left out is marked."""
    text = one_line(text)
    return text if display_width(text) <= columns else text[: columns - 1] + "…"
