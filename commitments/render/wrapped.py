"""Breaks lines between words at the edge of a screen. Knows no colour and changes no word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from commitments.render.columns import display_width

_WORD = re.compile(r"( *)((?:`[^`]+`|[^ ])+)")
"""The blanks before a word, and the word; code between backticks is one word."""


def wrap_lines(text: str, columns: int) -> str:
    """A text in lines of at most so many columns; broken lines keep the indent of their first.

    A word or a piece of code is broken only where it is longer than a line.
    """
    return "\n".join(line for part in text.split("\n") for line in _wrap_line(part, columns))


def fill_pieces(pieces: Iterable[str], separator: str, columns: int | None) -> list[str]:
    """Pieces side by side, in as many lines as are needed; none is broken. None means one line."""
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]}{separator}{piece}" if lines else ""
        if longer and (columns is None or display_width(longer) <= columns):
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines


def _wrap_line(line: str, columns: int) -> list[str]:
    if display_width(line) <= columns:
        return [line]
    words = line.lstrip(" ")
    indent = " " * min(len(line) - len(words), columns - 1)
    room = columns - len(indent)
    return [indent + word for word in _fill_lines(_split_words(words, room), room)]


def _split_words(text: str, room: int) -> Iterator[tuple[str, str]]:
    """Pairs of blanks and the word behind them."""
    for blanks, word in _WORD.findall(text):
        first_word, *other_words = [word] if display_width(word) <= room else word.split(" ")
        yield blanks, first_word
        yield from ((" ", other_word) for other_word in other_words)


def _fill_lines(words: Iterable[tuple[str, str]], room: int) -> Iterator[str]:
    line = ""
    for blanks, word in words:
        longer = f"{line}{blanks}{word}" if line else word
        if display_width(longer) <= room:
            line = longer
        elif display_width(word) <= room:
            yield line
            line = word
        else:
            *full, line = _break_text(longer, room)
            yield from full
    if line:
        yield line


def _break_text(text: str, room: int) -> list[str]:
    """Pieces of a text that fit, of one character at least; a mark without width stays with its letter."""
    pieces = [""]
    for character in text:
        if pieces[-1] and display_width(pieces[-1] + character) > room:
            pieces.append("")
        if pieces[-1] or character != " ":
            pieces[-1] += character
    return [piece.rstrip(" ") for piece in pieces]
