"""Finds which word of a list was probably meant. It decides nothing; the reader does."""

from __future__ import annotations

from collections.abc import Collection, Iterable

COMPARED_LENGTH = 64
"""How many characters of a word are compared."""
_LONGEST_CHOICE = 97
"""How many characters of a choice are told: those of an id behind the name of a member of a roof."""
_MOST_SUGGESTIONS = 20


def nearest_word(word: str, choices: Iterable[str]) -> str:
    """The choice most like `word`; empty where none is near."""
    matches = nearest_words(word, choices, 1)
    return matches[0] if matches else ""


def nearest_words(word: str, choices: Iterable[str], count: int = 3) -> list[str]:
    """Up to `count` choices like `word`, the nearest first; capitals make no difference."""
    from difflib import get_close_matches

    choices_by_lower = {choice[:COMPARED_LENGTH].lower(): choice[:_LONGEST_CHOICE] for choice in choices}
    matches = get_close_matches(word[:COMPARED_LENGTH].lower(), choices_by_lower, n=count, cutoff=0.5)
    return [choices_by_lower[match] for match in matches]


class Suggestions:
    """Suggests a choice for the first unknown words; a file full of mistakes gets no more."""

    def __init__(self, choices: Collection[str]) -> None:
        self._choices = choices
        self._suggestions: dict[str, str] = {}

    def nearest_to(self, word: str) -> str:
        """The nearest choice; empty where none is near or enough was suggested."""
        if word not in self._suggestions:
            is_spent = len(self._suggestions) >= _MOST_SUGGESTIONS
            self._suggestions[word] = "" if is_spent else nearest_word(word, self._choices)
        return self._suggestions[word]
