"""Names a changed field: `title.vi`, `milestones[m1].due`, `x-own["a.b"]`. It compares nothing."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_MISLEADING = re.compile(r'[\\\]]|\A"|#(?=[0-9]+\Z)')
"""What looks, in the key of an item, like its end, like a key of a mapping or like a number."""
_BRACKETS = re.compile(r'\[("(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")\]|\[(?:[^\]\\]|\\.)*\]')
"""A key of a mapping as a JSON string, or the key of an item."""


def child_field_name(field: str, key: str) -> str:
    """The name of a key of the mapping in `field`, or of the whole record where `field` is empty."""
    if not _PLAIN.fullmatch(key):
        return f"{field}[{json.dumps(key, ensure_ascii=False)}]"
    return f"{field}.{key}" if field else key


def item_field_name(field: str, key: str, place: int) -> str:
    """The name of an item of the list in `field`; `place` counts the items with one key, from 1.

    A backslash stands before what would mislead: the key of an item then never begins with a quotation
    mark, as the bracketed keys of mappings do, and only numbers look like numbers.
    """
    safe_key = _MISLEADING.sub(r"\\\g<0>", key)
    return f"{field}[{safe_key}]" if place == 1 else f"{field}[{safe_key}#{place}]"


def plain_field_name(field: str) -> str:
    """The name of a field without the keys of items: `milestones[m1].due` becomes `milestones.due`."""
    if "[" not in field:
        return field
    names = _BRACKETS.sub(lambda match: "." + json.loads(match[1]) if match[1] else "", field)
    return names.removeprefix(".") if field.startswith("[") else names
