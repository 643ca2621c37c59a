"""yamale: our schema in its own language, made from ours as far as that language goes."""

import json
from collections.abc import Iterator
from typing import Any

from bench.peer import Site
from bench.workspace import SCHEMA

Schema = dict[str, Any]


def lay_out(site: Site) -> None:
    site.write("schema.yaml", schema())


def schema() -> Iterator[str]:
    """A document for the record, then one for all that it includes."""
    whole = json.loads(SCHEMA.read_bytes())
    yield from _mapping(whole)
    yield "x-file-number: str(required=False)"
    yield "---"
    for name, part in (*whole["$defs"].items(), *_inline(whole)):
        if part.get("type") == "object":
            yield f"{name}:"
            yield from (f"  {line}" for line in _mapping(part))


def _inline(whole: Schema) -> Iterator[tuple[str, Schema]]:
    for owner in (whole, *whole["$defs"].values()):
        for name, part in owner.get("properties", {}).items():
            if "properties" in part:
                yield name, part


def _mapping(part: Schema) -> Iterator[str]:
    definitions = json.loads(SCHEMA.read_bytes())["$defs"]
    for key, value in part["properties"].items():
        is_required = key in part.get("required", ())
        yield f"{key}: {_validator(key, value, definitions, '' if is_required else 'required=False')}"


def _validator(key: str, part: Schema, definitions: Schema, option: str = "") -> str:
    """The words for a value, with an option behind those that its kind has."""
    name = part.get("$ref", "").rpartition("/")[2]
    whole = definitions.get(name, part)
    match whole:
        case {"type": "object"}:
            return _call("include", repr(name or key), option)
        case {"type": "array", "items": items}:
            return _call("list", _validator(key, items, definitions), "min=1", option)
        case {"enum": values}:
            return _call("enum", *map(repr, values), option)
        case {"type": "boolean"}:
            return _call("bool", option)
        case {"type": ["string", "integer"]}:
            pattern = whole["pattern"]
            return _call("any", "day()", "int(min=1000, max=9999)", _call("regex", repr(pattern)), option)
        case {"type": "integer", "minimum": minimum, "maximum": maximum}:
            return _call("int", f"min={minimum}", f"max={maximum}", option)
        case {"pattern": pattern} if name in ("id", "party_id", "url"):
            return _call("regex", repr(pattern), option)
        case _:
            return _call("str", "min=1", f"max={whole['maxLength']}", option)


def _call(name: str, *arguments: str) -> str:
    return f"{name}({', '.join(argument for argument in arguments if argument)})"
