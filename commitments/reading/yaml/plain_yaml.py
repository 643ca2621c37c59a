"""Reads YAML texts of the plainest kind in a third of a parser's time. Judges no other text.

Its value is always the one that the parser finds, without a fault; for any other text it returns None.
"""

from __future__ import annotations

import re
from typing import Any

from commitments.reading.yaml.yaml_scalars import NOT_TEXT, WORDS, resolve

_MOST_DEPTH = 24
"""Containers within one another; fewer than a file may have, so that only the parser judges the bound."""

_BEGIN = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
"""The first characters of plain scalars, with which no other node begins."""
_PLAIN = rf"{_BEGIN}[^\n:#]*(?:(?::(?=[^\ \n])|(?<!\ )\#)[^\n:#]*)*(?<!\ )"
_WORD = (
    rf"(?:{_BEGIN}[^\n:#?,\[\]{{}}]*(?::(?=[^\s,\[\]{{}}])[^\n:#?,\[\]{{}}]*)*(?<!\ )"
    r"|\"[^\"\\\n]*\"|'[^'\n]*')"
)
"""A scalar between brackets."""
_KEY = r"[A-Za-z_][A-Za-z0-9_-]{0,63}"
"""A key; far shorter than the 1,024 characters that YAML allows for a key on one line."""


def _brackets_pattern(node: str) -> str:
    """The pattern of a list or a mapping of nodes in brackets, on one line or on several."""
    pair, comma = rf"{_KEY}:\ {node}", r",(?:\ |\n\ +)"
    return rf"\[(?:{node}(?:{comma}{node})*)?\]|\{{(?:{pair}(?:{comma}{pair})*)?\}}"


_BRACKETS = _brackets_pattern(rf"(?:{_WORD}|{_brackets_pattern(_WORD)})")
_LINE = re.compile(
    rf"""
    (\ *)                                                        # its margin
    (?:
        (-\ )?                                                   # an item of a list
        (?:({_KEY}):(?:\ (?=[^\n])|(?=\n)))?                     # a key
        (?:
            ({_PLAIN}|"[^"\\\n]*"|'[^'\n]*'|{_BRACKETS})?       # a value that begins on the same line
            |([|>]-?)\n                                          # or how it stands on the next ones,
            ((\ +)[^\ \n].*(?<!\ )(?:\n\7[^\ \n].*(?<!\ ))*)     # those, and their margin
        )
        |(\#).*                                                  # a comment
    )\n
    |(.)[\s\S]*                                                  # what is not plain, and all behind it
    """,
    re.VERBOSE,
)
_PART = re.compile(rf"([\[\]{{}}])|({_KEY}):\ |({_WORD})", re.VERBOSE)
"""A part of what stands in brackets: a bracket, a key or a scalar."""


class _NotPlain(Exception):
    """Only a parser can read the text."""


def plain_value(text: str) -> Any:
    """The mapping or list that a text from `decode` holds; None where only a parser can read it."""
    if "\t" in text or "\r" in text or "\ufeff" in text:  # YAML has rules of its own for these
        return None
    try:
        return _parse_lines(text)
    except _NotPlain:
        return None


def _parse_lines(text: str) -> Any:
    root: Any = None
    container, container_column = root, -1  # the innermost mapping or list, and where its keys or items begin
    stack: list[tuple[Any, int]] = []
    open_key: str | None = ""  # the key whose value comes next; at first the document's own
    text_column = 0  # where the lines of the block text just read begin
    for margin, item, key, value, style, lines, indent, comment, unplain in _LINE.findall(text):
        column = len(margin)
        if unplain or (text_column and column >= text_column) or len(stack) > _MOST_DEPTH:
            raise _NotPlain
        if not item and not key:
            if value or style or (column and not comment):
                raise _NotPlain
            continue
        if open_key is not None and (column > container_column or (item and column == container_column)):
            stack.append((container, container_column))
            opened: Any = [] if item else {}
            if container is None:
                root = opened
            else:
                container[open_key] = opened
            container, container_column = opened, column
        else:
            while container_column > column or (
                container_column == column and not item and type(container) is list
            ):
                container, container_column = stack.pop()
        if container_column != column or (item and type(container) is dict) or (column and container is root):
            raise _NotPlain
        if item and key:
            stack.append((container, container_column))
            opened = {}
            container.append(opened)
            container, container_column = opened, column + len(item)
        open_key, text_column = None, len(indent)
        if style:
            parsed: Any = _block_text(style, lines, indent, container_column)
        elif value:
            parsed = _flow_value(value) if value[0] in "[{" else _scalar_value(value)
        else:
            parsed, open_key = None, key
        if not key:
            if not value:
                raise _NotPlain
            container.append(parsed)
        elif key in container or key in WORDS:
            raise _NotPlain
        else:
            container[key] = parsed
    return root


def _block_text(style: str, lines: str, indent: str, container_column: int) -> str:
    if len(indent) <= container_column:
        raise _NotPlain
    separator = "\n" if style[0] == "|" else " "
    return lines[len(indent) :].replace("\n" + indent, separator) + ("" if style[1:] else "\n")


def _flow_value(text: str) -> Any:
    outermost: list[Any] = []
    container: Any = outermost
    stack: list[tuple[Any, str]] = []
    key = ""
    for bracket, new_key, word in _PART.findall(text):
        if new_key:
            if new_key in container or new_key in WORDS:
                raise _NotPlain
            key = new_key
            continue
        if bracket in ("]", "}"):
            container, key = stack.pop()
            continue
        parsed: Any = {} if bracket == "{" else [] if bracket else _scalar_value(word)
        if type(container) is list:
            container.append(parsed)
        else:
            container[key] = parsed
        if bracket:
            stack.append((container, key))
            container = parsed
    return outermost[0]


def _scalar_value(text: str) -> Any:
    if text[0] in "\"'":
        return text[1:-1]
    return resolve(text) if text[0] in NOT_TEXT else text
