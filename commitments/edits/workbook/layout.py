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


class SheetColumn(NamedTuple):
    """One column of a sheet."""

    key: str
    use: ColumnUse = ColumnUse.SHOWN
    reading: Reading = Reading.TEXT


_KEY, _SHOWN, _EDITABLE, _FILLED = ColumnUse
_NUMBER = SheetColumn("number")

LAYOUT: Mapping[SheetKey, tuple[SheetColumn, ...]] = MappingProxyType(
    {
        SheetKey.COMMITMENTS: (
            _NUMBER,
            SheetColumn("title", _EDITABLE),
            *(SheetColumn(role.value, _EDITABLE, Reading.PARTIES) for role in Role),
            SheetColumn("first_due"),
            SheetColumn("due", _EDITABLE, Reading.DATE),
            SheetColumn("status", _EDITABLE, Reading.STATUS),
            SheetColumn("state"),
            SheetColumn("heard_on"),
            SheetColumn("last_news"),
            SheetColumn("silent_days"),
            SheetColumn("new_status", _FILLED, Reading.STATUS),
            SheetColumn("note", _FILLED),
            SheetColumn("date", _FILLED, Reading.DATE),
            SheetColumn("evidence", _FILLED),
            SheetColumn("new_due", _FILLED, Reading.DATE),
            SheetColumn("reason", _FILLED),
            SheetColumn("obstacle", _FILLED),
            SheetColumn("next_step", _FILLED),
            SheetColumn("id", _KEY),
        ),
        SheetKey.MILESTONES: (
            _NUMBER,
            SheetColumn("record"),
            SheetColumn("title", _EDITABLE),
            SheetColumn("first_due"),
            SheetColumn("due", _EDITABLE, Reading.DATE),
            SheetColumn("status", _EDITABLE, Reading.MILESTONE_STATUS),
            SheetColumn("met_on", _EDITABLE, Reading.DATE),
            SheetColumn("new_status", _FILLED, Reading.MILESTONE_STATUS),
            SheetColumn("date", _FILLED, Reading.DATE),
            SheetColumn("evidence", _FILLED),
            SheetColumn("new_due", _FILLED, Reading.DATE),
            SheetColumn("reason", _FILLED),
            SheetColumn("id", _KEY),
            SheetColumn("item", _KEY),
        ),
        SheetKey.OCCURRENCES: (
            _NUMBER,
            SheetColumn("record"),
            SheetColumn("item", _KEY, Reading.DATE),
            SheetColumn("state"),
            SheetColumn("met_on"),
            SheetColumn("held_on", _FILLED, Reading.DATE),
            SheetColumn("lapsed", _FILLED),
            SheetColumn("evidence", _FILLED),
            SheetColumn("id", _KEY),
        ),
        SheetKey.MOVES: (
            _NUMBER,
            *map(SheetColumn, ("record", "what", "moved_on", "before", "after", "days", "id")),
        ),
    }
)
"""The columns of each sheet, from left to right; a role that no record has gets no column."""

SHEETS_READ = (SheetKey.COMMITMENTS, SheetKey.MILESTONES, SheetKey.OCCURRENCES)
"""The sheets that are read back."""

STANDING_COLUMN: Mapping[str, str] = MappingProxyType({"new_status": "status", "new_due": "due"})
"""The column that shows what a filled column asks to replace."""


def column(sheet: SheetKey, key: str) -> SheetColumn:
    """The column of a sheet by its key; raises KeyError for none."""
    return _COLUMNS_BY_KEY[sheet][key]


_COLUMNS_BY_KEY = {sheet: {entry.key: entry for entry in columns} for sheet, columns in LAYOUT.items()}
