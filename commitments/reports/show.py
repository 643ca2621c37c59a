"""Gathers one record, what it is part of, and its parts. It must not read history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commitments.model.commitment import Commitment
from commitments.model.names import id_from_path
from commitments.model.outline import Outline
from commitments.model.owed_occurrences import next_occurrence
from commitments.model.timeliness import Clock
from commitments.reports.changes import ChangesReport
from commitments.reports.filters import children_by_parent
from commitments.reports.record_ids import require_id
from commitments.reports.status import JudgedRecord, judge


@dataclass(frozen=True, slots=True)
class ShowReport:
    """The answer of `show`."""

    clock: Clock
    commitment: Commitment
    row: JudgedRecord
    parents: Sequence[Outline]
    """From the nearest up."""
    children: Sequence[JudgedRecord]
    next_occurrence: str | None
    linked: Mapping[str, Outline]
    """The records that it depends on or is superseded by, by id; unknown ones are left out."""
    history: ChangesReport | None = None
    """Its changes, commit by commit; None where there is no history to read."""


def find_outline(outlines: Sequence[Outline], id: str) -> Outline:
    """The record with this id; of several, the one whose file has that name.

    Raises UnknownNameError, with the three nearest ids, where no record has it.
    """
    require_id(id, (outline.id for outline in outlines))
    matches = [outline for outline in outlines if outline.id == id]
    return next((match for match in matches if id_from_path(match.path) == id), matches[0])


def show(
    outlines: Sequence[Outline],
    commitment: Commitment,
    outline: Outline,
    clock: Clock,
    history: ChangesReport | None = None,
) -> ShowReport:
    """What is known of one record, given the outlines of all records."""
    occurrence = next_occurrence(outline, clock.of_record(outline.id).today.toordinal())
    parts = children_by_parent(outlines).get(outline.id, [])
    return ShowReport(
        clock,
        commitment,
        judge(outline, clock),
        _parents(outlines, outline),
        [judge(part, clock) for part in sorted(parts, key=lambda child: child.id)],
        occurrence.text if occurrence else None,
        {
            other.id: other
            for other in outlines
            if other.id in {*commitment.depends_on, commitment.superseded_by}
        },
        history,
    )


def _parents(outlines: Sequence[Outline], outline: Outline) -> list[Outline]:
    by_id = {other.id: other for other in reversed(outlines)}
    parents: list[Outline] = []
    parent = by_id.get(outline.part_of)
    while parent and parent is not outline and parent not in parents:
        parents.append(parent)
        parent = by_id.get(parent.part_of)
    return parents
