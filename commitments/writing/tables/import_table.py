"""Imports a table: plans every row, judges all rows together, then writes file by file.

Writes nothing while a row has a fault, unless such rows are to be left out. Decides nothing about the
meaning of a cell; that is for `edits`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from commitments.changes.change import FieldChange
from commitments.changes.compare import compare
from commitments.edits.table.columns import Columns
from commitments.edits.table.row_values import field_at, field_of_change
from commitments.edits.unclear import Unclear
from commitments.errors import CommitmentsError
from commitments.model.problem import Problem
from commitments.reading.folder import PARTIES
from commitments.reading.tables.sheet import Sheet
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import TextEdit, verdict
from commitments.writing.journal.recording import record_step
from commitments.writing.lock import edit_lock
from commitments.writing.patience import no_notice
from commitments.writing.tables.table_parties import named_entries, with_new_parties
from commitments.writing.tables.write_rows import RowFile, write_files
from commitments.writing.writable_place import require_folder, require_plain_folders

_MAX_ROUNDS = 20
"""How many times rows are judged again after others were left out."""


class RowAction(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAULT = "fault"


class RowFault(NamedTuple):
    """Why a row cannot be taken, and the field of the faulty cell; an empty field means the whole row."""

    field: str
    why: Unclear | Problem


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What a row would do to its record."""

    row: int
    id: str = ""
    path: str = ""
    old: bytes | None = None
    """The file as it stands; None where the record is new."""
    new: bytes | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[RowFault, ...] = ()
    warnings: tuple[RowFault, ...] = ()

    @property
    def action(self) -> RowAction:
        """What becomes of the row."""
        if self.faults:
            return RowAction.FAULT
        if self.old is None:
            return RowAction.ADDED
        return RowAction.UNCHANGED if self.old == self.new else RowAction.CHANGED

    @property
    def writes(self) -> bool:
        """Whether the row makes or replaces a file."""
        return self.action in (RowAction.ADDED, RowAction.CHANGED) and self.new is not None

    def changes(self) -> list[FieldChange]:
        """The fields that the row would change in an existing record."""
        return compare(self.before, self.after) if self.old is not None and not self.faults else []


@dataclass(frozen=True, slots=True)
class Table:
    """The table to import: its sheet, and which column is which field."""

    sheet: Sheet
    columns: Columns

    def cell(self, row: int, name: str) -> str | None:
        """The name of a field's cell, as `B7`; None where no column holds that field."""
        column = self.columns.field_column(name) if name else None
        return None if column is None else self.sheet.cell(row, column)

    def cell_of_change(self, row: int, change: FieldChange) -> str | None:
        """The name of the cell that a change comes from; None where it comes from no column."""
        return self.cell(row, field_of_change(change.field, self.columns, change.new))


@dataclass(slots=True)
class TableImport:
    """What an import did, or would do."""

    table: Table
    rows: list[PlannedRow]
    headings: list[int] = field(default_factory=list)
    """The numbers of rows that hold a title and nothing else: they only divide the table."""
    gone: list[str] = field(default_factory=list)
    """The ids of records from the document of the table that no row is about any more."""
    new_parties: tuple[Mapping[str, Any], ...] = ()
    """The entries that the registry of parties gets, where rows that are written name them."""
    beside: tuple[Problem, ...] = ()
    """Errors that the import would cause in records which no row is about."""
    written: list[str] = field(default_factory=list)
    failure: CommitmentsError | None = None
    """Why some files were not written; None if nothing failed."""

    @property
    def unwritten(self) -> list[str]:
        """The paths that were to be written and are not."""
        return [row.path for row in self.rows if row.writes and row.path not in self.written]

    @property
    def faulty(self) -> bool:
        """Whether a row has a fault, or another record would get an error."""
        return bool(self.beside) or any(row.faults for row in self.rows)

    def named_parties(self) -> list[Mapping[str, Any]]:
        """The new parties that rows without faults name."""
        return named_entries(self.new_parties, (row.after for row in self.rows if row.writes))

    def texts(self, workspace: Workspace) -> dict[str, TextEdit]:
        """The new texts of the files that are to be written, by path; the registry comes first."""
        entries = self.named_parties()
        registry = {PARTIES: with_new_parties(workspace, entries)} if entries else {}
        rows = {row.path: TextEdit(row.old, row.new) for row in self.rows if row.writes and row.new}
        return {**registry, **rows}

    def count(self, action: RowAction) -> int:
        """How many rows have this action."""
        return sum(row.action is action for row in self.rows)


