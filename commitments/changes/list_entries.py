"""Compares the entries of a list in two states: which changed, were removed or were added. It judges nothing.

An entry keeps its meaning when it moves within the list, writes the same days in other words, or gains
more, such as a translation.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple
from unicodedata import normalize

from commitments.changes.compare import canonical_text, canonical_value
from commitments.model.calendar.dates import parse_date
from commitments.model.fields import DATE_NAMES, HAPPENED_NAMES

Fields = Mapping[str, Any]
EntryKey = Callable[[Fields], str | None]
"""Returns what an entry is known by; None where it has no such thing."""

_WORD = re.compile(r"[^\W\d_\u02b0-\u02ff\u115f\u1160\u3164\uffa0]{2}")
"""Two letters in a row, of any script; modifiers and fillers, which show nothing or little, are none."""

_BETWEEN_WORDS = re.compile(r"[\W_]+")

_TRIES = 50
"""How many entries of one key each is compared with, so that a hostile list costs no more than its length."""


class ListEntry(NamedTuple):
    """One mapping of a list."""

    place: int
    """Its index in the list."""
    data: Fields
    plain: Fields
    """The mapping in its canonical form."""
    text: str
    """The canonical form as JSON."""


class ListChanges(NamedTuple):
    """What became of the entries of a list; those that mean the same are in none of these."""

    changed: Sequence[tuple[ListEntry, ListEntry]]
    """Entries whose meaning changed, before and after."""
    removed: Sequence[ListEntry]
    added: Sequence[ListEntry]
    extended: Sequence[tuple[ListEntry, ListEntry]] = ()
    """Entries that keep their meaning and say more, before and after."""

    def pairs(self) -> Sequence[tuple[ListEntry, ListEntry]]:
        """The entries that stand on both sides and differ, before and after."""
        return sorted([*self.changed, *self.extended], key=lambda pair: pair[1].place)


def list_changes(old: object, new: object, *keys: EntryKey) -> ListChanges:
    """Compares the mappings of two lists; the first key by which an old entry finds a new one pairs them."""
    before, after = _read_entries(old), _read_entries(new)
    before, after, _ = _pair_entries(before, after, lambda entry: entry.text, _fit_always)
    extended: list[tuple[ListEntry, ListEntry]] = []
    for key in keys:
        before, after, pairs = _pair_entries(before, after, _plain_key(key), _keep_meaning)
        extended += pairs
    changed: list[tuple[ListEntry, ListEntry]] = []
    for key in keys:
        before, after, pairs = _pair_entries(before, after, _plain_key(key), _fit_always)
        changed += pairs
    return ListChanges(sorted(changed, key=_places), before, after, extended)


def _places(pair: tuple[ListEntry, ListEntry]) -> tuple[int, int]:
    return pair[0].place, pair[1].place


def _read_entries(value: object) -> list[ListEntry]:
    entries = []
    for place, data in enumerate(value if isinstance(value, list) else ()):
        if isinstance(data, dict):
            plain = canonical_value(data)
            entries.append(ListEntry(place, data, plain, canonical_text(plain)))
    return entries


def _plain_key(key: EntryKey) -> Callable[[ListEntry], str | None]:
    return lambda entry: key(entry.plain)


def _fit_always(old: ListEntry, new: ListEntry) -> bool:
    return True


def _keep_meaning(old: ListEntry, new: ListEntry) -> bool:
    return keeps_meaning(old.plain, new.plain)


_Pairs = list[tuple[ListEntry, ListEntry]]


def _pair_entries(
    before: Sequence[ListEntry],
    after: Sequence[ListEntry],
    key: Callable[[ListEntry], str | None],
    fits: Callable[[ListEntry, ListEntry], bool],
) -> tuple[list[ListEntry], list[ListEntry], _Pairs]:
    """Pairs each old entry with the first new one of its key that fits.

    Returns the unpaired old entries, the unpaired new entries, and the pairs.
    """
    waiting: defaultdict[str, deque[ListEntry]] = defaultdict(deque)
    for new in after:
        if (new_key := key(new)) is not None:
            waiting[new_key].append(new)
    unpaired: list[ListEntry] = []
    pairs: _Pairs = []
    for old in before:
        old_key = key(old)
        candidates = waiting.get(old_key) if old_key is not None else None
        match = next((new for new in islice(candidates or (), _TRIES) if fits(old, new)), None)
        if candidates is None or match is None:
            unpaired.append(old)
        else:
            candidates.remove(match)
            pairs.append((old, match))
    paired = {new.place for _, new in pairs}
    return unpaired, [new for new in after if new.place not in paired], pairs


def keeps_meaning(old: Any, new: Any, name: str = "") -> bool:
    """Whether the new value of a field called `name` still says all of the old one. Both are canonical."""
    if old is None:
        return True
    if isinstance(old, dict) and isinstance(new, dict):
        return all(keeps_meaning(value, new.get(key), key) for key, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return not Counter(map(canonical_text, old)) - Counter(map(canonical_text, new))
    if isinstance(old, str):
        return _text_keeps_meaning(old, new, name)
    return canonical_text(old, name) == canonical_text(new, name)


def _text_keeps_meaning(old: str, new: Any, name: str) -> bool:
    if isinstance(new, dict):  # a bare text became one by language
        return any(_text_keeps_meaning(old, text, name) for text in new.values())
    if name in DATE_NAMES and (same_days(old, new) or (name in HAPPENED_NAMES and is_within(new, old))):
        return True
    return isinstance(new, str) and old.split() == new.split()


def same_days(one: object, other: object) -> bool:
    """Whether two values mean the same days, however they are written; so do two that are no dates."""
    first, second = parse_date(one), parse_date(other)
    if first is None or second is None:
        return first is second
    return (first.earliest, first.latest) == (second.earliest, second.latest)


def is_within(inner: object, outer: object) -> bool:
    """Whether all days of one date are days of another."""
    narrow, wide = parse_date(inner), parse_date(outer)
    if narrow is None or wide is None:
        return False
    begins_within = wide.earliest is None or (
        narrow.earliest is not None and narrow.earliest >= wide.earliest
    )
    ends_within = wide.latest is None or (narrow.latest is not None and narrow.latest <= wide.latest)
    return begins_within and ends_within


def has_text(value: object) -> bool:
    """Whether a text says anything, in any language."""
    if isinstance(value, dict):
        return any(isinstance(text, str) and text.strip() for text in value.values())
    return isinstance(value, str) and bool(value.strip())


def has_words(value: object) -> bool:
    """Whether a text has a word of at least two letters, in any language."""
    if isinstance(value, dict):
        return any(isinstance(text, str) and has_words(text) for text in value.values())
    return isinstance(value, str) and bool(_WORD.search(normalize("NFC", value)))


def bare_words(text: str) -> str:
    """The letters and figures of a text, by which two texts that say the same are told to be one."""
    return _BETWEEN_WORDS.sub("", normalize("NFC", text).casefold()) or text


def begins_after(value: object, day: date) -> bool:
    """Whether a date begins only after a day."""
    span = parse_date(value)
    return span is not None and span.earliest is not None and span.earliest > day


def key_by_text(*names: str) -> EntryKey:
    """The key of entries that are known by what some of their fields hold."""

    def key(entry: Fields) -> str | None:
        values = [entry.get(name) for name in names]
        return None if None in values else canonical_text(values)

    return key


def key_by_days(name: str) -> EntryKey:
    """The key of entries that are known by the days that a date means, or by its text where it is no date."""

    def key(entry: Fields) -> str | None:
        span = parse_date(entry.get(name))
        if span:
            return f"{span.earliest}/{span.latest}"
        return key_by_text(name)(entry)

    return key


def mappings(value: object) -> list[Fields]:
    """The mappings of a list; none where `value` is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text_or_empty(value: object) -> str:
    """The value where it is a text, else an empty text."""
    return value if isinstance(value, str) else ""


def shown_value(value: object) -> str:
    """A value as text, cut to what fits into a message."""
    if value is None:
        return "–"
    return (value if isinstance(value, str) else canonical_text(value))[:80]


def may_differ(before: Fields, after: Fields, *names: str) -> bool:
    """Whether any of these fields may differ, by a quick comparison."""
    return any(before.get(name) != after.get(name) for name in names)
