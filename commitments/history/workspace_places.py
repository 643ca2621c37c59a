"""Where a workspace stood in each commit, as it may have been moved inside its repository. Reads no record.

It is followed from a commit with records to a parent that has none at their place, where most of them came
from another place, or most of those there went here: by the stems of their files or by their bytes. What was
copied still stands at the other place, and is not followed there.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from commitments.history.record_paths import RecordPaths
from commitments.history.walk import Touched
from commitments.model.names import stem
from commitments.model.revision import Revision
from commitments.reading import settings
from commitments.reading.folder import RECORDS, is_record
from commitments.reading.git import Repository, Touch

if TYPE_CHECKING:
    from commitments.workspace.open_workspace import Workspace

FOLDER = os.fsencode(RECORDS)
"""The folder that holds the records of any workspace."""

BESIDE = ("schema", settings.PATH)
"""What decides how records are checked."""

_FOLDERS = re.compile(rf"(?:^|(?<=/)){RECORDS}/")


class Snapshot(NamedTuple):
    """A workspace as one commit has it."""

    commit: str
    prefix: str
    """The way from the top of the repository to it, with a slash behind it where there is any."""


class Stride(NamedTuple):
    """A commit beside one of its parents, with the workspace wherever it stood in either."""

    at: Revision
    before: Snapshot | None
    """None for a commit without parents."""
    after: Snapshot
    files: Sequence[Touched]
    """The record files that differ."""
    beside: Sequence[str]
    """What differs of that which decides how records are checked."""


def strides(
    repository: Repository,
    pairs: Sequence[tuple[Revision, str | None]],
    prefix: str,
    beside: bool = False,
) -> Iterator[Stride]:
    """Each commit beside the parent given with it; children come before their parents.

    `prefix` is where the workspace stands in the first. What differs `beside` the records is only looked for
    where that is asked.
    """
    stood: dict[str, str] = {}
    paths: dict[str, RecordPaths] = {}
    asked = ((at.id, parent) for at, parent in pairs)
    touched = repository.touched(asked, b"" if beside else FOLDER)
    for (at, parent), touches in zip(pairs, touched, strict=True):
        after = Snapshot(at.id, stood.get(at.id, prefix))
        names = paths.setdefault(after.prefix, RecordPaths(after.prefix))
        files = names.among(touches)
        before = None
        if parent is not None:
            before = Snapshot(parent, _came_from(repository, parent, after, files, touches))
            stood.setdefault(parent, before.prefix)
        if before is not None and before.prefix != after.prefix:
            yield Stride(at, before, after, *moved(repository, before, after))
        else:
            yield Stride(at, before, after, files, names.beside(touches) if beside else ())


def against_first_parents(line: Iterable[Revision]) -> list[tuple[Revision, str | None]]:
    """Each commit with its first parent; None for one without parents."""
    return [(at, at.parents[0] if at.parents else None) for at in line]


def moved(repository: Repository, before: Snapshot, after: Snapshot) -> tuple[list[Touched], list[str]]:
    """The record files that two snapshots have otherwise, and what differs beside them."""
    old, new = record_ids(repository, before), record_ids(repository, after)
    files = [Touched(path, old.get(path), new.get(path)) for path in _differing(old, new)]
    return files, _differing(beside_ids(repository, before), beside_ids(repository, after))


def record_ids(repository: Repository, snapshot: Snapshot) -> dict[str, str]:
    """The object ids of the record files, by their paths from the workspace."""
    names = RecordPaths(snapshot.prefix)
    blobs = repository.tree(snapshot.commit, f"{snapshot.prefix}{RECORDS}", sizes=False)
    return {name: blob.id for blob in blobs if blob.regular and (name := names.name(blob.path)) is not None}


def beside_ids(repository: Repository, snapshot: Snapshot) -> dict[str, str]:
    """The object ids of the schema and the settings, by their paths from the workspace."""
    blobs = repository.tree(snapshot.commit, *(snapshot.prefix + name for name in BESIDE), sizes=False)
    skip = len(os.fsencode(snapshot.prefix))
    return {os.fsdecode(blob.path[skip:]): blob.id for blob in blobs if blob.regular}


def holds_records(repository: Repository, snapshot: Snapshot) -> bool:
    """Whether there is any record."""
    names = RecordPaths(snapshot.prefix)
    blobs = repository.tree(snapshot.commit, f"{snapshot.prefix}{RECORDS}", sizes=False)
    return any(blob.regular and names.name(blob.path) is not None for blob in blobs)


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    return sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))


def _came_from(
    repository: Repository, parent: str, after: Snapshot, files: Sequence[Touched], touches: Sequence[Touch]
) -> str:
    """The prefix in a parent of a commit."""
    if not files or any(file.old for file in files):
        return after.prefix
    gone = {touch.path: touch.old for touch in touches if touch.old and not touch.new}
    came = {file.path: file.new for file in files if file.new}
    other = likeliest(came, gone, after.prefix, lambda prefix: Snapshot(parent, prefix), repository)
    if other is None or holds_records(repository, Snapshot(parent, after.prefix)):
        return after.prefix
    return other


def likeliest(
    here: Mapping[str, str | None],
    elsewhere: Mapping[bytes, str | None],
    prefix: str,
    snapshot: Callable[[str], Snapshot],
    repository: Repository,
) -> str | None:
    """The prefix at which the records that stand `here` on one side stood on the other; None where none fits.

    `here` holds object ids, where known, by path from the workspace, and `elsewhere` by path from the top.
    """
    known = {*map(stem, here), *filter(None, here.values())}
    fitting: Counter[str] = Counter()
    alike: Counter[str] = Counter()
    for path, id in elsewhere.items():
        for other, name in _workspaces(path):
            if other != prefix and (stem(name) in known or id in known):
                fitting[other] += 1
                alike[other] += name in here
    if not fitting:
        return None
    best = max(fitting, key=lambda other: (fitting[other], alike[other], -len(other), other))
    if 2 * fitting[best] >= len(here):
        return best
    return best if 2 * fitting[best] >= len(record_ids(repository, snapshot(best))) else None


def _workspaces(path: bytes) -> Iterator[tuple[str, str]]:
    """Each prefix of a workspace that a file may be a record of, and what it is called there."""
    text = os.fsdecode(path)
    for place in _FOLDERS.finditer(text):
        name = text[place.start() :]
        if is_record(name):
            yield text[: place.start()], name


@dataclass(frozen=True)
class Whereabouts:
    """Where the workspace stands in any commit, sought from where it stands now."""

    repository: Repository
    on_disk: Callable[[], Iterable[str]] = tuple
    """The paths of the record files on disk, from the workspace, which tell of a move in no commit."""

    def at(self, commit: str) -> str:
        """The prefix in a commit: that of today, unless no record stood there then."""
        now = self.repository.prefix
        if holds_records(self.repository, Snapshot(commit, now)):
            return now
        if commit == self.repository.head:
            return self._before_an_open_move(commit)
        if commit in self._line:
            return self._line[commit]
        others = dict.fromkeys(self._line.values())
        held = (other for other in others if holds_records(self.repository, Snapshot(commit, other)))
        return next(held, now)

    def between(self, fork: str, head: Revision) -> Stride:
        """Two commits beside each other, however far apart."""
        (touches,) = self.repository.touched([(head.id, fork)])
        after = Snapshot(head.id, self._after(fork, head.id, touches))
        names = RecordPaths(after.prefix)
        files = names.among(touches)
        before = Snapshot(fork, self._came(fork, after, files, touches))
        if before.prefix == after.prefix:
            return Stride(head, before, after, files, names.beside(touches))
        return Stride(head, before, after, *moved(self.repository, before, after))

    def _after(self, fork: str, head: str, touches: Sequence[Touch]) -> str:
        """The prefix in the later of two commits."""
        now = self.repository.prefix
        here = RecordPaths(now).among(touches)
        untouched = not any(FOLDER in touch.path for touch in touches)
        if untouched or any(file.new for file in here) or holds_records(self.repository, Snapshot(head, now)):
            return now
        gone = {file.path: file.old for file in here}
        came = {touch.path: touch.new for touch in touches if touch.new and not touch.old}
        other = likeliest(gone, came, now, lambda prefix: Snapshot(head, prefix), self.repository)
        return self.at(head) if other is None else other

    def _came(self, fork: str, after: Snapshot, files: Sequence[Touched], touches: Sequence[Touch]) -> str:
        """The prefix in the earlier of two commits."""
        now = self.repository.prefix
        if after.prefix != now and holds_records(self.repository, Snapshot(fork, now)):
            return now
        return _came_from(self.repository, fork, after, files, touches)

    @cached_property
    def _line(self) -> Mapping[str, str]:
        """The prefix in each commit of the main line of HEAD."""
        head = self.repository.head
        if head is None:
            return {}
        pairs = against_first_parents(self.repository.main_line(head))
        _, oldest = pairs[-1]
        if self.repository.shallow and oldest and self.repository.resolve(oldest) is None:
            pairs.pop()
        told = strides(self.repository, pairs, self.at(head))
        stood = (snapshot for stride in told for snapshot in (stride.before, stride.after) if snapshot)
        return {snapshot.commit: snapshot.prefix for snapshot in stood}

    def _before_an_open_move(self, head: str) -> str:
        """The prefix in HEAD, where the records were moved on disk alone."""
        now = self.repository.prefix
        here: dict[str, str | None] = dict.fromkeys(self.on_disk())
        if not here:
            return now
        top = os.fsencode(os.path.join(self.repository.place, "../" * now.count("/")))
        gone = {
            blob.path: blob.id
            for blob in self.repository.tree(head, sizes=False)
            if blob.regular and FOLDER in blob.path and not os.path.lexists(os.path.join(top, blob.path))
        }
        other = likeliest(here, gone, now, lambda prefix: Snapshot(head, prefix), self.repository)
        return now if other is None else other


def whereabouts_of(workspace: Workspace, repository: Repository) -> Whereabouts:
    """Where a workspace stands in the commits of its repository."""

    def on_disk() -> Iterable[str]:
        return (entry.path for entry in workspace.listing.entries) if workspace.files.on_disk else ()

    return Whereabouts(repository, on_disk)
