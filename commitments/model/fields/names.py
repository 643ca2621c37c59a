"""Derives lookups from the table of fields: by path, by name. It holds no row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from commitments.model.fields.field import Field, Shape, Tense
from commitments.model.fields.rows import FIELDS


def _walk_fields(fields: Iterable[Field] = FIELDS, prefix: str = "") -> Iterator[tuple[str, Field]]:
    """Yields every field with its path, as `milestones.due`; items of lists add no name."""
    for field in fields:
        path = f"{prefix}{field.name}"
        yield path, field
        yield from _walk_fields(field.parts, f"{path}.")


BY_PATH: Mapping[str, Field] = dict(_walk_fields())
"""Every field by its path."""

_ALL_FIELDS = tuple(BY_PATH.values())

DATE_NAMES = frozenset(field.name for field in _ALL_FIELDS if field.shape is Shape.DATE)
"""The names of fields that hold a date; no other field of a record has such a name."""

HAPPENED_NAMES = frozenset(field.name for field in _ALL_FIELDS if field.tense is Tense.HAPPENED)
"""The names of fields that hold the date of a past event."""

PARTY_NAMES = frozenset(field.name for field in _ALL_FIELDS if field.shape is Shape.PARTY)
"""The names of fields that hold the id of a party."""

LIST_KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    field.name: field.keys for field in _ALL_FIELDS if field.keys
}
"""The choices of fields by which the items of a list are known, by the name of the list.

The first choice counts whose first field holds a text.
"""

LIST_ORDER: Mapping[str, str] = {field.name: field.in_order_of for field in _ALL_FIELDS if field.in_order_of}
"""The date fields that order the items of a list, by the name of the list."""


def named_by_path(fields: Iterable[Field] = FIELDS) -> Mapping[str, Field]:
    """Fields with a noun, by their path from the record or from the item of a list in which they stand."""
    list_paths = [path for path, field in BY_PATH.items() if field.keys]
    named: dict[str, Field] = {}
    for path, field in _walk_fields(fields):
        path_in_item = path
        for list_path in list_paths:
            if path.startswith(f"{list_path}."):
                path_in_item = path.removeprefix(f"{list_path}.")
        if field.noun:
            named.setdefault(path_in_item, field)
    return named
