"""A step taken apart into the smallest ones, so that nothing is rewritten that stays. Knows no text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commitments.edits.steps import Drop, EditStep, Insert, Put
from commitments.model.problem import Pointer


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal in type too, so that true is not 1; the order of keys means nothing."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def smaller(record: Mapping[str, Any], step: EditStep) -> Iterator[EditStep]:
    """The steps that a step comes to, each told once those before it are done."""
    inside: Any = record
    for item in step.pointer[:-1]:
        inside = inside[item]
    last: Any = step.pointer[-1]
    stands = isinstance(inside, list) or last in inside
    if isinstance(step, Put) and stands:
        yield from _put(step.pointer, inside[last], step.value)
    else:
        yield step


def _put(pointer: Pointer, old: Any, new: Any) -> Iterator[EditStep]:
    if same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict) and old and new:
        yield from _put_mapping(pointer, old, new)
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _put_list(pointer, old, new)
    else:
        yield Put(pointer, new)


def _put_mapping(pointer: Pointer, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[EditStep]:
    for key, value in new.items():
        if key in old:
            yield from _put((*pointer, key), old[key], value)
        else:
            yield Put((*pointer, key), value)
    yield from (Drop((*pointer, key)) for key in old if key not in new)


def _put_list(pointer: Pointer, old: list[Any], new: list[Any]) -> Iterator[EditStep]:
    """What both begin with stays, and what both end with."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if not same(old[at], new[at])), most)
    tail = next((at for at in range(most - head) if not same(old[-1 - at], new[-1 - at])), most - head)
    both = range(head, most - tail)
    for at in both:
        yield from _put((*pointer, at), old[at], new[at])
    yield from (Drop((*pointer, at)) for at in reversed(range(both.stop, len(old) - tail)))
    yield from (Insert((*pointer, at), new[at]) for at in range(both.stop, len(new) - tail))
