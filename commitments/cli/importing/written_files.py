"""Tells which files an import writes: each by its path, or by a count where they are many on a terminal.

It must not write a file.
"""

from __future__ import annotations

import sys

from commitments.cli.progress import WRITING_FILES, Progress
from commitments.cli.streams import say, tell
from commitments.errors import N_
from commitments.render.words import Words

_MOST_NAMED = 20
"""Files that a terminal names one by one."""


class WrittenFiles:
    """The files that one import has written."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._line = Progress(words, WRITING_FILES)
        self._total = self._count = 0

    def begin(self, total: int) -> None:
        """Take note of how many files are about to be written."""
        self._total = total

    def note(self, path: str) -> None:
        """Tell of a file that is written."""
        self._count += 1
        if self._only_counts:
            self._line.tell(self._count, self._total)
        else:
            say(self._words.say("Written: {path}", path=path))

    def finish(self) -> None:
        """Clear the line of a terminal."""
        self._line.clear()

    def tell_interrupted(self) -> None:
        """Say what an interrupt has left written."""
        if self._count and self._only_counts:
            sentence = N_("{n} of {total} files were written. Run the import again to write the others.")
            tell(self._words.say(sentence, n=self._count, total=self._total))
        elif self._count:
            notice = N_("Only the files named above were written. Run the import again to write the others.")
            tell(self._words.say(notice))
        else:
            tell(self._words.say(N_("Nothing was written.")))

    @property
    def _only_counts(self) -> bool:
        return self._total > _MOST_NAMED and sys.stderr.isatty()
