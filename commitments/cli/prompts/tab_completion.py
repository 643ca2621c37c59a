"""Completes an answer at Tab, and finds what is known by any of its words. Must not ask a question."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from commitments.cli.streams import say
from commitments.model.folding import fold
from commitments.render.columns import display_width
from commitments.render.safe import one_line
from commitments.render.words import Words

_MOST_LISTED = 12
"""How many answers Tab lists at once."""

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
def completing_on_tab(
    words: Words, prompt: str, known_answers: Sequence[tuple[str, str]], columns: int
) -> Iterator[None]:
    """Let Tab complete known answers, where Python has readline."""
    completer = _Completer(words, prompt, known_answers, columns)
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
