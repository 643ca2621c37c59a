"""Renames what the steps of an edit refer to. It must not know who calls a record or a party what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from commitments.edits.steps import Drop, EditStep
from commitments.model.fields import Shape
from commitments.model.problem import Pointer
from commitments.model.references import with_renamed_references


def with_own_references(steps: Iterable[EditStep], rename: Callable[[Shape, str], str]) -> list[EditStep]:
    """The steps with each record, party and event that they write called what `rename` says."""
    return [step if isinstance(step, Drop) else _renamed(step, rename) for step in steps]


def _renamed(step: Any, rename: Callable[[Shape, str], str]) -> Any:
    record = with_renamed_references(_record_with(step.pointer, step.value), rename)
    return step._replace(value=_only_value(record, len(step.pointer)))


def _record_with(pointer: Pointer, value: Any) -> Any:
    """A record that holds nothing but a value at a place; an item of a list stands alone in it."""
    for key in reversed(pointer):
        value = {key: value} if isinstance(key, str) else [value]
    return value


def _only_value(record: Any, depth: int) -> Any:
    for _ in range(depth):
        (record,) = record.values() if isinstance(record, dict) else record
    return record
