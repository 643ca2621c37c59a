"""Names the sheets and columns of the workbook, with the width of each column. Plans no row."""

from __future__ import annotations

from collections.abc import Mapping

from commitments.edits.workbook.layout import LAYOUT, ColumnUse, Reading, SheetColumn, SheetKey
from commitments.errors import N_
from commitments.model.lifecycle import Role
from commitments.render.names.labels import ROLE
from commitments.render.words import Words
from commitments.render.workbook.plan import ListKey, PlannedColumn

SHEET_NAMES: Mapping[str, Mapping[SheetKey, str]] = {
    "en": {
        SheetKey.COMMITMENTS: "Commitments",
        SheetKey.MILESTONES: "Milestones",
        SheetKey.OCCURRENCES: "Occurrences",
        SheetKey.MOVES: "Moves",
        SheetKey.LISTS: "Lists",
    },
    "vi": {
        SheetKey.COMMITMENTS: "Theo dõi",
        SheetKey.MILESTONES: "Mốc",
        SheetKey.OCCURRENCES: "Kỳ",
        SheetKey.MOVES: "Thay đổi thời hạn",
        SheetKey.LISTS: "Danh mục",
    },
}
"""The names of the sheets by language: people and programs know a sheet by its name."""

_HEADINGS: Mapping[str, str] = {
    "number": N_("No."),
    "title": N_("Title"),
    "record": N_("Commitment"),
    "first_due": N_("Deadline first agreed"),
    "due": N_("Deadline now"),
    "status": N_("Status"),
    "state": N_("How it stands"),
    "heard_on": N_("Last heard of on"),
    "last_news": N_("Last news"),
    "silent_days": N_("Days silent"),
    "new_status": N_("New status"),
    "note": N_("Note"),
    "date": N_("Date of the news"),
    "evidence": N_("Evidence"),
    "new_due": N_("New deadline"),
    "reason": N_("Reason"),
    "obstacle": N_("Obstacle"),
    "next_step": N_("Next step"),
    "id": N_("Id"),
    "item": N_("Milestone id"),
    "met_on": N_("Met on"),
    "held_on": N_("Occurrence held on"),
    "lapsed": N_("Why it was let go"),
    "what": N_("Whose deadline"),
    "moved_on": N_("Moved on"),
    "before": N_("Deadline before"),
    "after": N_("Deadline after"),
    "days": N_("By days"),
    "member": N_("Register"),
}

_HEADINGS_OF_SHEET: Mapping[tuple[SheetKey, str], str] = {
    (SheetKey.MILESTONES, "title"): N_("Milestone"),
    (SheetKey.MILESTONES, "date"): N_("Met on, if newly met"),
    (SheetKey.OCCURRENCES, "item"): N_("Occurrence"),
    (SheetKey.MILESTONES, "reason"): N_("Reason for the new deadline"),
    (SheetKey.COMMITMENTS, "reason"): N_("Reason for the new deadline"),
}

_WIDTHS: Mapping[str, int] = {
    "number": 5,
    "title": 36,
    "record": 36,
    "first_due": 12,
    "due": 12,
    "status": 13,
    "state": 15,
    "heard_on": 12,
    "last_news": 32,
    "silent_days": 7,
    "new_status": 15,
    "note": 34,
    "date": 13,
    "evidence": 28,
    "new_due": 14,
    "reason": 26,
    "obstacle": 26,
    "next_step": 26,
    "id": 24,
    "item": 16,
    "lapsed": 30,
    "what": 26,
    "days": 9,
}
_USUAL_WIDTH = 14
_ROLE_WIDTH = 14

_LIST_BY_READING: Mapping[Reading, ListKey] = {
    Reading.STATUS: ListKey("status", True),
    Reading.MILESTONE_STATUS: ListKey("milestone_status", True),
    Reading.PARTIES: ListKey("parties", False),
}


def heading(sheet: SheetKey, key: str, words: Words) -> str:
    """The heading of a column."""
    sentence = _HEADINGS_OF_SHEET.get((sheet, key)) or _HEADINGS.get(key) or ROLE[key]
    text = words.say(sentence)
    return text[:1].upper() + text[1:]


def filled_headings(words: Words) -> frozenset[str]:
    """The headings of the columns to fill in, by which a sheet of commitments is known."""
    sheet = SheetKey.COMMITMENTS
    filled = (column.key for column in LAYOUT[sheet] if column.use is ColumnUse.FILLED)
    return frozenset(heading(sheet, key, words) for key in filled)


def planned_columns(sheet: SheetKey, words: Words, roles: frozenset[str]) -> list[PlannedColumn]:
    """The columns of a sheet; of the roles only those that are named."""
    return [
        PlannedColumn(
            column,
            heading(sheet, column.key, words),
            _ROLE_WIDTH if column.reading is Reading.PARTIES else _WIDTHS.get(column.key, _USUAL_WIDTH),
            _offered_list(column),
        )
        for column in LAYOUT[sheet]
        if column.reading is not Reading.PARTIES or column.key in roles
    ]


def columns_to_read(sheet: SheetKey, words: Words, roles: frozenset[str]) -> list[PlannedColumn]:
    """The columns of a sheet over several registers: one names the register, and none can be changed."""
    columns = [
        entry._replace(column=entry.column._replace(use=ColumnUse.SHOWN), offers=None)
        for entry in planned_columns(sheet, words, roles)
        if entry.column.use is not ColumnUse.FILLED
    ]
    member = PlannedColumn(SheetColumn(MEMBER), heading(sheet, MEMBER, words), _USUAL_WIDTH)
    return [*columns[:_BEFORE_MEMBER], member, *columns[_BEFORE_MEMBER:]]


MEMBER = "member"
"""The key of the column that names the register of a row."""

_BEFORE_MEMBER = 2
"""How many columns stand before the one for the register: those that stay in sight."""


def _offered_list(column: SheetColumn) -> ListKey | None:
    is_writable = column.use in (ColumnUse.EDITABLE, ColumnUse.FILLED)
    return _LIST_BY_READING.get(column.reading) if is_writable else None


ALWAYS_SHOWN_ROLES = frozenset({Role.LEAD.value})
"""The roles that have a column whether or not a record has them."""
