"""Merges two changed states of a record by meaning, and names the fields that clash. It sees no text.

A field that only one side changed is taken from that side. Items of lists are followed by their keys.
Whatever could be meant in two ways is a clash, which people decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from commitments.changes.compare import canonical_text, items_by_key, present_fields
from commitments.changes.field_names import child_field_name, item_field_name
from commitments.model.fields import LIST_KEYS

_SEVERAL_A_KEY = frozenset({"updates"})
"""Lists in which two items with one key are two things, and not one thing written twice."""

_CHAINS = frozenset({"due_changes"})
"""Lists in which each item continues the one before, so that only one side can have added to them."""


class MergedRecord(NamedTuple):
    """The record that both sides mean together."""

    value: dict[str, Any]
    """The merged record; in a field that clashes it has our value."""
    clashes: tuple[str, ...]
    """The fields in which the sides disagree."""


_Items = Sequence[Mapping[str, Any]]


def merge_sides(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> MergedRecord:
    """Merges the changes of both sides into one record."""
    merger = _Merger([])
    value = merger.merge_mapping("", base, ours, theirs)
    return MergedRecord(value, tuple(dict.fromkeys(merger.clashes)))


class _Merger(NamedTuple):
    """Goes through three states of a record at once, and notes where they clash."""

    clashes: list[str]

    def merge_mapping(
        self, field: str, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
    ) -> dict[str, Any]:
        b, o, t = present_fields(base), present_fields(ours), present_fields(theirs)
        merged = {
            name: self._merge_value(
                child_field_name(field, name), name, b.get(name), o.get(name), t.get(name)
            )
            for name in dict.fromkeys(chain(o, t))
        }
        return {name: value for name, value in merged.items() if value is not None}

    def _merge_value(self, field: str, name: str, base: Any, ours: Any, theirs: Any) -> Any:
        texts = [canonical_text(state, name) for state in (base, ours, theirs)]
        if (takes_theirs := _takes_theirs(*texts)) is not None:
            return theirs if takes_theirs else ours
        if all(isinstance(state, dict) for state in (base, ours, theirs)):
            return self.merge_mapping(field, base, ours, theirs)
        if isinstance(ours, list) and isinstance(theirs, list):
            return self._merge_list(field, name, base, ours, theirs)
        return self._note_clash(field, ours)

    def _merge_list(self, field: str, name: str, base: Any, ours: list[Any], theirs: list[Any]) -> Any:
        if base is None and name in LIST_KEYS:
            base = []
        if not isinstance(base, list):
            return self._note_clash(field, ours)
        b, o, t = (items_by_key(state, name) for state in (base, ours, theirs))
        if b is None or o is None or t is None:
            return self._merge_without_keys(field, base, ours, theirs)
        if _is_ambiguous(name, [*b], [*o], [*t]):
            return self._note_clash(field, ours)
        return [
            merged
            for key in dict.fromkeys(chain(o, t))
            for merged in self._merge_key(field, name, key, b.get(key, ()), o.get(key, ()), t.get(key, ()))
        ]

    def _merge_key(
        self, field: str, name: str, key: str, base: _Items, ours: _Items, theirs: _Items
    ) -> Iterator[Any]:
        """Merges the items that share one key."""
        item_field = item_field_name(field, key, 1)
        if max(len(base), len(ours), len(theirs)) == 1 and (base or not (ours and theirs)):
            b, o, t = (items[0] if items else None for items in (base, ours, theirs))
            merged = self._merge_value(item_field, "", b, o, t)
            yield from () if merged is None else (merged,)
        elif (
            takes := _takes_theirs(*(canonical_text([*items]) for items in (base, ours, theirs)))
        ) is not None:
            yield from theirs if takes else ours
        elif name in _SEVERAL_A_KEY:
            yield from self._merge_without_keys(item_field, base, ours, theirs)
        else:
            yield from self._note_clash(item_field, ours)

    def _merge_without_keys(
        self, field: str, base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]
    ) -> list[Any]:
        """Keeps what each side added and drops what one side dropped; it clashes where both dropped."""
        values = {canonical_text(value): value for value in chain(base, theirs, ours)}
        b, o, t = (Counter(map(canonical_text, state)) for state in (base, ours, theirs))
        if (b - o) and (b - t):
            return list(self._note_clash(field, ours))
        merged = b - (b - o) - (b - t) + ((o - b) | (t - b))
        return [values[text] for text in merged.elements()]

    def _note_clash(self, field: str, ours: Any) -> Any:
        self.clashes.append(field)
        return ours


def _takes_theirs(base: str, ours: str, theirs: str) -> bool | None:
    """Whether the state of their side holds; None where both sides changed it, and not alike."""
    if ours in (theirs, base):
        return ours != theirs
    return False if theirs == base else None


def _is_ambiguous(name: str, base: list[str], ours: list[str], theirs: list[str]) -> bool:
    """Whether the sides replaced the same item by different ones, or both continued a chain."""
    added_by_us, added_by_them = set(ours) - set(base), set(theirs) - set(base)
    if added_by_us == added_by_them:
        return False
    replaced = set(base) - set(ours) - set(theirs)
    return bool(replaced) or (name in _CHAINS and bool(added_by_us) and bool(added_by_them))
