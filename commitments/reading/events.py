"""Reads the events of `schema/events.yaml`, on which deadlines hang. Checks nothing: schema and checks do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from commitments.model.calendar.dates import parse_date
from commitments.model.events import Event, EventRegistry
from commitments.model.names import Prose
from commitments.reading.text import REGISTRY

if TYPE_CHECKING:
    from commitments.reading.yaml.yaml_text import Parsed


def encode_events(data: bytes) -> bytes:
    """The events of a file as JSON, for the cache: a list of rows, one for each event.

    Entries without an id are left out; a file of comments alone has none. The JSON is null for a file that
    cannot be read.
    """
    parsed = parse_events(data)
    readable = parsed.whole and isinstance(parsed.value, list | None)
    return json.dumps(list(_event_rows(parsed.value or ())) if readable else None).encode()


@lru_cache(maxsize=1)
def parse_events(data: bytes) -> Parsed:
    """The parsed text of a file of events."""
    from commitments.reading.yaml.yaml_text import parse  # not needed where the cache holds the rows

    return parse(data, limits=REGISTRY)


def _event_rows(value: Any) -> Iterator[list[Any]]:
    for entry in value:
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            names = _mapping(entry.get("name"))
            cancelled = entry.get("cancelled")
            yield [
                entry["id"],
                _filled_text(names.get("en")),
                _filled_text(names.get("vi")),
                _date_text(entry.get("date")),
                bool(cancelled),
                _date_text(_mapping(cancelled).get("date")),
            ]


def _mapping(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, dict) else {}


def _filled_text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _date_text(value: Any) -> str | None:
    span = parse_date(value)
    return span.text if span else None


def decode_events(kept: bytes) -> EventRegistry:
    """The registry made of the JSON of `encode_events`; of two events with one id the first stands."""
    rows = json.loads(kept)
    if rows is None:
        return EventRegistry(is_readable=False)
    events: dict[str, Event] = {}
    for id, english, vietnamese, date, is_cancelled, cancelled_on in rows:
        name = Prose(english, vietnamese)
        events.setdefault(id, Event(id, name, parse_date(date), is_cancelled, parse_date(cancelled_on)))
    return EventRegistry(events)
