"""Checks each date and each web address of a record by itself. It compares none with another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commitments.model.calendar.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    LIKELY_FROM,
    LIKELY_UNTIL,
    SPREADSHEETS_BEGIN,
    Precision,
    Span,
    in_common_era,
    parse_date,
)
from commitments.model.calendar.recurrence import read_rule
from commitments.model.fields import FIELDS, Field, Shape
from commitments.model.problem import Finding, Pointer
from commitments.model.web_address import address_fault

Findings = Iterator[Finding]

_MOST_CHARACTERS = 80
"""How many characters of a refused value a message shows."""


def dates_and_addresses_hold(data: Mapping[str, Any], path: str) -> Findings:
    """Every date exists and lies in a likely year, and every web address can be opened."""
    for pointer, field, value in _field_values(data, _CHECKED_FIELDS):
        if field.shape is Shape.URL:
            yield from address_findings(value, pointer)
        else:
            yield from date_findings(value, field.likely_from, pointer)
    until = _until_date(data.get("repeats"))
    if until is not None:
        yield from _year_findings(until, LIKELY_FROM, ("repeats", "rule"))


def date_findings(value: object, likely_from: int, pointer: Pointer) -> Findings:
    """The findings of a value that should be a date (EDTF) in a year from `likely_from`."""
    if span := parse_date(value):
        yield from _year_findings(span, likely_from, pointer)
    elif isinstance(value, (str, int, float)):
        yield Finding("date-not-real", pointer, {"value": str(value)[:_MOST_CHARACTERS]})


def _year_findings(span: Span, likely_from: int, at: Pointer) -> Findings:
    if span.lies_within(likely_from, LIKELY_UNTIL):
        return
    if not span.lies_within(FIRST_YEAR, LAST_YEAR):
        values = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR), "nearest": in_common_era(span.text)}
        yield Finding("year-out-of-range", at, {"value": span.text, **values})
    else:
        values = {"first": str(likely_from), "last": str(LIKELY_UNTIL), "nearest": _typed_year(span)}
        yield Finding("date-implausible", at, {"value": span.text, **values})


def _typed_year(span: Span) -> str:
    """The year that somebody typed into a date cell and a spreadsheet made a day of; else empty."""
    day = span.earliest if span.precision is Precision.DAY else None
    number = (day - SPREADSHEETS_BEGIN).days if day else 0
    return str(number) if FIRST_YEAR <= number <= LAST_YEAR else ""


def _until_date(repeats: object) -> Span | None:
    """The last day that a rule of recurrence allows, where it names one."""
    text = repeats.get("rule") if isinstance(repeats, dict) else None
    rule = read_rule(text) if isinstance(text, str) else None
    return parse_date(rule.until.isoformat()) if rule and rule.until else None


def address_findings(value: object, at: Pointer) -> Findings:
    """The finding of a value that should be a web address and cannot be opened."""
    if isinstance(value, str) and (fault := address_fault(value)):
        yield Finding("web-address", at, {"value": value[:_MOST_CHARACTERS], "reason": fault.value})


_FieldTree = Mapping[str, tuple[Field, "_FieldTree"]]
"""Fields by name, each with the fields that stand in it."""


def _checked_fields(fields: tuple[Field, ...]) -> _FieldTree:
    """The fields that hold a date or an address, and the fields in which such fields stand."""
    branches = {field.name: (field, _checked_fields(field.parts)) for field in fields}
    shapes = (Shape.DATE, Shape.URL)
    return {
        name: (field, parts) for name, (field, parts) in branches.items() if parts or field.shape in shapes
    }


_CHECKED_FIELDS = _checked_fields(FIELDS)


def _field_values(
    record: Mapping[str, Any], tree: _FieldTree, at: Pointer = ()
) -> Iterator[tuple[Pointer, Field, Any]]:
    """Yields the values that stand in the fields of a tree, with their pointer and their field."""
    for name, value in record.items():
        if name not in tree:
            continue
        field, parts = tree[name]
        if not parts:
            yield (*at, name), field, value
        elif isinstance(value, dict):
            yield from _field_values(value, parts, (*at, name))
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                if isinstance(entry, dict):
                    yield from _field_values(entry, parts, (*at, name, index))
