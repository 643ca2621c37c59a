"""Finds the record that each row of a table is about. It must not change a record or write a file.

A row belongs to the record that its id names; without an id, to the record that has its title and comes from
the same document. What comes from another document is never taken for the row's own: it is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from commitments.edits.new_record import propose_id
from commitments.edits.table import cells
from commitments.edits.table.cells import title_key
from commitments.edits.table.row_values import RowValues
from commitments.edits.unclear import Unclear, unclear
from commitments.errors import N_, CommitmentsError, ShellWord
from commitments.model.folding import fold
from commitments.model.names import id_from_path
from commitments.workspace.open_workspace import Workspace
from commitments.writing.edit_record import read_record
from commitments.writing.tables.import_table import RowFault, Table
from commitments.writing.tables.row_likeness import is_like, may_be_same, same_deadline, titles

TITLE_FIELDS = ("title.en", "title.vi")

SAME_TITLE = N_("The record {id} from {document} has this title")
"""The message for a row whose title is that of a record of another document."""

_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,4})*\.?")
"""An id that only numbers the rows of its table."""

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")

_ONE_OR_OTHER = N_(
    "If the row is that record, give it the id {id} in a column Id; if it is another, an id of its own."
)


@dataclass
class RowRecords:
    """One table and the records of a workspace."""

    workspace: Workspace
    table: Table
    document: str
    """The source document of rows that name none."""
    kind: str | None
    """The kind of rows that name none."""
    paths: dict[str, str] = field(init=False)
    """The path of every record by its id; of an unreadable file, by its name."""
    ids_by_title: dict[str, list[str]] = field(init=False)
    _proposed: dict[int, str | RowFault] = field(default_factory=dict)
    """The id of each row whose record is new and that names none, by the number of the row."""
    _rows_by_title: dict[tuple[str, object], list[int]] = field(default_factory=dict)
    """The numbers of the rows without an id that have a title and a document."""
    _record_ids: dict[int, str | RowFault] = field(default_factory=dict)
    """The record of each row that was asked about, by the number of the row."""
    _claimed_ids: set[str] = field(default_factory=set)
    """The records that rows are about."""
    _records: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        entries = self.workspace.listing.entries
        outlines = self.workspace.survey.outlines if entries else ()
        self.paths = {id_from_path(file.path): file.path for file in entries}
        self.paths.update((outline.id, outline.path) for outline in outlines)
        self.ids_by_title = {}
        for outline in outlines:
            for key in {title_key(title) for title in (outline.title_en, outline.title_vi) if title}:
                self.ids_by_title.setdefault(key, []).append(outline.id)

    def meet(self, rows: Sequence[RowValues]) -> None:
        """Take note of all rows, so that what becomes of one does not hang on its place in the table."""
        for row in rows:
            self._claimed_ids.update([self.named_id(row)] if "id" in row.values else self._ids_here(row))
        for row in rows:
            for key in () if "id" in row.values else self._title_keys(row):
                self._rows_by_title.setdefault(key, []).append(row.row)
        taken = {*self.paths, *(self.named_id(row) for row in rows if "id" in row.values)}
        new = [row for row in rows if "id" not in row.values and row.titles and not self._ids_here(row)]
        for row in sorted(new, key=lambda row: (row.titles[0], row.row)):
            self._proposed[row.row] = self._propose(row, taken)

    def _propose(self, row: RowValues, taken: set[str]) -> str | RowFault:
        """An id made of the title; of the document and the row where the title has no letter for it."""
        try:
            id = propose_id(row.titles[0], taken)
        except CommitmentsError:
            id = propose_id(str(row.row), taken, self._prefix(self.document))
        taken.add(id)
        return id

    def record_id(self, row: RowValues) -> str | RowFault:
        """The id of the record that a row belongs to, proposed where the record is new."""
        if row.row not in self._record_ids:
            self._record_ids[row.row] = self._find_record_id(row)
        return self._record_ids[row.row]

    def _find_record_id(self, row: RowValues) -> str | RowFault:
        if "id" in row.values:
            id = self.named_id(row)
            return self._foreign_id(row, id) or self._moved_id(row, id) or id
        if not row.titles or any(fault.field == "id" for fault in row.faults):
            return RowFault("", unclear(N_("The row gives neither a title nor an id")))
        if fault := self._repeated_title(row):
            return fault
        ids = self._ids_here(row)
        if len(ids) > 1:
            return _title_fault(row, _several(ids))
        if ids:
            return ids[0]
        return self._foreign_title(row) or self._reworded_title(row) or self._proposed[row.row]

    def named_id(self, row: RowValues) -> str:
        """The id of a row that names one; a mere number becomes an id with the name of the document."""
        id = str(row.values["id"])
        if not self._only_numbered:
            return id
        document = row.values.get("source.document", self.document)
        if id in self.paths and self._document_of(id) == document:
            return id
        return propose_id(id.replace("-", " "), (), self._prefix(str(document)))

    def is_number(self, row: RowValues) -> bool:
        """Whether the id of a row only numbers it."""
        return self._only_numbered and "id" in row.values

    @cached_property
    def _only_numbered(self) -> bool:
        column = self.table.columns.field_column("id")
        if column is None:
            return False
        texts = [
            cells.one_line_text(row[column])
            for row in self.table.sheet.rows[self.table.columns.header :]
            if column < len(row) and not cells.is_blank(row[column])
        ]
        return bool(texts) and all(map(_NUMBER.fullmatch, texts))

    def _prefix(self, document: str) -> str:
        stem = _ENDING.sub("", document)
        return stem if re.search("[a-z0-9]", fold(stem)) else "table"

    def gone_ids(self) -> list[str]:
        """The records of the document that no row is about."""
        return [id for id in self._ids_of_document if id not in self._claimed_ids]

    @cached_property
    def _ids_of_document(self) -> list[str]:
        """The records that come from the document of the table."""
        name = self.document.encode()
        ids = []
        for id, path in self.paths.items():
            try:
                may_be = name in (self.workspace.root / path).read_bytes()
            except OSError:
                continue
            if may_be and self._document_of(id) == self.document:
                ids.append(id)
        return ids

    def _title_keys(self, row: RowValues) -> list[tuple[str, object]]:
        document = row.values.get("source.document", self.document)
        return [(title_key(title), document) for title in row.titles]

    def _repeated_title(self, row: RowValues) -> RowFault | None:
        """The fault of a row whose title another row has: the next run would take both for one record.

        Both rows have it, so that what becomes of them does not hang on their order.
        """
        for key in self._title_keys(row):
            others = [number for number in self._rows_by_title.get(key, ()) if number != row.row]
            if others:
                reason = unclear(
                    N_("Row {row} has this title too"),
                    N_("Give the table a column of ids."),
                    row=str(others[0]),
                )
                return _title_fault(row, reason)
        return None

    def _ids_of_titles(self, row: RowValues) -> list[str]:
        return list(
            dict.fromkeys(id for title in row.titles for id in self.ids_by_title.get(title_key(title), ()))
        )

    def _ids_here(self, row: RowValues) -> list[str]:
        """The ids of records that have one of the row's titles and come from its document."""
        document = row.values.get("source.document", self.document)
        return [id for id in self._ids_of_titles(row) if self._document_of(id) == document]

    def _foreign_id(self, row: RowValues, id: str) -> RowFault | None:
        """The fault of a row whose id is the record of another document, with another title."""
        document = self._document_of(id) if id in self.paths else None
        if document in (None, row.values.get("source.document", self.document)) or not row.titles:
            return None
        if id in self._ids_of_titles(row) or self._record(id).get("id") != id:
            return None
        title = next(iter(titles(self._record(id))), "")
        reason = unclear(
            N_("{id} is the record “{title}” from {document}"),
            N_(
                "If the row is this record, name its document with --document, or write its title as it "
                "stands; else give the row another id."
            ),
            id=id,
            title=title,
            document=str(document),
            same_document=ShellWord(document),
        )
        return RowFault("id", reason)

    def _moved_id(self, row: RowValues, id: str) -> RowFault | None:
        """The fault of a row whose id and whose title are those of two records, as after rows moved."""
        ids = self._ids_of_titles(row)
        if not ids or id in ids or (id in self.paths and not titles(self._record(id))):
            return None
        if id not in self.paths:
            return self._foreign_title(row) if self._only_numbered else None
        here = self._ids_here(row)
        if not here or self._document_of(id) != row.values.get("source.document", self.document):
            return None
        reason = unclear(
            N_("{id} is the record “{title}”, and this title is that of {other}"),
            N_("Put the ids right, or leave their column out with --map, so that the titles count."),
            id=id,
            title=titles(self._record(id))[0],
            other=here[0],
        )
        return RowFault("id", reason)

    def _foreign_title(self, row: RowValues) -> RowFault | None:
        """The fault of a row that says what a record says which is not known to be its own."""
        for id in self._ids_of_titles(row):
            record = self._record(id)
            if may_be_same(row, record, self.kind):
                document = self._document_of(id)
                reason = unclear(
                    SAME_TITLE if document else N_("The record {id} has this title"),
                    N_(
                        "If the rows are these records, say so with --document {same_document}; if this row "
                        "is another, give it an id of its own in a column Id."
                    )
                    if document
                    else _ONE_OR_OTHER,
                    id=id,
                    document=str(document),
                    same_document=ShellWord(document),
                )
                return _title_fault(row, reason)
        return None

    def _reworded_title(self, row: RowValues) -> RowFault | None:
        """The fault of a row that says, in other words, what a record without a row says."""
        for id in self.gone_ids():
            record = self._record(id)
            if may_be_same(row, record, self.kind) and same_deadline(row, record) and is_like(row, record):
                reason = unclear(
                    N_("The record {id} has no row here any more, and nearly this title: {title}"),
                    _ONE_OR_OTHER,
                    id=id,
                    title=titles(record)[0],
                )
                return _title_fault(row, reason)
        return None

    def _record(self, id: str) -> Mapping[str, Any]:
        """The record of an id; empty where it cannot be read."""
        if id not in self._records:
            try:
                self._records[id] = read_record(self.workspace, self.paths[id])[1]
            except CommitmentsError:
                self._records[id] = {}
        return self._records[id]

    def _document_of(self, id: str) -> object:
        source = self._record(id).get("source")
        return source.get("document") if isinstance(source, dict) else None


def _several(ids: Sequence[str]) -> Unclear:
    return unclear(
        N_("Several records have this title: {ids}"),
        N_("Give the table a column of ids."),
        ids=", ".join(ids),
    )


def _title_fault(row: RowValues, reason: Unclear) -> RowFault:
    return RowFault(next(name for name in TITLE_FIELDS if name in row.values), reason)
