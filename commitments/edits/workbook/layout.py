"""Names the sheets and the columns of the workbook, and how each column is read back.

It must not hold a heading or read a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from commitments.model.lifecycle import Role

STATE_SHEET = "_commitments"
"""The hidden sheet that holds the workbook as it was exported."""


class SheetKey(StrEnum):
    """The sheets that people see; their names are in the reader's language."""

    COMMITMENTS = "commitments"
    MILESTONES = "milestones"
    OCCURRENCES = "occurrences"
    MOVES = "moves"
    LISTS = "lists"


class ColumnUse(StrEnum):
    """What a column is for."""

    KEY = "key"
    """It says which record, milestone or occurrence the row is about."""
    SHOWN = "shown"
    """It is only read."""
    EDITABLE = "editable"
    """It shows what the record holds, and can be changed."""
    FILLED = "filled"
    """It is empty, to be filled in."""


class Reading(StrEnum):
    """How the cells of a column are read back."""

    TEXT = "text"
    DATE = "date"
    STATUS = "status"
    MILESTONE_STATUS = "milestone_status"
    PARTIES = "parties"


class Column(NamedTuple):
    """One column of a sheet."""

    key: str
    use: ColumnUse = ColumnUse.SHOWN
    reading: Reading = Reading.TEXT


_KEY, _SHOWN, _EDITABLE, _FILLED = ColumnUse
_NUMBER = Column("number")

LAYOUT: Mapping[SheetKey, tuple[Column, ...]] = MappingProxyType(
    {
        SheetKey.COMMITMENTS: (
            _NUMBER,
            Column("title", _EDITABLE),
            *(Column(role.value, _EDITABLE, Reading.PARTIES) for role in Role),
            Column("first_due"),
            Column("due", _EDITABLE, Reading.DATE),
            Column("status", _EDITABLE, Reading.STATUS),
            Column("state"),
            Column("heard_on"),
            Column("last_news"),
            Column("silent_days"),
            Column("new_status", _FILLED, Reading.STATUS),
            Column("note", _FILLED),
            Column("date", _FILLED, Reading.DATE),
            Column("evidence", _FILLED),
            Column("new_due", _FILLED, Reading.DATE),
            Column("reason", _FILLED),
            Column("obstacle", _FILLED),
            Column("next_step", _FILLED),
            Column("id", _KEY),
        ),
        SheetKey.MILESTONES: (
            _NUMBER,
            Column("record"),
            Column("title", _EDITABLE),
            Column("first_due"),
            Column("due", _EDITABLE, Reading.DATE),
            Column("status", _EDITABLE, Reading.MILESTONE_STATUS),
            Column("met_on", _EDITABLE, Reading.DATE),
            Column("new_status", _FILLED, Reading.MILESTONE_STATUS),
            Column("date", _FILLED, Reading.DATE),
            Column("evidence", _FILLED),
            Column("new_due", _FILLED, Reading.DATE),
            Column("reason", _FILLED),
            Column("id", _KEY),
            Column("item", _KEY),
        ),
        SheetKey.OCCURRENCES: (
            _NUMBER,
            Column("record"),
            Column("item", _KEY, Reading.DATE),
            Column("state"),
            Column("met_on"),
            Column("held_on", _FILLED, Reading.DATE),
            Column("lapsed", _FILLED),
            Column("evidence", _FILLED),
            Column("id", _KEY),
        ),
        SheetKey.MOVES: tuple(
            Column(key) for key in ("number", "record", "what", "moved_on", "before", "after", "days", "id")
        ),
    }
)
"""The columns of each sheet, from left to right; a role that no record has gets no column."""

SHEETS_READ = (SheetKey.COMMITMENTS, SheetKey.MILESTONES, SheetKey.OCCURRENCES)
"""The sheets that are read back."""

STANDING_COLUMN: Mapping[str, str] = MappingProxyType({"new_status": "status", "new_due": "due"})
"""The column that shows what a filled column asks to replace."""


def column(sheet: SheetKey, key: str) -> Column:
    """The column of a sheet by its key; raises KeyError for none."""
    return _COLUMNS_BY_KEY[sheet][key]


_COLUMNS_BY_KEY = {sheet: {entry.key: entry for entry in columns} for sheet, columns in LAYOUT.items()}