class ImportOrders(NamedTuple):
    """What to do with the planned rows."""

    today: date
    write: bool = False
    skip_faulty: bool = False
    on_written: Callable[[str], None] = lambda path: None
    """Called with the path of each file as soon as it is written."""
    waits: Callable[[], None] = no_notice
    """Called once the wait for another editor becomes noticeable."""
    begins: Callable[[int], None] = lambda files: None
    """Called with the number of the files that are about to be written."""


ImportPlanner = Callable[[Workspace], TableImport]


def run_import(workspace: Workspace, plan: ImportPlanner, orders: ImportOrders) -> TableImport:
    """Plan the rows, judge them, and write them where the orders ask for it and no fault forbids it.

    Stops at the first file that cannot be written, and returns its error as `failure`. Raises WriteError
    where the workspace cannot be written to or locked.
    """
    place = require_folder(workspace).root
    with edit_lock(place, notice=orders.waits) if orders.write else nullcontext():
        planned = _judge_rows(workspace, plan(workspace), orders.today)
        if orders.skip_faulty and planned.faulty:
            planned = _leave_out_faulty(workspace, planned, orders.today)
        if orders.write and not planned.beside and (orders.skip_faulty or not planned.faulty):
            _write_rows(workspace, planned, orders)
    return planned


def _judge_rows(workspace: Workspace, planned: TableImport, today: date) -> TableImport:
    """The import with the faults that `validate` and `review` would report.

    Rows with faults of their own are judged too, as others may refer to them; what a fault of a cell may
    have caused is not reported again.
    """
    texts = {row.path: TextEdit(row.old, row.new) for row in planned.rows if row.new is not None}
    texts = {path: text for path, text in texts.items() if text.old != text.new}
    if not texts:
        return planned
    if planned.new_parties:
        texts[PARTIES] = with_new_parties(workspace, planned.new_parties)
    judgement = verdict(workspace, texts, today)
    errors, warnings = _problems_by_path(judgement.problems), _problems_by_path(judgement.warnings)
    rows = [_with_problems(row, planned.table, errors, warnings) for row in planned.rows]
    own_paths = {row.path for row in planned.rows if row.path in texts}
    beside = tuple(problem for problem in judgement.problems if problem.path not in own_paths)
    return replace(planned, rows=rows, beside=beside)


def _problems_by_path(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    return by_path


_ProblemsByPath = Mapping[str, Sequence[Problem]]


def _with_problems(
    row: PlannedRow, table: Table, errors: _ProblemsByPath, warnings: _ProblemsByPath
) -> PlannedRow:
    if row.new is None or row.old == row.new:
        return row
    faulty_fields = {fault.field for fault in row.faults}
    faults = list(_faults_at_fields(errors.get(row.path, ()), row, table))
    if faulty_fields:
        faults = [fault for fault in faults if fault.field and fault.field not in faulty_fields]
    new_warnings = (
        () if faulty_fields or faults else _faults_at_fields(warnings.get(row.path, ()), row, table)
    )
    row_warnings = (warning for warning in row.warnings if isinstance(warning.why, Unclear))
    return replace(row, faults=(*row.faults, *faults), warnings=(*row_warnings, *new_warnings))


def _faults_at_fields(problems: Iterable[Problem], row: PlannedRow, table: Table) -> Iterator[RowFault]:
    """Each problem as a fault, with the field whose column has to do with it."""
    for problem in problems:
        missing_field = problem.values.get("field", "")
        pointer = problem.pointer or (tuple(missing_field.split(".")) if missing_field else ())
        yield RowFault(field_at(pointer, row.after, table.columns), problem)


def _leave_out_faulty(workspace: Workspace, planned: TableImport, today: date) -> TableImport:
    """The import judged without its faulty rows, and then without the rows that need those."""
    for _ in range(_MAX_ROUNDS):
        clean = [row for row in planned.rows if not row.faults]
        judged = _judge_rows(workspace, replace(planned, rows=clean, beside=()), today)
        judged_rows = {row.row: row for row in judged.rows}
        rows = [judged_rows.get(row.row, row) for row in planned.rows]
        planned = replace(planned, rows=rows, beside=judged.beside)
        if not any(row.faults for row in judged.rows):
            break
    return planned


def _write_rows(workspace: Workspace, planned: TableImport, orders: ImportOrders) -> None:
    texts = planned.texts(workspace)
    if not texts:
        return

    def note_written(path: str) -> None:
        planned.written.append(path)
        orders.on_written(path)

    require_plain_folders(workspace.root, texts)
    record_step(workspace, texts)
    orders.begins(len(texts))
    files = [RowFile(path, workspace.root / path, text.old, text.new) for path, text in texts.items()]
    planned.failure = write_files(files, note_written)
