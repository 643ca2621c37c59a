"""Which item of a list a key names, and what it makes of a new one. Reads no path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commitments.changes.compare import ANY_LIST, canonical_text, item_key
from commitments.changes.field_names import item
from commitments.edits.field_notation import Item
from commitments.edits.flags import written
from commitments.errors import N_, CommitmentsError
from commitments.model.dates import parse
from commitments.model.fields import DATE_NAMES, LIST_KEYS


def found_item(items: Sequence[Any], name: str, wanted: Item) -> tuple[int | None, int]:
    """The index of an item in a list of that name, and how many have its key.

    Those with one key are counted as `compare` counts them: ordered by what they hold.
    """
    indexes = _ordered(items, name).get(wanted.key, [])
    return (indexes[wanted.place - 1] if wanted.place <= len(indexes) else None), len(indexes)


def known_items(field: str, items: Sequence[Any]) -> list[str]:
    """What the items of a list are called."""
    name = field.rpartition(".")[2]
    return [
        item(field, key, place)
        for key, indexes in _ordered(items, name).items()
        for place in range(1, len(indexes) + 1)
    ]


def _ordered(items: Sequence[Any], name: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, entry in enumerate(items):
        key = item_key(entry, name)
        if key is not None:
            found.setdefault(key, []).append(index)
    return {
        key: sorted(indexes, key=lambda index: canonical_text(items[index])) for key, indexes in found.items()
    }


def key_fields(way: str) -> list[str]:
    """By which fields the items of a list are known."""
    return [names[0] for names in LIST_KEYS.get(way.rpartition(".")[2], ANY_LIST)]


def filled(name: str, wanted: Item, value: Any, path: str) -> dict[str, Any]:
    """A new item with what its key says; raises CommitmentsError where it says otherwise itself."""
    if isinstance(value, Mapping):
        told = {**_told(name, wanted.key), **value}
        if item_key(told, name) == wanted.key:
            return told
    raise CommitmentsError(
        N_("{path} is a new item, and its value does not fit that key"),
        N_("Write its fields in YAML, such as {example}; those in the brackets may be left out."),
        path=path,
        example="{party: acme, role: lead}",
    )


def _told(name: str, key: str) -> dict[str, Any]:
    """The fields that a key holds."""
    choices = LIST_KEYS.get(name, ANY_LIST)
    names = choices[0]
    if name == "evidence" and not key.startswith(("http://", "https://")):
        names = choices[1]
    values = key.split("/", len(names) - 1) if len(names) > 1 else [key]
    return {
        field: written(entry, field) if field in DATE_NAMES and parse(entry) else entry
        for field, entry in zip(names, values, strict=False)
    }
