"""Makes the steps that a row about a milestone or an occurrence asks of its record.

It must not compare a cell, and judges no rule of change.
"""

from __future__ import annotations

from collections.abc import Iterator

from commitments.changes.list_entries import mappings, same_days
from commitments.edits import hold, list_edits, milestone
from commitments.edits.find_milestone import find_milestone
from commitments.edits.list_edits import EditPart, Record, chain_parts
from commitments.edits.steps import Drop, EditStep
from commitments.edits.workbook.row_edit import (
    RowEdit,
    RowTerms,
    date_text,
    due_part,
    first_given,
    refusing_part,
    require_title,
    split_evidence,
    title_part,
)
from commitments.errors import N_, EditError
from commitments.model.problem import Pointer


def milestone_parts(edit: RowEdit, terms: RowTerms) -> Iterator[tuple[str, EditPart]]:
    """The parts of a row about a milestone, each with the column that it is about."""
    values = edit.values
    if "title" in values:
        yield (
            "title",
            lambda record: title_part(find_milestone(record, edit.item)[0], values["title"], terms.lang)(
                record
            ),
        )
    if (column := first_given(values, "new_due", "due")) is not None:
        yield column, due_part(edit, column, edit.item, terms)
    elif "reason" in values:
        yield "reason", refusing_part(N_("A reason goes with a new deadline"))
    if (column := first_given(values, "new_status", "status", "date", "met_on", "evidence")) is not None:
        yield column, _marking_part(edit, terms)


def _marking_part(edit: RowEdit, terms: RowTerms) -> EditPart:
    values = edit.values
    title, url = split_evidence(values.get("evidence"))
    met_on = values.get("date", values.get("met_on"))

    def part(record: Record) -> list[EditStep]:
        at, standing = find_milestone(record, edit.item)
        status = values.get("new_status", values.get("status", standing.get("status") or "scheduled"))
        if status is None:
            raise EditError(N_("A status cannot be empty"))
        require_title(title, url)
        takes_out = "met_on" in values and met_on is None
        has_news = met_on is not None or title or url
        if not has_news and (standing.get("status") or "scheduled") == status:
            return [Drop((*at, "met_on"))] if takes_out and "met_on" in standing else []
        request = milestone.Marking(edit.item, status, terms.today, terms.lang, date_text(met_on), url, title)
        return chain_parts(
            record,
            lambda now: milestone.steps(now, request),
            lambda now: [Drop((*at, "met_on"))] if takes_out and _has_met_on(now, at) else [],
        )

    return part


def _has_met_on(record: Record, at: Pointer) -> bool:
    return "met_on" in list_edits.mapping_at(record, at)


def occurrence_part(edit: RowEdit, terms: RowTerms) -> EditPart:
    """The part of a row about an occurrence: it was held, or let go."""
    values = edit.values
    title, url = split_evidence(values.get("evidence"))
    held_on, lapsed = date_text(values.get("held_on")), values.get("lapsed")

    def part(record: Record) -> list[EditStep]:
        if _is_answered(record, edit.item, held_on, lapsed, title):
            return []
        if not held_on and not lapsed:
            raise EditError(N_("Evidence goes with the day on which the occurrence was held"))
        request = hold.Holding(edit.item, terms.today, terms.lang, held_on, lapsed, evidence=url, title=title)
        require_title(title, url)
        return hold.steps(record, request)

    return part


def _is_answered(
    record: Record, occurrence: str, held_on: str | None, lapsed: str | None, title: str | None
) -> bool:
    """Whether the record says of an occurrence already what a row says."""
    for entry in mappings(list_edits.mapping_at(record, ("repeats",)).get("held")):
        if same_days(entry.get("occurrence"), occurrence):
            titles = {piece.get("title") for piece in mappings(entry.get("evidence"))}
            same_end = (
                same_days(entry.get("met_on"), held_on) if held_on else bool(lapsed and entry.get("lapsed"))
            )
            return same_end and (title is None or title in titles)
    return False
