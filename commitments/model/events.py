"""Defines the events that deadlines hang on, and the deadline that follows from one. It knows no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple, assert_never

from commitments.model.calendar.dates import Span
from commitments.model.calendar.durations import Duration, add_duration, parse_duration
from commitments.model.lifecycle import EventTiming
from commitments.model.names import Prose


class Event(NamedTuple):
    """An event of `schema/events.yaml`."""

    id: str
    name: Prose
    date: Span | None = None
    """None where it has no date yet."""
    is_cancelled: bool = False
    cancelled_on: Span | None = None
    """None where it stands, and where the day of its cancellation cannot be read."""


@dataclass(frozen=True, slots=True)
class EventRegistry:
    """The events of a workspace; without a file it is empty."""

    events: Mapping[str, Event] = field(default_factory=dict)
    is_readable: bool = True
    """False where the file cannot be read, so that nobody knows which events there are."""

    def name(self, event: str, lang: str) -> str:
        """The name of an event in `lang`, or its id where it is not registered."""
        registered = self.events.get(event)
        return (registered.name.in_language(lang) if registered else "") or event


NO_EVENTS = EventRegistry()
"""The registry of a workspace without events."""


class DueEvent(NamedTuple):
    """How a deadline hangs on an event, as a record states it."""

    event: str
    timing: EventTiming
    within: Duration | None = None


def read_due_event(value: Any) -> DueEvent | None:
    """The field `due_event`; None where it names no event, or says what cannot be read.

    Without `when`, a deadline with `within` comes after its event, any other falls on its date.
    """
    if not isinstance(value, dict) or not isinstance(value.get("event"), str) or not value["event"]:
        return None
    within = parse_duration(value.get("within"))
    if "within" in value and within is None:
        return None
    when = value.get("when", EventTiming.AFTER.value if within else EventTiming.BY.value)
    timing = _TIMINGS.get(when) if isinstance(when, str) else None
    return DueEvent(value["event"], timing, within) if timing else None


_TIMINGS: Mapping[str, EventTiming] = {timing.value: timing for timing in EventTiming}


def moves_by_event(holder: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    """Whether an entry of `due_changes` records a move by the event on which its deadline hangs.

    An entry that names any other event is a move like all others: a name alone hides no slip.
    """
    due_event, event = holder.get("due_event"), change.get("event")
    bound = due_event.get("event") if isinstance(due_event, dict) else None
    return isinstance(event, str) and bool(event) and event == bound


def deadline_by_event(due_event: DueEvent, date: Span) -> str | None:
    """The deadline that follows from the date of an event, as a record writes it.

    Returns None where the date lacks the end that is needed, or the deadline lies outside the calendar.
    """
    match due_event.timing:
        case EventTiming.BY:
            return date.text if date.latest else None
        case EventTiming.AFTER:
            day = date.latest
            if day and due_event.within:
                day = add_duration(day, due_event.within)
            return day.isoformat() if day else None
        case EventTiming.BEFORE:
            day = date.earliest and date.earliest - timedelta(1)
            if day and due_event.within:
                day = add_duration(day, due_event.within, -1)
            return day.isoformat() if day else None
        case _:
            assert_never(due_event.timing)
