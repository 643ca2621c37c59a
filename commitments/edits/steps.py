"""Applies the steps of an edit to plain values. It must not know YAML or any field by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple, TypeAlias

from commitments.model.problem import Pointer


class Put(NamedTuple):
    """Set a key of a mapping, whether it stands or not, or an item that stands in a list."""

    pointer: Pointer
    value: Any


class Insert(NamedTuple):
    """Put a new item into a list that has items: before the index that ends the pointer, or at the end."""

    pointer: Pointer
    value: Any


class Drop(NamedTuple):
    """Take out a key or an item; it must not be the only one of its mapping or list."""

    pointer: Pointer


EditStep: TypeAlias = Put | Insert | Drop


def apply_steps(record: Mapping[str, Any], steps: Iterable[EditStep]) -> dict[str, Any]:
    """A copy of the record with the steps done in order.

    Raises ValueError for a step whose place is not there.
    """
    copy = deepcopy(dict(record))
    for step in steps:
        _do_step(copy, step)
    return copy


def apply_to_list(entries: Sequence[Any], steps: Iterable[EditStep]) -> list[Any]:
    """A copy of a list with the steps done in order; raises ValueError for a step that leads nowhere."""
    copy = deepcopy(list(entries))
    for step in steps:
        _do_step(copy, step)
    return copy


def _do_step(record: dict[str, Any] | list[Any], step: EditStep) -> None:
    if not step.pointer:
        raise ValueError("a step names a place in the record")
    last = step.pointer[-1]
    holder = _value_at(record, step.pointer[:-1])
    try:
        match step, holder, last:
            case Put(), dict(), str():
                holder[last] = deepcopy(step.value)
            case Put(), list(), int() if 0 <= last < len(holder):
                holder[last] = deepcopy(step.value)
            case Insert(), list(), int() if holder and 0 <= last <= len(holder):
                holder.insert(last, deepcopy(step.value))
            case Drop(), dict(), str() if len(holder) > 1:
                del holder[last]
            case Drop(), list(), int() if len(holder) > 1 and last >= 0:
                del holder[last]
            case _:
                raise ValueError(f"{step} leads nowhere")
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError(f"{step} leads nowhere") from error


def _value_at(value: Any, pointer: Pointer) -> Any:
    for key in pointer:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError) as error:
            raise ValueError(f"nothing stands at {pointer}") from error
    return value


def append_step(record: Mapping[str, Any], pointer: Pointer, item: Any) -> EditStep:
    """The step that puts an item at the end of a list, or makes the list with it."""
    *above, name = pointer
    holder = _value_at(record, tuple(above))
    standing = holder.get(name) if isinstance(holder, dict) else None
    if isinstance(standing, list) and standing:
        return Insert((*pointer, len(standing)), item)
    return Put(pointer, [item])
