"""Defines what the table of fields says of one field. It holds no row.

A row names the shape of a field, its words, the keys of its items, and the headings of its table columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from commitments.model.calendar.dates import LIKELY_FROM


class Shape(Enum):
    """The kind of value that stands in a field."""

    ID = auto()
    TEXT = auto()
    """Text in one line, in its own language."""
    PROSE = auto()
    """Text by language, in one line."""
    LONG_PROSE = auto()
    """Text by language, in as many lines as it needs."""
    CHOICE = auto()
    """A word of a closed list."""
    DATE = auto()
    LINK = auto()
    """The id of another record."""
    PARTY = auto()
    """The id of a party."""
    EVENT = auto()
    """The id of an event."""
    DURATION = auto()
    """A length of time as ISO 8601 writes it."""
    NUMBER = auto()
    URL = auto()
    RULE = auto()
    """A rule of recurrence."""
    FLAG = auto()
    LIST = auto()
    MAPPING = auto()


class Tense(Enum):
    """The meaning of the day in a date field."""

    HAPPENED = auto()
    """A past event; its day may become known more exactly."""
    ENTERED = auto()
    """The date of an entry in a list, by which the entry is known."""
    TO_COME = auto()
    """A day on which something falls due, begins or recurs."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The names that people give a table column with the field, separated by commas."""

    en: str = ""
    vi: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record, of a mapping in it, or of an item of a list in it."""

    name: str
    shape: Shape
    label: str = ""
    """Message id: the label before the value in `show`."""
    noun: str = ""
    """Message id: the name of the field in a sentence about a change; its path where empty."""
    several: bool = False
    """Whether the field holds a list of such values."""
    reads_on: bool = False
    """Whether the noun and the value read as one phrase, as in `made on: 2 May`."""
    tense: Tense | None = None
    """The meaning of the day; None for fields that hold no date."""
    likely_from: int = LIKELY_FROM
    """The first likely year of a date."""
    keys: tuple[tuple[str, ...], ...] = ()
    """The fields by which the items of a list are known, in order of choice."""
    in_order_of: str = ""
    """The date field that orders the items of a list."""
    headings: Headings | None = None
    """None where no table column can hold the field."""
    parts: tuple[Field, ...] = ()
    """The fields of a mapping, or of each item of a list."""
