"""What the rows of a table would do to the records of a workspace: which record each is of, and its new text.

Writes nothing. A row is of the record that its id names; without an id, of the one that has its title and
comes from the same document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from commitments.edits.new_record import proposed_id
from commitments.edits.steps import applied
from commitments.edits.table import cells, row_values
from commitments.edits.table.cells import CellReader, title_key
from commitments.edits.table.column_names import DATES
from commitments.edits.table.row_steps import ImportTerms, idle, planned
from commitments.edits.table.row_values import RowValues
from commitments.edits.written_dates import Unclear, unclear
from commitments.errors import N_, CommitmentsError
from commitments.model.dates import FIRST_YEAR, LAST_YEAR
from commitments.model.lifecycle import Status
from commitments.model.names import stem
from commitments.reading.sheet import Broken, SmallNumber, Value
from commitments.reading.text import unsafe_in
from commitments.workspace.open_workspace import Workspace
from commitments.writing.edit_record import read_record
from commitments.writing.import_table import Fault, Import, Planned, Table
from commitments.writing.splicing.new_record import composed
from commitments.writing.splicing.splice import spliced

_TITLES = ("title.en", "title.vi")
_NUMBERS = re.compile(r"\(?[0-9]{1,3}\)?")
_BROKEN = N_("The cell holds no value but {shown}")
_SMALL = N_("The cell is for dates and holds the number {number}, which a spreadsheet takes for {shown}")


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What holds for all rows of a table."""

    table: Table
    reader: CellReader
    terms: ImportTerms
    document: str
    """The source of rows that name none."""
    locator: str
    """Where in it a row stands, with `{row}` for its number."""
    kind: str | None = None
    folder: str = "records"


def plan(workspace: Workspace, request: ImportRequest) -> Import:
    """What each row would do, before anything is judged."""
    return _Plan(workspace, request).whole()


