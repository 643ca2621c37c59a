"""Holds the table of the fields of a record, which all rooms read. It reads and judges no record."""

from commitments.model.fields.field import Field, Headings, Shape, Tense
from commitments.model.fields.names import (
    BY_PATH,
    DATE_NAMES,
    HAPPENED_NAMES,
    LIST_KEYS,
    LIST_ORDER,
    PARTY_NAMES,
    named_by_path,
)
from commitments.model.fields.rows import FIELDS

__all__ = [
    "BY_PATH",
    "DATE_NAMES",
    "FIELDS",
    "HAPPENED_NAMES",
    "LIST_KEYS",
    "LIST_ORDER",
    "PARTY_NAMES",
    "Field",
    "Headings",
    "Shape",
    "Tense",
    "named_by_path",
]
