"""Finds the fields that differ between two states of a record, by meaning. It knows no commit and no file.

These make no difference: the order of keys and of lists, how Unicode composes a letter, a field that is
null instead of absent, an empty list instead of an absent one where its items have keys, and a year
written as a number instead of a text.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count, zip_longest
from typing import Any
from unicodedata import normalize

from commitments.changes.change import FieldChange
from commitments.changes.field_names import child_field_name, item_field_name
from commitments.model.fields import DATE_NAMES, LIST_KEYS

DEFAULT_LIST_KEYS: tuple[tuple[str, ...], ...] = (("id",),)
"""The keys of items in a list that the table of fields does not name; used only if all items have one."""

_Items = Sequence[Mapping[str, Any]]


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[FieldChange]:
    """Every field that differs: in the order of the new state, then the fields that only the old state has.

    Values are given as they were written. Where several items of a list share a key, a number tells them
    apart. It counts the items of the old list in the order of `canonical_text`; added items come after.
    """
    return list(_mapping_changes("", old, new))


def canonical_value(value: Any, name: str = "") -> Any:
    """The form that all values of one meaning share, for a field called `name`."""
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, dict):
        return {key: canonical_value(child, key) for key, child in present_fields(value).items()}
    if isinstance(value, list):
        return sorted(map(canonical_value, value), key=_sorted_json)
    if type(value) is int and name in DATE_NAMES:
        return str(value)
    if type(value) is float:
        return value or 0.0
    return value


def canonical_text(value: Any, name: str = "") -> str:
    """The canonical value as JSON with sorted keys: one text for all values of one meaning."""
    return _sorted_json(canonical_value(value, name))


def _sorted_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _mapping_changes(field: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    before, after = present_fields(old), present_fields(new)
    for name, value in after.items():
        old_value = before.get(name)
        if not _is_plainly_same(old_value, value):
            yield from _value_changes(child_field_name(field, name), name, old_value, value)
    for name, old_value in before.items():
        if name not in after:
            yield from _value_changes(child_field_name(field, name), name, old_value, None)


def _value_changes(field: str, name: str, old: Any, new: Any) -> Iterator[FieldChange]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _mapping_changes(field, old, new)
        return
    if _follows_items(name, old, new):
        before, after = items_by_key(old or [], name), items_by_key(new or [], name)
        if before is not None and after is not None:
            for key in dict.fromkeys(chain(after, before)):
                yield from _item_changes(field, key, before.get(key, ()), after.get(key, ()))
            return
    if canonical_text(old, name) != canonical_text(new, name):
        yield FieldChange(field, old, new)


def _follows_items(name: str, old: Any, new: Any) -> bool:
    """Whether both are lists; one side may lack a list whose keys the table of fields names."""
    are_lists = [isinstance(value, list) for value in (old, new)]
    return all(are_lists) or (name in LIST_KEYS and any(are_lists) and (old is None or new is None))


def _item_changes(field: str, key: str, old: _Items, new: _Items) -> Iterator[FieldChange]:
    """The changes of the items that share one key."""
    for number, before, after in _pair_items(old, new):
        item_field = item_field_name(field, key, number)
        if before is None or after is None:
            yield FieldChange(item_field, before, after)
        elif not _is_plainly_same(before, after):
            yield from _mapping_changes(item_field, before, after)


_Pair = tuple[int, Mapping[str, Any] | None, Mapping[str, Any] | None]


def _pair_items(old: _Items, new: _Items) -> Iterator[_Pair]:
    """Pairs old items with new ones and numbers them: equal items are left out, the others pair in order."""
    if len(old) < 2 and len(new) < 2:
        yield 1, old[0] if old else None, new[0] if new else None
        return
    texts = [canonical_text(entry) for entry in old]
    ranks = sorted(range(len(old)), key=texts.__getitem__)
    numbers = {index: number for number, index in enumerate(ranks, 1)}
    unpaired: defaultdict[str, list[int]] = defaultdict(list)
    for index in reversed(range(len(old))):
        unpaired[texts[index]].append(index)
    changed = [entry for entry in new if not _take_equal(unpaired, canonical_text(entry))]
    new_numbers = count(len(old) + 1)
    for old_index, after in zip_longest(sorted(chain.from_iterable(unpaired.values())), changed):
        if old_index is None:
            yield next(new_numbers), None, after
        else:
            yield numbers[old_index], old[old_index], after


def _take_equal(unpaired: Mapping[str, list[int]], text: str) -> bool:
    """Takes one old item with this text out of `unpaired`; returns whether there was one."""
    indexes = unpaired.get(text)
    if indexes:
        indexes.pop()
        return True
    return False


def items_by_key(items: list[Any], name: str) -> dict[str, list[Mapping[str, Any]]] | None:
    """The items of the list called `name`, by their keys; None where an item has no key."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for entry in items:
        key = item_key(entry, name)
        if key is None:
            return None
        groups.setdefault(key, []).append(entry)
    return groups


def item_key(entry: Any, name: str) -> str | None:
    """The key of an item in the list called `name`; None where it has none."""
    if not isinstance(entry, dict):
        return None
    for first, *others in LIST_KEYS.get(name, DEFAULT_LIST_KEYS):
        key = _field_text(entry, first)
        if key:
            return "/".join([key, *filter(None, (_field_text(entry, other) for other in others))])
    return None


def _field_text(entry: Mapping[str, Any], name: str) -> str:
    """The text in a field; empty where it holds none."""
    text = canonical_value(entry.get(name), name)
    return text if isinstance(text, str) else ""


def present_fields(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields that are not empty, with names in NFC unless that makes two names one."""
    fields = {
        name: value
        for name, value in mapping.items()
        if value is not None and (value != [] or name not in LIST_KEYS)
    }
    if all(map(str.isascii, fields)):
        return fields
    composed = {normalize("NFC", name): value for name, value in fields.items()}
    return composed if len(composed) == len(fields) else fields


def _is_plainly_same(old: Any, new: Any) -> bool:
    """Whether a quick comparison shows no difference; two values of one meaning may still fail it.

    `==` holds 1, 1.0 and True for equal at any depth; their texts differ.
    """
    return old == new and (isinstance(old, str) or repr(old) == repr(new))
