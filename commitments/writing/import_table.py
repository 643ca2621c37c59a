"""A table made into records: every row planned, all of them judged together, then written file by file.

Nothing is written while anything is wrong with a row, unless such rows are to be left out. Decides nothing
about the meaning of a cell; that is for `edits`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from commitments.changes.change import FieldChange
from commitments.changes.compare import compare
from commitments.edits.table.columns import Columns
from commitments.edits.table.row_values import field_at, field_of_change
from commitments.edits.written_dates import Unclear
from commitments.errors import N_, CommitmentsError
from commitments.model.problem import Problem
from commitments.reading.folder import read
from commitments.reading.sheet import Sheet
from commitments.reading.source_file import SourceFile
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import Text, verdict
from commitments.writing.lock import locked
from commitments.writing.patience import silent
from commitments.writing.store import create, replace_unchanged
from commitments.writing.writable_place import require_folder

_ROUNDS = 20
"""How often rows are left out because of rows that were left out before them."""


class Action(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAULT = "fault"


class Fault(NamedTuple):
    """What is wrong with a row, and the field of the cell where that shows; empty for the whole row."""

    field: str
    why: Unclear | Problem


@dataclass(frozen=True, slots=True)
class Planned:
    """What a row would do."""

    row: int
    id: str = ""
    path: str = ""
    old: bytes | None = None
    """The file as it stands; None where the record is new."""
    new: bytes | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()

    @property
    def action(self) -> Action:
        """What becomes of it."""
        if self.faults:
            return Action.FAULT
        if self.old is None:
            return Action.ADDED
        return Action.UNCHANGED if self.old == self.new else Action.CHANGED

    @property
    def writes(self) -> bool:
        """Whether a file is to be made or replaced."""
        return self.action in (Action.ADDED, Action.CHANGED) and self.new is not None

    def changes(self) -> list[FieldChange]:
        """The fields of a standing record that it would change."""
        return compare(self.before, self.after) if self.old is not None and not self.faults else []


@dataclass(frozen=True, slots=True)
class Table:
    """What is to be imported."""

    sheet: Sheet
    columns: Columns

    def cell(self, row: int, name: str) -> str | None:
        """How the cell of a field is called; None where no column is that field."""
        column = self.columns.of(name) if name else None
        return None if column is None else self.sheet.cell(row, column)

    def cell_of_change(self, row: int, change: FieldChange) -> str | None:
        """The cell that a change comes from."""
        return self.cell(row, field_of_change(change.field, self.columns))


@dataclass(slots=True)
class Import:
    """What came of a table."""

    table: Table
    rows: list[Planned]
    headings: list[int] = field(default_factory=list)
    """Rows that hold a title and nothing else, and so only part the table."""
    beside: tuple[Problem, ...] = ()
    """Errors that would come to records which no row is about."""
    written: list[str] = field(default_factory=list)
    failure: CommitmentsError | None = None
    """Why not all was written that was to be."""

    @property
    def unwritten(self) -> list[str]:
        """The files that were to be written, and are not."""
        return [row.path for row in self.rows if row.writes and row.path not in self.written]

    @property
    def faulty(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.beside) or any(row.faults for row in self.rows)

    def count(self, action: Action) -> int:
        """How many rows come to this."""
        return sum(row.action is action for row in self.rows)


class Orders(NamedTuple):
    """What is to be done with what was planned."""

    today: date
    write: bool = False
    skip_faulty: bool = False
    told: Callable[[str], None] = lambda path: None
    """Is told of each file as soon as it is written."""
    waits: Callable[[], None] = silent
    """Is called where another editor is being waited for."""


Planner = Callable[[Workspace], Import]


def imported(workspace: Workspace, plan: Planner, orders: Orders) -> Import:
    """Plan the rows, judge them, and write them where that was ordered and nothing speaks against it.

    Where a file cannot be written it stops there, and says so as a `failure`.
    """
    place = require_folder(workspace).root
    with locked(place, notice=orders.waits) if orders.write else nullcontext():
        found = _judged(workspace, plan(workspace), orders.today)
        if orders.skip_faulty and found.faulty:
            found = _without_faulty(workspace, found, orders.today)
        if orders.write and not found.beside and (orders.skip_faulty or not found.faulty):
            _write(workspace, found, orders.told)
    return found


def _judged(workspace: Workspace, found: Import, today: date) -> Import:
    """The same with the faults that `validate` and `review` would tell.

    Rows with faults of their own are judged too, as others may refer to them; what a fault of a cell may
    have brought about is not told again.
    """
    texts = {row.path: Text(row.old, row.new) for row in found.rows if row.new is not None}
    texts = {path: text for path, text in texts.items() if text.old != text.new}
    if not texts:
        return found
    judgement = verdict(workspace, texts, today)
    errors, warnings = _by_path(judgement.problems), _by_path(judgement.warnings)
    rows = [_with(row, found.table, errors, warnings) for row in found.rows]
    known = {row.path for row in found.rows if row.path in texts}
    beside = tuple(problem for problem in judgement.problems if problem.path not in known)
    return replace(found, rows=rows, beside=beside)


def _by_path(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.path, []).append(problem)
    return found


_ByPath = Mapping[str, Sequence[Problem]]


def _with(planned: Planned, table: Table, errors: _ByPath, warnings: _ByPath) -> Planned:
    if planned.new is None or planned.old == planned.new:
        return planned
    told = {fault.field for fault in planned.faults}
    faults = list(_placed(errors.get(planned.path, ()), planned, table))
    if told:
        faults = [fault for fault in faults if fault.field and fault.field not in told]
    warned = () if told or faults else _placed(warnings.get(planned.path, ()), planned, table)
    own = (warning for warning in planned.warnings if isinstance(warning.why, Unclear))
    return replace(planned, faults=(*planned.faults, *faults), warnings=(*own, *warned))


def _placed(problems: Iterable[Problem], planned: Planned, table: Table) -> Iterator[Fault]:
    """Each problem with the field whose column has to do with it."""
    for problem in problems:
        missing = problem.values.get("field", "")
        pointer = tuple(missing.split(".")) if missing and not problem.pointer else problem.pointer
        yield Fault(field_at(pointer, planned.after, table.columns), problem)


def _without_faulty(workspace: Workspace, found: Import, today: date) -> Import:
    """The same, when rows with faults are left out, and then those that cannot do without them."""
    for _ in range(_ROUNDS):
        clean = [row for row in found.rows if not row.faults]
        judged = _judged(workspace, replace(found, rows=clean, beside=()), today)
        again = {row.row: row for row in judged.rows}
        found = replace(found, rows=[again.get(row.row, row) for row in found.rows], beside=judged.beside)
        if not any(row.faults for row in judged.rows):
            break
    return found


def _write(workspace: Workspace, found: Import, told: Callable[[str], None]) -> None:
    for row in found.rows:
        if row.writes and row.new is not None:
            place = workspace.root / row.path
            try:
                _put(place, row.old, row.new)
            except CommitmentsError as error:
                found.failure = error
                return
            except KeyboardInterrupt:
                if _stands(place, row.new):
                    told(row.path)
                raise
            found.written.append(row.path)
            told(row.path)


def _stands(place: Path, text: bytes) -> bool:
    """Whether a file was written before its writing was stopped."""
    source = read(place.parent, place.name, len(text))
    return isinstance(source, SourceFile) and source.data == text


def _put(place: Path, old: bytes | None, new: bytes) -> None:
    if not (create(place, new) if old is None else replace_unchanged(place, old, new)):
        raise CommitmentsError(
            N_("{path} is being changed by another program"),
            N_("Run the import again: what is written already stays, and is not written twice."),
            path=str(place),
        )
