"""What every commit changed, those of side branches too, told of whoever made it there. Keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from commitments.changes.change import Change
from commitments.history.history_span import HistorySpan
from commitments.history.main_line import History, HistoryReader
from commitments.history.walk import CommitFiles, Shelf, walk
from commitments.history.workspace_places import Stride, strides
from commitments.model.revision import Revision


def every_commit(reader: HistoryReader, span: HistorySpan) -> History:
    """The changes of all commits of a span, parents before their children.

    A merge has those that it made itself: what it holds as none of its parents does.
    """
    reached = list(_reached(reader, span))[::-1]
    cut = _cut(reader, reached)
    line = [item for item in reached if item not in cut]
    steps = _steps(reader, line)
    shelf = Shelf(reader.repository)
    told = zip(steps, walk(shelf, steps, {}, reader.tell, lenient=True), strict=True)
    by_commit = groupby(told, key=lambda sentence: sentence[0].at.id)
    rows = [row for _, group in by_commit for row in _in_all([found for _, found in group])]
    return History(rows, len(line), cut=cut[0] if cut else None)


def _reached(reader: HistoryReader, span: HistorySpan) -> Iterator[Revision]:
    """The commits between the two ends of a span of the main line, newest first."""
    main = reader.line(span)
    if not main:
        return iter(())
    before = () if reader.cut(main[0]) else main[0].parents[:1]
    return reader.repository.every_commit(main[-1].id, *before)


def _cut(reader: HistoryReader, line: Sequence[Revision]) -> list[Revision]:
    """The commits of which a shallow clone lacks a parent: what they changed cannot be told."""
    if not reader.repository.shallow:
        return []
    here = {commit.id for commit in line}
    beyond = {parent for commit in line for parent in commit.parents} - here
    missing = {parent for parent in beyond if reader.repository.resolve(parent) is None}
    return [commit for commit in line if not missing.isdisjoint(commit.parents)]


def _steps(reader: HistoryReader, line: Sequence[Revision]) -> list[CommitFiles]:
    """One step a commit, and one a parent of a merge, with the files that it has as no parent does."""
    pairs = [(at, parent) for at in reversed(line) for parent in at.parents or (None,)]
    prefix = reader.prefix(line[-1].id) if line else ""
    told = strides(reader.repository, pairs, prefix)
    by_commit = [list(group) for _, group in groupby(told, key=lambda stride: stride.at.id)]
    return [step for against in reversed(by_commit) for step in _own(against)]


def _own(against: Sequence[Stride]) -> Iterator[CommitFiles]:
    """The steps of a commit against each of its parents."""
    common = set.intersection(*({file.path for file in stride.files} for stride in against))
    for stride in against:
        kept = [file for file in stride.files if file.path in common]
        if kept:
            yield CommitFiles(stride.at, kept)


def _in_all(found: Sequence[Sequence[Change]]) -> list[Change]:
    """The rows against the first parent that stand against every other one too."""
    first, *others = found
    sets = [{(row.path, row.kind, row.field, row.new) for row in rows} for rows in others]
    return [row for row in first if all((row.path, row.kind, row.field, row.new) in item for item in sets)]
