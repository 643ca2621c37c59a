"""How a field is named by `--set`, which is how `commit changes` names it. Looks at no record.

`title.vi`, `milestones[m1].due`, `updates[2026-01-12#2].note.en`, `x-own["a.b"].c`: a name after a dot, the
key of an item in brackets with a number after a repeat, and in brackets and quotes a name that is not plain.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

from commitments.errors import N_, CommitmentsError


class Item(NamedTuple):
    """An item of a list."""

    key: str
    place: int
    """Which of those with this key, from 1."""


Part = str | Item
"""A name of a mapping, or an item of a list."""

_QUOTED = r'\["(?P<quoted>(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"\]'
_ITEM = r"\[(?P<key>(?:[^\]\\]|\\.)+?)(?:#(?P<place>[1-9][0-9]{0,3}))?\]"
_PART = re.compile(rf"(?:\.?(?P<name>[\w-]+)|{_QUOTED}|{_ITEM})")


def split(text: str) -> tuple[str, str]:
    """The path and the value of `PATH=VALUE`, composed; raises CommitmentsError for any other text."""
    text = normalize("NFC", text)
    end = _end(text)
    if end == 0 or not text[end:].startswith("="):
        raise CommitmentsError(
            N_("{text} is not PATH=VALUE"),
            N_("Write it like title.vi=…, milestones[m1].due=2026-Q4 or x-own.note=…"),
            text=text[:80],
        )
    return text[:end], text[end + 1 :]


def parts(path: str) -> list[Part]:
    """The parts of a path, composed; raises CommitmentsError for what is none."""
    path = normalize("NFC", path)  # first, as a mark alone is no part of a name
    found = [_part(item) for item in _found(path)]
    if not found or _end(path) != len(path) or isinstance(found[0], Item):
        raise CommitmentsError(
            N_("{path} does not name a field"),
            N_("Write it like title.vi, milestones[m1].due or parties[acme/lead].role."),
            path=path[:80],
        )
    return found


def _found(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while found := _PART.match(text, at):
        if found["name"] and (found[0][0] == ".") is (at == 0):
            return
        at = found.end()
        yield found


def _end(text: str) -> int:
    return max((item.end() for item in _found(text)), default=0)


def _part(found: re.Match[str]) -> Part:
    if found["name"]:
        return found["name"]
    if found["quoted"] is not None:
        return normalize("NFC", str(json.loads(f'"{found["quoted"]}"')))
    key = re.sub(r"\\(.)", r"\1", found["key"])
    return Item(key, int(found["place"] or 1))
