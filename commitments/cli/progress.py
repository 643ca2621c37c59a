"""Shows the progress of long work on one line of a terminal. It must not know what the work is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from commitments.errors import N_
from commitments.render.words import Words

READING_HISTORY = N_("reading history: {done} of {total}")
WRITING_FILES = N_("writing files: {done} of {total}")

_PATIENCE = 1.0
"""Seconds of work before the progress line shows."""
_STEP = 0.1
"""Seconds between two updates of the progress line."""

TellProgress: TypeAlias = Callable[[int, int], None]
"""Takes the work that is done, and the work in all."""


@dataclass
class Progress:
    """The progress of long work, on one line of a terminal that is cleared at the end."""

    words: Words
    sentence: str
    """What the line says, with `{done}` and `{total}`."""
    _started: float = field(default_factory=time.monotonic)
    _shown_at: float = 0.0

    def tell(self, done: int, total: int) -> None:
        """Show the line, unless the work has just begun or the line is fresh."""
        now = time.monotonic()
        if now - self._started > _PATIENCE and now - self._shown_at > _STEP and done < total:
            self._shown_at = now
            text = self.words.say(self.sentence, done=done, total=total)
            sys.stderr.write(f"\r{text}\x1b[K")
            sys.stderr.flush()

    def clear(self) -> None:
        """Clear the line."""
        if self._shown_at:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


@contextmanager
def progress(words: Words, sentence: str = READING_HISTORY) -> Iterator[TellProgress]:
    """A function to call with the work done and in all; it shows a progress line on a terminal only."""
    if not sys.stderr.isatty():
        yield _tell_nothing
        return
    line = Progress(words, sentence)
    try:
        yield line.tell
    finally:
        line.clear()


def _tell_nothing(done: int, total: int) -> None:
    """Tell nobody."""
