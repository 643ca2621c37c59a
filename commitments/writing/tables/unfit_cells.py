"""Says why a cell cannot be read at all, and which rows only number the columns. Reads no field."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commitments.edits.table import cells
from commitments.edits.unclear import Unclear, unclear
from commitments.errors import N_
from commitments.model.calendar.dates import FIRST_YEAR, LAST_YEAR
from commitments.reading.tables.sheet import BrokenCell, CellValue, SmallNumber
from commitments.reading.text import find_unsafe_character

_NUMBERS = re.compile(r"\(?[0-9]{1,3}\)?")
_BROKEN = N_("The cell holds {shown} instead of a value")
_SMALL = N_("The cell is for dates and holds the number {number}, which a spreadsheet takes for {shown}")


def unfit_reason(value: CellValue) -> Unclear | None:
    """Why a cell cannot be read at all; None where it can."""
    if isinstance(value, BrokenCell):
        return unclear(
            _BROKEN, N_("Open the table in Excel, correct the cell and save it."), shown=value.shown
        )
    if isinstance(value, SmallNumber):
        return unclear(
            _SMALL,
            N_("Give the cell the format General if the year is meant; else write the date in full, as text.")
            if FIRST_YEAR <= value.number <= LAST_YEAR
            else N_("Write the date in full, or give the cell the format General."),
            number=str(value.number),
            shown=value.shown,
        )
    if isinstance(value, str) and (character := find_unsafe_character(value.replace("\n", " "))):
        return unclear(
            N_("the text holds a character that is not allowed: {character}"),
            N_("Delete it; it is invisible in most editors."),
            character=character,
        )
    return None


def numbers_columns(values: Sequence[CellValue]) -> bool:
    """Whether a row only numbers the columns, as tables of ministries do below their header."""
    texts = [
        cells.one_line_text(value)
        for value in values
        if value is not None and not isinstance(value, BrokenCell)
    ]
    return len(texts) > 1 and all(_NUMBERS.fullmatch(text) for text in texts)
