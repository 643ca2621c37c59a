"""Questions on a terminal, one a line, on standard error, so that standard output stays data.

Must not know what is asked for: a function judges each answer, and says why it will not do.
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
from commitments.errors import N_, CommitmentsError
from commitments.model.folding import fold
from commitments.reading.text import unsafe_in
from commitments.render.columns import cells
from commitments.render.safe import one_line
from commitments.render.words import Words

Known: TypeAlias = str | tuple[str, str]
"""An answer that is known of, alone or with the names it goes by, a line each; the first is shown."""

_ROOM = 12
"""Columns that an answer has at least behind its question; else it has a line of its own."""

_LISTED = 12
"""Answers that Tab shows at once."""


def can_ask() -> bool:
    """Whether somebody sits there: what is typed and what is told both are a terminal's."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask(
    words: Words,
    question: str,
    default: str = "",
    check: Callable[[str], object] | None = None,
    known: Iterable[Known] = (),
    optional: bool = False,
) -> str:
    """The answer, in one line and composed; asked again, with the reason, where `check` refuses it.

    No answer is the default; without one, it is empty if that may be, else asked again. The name of
    something known is answered by what it stands for.
    """
    pairs = [(name, "") if isinstance(name, str) else name for name in known]
    while True:
        answer = _typed(words, question, default, pairs)
        if not answer and not default and not optional:
            tell(words.say("An answer is needed here; Ctrl-C stops without writing anything."))
            continue
        if not answer:
            return default
        answer = meant(answer, pairs)
        try:
            _require_safe(answer)
            if check is not None:
                check(answer)
        except CommitmentsError as error:
            _tell(error, words)
            continue
        return answer


def choose(words: Words, question: str, choices: Sequence[tuple[str, str]], default: str = "") -> str:
    """One of some values, which are listed by their labels: by its number, its label or itself."""
    values = [value for value, _ in choices]
    for number, (_, label) in enumerate(choices, 1):
        say(f"{number:4}  {one_line(label)}")

    def check(answer: str) -> None:
        if _chosen(answer, values) not in values:
            raise CommitmentsError(
                N_("“{answer}” is not in the list"),
                N_("Answer with a number from 1 to {most}."),
                answer=answer,
                most=len(values),
            )

    shown = dict(choices).get(default, default)
    answer = ask(words, question, shown, check, choices)
    return default if answer == shown else _chosen(answer, values)


def matching(text: str, known: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What is known that begins so, else what has words that do; marks and case do not matter."""
    part = fold(text)
    pairs = list(known)
    words = re.compile(rf"(?:(?<!\w)|\b){re.escape(part)}")  # within no word
    return [pair for pair in pairs if pair[0].startswith(part)] or [
        pair for pair in pairs if words.search(pair[0]) or words.search(fold(pair[1]))
    ]


def meant(answer: str, known: Sequence[tuple[str, str]]) -> str:
    """The one thing known that has this name, or the answer as it is."""
    if any(answer == value for value, _ in known):
        return answer
    named = fold(answer)
    found = {value for value, names in known if named in (value, *map(fold, names.splitlines()))}
    return found.pop() if len(found) == 1 else answer


def _chosen(answer: str, values: Sequence[str]) -> str:
    number = int(answer) if answer.isdecimal() and len(answer) < 5 else 0
    return values[number - 1] if 0 < number <= len(values) else answer


def _require_safe(answer: str) -> None:
    if character := unsafe_in(answer):
        raise CommitmentsError(
            N_("The answer holds a character that no record may hold: {character}"), character=character
        )


def _tell(error: CommitmentsError, words: Words) -> None:
    values = {name: one_line(str(value)) for name, value in error.values.items()}
    for message in filter(None, (error.message, error.hint)):
        tell("  " + words.say(message, **values))


def _typed(words: Words, question: str, default: str, known: Sequence[tuple[str, str]]) -> str:
    """What is typed on one line; raises typer.Abort where the reader stops instead."""
    shown = one_line(f"{question} [{default}]: " if default else f"{question}: ")
    with _on_standard_error():
        columns = width(sys.stderr) or USUAL_WIDTH
        if cells(shown) + _ROOM > columns:
            tell(shown.rstrip())
            shown = "> "
        try:
            with _tab(_Completer(words, shown, known, columns)):
                typed = input(shown)
        except (EOFError, KeyboardInterrupt):
            say("")
            raise typer.Abort from None
    return unicodedata.normalize("NFC", " ".join(typed.split()))


@contextmanager
def _on_standard_error() -> Iterator[None]:
    """Let the prompt, which always goes to standard output, go to standard error."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="surrogateescape")
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        os.dup2(2, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


_SETTINGS = (
    "set convert-meta off",
    "set input-meta on",
    "set output-meta on",
    "set enable-bracketed-paste on",
    "set show-all-if-ambiguous on",
    "tab: complete",
)
"""Vietnamese in any locale, a text pasted over two lines as one answer, and one Tab for a list."""


@contextmanager
def _tab(completer: _Completer) -> Iterator[None]:
    """Let Tab finish what is known, where Python has readline."""
    try:
        import readline
    except ImportError:
        yield
        return
    of_editline = "libedit" in (readline.__doc__ or "")
    for setting in ("bind ^I rl_complete",) if of_editline else _SETTINGS:
        readline.parse_and_bind(setting)
    readline.set_completer_delims("")
    readline.set_completer(completer)
    with suppress(AttributeError):  # editline shows its list itself
        readline.set_completion_display_matches_hook(completer.show)
    try:
        yield
    finally:
        readline.set_completer(None)


class _Completer:
    """What Tab offers for the text before it, and how it is listed."""

    def __init__(self, words: Words, prompt: str, known: Sequence[tuple[str, str]], columns: int) -> None:
        self._words = words
        self._prompt = prompt
        self._known = known
        self._columns = columns
        self._found: list[tuple[str, str]] = []
        self._offered: list[str] = []

    def __call__(self, text: str, state: int) -> str | None:
        """The offer of this number, as readline asks for them one by one."""
        if state == 0:
            self._found = matching(text, self._known)
            self._offered = [value for value, _ in self._found]
            if len(self._found) > 1 and not self._offered[0].startswith(fold(text)):
                self._offered.append(text)  # found by name: what is typed stays, for more to be typed
        return self._offered[state] if state < len(self._offered) else None

    def show(self, text: str, offered: Sequence[str], longest: int) -> None:
        """List what was found with its names, and the line that is being typed again below."""
        import readline

        say("")
        for value, names in self._found[:_LISTED]:
            say(_cut(f"  {value}  {names.partition(chr(10))[0]}".rstrip(), self._columns))
        more = len(self._found) - _LISTED
        if more > 0:
            say("  " + self._words.more(more))
        sys.stderr.write(self._prompt + readline.get_line_buffer())
        sys.stderr.flush()


def _cut(text: str, columns: int) -> str:
    text = one_line(text)
    return text if cells(text) <= columns else text[: columns - 1] + "…"
