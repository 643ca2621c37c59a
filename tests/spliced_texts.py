"""How tables of edits are written: a text, a step, and the text that must come of it. Asserts nothing."""

from __future__ import annotations

from typing import Any

import pytest

from commitments.edits.steps import Drop, EditStep, Insert, Put

Table = dict[str, tuple[str, EditStep, str]]


def put(way: str, value: Any) -> Put:
    return Put(_pointer(way), value)


def insert(way: str, value: Any) -> Insert:
    return Insert(_pointer(way), value)


def drop(way: str) -> Drop:
    return Drop(_pointer(way))


def _pointer(way: str) -> tuple[str | int, ...]:
    return tuple(int(part) if part.isdigit() else part for part in way.split("/"))


def checked(table: Table) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("before", "step", "after"), table.values(), ids=list(table))


LONG = (
    "Much has been said of this, and more will be said of it before the day is over, in "
    "both languages of the MoU."
)
