"""What the fields of a record are called, by the shipped schema. Judges no record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from commitments.reading.schema import COMMITMENT, shipped


def schema_fields() -> frozenset[str]:
    """Every field with the way to it, as `milestones.due`; items of lists add no name."""
    return frozenset(field_order())


@cache
def field_order() -> Mapping[str, int]:
    """The place of each such field in the order of the schema, which is that of its pages and forms."""
    whole = shipped(COMMITMENT)
    return {name: place for place, (name, _) in enumerate(_kinds(whole, whole["$defs"], ""))}


@cache
def field_kinds() -> Mapping[str, str]:
    """What the schema wants in each such field: `text`, `date`, `list`, `mapping`, or empty for any other."""
    whole = shipped(COMMITMENT)
    return dict(_kinds(whole, whole["$defs"], ""))


_KINDS = {"string": "text", "array": "list", "object": "mapping"}


def _kinds(part: Any, shared: Any, way: str) -> Iterator[tuple[str, str]]:
    part = _referred(part, shared)
    if "items" in part:
        yield from _kinds(part["items"], shared, way)
    for name, inner in part.get("properties", {}).items():
        kind = _referred(inner, shared).get("type", "string" if "enum" in inner else "")
        is_date = str(inner.get("$ref", "")).endswith("date")
        yield f"{way}{name}", "date" if is_date else _KINDS.get(kind if isinstance(kind, str) else "", "")
        yield from _kinds(inner, shared, f"{way}{name}.")


def _referred(part: Any, shared: Any) -> Any:
    reference = part.get("$ref")
    return {**shared[reference.rpartition("/")[2]], **part} if reference else part
