"""Lays a mapping of a record out in columns, by the table of fields. Judges nothing, and knows no table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, assert_never

from commitments.model.calendar.dates import parse_date
from commitments.model.fields import Field, Shape
from commitments.render.data_package.columns import Cell, Column, ColumnType

_TABLE_BY_SHAPE = {Shape.LINK: "commitments", Shape.PARTY: "parties", Shape.EVENT: "events"}


def field_columns(fields: Iterable[Field], prefix: str = "") -> Iterator[Column]:
    """The columns of fields; a list of mappings has none, since it is a table of its own.

    A date has three: as it is written, and the first and the last day that it can mean.
    """
    for field in fields:
        name = f"{prefix}{field.name}"
        if field.several:
            yield Column(name, ColumnType.ARRAY)
            continue
        match field.shape:
            case Shape.LIST:
                pass
            case Shape.MAPPING:
                yield from field_columns(field.parts, f"{name}_")
            case Shape.PROSE | Shape.LONG_PROSE:
                yield Column(f"{name}_en")
                yield Column(f"{name}_vi")
            case Shape.DATE:
                yield Column(name)
                yield Column(f"{name}_earliest", ColumnType.DATE)
                yield Column(f"{name}_latest", ColumnType.DATE)
            case Shape.FLAG:
                yield Column(name, ColumnType.BOOLEAN)
            case Shape.NUMBER:
                yield Column(name, ColumnType.INTEGER)
            case Shape.LINK | Shape.PARTY | Shape.EVENT:
                yield Column(name, refers_to=_TABLE_BY_SHAPE[field.shape])
            case Shape.ID | Shape.TEXT | Shape.CHOICE | Shape.DURATION | Shape.URL | Shape.RULE:
                yield Column(name)
            case _:
                assert_never(field.shape)


def field_cells(fields: Sequence[Field], data: Any) -> Iterator[Cell]:
    """The values of a mapping in the order of `field_columns`; a text of another shape stands as JSON."""
    values: Mapping[str, Any] = data if isinstance(data, dict) else {}
    for field in fields:
        value = values.get(field.name)
        if field.several:
            yield _json(value if isinstance(value, list) or value is None else [value])
            continue
        match field.shape:
            case Shape.LIST:
                pass
            case Shape.MAPPING:
                yield from field_cells(field.parts, value)
            case Shape.PROSE | Shape.LONG_PROSE:
                texts = value if isinstance(value, dict) else {}
                yield text_cell(texts.get("en"))
                yield text_cell(texts.get("vi"))
            case Shape.DATE:
                yield from date_cells(value)
            case Shape.FLAG:
                yield value if isinstance(value, bool) else None
            case Shape.NUMBER:
                yield value if type(value) is int else None
            case _:
                yield text_cell(value)


def date_cells(value: Any) -> tuple[Cell, Cell, Cell]:
    """A date as it is written, and its first and last day; these are missing where it is open or no date."""
    span = parse_date(value)
    earliest = span.earliest.isoformat() if span and span.earliest else None
    latest = span.latest.isoformat() if span and span.latest else None
    return text_cell(value), earliest, latest


def text_cell(value: Any) -> Cell:
    """A text as it stands; anything else as JSON."""
    return value if value is None or isinstance(value, str) else _json(value)


def _json(value: Any) -> Cell:
    return None if value is None else json.dumps(value, ensure_ascii=False)
