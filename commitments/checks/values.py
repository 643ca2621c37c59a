"""What must hold of each date and each address of a record by itself. Compares none with another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commitments.model.dates import parse
from commitments.model.fields import FIELDS, Field, Shape
from commitments.model.problem import Finding, Pointer
from commitments.model.web_address import address_fault

Findings = Iterator[Finding]

_SHOWN = 80
"""How much of a refused value is named."""


def dates_are_real(data: Mapping[str, Any], path: str) -> Findings:
    """Every date of the contract's fields is a day, month … that exists."""
    for pointer, _, value in _values(data, _DATES):
        if isinstance(value, (str, int, float)) and parse(value) is None:
            yield Finding("date-not-real", pointer, {"value": str(value)[:_SHOWN]})


def addresses_can_be_opened(data: Mapping[str, Any], path: str) -> Findings:
    """Every address of the contract's fields names a host, and holds nothing that no address may hold."""
    for pointer, _, value in _values(data, _ADDRESSES):
        if isinstance(value, str) and (fault := address_fault(value)):
            yield Finding("web-address", pointer, {"value": value[:_SHOWN], "reason": fault.value})


_Tree = Mapping[str, tuple[Field, "_Tree"]]
"""Fields by name, each with those that stand in it: only the wanted ones, and what holds them."""


def _tree(fields: tuple[Field, ...], shape: Shape) -> _Tree:
    branches = {field.name: (field, _tree(field.parts, shape)) for field in fields}
    return {
        name: (field, parts) for name, (field, parts) in branches.items() if parts or field.shape is shape
    }


_DATES, _ADDRESSES = _tree(FIELDS, Shape.DATE), _tree(FIELDS, Shape.URL)


def _values(record: Mapping[str, Any], tree: _Tree, at: Pointer = ()) -> Iterator[tuple[Pointer, Field, Any]]:
    """What stands in the fields of a tree, with its place and its field."""
    for name, value in record.items():
        if name not in tree:
            continue
        field, parts = tree[name]
        if not parts:
            yield (*at, name), field, value
        elif isinstance(value, dict):
            yield from _values(value, parts, (*at, name))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    yield from _values(item, parts, (*at, name, index))