@dataclass
class _Plan:
    workspace: Workspace
    request: ImportRequest
    paths: dict[str, str] = field(init=False)
    """Every record there is, by id; of a file that cannot be read, by its name."""
    titles: dict[str, list[str]] = field(init=False)
    taken: set[str] = field(init=False)
    rows_of: dict[str, int] = field(default_factory=dict)
    """By path, the row that is about it."""
    doubtful: list[tuple[str, int]] = field(init=False)
    """Columns whose dates may have day and month in each other's place."""
    titled: dict[tuple[str, object], int] = field(default_factory=dict)
    """By title and document, the row without an id that has them."""

    def __post_init__(self) -> None:
        entries = self.workspace.listing.entries
        outlines = self.workspace.survey.outlines if entries else ()
        self.paths = {stem(file.path): file.path for file in entries}
        self.paths.update((outline.id, outline.path) for outline in outlines)
        self.titles = {}
        for outline in outlines:
            for title in {title_key(name) for name in (outline.title_en, outline.title_vi) if name}:
                self.titles.setdefault(title, []).append(outline.id)
        self.taken = {*self.paths, *self._named_ids()}
        self.doubtful = [
            (name, at)
            for name, at in self.request.table.columns.fields.items()
            if name in DATES and row_values.turned_round(self._column(at))
        ]

    def _column(self, at: int) -> list[Value]:
        table = self.request.table
        return [row[at] for row in table.sheet.rows[table.columns.header :] if at < len(row)]

    def _named_ids(self) -> list[str]:
        column = self.request.table.columns.of("id")
        every = self.request.table.sheet.rows
        if column is None:
            return []
        return [cells.plain(row[column]).lower() for row in every if column < len(row) and row[column]]

    def whole(self) -> Import:
        table = self.request.table
        found = Import(table, [])
        header = table.columns.header
        for number, values in enumerate(table.sheet.rows[header:], header + 1):
            if number == header + 1 and _only_numbers(values):
                continue
            asked = self._asked(number, values)
            if asked.says_only(*_TITLES):
                found.headings += [number] if asked.values or self._only_a_word(values) else []
            else:
                found.rows.append(self._row(asked))
        return found

    def _asked(self, number: int, values: Sequence[Value]) -> RowValues:
        """What a row says; a cell without a value, or with what no record may hold, is a fault."""
        wrong = []
        kept: list[object] = list(values)
        for name, column in self.request.table.columns.fields.items():
            fault = _unfit(values[column]) if column < len(values) else None
            if fault is not None:
                wrong.append(row_values.CellFault(name, fault))
                kept[column] = None
        asked = row_values.row_values(
            number, kept, self.request.table.columns, self.request.reader, self.titles
        )
        return RowValues(number, asked.values, (*wrong, *asked.faults))

    def _only_a_word(self, values: Sequence[Value]) -> bool:
        """Whether a row without any field holds words where its number would stand, or under no name."""
        told = {stranger.column for stranger in self.request.table.columns.strangers}
        words = (
            cells.text(value) for at, value in enumerate(values) if isinstance(value, str) and at not in told
        )
        return any(sum(map(str.isalpha, word)) > 4 for word in words)

    def _row(self, asked: RowValues) -> Planned:
        faults = [Fault(*fault) for fault in asked.faults]
        found = self._id(asked)
        if isinstance(found, Fault):
            return Planned(asked.row, faults=(*faults, *([] if faults else [found])))
        path = self.paths.get(found)
        new = path is None
        path = path or f"{self.request.folder}/{found}.yaml"
        if path in self.rows_of:
            same = unclear(N_("Row {row} is about the same record"), row=str(self.rows_of[path]))
            named = next((title for title in ("id", *_TITLES) if title in asked.values), "")
            return Planned(asked.row, found, path, faults=(*faults, Fault(named, same)))
        self.rows_of[path] = asked.row
        self.taken.add(found)
        planned = self._added(asked, found, path) if new else self._changed(asked, found, path)
        return Planned(
            asked.row,
            found,
            path,
            planned.old,
            planned.new,
            planned.before,
            planned.after,
            (*faults, *planned.faults),
            (*(Fault(*item) for item in idle(asked, planned.after)), *self._doubts(asked.row)),
        )

    def _doubts(self, row: int) -> Iterator[Fault]:
        values = self.request.table.sheet.rows[row - 1]
        for name, at in self.doubtful:
            day = values[at] if at < len(values) else None
            if isinstance(day, date) and (told := row_values.doubt(day)):
                yield Fault(name, told)

    def _id(self, asked: RowValues) -> str | Fault:
        if "id" in asked.values:
            return str(asked.values["id"])
        if not asked.titles or any(fault.field == "id" for fault in asked.faults):
            return Fault("", unclear(N_("The row gives neither a title nor an id")))
        if again := self._titled_before(asked):
            return again
        known = self._by_title(asked)
        if len(known) > 1:
            several = unclear(
                N_("Several records have this title: {ids}"),
                N_("Give the table a column of ids."),
                ids=", ".join(known),
            )
            return Fault(_title_field(asked), several)
        try:
            return known[0] if known else proposed_id(asked.titles[0], self.taken)
        except CommitmentsError as error:
            return Fault("", _unclear(error))

    def _titled_before(self, asked: RowValues) -> Fault | None:
        """Another row with its title would be taken for the same record in the next run."""
        document = asked.values.get("source.document", self.request.document)
        for key in ((title_key(title), document) for title in asked.titles):
            row = self.titled.setdefault(key, asked.row)
            if row != asked.row:
                told = unclear(
                    N_("Row {row} has the same title"), N_("Give the table a column of ids."), row=str(row)
                )
                return Fault(_title_field(asked), told)
        return None

    def _by_title(self, asked: RowValues) -> list[str]:
        """The records that have one of its titles and come from its document."""
        ids = dict.fromkeys(id for title in asked.titles for id in self.titles.get(title_key(title), ()))
        document = asked.values.get("source.document", self.request.document)
        return [id for id in ids if self._document(self.paths[id]) == document]

    def _document(self, path: str) -> object:
        try:
            source = read_record(self.workspace, path)[1].get("source")
        except CommitmentsError:
            return None
        return source.get("document") if isinstance(source, dict) else None

    def _added(self, asked: RowValues, id: str, path: str) -> Planned:
        base: dict[str, Any] = {"id": id, "status": Status.PROPOSED.value, "source": self._source(asked.row)}
        if self.request.kind is not None:
            base["kind"] = self.request.kind
        steps, wrong = planned(base, asked, self.request.terms, new=True)
        faults = [Fault(*item) for item in wrong]
        if "kind" not in base and "kind" not in asked.values and not _tells(asked, "kind"):
            missing = unclear(
                N_("The row does not say of what kind it is"),
                N_("Say it for all such rows, as with --kind agreed_action."),
            )
            faults.append(Fault("kind" if "kind" in self.request.table.columns.fields else "", missing))
        after = applied(base, steps)
        return Planned(
            asked.row, new=composed(after, self.workspace.modeline(path)), after=after, faults=tuple(faults)
        )

    def _source(self, row: int) -> dict[str, str]:
        locator = self.request.locator.replace("{row}", str(row))
        return {"document": self.request.document, "locator": locator}

    def _changed(self, asked: RowValues, id: str, path: str) -> Planned:
        try:
            old, before = read_record(self.workspace, path)
            if before.get("id", id) != id:
                raise _other_record(path, before["id"])
            steps, wrong = planned(before, asked, self.request.terms, new=False)
            new = spliced(old, steps, path) if steps else old
        except CommitmentsError as error:
            return Planned(asked.row, faults=(Fault("", _unclear(error)),))
        after = applied(before, steps)
        return Planned(asked.row, "", "", old, new, before, after, tuple(Fault(*item) for item in wrong))


def _other_record(path: str, id: object) -> CommitmentsError:
    return CommitmentsError(
        N_("{path} holds the record {id}"),
        N_("Give the file the name of its record first."),
        path=path,
        id=id,
    )


def _title_field(asked: RowValues) -> str:
    return next(title for title in _TITLES if title in asked.values)


def _tells(asked: RowValues, name: str) -> bool:
    return any(fault.field == name for fault in asked.faults)


def _unclear(error: CommitmentsError) -> Unclear:
    return unclear(error.message, error.hint, **{name: str(item) for name, item in error.values.items()})


def _unfit(value: Value) -> Unclear | None:
    """Why a cell cannot be read at all."""
    if isinstance(value, Broken):
        return unclear(
            _BROKEN, N_("Open the table in Excel, put the cell right and save it."), shown=value.shown
        )
    if isinstance(value, SmallNumber):
        return unclear(
            _SMALL,
            N_("Give the cell the format General if the year is meant; else write the date in full, as text.")
            if FIRST_YEAR <= value.number <= LAST_YEAR
            else N_("Write the date in full, or give the cell the format General."),
            number=str(value.number),
            shown=value.shown,
        )
    if isinstance(value, str) and (character := unsafe_in(value.replace("\n", " "))):
        return unclear(
            N_("a character that no text may hold: {character}"),
            N_("Delete it; it is invisible in most editors."),
            character=character,
        )
    return None


def _only_numbers(values: Sequence[Value]) -> bool:
    """Whether a row numbers its columns, as tables of ministries do below their header."""
    texts = [cells.plain(value) for value in values if value is not None and not isinstance(value, Broken)]
    return len(texts) > 1 and all(_NUMBERS.fullmatch(text) for text in texts)
