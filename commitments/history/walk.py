"""From the files that commits touched to what became of the records. Asks git for bytes alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from commitments.changes.change import Change
from commitments.changes.commit_step import Pair, changes, paired
from commitments.history.file_versions import UNREAD, FileVersion, difference
from commitments.model.names import stem
from commitments.model.revision import Revision
from commitments.reading.git import Repository
from commitments.reading.text import RECORD

Tell = Callable[[int, int], None]
"""Told how much is done, of how much."""


def unheard(done: int, total: int) -> None:
    """What tells nobody."""


_TOLD_EVERY = 64


class Touched(NamedTuple):
    """One record file before and after a commit, by object id; None where there was none."""

    path: str
    """From the workspace."""
    old: str | None
    new: str | None


class CommitFiles(NamedTuple):
    """What one commit touched."""

    at: Revision
    files: Sequence[Touched]


class Known(NamedTuple):
    """Which record a file is, even where it cannot be read."""

    id: str
    last: FileVersion | None
    """What it was when it could last be read."""


@dataclass
class Shelf:
    """Versions by object id, each read once, in the order of first need, and kept while it is needed."""

    repository: Repository
    loose: Mapping[str, bytes] = field(default_factory=dict)
    """Versions that git does not have, by an id of the caller's."""
    _uses: Counter[str] = field(default_factory=Counter)
    _kept: dict[str, FileVersion] = field(default_factory=dict)
    _coming: Iterator[tuple[str, bytes | None]] = field(default_factory=lambda: iter(()))

    def expect(self, steps: Iterable[CommitFiles]) -> None:
        """Say what will be taken, in this order."""
        needed: dict[str, None] = {}
        for _, files in steps:
            for file in files:
                for id in (file.old, file.new):
                    if id is not None:
                        self._uses[id] += 1
                        needed[id] = None
        stored = [id for id in needed if id not in self.loose]
        self._coming = zip(stored, self.repository.within(stored, RECORD.size), strict=True)

    def take(self, id: str, near: FileVersion | None) -> FileVersion:
        """One version; `near` is one that it probably resembles."""
        known = self._kept.get(id)
        if known is None:
            data = self.loose[id] if id in self.loose else self._next(id)
            known = self._kept[id] = UNREAD if data is None else FileVersion(data, near)
        return known

    def _next(self, id: str) -> bytes | None:
        expected, data = next(self._coming)
        if expected != id:
            raise AssertionError(f"{id} was taken before {expected}")
        return data

    def done(self, step: CommitFiles) -> None:
        """Each version of a step has one use less."""
        for _, old, new in step.files:
            for id in (old, new):
                if id is not None:
                    self._release(id)

    def _release(self, id: str) -> None:
        self._uses[id] -= 1
        known = self._kept.get(id)
        if not self._uses[id]:
            self._kept.pop(id, None)
        elif known is not None:
            known.let_go()


Broken = dict[tuple[str, str], Known]
"""What is known of each file that cannot be read, by path and object id."""


class UnknownBefore(Exception):
    """A file that could not be read before the first step: only what came earlier tells what it was."""


def walk(
    shelf: Shelf, steps: Sequence[CommitFiles], broken: Broken, tell: Tell, lenient: bool = False
) -> Iterator[list[Change]]:
    """The rows of each step, oldest first; `broken` is kept up to date.

    Raises UnknownBefore where a file cannot be read that `broken` does not know; `lenient`
    walks, such as those over several branches, take it for the record that its name says.
    """
    shelf.expect(steps)
    for number, step in enumerate(steps):
        if not number % _TOLD_EVERY:
            tell(number, len(steps))
        yield list(_rows(shelf, step, broken, lenient))
    tell(len(steps), len(steps))


def _rows(shelf: Shelf, step: CommitFiles, broken: Broken, lenient: bool) -> Iterator[Change]:
    for pair, old, new, last in touched_records(shelf, step, broken, lenient):
        yield from changes(step.at, pair, old, new, last, difference)
    shelf.done(step)


class TouchedRecord(NamedTuple):
    """One record before and after a step."""

    pair: Pair
    old: FileVersion | None
    new: FileVersion | None
    last: FileVersion | None
    """What it was when it could last be read before the step."""


def touched_records(
    shelf: Shelf, step: CommitFiles, broken: Broken, lenient: bool = False
) -> Iterator[TouchedRecord]:
    """The records that a step touched; the caller says when it is done with them."""
    before: dict[str, FileVersion] = {}
    after: dict[str, FileVersion] = {}
    known: dict[str, Known] = {}
    for path, old, new in step.files:
        if old is not None:
            before[path] = shelf.take(old, None)
            known[path] = _known(before[path], path, old, broken, lenient)
        if new is not None:
            after[path] = shelf.take(new, before.get(path))
    ids_before = {path: known[path].id for path in before}
    ids_after = {path: _id(item, path, known.get(path)) for path, item in after.items()}
    news = {path: new for path, _, new in step.files if new is not None}
    for pair in paired(ids_before, ids_after):
        last = known[pair.old].last if pair.old else None
        then = after[pair.new] if pair.new else None
        if pair.new and then and not then.readable:
            broken[pair.new, news[pair.new]] = Known(pair.id, last)
        yield TouchedRecord(pair, before[pair.old] if pair.old else None, then, last)


def _known(version: FileVersion, path: str, id: str, broken: Broken, lenient: bool) -> Known:
    if version.readable:
        return Known(version.id or stem(path), version)
    if lenient:
        return broken.get((path, id)) or Known(stem(path), None)
    known = broken.pop((path, id), None)
    if known is None:
        raise UnknownBefore
    return known


def _id(version: FileVersion, path: str, before: Known | None) -> str:
    if version.readable:
        return version.id or stem(path)
    return before.id if before else stem(path)
