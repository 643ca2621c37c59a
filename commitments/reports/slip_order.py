"""Orders the records whose deadlines moved, and cuts their list. It must not measure a move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Any, assert_never

from commitments.reports.slips import SlipRow, SlipsReport

_LAST = 10_000_000
"""A number after the ordinal of every day."""


class SlipKey(StrEnum):
    """What the list of `slips` is sorted by."""

    DAYS = "days"
    MOVES = "moves"
    LATE = "late"
    DUE = "due"
    TITLE = "title"
    ID = "id"


def list_slips(report: SlipsReport, key: SlipKey, limit: int, lang: str) -> SlipsReport:
    """The report with its rows in another order, at most `limit` of them, 0 for all; its totals stay.

    `lang` is the language of the titles. By `days` the furthest slipped come first, as they do anyway, by
    `moves` the most moves, by `late` the most moves after the deadline had passed, by `due` the nearest
    deadline. Rows that are equal keep the order that they have.
    """
    rows = list(report.rows) if key is SlipKey.DAYS else sorted(report.rows, key=_key_function(key, lang))
    shown = rows[:limit] if limit else rows
    return replace(report, rows=shown, hidden=len(rows) - len(shown))


def _key_function(key: SlipKey, lang: str) -> Callable[[SlipRow], Any]:
    match key:
        case SlipKey.DAYS:
            return lambda row: 0
        case SlipKey.MOVES:
            return lambda row: -sum(len(slip.moves) for slip in row.slips())
        case SlipKey.LATE:
            return lambda row: -sum(len(slip.late) for slip in row.slips())
        case SlipKey.DUE:
            return lambda row: row.outline.due_latest or _LAST
        case SlipKey.TITLE:
            from commitments.model.collation import sort_key  # slow to load

            return lambda row: sort_key(row.outline.title(lang))
        case SlipKey.ID:
            return lambda row: row.outline.id
        case _:
            assert_never(key)
