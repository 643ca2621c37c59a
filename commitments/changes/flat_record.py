"""A record as one line a field, in an order that does not depend on its text. Nothing reads it back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from commitments.changes.compare import by_key, item_key
from commitments.changes.field_names import below, field_names, item
from commitments.model.fields import DATE_NAMES


def flat(record: Mapping[str, Any], order: Mapping[str, int]) -> Iterator[str]:
    """`milestones[m1].status: met` for each value; fields as in `order`, then any others.

    Items stand in their order. One that is known by nothing stands as `tags[]: water`.
    """
    return _mapping("", record, order)


def _mapping(field: str, record: Mapping[str, Any], order: Mapping[str, int]) -> Iterator[str]:
    way = f"{field_names(field.replace('[]', ''))}." if field else ""
    for name in sorted(record, key=lambda name: order.get(f"{way}{name}", len(order))):
        yield from _value(below(field, name), name, record[name], order)


def _value(field: str, name: str, value: Any, order: Mapping[str, int]) -> Iterator[str]:
    if isinstance(value, dict) and value:
        yield from _mapping(field, value, order)
    elif isinstance(value, list) and value:
        yield from _list(field, name, value, order)
    else:
        yield f"{field}: {_shown(value, name)}"


def _list(field: str, name: str, value: list[Any], order: Mapping[str, int]) -> Iterator[str]:
    keyed = by_key(value, name) is not None
    seen: Counter[str] = Counter()
    for entry in value:
        key = item_key(entry, name) or "" if keyed else ""
        seen[key] += 1
        yield from _value(item(field, key, seen[key]) if keyed else f"{field}[]", "", entry, order)


def _shown(value: Any, name: str) -> str:
    """A value, and a text as it is unless it could be taken for something else."""
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
