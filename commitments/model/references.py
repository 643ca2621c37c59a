"""Which records and parties a record names, and where. Judges nothing, and needs no meaning of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commitments.model.problem import Pointer

LINKS = ("part_of", "superseded_by", "depends_on")
"""The fields that name other records; all other references name parties."""

_PARTY_OF = {"parties": "party", "updates": "by", "due_changes": "agreed_by"}


def references(data: Mapping[str, Any], at: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Every reference of a record, or of a milestone at `at`, with the way to it."""
    for link in LINKS:
        for pointer, value in _each(data.get(link), (*at, link)):
            if isinstance(value, str) and not at:
                yield pointer, value
    for field, name in _PARTY_OF.items():
        for pointer, item in _each(data.get(field), (*at, field)):
            if isinstance(item, dict) and isinstance(item.get(name), str):
                yield (*pointer, name), item[name]
    for pointer, item in _each(data.get("milestones"), (*at, "milestones")):
        if isinstance(item, dict) and not at:
            yield from references({"due_changes": item.get("due_changes")}, pointer)


def _each(value: Any, at: Pointer) -> Iterator[tuple[Pointer, Any]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield (*at, index), item
    elif value is not None:
        yield at, value


def joined(found: Iterator[tuple[Pointer, str]], separator: str) -> str:
    """References as one text, for keeping."""
    return separator.join(f"{'/'.join(map(str, at))}={to}" for at, to in found)


def split(text: str, separator: str) -> Iterator[tuple[Pointer, str]]:
    """References from their text."""
    for item in text.split(separator) if text else ():
        way, _, to = item.partition("=")
        yield tuple(int(step) if step.isdigit() else step for step in way.split("/")), to
