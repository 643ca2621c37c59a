"""What became of the records, commit by commit, along the main line. Judges nothing.

The whole main line is kept between runs; a span that is asked for without it is read by itself.
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
from commitments.history.history_cache import Kept
from commitments.history.history_span import EVERYTHING, HistorySpan
from commitments.history.walk import Broken, CommitFiles, Shelf, Tell, UnknownBefore, unheard, walk
from commitments.history.workspace_places import Whereabouts, whereabouts_of
from commitments.model.revision import Revision
from commitments.reading.git import Repository
from commitments.workspace.helper_process import split_in_two
from commitments.workspace.open_workspace import Workspace, code_version

_LEAST = 150
"""Fewer commits than this are read before a helper process is up."""

_NEW = 3
"""How many changed files are as much work as a new one."""


@dataclass(frozen=True, slots=True)
class History:
    """What happened in a span of the main line."""

    changes: Sequence[Change]
    """Oldest first."""
    commits: int
    broken: Broken = field(default_factory=dict)
    """The files that cannot be read at its end, as far as they are known."""
    cut: Revision | None = None
    """The first commit that a shallow clone has: what it changed cannot be told."""
    began: Revision | None = None
    """The commit with the first records, where others came before it that do not tell where these stood."""
    ignored: Sequence[str] = ()
    """Records on disk that git ignores and no commit holds: no changes of the working tree."""


@dataclass(frozen=True, slots=True)
class HistoryReader:
    """How history is read: whose, in which time zone, and where it is kept."""

    repository: Repository
    zone: tzinfo | None = None
    place: Path | None = None
    """The file that keeps it; None keeps nothing."""
    key: str = ""
    tell: Tell = unheard
    whereabouts: Whereabouts | None = None
    """Where the workspace stood in other commits."""

    def history(self, span: HistorySpan = EVERYTHING) -> History:
        """The changes of a span of the main line."""
        tip = self.tip(span)
        if tip is None:
            return History((), 0)
        kept = None if self.repository.shallow else history_cache.load(self.place, self.key)
        try:
            if kept is None and (span.since is not None or self.repository.shallow):
                return self._between(span)
            return self._among(span, self._whole(kept or Kept(), tip))
        except UnknownBefore:  # what a file was before a span, or before a commit that is gone
            if self.repository.shallow:
                return self._since_the_cut(span, tip)
            return self._among(span, self._whole(Kept(), tip))

    def tip(self, span: HistorySpan) -> str | None:
        """The commit from which a span is sought back."""
        return span.until if isinstance(span.until, str) else self.repository.head

    def line(self, span: HistorySpan) -> list[Revision]:
        """The commits of a span of the main line, oldest first."""
        tip = self.tip(span)
        behind = (span.since,) if isinstance(span.since, str) else ()
        return list(self._bounded(span, self.repository.main_line(tip, *behind)))[::-1] if tip else []

    def anew(self) -> History:
        """The whole history, read again from its first commit."""
        return replace(self, place=None).history()

    def cut(self, revision: Revision) -> bool:
        """Whether a shallow clone lacks what was there before a commit."""
        parents = revision.parents if self.repository.shallow else ()
        return bool(parents) and self.repository.resolve(parents[0]) is None

    def _between(self, span: HistorySpan, lenient: bool = False) -> History:
        line = self.line(span)
        first = line.pop(0) if line and self.cut(line[0]) else None
        told = self.stretch(line)
        rows, broken = self._walked(line, told.steps, {}, lenient=lenient)
        began = None if first else beginning(self.repository, told.first)
        return History(history_cache.decode(rows, line), len(line), broken, first, began)

    def _since_the_cut(self, span: HistorySpan, tip: str) -> History:
        """A span of a shallow clone in which only what came before it tells what a file was."""
        found = self._between(HistorySpan(None, tip), lenient=True)
        taken = {commit.id for commit in self.line(span)}
        cut = found.cut if found.cut and found.cut.id in taken else None
        changes = [change for change in found.changes if change.at.id in taken]
        return replace(found, changes=changes, commits=len(taken) - (cut is not None), cut=cut)

    def _among(self, span: HistorySpan, whole: Kept) -> History:
        if isinstance(span.since, str) and all(revision.id != span.since for revision in whole.revisions):
            return self._between(span)  # a commit beside the main line
        taken = {revision.id for revision in self._bounded(span, reversed(whole.revisions))}
        changes = whole.changes()
        if len(taken) < len(whole.revisions):
            changes = [change for change in changes if change.at.id in taken]
        began = next(
            (revision for revision in whole.revisions if revision.id == whole.began and revision.id in taken),
            None,
        )
        return History(changes, len(taken), whole.broken, None, began)

    def _bounded(self, span: HistorySpan, line: Iterable[Revision]) -> Iterator[Revision]:
        """What a span takes of a main line that is told newest first.

        Once begun it goes on to its beginning, so that clocks that run backwards lose no commit.
        """
        first, last = (item if isinstance(item, date) else None for item in (span.since, span.until))
        for commit in line:
            if commit.id == span.since or (first and commit.day(self.zone) < first):
                return
            if last and commit.day(self.zone) > last:
                continue
            last = None
            yield commit

    def _whole(self, kept: Kept, tip: str) -> Kept:
        """The main line from its first commit to `tip`, read as far as it is not kept."""
        known, newer = self._newer(kept, tip)
        if not newer:
            return known
        told = self.stretch(newer)
        if known.revisions and told.joint != known.prefix:  # what is kept stood elsewhere then
            return self._whole(Kept(), tip)
        rows, broken = self._walked(newer, told.steps, known.broken, len(known.revisions))
        began = None if known.rows["at"] else beginning(self.repository, told.first)
        whole = Kept(
            [*known.revisions, *newer],
            history_cache.joined([known.rows, rows]),
            broken,
            told.prefix,
            known.moved or told.moved,
            began.id if began else known.began,
        )
        history_cache.save(self.place, self.key, whole)
        return whole

    def _newer(self, kept: Kept, tip: str) -> tuple[Kept, list[Revision]]:
        """As much of what was kept as leads to `tip`, and the commits that follow, oldest first."""
        if kept.revisions and self.repository.resolve(kept.revisions[-1].id):
            newer = list(self.repository.main_line(tip, kept.revisions[-1].id))[::-1]
            joint = newer[0].parents[:1] if newer else (tip,)
            places = {revision.id: place for place, revision in enumerate(kept.revisions)}
            if joint and joint[0] in places and not (kept.moved and places[joint[0]] < len(places) - 1):
                return _until(kept, places[joint[0]]), newer
        return Kept(), list(self.repository.main_line(tip))[::-1]

    def _walked(
        self,
        line: Sequence[Revision],
        steps: Sequence[CommitFiles],
        broken: Broken,
        before: int = 0,
        lenient: bool = False,
    ) -> tuple[Blocks, Broken]:
        """The rows of a stretch of the main line that begins after so many commits, and what is broken then.

        Two processes take a half each, unless the second half needs to know what the first one broke.
        """
        places = {commit.id: place for place, commit in enumerate(line, before)}
        here = os.getpid()

        def work(part: Sequence[CommitFiles]) -> bytes:
            known = dict(broken)
            tell = self.tell if os.getpid() == here else unheard
            try:
                with without_garbage_collection():
                    rows = walk(Shelf(self.repository), part, known, tell, lenient)
                    blocks = history_cache.encode((row for found in rows for row in found), places)
            except UnknownBefore:
                return b""
            return codec.to_bytes({**blocks, "@broken": history_cache.encode_broken(known)})

        alone = bool(broken) or lenient
        parts = [work(steps)] if alone else split_in_two(work, steps, _middle(steps), _LEAST)
        if not all(parts):
            parts = [work(steps)]
        if not all(parts):
            raise UnknownBefore
        found = [codec.from_bytes(part) for part in parts]
        broken_then = [history_cache.decode_broken(item["@broken"]) for item in found]
        return history_cache.joined(found), dict(ChainMap(*broken_then))

    def stretch(self, line: Sequence[Revision]) -> Stretch:
        """What each commit of a stretch touched of the records, against its first parent."""
        tip = line[-1].id if line else self.repository.head
        prefix = self.prefix(tip) if tip else self.repository.prefix
        told = stretch(self.repository, line, prefix)
        if told.steps or tip is None or tip != self.repository.head:
            return told
        other = self.places().at(tip)  # where nothing was touched, a move may be in no commit yet
        return told if other == prefix else stretch(self.repository, line, other)

    def prefix(self, commit: str) -> str:
        """Where the workspace stands in a commit; in HEAD, where it stands now."""
        return self.repository.prefix if commit == self.repository.head else self.places().at(commit)

    def places(self) -> Whereabouts:
        """Where the workspace stood in other commits."""
        return self.whereabouts or Whereabouts(self.repository)


def _middle(steps: Sequence[CommitFiles]) -> int:
    """Where two processes part the steps so that both are done at about the same time.

    A new file is more work than a changed one, and the second process must first read what it begins with.
    """
    first = [0, *accumulate(sum(1 if file.old else _NEW for file in step.files) for step in steps)]
    second = [0]
    begun: set[str] = set()
    for step in reversed(steps):
        fresh = {file.path for file in step.files if file.old} - begun
        begun |= fresh
        own = sum(1 if file.old else _NEW for file in step.files)
        second.append(second[-1] + own + len(fresh) * (_NEW - 1))
    return min(range(len(steps) + 1), key=lambda place: max(first[place], second[-1 - place]))


def _until(kept: Kept, place: int) -> Kept:
    """What was kept up to one of its commits; what was broken there nobody knows any more."""
    if place == len(kept.revisions) - 1:
        return kept
    revisions = kept.revisions[: place + 1]
    places = {revision.id: place for place, revision in enumerate(revisions)}
    changes = (change for change in kept.changes() if change.at.id in places)
    began = kept.began if kept.began in places else ""
    return Kept(revisions, history_cache.encode(changes, places), prefix=kept.prefix, began=began)


def place_of(workspace: Workspace, repository: Repository) -> Path | None:
    """The file that keeps the history of a repository for all its working trees; None keeps nothing."""
    beside = cache_file.file_for(workspace.root, workspace.environ) if workspace.use_cache else None
    whose = crc32(os.fsencode(f"{repository.common}|{repository.prefix}"))
    return beside.with_name(f"{whose:08x}-history.cache") if beside else None


def history_reader(
    workspace: Workspace, repository: Repository, zone: tzinfo | None, tell: Tell = unheard
) -> HistoryReader:
    """The history of a workspace, kept between runs."""
    key = f"{repository.common}|{repository.prefix}|{code_version()}"
    place = place_of(workspace, repository)
    return HistoryReader(repository, zone, place, key, tell, whereabouts_of(workspace, repository))
