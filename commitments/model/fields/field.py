"""What the table of fields says of one field. It holds no row.

A row names the shape of a field, its words, what its items are known by, and what columns are called.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from commitments.model.dates import LIKELY_FROM


class Shape(Enum):
    """What stands in a field."""

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
    URL = auto()
    RULE = auto()
    """A rule of recurrence."""
    FLAG = auto()
    LIST = auto()
    MAPPING = auto()


class Tense(Enum):
    """What the day of a date field stands for."""

    HAPPENED = auto()
    """Something happened then; the day may become known more exactly."""
    ENTERED = auto()
    """An entry of a list is dated so, and known by it."""
    TO_COME = auto()
    """Something falls due, begins or recurs then."""


@dataclass(frozen=True, slots=True)
class Headings:
    """What people call a column of a table that holds the field: names with commas between."""

    en: str = ""
    vi: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record, or of what stands in a field."""

    name: str
    shape: Shape
    label: str = ""
    """Message id: what stands before the value in `show`."""
    noun: str = ""
    """Message id: what a sentence about a change calls the field; without one it is called by its path."""
    several: bool = False
    """Whether a list of such values stands in the field."""
    reads_on: bool = False
    """Whether the noun and the value read as one, as `made on: 2 May`."""
    tense: Tense | None = None
    """Of a date."""
    likely_from: int = LIKELY_FROM
    """Of a date: the year before which it is hardly meant."""
    keys: tuple[tuple[str, ...], ...] = ()
    """Of a list: the names by which its items are known, in order of choice."""
    in_order_of: str = ""
    """Of a list: the date by which its items stand in order."""
    headings: Headings | None = None
    """None where no column of a table can be the field."""
    parts: tuple[Field, ...] = ()
    """The fields of a mapping, or of each item of a list."""
