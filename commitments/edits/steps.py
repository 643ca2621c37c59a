"""What an edit does to a record, step by step, over plain values. Knows no YAML and no field by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, NamedTuple, TypeAlias

from commitments.model.problem import Pointer


class Put(NamedTuple):
    """Set a key of a mapping, whether it stands or not, or an item that stands in a list."""

    pointer: Pointer
    value: Any


class Insert(NamedTuple):
    """Put a new item into a list that holds some: before the place that ends the pointer, or at its end."""

    pointer: Pointer
    value: Any


class Drop(NamedTuple):
    """Take out a key or an item, which is not the only one of what holds it."""

    pointer: Pointer


EditStep: TypeAlias = Put | Insert | Drop


def applied(record: Mapping[str, Any], steps: Iterable[EditStep]) -> dict[str, Any]:
    """A copy of the record with the steps done in order; raises ValueError for one that leads nowhere."""
    found = deepcopy(dict(record))
    for step in steps:
        _do(found, step)
    return found


def _do(record: dict[str, Any], step: EditStep) -> None:
    if not step.pointer:
        raise ValueError("a step names a place in the record")
    last = step.pointer[-1]
    inside = _at(record, step.pointer[:-1])
    try:
        match step, inside, last:
            case Put(), dict(), str():
                inside[last] = deepcopy(step.value)
            case Put(), list(), int() if 0 <= last < len(inside):
                inside[last] = deepcopy(step.value)
            case Insert(), list(), int() if inside and 0 <= last <= len(inside):
                inside.insert(last, deepcopy(step.value))
            case Drop(), dict(), str() if len(inside) > 1:
                del inside[last]
            case Drop(), list(), int() if len(inside) > 1 and last >= 0:
                del inside[last]
            case _:
                raise ValueError(f"{step} leads nowhere")
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError(f"{step} leads nowhere") from error


def _at(value: Any, pointer: Pointer) -> Any:
    for step in pointer:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError) as error:
            raise ValueError(f"nothing stands at {pointer}") from error
    return value


def appended(record: Mapping[str, Any], pointer: Pointer, item: Any) -> EditStep:
    """The step that puts an item at the end of a list, which is made where there is none."""
    *above, name = pointer
    inside = _at(record, tuple(above))
    standing = inside.get(name) if isinstance(inside, dict) else None
    if isinstance(standing, list) and standing:
        return Insert((*pointer, len(standing)), item)
    return Put(pointer, [item])
