"""Tells what one commit did to the records it touched. It reads nothing: the caller supplies both states."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from commitments.changes.change import Change, ChangeKind, FieldChange
from commitments.model.revision import Revision


class RecordVersion(Protocol):
    """The content of a record file at one time."""

    @property
    def readable(self) -> bool:
        """Whether the file is a mapping that could be read."""

    @property
    def title(self) -> str:
        """The title as JSON."""

    def whole(self) -> Mapping[str, Any]:
        """The whole record, where it is readable."""


class RecordPair(NamedTuple):
    """The path of one record before and after a commit; None where the record was not there."""

    id: str
    old: str | None
    new: str | None


def pair_records(before: Mapping[str, str], after: Mapping[str, str]) -> list[RecordPair]:
    """Pairs the records before a commit with those after it, given the id of each touched path.

    A record is known by its id, wherever its file moves. Of several records with one id, those that keep
    their path are paired first, then the others in the order of their paths.
    """
    pairs = [RecordPair(id, path, path) for path, id in sorted(before.items()) if after.get(path) == id]
    left_paths = _left_paths_by_id(before, after)
    for path, id in sorted(after.items()):
        if before.get(path) != id:
            pairs.append(RecordPair(id, left_paths[id].pop(0) if left_paths[id] else None, path))
    pairs += [RecordPair(id, path, None) for id, paths in left_paths.items() for path in paths]
    return sorted(pairs, key=lambda pair: (pair.new or pair.old or "", pair.new is not None, pair.id))


def _left_paths_by_id(before: Mapping[str, str], after: Mapping[str, str]) -> defaultdict[str, list[str]]:
    """The paths at which a record no longer stands, by its id."""
    paths: defaultdict[str, list[str]] = defaultdict(list)
    for path, id in sorted(before.items()):
        if after.get(path) != id:
            paths[id].append(path)
    return paths


Compare = Callable[[Any, Any], Iterable[FieldChange]]


def change_rows(
    at: Revision,
    pair: RecordPair,
    old: RecordVersion | None,
    new: RecordVersion | None,
    last: RecordVersion | None,
    compare: Compare,
) -> Iterator[Change]:
    """Yields the rows of one record. `last` is the last readable version of it before the commit."""

    def row(kind: ChangeKind, before: Any = None, after: Any = None, field: str = "") -> Change:
        titled = new if new and new.readable else last or old
        title = titled.title if titled else "null"
        path = pair.new or pair.old or ""
        return Change(
            at, pair.id, path, kind.value, field, _encoded_json(before), _encoded_json(after), title
        )

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


def _encoded_json(value: Any) -> str:
    return "null" if value is None else _encode(value)
