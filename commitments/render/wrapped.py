"""Lines broken between words, where a screen has an edge. Knows no colour, and changes no word."""

from __future__ import annotations

import re
import textwrap

_GLUE = "\0"
"""Stands for a blank inside a piece of code while lines are broken."""

_CODE = re.compile(r"`[^`]+`")


def wrapped(text: str, columns: int) -> str:
    """A text in lines of at most so many columns, those that follow as far in as the first.

    A piece of code is broken only where it is longer than a line, and so is a word.
    """
    return "\n".join(line for each in text.split("\n") for line in _lines(each, columns))


def _lines(line: str, columns: int) -> list[str]:
    if len(line) <= columns:
        return [line]
    words = line.lstrip(" ")
    indent = " " * min(len(line) - len(words), columns - 1)
    glued = _CODE.sub(lambda code: code[0].replace(" ", _GLUE), words).split(" ")
    fitting = " ".join(_fitting(each, columns - len(indent)) for each in glued)
    found = textwrap.wrap(
        fitting, columns, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
    return [each.replace(_GLUE, " ") for each in found]


def _fitting(word: str, room: int) -> str:
    return word if len(word) <= room else word.replace(_GLUE, " ")
