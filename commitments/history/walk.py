"""Turns the files that commits touched into the changes of records. Asks git for bytes alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from commitments.changes.change import Change
from commitments.changes.change_set import RecordEdit
from commitments.changes.commit_step import RecordPair, change_rows, pair_records
from commitments.history.file_versions import UNREAD, FileVersion, compare_versions
from commitments.model.names import id_from_path
from commitments.model.revision import Revision
from commitments.reading.git.repository import Repository
from commitments.reading.text import RECORD

ReportProgress = Callable[[int, int], None]
"""Reports progress: how many commits are read, of how many."""


def report_nothing(done: int, total: int) -> None:
    """Report progress to nobody."""


_REPORT_INTERVAL = 64
"""How many commits are read between two reports of progress."""


class TouchedFile(NamedTuple):
    """One record file before and after a commit, by object id; None where there was none."""

    path: str
    """The path from the workspace."""
    old: str | None
    new: str | None


class CommitFiles(NamedTuple):
    """The record files that one commit touched."""

    at: Revision
    files: Sequence[TouchedFile]


class RecordIdentity(NamedTuple):
    """Which record a file holds, even where it cannot be read."""

    id: str
    last: FileVersion | None
    """The last version that could be read."""


@dataclass
class VersionReader:
    """Reads file versions by object id: each once, in the order of first need, and kept while needed."""

    repository: Repository
    loose: Mapping[str, bytes] = field(default_factory=dict)
    """The bytes of versions that git does not have, by the ids that the steps use for them."""
    _uses: Counter[str] = field(default_factory=Counter)
    _kept: dict[str, FileVersion] = field(default_factory=dict)
    _stored: Iterator[tuple[str, bytes | None]] = field(default_factory=lambda: iter(()))

    def expect(self, steps: Iterable[CommitFiles]) -> None:
        """Announce the steps whose versions will be taken, in this order."""
        needed: dict[str, None] = {}
        for _, files in steps:
            for file in files:
                for id in (file.old, file.new):
                    if id is not None:
                        self._uses[id] += 1
                        needed[id] = None
        stored = [id for id in needed if id not in self.loose]
        self._stored = zip(stored, self.repository.blobs_up_to(stored, RECORD.size), strict=True)

    def take(self, id: str, near: FileVersion | None) -> FileVersion:
        """Read one version; `near` is a version that it probably resembles."""
        version = self._kept.get(id)
        if version is None:
            data = self.loose[id] if id in self.loose else self._next_bytes(id)
            version = self._kept[id] = UNREAD if data is None else FileVersion(data, near)
        return version

    def _next_bytes(self, id: str) -> bytes | None:
        expected, data = next(self._stored)
        if expected != id:
            raise AssertionError(f"{id} was taken before {expected}")
        return data

    def release(self, step: CommitFiles) -> None:
        """Give back the versions of a step; a version without a further use is forgotten."""
        for _, old, new in step.files:
            for id in (old, new):
                if id is not None:
                    self._release_version(id)

    def _release_version(self, id: str) -> None:
        self._uses[id] -= 1
        version = self._kept.get(id)
        if not self._uses[id]:
            self._kept.pop(id, None)
        elif version is not None:
            version.forget_value()


UnreadableFiles = dict[tuple[str, str], RecordIdentity]
"""What is known of each file that cannot be read, by path and object id."""


class UnknownEarlierRecord(Exception):
    """A file cannot be read before the first step: only earlier commits tell which record it holds."""


def walk(
    versions: VersionReader,
    steps: Sequence[CommitFiles],
    broken: UnreadableFiles,
    tell: ReportProgress,
    lenient: bool = False,
) -> Iterator[list[Change]]:
    """Yield the rows of each step, oldest first, and keep `broken` up to date.

    Raises UnknownEarlierRecord where a file cannot be read that `broken` does not hold. A `lenient` walk,
    such as one over several branches, takes such a file for the record that its name says.
    """
    versions.expect(steps)
    for number, step in enumerate(steps):
        if not number % _REPORT_INTERVAL:
            tell(number, len(steps))
        yield list(_rows(versions, step, broken, lenient))
    tell(len(steps), len(steps))


def _rows(
    versions: VersionReader, step: CommitFiles, broken: UnreadableFiles, lenient: bool
) -> Iterator[Change]:
    for pair, old, new, last in touched_records(versions, step, broken, lenient):
        yield from change_rows(step.at, pair, old, new, last, compare_versions)
    versions.release(step)


class TouchedRecord(NamedTuple):
    """One record before and after a step."""

    pair: RecordPair
    old: FileVersion | None
    new: FileVersion | None
    last: FileVersion | None
    """The last version before the step that could be read."""

    def as_edit(self) -> RecordEdit:
        """The record before and after the step, as rules of change judge it."""
        is_readable = self.new is None or self.new.readable
        return RecordEdit(
            self.pair.id,
            self.last.whole() if self.last else None,
            self.new.whole() if self.new and is_readable else None,
            self.pair.old,
            self.pair.new,
            is_readable,
        )


def touched_records(
    versions: VersionReader, step: CommitFiles, broken: UnreadableFiles, lenient: bool = False
) -> Iterator[TouchedRecord]:
    """Yield the records that a step touched; the caller releases the step when it is done with them."""
    before: dict[str, FileVersion] = {}
    after: dict[str, FileVersion] = {}
    identities: dict[str, RecordIdentity] = {}
    for path, old, new in step.files:
        if old is not None:
            before[path] = versions.take(old, None)
            identities[path] = _identity_before(before[path], path, old, broken, lenient)
        if new is not None:
            after[path] = versions.take(new, before.get(path))
    ids_before = {path: identities[path].id for path in before}
    ids_after = {path: _id_after(version, path, identities.get(path)) for path, version in after.items()}
    new_blobs = {path: new for path, _, new in step.files if new is not None}
    for pair in pair_records(ids_before, ids_after):
        last = identities[pair.old].last if pair.old else None
        version = after[pair.new] if pair.new else None
        if pair.new and version and not version.readable:
            broken[pair.new, new_blobs[pair.new]] = RecordIdentity(pair.id, last)
        yield TouchedRecord(pair, before[pair.old] if pair.old else None, version, last)


def _identity_before(
    version: FileVersion, path: str, id: str, broken: UnreadableFiles, lenient: bool
) -> RecordIdentity:
    if version.readable:
        return RecordIdentity(version.id or id_from_path(path), version)
    if lenient:
        return broken.get((path, id)) or RecordIdentity(id_from_path(path), None)
    identity = broken.pop((path, id), None)
    if identity is None:
        raise UnknownEarlierRecord
    return identity


def _id_after(version: FileVersion, path: str, before: RecordIdentity | None) -> str:
    if version.readable:
        return version.id or id_from_path(path)
    return before.id if before else id_from_path(path)
