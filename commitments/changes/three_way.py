"""What a record means after two sides have changed it, and where they cannot both be right. Sees no text.

A field that only one side changed is as that side has it. Items of lists are followed by what they are
known by. Whatever could be meant in two ways is a clash, and never decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from commitments.changes.compare import by_key, canonical_text, present
from commitments.changes.field_names import below, item
from commitments.model.fields import LIST_KEYS

SEVERAL_A_DAY = frozenset({"updates"})
"""Lists in which items with one key are other items, and not one told twice."""

CHAINS = frozenset({"due_changes"})
"""Lists in which each item goes on from the one before, so that only one side can have added to them."""


class Joined(NamedTuple):
    """What both sides mean together."""

    value: dict[str, Any]
    """Holds in all fields that do not clash."""
    clashes: tuple[str, ...]
    """The fields in which the sides disagree."""


_Items = Sequence[Mapping[str, Any]]


def join(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Joined:
    """The record that has the changes of both sides."""
    joiner = _Joiner([])
    value = joiner.mapping("", base, ours, theirs)
    return Joined(value, tuple(dict.fromkeys(joiner.clashes)))


class _Joiner(NamedTuple):
    """Goes through three states of a record at once, and notes where they clash."""

    clashes: list[str]

    def mapping(
        self, field: str, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
    ) -> dict[str, Any]:
        b, o, t = present(base), present(ours), present(theirs)
        found = {
            name: self._value(below(field, name), name, b.get(name), o.get(name), t.get(name))
            for name in dict.fromkeys(chain(o, t))
        }
        return {name: value for name, value in found.items() if value is not None}

    def _value(self, field: str, name: str, base: Any, ours: Any, theirs: Any) -> Any:
        texts = [canonical_text(entry, name) for entry in (base, ours, theirs)]
        if (one := _of_one(*texts)) is not None:
            return theirs if one else ours
        if all(isinstance(entry, dict) for entry in (base, ours, theirs)):
            return self.mapping(field, base, ours, theirs)
        if isinstance(ours, list) and isinstance(theirs, list):
            return self._list(field, name, base, ours, theirs)
        return self._clash(field, ours)

    def _list(self, field: str, name: str, base: Any, ours: list[Any], theirs: list[Any]) -> Any:
        if base is None and name in LIST_KEYS:
            base = []
        if not isinstance(base, list):
            return self._clash(field, ours)
        b, o, t = (by_key(entry, name) for entry in (base, ours, theirs))
        if b is None or o is None or t is None:
            return self._bag(field, base, ours, theirs)
        if _undecided(name, [*b], [*o], [*t]):
            return self._clash(field, ours)
        return [
            entry
            for key in dict.fromkeys(chain(o, t))
            for entry in self._group(field, name, key, b.get(key, ()), o.get(key, ()), t.get(key, ()))
        ]

    def _group(
        self, field: str, name: str, key: str, base: _Items, ours: _Items, theirs: _Items
    ) -> Iterator[Any]:
        """The items that share one key."""
        here = item(field, key, 1)
        if max(len(base), len(ours), len(theirs)) == 1 and (base or not (ours and theirs)):
            one, other, third = (entry[0] if entry else None for entry in (base, ours, theirs))
            found = self._value(here, "", one, other, third)
            yield from () if found is None else (found,)
        elif (side := _of_one(*(canonical_text([*entry]) for entry in (base, ours, theirs)))) is not None:
            yield from theirs if side else ours
        elif name in SEVERAL_A_DAY:
            yield from self._bag(here, base, ours, theirs)
        else:
            self._clash(here, ours)

    def _bag(self, field: str, base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
        """Items without keys of their own: what each side added and took out, if not both took out."""
        values = {canonical_text(entry): entry for entry in chain(base, theirs, ours)}
        b, o, t = (Counter(map(canonical_text, entry)) for entry in (base, ours, theirs))
        if (b - o) and (b - t):
            self._clash(field, ours)
        left = b - (b - o) - (b - t) + ((o - b) | (t - b))
        return [values[text] for text in left.elements()]

    def _clash(self, field: str, ours: Any) -> Any:
        self.clashes.append(field)
        return ours


def _of_one(base: str, ours: str, theirs: str) -> bool | None:
    """Whether the state of their side holds; None where both sides changed it, and not alike."""
    if ours in (theirs, base):
        return ours != theirs
    return False if theirs == base else None


def _undecided(name: str, base: list[str], ours: list[str], theirs: list[str]) -> bool:
    """Whether the sides put other items in the place of the same, or both go on with a chain."""
    new, other = set(ours) - set(base), set(theirs) - set(base)
    if new == other:
        return False
    replaced = set(base) - set(ours) - set(theirs)
    return bool(replaced) or (name in CHAINS and bool(new) and bool(other))
