"""Reads the changes of records, commit by commit, along the main line. Judges nothing.

The whole main line is kept between runs; while it is not kept, a span is read by itself.
"""

from __future__ import annotations

import os
from collections import ChainMap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from itertools import accumulate
from pathlib import Path
from zlib import crc32

from commitments.cache import cache_file, codec
from commitments.cache.codec import Blocks
from commitments.cache.garbage_collection import without_garbage_collection
from commitments.changes.change import Change
from commitments.history import history_cache
from commitments.history.commit_touches import Stretch, beginning, stretch
from commitments.history.history_cache import KeptLine
from commitments.history.history_span import EVERYTHING, HistorySpan, Unchanged
from commitments.history.walk import (
    CommitFiles,
    ReportProgress,
    UnknownEarlierRecord,
    UnreadableFiles,
    VersionReader,
    report_nothing,
    walk,
)
from commitments.history.workspace_places import Whereabouts, workspace_whereabouts
from commitments.model.revision import Revision
from commitments.reading.git.repository import Repository
from commitments.workspace.helper_process import split_in_two
from commitments.workspace.open_workspace import Workspace, code_version

_MIN_COMMITS_FOR_HELPER = 150
"""Fewer commits than this are read before a helper process is up."""

_NEW_FILE_WORK = 3
"""How many changed files are as much work as a new file."""


@dataclass(frozen=True, slots=True)
class History:
    """The changes in a span of the main line."""

    changes: Sequence[Change]
    """Oldest first."""
    commits: int
    broken: UnreadableFiles = field(default_factory=dict)
    """The files that cannot be read at the end of the span, as far as they are known."""
    shallow_start: Revision | None = None
    """The first commit that a shallow clone has: its changes cannot be known."""
    began: Revision | None = None
    """The commit that brought the first records, where earlier commits held no workspace."""
    ignored: Sequence[str] = ()
    """Records on disk that git ignores and no commit holds: these are no changes of the working tree."""


