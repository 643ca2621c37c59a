"""What a pull request, or each commit of the main line, did to the records, judged by the rules of change.

The shipped schema and the settings of the base judge; what is judged is only read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from commitments.changes.change import Change
from commitments.changes.change_set import ChangeSet, Edit
from commitments.changes.commit_step import changes
from commitments.changes.rules import judged
from commitments.history.commit_touches import beginning
from commitments.history.file_versions import difference
from commitments.history.history_span import HistorySpan
from commitments.history.main_line import HistoryReader
from commitments.history.walk import Broken, CommitFiles, Shelf, TouchedRecord, UnknownBefore, touched_records
from commitments.history.workspace_places import Snapshot, Stride, against_first_parents, strides
from commitments.model.problem import Finding, Problem
from commitments.model.revision import Revision
from commitments.reading import settings
from commitments.workspace.change_problem import change_problem

if TYPE_CHECKING:
    from commitments.history.working_tree import WorkingTree


class Judged(NamedTuple):
    """What is wrong with a change, and where."""

    problem: Problem
    at: Revision


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was changed and what is wrong with it."""

    changes: Sequence[Change]
    findings: Sequence[Judged]
    commits: int = 1
    cut: Revision | None = None
    """The first commit that a shallow clone has: what it changed cannot be judged."""
    began: Revision | None = None
    """The commit with the first records, where others came before it that do not tell where these stood."""
    ignored: Sequence[str] = ()
    """Records on disk that git ignores and no commit holds, which are not judged."""


@dataclass(frozen=True, slots=True)
class Judge:
    """By what changes are judged."""

    severities: Mapping[str, str]
    """As the settings of the base have them."""

    def step(
        self,
        shelf: Shelf,
        step: CommitFiles,
        beside: Sequence[str],
        day: date,
        broken: Broken,
        lenient: bool = False,
    ) -> tuple[list[Change], list[Judged]]:
        """The rows of one step, and its findings."""
        every = list(touched_records(shelf, step, broken, lenient))
        rows = [row for item in every for row in _rows(step.at, item)]
        edits = [_edit(item) for item in every]
        by_edit = {id(edit): item for edit, item in zip(edits, every, strict=True)}
        found = [
            Judged(problem, step.at)
            for edit, finding in judged(ChangeSet(day, edits, beside))
            if (problem := self._problem(edit, by_edit.get(id(edit)), finding, beside)) is not None
        ]
        shelf.done(step)
        return rows, sorted(found, key=lambda located: located.problem.sort_key())

    def _problem(
        self, edit: Edit | None, touched_record: TouchedRecord | None, finding: Finding, beside: Sequence[str]
    ) -> Problem | None:
        path = (edit.new_path or edit.old_path if edit else None) or next(iter(beside), settings.PATH)
        after = touched_record.new.data if touched_record and touched_record.new else None
        return change_problem(finding, self.severities, path, edit.id if edit else None, after)


def _rows(at: Revision, touched_record: TouchedRecord) -> Iterator[Change]:
    return changes(
        at, touched_record.pair, touched_record.old, touched_record.new, touched_record.last, difference
    )


def _edit(touched_record: TouchedRecord) -> Edit:
    return Edit(
        touched_record.pair.id,
        touched_record.last.whole() if touched_record.last else None,
        touched_record.new.whole() if touched_record.new and touched_record.new.readable else None,
        touched_record.pair.old,
        touched_record.pair.new,
        touched_record.new is None or touched_record.new.readable,
    )


class Sides(NamedTuple):
    """What a review compares: the state where both sides parted, and the state that is asked about."""

    fork: str
    head: Revision | None
    """None is the working tree."""


def review(
    sides: Sides, reader: HistoryReader, files: WorkingTree | None, judge: Judge, day: date
) -> Judgement:
    """What the head changed since both sides parted, and which rules that breaks."""
    asked = _asked(sides, reader, files)

    def judged(broken: Broken, lenient: bool) -> Judgement:
        shelf = Shelf(reader.repository, asked.loose)
        shelf.expect([asked.step])
        rows, findings = judge.step(shelf, asked.step, asked.beside, day, broken, lenient)
        return Judgement(rows, findings, ignored=asked.ignored)

    try:
        return judged({}, False)
    except UnknownBefore:  # only history tells what a file was that cannot be read where both sides parted
        return judged(dict(replace(reader, place=None).history(HistorySpan(until=sides.fork)).broken), True)


class _Asked(NamedTuple):
    """What a review looks at."""

    step: CommitFiles
    beside: Sequence[str]
    """What differs beside the records."""
    loose: Mapping[str, bytes] = {}
    """Bytes that git may not have."""
    ignored: Sequence[str] = ()


def _asked(sides: Sides, reader: HistoryReader, files: WorkingTree | None) -> _Asked:
    """What differs of the records and beside them, wherever the workspace stood on either side."""
    if sides.head is None:
        if files is None:
            raise ValueError("a bare repository has no working tree")
        uncommitted = files.uncommitted(sides.fork)
        beside = files.beside(Snapshot(sides.fork, uncommitted.prefix))
        return _Asked(uncommitted.step, beside, uncommitted.loose, uncommitted.ignored)
    told = reader.places().between(sides.fork, sides.head)
    return _Asked(CommitFiles(sides.head, told.files), told.beside)


def audit(reader: HistoryReader, span: HistorySpan, judge: Judge) -> Judgement:
    """The same of every commit of a span of the main line, each judged on its own day."""
    line, cut = _uncut(reader, span)
    try:
        found = _audited(reader, line, line, judge)
    except UnknownBefore:  # a file could not be read before the span: begin where history begins
        whole, _ = _uncut(reader, span._replace(since=None))
        found = _audited(reader, whole, line, judge, reader.repository.shallow)
    return replace(found, cut=cut)


def _uncut(reader: HistoryReader, span: HistorySpan) -> tuple[list[Revision], Revision | None]:
    """The commits of a span whose parents are here, and the one before them whose parents are not."""
    line = reader.line(span)
    cut = line.pop(0) if line and reader.cut(line[0]) else None
    return line, cut


def _audited(
    reader: HistoryReader,
    line: Sequence[Revision],
    asked: Sequence[Revision],
    judge: Judge,
    lenient: bool = False,
) -> Judgement:
    """The findings of some commits of a line; the others are read for what they broke."""
    told = _strides(reader, line)
    steps = [(CommitFiles(stride.at, stride.files), stride.beside) for stride in told]
    shelf = Shelf(reader.repository)
    shelf.expect(step for step, _ in steps)
    wanted = {item.id for item in asked}
    rows: list[Change] = []
    found: list[Judged] = []
    broken: Broken = {}
    for number, (step, beside) in enumerate(steps):
        reader.tell(number, len(steps))
        if step.at.id not in wanted:
            deque(touched_records(shelf, step, broken, lenient), 0)
            shelf.done(step)
            continue
        changed, wrong = judge.step(shelf, step, beside, step.at.day(reader.zone), broken, lenient)
        rows += changed
        found += wrong
    began = beginning(reader.repository, told[0] if told else None)
    return Judgement(rows, found, len(asked), began=began if began and began.id in wanted else None)


def _strides(reader: HistoryReader, line: Sequence[Revision]) -> list[Stride]:
    """What each commit touched of the records, and beside them."""
    prefix = reader.prefix(line[-1].id) if line else ""
    pairs = against_first_parents(reversed(line))
    return [stride for stride in strides(reader.repository, pairs, prefix, beside=True) if stride.files][::-1]
