"""Plans what the rows of a table do to the records of a workspace: the record and the new text of each row.

Writes nothing. A row belongs to the record that its id names; without an id, to the record that has its
title and comes from the same document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from commitments.edits.new_record import propose_id
from commitments.edits.steps import apply_steps
from commitments.edits.table import cells, row_values
from commitments.edits.table.cells import CellReader, title_key
from commitments.edits.table.column_names import DATE_FIELDS
from commitments.edits.table.row_steps import ImportTerms, idle_cells, row_steps
from commitments.edits.table.row_values import RowValues
from commitments.edits.unclear import Unclear, unclear
from commitments.errors import N_, CommitmentsError, EditError
from commitments.model.lifecycle import Kind, Status
from commitments.model.names import id_from_path
from commitments.reading.tables.sheet import CellValue
from commitments.workspace.open_workspace import Workspace
from commitments.writing.edit_record import read_record
from commitments.writing.import_table import PlannedRow, RowFault, Table, TableImport
from commitments.writing.splicing.new_record import record_text
from commitments.writing.splicing.splice import splice_record
from commitments.writing.unfit_cells import numbers_columns, unfit_reason

_TITLES = ("title.en", "title.vi")


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """The terms that hold for all rows of a table."""

    table: Table
    reader: CellReader
    terms: ImportTerms
    document: str
    """The source document of rows that name none."""
    locator: str
    """The place of a row in that document, with `{row}` for its number."""
    kind: str | None = None
    folder: str = "records"


def plan_import(workspace: Workspace, request: ImportRequest) -> TableImport:
    """The import that each row asks for; nothing is judged yet."""
    return _ImportPlanner(workspace, request).plan()


@dataclass
class _ImportPlanner:
    """One table and one workspace, with what the rows so far have claimed."""

    workspace: Workspace
    request: ImportRequest
    paths: dict[str, str] = field(init=False)
    """The path of every record by its id; of an unreadable file, by its name."""
    ids_by_title: dict[str, list[str]] = field(init=False)
    taken_ids: set[str] = field(init=False)
    row_by_path: dict[str, int] = field(default_factory=dict)
    """The number of the row that changes or makes a file."""
    doubtful_columns: list[tuple[str, int]] = field(init=False)
    """The field and number of columns whose dates may have day and month swapped."""
    row_by_title: dict[tuple[str, object], int] = field(default_factory=dict)
    """The number of the row without an id that has a title and a document."""

    def __post_init__(self) -> None:
        entries = self.workspace.listing.entries
        outlines = self.workspace.survey.outlines if entries else ()
        self.paths = {id_from_path(file.path): file.path for file in entries}
        self.paths.update((outline.id, outline.path) for outline in outlines)
        self.ids_by_title = {}
        for outline in outlines:
            for key in {title_key(title) for title in (outline.title_en, outline.title_vi) if title}:
                self.ids_by_title.setdefault(key, []).append(outline.id)
        self.taken_ids = {*self.paths, *self._table_ids()}
        self.doubtful_columns = [
            (name, column)
            for name, column in self.request.table.columns.fields.items()
            if name in DATE_FIELDS and row_values.may_swap_day_and_month(self._column_values(column))
        ]

    def _column_values(self, column: int) -> list[CellValue]:
        table = self.request.table
        return [row[column] for row in table.sheet.rows[table.columns.header :] if column < len(row)]

    def _table_ids(self) -> list[str]:
        column = self.request.table.columns.field_column("id")
        rows = self.request.table.sheet.rows
        if column is None:
            return []
        return [cells.one_line_text(row[column]).lower() for row in rows if column < len(row) and row[column]]

    def plan(self) -> TableImport:
        """The planned rows and the headings of the table."""
        table = self.request.table
        result = TableImport(table, [])
        header = table.columns.header
        for number, values in enumerate(table.sheet.rows[header:], header + 1):
            if number == header + 1 and numbers_columns(values):
                continue
            row = self._row_values(number, values)
            if row.says_only(*_TITLES):
                result.headings += [number] if row.values or self._has_loose_word(values) else []
            else:
                result.rows.append(self._plan_row(row))
        return result

    def _row_values(self, number: int, values: Sequence[CellValue]) -> RowValues:
        """What a row says; a cell without a value, or with what no record may hold, is a fault."""
        faults = []
        fit_values: list[object] = list(values)
        for name, column in self.request.table.columns.fields.items():
            reason = unfit_reason(values[column]) if column < len(values) else None
            if reason is not None:
                faults.append(row_values.CellFault(name, reason))
                fit_values[column] = None
        row = row_values.row_values(
            number, fit_values, self.request.table.columns, self.request.reader, self.ids_by_title
        )
        return RowValues(number, row.values, (*faults, *row.faults))

    def _has_loose_word(self, values: Sequence[CellValue]) -> bool:
        """Whether a row holds a word in a column that is neither a field nor an unknown heading."""
        strangers = {stranger.column for stranger in self.request.table.columns.strangers}
        words = (
            cells.cell_text(value)
            for column, value in enumerate(values)
            if isinstance(value, str) and column not in strangers
        )
        return any(sum(map(str.isalpha, word)) > 4 for word in words)

    def _plan_row(self, row: RowValues) -> PlannedRow:
        faults = [RowFault(*fault) for fault in row.faults]
        id = self._record_id(row)
        if isinstance(id, RowFault):
            return PlannedRow(row.row, faults=(*faults, *([] if faults else [id])))
        path = self.paths.get(id)
        is_new = path is None
        path = path or f"{self.request.folder}/{id}.yaml"
        if path in self.row_by_path:
            reason = unclear(N_("Row {row} is about the same record"), row=str(self.row_by_path[path]))
            name = next((name for name in ("id", *_TITLES) if name in row.values), "")
            return PlannedRow(row.row, id, path, faults=(*faults, RowFault(name, reason)))
        self.row_by_path[path] = row.row
        self.taken_ids.add(id)
        planned = self._new_record(row, id, path) if is_new else self._changed_record(row, id, path)
        return replace(
            planned,
            id=id,
            path=path,
            faults=(*faults, *planned.faults),
            warnings=(
                *(RowFault(*fault) for fault in idle_cells(row, planned.after)),
                *self._date_doubts(row.row),
            ),
        )

    def _date_doubts(self, number: int) -> Iterator[RowFault]:
        values = self.request.table.sheet.rows[number - 1]
        for name, column in self.doubtful_columns:
            day = values[column] if column < len(values) else None
            if isinstance(day, date) and (doubt := row_values.swapped_date_doubt(day)):
                yield RowFault(name, doubt)

    def _record_id(self, row: RowValues) -> str | RowFault:
        """The id of the record that a row belongs to, proposed where the record is new."""
        if "id" in row.values:
            return str(row.values["id"])
        if not row.titles or _has_fault(row, "id"):
            return RowFault("", unclear(N_("The row gives neither a title nor an id")))
        if fault := self._repeated_title(row):
            return fault
        ids = self._ids_of_titles(row)
        if len(ids) > 1:
            several = unclear(
                N_("Several records have this title: {ids}"),
                N_("Give the table a column of ids."),
                ids=", ".join(ids),
            )
            return RowFault(_title_field(row), several)
        try:
            return ids[0] if ids else propose_id(row.titles[0], self.taken_ids)
        except CommitmentsError as error:
            return RowFault("", _as_unclear(error))

    def _repeated_title(self, row: RowValues) -> RowFault | None:
        """The fault of a row whose title an earlier row has: the next run would take both for one record."""
        document = row.values.get("source.document", self.request.document)
        for key in ((title_key(title), document) for title in row.titles):
            number = self.row_by_title.setdefault(key, row.row)
            if number != row.row:
                reason = unclear(
                    N_("Row {row} has the same title"), N_("Give the table a column of ids."), row=str(number)
                )
                return RowFault(_title_field(row), reason)
        return None

    def _ids_of_titles(self, row: RowValues) -> list[str]:
        """The ids of records that have one of the row's titles and come from its document."""
        ids = dict.fromkeys(id for title in row.titles for id in self.ids_by_title.get(title_key(title), ()))
        document = row.values.get("source.document", self.request.document)
        return [id for id in ids if self._document_of(self.paths[id]) == document]

    def _document_of(self, path: str) -> object:
        try:
            source = read_record(self.workspace, path)[1].get("source")
        except CommitmentsError:
            return None
        return source.get("document") if isinstance(source, dict) else None

    def _new_record(self, row: RowValues, id: str, path: str) -> PlannedRow:
        kind = row.values.get("kind", self.request.kind)
        status = Status.AGREED if kind == Kind.ASSIGNMENT else Status.PROPOSED
        base: dict[str, Any] = {"id": id, "status": status.value, "source": self._source(row.row)}
        if self.request.kind is not None:
            base["kind"] = self.request.kind
        steps, cell_faults = row_steps(base, row, self.request.terms, new=True)
        faults = [RowFault(*fault) for fault in cell_faults]
        if "kind" not in base and "kind" not in row.values and not _has_fault(row, "kind"):
            missing = unclear(
                N_("The row does not say of what kind it is"),
                N_("Say it for all such rows, as with --kind agreed_action."),
            )
            faults.append(RowFault("kind" if "kind" in self.request.table.columns.fields else "", missing))
        after = apply_steps(base, steps)
        text = record_text(after, self.workspace.modeline(path))
        return PlannedRow(row.row, new=text, after=after, faults=tuple(faults))

    def _source(self, number: int) -> dict[str, str]:
        locator = self.request.locator.replace("{row}", str(number))
        return {"document": self.request.document, "locator": locator}

    def _changed_record(self, row: RowValues, id: str, path: str) -> PlannedRow:
        try:
            old, before = read_record(self.workspace, path)
            if before.get("id", id) != id:
                raise _other_record_error(path, before["id"])
            steps, cell_faults = row_steps(before, row, self.request.terms, new=False)
            new = splice_record(old, steps, path) if steps else old
        except CommitmentsError as error:
            return PlannedRow(row.row, faults=(RowFault("", _as_unclear(error)),))
        after = apply_steps(before, steps)
        faults = tuple(RowFault(*fault) for fault in cell_faults)
        return PlannedRow(row.row, "", "", old, new, before, after, faults)


def _other_record_error(path: str, id: object) -> EditError:
    return EditError(
        N_("{path} holds the record {id}"),
        N_("Give the file the name of its record first."),
        path=path,
        id=id,
    )


def _title_field(row: RowValues) -> str:
    return next(name for name in _TITLES if name in row.values)


def _has_fault(row: RowValues, name: str) -> bool:
    return any(fault.field == name for fault in row.faults)


def _as_unclear(error: CommitmentsError) -> Unclear:
    return unclear(error.message, error.hint, **{name: str(value) for name, value in error.values.items()})
