"""Says on which event a deadline hangs. Computes no date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_never

from commitments.model.calendar.durations import Duration
from commitments.model.events import EventRegistry, read_due_event
from commitments.model.lifecycle import EventTiming
from commitments.render.words import Words


def due_event_text(value: Any, events: EventRegistry, words: Words) -> str:
    """The field `due_event` in words, such as "60 days after Tenth session"; empty where it says nothing."""
    due_event = read_due_event(value)
    if due_event is None:
        return ""
    event = _event_name(due_event.event, events, words)
    within = duration_text(due_event.within, words) if due_event.within else ""
    match due_event.timing:
        case EventTiming.BY:
            return event
        case EventTiming.AFTER if within:
            return words.say("{duration} after: {event}", duration=within, event=event)
        case EventTiming.AFTER:
            return words.say("at the end of: {event}", event=event)
        case EventTiming.BEFORE if within:
            return words.say("{duration} before: {event}", duration=within, event=event)
        case EventTiming.BEFORE:
            return words.say("before: {event}", event=event)
        case timing:
            assert_never(timing)


def _event_name(id: str, events: EventRegistry, words: Words) -> str:
    """The name of an event with its date, and whether it is cancelled."""
    name, event = events.name(id, words.lang), events.events.get(id)
    if event and event.is_cancelled:
        return words.say("{event} (cancelled)", event=name)
    return f"{name} ({words.date(event.date)})" if event and event.date else name


def duration_text(duration: Duration, words: Words) -> str:
    """A duration in years, months and days."""
    return ", ".join(_duration_parts(duration, words))


def _duration_parts(duration: Duration, words: Words) -> Iterator[str]:
    years, months = divmod(duration.months, 12)
    if years:
        yield words.count(years, "{n} year", "{n} years")
    if months:
        yield words.count(months, "{n} month", "{n} months")
    if duration.days:
        yield words.count(duration.days, "{n} day", "{n} days")
