"""Finds the item of a list by its key, and makes a new one. It must not read a path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commitments.changes.compare import DEFAULT_LIST_KEYS, canonical_text, item_key
from commitments.changes.field_names import item_field_name
from commitments.edits.field_notation import ListItem
from commitments.edits.flags import read_date_flag
from commitments.errors import N_, UsageError
from commitments.model.calendar.dates import parse_date
from commitments.model.fields import DATE_NAMES, LIST_KEYS


def find_item(items: Sequence[Any], list_name: str, wanted: ListItem) -> tuple[int | None, int]:
    """The index of an item in a list of that name, and how many have its key.

    Items with one key are counted as `changes.compare` counts them: ordered by their text.
    """
    indexes = _indexes_by_key(items, list_name).get(wanted.key, [])
    return (indexes[wanted.place - 1] if wanted.place <= len(indexes) else None), len(indexes)


def item_names(field: str, items: Sequence[Any]) -> list[str]:
    """The paths of the items of a list, as `--set` takes them."""
    list_name = field.rpartition(".")[2]
    return [
        item_field_name(field, key, place)
        for key, indexes in _indexes_by_key(items, list_name).items()
        for place in range(1, len(indexes) + 1)
    ]


def _indexes_by_key(items: Sequence[Any], list_name: str) -> dict[str, list[int]]:
    indexes_by_key: dict[str, list[int]] = {}
    for index, entry in enumerate(items):
        key = item_key(entry, list_name)
        if key is not None:
            indexes_by_key.setdefault(key, []).append(index)
    return {
        key: sorted(indexes, key=lambda index: canonical_text(items[index]))
        for key, indexes in indexes_by_key.items()
    }


def key_fields(schema_path: str) -> list[str]:
    """The fields that can be the key of an item of a list."""
    return [names[0] for names in LIST_KEYS.get(schema_path.rpartition(".")[2], DEFAULT_LIST_KEYS)]


def new_item(list_name: str, wanted: ListItem, value: Any, path: str) -> dict[str, Any]:
    """A new item with the fields of its key; raises UsageError where the value does not fit the key."""
    if isinstance(value, Mapping):
        fields = {**_fields_of_key(list_name, wanted.key), **value}
        if item_key(fields, list_name) == wanted.key:
            return fields
    raise UsageError(
        N_("{path} is a new item, and its value does not match the key in brackets"),
        N_("Write its fields in YAML, such as {example}; you may leave out those in the brackets."),
        path=path,
        example="{party: acme, role: lead}",
    )


def _fields_of_key(list_name: str, key: str) -> dict[str, Any]:
    """The fields of an item that its key names."""
    choices = LIST_KEYS.get(list_name, DEFAULT_LIST_KEYS)
    key_names = choices[0]
    if list_name == "evidence" and not key.startswith(("http://", "https://")):
        key_names = choices[1]
    values = key.split("/", len(key_names) - 1) if len(key_names) > 1 else [key]
    return {
        field: read_date_flag(value, field) if field in DATE_NAMES and parse_date(value) else value
        for field, value in zip(key_names, values, strict=False)
    }
