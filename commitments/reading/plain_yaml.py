"""What a YAML text of the plainest kind holds, in a third of the time that a parser takes.

Only where that is certain to be what `yaml_text` finds, without a fault; of anything else it says nothing.
"""

from __future__ import annotations

import re
from typing import Any

from commitments.reading.scalars import NOT_TEXT, WORDS, resolve

_DEEPEST = 24
"""Containers within one another; few enough that too deep ones are left to the reader that refuses them."""

_BEGIN = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
"""What a plain scalar may begin with, and no other node."""
_PLAIN = rf"{_BEGIN}[^\n:#]*(?:(?::(?=[^\ \n])|(?<!\ )\#)[^\n:#]*)*(?<!\ )"
_WORD = rf"{_BEGIN}(?:[^\n:#?,\[\]{{}}]*[^\n:#?,\[\]{{}}\ ])?"
"""A plain scalar between brackets."""
_KEY = r"[A-Za-z_][A-Za-z0-9_-]{0,63}"

_LINE = re.compile(
    rf"""
    (\ *)                                                        # its margin
    (?:
        (-\ )?                                                   # an item of a list
        (?:({_KEY}):(?:\ (?=[^\n])|(?=\n)))?                     # a key
        (?:
            (
                {_PLAIN}
                |"[^"\\\n]*"
                |'[^'\n]*'
                |\[(?:{_WORD}(?:,\ {_WORD})*)?\]
                |\{{(?:{_KEY}:\ {_WORD}(?:,\ {_KEY}:\ {_WORD})*)?\}}
            )?                                                   # a value on the same line
            |([|>]-?)\n                                          # or how it stands on the next ones,
            ((\ +)[^\ \n].*(?<!\ )(?:\n\7[^\ \n].*(?<!\ ))*)     # those, and their margin
        )
        |(\#).*                                                  # a comment
    )\n
    |(.)[\s\S]*                                                  # what is not plain, and all behind it
    """,
    re.VERBOSE,
)
_ENCLOSED = frozenset("\"'[{")


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
            read = resolve(value) if value[0] in NOT_TEXT else value
            if value[0] in _ENCLOSED:
                read = _enclosed(value)
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


def _enclosed(value: str) -> Any:
    """What stands in quotes or brackets."""
    inside = value[1:-1]
    if value[0] == "[":
        return [_scalar(each) for each in inside.split(", ")] if inside else []
    if value[0] != "{":
        return inside
    pairs = [each.split(": ") for each in inside.split(", ")] if inside else []
    found = {key: _scalar(word) for key, word in pairs}
    if len(found) < len(pairs) or not found.keys().isdisjoint(WORDS):
        raise _NotPlain
    return found


def _scalar(word: str) -> Any:
    return resolve(word) if word[0] in NOT_TEXT else word
