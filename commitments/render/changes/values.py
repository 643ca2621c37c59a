"""A changed field's name and value as people read them. Says nothing of what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from commitments.model.day_distance import months_between
from commitments.model.fields import DATE_NAMES, PARTY_NAMES, named_by_path
from commitments.model.party import Registry
from commitments.model.record import prose
from commitments.render.labels import KIND, MILESTONE_STATUS, ROLE, STATUS
from commitments.render.words import Words

_NAMED = named_by_path()
"""Fields that have a noun; one that has none is called as it is written."""

_LABELS: Mapping[str, Mapping[str, str]] = {
    "kind": KIND,
    "status": {**STATUS, **MILESTONE_STATUS},
    "role": ROLE,
}
_LONG_WORD = 20
"""A word of so many letters is cut; a shorter one is left out whole."""


class Values:
    """Names, values and distances in one language."""

    def __init__(self, words: Words, registry: Registry, limit: int | None = None) -> None:
        self.words = words
        self._registry = registry
        self.limit = limit
        """How long somebody's text may be; None leaves all whole."""

    def name(self, field: str) -> str:
        """What a field is called."""
        named = _NAMED.get(field)
        return self.words.say(named.noun) if named else field

    def reads_on(self, field: str) -> bool:
        """Whether the name of a field and its value read as one."""
        return field in _NAMED and _NAMED[field].reads_on

    def value(self, name: str, value: Any) -> str:
        """A value that stands in a field of that name; nothing for nothing."""
        if isinstance(value, bool):
            return self.words.say("yes") if value else self.words.say("no")
        if isinstance(value, str):
            return self.short(self._word(name, value))
        if isinstance(value, int) and name in DATE_NAMES:
            return self.words.date(str(value))
        if isinstance(value, list):
            return self.short("; ".join(self.value(name, item) for item in value))
        if isinstance(value, dict):
            return self._mapping(value)
        return "" if value is None else json.dumps(value)

    def _word(self, name: str, value: str) -> str:
        if name in DATE_NAMES:
            return self.words.past(value) if name == "met_on" else self.words.date(value)
        if name in _LABELS and value in _LABELS[name]:
            return self.words.say(_LABELS[name][value])
        if name in PARTY_NAMES:
            return self._registry.name(value, self.words.lang)
        if name == "rule" and value.isascii() and len(value) < 200:
            return self.words.rule(value)
        return value.strip()

    def _mapping(self, value: Mapping[str, Any]) -> str:
        if value.keys() <= {"en", "vi"} and (text := self.text(value)):
            return text
        if isinstance(value.get("rule"), str):
            return self.value("rule", value["rule"])
        if "reason" in value:
            return joined(self.value("date", value.get("date")), self.text(value["reason"]))
        return self.short(json.dumps(value, ensure_ascii=False))

    def text(self, value: Any) -> str:
        """Prose in the language of the reader, where it has one."""
        return self.short(prose(value).in_language(self.words.lang).strip())

    def short(self, text: str) -> str:
        """As much of a text as may be shown."""
        if self.limit is None or len(text) <= self.limit:
            return text
        kept, _, last = text[: self.limit].rpartition(" ")
        whole = kept and len(last) < _LONG_WORD
        return (kept if whole else text[: self.limit - 1]).rstrip() + "…"

    def distance(self, first: date, second: date) -> str:
        """How far one day is from another, whichever comes first."""
        months = months_between(first, second)
        if months is None:
            return self.words.count(abs((second - first).days), "{n} day", "{n} days")
        if months % 12:
            return self.words.count(abs(months), "{n} month", "{n} months")
        return self.words.count(abs(months) // 12, "{n} year", "{n} years")


def joined(head: str, detail: str) -> str:
    """What happened, and of what where that is known."""
    return f"{head}: {detail}" if detail else head
