"""Which known word was probably meant. Decides nothing; the reader does."""

from __future__ import annotations

from collections.abc import Collection, Iterable

LONGEST = 64
"""How many characters of a word are compared."""
_BUDGET = 20


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`; empty where none is near."""
    found = nearest_few(word, known, 1)
    return found[0] if found else ""


def nearest_few(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Up to `count` known words like `word`, the nearest first; capitals make no difference."""
    from difflib import get_close_matches

    by_small = {name[:LONGEST].lower(): name[:LONGEST] for name in known}
    found = get_close_matches(word[:LONGEST].lower(), by_small, n=count, cutoff=0.5)
    return [by_small[item] for item in found]


class Suggestions:
    """The nearest known word for a few unknown ones; a file full of mistakes gets no more."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._found: dict[str, str] = {}

    def of(self, word: str) -> str:
        """The nearest word, or empty where none is near or enough was suggested."""
        if word not in self._found:
            spent = len(self._found) >= _BUDGET
            self._found[word] = "" if spent else nearest(word, self._known)
        return self._found[word]
