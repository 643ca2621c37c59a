"""What the shipped schemas say of each field. Judges no record."""

import json
from functools import cache
from typing import Any

from docs_package import FIELDS
from docs_pages import ROOT

DATE_ADVICE = " Write the date as exactly as it is known: 2026-10-31, 2026-10, 2026-Q4, 2026-H2 or 2026."
"""What each description of a date ends in; tables link to the page on dates instead."""

LABELS = {field.name: field.label for field in FIELDS if field.label}
"""The labels of `commit show`, by field."""


@cache
def schema(name: str = "commitment.schema.json") -> dict[str, Any]:
    """A shipped schema."""
    found: dict[str, Any] = json.loads((ROOT / "commitments/schema" / name).read_text(encoding="utf-8"))
    return found


def field(name: str) -> dict[str, Any]:
    """What the schema says of a field of a record; `x-` stands for own fields."""
    whole = schema()
    found: dict[str, Any] = whole["patternProperties"]["^x-"] if name == "x-" else whole["properties"][name]
    return found


def field_names() -> list[str]:
    """Every field of a record, in the schema's order; own fields last."""
    return [*schema()["properties"], "x-"]


def nested(name: str) -> dict[str, Any]:
    """The object that a field holds, or a list's item, a party of the registry or an event."""
    if name in ("registry", "event"):
        file, definition = {"registry": ("parties", "party"), "event": ("events", "event")}[name]
        found: dict[str, Any] = schema(f"{file}.schema.json")["$defs"][definition]
        return found
    if name in schema()["properties"] and "properties" in field(name):
        return field(name)
    return schema()["$defs"][name]  # type: ignore[no-any-return]


def sub_field(item: str, name: str) -> tuple[bool, str]:
    """Whether an item owes a field, and the field's description without the standing advice on dates."""
    whole = nested(item)
    description: str = whole["properties"][name]["description"]
    return name in whole.get("required", ()), description.removesuffix(DATE_ADVICE)
