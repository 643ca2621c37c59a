"""Which records and parties a record names, and where. Judges nothing, and needs no meaning of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from commitments.model.problem import Pointer

LINKS = ("part_of", "superseded_by", "depends_on")
"""The fields that name other records; all other references name parties."""

References = Mapping[str, Sequence[tuple[str, str]]]
"""What each file refers to, by its path: the way there, and which record or party."""

_PARTY_OF = {"parties": "party", "updates": "by", "due_changes": "agreed_by"}


def references(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every reference of a record, with the way to it: its steps, with a slash between."""
    for link in LINKS:
        value = data.get(link)
        if isinstance(value, str):
            yield link, value
        elif isinstance(value, list):
            yield from ((f"{link}/{at}", each) for at, each in enumerate(value) if isinstance(each, str))
    for field, name in _PARTY_OF.items():
        if field in data:
            yield from _in_items(data[field], field, name)
    milestones = data.get("milestones")
    if isinstance(milestones, list):
        for at, each in enumerate(milestones):
            if isinstance(each, dict) and "due_changes" in each:
                yield from _in_items(each["due_changes"], f"milestones/{at}/due_changes", "agreed_by")


def _in_items(value: Any, way: str, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict) and isinstance(item.get(name), str):
                yield f"{way}/{index}/{name}", item[name]


def joined(found: Iterable[tuple[str, str]], separator: str) -> str:
    """References as one text, for keeping; an id that cannot be shown is another rule's fault."""
    return separator.join([f"{way}={to}" for way, to in found if to.isprintable()])


def split(text: str, separator: str) -> list[tuple[str, str]]:
    """References from their text."""
    found = []
    for item in text.split(separator) if text else ():
        way, _, to = item.partition("=")
        found.append((way, to))
    return found


def pointer(way: str) -> Pointer:
    """A way, step by step."""
    return tuple(int(step) if step.isdigit() else step for step in way.split("/"))
