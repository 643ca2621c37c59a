"""Defines a paper as a value: headings, paragraphs and tables. It knows no record and no file format.

All texts are plain; each writer makes them safe for its format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    text: str


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a table."""

    head: str
    width: int
    """Its share of the width of the page, beside those of the other columns."""


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table with a head that is repeated on each page."""

    columns: Sequence[PaperColumn]
    rows: Sequence[Sequence[str]]
    """A cell may have several lines."""


Block = Paragraph | PaperTable


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A part under its heading."""

    heading: str
    blocks: Sequence[Block]
    is_annex: bool = False
    """Whether it stands on pages of its own, across the paper."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The places that an office fills by hand: nothing of them is made up."""

    office: str
    number: str
    nation: str
    """Empty where the paper has no such place."""
    place_and_date: str
    signature: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper."""

    lang: str
    title: str
    lead_lines: Sequence[str]
    """Who, when, of which state: below the title."""
    letterhead: Letterhead
    sections: Sequence[PaperSection]
    made: datetime | None
    """The time that the file may hold: that of its commit."""
