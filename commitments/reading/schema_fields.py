"""Lists the fields of a record, their order and kinds, by the shipped schema. Judges no record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from commitments.reading.schema import COMMITMENT, shipped_schema


def schema_fields() -> frozenset[str]:
    """Every field by its path, such as `milestones.due`; the items of a list add no name."""
    return frozenset(field_order())


@cache
def field_order(name: str = COMMITMENT) -> Mapping[str, int]:
    """The position of each field, by its path, in a schema; documents and forms have the same order."""
    schema = shipped_schema(name)
    return {path: place for place, (path, _) in enumerate(_walk_kinds(schema, schema["$defs"], ""))}


@cache
def field_kinds() -> Mapping[str, str]:
    """The kind of each field, by its path: `text`, `date`, `list`, `mapping`, or empty for any other."""
    schema = shipped_schema(COMMITMENT)
    return dict(_walk_kinds(schema, schema["$defs"], ""))


_KINDS = {"string": "text", "array": "list", "object": "mapping"}


def _walk_kinds(node: Any, definitions: Any, prefix: str) -> Iterator[tuple[str, str]]:
    node = _with_definition(node, definitions)
    if "items" in node:
        yield from _walk_kinds(node["items"], definitions, prefix)
    for name, field in node.get("properties", {}).items():
        json_type = _with_definition(field, definitions).get("type", "string" if "enum" in field else "")
        is_date = str(field.get("$ref", "")).endswith("date")
        yield (
            f"{prefix}{name}",
            "date" if is_date else _KINDS.get(json_type if isinstance(json_type, str) else "", ""),
        )
        yield from _walk_kinds(field, definitions, f"{prefix}{name}.")


def _with_definition(node: Any, definitions: Any) -> Any:
    reference = node.get("$ref")
    return {**definitions[reference.rpartition("/")[2]], **node} if reference else node
