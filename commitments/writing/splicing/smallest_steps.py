"""Splits a step into the smallest ones, so that values that stay are not rewritten. Knows no text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commitments.edits.steps import Drop, EditStep, Insert, Put
from commitments.model.problem import Pointer


def is_same_value(one: Any, other: Any) -> bool:
    """Whether two values are equal in value and type, so that true is not 1; the order of keys is ignored."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(is_same_value(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same_value, one, other))
    return bool(one == other)


def smallest_steps(record: Mapping[str, Any] | list[Any], step: EditStep) -> Iterator[EditStep]:
    """The smallest steps with the same effect; each holds once those before it are done."""
    container: Any = record
    for key in step.pointer[:-1]:
        container = container[key]
    last: Any = step.pointer[-1]
    exists = isinstance(container, list) or last in container
    if isinstance(step, Put) and exists:
        yield from _put(step.pointer, container[last], step.value)
    else:
        yield step


def _put(pointer: Pointer, old: Any, new: Any) -> Iterator[EditStep]:
    if is_same_value(old, new):
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
    """Steps only for the items between the common head and the common tail of two lists."""
    shorter = min(len(old), len(new))
    head = next((index for index in range(shorter) if not is_same_value(old[index], new[index])), shorter)
    longest_tail = shorter - head
    tail = next((n for n in range(longest_tail) if not is_same_value(old[-1 - n], new[-1 - n])), longest_tail)
    replaced = range(head, shorter - tail)
    for index in replaced:
        yield from _put((*pointer, index), old[index], new[index])
    yield from (Drop((*pointer, index)) for index in reversed(range(replaced.stop, len(old) - tail)))
    yield from (Insert((*pointer, index), new[index]) for index in range(replaced.stop, len(new) - tail))
