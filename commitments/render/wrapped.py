"""Lines broken between words, where a screen has an edge. Knows no colour, and changes no word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from commitments.render.columns import cells

_WORD = re.compile(r"( *)((?:`[^`]+`|[^ ])+)")
"""The blanks before a word, and the word; a piece of code is of one word, whatever is in it."""


def wrapped(text: str, columns: int) -> str:
    """A text in lines of at most so many columns, those that follow as far in as the first.

    A piece of code is broken only where it is longer than a line, and so is a word.
    """
    return "\n".join(line for part in text.split("\n") for line in _lines(part, columns))


def _lines(line: str, columns: int) -> list[str]:
    if cells(line) <= columns:
        return [line]
    words = line.lstrip(" ")
    indent = " " * min(len(line) - len(words), columns - 1)
    room = columns - len(indent)
    return [indent + word for word in _filled(_words(words, room), room)]


def _words(text: str, room: int) -> Iterator[tuple[str, str]]:
    """Each word behind its blanks."""
    for blanks, word in _WORD.findall(text):
        first, *others = [word] if cells(word) <= room else word.split(" ")
        yield blanks, first
        yield from ((" ", other) for other in others)


def _filled(words: Iterable[tuple[str, str]], room: int) -> Iterator[str]:
    line = ""
    for blanks, word in words:
        longer = f"{line}{blanks}{word}" if line else word
        if cells(longer) <= room:
            line = longer
        elif cells(word) <= room:
            yield line
            line = word
        else:
            *full, line = _broken(longer, room)
            yield from full
    if line:
        yield line


def _broken(text: str, room: int) -> list[str]:
    """The same in pieces that fit, of one character at least; what takes no column stays where it is."""
    pieces = [""]
    for character in text:
        if pieces[-1] and cells(pieces[-1] + character) > room:
            pieces.append("")
        if pieces[-1] or character != " ":
            pieces[-1] += character
    return [piece.rstrip(" ") for piece in pieces]
