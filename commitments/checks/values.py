"""What must hold of each date and each address of a record by itself. Compares none with another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commitments.model.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    LIKELY_FROM,
    LIKELY_UNTIL,
    SPREADSHEETS_BEGIN,
    Precision,
    Span,
    in_common_era,
    parse,
)
from commitments.model.fields import FIELDS, Field, Shape
from commitments.model.problem import Finding, Pointer
from commitments.model.recurrence import read_rule
from commitments.model.web_address import address_fault

Findings = Iterator[Finding]

_SHOWN = 80
"""How much of a refused value is named."""


def dates_and_addresses_hold(data: Mapping[str, Any], path: str) -> Findings:
    """Every date exists and is of our time, and every address can be opened."""
    for pointer, field, value in _values(data, _JUDGED):
        if field.shape is Shape.URL:
            yield from _can_be_opened(value, pointer)
        elif span := parse(value):
            yield from _of_our_time(span, field.likely_from, pointer)
        elif isinstance(value, (str, int, float)):
            yield Finding("date-not-real", pointer, {"value": str(value)[:_SHOWN]})
    until = _until(data.get("repeats"))
    if until is not None:
        yield from _of_our_time(until, LIKELY_FROM, ("repeats", "rule"))


def _of_our_time(span: Span, likely_from: int, at: Pointer) -> Findings:
    if span.lies_within(likely_from, LIKELY_UNTIL):
        return
    if not span.lies_within(FIRST_YEAR, LAST_YEAR):
        values = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR), "nearest": in_common_era(span.text)}
        yield Finding("year-out-of-range", at, {"value": span.text, **values})
    else:
        values = {"first": str(likely_from), "last": str(LIKELY_UNTIL), "nearest": _typed_year(span)}
        yield Finding("date-implausible", at, {"value": span.text, **values})


def _typed_year(span: Span) -> str:
    """The year that a spreadsheet shows as a day, where it was typed into a cell for dates; else empty."""
    day = span.earliest if span.precision is Precision.DAY else None
    number = (day - SPREADSHEETS_BEGIN).days if day else 0
    return str(number) if FIRST_YEAR <= number <= LAST_YEAR else ""


def _until(repeats: object) -> Span | None:
    """The last day of a rule of recurrence, where it names one."""
    rule = repeats.get("rule") if isinstance(repeats, dict) else None
    read = read_rule(rule) if isinstance(rule, str) else None
    return parse(read.until.isoformat()) if read and read.until else None


def _can_be_opened(value: object, at: Pointer) -> Findings:
    if isinstance(value, str) and (fault := address_fault(value)):
        yield Finding("web-address", at, {"value": value[:_SHOWN], "reason": fault.value})


_Tree = Mapping[str, tuple[Field, "_Tree"]]
"""Fields by name, each with those that stand in it."""


def _tree(fields: tuple[Field, ...]) -> _Tree:
    """The dates and addresses among fields, and what holds some."""
    branches = {field.name: (field, _tree(field.parts)) for field in fields}
    judged = (Shape.DATE, Shape.URL)
    return {
        name: (field, parts) for name, (field, parts) in branches.items() if parts or field.shape in judged
    }


_JUDGED = _tree(FIELDS)


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
