"""Checks the events that deadlines hang on, and whether deadlines follow them. It knows no day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from commitments.checks.values import address_findings, date_findings
from commitments.model.bound_deadlines import BoundDeadline, bound_deadlines
from commitments.model.calendar.dates import LIKELY_FROM
from commitments.model.commitment import Commitment
from commitments.model.events import EventRegistry
from commitments.model.nearest import Suggestions
from commitments.model.problem import Finding
from commitments.model.references import References, read_pointer

PlacedFindings = Iterator[tuple[str, Finding]]
"""Findings, each with the path of its file."""


def event_file_holds_together(entries: Sequence[Mapping[Any, Any]]) -> Iterator[Finding]:
    """Ids are unique, dates exist, and addresses can be opened; an entry that is no mapping is empty."""
    ids: set[str] = set()
    for index, entry in enumerate(entries):
        id = entry.get("id")
        if isinstance(id, str) and id in ids:
            yield Finding("event-not-unique", (index, "id"), {"event": id})
        elif isinstance(id, str):
            ids.add(id)
        for names in (("date",), ("cancelled", "date")):
            yield from date_findings(_value_at(entry, names), LIKELY_FROM, (index, *names))
        yield from address_findings(_value_at(entry, ("source", "url")), (index, "source", "url"))


def _value_at(entry: Mapping[Any, Any], names: Sequence[str]) -> Any:
    value: Any = entry
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def events_are_known(references: References, registry: EventRegistry) -> PlacedFindings:
    """Every event that a record names stands in the file of events, unless that cannot be read."""
    if not registry.is_readable:
        return
    suggestions = Suggestions(registry.events)
    for path, named in references.items():
        for pointer_text, event in named:
            if event not in registry.events:
                values = {"event": event, "nearest": suggestions.nearest_to(event)}
                yield path, Finding("unknown-event", read_pointer(pointer_text), values)


def deadlines_follow_events(commitments: Iterable[Commitment], registry: EventRegistry) -> PlacedFindings:
    """Every deadline that is to be kept still follows its event, and none hangs on a cancelled one."""
    for commitment in commitments:
        for bound in bound_deadlines(commitment):
            if bound.waits:
                for finding in _deadline_findings(bound, registry):
                    yield commitment.path, finding


def _deadline_findings(bound: BoundDeadline, registry: EventRegistry) -> Iterator[Finding]:
    event = registry.events.get(bound.due_event.event)
    if event is None:
        return
    at, values = (*bound.pointer, "due_event"), {"event": event.id}
    if event.is_cancelled:
        if not bound.was_settled_since(event.cancelled_on):
            yield Finding("event-cancelled", (*at, "event"), values)
    elif event.date and not (expected := bound.due_by(event)):
        yield Finding("event-date-open", (*at, "event"), {**values, "date": event.date.text})
    elif event.date and not bound.follows(event):
        due = bound.due.text if bound.due else "–"
        place = (*bound.pointer, "due") if bound.due else at
        yield Finding("event-not-applied", place, {**values, "due": due, "expected": expected or ""})
