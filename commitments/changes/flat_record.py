"""Writes a record as one value a field, in an order independent of its text. It reads nothing back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from commitments.changes.compare import item_key, items_by_key
from commitments.changes.field_names import child_field_name, item_field_name, plain_field_name
from commitments.model.fields import DATE_NAMES


def flat_lines(record: Mapping[str, Any], order: Mapping[str, int]) -> Iterator[str]:
    """Yields `milestones[m1].status: met` for each value; fields in `order` come first, then any others.

    Items keep their order. An item without a key is written as `tags[]: water`.
    """
    for field, name, value in _mapping_values("", record, order):
        yield f"{field}: {_value_text(value, name)}"


def flat_values(record: Mapping[str, Any], order: Mapping[str, int]) -> Iterator[tuple[str, Any]]:
    """The field and the value of each line of `flat_lines`."""
    for field, _, value in _mapping_values("", record, order):
        yield field, value


_FlatValue = tuple[str, str, Any]
"""A field as `milestones[m1].status`, its own name, empty for an item of a list, and its value."""


def _mapping_values(field: str, record: Mapping[str, Any], order: Mapping[str, int]) -> Iterator[_FlatValue]:
    prefix = f"{plain_field_name(field.replace('[]', ''))}." if field else ""
    for name in sorted(record, key=lambda name: order.get(f"{prefix}{name}", len(order))):
        yield from _nested_values(child_field_name(field, name), name, record[name], order)


def _nested_values(field: str, name: str, value: Any, order: Mapping[str, int]) -> Iterator[_FlatValue]:
    if isinstance(value, dict) and value:
        yield from _mapping_values(field, value, order)
    elif isinstance(value, list) and value:
        yield from _list_values(field, name, value, order)
    else:
        yield field, name, value


def _list_values(field: str, name: str, value: list[Any], order: Mapping[str, int]) -> Iterator[_FlatValue]:
    has_keys = items_by_key(value, name) is not None
    counts: Counter[str] = Counter()
    for entry in value:
        key = item_key(entry, name) or "" if has_keys else ""
        counts[key] += 1
        item_field = item_field_name(field, key, counts[key]) if has_keys else f"{field}[]"
        yield from _nested_values(item_field, "", entry, order)


def _value_text(value: Any, name: str) -> str:
    """A value as JSON; a text stands as it is unless it could be taken for something else."""
    if isinstance(value, str) and (name in DATE_NAMES or not _is_misleading(value)):
        return value
    return json.dumps(value, ensure_ascii=False)


def _is_misleading(text: str) -> bool:
    if text != text.strip() or "\n" in text or text[:1] in ("", '"', "{", "["):
        return True
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
