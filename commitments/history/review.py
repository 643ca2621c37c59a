"""Judges a pull request, or each commit of the main line, by the rules of change. Writes nothing.

The shipped schema and the settings of the base decide; nothing in the judged commits has a say.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from commitments.changes.change import Change
from commitments.changes.change_set import ChangeSet, FileEdit, RecordEdit
from commitments.changes.commit_step import change_rows
from commitments.changes.fingerprint import fingerprint
from commitments.changes.nature import Nature, bring_only_news
from commitments.changes.rules.rule_table import judge_changes
from commitments.changes.standing import Effect, effects
from commitments.history.commit_touches import beginning
from commitments.history.compared_sides import Sides, SidesDifference, compare_sides, judged_files_of
from commitments.history.file_versions import compare_versions
from commitments.history.history_span import HistorySpan
from commitments.history.main_line import HistoryReader
from commitments.history.rule_files import JudgedFiles
from commitments.history.unfinished_merges import (
    has_texts,
    unfinished_merges,
)
from commitments.history.walk import (
    CommitFiles,
    TouchedRecord,
    UnknownEarlierRecord,
    UnreadableFiles,
    VersionReader,
    touched_records,
)
from commitments.history.workspace_places import (
    CommitDiff,
    commit_diffs,
    pair_with_first_parents,
)
from commitments.model.problem import Finding, Problem
from commitments.model.revision import Revision
from commitments.model.timeliness import Clock
from commitments.reading.git.repository import Repository
from commitments.workspace.change_problem import change_problem

if TYPE_CHECKING:
    from commitments.history.working_tree import WorkingTree


class JudgedProblem(NamedTuple):
    """A problem of a change, and the commit that made the change."""

    problem: Problem
    at: Revision
    text: bytes | None = None
    """The record after the change; None where it is gone, and for other files."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The changes of some commits, and what is wrong with them."""

    changes: Sequence[Change]
    findings: Sequence[JudgedProblem]
    commits: int = 1
    shallow_start: Revision | None = None
    """The first commit that a shallow clone has: its changes cannot be judged."""
    began: Revision | None = None
    """The commit that brought the first records, where earlier commits held no workspace."""
    ignored: Sequence[str] = ()
    """Records on disk that git ignores and no commit holds: these are not judged."""
    accepted: Sequence[JudgedProblem] = ()
    """The findings that the settings of the base accept; these are not among `findings`."""
    effects: Sequence[Effect] = ()
    """What a review found to become of the timeliness of records, on its day."""
    files: Sequence[FileEdit] = ()
    """The files beside the records that a review compared."""
    nature: Nature = Nature.OTHER
    """What the change amounts to, of a review alone."""


