"""How the entries of a list fared from one state to the next: changed, gone or new. Judges nothing.

What an entry said may stand in a list in another order, in other words for the same days, and with
more beside it, such as a translation: none of that is a change here.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from commitments.changes.compare import canonical, canonical_text
from commitments.model.dates import parse
from commitments.model.fields import DATE_NAMES, HAPPENED_NAMES

Fields = Mapping[str, Any]
Key = Callable[[Fields], str | None]
"""By what an entry is known; None where it has no such thing."""

_TRIES = 50
"""With how many entries of one key each is compared, so that a hostile list costs no more than its length."""


class ListEntry(NamedTuple):
    """One mapping of a list."""

    place: int
    """Its index in the list."""
    data: Fields
    plain: Fields
    """The same in its one canonical form."""
    text: str


class ListChanges(NamedTuple):
    """What became of the entries of a list; those that stand are in none of these."""

    changed: Sequence[tuple[ListEntry, ListEntry]]
    """Those that say something else now, before and after."""
    gone: Sequence[ListEntry]
    new: Sequence[ListEntry]


def list_changes(old: object, new: object, *keys: Key) -> ListChanges:
    """What became of the mappings in a list, which are known by the first key that finds a match."""
    before, after = _entries(old), _entries(new)
    before, after, _ = _matched(before, after, lambda entry: entry.text, _any)
    for key in keys:
        before, after, _ = _matched(before, after, _of(key), _stands)
    changed: list[tuple[ListEntry, ListEntry]] = []
    for key in keys:
        before, after, pairs = _matched(before, after, _of(key), _any)
        changed += pairs
    return ListChanges(sorted(changed), before, after)


def _entries(value: object) -> list[ListEntry]:
    found = []
    for place, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            plain = canonical(item)
            found.append(ListEntry(place, item, plain, canonical_text(plain)))
    return found


def _of(key: Key) -> Callable[[ListEntry], str | None]:
    return lambda entry: key(entry.plain)


def _any(old: ListEntry, new: ListEntry) -> bool:
    return True


def _stands(old: ListEntry, new: ListEntry) -> bool:
    return stands(old.plain, new.plain)


_Pairs = list[tuple[ListEntry, ListEntry]]


def _matched(
    before: Sequence[ListEntry],
    after: Sequence[ListEntry],
    key: Callable[[ListEntry], str | None],
    fits: Callable[[ListEntry, ListEntry], bool],
) -> tuple[list[ListEntry], list[ListEntry], _Pairs]:
    """What is left on both sides once each entry is paired with the first of its key that fits."""
    waiting: defaultdict[str, deque[ListEntry]] = defaultdict(deque)
    for item in after:
        if (name := key(item)) is not None:
            waiting[name].append(item)
    left: list[ListEntry] = []
    pairs: _Pairs = []
    for item in before:
        name = key(item)
        there = waiting.get(name) if name is not None else None
        found = next((other for other in islice(there or (), _TRIES) if fits(item, other)), None)
        if there is None or found is None:
            left.append(item)
        else:
            there.remove(found)
            pairs.append((item, found))
    taken = {new.place for _, new in pairs}
    return left, [entry for entry in after if entry.place not in taken], pairs


def stands(old: Any, new: Any, name: str = "") -> bool:
    """Whether all that was said in a field of that name is said still. Both are canonical."""
    if old is None:
        return True
    if isinstance(old, dict) and isinstance(new, dict):
        return all(stands(item, new.get(key), key) for key, item in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return not Counter(map(canonical_text, old)) - Counter(map(canonical_text, new))
    if isinstance(old, str):
        return _text_stands(old, new, name)
    return canonical_text(old, name) == canonical_text(new, name)


def _text_stands(old: str, new: Any, name: str) -> bool:
    if isinstance(new, dict):  # a bare text became one by language
        return any(_text_stands(old, item, name) for item in new.values())
    if name in DATE_NAMES and (same_days(old, new) or (name in HAPPENED_NAMES and is_within(new, old))):
        return True
    return isinstance(new, str) and old.split() == new.split()


def same_days(one: object, other: object) -> bool:
    """Whether two dates mean the same days, however they are written; what is no date is as none."""
    first, second = parse(one), parse(other)
    if first is None or second is None:
        return first is second
    return (first.earliest, first.latest) == (second.earliest, second.latest)


def is_within(inner: object, outer: object) -> bool:
    """Whether all days of one date are days of another."""
    less, more = parse(inner), parse(outer)
    if less is None or more is None:
        return False
    begins = more.earliest is None or (less.earliest is not None and less.earliest >= more.earliest)
    ends = more.latest is None or (less.latest is not None and less.latest <= more.latest)
    return begins and ends


def has_text(value: object) -> bool:
    """Whether a prose says anything, in any language."""
    if isinstance(value, dict):
        return any(isinstance(item, str) and item.strip() for item in value.values())
    return isinstance(value, str) and bool(value.strip())


def by_text(*names: str) -> Key:
    """Entries known by what some of their fields hold."""

    def key(entry: Fields) -> str | None:
        held = [entry.get(name) for name in names]
        return None if None in held else canonical_text(held)

    return key


def by_days(name: str) -> Key:
    """Entries known by the days that a date means, or by its text where it is none."""

    def key(entry: Fields) -> str | None:
        span = parse(entry.get(name))
        if span:
            return f"{span.earliest}/{span.latest}"
        return by_text(name)(entry)

    return key


def mappings(value: object) -> list[Fields]:
    """The mappings of a list; none where it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def word(value: object) -> str:
    """A text, or empty where there is another kind of value."""
    return value if isinstance(value, str) else ""


def shown(value: object) -> str:
    """A value as far as a message bears it."""
    if value is None:
        return "–"
    return (value if isinstance(value, str) else canonical_text(value))[:80]


def touched(before: Fields, after: Fields, *names: str) -> bool:
    """A quick look whether any of these fields may differ."""
    return any(before.get(name) != after.get(name) for name in names)
