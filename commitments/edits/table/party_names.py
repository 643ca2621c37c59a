"""Which parties a text names: by the whole of it, between signs, and by names that hold such signs.

Names are kept word by word in a tree, so that a text is read once however many names there are. It must not
guess: a part is taken for a party only where its words are the words of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any, Generic, NamedTuple, TypeVar

from commitments.model.folding import fold

Meaning = TypeVar("Meaning")

_WORD = re.compile(r"\n|[,;/&+|()]|[^\s,;/&+|()]+")
_PARTS_NAMES = frozenset(",;/&+|")
"""What may stand between two names, beside *and* and the end of a line."""

_APART = frozenset(";\n")
"""What parts names that nobody knows, too."""

_AND = frozenset({"and", "va"})
_BULLET = re.compile(r"[-–+*•] ?|\([a-z0-9]{1,2}\) |[0-9]{1,2}[.)] ")
_AROUND = " .,;/&+|"
_DASHES = re.compile(r"[-–—.]+")
_SAME = str.maketrans({"–": "-", "—": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"'})
_HERE = ""
"""Where a branch of the tree holds what the words up to it mean; no word is empty."""


class Named(NamedTuple, Generic[Meaning]):
    """A name in a text."""

    name: str
    meaning: Meaning | None
    """None for a name that nobody knows."""


class _Word(NamedTuple):
    """A word or a sign of a text."""

    key: str
    """As names are compared; empty where nothing is compared, as of a line's end."""
    start: int
    end: int
    sign: str = ""
    """The sign, where it may part names."""


class PartyNames(Generic[Meaning]):
    """Names and what each means."""

    def __init__(self) -> None:
        self._tree: dict[str, Any] = {}

    def add(self, name: str, meaning: Meaning) -> Meaning:
        """Let a name mean this, unless it means something already; what it means now."""
        branch = self._tree
        for word in _without_article([word for word in _words(name) if word.key]):
            branch = branch.setdefault(word.key, {})
        kept: Meaning = branch.setdefault(_HERE, meaning)
        return kept

    def replace(self, name: str, meaning: Meaning) -> None:
        """Let a name mean this, whatever it meant."""
        self.add(name, meaning)
        branch = self._tree
        for word in _without_article([word for word in _words(name) if word.key]):
            branch = branch[word.key]
        branch[_HERE] = meaning

    def meaning(self, text: str) -> Meaning | None:
        """What a whole text means as a name, with or without a bullet before it; None where it is none."""
        read = _Text(text, self._tree)
        return next((meaning for end, meaning in read.runs(0) if end == len(read.words)), None)

    def named(self, text: str) -> list[Named[Meaning]]:
        """The names in a text, in order: the longest that leave no rest.

        Where there is a rest, what is known stands for itself, and so does each rest between.
        """
        read = _Text(text, self._tree)
        known: list[Named[Meaning]] | None = read.known()
        return read.known_and_rests() if known is None else known


class _Text:
    """A text as it is read along a tree of names."""

    def __init__(self, text: str, tree: dict[str, Any]) -> None:
        self._text, self._tree = text, tree
        self.words = list(_words(text))

    def known(self) -> list[Named[Any]] | None:
        """Known names that leave no rest, the longest first wherever that leaves none; else None."""
        size = len(self.words)
        chosen: list[tuple[int, Any] | None] = [None] * size
        leads_to_end = [False] * size + [True]
        for at in reversed(range(size)):
            if self.words[at].sign or self._only_dashes_from(at):
                leads_to_end[at] = leads_to_end[at + 1]
            elif self._begins_part(at):
                chosen[at] = next((run for run in self.runs(at) if leads_to_end[run[0]]), None)
                leads_to_end[at] = chosen[at] is not None
        if not leads_to_end[0]:
            return None
        return list(self._along(chosen))

    def _along(self, chosen: list[tuple[int, Any] | None]) -> Iterator[Named[Any]]:
        at = 0
        while at < len(chosen):
            end, meaning = chosen[at] or (at + 1, None)
            if meaning is not None:
                yield Named(self._slice(at, end), meaning)
            at = end

    def known_and_rests(self) -> list[Named[Any]]:
        """The known names, the longest first, and what stands between them or between signs that part."""
        names: list[Named[Any]] = []
        rest: list[int] = []
        at = 0
        while at < len(self.words):
            end, meaning = at + 1, None
            if not self.words[at].sign and self._begins_part(at):
                end, meaning = next(self.runs(at), (end, None))
            if rest and (meaning is not None or self.words[at].sign in _APART):
                names += self._rest(rest)
                rest = []
            if meaning is not None:
                names.append(Named(self._slice(at, end), meaning))
            elif not self.words[at].sign:
                rest = [rest[0] if rest else at, end]
            at = end
        return names + (self._rest(rest) if rest else [])

    def _rest(self, rest: list[int]) -> list[Named[Any]]:
        name = bare(self._slice(*rest))
        return [Named(name, None)] if name else []

    def _only_dashes_from(self, at: int) -> bool:
        """Whether nothing but dashes and stops stands from a word to the next sign."""
        words = takewhile(lambda word: not word.sign, map(self.words.__getitem__, range(at, len(self.words))))
        return self._begins_part(at) and all(
            _DASHES.fullmatch(self._text, word.start, word.end) for word in words
        )

    def _begins_part(self, at: int) -> bool:
        return at == 0 or bool(self.words[at - 1].sign)

    def runs(self, at: int) -> Iterator[tuple[int, Any]]:
        """Where the known names that begin at a word end and what they mean, the longest first."""
        found = [*self._walk(at, 0)]
        if bullet := _BULLET.match(self._text, self.words[at].start) if at < len(self.words) else None:
            found += self._walk(at, bullet.end())
        yield from sorted(found, key=lambda run: -run[0])

    def _walk(self, at: int, start: int) -> Iterator[tuple[int, Any]]:
        """The names from a word on, or from a place in the text behind it."""
        branch = self._tree
        first = True
        for number in range(at, len(self.words)):
            word = self.words[number]
            key = word.key
            if word.end <= start or (first and key == "the"):
                continue
            if word.start < start:
                key = _key(self._text[start : word.end])
            if key:
                if key not in branch:
                    return
                branch, first = branch[key], False
            ends = number + 1 == len(self.words) or self.words[number + 1].sign
            if ends and not first and _HERE in branch:
                yield number + 1, branch[_HERE]

    def _slice(self, first: int, end: int) -> str:
        return self._text[self.words[first].start : self.words[end - 1].end]


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        key = _key(match[0])
        if key in _AND or key in _PARTS_NAMES:
            yield _Word("&" if key in _AND else key, match.start(), match.end(), key)
        elif match[0] == "\n":
            yield _Word("", match.start(), match.end(), "\n")
        else:
            yield _Word(key, match.start(), match.end())


def _key(word: str) -> str:
    """A word as words of names are compared: without case, marks or a last stop."""
    return fold(word).translate(_SAME).strip().rstrip(".")


def _without_article(words: list[_Word]) -> list[_Word]:
    return words[1:] if len(words) > 1 and words[0].key == "the" else words


def bare(text: str) -> str:
    """A name that nobody knows, without what stands around it; empty where only that stands there."""
    name = text.strip()
    bullet = _BULLET.match(name)
    name = name[bullet.end() if bullet else 0 :].strip(_AROUND)
    return name if re.search(r"[^-–— .]", name) else ""
