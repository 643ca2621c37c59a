"""Defines the tables of a data package: their columns, types and keys. Holds no row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

Cell = str | int | bool | None
"""A value of a row; a day, a time and a list stand as text."""

Row = Sequence[Cell]


class ColumnType(StrEnum):
    """The types of Table Schema that our columns have."""

    STRING = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    """A day as `2026-10-31`."""
    DATETIME = "datetime"
    """A time in UTC as `2026-10-31T08:00:00Z`."""
    ARRAY = "array"
    """A list as JSON."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    type: ColumnType = ColumnType.STRING
    refers_to: str = ""
    """The table whose `id` its values are; empty for any other column."""
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class PackageTable:
    """One table with its rows; a row has a value for each column."""

    name: str
    title: str
    """Message id."""
    columns: Sequence[Column]
    primary_key: Sequence[str]
    rows: Sequence[Row]

    def place(self, column: str) -> int:
        """Where a column stands in a row."""
        return [known.name for known in self.columns].index(column)

    def tuples(self, columns: Sequence[str]) -> set[tuple[Cell, ...]]:
        """What stands in several columns at once."""
        places = [self.place(column) for column in columns]
        return {tuple(row[place] for place in places) for row in self.rows}

    def values(self, column: str) -> set[Cell]:
        """What stands in a column, missing values aside."""
        place = self.place(column)
        return {row[place] for row in self.rows} - {None}


def named(names: Iterable[str], type: ColumnType = ColumnType.STRING) -> list[Column]:
    """Columns of one type."""
    return [Column(name, type) for name in names]
