"""Writes a change as a sentence: `due moved 6 months later: Q2 2026 → Q4 2026`. Lays out nothing.

The value of a field may be any JSON, since history is read and never validated.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, assert_never

from commitments.changes.change import Change, ChangeKind
from commitments.changes.compare import canonical_text
from commitments.model.calendar.dates import parse_date
from commitments.model.events import NO_EVENTS, EventRegistry
from commitments.model.parties.party import Registry
from commitments.model.record import read_prose
from commitments.render.changes.items import ITEM_FIELD_SENTENCES, ITEM_SENTENCES, entry_details
from commitments.render.changes.values import FieldWords, has_parts, with_detail
from commitments.render.changes.word_diff import changed_words
from commitments.render.safe import one_line
from commitments.render.words import Words

_MOST_ITEMS = 5
"""How many items of one list are listed where texts are cut."""

_DATE_FIELDS = frozenset({"due", "review_by"})
_ITEM_PATH = re.compile(r'([a-z_.]+)\[(?!")((?:[^\]\\]|\\.)*)\](?:\.(.+))?', re.DOTALL)
"""An item of a list: the list, the key, and the field of the item if any."""


class ChangeWords:
    """Sentences about changes, in one language; equal changes share a sentence.

    With `by_words`, a long text is told by the words that changed.
    """

    def __init__(
        self,
        words: Words,
        registry: Registry,
        limit: int | None = None,
        by_words: bool = False,
        events: EventRegistry = NO_EVENTS,
    ) -> None:
        self._words = words
        self._by_words = by_words
        self.field_words = FieldWords(words, registry, limit, events)
        self._sentences: dict[tuple[str, str, str], str] = {}
        self._titles: dict[str, str] = {}

    def sentence(self, change: Change) -> str:
        """What became of a field, or of the whole record: one safe line."""
        if not change.field:
            return one_line(self._record_sentence(change))
        key = (change.field, change.old, change.new)
        if key not in self._sentences:
            old, new = (None if text == "null" else json.loads(text) for text in key[1:])
            self._sentences[key] = one_line(self._field_sentence(change.field, old, new))
        return self._sentences[key]

    def title(self, change: Change) -> str:
        """The title that the record had then, in the reader's language if it has one: one safe line."""
        if change.title not in self._titles:
            title = read_prose(json.loads(change.title)).in_language(self._words.lang)
            self._titles[change.title] = one_line(self.field_words.short(title.strip()))
        return self._titles[change.title]

    def entry_details(self, entry: Mapping[str, Any]) -> str:
        """The reason of an entry of `due_changes`, who agreed, and what moved the deadline: one safe line."""
        return one_line(entry_details(self.field_words, entry))

    def _record_sentence(self, change: Change) -> str:
        words = self._words
        kind = ChangeKind(change.kind)
        match kind:
            case ChangeKind.ADDED:
                return words.say("record added")
            case ChangeKind.REMOVED:
                return words.say("record removed")
            case ChangeKind.UNREADABLE:
                return words.say("can no longer be read")
            case ChangeKind.READABLE:
                return words.say("can be read again")
            case ChangeKind.RENAMED | ChangeKind.CHANGED:
                old, new = (str(json.loads(path)) for path in (change.old, change.new))
                return words.say("moved from {old} to {new}", old=old, new=new)
            case _:
                assert_never(kind)

    def _field_sentence(self, field: str, old: Any, new: Any) -> str:
        """What became of a field of a record, or of a field of an item."""
        match = _ITEM_PATH.fullmatch(field)
        if match is None:
            return self._list_sentence(field, old, new) or self._value_sentence(field, old, new)
        list_name, key, subfield = match[1], _unescape_key(match[2]), match[3]
        if subfield is None:
            return self._item_sentence(list_name, old, new) or self._value_sentence(field, old, new)
        if list_name == "milestones" and subfield == "status":
            return self._milestone_status_sentence(key, old, new)
        if list_name not in ITEM_FIELD_SENTENCES:
            return self._value_sentence(field, old, new)
        item_name = key if list_name in ("milestones", "evidence") else self._words.date(key)
        return self._words.say(
            ITEM_FIELD_SENTENCES[list_name], name=item_name, told=self._field_sentence(subfield, old, new)
        )

    def _list_sentence(self, field: str, old: Any, new: Any) -> str:
        """The items that a list gained and lost; empty where the values are no lists."""
        if not all(isinstance(item, list) or item is None for item in (old, new)):
            return ""
        removed, added = _removed_and_added(field, old or [], new or [])
        if field in ITEM_SENTENCES and all(isinstance(item, dict) for item in (*removed, *added)):
            sentences = [self._item_sentence(field, None, item) for item in added]
            sentences += [self._item_sentence(field, item, None) for item in removed]
            return "; ".join(self._first_few(sentences))
        values = [f"+{self.field_words.value(field, item)}" for item in added]
        values += [f"−{self.field_words.value(field, item)}" for item in removed]
        return f"{self.field_words.name(field)}: {' '.join(self._first_few(values))}"

    def _first_few(self, texts: list[str]) -> list[str]:
        if self.field_words.limit is None or len(texts) <= _MOST_ITEMS:
            return texts
        hidden = len(texts) - _MOST_ITEMS
        return [*texts[:_MOST_ITEMS], self._words.more(hidden)]

    def _item_sentence(self, list_name: str, old: Any, new: Any) -> str:
        """An added or a removed item; empty for a changed one, and for a list without sentences."""
        item = new if old is None else old if new is None else None
        if list_name not in ITEM_SENTENCES or not isinstance(item, dict):
            return ""
        return ITEM_SENTENCES[list_name](self.field_words, item, old is None)

    def _milestone_status_sentence(self, key: str, old: Any, new: Any) -> str:
        if new == "met":
            return self._words.say("milestone {name} met", name=key)
        old_status, new_status = (
            self.field_words.value("status", status or "scheduled") for status in (old, new)
        )
        return self._words.say(
            ITEM_FIELD_SENTENCES["milestones"], name=key, told=f"{old_status} → {new_status}"
        )

    def _value_sentence(self, field: str, old: Any, new: Any) -> str:
        """A field with a value of its own."""
        if field == "closing" and old is None and isinstance(new, dict):
            return self._closing_sentence(new)
        if field in _DATE_FIELDS and (sentence := self._move_sentence(field, old, new)):
            return sentence
        path, _, lang = field.rpartition(".")
        if not path or lang not in ("en", "vi"):
            path, lang = field, ""
        noun = self.field_words.name(path) + (f" ({lang})" if lang not in ("", self._words.lang) else "")
        old_text, new_text = (self.field_words.value(path, value) for value in (old, new))
        if self.field_words.reads_on(path):
            return f"{noun}: {new_text}" if old is None else f"{noun}: {old_text} → {new_text or '–'}"
        if old is None and has_parts(new):
            return f"{noun}: {new_text}"
        if old is None:
            return self._words.say("{field} set to {new}", field=noun, new=new_text)
        if new is None:
            return self._words.say("{field} dropped, was {old}", field=noun, old=old_text)
        if isinstance(old, str) and isinstance(new, str) and (changes := self._changed_words(old, new)):
            return self._words.say("{field} reworded: {changes}", field=noun, changes=changes)
        if lang and isinstance(old, str) and isinstance(new, str):
            return self._words.say("{field} reworded: {old} → {new}", field=noun, old=old_text, new=new_text)
        return f"{noun}: {old_text} → {new_text}"

    def _changed_words(self, old: str, new: str) -> str:
        """The words of a long text that changed; empty where the text is told whole."""
        changes = changed_words(old, new) if self._by_words else None
        if changes is None:
            return ""
        places, hidden = changes
        places = [self.field_words.short(place) for place in places]
        return "; ".join([*places, *([self._words.more(hidden)] if hidden else [])])

    def _closing_sentence(self, closing: Mapping[str, Any]) -> str:
        """When and why a record was closed, and by whose doing."""
        day = self.field_words.value("date", closing.get("date"))
        head = self._words.say("closed on {date}", date=day) if day else self._words.say("closed")
        if closing.get("by"):
            head += f" ({self.field_words.part('closing.by', closing['by'])})"
        return with_detail(head, self.field_words.text(closing.get("reason")))

    def _move_sentence(self, field: str, old: Any, new: Any) -> str:
        """How far a date moved; empty where it did not, or where a value is no date."""
        old_date, new_date = parse_date(old), parse_date(new)
        if not (
            old_date
            and new_date
            and old_date.latest
            and new_date.latest
            and old_date.latest != new_date.latest
        ):
            return ""
        later = old_date.latest < new_date.latest
        noun = self.field_words.name(field)
        values = {
            "distance": self.field_words.distance(old_date.latest, new_date.latest),
            "old": self._words.date(old_date),
            "new": self._words.date(new_date),
        }
        if field == "due":
            return self._deadline_move(noun, later, values)
        if later:
            return self._words.say("{field} moved {distance} later: {old} → {new}", field=noun, **values)
        return self._words.say("{field} moved {distance} earlier: {old} → {new}", field=noun, **values)

    def _deadline_move(self, noun: str, later: bool, values: dict[str, str]) -> str:
        """Has messages of its own, since some languages put off a deadline with a verb of its own."""
        if later:
            return self._words.say(
                "{deadline} moved {distance} later: {old} → {new}", deadline=noun, **values
            )
        return self._words.say("{deadline} moved {distance} earlier: {old} → {new}", deadline=noun, **values)


def _unescape_key(key: str) -> str:
    """The key of an item without the number that tells equal keys apart."""
    if "#" not in key and "\\" not in key:
        return key
    return re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)#[0-9]+\Z", "", key), flags=re.DOTALL)


def _removed_and_added(field: str, old: list[Any], new: list[Any]) -> tuple[list[Any], list[Any]]:
    """The items of the old list alone, and those of the new list alone."""
    before, after = ([canonical_text(item, field) for item in side] for side in (old, new))
    removed, added = Counter(before) - Counter(after), Counter(after) - Counter(before)
    return list(_pick_items(old, before, removed)), list(_pick_items(new, after, added))


def _pick_items(items: list[Any], texts: list[str], wanted: Counter[str]) -> Iterator[Any]:
    for item, text in zip(items, texts, strict=True):
        if wanted[text] > 0:
            wanted[text] -= 1
            yield item
