"""Reads headings whose meaning hangs on the other columns: a first day, a last day, an outcome.

It must not read a row.
"""

from __future__ import annotations

from collections.abc import Sequence

from commitments.edits.table.column_names import (
    END_KEYS,
    OUTCOME_KEYS,
    START_KEYS,
    field_of_heading,
    folded_heading,
    other_field_of_heading,
)
from commitments.edits.table.other_headings import TERM_FIELDS
from commitments.model.lifecycle import Role


def field_beside_others(heading: str, headings: Sequence[str]) -> str | None:
    """The field of a heading whose meaning hangs on the other columns; None for any other."""
    if not hangs_on_others(heading, headings):
        return None
    key = folded_heading(heading)
    if key in OUTCOME_KEYS:
        return "deliverable"
    if _is_of_agreements(headings):
        return "in_force.from" if key in START_KEYS else "in_force.until"
    return "due"


def hangs_on_others(heading: str, headings: Sequence[str]) -> bool:
    """Whether a heading is an end beside a start, a day of a term, or an outcome where no state is told."""
    key = folded_heading(heading)
    if key in OUTCOME_KEYS:
        return not _fields(headings) & {"status", "met_on", "updates.date"}
    if key not in END_KEYS | START_KEYS:
        return False
    keys = {folded_heading(other) for other in headings if other}
    return _is_of_agreements(headings) or (key in END_KEYS and bool(keys & START_KEYS))


def _is_of_agreements(headings: Sequence[str]) -> bool:
    """Whether a table lists agreements, which have a partner or a day of signing, and nobody who leads."""
    fields = _fields(headings)
    return bool(fields & TERM_FIELDS) and not fields & {Role.LEAD.value, "due"}


def _fields(headings: Sequence[str]) -> set[str]:
    return {
        field_of_heading(heading) or other_field_of_heading(heading) or ""
        for heading in headings
        if heading and folded_heading(heading) not in END_KEYS | START_KEYS
    }
