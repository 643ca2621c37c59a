"""Judges how a record stood before and after a change, both on one day. It judges no change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from commitments.changes.change_set import Record, RecordEdit
from commitments.changes.list_entries import may_differ
from commitments.changes.renamed_ids import follow_renamed_ids
from commitments.model.commitment import Commitment
from commitments.model.lifecycle import Timeliness
from commitments.model.outline import outline
from commitments.model.record import read_commitment
from commitments.model.timeliness import Clock, timeliness

STANDING_FIELDS = ("kind", "status", "due", "milestones", "repeats", "met_on", "in_force", "made_on")
"""The fields on which timeliness rests; where all are equal, so is the standing."""


class Standing(NamedTuple):
    """How a record stands on a day."""

    timeliness: Timeliness
    counts: bool
    """Whether counts include it; a meeting is in none."""


class Effect(NamedTuple):
    """What a change does to the timeliness of a record."""

    id: str
    before: Timeliness | None
    """None for a record that was not there, or whose meaning could not be read."""
    after: Timeliness | None
    """None for a record that is gone, or whose meaning cannot be read."""


def standing(record: Record | None, clock: Clock) -> Standing | None:
    """How a record stands on the day of a clock; None where there is none, or its meaning cannot be read."""
    commitment = read_commitment(record, "") if record is not None else None
    if not isinstance(commitment, Commitment):
        return None
    row = outline(commitment)
    return Standing(timeliness(row, clock.today.toordinal(), clock.due_soon_days), row.counts)


def may_stand_otherwise(edit: RecordEdit) -> bool:
    """Whether the timeliness may differ, by a quick comparison."""
    if edit.before is None or edit.after is None:
        return True
    return may_differ(edit.before, edit.after, "id", *STANDING_FIELDS)


def effects(edits: Iterable[RecordEdit], clock: Clock) -> Iterator[Effect]:
    """Yields the effect on each record whose timeliness differs; a record with a new id is one record."""
    for _, edit in follow_renamed_ids([*edits]):
        if may_stand_otherwise(edit):
            before, after = (standing(record, clock) for record in (edit.before, edit.after))
            states = (before.timeliness if before else None, after.timeliness if after else None)
            if states[0] is not states[1]:
                yield Effect(edit.id, *states)
