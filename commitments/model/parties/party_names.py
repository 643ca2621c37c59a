"""Finds the parties that a text names, even where a name holds a separator. It must not guess.

A part of a text is a party only where its words are the words of a name. Names are kept word by word in a
tree, so that a text is read once for any number of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any, Generic, NamedTuple, TypeVar

from commitments.model.folding import fold

Meaning = TypeVar("Meaning")

_WORD = re.compile(r"\n|[,;/&+|()]|[^\s_,;/&+|()]+")
_NAME_SEPARATORS = frozenset(",;/&+|")
"""The signs that may stand between two names, beside *and* and the end of a line."""

_REST_SEPARATORS = frozenset(";\n")
"""The signs that separate unknown names too."""

_AND = frozenset({"and", "va"})
_BULLET = re.compile(r"[-–+*•] ?|\([a-z0-9]{1,2}\) |[0-9]{1,2}[.)] ")
_OUTER_SIGNS = " .,;/&+|"
_DASHES = re.compile(r"[-–—.]+")
_SAME_SIGNS = str.maketrans({"–": "-", "—": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"'})
_MEANING = ""
"""The key of the meaning in a branch of the tree; no word is empty."""


class NamedParty(NamedTuple, Generic[Meaning]):
    """A name in a text."""

    name: str
    meaning: Meaning | None
    """None for an unknown name."""


class _Word(NamedTuple):
    """A word or a sign of a text."""

    key: str
    """The key under which names are compared; empty for the end of a line."""
    start: int
    end: int
    sign: str = ""
    """The sign, where it may separate names."""


class PartyNames(Generic[Meaning]):
    """Names, each with its meaning."""

    def __init__(self) -> None:
        self._tree: dict[str, Any] = {}

    def add(self, name: str, meaning: Meaning) -> Meaning:
        """Give a name a meaning, unless it has one already; returns the meaning that it has."""
        branch = self._tree
        for key in name_key(name):
            branch = branch.setdefault(key, {})
        kept: Meaning = branch.setdefault(_MEANING, meaning)
        return kept

    def replace(self, name: str, meaning: Meaning) -> None:
        """Give a name a meaning in place of any other."""
        self.add(name, meaning)
        branch = self._tree
        for key in name_key(name):
            branch = branch[key]
        branch[_MEANING] = meaning

    def meaning(self, text: str) -> Meaning | None:
        """The meaning of a text as one name, with or without a bullet; None where it is no name."""
        text_reader = _TextReader(text, self._tree)
        return next((meaning for end, meaning in text_reader.runs(0) if end == len(text_reader.words)), None)

    def named(self, text: str) -> list[NamedParty[Meaning]]:
        """The names in a text, in order: the longest known names that cover it.

        Where known names do not cover the text, each uncovered rest is an unknown name.
        """
        text_reader = _TextReader(text, self._tree)
        names: list[NamedParty[Meaning]] | None = text_reader.covering_names()
        return text_reader.names_and_rests() if names is None else names


class _TextReader:
    """Reads one text along a tree of names."""

    def __init__(self, text: str, tree: dict[str, Any]) -> None:
        self._text, self._tree = text, tree
        self.words = list(_words(text))

    def covering_names(self) -> list[NamedParty[Any]] | None:
        """Known names that cover the text, the longest where several do; None where none cover it."""
        size = len(self.words)
        chosen: list[tuple[int, Any] | None] = [None] * size
        leads_to_end = [False] * size + [True]
        for position in reversed(range(size)):
            if self.words[position].sign or self._only_dashes_from(position):
                leads_to_end[position] = leads_to_end[position + 1]
            elif self._begins_part(position):
                chosen[position] = next((run for run in self.runs(position) if leads_to_end[run[0]]), None)
                leads_to_end[position] = chosen[position] is not None
        if not leads_to_end[0]:
            return None
        return list(self._along(chosen))

    def _along(self, chosen: list[tuple[int, Any] | None]) -> Iterator[NamedParty[Any]]:
        position = 0
        while position < len(chosen):
            end, meaning = chosen[position] or (position + 1, None)
            if meaning is not None:
                yield NamedParty(self._slice(position, end), meaning)
            position = end

    def names_and_rests(self) -> list[NamedParty[Any]]:
        """The known names, the longest where several fit, and each rest between them or separators."""
        names: list[NamedParty[Any]] = []
        rest: list[int] = []
        position = 0
        while position < len(self.words):
            end, meaning = position + 1, None
            if not self.words[position].sign and self._begins_part(position):
                end, meaning = next(self.runs(position), (end, None))
            if rest and (meaning is not None or self.words[position].sign in _REST_SEPARATORS):
                names += self._rest(rest)
                rest = []
            if meaning is not None:
                names.append(NamedParty(self._slice(position, end), meaning))
            elif not self.words[position].sign:
                rest = [rest[0] if rest else position, end]
            position = end
        return names + (self._rest(rest) if rest else [])

    def _rest(self, bounds: list[int]) -> list[NamedParty[Any]]:
        name = trim_name(self._slice(*bounds))
        return [NamedParty(name, None)] if name else []

    def _only_dashes_from(self, position: int) -> bool:
        """Whether only dashes and stops stand from a word to the next sign."""
        words = takewhile(
            lambda word: not word.sign, map(self.words.__getitem__, range(position, len(self.words)))
        )
        return self._begins_part(position) and all(
            _DASHES.fullmatch(self._text, word.start, word.end) for word in words
        )

    def _begins_part(self, position: int) -> bool:
        return position == 0 or bool(self.words[position - 1].sign)

    def runs(self, position: int) -> Iterator[tuple[int, Any]]:
        """The end and the meaning of each known name that begins at a word, the longest first."""
        runs = [*self._walk(position, 0)]
        is_word = position < len(self.words)
        if is_word and (bullet := _BULLET.match(self._text, self.words[position].start)):
            runs += self._walk(position, bullet.end())
        yield from sorted(runs, key=lambda run: -run[0])

    def _walk(self, position: int, start: int) -> Iterator[tuple[int, Any]]:
        """The names that begin at a word, or at a later place in the text."""
        branch = self._tree
        first = True
        for index in range(position, len(self.words)):
            word = self.words[index]
            key = word.key
            if word.end <= start or (first and key == "the"):
                continue
            if word.start < start:
                key = _word_key(self._text[start : word.end])
            if key:
                if key not in branch:
                    return
                branch, first = branch[key], False
            is_end = index + 1 == len(self.words) or self.words[index + 1].sign
            if is_end and not first and _MEANING in branch:
                yield index + 1, branch[_MEANING]

    def _slice(self, first: int, end: int) -> str:
        return self._text[self.words[first].start : self.words[end - 1].end]


def name_key(name: str) -> tuple[str, ...]:
    """The words under which a name is compared, without capitals, marks, underscores or an article.

    Empty for a name that has no word.
    """
    return tuple(word.key for word in _without_article([word for word in _words(name) if word.key]))


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        key = _word_key(match[0])
        if key in _AND or key in _NAME_SEPARATORS:
            yield _Word("&" if key in _AND else key, match.start(), match.end(), key)
        elif match[0] == "\n":
            yield _Word("", match.start(), match.end(), "\n")
        else:
            yield _Word(key, match.start(), match.end())


def _word_key(word: str) -> str:
    """The key under which words are compared: without case, marks or a last stop."""
    return fold(word).translate(_SAME_SIGNS).strip().rstrip(".")


def _without_article(words: list[_Word]) -> list[_Word]:
    return words[1:] if len(words) > 1 and words[0].key == "the" else words


def trim_name(text: str) -> str:
    """An unknown name without bullet, signs and spaces around it; empty where nothing else is left."""
    name = text.strip()
    bullet = _BULLET.match(name)
    name = name[bullet.end() if bullet else 0 :].strip(_OUTER_SIGNS)
    return name if re.search(r"[^-–— .]", name) else ""
