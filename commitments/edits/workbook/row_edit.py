"""Holds what one row of the workbook asks for, and the steps that all its sheets share.

It must not compare a cell, and judges no rule of change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from commitments.changes.list_entries import same_days
from commitments.edits import list_edits, reschedule
from commitments.edits.flags import plain_text
from commitments.edits.list_edits import EditPart, Record, put
from commitments.edits.steps import Drop, EditStep
from commitments.edits.workbook.layout import SheetKey
from commitments.errors import N_, EditError
from commitments.model.problem import Pointer

_ADDRESS = re.compile(r"https?://(?=\S)", re.IGNORECASE)


class RowEdit(NamedTuple):
    """What one row asks for: the values of its changed cells by their columns; None empties the field."""

    sheet: SheetKey
    id: str
    item: str
    values: Mapping[str, Any]
    kept_parties: frozenset[str] = frozenset()
    """The columns of roles from which no party is taken."""


@dataclass(frozen=True, slots=True)
class RowTerms:
    """What holds for all rows."""

    today: date
    lang: str
    """The language of the workbook, in which its texts are."""
    headings: Mapping[SheetKey, Mapping[str, str]]

    def heading(self, sheet: SheetKey, key: str) -> str:
        """The heading of a column."""
        return self.headings[sheet].get(key, key)


def first_given(values: Mapping[str, Any], *names: str) -> str | None:
    """The first of these columns that has a value."""
    return next((name for name in names if name in values), None)


def refusing_part(message: str) -> EditPart:
    """The part that refuses a column, since what it goes with is missing."""

    def part(record: Record) -> list[EditStep]:
        raise EditError(message)

    return part


def title_part(holder: Pointer, text: str | None, lang: str) -> EditPart:
    """The part that sets the title in the language in which the workbook shows it, or takes that out."""

    def part(record: Record) -> list[EditStep]:
        titles = list_edits.mapping_at(record, (*holder, "title"))
        shown = lang if titles.get(lang) or not titles else next(iter(titles))
        title = " ".join(plain_text(text).split())
        if title:
            return put(record, (*holder, "title", shown), title)
        if len(titles) < 2:
            raise EditError(N_("A title cannot be empty"))
        return [Drop((*holder, "title", shown))]

    return part


def due_part(edit: RowEdit, column: str, at_milestone: str | None, terms: RowTerms) -> EditPart:
    """The part that sets, moves or lifts the deadline of a record or of a milestone."""
    values = edit.values
    due, reason = values[column], values.get("reason")
    decided_on = None if edit.sheet is not SheetKey.COMMITMENTS else date_text(values.get("date"))

    def part(record: Record) -> list[EditStep]:
        request = reschedule.Rescheduling(
            date_text(due), reason, terms.today, terms.lang, None, at_milestone, decided_on, due is None
        )
        _, holder = reschedule.deadline_holder(record, request)
        if due is not None and same_days(holder.get("due"), due):
            return []
        if reschedule.missing_flags(record, request._replace(date=None)):
            raise EditError(
                N_("A deadline that moves needs a reason"),
                N_("Fill in the column {column}."),
                column=terms.heading(edit.sheet, "reason"),
            )
        if not reason:
            request = request._replace(date=None)
        return reschedule.steps(record, request)

    return part


def date_text(value: Any) -> str | None:
    """The value of a date field as text; None for none."""
    return None if value is None else str(value)


def split_evidence(text: str | None) -> tuple[str | None, str | None]:
    """The title and the address in a cell of evidence; None for what it does not hold."""
    if not text or text.isspace():
        return None, None
    *words, last = text.split()
    match = _ADDRESS.search(last)
    if match is None:
        return " ".join([*words, last]), None
    title = " ".join([*words, last[: match.start()]]).rstrip(" (<").rstrip(" :-–,;")
    bracket = last[-1] in ")>" and match.end() < len(last) - 1
    return title or None, last[match.start() : -1 if bracket else None]


def require_title(title: str | None, url: str | None) -> None:
    """Raise EditError for evidence that has an address and no title."""
    if url and not title:
        raise EditError(N_("Evidence needs a title"), N_("Write the title before the address."))
