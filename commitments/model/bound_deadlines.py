"""Finds the deadlines of a commitment that hang on an event. It judges none of them and knows no day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commitments.model.calendar.dates import Span, parse_date
from commitments.model.commitment import Commitment, DueChange
from commitments.model.events import DueEvent, Event, deadline_by_event
from commitments.model.lifecycle import MilestoneStatus
from commitments.model.problem import Pointer


class BoundDeadline(NamedTuple):
    """The deadline of a record or of one of its milestones, with the event that it hangs on."""

    pointer: Pointer
    """Where the milestone stands in the record; empty for the record itself."""
    milestone: str | None
    due_event: DueEvent
    due: Span | None
    due_changes: Sequence[DueChange]
    waits: bool
    """Whether it is to be kept still: of an open record, or of a scheduled milestone of one."""

    def due_by(self, event: Event) -> str | None:
        """The deadline that follows from the event; None where its date gives none."""
        return deadline_by_event(self.due_event, event.date) if event.date else None

    def follows(self, event: Event) -> bool:
        """Whether `due` means the days that follow from the event."""
        expected = parse_date(self.due_by(event))
        return (
            expected is not None
            and self.due is not None
            and (expected.earliest, expected.latest) == (self.due.earliest, self.due.latest)
        )

    def was_settled_since(self, day: Span | None) -> bool:
        """Whether a person set, moved or lifted the deadline on this day or later."""
        dates = (move.date for move in self.due_changes if move.event is None)
        first = day.earliest if day else None
        return any(date and date.latest and first and date.latest >= first for date in dates)


def bound_deadlines(commitment: Commitment) -> list[BoundDeadline]:
    """The deadlines that hang on an event: the record's own, then those of its milestones."""
    bound = []
    if commitment.due_event:
        bound.append(
            BoundDeadline(
                (), None, commitment.due_event, commitment.due, commitment.due_changes, commitment.is_open
            )
        )
    milestones = commitment.data.get("milestones") or ()
    places = (index for index, milestone in enumerate(milestones) if isinstance(milestone, dict))
    for index, milestone in zip(places, commitment.milestones, strict=True):
        if milestone.due_event:
            waits = commitment.is_open and milestone.status is MilestoneStatus.SCHEDULED
            place = ("milestones", index)
            bound.append(
                BoundDeadline(
                    place, milestone.id, milestone.due_event, milestone.due, milestone.due_changes, waits
                )
            )
    return bound
