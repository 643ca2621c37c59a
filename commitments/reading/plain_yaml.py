"""What a YAML text of the plainest kind holds, in a third of the time that a parser takes.

Only where that is certain to be what `yaml_text` finds, without a fault; of anything else it says nothing.
"""

from __future__ import annotations

import re
from typing import Any

from commitments.reading.yaml_scalars import NOT_TEXT, WORDS, resolve

_DEEPEST = 24
"""Containers within one another. Less than is allowed, so that whoever refuses more is asked near the end."""

_BEGIN = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
"""What a plain scalar may begin with, and no other node."""
_PLAIN = rf"{_BEGIN}[^\n:#]*(?:(?::(?=[^\ \n])|(?<!\ )\#)[^\n:#]*)*(?<!\ )"
_WORD = (
    rf"(?:{_BEGIN}[^\n:#?,\[\]{{}}]*(?::(?=[^\s,\[\]{{}}])[^\n:#?,\[\]{{}}]*)*(?<!\ )"
    r"|\"[^\"\\\n]*\"|'[^'\n]*')"
)
"""A scalar between brackets."""
_KEY = r"[A-Za-z_][A-Za-z0-9_-]{0,63}"
"""Far shorter than the 1,024 characters from which on YAML has no key on one line."""


def _brackets_of(node: str) -> str:
    """The pattern of a list or a mapping of such nodes, on one line or on several."""
    pair, comma = rf"{_KEY}:\ {node}", r",(?:\ |\n\ +)"
    return rf"\[(?:{node}(?:{comma}{node})*)?\]|\{{(?:{pair}(?:{comma}{pair})*)?\}}"


_BRACKETS = _brackets_of(rf"(?:{_WORD}|{_brackets_of(_WORD)})")
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
"""Of what stands in brackets: a bracket, a key, a scalar."""


class _NotPlain(Exception):
    """Only a parser can tell."""


def plain_value(text: str) -> Any:
    """The mapping or list that a text holds, as `decode` gives it; None where only a parser can tell."""
    if "\t" in text or "\r" in text or "\ufeff" in text:  # which YAML looks at in its own way
        return None
    try:
        return _read(text)
    except _NotPlain:
        return None


def _read(text: str) -> Any:
    root: Any = None
    top, at = root, -1  # the innermost mapping or list, and the margin of its keys or items
    above: list[tuple[Any, int]] = []
    waiting: str | None = ""  # the key whose value has yet to come; at first the document itself
    inside = 0  # the margin of a text just read, to which more would belong
    for margin, item, key, value, style, lines, indent, comment, odd in _LINE.findall(text):
        here = len(margin)
        if odd or (inside and here >= inside) or len(above) > _DEEPEST:
            raise _NotPlain
        if not item and not key:
            if value or style or (here and not comment):
                raise _NotPlain
            continue
        if waiting is not None and (here > at or (item and here == at)):
            above.append((top, at))
            new: Any = [] if item else {}
            if top is None:
                root = new
            else:
                top[waiting] = new
            top, at = new, here
        else:
            while at > here or (at == here and not item and type(top) is list):
                top, at = above.pop()
        if at != here or (item and type(top) is dict) or (here and top is root):
            raise _NotPlain
        if item and key:
            above.append((top, at))
            new = {}
            top.append(new)
            top, at = new, here + len(item)
        waiting, inside = None, len(indent)
        if style:
            read: Any = _text(style, lines, indent, at)
        elif value:
            read = _in_brackets(value) if value[0] in "[{" else _scalar(value)
        else:
            read, waiting = None, key
        if not key:
            if not value:
                raise _NotPlain
            top.append(read)
        elif key in top or key in WORDS:
            raise _NotPlain
        else:
            top[key] = read
    return root


def _text(style: str, lines: str, indent: str, at: int) -> str:
    if len(indent) <= at:
        raise _NotPlain
    joint = "\n" if style[0] == "|" else " "
    return lines[len(indent) :].replace("\n" + indent, joint) + ("" if style[1:] else "\n")


def _in_brackets(text: str) -> Any:
    found: list[Any] = []
    top: Any = found
    above: list[tuple[Any, str]] = []
    key = ""
    for bracket, name, word in _PART.findall(text):
        if name:
            if name in top or name in WORDS:
                raise _NotPlain
            key = name
            continue
        if bracket in ("]", "}"):
            top, key = above.pop()
            continue
        read: Any = {} if bracket == "{" else [] if bracket else _scalar(word)
        if type(top) is list:
            top.append(read)
        else:
            top[key] = read
        if bracket:
            above.append((top, key))
            top = read
    return found[0]


def _scalar(text: str) -> Any:
    if text[0] in "\"'":
        return text[1:-1]
    return resolve(text) if text[0] in NOT_TEXT else text
