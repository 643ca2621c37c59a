"""What a changed field is called: `title.vi`, `milestones[m1].due`, `x-own["a.b"]`. Compares nothing."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_MISLEADING = re.compile(r'[\\\]]|\A"|#(?=[0-9]+\Z)')
"""What in the key of an item could be taken for its end, for a key of a mapping or for a number."""
_BRACKETS = re.compile(r'\[("(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")\]|\[(?:[^\]\\]|\\.)*\]')
"""A key of a mapping, as a JSON string, or else the key of an item."""


def below(field: str, key: str) -> str:
    """A key of the mapping that stands in a field, or of the whole record where `field` is empty."""
    if not _PLAIN.fullmatch(key):
        return f"{field}[{json.dumps(key, ensure_ascii=False)}]"
    return f"{field}.{key}" if field else key


def item(field: str, key: str, place: int) -> str:
    """An item of the list that stands in a field; `place` counts those with one key, from 1.

    A backslash stands before what would mislead, so that the key of an item never begins with a
    quotation mark, as keys of mappings in brackets do, and only numbers look like numbers.
    """
    safe = _MISLEADING.sub(r"\\\g<0>", key)
    return f"{field}[{safe}]" if place == 1 else f"{field}[{safe}#{place}]"


def field_names(field: str) -> str:
    """The names alone, without the keys of items: `milestones[m1].due` as `milestones.due`."""
    if "[" not in field:
        return field
    named = _BRACKETS.sub(lambda found: "." + json.loads(found[1]) if found[1] else "", field)
    return named.removeprefix(".") if field.startswith("[") else named
