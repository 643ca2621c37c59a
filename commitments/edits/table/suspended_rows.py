"""Gives a record that a row suspends what that owes: why, in the word of the table, and when to look again.

It must not suspend a record.
"""

from __future__ import annotations

from commitments.edits.list_edits import EditPart, Record, insert_by_date, list_at
from commitments.edits.steps import EditStep, Put, apply_steps
from commitments.edits.table.row_values import CellFault, RowValues
from commitments.edits.unclear import unclear
from commitments.errors import N_
from commitments.model.lifecycle import Status


def suspended_part(before: Record, row: RowValues, lang: str, day: str | int, today: str) -> EditPart:
    """The part that completes a record which was not suspended before; `day` is that of its update.

    A table hardly ever says when to look at it again. Then it is due for a look from today on, which is told.
    """

    def part(record: Record) -> list[EditStep]:
        if record.get("status") != Status.SUSPENDED or before.get("status") == Status.SUSPENDED:
            return []
        steps: list[EditStep] = [] if record.get("review_by") else [Put(("review_by",), today)]
        has_news = len(list_at(record, ("updates",))) > len(list_at(before, ("updates",)))
        if row.status_text and not has_news:
            entry = {"date": day, "note": {lang: row.status_text}}
            steps.append(insert_by_date(apply_steps(record, steps), ("updates",), entry))
        return steps

    return part


def reviewed_now(row: RowValues, before: Record, after: Record) -> list[CellFault]:
    """The warning of a row that suspends a record and does not say when to look at it again."""
    is_suspended = after.get("status") == Status.SUSPENDED and before.get("status") != Status.SUSPENDED
    if not is_suspended or "review_by" in row.values or before.get("review_by"):
        return []
    reason = unclear(
        N_("The table does not say when to look at it again: `review_by` is {day}"),
        N_("Give such rows a day in a column “Review by”, or all rows with --set review_by=DATE."),
        day=str(after.get("review_by")),
    )
    return [CellFault("status", reason)]