@dataclass(frozen=True, slots=True)
class HistoryReader:
    """Reads the history of one repository, in one time zone, and keeps it in a file."""

    repository: Repository
    zone: tzinfo | None = None
    place: Path | None = None
    """The file that keeps the history; None keeps nothing."""
    key: str = ""
    tell: ReportProgress = report_nothing
    whereabouts: Whereabouts | None = None
    """Finds the workspace in other commits."""

    def history(self, span: HistorySpan = EVERYTHING, unchanged: Unchanged = Unchanged.WHOLE) -> History:
        """The changes of a span of the main line."""
        tip = self.tip(span)
        if tip is None:
            return History((), 0)
        kept = None if self.repository.shallow else history_cache.load(self.place, self.key)
        try:
            if kept is None and (span.since is not None or self.repository.shallow):
                return self._read_span(span)
            return self._select_span(span, self._complete_line(kept or KeptLine(), tip), unchanged)
        except UnknownEarlierRecord:  # in a file unreadable before the span, or before a lost commit
            if self.repository.shallow:
                return self._read_shallow_span(span, tip)
            return self._select_span(span, self._complete_line(KeptLine(), tip))

    def tip(self, span: HistorySpan) -> str | None:
        """The commit from which a span goes back; None where there is no commit."""
        return span.until if isinstance(span.until, str) else self.repository.head

    def line(self, span: HistorySpan) -> list[Revision]:
        """The commits of a span of the main line, oldest first."""
        tip = self.tip(span)
        behind = (span.since,) if isinstance(span.since, str) else ()
        return list(self._commits_of(span, self.repository.main_line(tip, *behind)))[::-1] if tip else []

    def reread_whole_history(self) -> History:
        """Read the whole history again from its first commit, and keep nothing."""
        return replace(self, place=None).history()

    def lacks_parents(self, revision: Revision) -> bool:
        """Whether a shallow clone lacks the parents of a commit."""
        parents = revision.parents if self.repository.shallow else ()
        return bool(parents) and self.repository.resolve(parents[0]) is None

    def _read_span(self, span: HistorySpan, lenient: bool = False) -> History:
        """Read a span without the commits before it."""
        line = self.line(span)
        cut = line.pop(0) if line and self.lacks_parents(line[0]) else None
        touched = self.stretch(line)
        rows, broken = self._read_rows(line, touched.steps, {}, lenient=lenient)
        began = None if cut else beginning(self.repository, touched.first)
        return History(history_cache.decode(rows, line), len(line), broken, cut, began)

    def _read_shallow_span(self, span: HistorySpan, tip: str) -> History:
        """Read a shallow clone from its first commit on, where a span alone leaves a file unknown."""
        history = self._read_span(HistorySpan(None, tip), lenient=True)
        taken = {commit.id for commit in self.line(span)}
        cut = history.shallow_start
        if cut and cut.id not in taken:
            cut = None
        changes = [change for change in history.changes if change.at.id in taken]
        return replace(history, changes=changes, commits=len(taken) - (cut is not None), shallow_start=cut)

    def _select_span(
        self, span: HistorySpan, line: KeptLine, unchanged: Unchanged = Unchanged.WHOLE
    ) -> History:
        """The part of the whole main line that a span takes."""
        if isinstance(span.since, str) and all(revision.id != span.since for revision in line.revisions):
            return self._read_span(span)  # it begins after a commit beside the main line
        taken = {revision.id for revision in self._commits_of(span, reversed(line.revisions))}
        changes = line.changes(unchanged)
        if len(taken) < len(line.revisions):
            changes = [change for change in changes if change.at.id in taken]
        began = next(
            (revision for revision in line.revisions if revision.id == line.began and revision.id in taken),
            None,
        )
        return History(changes, len(taken), line.broken, None, began)

    def _commits_of(self, span: HistorySpan, line: Iterable[Revision]) -> Iterator[Revision]:
        """The commits of a main line, newest first, that a span takes.

        From the first commit within the last day on, every commit is taken back to the beginning of the
        span, so that no commit is lost where clocks run backwards.
        """
        first, last = (bound if isinstance(bound, date) else None for bound in (span.since, span.until))
        for commit in line:
            if commit.id == span.since or (first and commit.day(self.zone) < first):
                return
            if last and commit.day(self.zone) > last:
                continue
            last = None
            yield commit

    def _complete_line(self, kept: KeptLine, tip: str) -> KeptLine:
        """The main line from its first commit to `tip`: what is kept, and the rest read and kept."""
        older, newer = self._split_line(kept, tip)
        if not newer:
            return older
        touched = self.stretch(newer)
        if older.revisions and touched.prefix_before != older.prefix:  # the kept line assumed another place
            return self._complete_line(KeptLine(), tip)
        rows, broken = self._read_rows(newer, touched.steps, older.broken, len(older.revisions))
        began = None if older.rows["at"] else beginning(self.repository, touched.first)
        line = KeptLine(
            [*older.revisions, *newer],
            history_cache.joined([older.rows, rows]),
            broken,
            touched.prefix_after,
            older.moved or touched.moved,
            began.id if began else older.began,
        )
        history_cache.save(self.place, self.key, line)
        return line

    def _split_line(self, kept: KeptLine, tip: str) -> tuple[KeptLine, list[Revision]]:
        """The part of the kept line that leads to `tip`, and the commits that follow it, oldest first."""
        if kept.revisions and self.repository.resolve(kept.revisions[-1].id):
            newer = list(self.repository.main_line(tip, kept.revisions[-1].id))[::-1]
            last_kept = newer[0].parents[:1] if newer else (tip,)
            places = {revision.id: place for place, revision in enumerate(kept.revisions)}
            if last_kept and last_kept[0] in places:
                place = places[last_kept[0]]
                if not (kept.moved and place < len(places) - 1):
                    return _shorten(kept, place), newer
        return KeptLine(), list(self.repository.main_line(tip))[::-1]

    def _read_rows(
        self,
        line: Sequence[Revision],
        steps: Sequence[CommitFiles],
        broken: UnreadableFiles,
        before: int = 0,
        lenient: bool = False,
    ) -> tuple[Blocks, UnreadableFiles]:
        """The rows of a stretch of the main line, and the files that cannot be read at its end.

        `before` is the number of commits that precede the stretch. Two processes take a half each, unless the
        second half depends on which files the first half leaves unreadable.
        """
        places = {commit.id: place for place, commit in enumerate(line, before)}
        own_process = os.getpid()

        def encode_steps(part: Sequence[CommitFiles]) -> bytes:
            unreadable = dict(broken)
            tell = self.tell if os.getpid() == own_process else report_nothing
            try:
                with without_garbage_collection():
                    steps_rows = walk(VersionReader(self.repository), part, unreadable, tell, lenient)
                    blocks = history_cache.encode((row for rows in steps_rows for row in rows), places)
            except UnknownEarlierRecord:
                return b""
            return codec.to_bytes({**blocks, "@broken": history_cache.encode_broken(unreadable)})

        if broken or lenient:
            parts = [encode_steps(steps)]
        else:
            parts = split_in_two(encode_steps, steps, _middle(steps), _MIN_COMMITS_FOR_HELPER)
        if not all(parts):
            parts = [encode_steps(steps)]
        if not all(parts):
            raise UnknownEarlierRecord
        columns = [codec.from_bytes(part) for part in parts]
        broken_after = [history_cache.decode_broken(blocks["@broken"]) for blocks in columns]
        return history_cache.joined(columns), dict(ChainMap(*broken_after))

    def stretch(self, line: Sequence[Revision]) -> Stretch:
        """Compare each commit of a line with its first parent."""
        tip = line[-1].id if line else self.repository.head
        prefix = self.prefix(tip) if tip else self.repository.prefix
        touched = stretch(self.repository, line, prefix)
        if touched.steps or tip is None or tip != self.repository.head:
            return touched
        other = self.places().at(tip)  # where nothing was touched, a move may be in no commit yet
        return touched if other == prefix else stretch(self.repository, line, other)

    def prefix(self, commit: str) -> str:
        """Where the workspace stands in a commit; for HEAD, where it stands on disk."""
        return self.repository.prefix if commit == self.repository.head else self.places().at(commit)

    def places(self) -> Whereabouts:
        """Finds the workspace in other commits; without `whereabouts`, moves on disk are not seen."""
        return self.whereabouts or Whereabouts(self.repository)


