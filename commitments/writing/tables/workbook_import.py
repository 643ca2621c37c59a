"""Plans and writes what a workbook that came back changes in records: all of it in one go, or nothing.

Decides nothing about the meaning of a cell; that is for `edits.workbook`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from commitments.changes.change import FieldChange
from commitments.changes.compare import compare
from commitments.edits.steps import apply_steps
from commitments.edits.unclear import Unclear, unclear
from commitments.edits.workbook.exported_state import ItemKey
from commitments.edits.workbook.record_steps import row_steps
from commitments.edits.workbook.row_edit import RowEdit, RowTerms
from commitments.errors import N_, CommitmentsError, EditError
from commitments.model.problem import Problem
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import TextEdit
from commitments.writing.edit_files import FilesEvents, FilesOutcome, edit_files
from commitments.writing.edit_record import EditTerms, read_record
from commitments.writing.splicing.splice import splice_record

_MAX_ROUNDS = 20
"""How many times records are judged again after others were left out."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell is not taken."""

    item: ItemKey
    column: str
    """The key of its column; empty for the whole row."""
    why: Unclear | Problem


@dataclass(frozen=True, slots=True)
class RecordImport:
    """What the workbook would do to one record."""

    id: str
    path: str
    edits: Sequence[RowEdit]
    old: bytes = b""
    new: bytes = b""
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def changes(self) -> list[FieldChange]:
        """The fields that change."""
        return compare(self.before, self.after)

    @property
    def writes(self) -> bool:
        """Whether its file gets another text."""
        return not self.refusals and self.old != self.new


@dataclass(frozen=True, slots=True)
class WorkbookOutcome:
    """What an import of a workbook did, or would do."""

    records: Sequence[RecordImport]
    beside: tuple[Problem, ...] = ()
    """Errors that it would cause in records which no row is about."""
    files: FilesOutcome | None = None
    """What was written; None where nothing was to be."""

    @property
    def is_faulty(self) -> bool:
        """Whether a row is refused, or another record would get an error."""
        return bool(self.beside) or any(record.refusals for record in self.records)


def plan_records(
    workspace: Workspace, edits: Mapping[str, Sequence[RowEdit]], paths: Mapping[str, str], terms: RowTerms
) -> list[RecordImport]:
    """What the rows of each record, by its id, ask of its file; nothing is judged yet."""
    return [_plan_record(workspace, id, paths[id], rows, terms) for id, rows in edits.items()]


def _plan_record(
    workspace: Workspace, id: str, path: str, edits: Sequence[RowEdit], terms: RowTerms
) -> RecordImport:
    first = (edits[0].sheet, edits[0].id, edits[0].item)
    try:
        old, before = read_record(workspace, path)
        record, refusals = before, []
        steps = []
        for edit in edits:
            row, refused = row_steps(record, edit, terms)
            record = apply_steps(record, row)
            steps += row
            item = (edit.sheet, edit.id, edit.item)
            refusals += [Refusal(item, refusal.column, refusal.why) for refusal in refused]
        new = splice_record(old, steps, path) if steps else old
    except CommitmentsError as error:
        why = unclear(error.message, error.hint, **error.values)
        return RecordImport(id, path, edits, refusals=(Refusal(first, "", why),))
    return RecordImport(id, path, edits, old, new, before, record, tuple(refusals))


def judge_records(
    workspace: Workspace, records: Sequence[RecordImport], terms: EditTerms, skips_faulty: bool
) -> WorkbookOutcome:
    """The records with the faults that `validate` and `review` would report; nothing is written.

    `skips_faulty` judges the others without the faulty ones, until none is left.
    """
    outcome = _judged(workspace, records, terms)
    for _ in range(_MAX_ROUNDS if skips_faulty and outcome.is_faulty else 0):
        clean = [record for record in outcome.records if not record.refusals]
        judged = _judged(workspace, clean, terms)
        by_id = {record.id: record for record in judged.records}
        merged = [by_id.get(record.id, record) for record in outcome.records]
        outcome = WorkbookOutcome(merged, judged.beside)
        if not any(record.refusals for record in judged.records):
            break
    return outcome


def _judged(workspace: Workspace, records: Sequence[RecordImport], terms: EditTerms) -> WorkbookOutcome:
    files = edit_files(
        workspace, lambda present: dict(_texts(present, records)), terms._replace(dry_run=True)
    )
    verdict = files.verdict
    judged = [_with_problems(record, verdict.problems, verdict.warnings) for record in records]
    own_paths = {record.path for record in records}
    beside = tuple(problem for problem in verdict.problems if problem.path not in own_paths)
    return WorkbookOutcome(judged, beside)


def _with_problems(
    record: RecordImport, problems: Iterable[Problem], warnings: Iterable[Problem]
) -> RecordImport:
    if record.old == record.new:
        return record
    first = (record.edits[0].sheet, record.edits[0].id, record.edits[0].item)
    refusals = tuple(Refusal(first, "", problem) for problem in problems if problem.path == record.path)
    return replace(
        record,
        refusals=(*record.refusals, *refusals),
        warnings=tuple(problem for problem in warnings if problem.path == record.path),
    )


def write_records(
    workspace: Workspace, outcome: WorkbookOutcome, terms: EditTerms, course: FilesEvents
) -> WorkbookOutcome:
    """Write all records that are not refused, in one step of `commit undo`.

    Raises EditError where a file changed since it was planned, WriteError where one cannot be written;
    nothing is written then.
    """
    clean = [record for record in outcome.records if record.writes]
    files = edit_files(workspace, lambda present: dict(_texts(present, clean)), terms, course)
    return replace(outcome, files=files)


def _texts(workspace: Workspace, records: Iterable[RecordImport]) -> Iterator[tuple[str, TextEdit]]:
    for record in records:
        if not record.old:
            continue
        if read_record(workspace, record.path)[0] != record.old:
            raise EditError(
                N_("{path} changed while the workbook was read"),
                N_("Nothing was written. Run the import again."),
                path=record.path,
            )
        yield record.path, TextEdit(record.old, record.new)
