"""What one commit did to the records it touched. Pure: the caller supplies what stood before and after."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from commitments.changes.change import Change, ChangeKind, FieldChange
from commitments.model.revision import Revision


class RecordVersion(Protocol):
    """What stood in a file at one time."""

    @property
    def readable(self) -> bool:
        """Whether it is a mapping that could be read."""

    @property
    def title(self) -> str:
        """The title as JSON."""

    def whole(self) -> Mapping[str, Any]:
        """All of a readable one."""


class Pair(NamedTuple):
    """One record before and after a commit, by path; None where it was not there."""

    id: str
    old: str | None
    new: str | None


def paired(before: Mapping[str, str], after: Mapping[str, str]) -> list[Pair]:
    """Which record before is which after, given the id that each touched path stood for.

    A record is who it is by its id, wherever its file moves. Of several with one id, those that stay
    in place are matched first, then the rest in the order of their paths.
    """
    pairs = [Pair(id, path, path) for path, id in sorted(before.items()) if after.get(path) == id]
    gone = _by_id(before, after)
    for path, id in sorted(after.items()):
        if before.get(path) != id:
            pairs.append(Pair(id, gone[id].pop(0) if gone[id] else None, path))
    pairs += [Pair(id, path, None) for id, paths in gone.items() for path in paths]
    return sorted(pairs, key=lambda pair: (pair.new or pair.old or "", pair.new is not None, pair.id))


def _by_id(before: Mapping[str, str], after: Mapping[str, str]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path, id in sorted(before.items()):
        if after.get(path) != id:
            found[id].append(path)
    return found


Compare = Callable[[Any, Any], Iterable[FieldChange]]


def changes(
    at: Revision,
    pair: Pair,
    old: RecordVersion | None,
    new: RecordVersion | None,
    last: RecordVersion | None,
    compare: Compare,
) -> Iterator[Change]:
    """The rows of one record. `last` is what it was when it could last be read before the commit."""

    def row(kind: ChangeKind, before: Any = None, after: Any = None, field: str = "") -> Change:
        of = new if new and new.readable else last or old
        title = of.title if of else "null"
        path = pair.new or pair.old or ""
        return Change(at, pair.id, path, kind.value, field, _json(before), _json(after), title)

    if new is None:
        yield row(ChangeKind.REMOVED, last.whole() if last else None)
        return
    if old is not None and pair.old != pair.new:
        yield row(ChangeKind.RENAMED, pair.old, pair.new)
    if not new.readable:
        if old is None or old.readable:
            yield row(ChangeKind.UNREADABLE, last.whole() if last else None)
        return
    if old is None:
        yield row(ChangeKind.ADDED, None, new.whole())
        return
    if not old.readable:
        yield row(ChangeKind.READABLE, None, new.whole())
    for change in compare(last, new) if last else ():
        yield row(ChangeKind.CHANGED, change.old, change.new, change.field)


_encode = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` makes an encoder for each value


def _json(value: Any) -> str:
    return "null" if value is None else _encode(value)
