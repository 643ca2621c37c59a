"""What a change says, in words people use: `due moved 6 months later: Q2 2026 → Q4 2026`. Lays out nothing.

The value of any field may be any JSON, since history is read and never validated.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from commitments.changes.change import Change, ChangeKind
from commitments.changes.compare import canonical_text
from commitments.model.dates import parse
from commitments.model.party import Registry
from commitments.model.record import prose
from commitments.render.changes.items import ITEMS, WITHIN
from commitments.render.changes.values import Values, joined
from commitments.render.safe import one_line
from commitments.render.words import Words

_MOST_ITEMS = 5
"""How many items of one list are told where texts are cut."""

_MOVED = frozenset({"due", "review_by"})
_ITEM = re.compile(r'([a-z_.]+)\[(?!")((?:[^\]\\]|\\.)*)\](?:\.(.+))?', re.DOTALL)
"""An item of a list with its key, and what stands below it."""


class ChangeWords:
    """Sentences about changes, in one language. What was said of a change is said again of its like."""

    def __init__(self, words: Words, registry: Registry, limit: int | None = None) -> None:
        self._words = words
        self._said = Values(words, registry, limit)
        self._known: dict[tuple[str, str, str], str] = {}
        self._titles: dict[str, str] = {}

    def sentence(self, change: Change) -> str:
        """What became of a field, or of the record as a whole: one safe line."""
        if not change.field:
            return one_line(self._of_record(change))
        key = (change.field, change.old, change.new)
        if key not in self._known:
            old, new = (None if text == "null" else json.loads(text) for text in key[1:])
            self._known[key] = one_line(self._told(change.field, old, new))
        return self._known[key]

    def title(self, change: Change) -> str:
        """The record's title at that time, in the reader's language where it has one: one safe line."""
        if change.title not in self._titles:
            found = prose(json.loads(change.title)).in_language(self._words.lang)
            self._titles[change.title] = one_line(self._said.short(found.strip()))
        return self._titles[change.title]

    def _of_record(self, change: Change) -> str:
        words = self._words
        match change.kind:
            case ChangeKind.ADDED:
                return words.say("record added")
            case ChangeKind.REMOVED:
                return words.say("record removed")
            case ChangeKind.UNREADABLE:
                return words.say("can no longer be read")
            case ChangeKind.READABLE:
                return words.say("can be read again")
            case _:
                old, new = (str(json.loads(item)) for item in (change.old, change.new))
                return words.say("moved from {old} to {new}", old=old, new=new)

    def _told(self, field: str, old: Any, new: Any) -> str:
        """What became of a field of a record, or of a field of an item."""
        item = _ITEM.fullmatch(field)
        if item is None:
            return self._listed(field, old, new) or self._plain(field, old, new)
        name, key, below = item[1], _unescaped(item[2]), item[3]
        if below is None:
            return self._item(name, old, new) or self._plain(field, old, new)
        if name == "milestones" and below == "status":
            return self._milestone_status(key, old, new)
        if name not in WITHIN:
            return self._plain(field, old, new)
        called = key if name in ("milestones", "evidence") else self._words.date(key)
        return self._words.say(WITHIN[name], name=called, told=self._told(below, old, new))

    def _listed(self, field: str, old: Any, new: Any) -> str:
        """A whole list: what came to it and what left it; empty where there is no list."""
        if not all(isinstance(item, list) or item is None for item in (old, new)):
            return ""
        gone, come = _difference(field, old or [], new or [])
        if field in ITEMS and all(isinstance(item, dict) for item in (*gone, *come)):
            told = [self._item(field, None, item) for item in come]
            told += [self._item(field, item, None) for item in gone]
            return "; ".join(self._few(told))
        signed = [f"+{self._said.value(field, item)}" for item in come]
        signed += [f"−{self._said.value(field, item)}" for item in gone]
        return f"{self._said.name(field)}: {' '.join(self._few(signed))}"

    def _few(self, told: list[str]) -> list[str]:
        if self._said.limit is None or len(told) <= _MOST_ITEMS:
            return told
        rest = len(told) - _MOST_ITEMS
        return [*told[:_MOST_ITEMS], self._words.more(rest)]

    def _item(self, name: str, old: Any, new: Any) -> str:
        """An item that came or went; empty where that is not what happened, or to no list we know."""
        one = new if old is None else old if new is None else None
        return ITEMS[name](self._said, one, old is None) if name in ITEMS and isinstance(one, dict) else ""

    def _milestone_status(self, key: str, old: Any, new: Any) -> str:
        if new == "met":
            return self._words.say("milestone {name} met", name=key)
        stood, stands = (self._said.value("status", item or "scheduled") for item in (old, new))
        return self._words.say(WITHIN["milestones"], name=key, told=f"{stood} → {stands}")

    def _plain(self, field: str, old: Any, new: Any) -> str:
        """A field with a value of its own."""
        if field == "closing" and old is None and isinstance(new, dict):
            when = self._said.value("date", new.get("date"))
            return joined(self._words.say("closed on {date}", date=when), self._said.text(new.get("reason")))
        if field in _MOVED and (moved := self._moved(field, old, new)):
            return moved
        place, _, lang = field.rpartition(".")
        if not place or lang not in ("en", "vi"):
            place, lang = field, ""
        called = self._said.name(place) + (f" ({lang})" if lang not in ("", self._words.lang) else "")
        was, now = (self._said.value(place.rpartition(".")[2], item) for item in (old, new))
        if self._said.reads_on(place):
            return f"{called}: {now}" if old is None else f"{called}: {was} → {now or '–'}"
        if old is None:
            return self._words.say("{field} set to {new}", field=called, new=now)
        if new is None:
            return self._words.say("{field} dropped, was {old}", field=called, old=was)
        if lang and isinstance(old, str) and isinstance(new, str):
            return self._words.say("{field} reworded: {old} → {new}", field=called, old=was, new=now)
        return f"{called}: {was} → {now}"

    def _moved(self, field: str, old: Any, new: Any) -> str:
        """How far a date moved; empty where that cannot be said, or not at all."""
        first, second = parse(old), parse(new)
        if not (first and second and first.latest and second.latest and first.latest != second.latest):
            return ""
        told = {
            "field": self._said.name(field),
            "distance": self._said.distance(first.latest, second.latest),
            "old": self._words.date(first),
            "new": self._words.date(second),
        }
        if first.latest < second.latest:
            return self._words.say("{field} moved {distance} later: {old} → {new}", **told)
        return self._words.say("{field} moved {distance} earlier: {old} → {new}", **told)


def _unescaped(key: str) -> str:
    """The key of an item without the number that tells it from its like."""
    if "#" not in key and "\\" not in key:
        return key
    return re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)#[0-9]+\Z", "", key), flags=re.DOTALL)


def _difference(field: str, old: list[Any], new: list[Any]) -> tuple[list[Any], list[Any]]:
    """What only the old list has, and what only the new one."""
    before, after = ([canonical_text(item, field) for item in side] for side in (old, new))
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    return list(_taken(old, before, gone)), list(_taken(new, after, come))


def _taken(items: list[Any], texts: list[str], wanted: Counter[str]) -> Iterator[Any]:
    for item, text in zip(items, texts, strict=True):
        if wanted[text] > 0:
            wanted[text] -= 1
            yield item
