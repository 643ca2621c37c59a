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
        before, one, other, now = (each.get(way) for each in (b, o, t, m))
        if isinstance(now, Counter):
            taken = (before - one) + (before - other)
            if now != before - taken + ((one - before) | (other - before)):
                yield f"{way}: {before}, {one} and {other} became {now}"
        elif now != (other if one == before else one) or (other not in (before, now)):
            yield f"{way}: {before}, {one} and {other} became {now}"


def _walk(way: Way, name: str, values: Sequence[Any], found: list[Said]) -> None:
    """Note what stands in one place of all records, None where there is nothing."""
    values = [None if each == [] and name in LISTS else each for each in values]
    there = [each for each in values if each is not None]
    if all(isinstance(each, dict) for each in there):
        _note(way, ["mapping" if each is not None else None for each in values], found)
        for key in dict.fromkeys(key for each in there for key in each):
            _walk((*way, key), key, [each and each.get(key) for each in values], found)
    elif all(isinstance(each, list) for each in there):
        if name not in LISTS:
            _note(way, ["list" if each is not None else None for each in values], found)
        _walk_lists(way, name, [each or [] for each in values], found)
    else:
        _note(way, [None if each is None else canonical(each, name) for each in values], found)


def _walk_lists(way: Way, name: str, lists: list[list[Any]], found: list[Said]) -> None:
    keys = [[_key(name, item) for item in each] for each in lists]
    if any(key is None for each in keys for key in each):
        _note((*way, "*"), [Counter(map(canonical, each)) for each in lists], found)
        return
    for key in dict.fromkeys(key for each in keys for key in each):
        same = [
            [item for item, of in zip(each, names, strict=True) if of == key]
            for each, names in zip(lists, keys, strict=True)
        ]
        if max(map(len, same)) > 1:
            _note((*way, f"[{key}]"), [Counter(map(canonical, each)) for each in same], found)
        else:
            _walk((*way, f"[{key}]"), "", [each[0] if each else None for each in same], found)


def _note(way: Way, said: Sequence[Any], found: list[Said]) -> None:
    for one, each in zip(said, found, strict=True):
        if one is not None:
            each[way] = one


def _key(name: str, item: Any) -> str | None:
    if not isinstance(item, dict):
        return None
    if name == "parties":
        words = [_word(item, each) for each in ("party", "role")]
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
