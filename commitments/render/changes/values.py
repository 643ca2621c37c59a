"""Writes the name and the value of a changed field as people read them. Says nothing of the change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from commitments.model.calendar.day_distance import months_between
from commitments.model.calendar.durations import parse_duration
from commitments.model.events import NO_EVENTS, EventRegistry
from commitments.model.fields import BY_PATH, DATE_NAMES, LIST_KEYS, PARTY_NAMES, Shape, named_by_path
from commitments.model.parties.party import Registry
from commitments.model.record import read_prose
from commitments.render.event_words import due_event_text, duration_text
from commitments.render.names.labels import EVENT_TIMING, KIND, MILESTONE_STATUS, RENEWAL, ROLE, STATUS, TOPIC
from commitments.render.words import Words

_FIELDS_WITH_NOUN = named_by_path()
"""The fields that have a noun, by path; a field without one is called by its path."""

_LABELS: Mapping[str, Mapping[str, str]] = {
    "kind": KIND,
    "status": {**STATUS, **MILESTONE_STATUS},
    "role": ROLE,
    "about": TOPIC,
    "renewal": RENEWAL,
    "when": EVENT_TIMING,
}
_DURATION_NAMES = frozenset(row.name for row in BY_PATH.values() if row.shape is Shape.DURATION)
_LONG_WORD = 20
"""Letters from which a word at the cut is cut too; a shorter one is left out."""


class FieldWords:
    """Names, values and distances of fields, in one language."""

    def __init__(
        self,
        words: Words,
        registry: Registry,
        limit: int | None = None,
        events: EventRegistry = NO_EVENTS,
    ) -> None:
        self.words = words
        self._registry = registry
        self._events = events
        self.limit = limit
        """Characters that a text may have; None cuts nothing."""

    def name(self, field: str) -> str:
        """What a field is called."""
        field_row = _FIELDS_WITH_NOUN.get(field)
        return self.words.say(field_row.noun) if field_row else field

    def reads_on(self, field: str) -> bool:
        """Whether a field's name and value read as one phrase."""
        return field in _FIELDS_WITH_NOUN and _FIELDS_WITH_NOUN[field].reads_on

    def value(self, field: str, value: Any) -> str:
        """The value of a field of this path, in words; empty for None."""
        name = field.rpartition(".")[2]
        if isinstance(value, bool):
            return self.words.say("yes") if value else self.words.say("no")
        if isinstance(value, str):
            return self.short(self._text_in_words(name, value))
        if isinstance(value, int) and name in DATE_NAMES:
            return self.words.date(str(value))
        if isinstance(value, list):
            return self.short("; ".join(self._item_text(field, item) for item in value))
        if isinstance(value, dict):
            return self.short(self._mapping_text(field, value))
        return "" if value is None else json.dumps(value)

    def _text_in_words(self, name: str, value: str) -> str:
        if name in DATE_NAMES:
            return self.words.past(value) if name == "met_on" else self.words.date(value)
        if name in _LABELS and value in _LABELS[name]:
            return self.words.say(_LABELS[name][value])
        if name == "field" and f"in_force.{value}" in _FIELDS_WITH_NOUN:
            return self.name(f"in_force.{value}")
        if name == "event":
            return self._events.name(value, self.words.lang)
        if name in PARTY_NAMES:
            return self._registry.name(value, self.words.lang)
        if name == "rule" and value.isascii() and len(value) < 200:
            return self.words.rule(value)
        if name in _DURATION_NAMES and (duration := parse_duration(value)):
            return duration_text(duration, self.words)
        return value.strip()

    def _mapping_text(self, field: str, value: Mapping[str, Any]) -> str:
        """A mapping in words; as JSON where it holds what no field of a record is called."""
        if value.keys() <= {"en", "vi"} and (text := self.text(value)):
            return text
        name = field.rpartition(".")[2]
        if name == "due_event" and (text := due_event_text(value, self._events, self.words)):
            return text
        if name in ("closing", "cancelled") and "reason" in value and value.keys() <= {"date", "reason"}:
            return with_detail(self.value("date", value.get("date")), self.text(value["reason"]))
        parts = {f"{field}.{key}" if field else key: part for key, part in value.items()}
        if not parts or not all(path in _FIELDS_WITH_NOUN for path in parts):
            return json.dumps(value, ensure_ascii=False)
        return "; ".join(self.part(path, part) for path, part in parts.items())

    def part(self, path: str, value: Any) -> str:
        """A part of a mapping with its name; the rule of a recurrence says what it is."""
        text = self.value(path, value)
        if path.endswith(".rule"):
            return text
        return f"{self.name(path)} ({text})" if has_parts(value) else f"{self.name(path)}: {text}"

    def _item_text(self, field: str, item: Any) -> str:
        """An item of a list; the fields of its items are named from the item."""
        if isinstance(item, dict) and field.rpartition(".")[2] == "evidence":
            return self.evidence(item)
        if isinstance(item, dict) and _is_list(field):
            return f"({self._mapping_text('', item)})"
        return self.value(field, item)

    def evidence(self, item: Mapping[str, Any]) -> str:
        """A piece of evidence by its title, else its address, and its day."""
        name = next((name for name in ("title", "url", "date") if item.get(name)), "")
        text = self.value(name, item.get(name))
        if name == "date" or not item.get("date"):
            return text
        return f"{text} ({self.value('date', item['date'])})"

    def text(self, value: Any) -> str:
        """Prose in the language of the reader, if it has that language."""
        return self.short(read_prose(value).in_language(self.words.lang).strip())

    def short(self, text: str) -> str:
        """A text cut to the limit, with an ellipsis."""
        if self.limit is None or len(text) <= self.limit:
            return text
        kept, _, last_word = text[: self.limit].rpartition(" ")
        is_whole_word = kept and len(last_word) < _LONG_WORD
        return (kept if is_whole_word else text[: self.limit - 1]).rstrip() + "…"

    def distance(self, first_day: date, second_day: date) -> str:
        """The distance of two days, without a direction."""
        months = months_between(first_day, second_day)
        if months is None:
            return self.words.count(abs((second_day - first_day).days), "{n} day", "{n} days")
        if months % 12:
            return self.words.count(abs(months), "{n} month", "{n} months")
        return self.words.count(abs(months) // 12, "{n} year", "{n} years")


def has_parts(value: Any) -> bool:
    """Whether a value is a mapping, and no prose by language."""
    return isinstance(value, dict) and not value.keys() <= {"en", "vi"}


def _is_list(field: str) -> bool:
    """Whether a field of this path is a list of mappings that the table of fields knows."""
    return field.rpartition(".")[2] in LIST_KEYS


def with_detail(head: str, detail: str) -> str:
    """A sentence and its detail, if there is one."""
    return f"{head}: {detail}" if detail else head
