"""Reads what every commit changed, also on side branches, under the name of its author. Keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from commitments.changes.change import Change
from commitments.history.history_span import HistorySpan
from commitments.history.main_line import History, HistoryReader
from commitments.history.walk import CommitFiles, VersionReader, walk
from commitments.history.workspace_places import CommitDiff, commit_diffs
from commitments.model.revision import Revision


def all_commits_history(reader: HistoryReader, span: HistorySpan) -> History:
    """The changes of all commits of a span, parents before their children.

    A merge has the changes that it made itself: what it holds differently from each of its parents.
    """
    commits = list(_reachable_commits(reader, span))[::-1]
    cut = _cut_commits(reader, commits)
    line = [commit for commit in commits if commit not in cut]
    steps = _steps(reader, line)
    versions = VersionReader(reader.repository)
    steps_with_rows = zip(steps, walk(versions, steps, {}, reader.tell, lenient=True), strict=True)
    by_commit = groupby(steps_with_rows, key=lambda pair: pair[0].at.id)
    rows = [row for _, pairs in by_commit for row in _common_rows([rows for _, rows in pairs])]
    return History(rows, len(line), shallow_start=cut[0] if cut else None)


def _reachable_commits(reader: HistoryReader, span: HistorySpan) -> Iterator[Revision]:
    """The commits between the two ends of a span of the main line, newest first."""
    main = reader.line(span)
    if not main:
        return iter(())
    before = () if reader.lacks_parents(main[0]) else main[0].parents[:1]
    return reader.repository.every_commit(main[-1].id, *before)


def _cut_commits(reader: HistoryReader, line: Sequence[Revision]) -> list[Revision]:
    """The commits whose parents a shallow clone lacks, so that their changes cannot be known."""
    if not reader.repository.shallow:
        return []
    here = {commit.id for commit in line}
    beyond = {parent for commit in line for parent in commit.parents} - here
    missing = {parent for parent in beyond if reader.repository.resolve(parent) is None}
    return [commit for commit in line if not missing.isdisjoint(commit.parents)]


def _steps(reader: HistoryReader, line: Sequence[Revision]) -> list[CommitFiles]:
    """One step for each commit and parent; a merge has only files that differ from all its parents."""
    pairs = [(at, parent) for at in reversed(line) for parent in at.parents or (None,)]
    prefix = reader.prefix(line[-1].id) if line else ""
    all_diffs = commit_diffs(reader.repository, pairs, prefix)
    by_commit = [list(diffs) for _, diffs in groupby(all_diffs, key=lambda diff: diff.at.id)]
    return [step for diffs in reversed(by_commit) for step in _parent_steps(diffs)]


def _parent_steps(diffs: Sequence[CommitDiff]) -> Iterator[CommitFiles]:
    """The steps of one commit against each of its parents, with the files that differ from all of them."""
    common = set.intersection(*({file.path for file in diff.files} for diff in diffs))
    for diff in diffs:
        files = [file for file in diff.files if file.path in common]
        if files:
            yield CommitFiles(diff.at, files)


def _common_rows(rows_by_parent: Sequence[Sequence[Change]]) -> list[Change]:
    """The rows against the first parent that stand against every other parent too."""
    first, *others = rows_by_parent
    sets = [{(row.path, row.kind, row.field, row.new) for row in rows} for rows in others]
    return [row for row in first if all((row.path, row.kind, row.field, row.new) in keys for keys in sets)]
