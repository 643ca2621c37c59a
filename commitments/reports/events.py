"""Lists the events that deadlines hang on, with the records that wait for each. It reads no file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from commitments.model.bound_deadlines import bound_deadlines
from commitments.model.commitment import Commitment
from commitments.model.events import Event, EventRegistry
from commitments.model.names import CommitmentId


class EventRow(NamedTuple):
    """An event, and the open records of which a deadline hangs on it."""

    event: Event
    records: tuple[CommitmentId, ...]


def list_events(registry: EventRegistry, commitments: Iterable[Commitment]) -> list[EventRow]:
    """Every event, by date; then those without a date, then the cancelled ones."""
    waiting: dict[str, dict[CommitmentId, None]] = {}
    for commitment in commitments:
        for bound in bound_deadlines(commitment):
            if bound.waits:
                waiting.setdefault(bound.due_event.event, {})[commitment.id] = None
    events = sorted(registry.events.values(), key=_event_order)
    return [EventRow(event, tuple(sorted(waiting.get(event.id, ())))) for event in events]


def _event_order(event: Event) -> tuple[bool, bool, date, str]:
    day = event.date and (event.date.earliest or event.date.latest)
    return event.is_cancelled, day is None, day or date.min, event.id
