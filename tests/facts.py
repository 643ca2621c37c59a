"""What records say, laid side by side: the oracle of tests about merging.

It must import nothing from the package: what it holds of keys and of lists is said here a second time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from replay import LISTS, canonical

Way = tuple[str, ...]


class Said(dict[Way, Any]):
    """What one record says: a text at each way to one value, a bag where values have no way of their own."""


def side_by_side(*records: Any) -> list[Said]:
    """What each of some records says, under the same ways in all of them."""
    found = [Said() for _ in records]
    _walk((), "", records, found)
    return found


def lost(base: Any, ours: Any, theirs: Any, merged: Any) -> Iterator[str]:
    """Every edit of either side that a merged record does not have, and whatever nobody asked for."""
    b, o, t, m = side_by_side(base, ours, theirs, merged)
    for way in {**b, **o, **t, **m}:
        before, one, other, now = (item.get(way) for item in (b, o, t, m))
        if isinstance(now, Counter):
            taken = (before - one) + (before - other)
            if now != before - taken + ((one - before) | (other - before)):
                yield f"{way}: {before}, {one} and {other} became {now}"
        elif now != (other if one == before else one) or (other not in (before, now)):
            yield f"{way}: {before}, {one} and {other} became {now}"


def _walk(way: Way, name: str, values: Sequence[Any], found: list[Said]) -> None:
    """Note what stands in one place of all records, None where there is nothing."""
    values = [None if value == [] and name in LISTS else value for value in values]
    there = [value for value in values if value is not None]
    if all(isinstance(item, dict) for item in there):
        _note(way, ["mapping" if value is not None else None for value in values], found)
        for key in dict.fromkeys(key for item in there for key in item):
            _walk((*way, key), key, [value and value.get(key) for value in values], found)
    elif all(isinstance(item, list) for item in there):
        if name not in LISTS:
            _note(way, ["list" if value is not None else None for value in values], found)
        _walk_lists(way, name, [value or [] for value in values], found)
    else:
        _note(way, [None if value is None else canonical(value, name) for value in values], found)


def _walk_lists(way: Way, name: str, lists: list[list[Any]], found: list[Said]) -> None:
    keys = [[_key(name, item) for item in entry] for entry in lists]
    if any(key is None for entry in keys for key in entry):
        _note((*way, "*"), [Counter(map(canonical, entry)) for entry in lists], found)
        return
    for key in dict.fromkeys(key for entry in keys for key in entry):
        same = [
            [item for item, of in zip(entry, names, strict=True) if of == key]
            for entry, names in zip(lists, keys, strict=True)
        ]
        if max(map(len, same)) > 1:
            _note((*way, f"[{key}]"), [Counter(map(canonical, entry)) for entry in same], found)
        else:
            _walk((*way, f"[{key}]"), "", [entry[0] if entry else None for entry in same], found)


def _note(way: Way, said: Sequence[Any], found: list[Said]) -> None:
    for one, sentence in zip(said, found, strict=True):
        if one is not None:
            sentence[way] = one


def _key(name: str, item: Any) -> str | None:
    if not isinstance(item, dict):
        return None
    if name == "parties":
        words = [_word(item, entry) for entry in ("party", "role")]
        return "/".join(filter(None, words)) if words[0] else None
    if name == "evidence":
        return _word(item, "url") or _word(item, "title") or _word(item, "date") or None
    field = {"updates": "date", "due_changes": "date", "held": "occurrence"}.get(name, "id")
    return _word(item, field) or None


def _word(item: Any, field: str) -> str:
    value = item.get(field)
    if type(value) is int and field in ("date", "occurrence"):
        return str(value)
    return value if isinstance(value, str) else ""