def _middle(steps: Sequence[CommitFiles]) -> int:
    """The index that parts the steps between two processes so that both take about the same time.

    A new file is more work than a changed one, and the second process must first read the files that it
    begins with.
    """
    first = [0, *accumulate(map(_step_work, steps))]
    second = [0]
    begun: set[str] = set()
    for step in reversed(steps):
        fresh = {file.path for file in step.files if file.old} - begun
        begun |= fresh
        second.append(second[-1] + _step_work(step) + len(fresh) * (_NEW_FILE_WORK - 1))
    return min(range(len(steps) + 1), key=lambda place: max(first[place], second[-1 - place]))


def _step_work(step: CommitFiles) -> int:
    """How much work a step is, in changed files."""
    return sum(1 if file.old else _NEW_FILE_WORK for file in step.files)


def _shorten(kept: KeptLine, place: int) -> KeptLine:
    """The kept line up to one of its commits; which files were unreadable at that commit is not known."""
    if place == len(kept.revisions) - 1:
        return kept
    revisions = kept.revisions[: place + 1]
    places = {revision.id: place for place, revision in enumerate(revisions)}
    changes = (change for change in kept.changes() if change.at.id in places)
    began = kept.began if kept.began in places else ""
    return KeptLine(revisions, history_cache.encode(changes, places), prefix=kept.prefix, began=began)


def history_cache_file(workspace: Workspace, repository: Repository) -> Path | None:
    """The file that keeps the history of a repository for all its working trees; None keeps nothing."""
    own_cache = cache_file.cache_path(workspace.root, workspace.environ) if workspace.use_cache else None
    checksum = crc32(os.fsencode(f"{repository.common}|{repository.prefix}"))
    return own_cache.with_name(f"{checksum:08x}-history.cache") if own_cache else None


def history_reader(
    workspace: Workspace, repository: Repository, zone: tzinfo | None, tell: ReportProgress = report_nothing
) -> HistoryReader:
    """The reader of the history of a workspace, which keeps it between runs."""
    key = f"{repository.common}|{repository.prefix}|{code_version()}"
    place = history_cache_file(workspace, repository)
    return HistoryReader(repository, zone, place, key, tell, workspace_whereabouts(workspace, repository))