class JudgedStep(NamedTuple):
    """What the judge makes of one step."""

    rows: Sequence[Change]
    findings: Sequence[JudgedProblem]
    edits: Sequence[RecordEdit]


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges changes with the severities of the rules."""

    severities: Mapping[str, str]
    """By rule, as the settings of the base have them."""
    due_soon_days: int = 30
    successors: Mapping[str, Collection[str]] = field(default_factory=dict)
    """The parties that succeeded a party that is no more, by its id."""

    def step(
        self,
        versions: VersionReader,
        step: CommitFiles,
        files: JudgedFiles,
        day: date,
        broken: UnreadableFiles,
        lenient: bool = False,
    ) -> JudgedStep:
        """The rows of one step, its findings, and the edits that it judged."""
        records = list(touched_records(versions, step, broken, lenient))
        rows = [row for record in records for row in _rows(step.at, record)]
        edits = [record.as_edit() for record in records]
        by_edit = {id(edit): record for edit, record in zip(edits, records, strict=True)}
        findings = [
            JudgedProblem(problem, step.at, _new_text(by_edit.get(id(edit))))
            for edit, finding in judge_changes(
                ChangeSet(day, edits, files.edits, files.bound, self.successors, files.event_dates(edits))
            )
            if (problem := self._problem(edit, by_edit.get(id(edit)), finding, files)) is not None
        ]
        versions.release(step)
        return JudgedStep(rows, sorted(findings, key=lambda finding: finding.problem.sort_key()), edits)

    def effects(self, edits: Sequence[RecordEdit], day: date) -> list[Effect]:
        """What edits do to the timeliness of their records on a day."""
        return list(effects(edits, Clock(day, self.due_soon_days)))

    def _problem(
        self,
        edit: RecordEdit | FileEdit,
        record: TouchedRecord | None,
        finding: Finding,
        files: JudgedFiles,
    ) -> Problem | None:
        before = record.old.data if record and record.old else None
        if isinstance(edit, FileEdit):
            path, id, after = edit.path, None, files.after.get(edit.path)
        else:
            path, id, after = edit.new_path or edit.old_path or "", edit.id, _new_text(record)
        problem = change_problem(finding, self.severities, path, id, after, before)
        return problem and replace(problem, fingerprint=fingerprint(finding, edit))


def _new_text(record: TouchedRecord | None) -> bytes | None:
    return record.new.data if record and record.new else None


def _rows(at: Revision, record: TouchedRecord) -> Iterator[Change]:
    return change_rows(at, record.pair, record.old, record.new, record.last, compare_versions)


def review(
    sides: Sides, reader: HistoryReader, files: WorkingTree | None, judge: Judge, day: date
) -> Judgement:
    """Judge what the head changed since both sides parted; `day` is the day of the review."""
    difference = compare_sides(sides, reader, files)

    def judgement(broken: UnreadableFiles, lenient: bool) -> Judgement:
        versions = VersionReader(reader.repository, difference.loose)
        versions.expect([difference.step])
        judged = judge.step(versions, difference.step, difference.judged_files, day, broken, lenient)
        merges = [
            JudgedProblem(problem, difference.step.at)
            for problem in unfinished_merges(difference.judged_files.after)
        ]
        findings = [*merges, *judged.findings]
        effects = judge.effects(judged.edits, day)
        is_news = not (findings or effects) and bring_only_news(judged.edits, day)
        nature = _nature(sides, reader.repository, difference, is_news)
        return Judgement(
            judged.rows,
            findings,
            ignored=difference.ignored,
            effects=effects,
            files=difference.judged_files.edits,
            nature=nature,
        )

    try:
        return judgement({}, False)
    except UnknownEarlierRecord:  # history tells which record an unreadable file held where both sides parted
        return judgement(
            dict(replace(reader, place=None).history(HistorySpan(until=sides.fork)).broken), True
        )


def _nature(sides: Sides, repository: Repository, difference: SidesDifference, is_news: bool) -> Nature:
    """What the whole difference amounts to; of a working tree, the files beside the workspace are unknown."""
    records = difference.step.files
    if sides.head is None:
        return Nature.OTHER if records or difference.rule_files else Nature.NONE
    if not difference.paths:
        return Nature.NONE
    is_all = difference.paths == len(records) and all(file.old and file.new for file in records)
    keeps_modes = is_all and repository.keeps_modes(sides.fork, sides.head.id)
    return Nature.NEWS if is_news and keeps_modes else Nature.OTHER


def audit(reader: HistoryReader, span: HistorySpan, judge: Judge) -> Judgement:
    """Judge every commit of a span of the main line on its own day."""
    line, cut = _judgeable_line(reader, span)
    try:
        judgement = _audit_line(reader, line, line, judge)
    except UnknownEarlierRecord:  # a file could not be read before the span: begin where history begins
        whole_line, _ = _judgeable_line(reader, span._replace(since=None))
        judgement = _audit_line(reader, whole_line, line, judge, reader.repository.shallow)
    return replace(judgement, shallow_start=cut)


def _judgeable_line(reader: HistoryReader, span: HistorySpan) -> tuple[list[Revision], Revision | None]:
    """The commits of a span whose parents are here, and the commit before them whose parents are not."""
    line = reader.line(span)
    cut = line.pop(0) if line and reader.lacks_parents(line[0]) else None
    return line, cut


def _audit_line(
    reader: HistoryReader,
    line: Sequence[Revision],
    audited: Sequence[Revision],
    judge: Judge,
    lenient: bool = False,
) -> Judgement:
    """Judge the `audited` commits of a line; the others only show which files they left unreadable."""
    diffs = _line_diffs(reader, line)
    versions = VersionReader(reader.repository)
    versions.expect(CommitFiles(diff.at, diff.files) for diff in diffs)
    audited_ids = {commit.id for commit in audited}
    rows: list[Change] = []
    findings: list[JudgedProblem] = []
    broken: UnreadableFiles = {}
    for number, diff in enumerate(diffs):
        reader.tell(number, len(diffs))
        step = CommitFiles(diff.at, diff.files)
        if diff.at.id not in audited_ids:
            deque(touched_records(versions, step, broken, lenient), 0)
            versions.release(step)
            continue
        day = diff.at.day(reader.zone)
        files = judged_files_of(reader.repository, diff)
        judged = judge.step(versions, step, files, day, broken, lenient)
        rows += judged.rows
        findings += [JudgedProblem(problem, diff.at) for problem in unfinished_merges(files.after)]
        findings += judged.findings
    began = beginning(reader.repository, diffs[0] if diffs else None)
    return Judgement(rows, findings, len(audited), began=began if began and began.id in audited_ids else None)


def _line_diffs(reader: HistoryReader, line: Sequence[Revision]) -> list[CommitDiff]:
    """The diffs of a line, oldest first, that touch a record or a file that is read beside the records."""
    prefix = reader.prefix(line[-1].id) if line else ""
    pairs = pair_with_first_parents(reversed(line))
    diffs = commit_diffs(reader.repository, pairs, prefix, with_rule_files=True)
    return [diff for diff in diffs if diff.files or has_texts(diff.rule_files)][::-1]
