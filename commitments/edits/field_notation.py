"""Reads the path of a field as `--set` takes it and `commit changes` writes it. It must not read a record.

Examples are `title.vi`, `milestones[m1].due`, `updates[2026-01-12#2].note.en` and `x-own["a.b"].c`. A name
stands after a dot. The key of an item stands in brackets; `#2` marks the second item with one key. A name
with other signs stands in brackets and quotation marks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

from commitments.errors import N_, UsageError


class ListItem(NamedTuple):
    """An item of a list."""

    key: str
    place: int
    """The number among the items with this key, from 1."""


PathPart = str | ListItem
"""A name of a mapping, or an item of a list."""

_QUOTED = r'\["(?P<quoted>(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"\]'
_ITEM = r"\[(?P<key>(?:[^\]\\]|\\.)+?)(?:#(?P<place>[1-9][0-9]{0,3}))?\]"
_PART = re.compile(rf"(?:\.?(?P<name>[\w-]+)|{_QUOTED}|{_ITEM})")


def split_setting(text: str) -> tuple[str, str]:
    """The path and the value of `PATH=VALUE`, composed (NFC); raises UsageError for any other text."""
    text = normalize("NFC", text)
    end = _path_end(text)
    if end == 0 or not text[end:].startswith("="):
        raise UsageError(
            N_("{text} is not PATH=VALUE"),
            N_("Write it like title.vi=…, milestones[m1].due=2026-Q4 or x-own.note=…"),
            text=text[:80],
        )
    return text[:end], text[end + 1 :]


def path_parts(path: str) -> list[PathPart]:
    """The parts of a path, composed (NFC); raises UsageError for a text that is no path."""
    path = normalize("NFC", path)  # a mark that stands alone is no part of a name
    parts = [_part_of_match(match) for match in _part_matches(path)]
    if not parts or _path_end(path) != len(path) or isinstance(parts[0], ListItem):
        raise UsageError(
            N_("{path} does not name a field"),
            N_("Write it like title.vi, milestones[m1].due or parties[acme/lead].role."),
            path=path[:80],
        )
    return parts


def _part_matches(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while match := _PART.match(text, position):
        if match["name"] and (match[0][0] == ".") is (position == 0):
            return
        position = match.end()
        yield match


def _path_end(text: str) -> int:
    return max((match.end() for match in _part_matches(text)), default=0)


def _part_of_match(match: re.Match[str]) -> PathPart:
    if match["name"]:
        return match["name"]
    if match["quoted"] is not None:
        return normalize("NFC", str(json.loads(f'"{match["quoted"]}"')))
    key = re.sub(r"\\(.)", r"\1", match["key"])
    return ListItem(key, int(match["place"] or 1))
