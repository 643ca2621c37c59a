"""Everything known of one record: itself, what it is part of, and its parts. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commitments.model.commitment import Commitment
from commitments.model.names import stem
from commitments.model.outline import Outline, next_occurrence
from commitments.model.timeliness import Clock
from commitments.reports.changes import ChangesReport
from commitments.reports.filters import children_by_parent, require_id
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
    """The records that it depends on or is superseded by, as far as they are known."""
    history: ChangesReport | None = None
    """What became of it, commit by commit; None where there is no history to read."""


def find(outlines: Sequence[Outline], id: str) -> Outline:
    """The record with this id, of several the one in the file of that name.

    Raises CommitmentsError, with the three nearest, for none.
    """
    require_id(id, (outline.id for outline in outlines))
    found = [outline for outline in outlines if outline.id == id]
    return next((file for file in found if stem(file.path) == id), found[0])


def show(
    outlines: Sequence[Outline],
    commitment: Commitment,
    of: Outline,
    clock: Clock,
    history: ChangesReport | None = None,
) -> ShowReport:
    """One record among all of them."""
    coming = next_occurrence(of, clock.today.toordinal())
    parts = children_by_parent(outlines).get(of.id, [])
    return ShowReport(
        clock,
        commitment,
        judge(of, clock),
        _parents(outlines, of),
        [judge(item, clock) for item in sorted(parts, key=lambda part: part.id)],
        coming.text if coming else None,
        {
            outline.id: outline
            for outline in outlines
            if outline.id in {*commitment.depends_on, commitment.superseded_by}
        },
        history,
    )


def _parents(outlines: Sequence[Outline], item: Outline) -> list[Outline]:
    by_id = {outline.id: outline for outline in reversed(outlines)}
    found: list[Outline] = []
    above = by_id.get(item.part_of)
    while above and above is not item and above not in found:
        found.append(above)
        above = by_id.get(above.part_of)
    return found
