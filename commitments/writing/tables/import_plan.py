"""Plans what the rows of a table do to the records of a workspace: the record and the new text of each row.

Writes nothing. Which record a row belongs to, `row_records` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from commitments.edits.steps import apply_steps
from commitments.edits.table import cells, row_values
from commitments.edits.table.cells import CellReader
from commitments.edits.table.column_names import DATE_FIELDS, ROLE_NAMES
from commitments.edits.table.evidence_pieces import with_addresses
from commitments.edits.table.row_steps import ImportTerms, idle_cells, row_steps
from commitments.edits.table.row_values import RowValues
from commitments.edits.table.status_steps import status_of_kind, unproven
from commitments.edits.table.table_losses import lost_values, settle_losses
from commitments.edits.table.title_rows import with_text_as_title
from commitments.edits.table.title_template import TitleTemplate
from commitments.edits.unclear import Unclear, unclear
from commitments.errors import N_, CommitmentsError, EditError
from commitments.reading.tables.sheet import CellValue, Place
from commitments.workspace.open_workspace import Workspace
from commitments.writing.edit_record import read_record
from commitments.writing.splicing.new_record import record_text
from commitments.writing.splicing.splice import splice_record
from commitments.writing.tables.import_table import PlannedRow, RowFault, Table, TableImport
from commitments.writing.tables.row_hierarchy import parent_rows, row_number, with_leads_of_parts
from commitments.writing.tables.row_records import TITLE_FIELDS, RowRecords
from commitments.writing.tables.unfit_cells import numbers_columns, unfit_reason

_OF_NEW_RECORDS = frozenset({"kind", "status"})


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
    settled: Mapping[str, Any] = field(default_factory=dict)
    """The values of rows that do not say them, by field; a kind and a status are for new records alone."""
    title: TitleTemplate | None = None
    """What makes the title of rows without one."""
    number_locator: str = "{number}"
    """The place of a row that the table itself numbers, with `{number}` for that."""
    new_parties: tuple[Mapping[str, Any], ...] = ()
    """The entries of parties that the registry is to get, where rows that are written name them."""


def plan_import(workspace: Workspace, request: ImportRequest) -> TableImport:
    """The import that each row asks for; nothing is judged yet."""
    return _ImportPlanner(workspace, request).plan()


@dataclass
class _ImportPlanner:
    """One table and one workspace, with what the rows so far have claimed."""

    workspace: Workspace
    request: ImportRequest
    records: RowRecords = field(init=False)
    rows_by_path: dict[str, list[int]] = field(default_factory=dict)
    """The numbers of the rows that change or make a file."""
    parents: dict[int, int] = field(default_factory=dict)
    """The number of the row that a row is a part of."""
    rows: dict[int, RowValues] = field(default_factory=dict)
    """The rows that are records, by their numbers."""
    addresses: dict[Place, list[str]] = field(default_factory=dict)
    """The addresses behind the words of cells."""
    doubtful_columns: list[tuple[str, int]] = field(init=False)
    """The field and number of columns whose dates may have day and month swapped."""

    def __post_init__(self) -> None:
        request = self.request
        self.records = RowRecords(self.workspace, request.table, request.document, request.kind)
        for place, address in request.table.sheet.marks.linked:
            self.addresses.setdefault(place, []).append(address)
        self.doubtful_columns = [
            (name, column)
            for name, column in request.table.columns.fields.items()
            if name in DATE_FIELDS and row_values.may_swap_day_and_month(self._column_values(column))
        ]

    def _column_values(self, column: int) -> list[CellValue]:
        table = self.request.table
        return [row[column] for row in table.sheet.rows[table.columns.header :] if column < len(row)]

    def plan(self) -> TableImport:
        """The planned rows and the headings of the table."""
        table = self.request.table
        result = TableImport(table, [], new_parties=self.request.new_parties)
        header = table.columns.header
        rows: list[RowValues] = []
        self.parents = parent_rows(table, range(header + 1, len(table.sheet.rows) + 1))
        has_party = _names_party(self.request.settled)
        read_rows = {
            number: self._row_values(number, values)
            for number, values in enumerate(table.sheet.rows[header:], header + 1)
            if number > header + 1 or not numbers_columns(values)
        }
        for number, row in with_leads_of_parts(read_rows, self.parents, has_party).items():
            if self._is_heading(row, has_party):
                values = table.sheet.rows[number - 1]
                result.headings += [number] if row.values or self._has_loose_word(values) else []
            elif row.values or row.faults:
                rows.append(self._with_settled_values(row))
        self.records.meet(rows)
        self.rows = {row.row: row for row in rows}
        for row in rows:
            if isinstance(id := self.records.record_id(row), str):
                self.rows_by_path.setdefault(self._path(id), []).append(row.row)
        result.rows += map(self._plan_row, rows)
        result.gone += self.records.gone_ids()
        return result

    def _is_heading(self, row: RowValues, has_party: bool) -> bool:
        """Whether a row only divides the table: it has a title or a number, and is no whole with a party."""
        is_whole = row.row in self.parents.values()
        return (
            row.says_only(*TITLE_FIELDS, "id")
            and not (row.titles and has_party and (is_whole or self._says_more(row.row)))
            and ("id" not in row.values or is_whole)
            and self.request.title is None
        )

    def _says_more(self, number: int) -> bool:
        """Whether a row has cells in columns without a field, or all rows can say no more than titles."""
        columns = self.request.table.columns
        values = self.request.table.sheet.rows[number - 1]
        strangers = [stranger.column for stranger in columns.strangers if stranger.column < len(values)]
        has_others = any(not cells.is_blank(values[column]) for column in strangers)
        return has_others or columns.fields.keys() <= {*TITLE_FIELDS}

    def _row_values(self, number: int, values: Sequence[CellValue]) -> RowValues:
        """What a row says; a cell without a value, or with what no record may hold, is a fault."""
        faults = []
        fit_values: list[object] = list(values)
        for name, column in self.request.table.columns.fields.items():
            if name.startswith("evidence.") and column < len(values):
                fit_values[column] = with_addresses(values[column], self.addresses.get((number, column), ()))
            reason = unfit_reason(values[column]) if column < len(values) else None
            if reason is not None:
                faults.append(row_values.CellFault(name, reason))
                fit_values[column] = None
        row = row_values.row_values(
            number, fit_values, self.request.table.columns, self.request.reader, self.records.ids_by_title
        )
        if self.request.title is not None and not row.titles and (title := self.request.title.title(values)):
            row = replace(row, values={f"title.{self.request.terms.lang}": title, **row.values})
        return replace(row, faults=(*faults, *row.faults))

    def _with_settled_values(self, row: RowValues) -> RowValues:
        faulty = {fault.field for fault in row.faults}
        settled = {
            name: value
            for name, value in self.request.settled.items()
            if name not in row.values and name not in faulty and name not in _OF_NEW_RECORDS
        }
        return replace(row, values={**row.values, **settled})

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
        id = self.records.record_id(row)
        if isinstance(id, RowFault):
            return PlannedRow(row.row, faults=(*faults, *([] if faults else [id])))
        row = self._with_whole(row)
        path, is_new = self._path(id), id not in self.records.paths
        others = [number for number in self.rows_by_path[path] if number != row.row]
        if others:  # told of each row, so that what becomes of them does not hang on their order
            reason = unclear(N_("Row {row} describes this record too"), row=str(others[0]))
            name = next((name for name in ("id", *TITLE_FIELDS) if name in row.values), "")
            return PlannedRow(row.row, id, path, faults=(*faults, RowFault(name, reason)))
        planned = self._new_record(row, id, path) if is_new else self._changed_record(row, id, path)
        return replace(
            planned,
            id=id,
            path=path,
            faults=(*faults, *planned.faults),
            warnings=(
                *planned.warnings,
                *(RowFault(*doubt) for doubt in row.doubts),
                *(RowFault(*fault) for fault in idle_cells(row, planned.after)),
                *self._date_doubts(row.row),
            ),
        )

    def _path(self, id: str) -> str:
        return self.records.paths.get(id) or f"{self.request.folder}/{id}.yaml"

    def _with_whole(self, row: RowValues) -> RowValues:
        """A row that is a part of another one, with the id of that as `part_of`."""
        whole = self.rows.get(self.parents.get(row.row, 0))
        id = None if whole is None or "part_of" in row.values else self.records.record_id(whole)
        return replace(row, values={**row.values, "part_of": id}) if isinstance(id, str) else row

    def _date_doubts(self, number: int) -> Iterator[RowFault]:
        values = self.request.table.sheet.rows[number - 1]
        for name, column in self.doubtful_columns:
            day = values[column] if column < len(values) else None
            if isinstance(day, date) and (doubt := row_values.swapped_date_doubt(day)):
                yield RowFault(name, doubt)

    def _new_record(self, row: RowValues, id: str, path: str) -> PlannedRow:
        settled = {name: value for name, value in self.request.settled.items() if name in _OF_NEW_RECORDS}
        row = with_text_as_title(replace(row, values={**settled, **row.values}))
        kind = row.values.get("kind", self.request.kind)
        status = status_of_kind(kind, row.values, self.request.terms.today)
        base: dict[str, Any] = {"id": id, "status": status.value, "source": self._source(row)}
        if self.request.kind is not None:
            base["kind"] = self.request.kind
        steps, cell_faults = row_steps(base, row, self.request.terms, new=True)
        faults = [RowFault(*fault) for fault in cell_faults]
        if "kind" not in base and "kind" not in row.values and not _has_fault(row, "kind"):
            missing = unclear(
                N_("The row names no kind"),
                N_("Give one for all such rows, such as --kind agreed_action."),
            )
            faults.append(RowFault("kind" if "kind" in self.request.table.columns.fields else "", missing))
        after = apply_steps(base, steps)
        text = record_text(after, self.workspace.modeline(path))
        return PlannedRow(row.row, new=text, after=after, faults=tuple(faults))

    def _source(self, row: RowValues) -> dict[str, str]:
        """The document of a row and its place there: its own number or id where the record has another."""
        locator = self.request.locator.replace("{row}", str(row.row))
        if self.records.is_number(row):
            locator = self.request.number_locator.replace("{number}", row.id_text.rstrip("."))
        elif row.id_text.lower() != row.values.get("id", "").lower():
            locator = row.id_text
        elif row.row in self.parents or row.row in self.parents.values():
            locator = self.request.number_locator.replace("{number}", row_number(self.request.table, row.row))
        return {"document": self.request.document, "locator": locator}

    def _changed_record(self, row: RowValues, id: str, path: str) -> PlannedRow:
        try:
            old, before = read_record(self.workspace, path)
            if before.get("id", id) != id:
                raise _other_record_error(path, before["id"])
            row = with_text_as_title(row, before)
            steps, cell_faults = row_steps(before, row, self.request.terms, new=False)
            kept = lost_values(apply_steps(before, steps), row, self.request.table.columns)
            steps, losses = settle_losses(before, steps, kept, self.request.terms, self.request.document)
            new = splice_record(old, steps, path) if steps else old
        except CommitmentsError as error:
            return PlannedRow(row.row, faults=(RowFault("", _as_unclear(error)),))
        after = apply_steps(before, steps)
        losses += unproven(row, after)
        faults = tuple(RowFault(*fault) for fault in cell_faults)
        warnings = tuple(RowFault(*loss) for loss in losses)
        return PlannedRow(row.row, "", "", old, new, before, after, faults, warnings)


def _names_party(settled: Mapping[str, Any]) -> bool:
    return bool(ROLE_NAMES & settled.keys())


def _other_record_error(path: str, id: object) -> EditError:
    return EditError(
        N_("{path} holds the record {id}"),
        N_("First name the file after its record."),
        path=path,
        id=id,
    )


def _has_fault(row: RowValues, name: str) -> bool:
    return any(fault.field == name for fault in row.faults)


def _as_unclear(error: CommitmentsError) -> Unclear:
    return unclear(error.message, error.hint, **{name: str(value) for name, value in error.values.items()})
