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
from commitments.reports.status import Row, judge


@dataclass(frozen=True, slots=True)
class ShowReport:
    """The answer of `show`."""

    clock: Clock
    commitment: Commitment
    row: Row
    parents: Sequence[Outline]
    """From the nearest up."""
    children: Sequence[Row]
    next_occurrence: str | None
    linked: Mapping[str, Outline]
    """The records that it depends on or is superseded by, as far as they are known."""
    history: ChangesReport | None = None
    """What became of it, commit by commit; None where there is no history to read."""


def find(outlines: Sequence[Outline], id: str) -> Outline:
    """The record with this id, of several the one in the file of that name.

    Raises CommitmentsError, with the three nearest, for none.
    """
    require_id(id, (each.id for each in outlines))
    found = [each for each in outlines if each.id == id]
    return next((each for each in found if stem(each.path) == id), found[0])


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
        [judge(each, clock) for each in sorted(parts, key=lambda part: part.id)],
        coming.text if coming else None,
        {each.id: each for each in outlines if each.id in {*commitment.depends_on, commitment.superseded_by}},
        history,
    )


def _parents(outlines: Sequence[Outline], of: Outline) -> list[Outline]:
    by_id = {each.id: each for each in reversed(outlines)}
    found: list[Outline] = []
    above = by_id.get(of.part_of)
    while above and above is not of and above not in found:
        found.append(above)
        above = by_id.get(above.part_of)
    return found
