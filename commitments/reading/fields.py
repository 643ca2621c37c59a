"""What the fields of a record are called, by the shipped schema. Judges no record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commitments.reading.schema import COMMITMENT, shipped


def schema_fields() -> frozenset[str]:
    """Every field with the way to it, as `milestones.due`; items of lists add no name."""
    return frozenset(field_order())


def field_order() -> Mapping[str, int]:
    """The place of each such field in the order of the schema, which is that of its pages and forms."""
    whole = shipped(COMMITMENT)
    return {name: place for place, name in enumerate(_names(whole, whole["$defs"], ""))}


def _names(part: Any, shared: Any, way: str) -> Iterator[str]:
    part = _referred(part, shared)
    if "items" in part:
        yield from _names(part["items"], shared, way)
    for name, inner in part.get("properties", {}).items():
        yield f"{way}{name}"
        yield from _names(inner, shared, f"{way}{name}.")


def _referred(part: Any, shared: Any) -> Any:
    reference = part.get("$ref")
    return {**shared[reference.rpartition("/")[2]], **part} if reference else part
