"""Gives a record that a row suspends what that owes: why, in the word of the table, on the day it names.

Days that nobody names are asked for, never made up. It must not suspend a record.
"""

from __future__ import annotations

from collections.abc import Iterator

from commitments.edits.list_edits import EditPart, Record, insert_by_date, list_at
from commitments.edits.steps import EditStep
from commitments.edits.table.row_values import CellFault, RowValues
from commitments.edits.unclear import unclear
from commitments.errors import N_
from commitments.model.lifecycle import Status


def suspended_part(before: Record, row: RowValues, lang: str, day: str | int | None) -> EditPart:
    """The part that says why a record is suspended which was not before, where there is a day for that."""

    def part(record: Record) -> list[EditStep]:
        if not _is_suspended_now(before, record) or day is None or not row.status_text:
            return []
        if _has_news(before, record):
            return []
        entry = {"date": day, "note": {lang: row.status_text}}
        return [insert_by_date(record, ("updates",), entry)]

    return part


def undated_suspension(before: Record, after: Record, row: RowValues) -> Iterator[CellFault]:
    """The days that a row owes which suspends a record: that of its word, and when to look at it again."""
    word = row.status_text
    if not word or not _is_suspended_now(before, after):
        return
    if not _has_news(before, after):
        reason = unclear(
            N_("“{word}” suspends the record, and the row does not say since when"),
            N_("Give all such rows a day with --date DATE, or the table a column “Updated on”."),
            word=word,
        )
        yield CellFault("status", reason)
    if not after.get("review_by"):
        reason = unclear(
            N_("“{word}” suspends the record, and nobody says when to look at it again"),
            N_("Give such rows a day in a column “Review by”, or all rows with --set review_by=DATE."),
            word=word,
        )
        yield CellFault("status", reason)


def _is_suspended_now(before: Record, after: Record) -> bool:
    return after.get("status") == Status.SUSPENDED and before.get("status") != Status.SUSPENDED


def _has_news(before: Record, after: Record) -> bool:
    return len(list_at(after, ("updates",))) > len(list_at(before, ("updates",)))
