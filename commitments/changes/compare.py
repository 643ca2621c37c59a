"""Which fields differ between two states of a record, by meaning. Knows no commit and no file.

Neither the order of keys nor that of lists matters, nor how Unicode composes a letter, and a field
that is null is as one that is absent; so is an empty list whose items would have keys. A date that is
a whole year is the same as number and as text.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count, zip_longest
from typing import Any
from unicodedata import normalize

from commitments.changes.change import FieldChange
from commitments.changes.field_names import below, item
from commitments.model.fields import DATE_NAMES, LIST_KEYS

ANY_LIST: tuple[tuple[str, ...], ...] = (("id",),)
"""By what the items of a list are known that the table of fields does not name, if all of them are."""

_Items = Sequence[Mapping[str, Any]]


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[FieldChange]:
    """Every field that differs: in the order of the new state, then those of the old one alone.

    Values are shown as they were written. Where several items of a list have one key, a number
    counts them in the old list, ordered by `canonical_text`; added ones have the numbers after.
    """
    return list(_mappings("", old, new))


def canonical(value: Any, name: str = "") -> Any:
    """The one form of all values that mean the same, where they stand in a field of that name."""
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, dict):
        return {key: canonical(entry, key) for key, entry in present(value).items()}
    if isinstance(value, list):
        return sorted(map(canonical, value), key=_text)
    if type(value) is int and name in DATE_NAMES:
        return str(value)
    if type(value) is float:
        return value or 0.0
    return value


def canonical_text(value: Any, name: str = "") -> str:
    """`canonical`, as JSON with sorted keys: one text for all values that mean the same."""
    return _text(canonical(value, name))


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _mappings(field: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    before, after = present(old), present(new)
    for name, value in after.items():
        was = before.get(name)
        if not _plainly_same(was, value):
            yield from _values(below(field, name), name, was, value)
    for name, was in before.items():
        if name not in after:
            yield from _values(below(field, name), name, was, None)


def _values(field: str, name: str, old: Any, new: Any) -> Iterator[FieldChange]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _mappings(field, old, new)
        return
    if _follows_items(name, old, new):
        before, after = by_key(old or [], name), by_key(new or [], name)
        if before is not None and after is not None:
            for key in dict.fromkeys(chain(after, before)):
                yield from _items(field, key, before.get(key, ()), after.get(key, ()))
            return
    if canonical_text(old, name) != canonical_text(new, name):
        yield FieldChange(field, old, new)


def _follows_items(name: str, old: Any, new: Any) -> bool:
    """Whether both are lists; a list whose items have keys by its name may be missing on one side."""
    lists = [isinstance(entry, list) for entry in (old, new)]
    return all(lists) or (name in LIST_KEYS and any(lists) and (old is None or new is None))


def _items(field: str, key: str, old: _Items, new: _Items) -> Iterator[FieldChange]:
    """The rows of the items that share one key."""
    for place, before, after in _paired(old, new):
        here = item(field, key, place)
        if before is None or after is None:
            yield FieldChange(here, before, after)
        elif not _plainly_same(before, after):
            yield from _mappings(here, before, after)


_Pair = tuple[int, Mapping[str, Any] | None, Mapping[str, Any] | None]


def _paired(old: _Items, new: _Items) -> Iterator[_Pair]:
    """Which item was which, and its number: what is equal is left out, the rest goes in order."""
    if len(old) < 2 and len(new) < 2:
        yield 1, old[0] if old else None, new[0] if new else None
        return
    texts = [canonical_text(entry) for entry in old]
    places = {index: place for place, index in enumerate(sorted(range(len(old)), key=texts.__getitem__), 1)}
    left: defaultdict[str, list[int]] = defaultdict(list)
    for index in reversed(range(len(old))):
        left[texts[index]].append(index)
    rest = [entry for entry in new if not _taken(left, canonical_text(entry))]
    free = count(len(old) + 1)
    for at, after in zip_longest(sorted(chain.from_iterable(left.values())), rest):
        yield (next(free), None, after) if at is None else (places[at], old[at], after)


def _taken(left: Mapping[str, list[int]], text: str) -> bool:
    """Whether an item with that text was left, and now is not."""
    indexes = left.get(text)
    if indexes:
        indexes.pop()
        return True
    return False


def by_key(items: list[Any], name: str) -> dict[str, list[Mapping[str, Any]]] | None:
    """The items of a list of that name by what they are known by; None where one of them has no such key."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for entry in items:
        key = item_key(entry, name)
        if key is None:
            return None
        found.setdefault(key, []).append(entry)
    return found


def item_key(entry: Any, name: str) -> str | None:
    """What an item of a list of that name is known by."""
    if not isinstance(entry, dict):
        return None
    for first, *others in LIST_KEYS.get(name, ANY_LIST):
        key = _word(entry, first)
        if key:
            return "/".join([key, *filter(None, (_word(entry, name) for name in others))])
    return None


def _word(entry: Mapping[str, Any], name: str) -> str:
    """The text that a field holds, or nothing."""
    word = canonical(entry.get(name), name)
    return word if isinstance(word, str) else ""


def present(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without what is empty, and with names in NFC, unless that made two names one."""
    found = {
        name: value
        for name, value in mapping.items()
        if value is not None and (value != [] or name not in LIST_KEYS)
    }
    if all(map(str.isascii, found)):
        return found
    composed = {normalize("NFC", name): value for name, value in found.items()}
    return composed if len(composed) == len(found) else found


def _plainly_same(old: Any, new: Any) -> bool:
    """Whether a quick look shows no difference. Not all that means the same passes.

    `==` takes 1, 1.0 and True for one another, at any depth; their texts differ.
    """
    return old == new and (isinstance(old, str) or repr(old) == repr(new))
