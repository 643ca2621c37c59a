"""Finds where a workspace stood in each commit, as it may move inside its repository. Reads no record.

A move is assumed between a commit with records and a parent without any at the same place, where most records
came from one other place, or most records of that place came here. Records are matched by the stems of their
files or by their bytes. A copy is no move: its records still stand at the other place.
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
from commitments.history.walk import TouchedFile
from commitments.model.names import id_from_path
from commitments.model.revision import Revision
from commitments.reading import settings
from commitments.reading.folder import RECORDS, is_record
from commitments.reading.git.repository import Repository, Touch

if TYPE_CHECKING:
    from commitments.workspace.open_workspace import Workspace

FOLDER = os.fsencode(RECORDS)
"""The folder that holds the records of any workspace."""

RULE_PATHS = ("schema", settings.PATH)
"""What decides how records are checked: the folder of the schema and the settings."""

_FOLDERS = re.compile(rf"(?:^|(?<=/)){RECORDS}/")


class Snapshot(NamedTuple):
    """A workspace as one commit has it."""

    commit: str
    prefix: str
    """The path of the workspace from the top of the repository: empty, or with a slash at its end."""


class CommitDiff(NamedTuple):
    """What a commit holds differently from one of its parents, wherever the workspace stood in either."""

    at: Revision
    before: Snapshot | None
    """None for a commit without parents."""
    after: Snapshot
    files: Sequence[TouchedFile]
    """The record files that differ."""
    rule_files: Sequence[str]
    """The paths that differ of the schema and the settings."""
    paths: int = 0
    """How many paths of the repository differ, of two commits that were compared as a whole."""


def commit_diffs(
    repository: Repository,
    pairs: Sequence[tuple[Revision, str | None]],
    prefix: str,
    with_rule_files: bool = False,
) -> Iterator[CommitDiff]:
    """Compare each commit with the parent given with it; children come before their parents.

    `prefix` is where the workspace stands in the first commit.
    """
    prefixes: dict[str, str] = {}
    paths: dict[str, RecordPaths] = {}
    pairs_of_ids = ((at.id, parent) for at, parent in pairs)
    touched = repository.touched(pairs_of_ids, b"" if with_rule_files else FOLDER)
    for (at, parent), touches in zip(pairs, touched, strict=True):
        after = Snapshot(at.id, prefixes.get(at.id, prefix))
        record_paths = paths.setdefault(after.prefix, RecordPaths(after.prefix))
        files = record_paths.record_files(touches)
        before = None
        if parent is not None:
            before = Snapshot(parent, _parent_prefix(repository, parent, after, files, touches))
            prefixes.setdefault(parent, before.prefix)
        if before is not None and before.prefix != after.prefix:
            yield CommitDiff(at, before, after, *_diff_snapshots(repository, before, after))
        else:
            rule_files = record_paths.rule_files(touches) if with_rule_files else ()
            yield CommitDiff(at, before, after, files, rule_files)


def pair_with_first_parents(line: Iterable[Revision]) -> list[tuple[Revision, str | None]]:
    """Each commit with its first parent; None for one without parents."""
    return [(at, at.parents[0] if at.parents else None) for at in line]


def _diff_snapshots(
    repository: Repository, before: Snapshot, after: Snapshot
) -> tuple[list[TouchedFile], list[str]]:
    """The record files that differ between two snapshots, and the rule files that do."""
    old, new = record_ids(repository, before), record_ids(repository, after)
    files = [TouchedFile(path, old.get(path), new.get(path)) for path in _differing_paths(old, new)]
    return files, _differing_paths(rule_file_ids(repository, before), rule_file_ids(repository, after))


def record_ids(repository: Repository, snapshot: Snapshot) -> dict[str, str]:
    """The object ids of the record files, by their paths from the workspace."""
    record_paths = RecordPaths(snapshot.prefix)
    blobs = repository.tree(snapshot.commit, f"{snapshot.prefix}{RECORDS}", sizes=False)
    return {
        path: blob.id
        for blob in blobs
        if blob.regular and (path := record_paths.record_path(blob.path)) is not None
    }


def rule_file_ids(repository: Repository, snapshot: Snapshot) -> dict[str, str]:
    """The object ids of the schema and the settings, by their paths from the workspace."""
    blobs = repository.tree(snapshot.commit, *(snapshot.prefix + path for path in RULE_PATHS), sizes=False)
    start = len(os.fsencode(snapshot.prefix))
    return {os.fsdecode(blob.path[start:]): blob.id for blob in blobs if blob.regular}


def holds_records(repository: Repository, snapshot: Snapshot) -> bool:
    """Whether a snapshot has any record."""
    record_paths = RecordPaths(snapshot.prefix)
    blobs = repository.tree(snapshot.commit, f"{snapshot.prefix}{RECORDS}", sizes=False)
    return any(blob.regular and record_paths.record_path(blob.path) is not None for blob in blobs)


def _differing_paths(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    return sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))


def _parent_prefix(
    repository: Repository,
    parent: str,
    after: Snapshot,
    files: Sequence[TouchedFile],
    touches: Sequence[Touch],
) -> str:
    """Where the workspace stands in a parent of a commit."""
    if not files or any(file.old for file in files):
        return after.prefix
    removed = {touch.path: touch.old for touch in touches if touch.old and not touch.new}
    added = {file.path: file.new for file in files if file.new}
    other = _likeliest_prefix(
        added, removed, after.prefix, lambda prefix: Snapshot(parent, prefix), repository
    )
    if other is None or holds_records(repository, Snapshot(parent, after.prefix)):
        return after.prefix
    return other


def _likeliest_prefix(
    here: Mapping[str, str | None],
    elsewhere: Mapping[bytes, str | None],
    prefix: str,
    snapshot: Callable[[str], Snapshot],
    repository: Repository,
) -> str | None:
    """The prefix at which the records that stand `here` on one side stood on the other; None where none fits.

    `here` holds object ids, where known, by path from the workspace; `elsewhere` holds them by path from the
    top of the repository.
    """
    names = {*map(id_from_path, here), *filter(None, here.values())}
    fitting: Counter[str] = Counter()
    alike: Counter[str] = Counter()
    for path, id in elsewhere.items():
        for other, record_path in _possible_places(path):
            if other != prefix and (id_from_path(record_path) in names or id in names):
                fitting[other] += 1
                alike[other] += record_path in here
    if not fitting:
        return None
    best = max(fitting, key=lambda other: (fitting[other], alike[other], -len(other), other))
    if 2 * fitting[best] >= len(here):
        return best
    return best if 2 * fitting[best] >= len(record_ids(repository, snapshot(best))) else None


def _possible_places(path: bytes) -> Iterator[tuple[str, str]]:
    """Each prefix of a workspace that a file may be a record of, and its path from that workspace."""
    text = os.fsdecode(path)
    for match in _FOLDERS.finditer(text):
        record_path = text[match.start() :]
        if is_record(record_path):
            yield text[: match.start()], record_path


@dataclass(frozen=True)
class Whereabouts:
    """Finds where the workspace stands in any commit, beginning from where it stands now."""

    repository: Repository
    on_disk: Callable[[], Iterable[str]] = tuple
    """Lists the record files on disk by path from the workspace, which show a move that is in no commit."""

    def at(self, commit: str) -> str:
        """The prefix in a commit: that of today, unless no record stood there then."""
        now = self.repository.prefix
        if holds_records(self.repository, Snapshot(commit, now)):
            return now
        if commit == self.repository.head:
            return self._prefix_before_open_move(commit)
        if commit in self._prefixes:
            return self._prefixes[commit]
        others = dict.fromkeys(self._prefixes.values())
        with_records = (other for other in others if holds_records(self.repository, Snapshot(commit, other)))
        return next(with_records, now)

    def between(self, fork: str, head: Revision) -> CommitDiff:
        """Compare two commits, however far apart."""
        (touches,) = self.repository.touched([(head.id, fork)])
        after = Snapshot(head.id, self._head_prefix(fork, head.id, touches))
        record_paths = RecordPaths(after.prefix)
        files = record_paths.record_files(touches)
        before = Snapshot(fork, self._fork_prefix(fork, after, files, touches))
        if before.prefix == after.prefix:
            return CommitDiff(head, before, after, files, record_paths.rule_files(touches), len(touches))
        differing = _diff_snapshots(self.repository, before, after)
        return CommitDiff(head, before, after, *differing, len(touches))

    def _head_prefix(self, fork: str, head: str, touches: Sequence[Touch]) -> str:
        """Where the workspace stands in the later of two commits."""
        now = self.repository.prefix
        here = RecordPaths(now).record_files(touches)
        untouched = not any(FOLDER in touch.path for touch in touches)
        if untouched or any(file.new for file in here) or holds_records(self.repository, Snapshot(head, now)):
            return now
        removed = {file.path: file.old for file in here}
        added = {touch.path: touch.new for touch in touches if touch.new and not touch.old}
        other = _likeliest_prefix(removed, added, now, lambda prefix: Snapshot(head, prefix), self.repository)
        return self.at(head) if other is None else other

    def _fork_prefix(
        self, fork: str, after: Snapshot, files: Sequence[TouchedFile], touches: Sequence[Touch]
    ) -> str:
        """Where the workspace stands in the earlier of two commits."""
        now = self.repository.prefix
        if after.prefix != now and holds_records(self.repository, Snapshot(fork, now)):
            return now
        return _parent_prefix(self.repository, fork, after, files, touches)

    @cached_property
    def _prefixes(self) -> Mapping[str, str]:
        """Where the workspace stands in each commit of the main line of HEAD."""
        head = self.repository.head
        if head is None:
            return {}
        pairs = pair_with_first_parents(self.repository.main_line(head))
        _, oldest = pairs[-1]
        if self.repository.shallow and oldest and self.repository.resolve(oldest) is None:
            pairs.pop()
        diffs = commit_diffs(self.repository, pairs, self.at(head))
        snapshots = (snapshot for diff in diffs for snapshot in (diff.before, diff.after) if snapshot)
        return {snapshot.commit: snapshot.prefix for snapshot in snapshots}

    def _prefix_before_open_move(self, head: str) -> str:
        """Where the workspace stands in HEAD, if the records were moved on disk alone."""
        now = self.repository.prefix
        here: dict[str, str | None] = dict.fromkeys(self.on_disk())
        if not here:
            return now
        top = os.fsencode(os.path.join(self.repository.place, "../" * now.count("/")))
        removed = {
            blob.path: blob.id
            for blob in self.repository.tree(head, sizes=False)
            if blob.regular and FOLDER in blob.path and not os.path.lexists(os.path.join(top, blob.path))
        }
        other = _likeliest_prefix(here, removed, now, lambda prefix: Snapshot(head, prefix), self.repository)
        return now if other is None else other


def workspace_whereabouts(workspace: Workspace, repository: Repository) -> Whereabouts:
    """The whereabouts of a workspace in the commits of its repository."""

    def on_disk() -> Iterable[str]:
        return (entry.path for entry in workspace.listing.entries) if workspace.files.on_disk else ()

    return Whereabouts(repository, on_disk)
