"""Compares a workbook that came back with its state as exported and with the records as they stand.

It says cell by cell what was changed, and what must be asked. It must not change or read a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commitments.edits.unclear import Unclear, unclear
from commitments.edits.workbook.cell_changes import (
    CellChange,
    CellProblem,
    CellQuestion,
    Comparison,
    QuestionKind,
    RecordsNow,
)
from commitments.edits.workbook.cell_meanings import CellMeanings
from commitments.edits.workbook.exported_state import ExportedRow, ExportedState, ItemKey, shown_digest
from commitments.edits.workbook.layout import (
    STANDING_COLUMN,
    ColumnUse,
    Reading,
    SheetColumn,
    SheetKey,
    column,
)
from commitments.edits.workbook.notices import early_notice, is_long_before, touched_notice
from commitments.edits.workbook.sheet_rows import (
    ReadSheet,
    SheetRow,
    find_moves,
    find_sheets,
    key_columns,
    shown_columns,
)
from commitments.errors import N_, TableError
from commitments.reading.tables.sheet import BrokenCell, Sheet


def compare_workbook(
    sheets: Mapping[str, Sheet], state: ExportedState, now: RecordsNow, meanings: CellMeanings
) -> Comparison:
    """Every cell that differs, and every row that is gone.

    Raises TableError where the sheets are not what was exported, or hold a row twice.
    """
    comparer = _Comparer(state, now, meanings)
    read_sheets = find_sheets(sheets, state)
    for sheet in read_sheets.values():
        comparer.compare_sheet(sheet)
    comparer.look_for_gone_rows(read_sheets)
    if state.moves is not None and (moves := find_moves(sheets, state.moves.sheet)) is not None:
        comparer.look_at_moves(moves, state.moves.rows)
    return comparer.result


@dataclass
class _Comparer:
    state: ExportedState
    now: RecordsNow
    meanings: CellMeanings
    result: Comparison = field(default_factory=Comparison)
    _ids: dict[str, str] = field(default_factory=dict)
    """The ids of the rows, by those in small letters: some programs write a capital by themselves."""

    def __post_init__(self) -> None:
        self._ids = {id.casefold(): id for _, id, _ in (*self.now.cells, *self.state.rows)}

    def compare_sheet(self, sheet: ReadSheet) -> None:
        """Compare every row of a sheet."""
        if missing := sheet.missing_headings():
            self.result.notices.append(
                unclear(
                    N_("{sheet} has no column {headings} any more: nothing of it is read"),
                    sheet=sheet.sheet.name,
                    headings=", ".join(missing),
                )
            )
        touched: list[str] = []
        for row in sheet.rows():
            item = self._item(sheet, row)
            if item is None:
                continue
            if item in self.result.rows:
                raise _twice_error(sheet, self.result.rows[item][1], row.number, item)
            self.result.rows[item] = (sheet.sheet.name, row.number)
            if item not in self.state.rows or item not in self.now.cells:
                self._refuse_unknown(sheet, row, item)
                continue
            touched += [str(row.number)] if self._has_touched_shown(sheet, row, item) else []
            self._compare_row(sheet, row, item)
        if touched:
            self.result.notices.append(touched_notice(sheet, touched))

    def _item(self, sheet: ReadSheet, row: SheetRow) -> ItemKey | None:
        """What a row is about; None, and a problem, for a row that does not say it."""
        texts = []
        for name in key_columns(sheet.key):
            text = row.text(name)
            reading = column(sheet.key, name).reading
            value = self.meanings.value(name, reading, text) if text else ""
            if not text or isinstance(value, Unclear):
                self._add_problem(None, sheet, row, name, _NO_KEY)
                return None
            texts.append(self._ids.get(text.casefold(), text) if name == "id" else str(value))
        return (sheet.key, texts[0], texts[1] if len(texts) > 1 else "")

    def _refuse_unknown(self, sheet: ReadSheet, row: SheetRow, item: ItemKey) -> None:
        was_there, is_there = item in self.state.rows, item in self.now.cells
        if was_there and not self._row_changes(sheet, row, item, {}):
            self.result.notices.append(
                unclear(
                    N_("{id} is not in the register any more, and its row is left out"), id=_item_text(item)
                )
            )
            return
        if was_there:
            why = unclear(N_("{id} is not in the register any more"), id=_item_text(item))
        elif is_there:
            why = unclear(
                N_("The workbook did not hold {id} when it was exported"),
                N_("Export it anew, and make the change there."),
                id=_item_text(item),
            )
        else:
            why = unclear(
                N_("The register holds no {id}"),
                N_("`commit new` makes a record; rows are not added to this workbook."),
                id=_item_text(item),
            )
        self._add_problem(item, sheet, row, "id", why)

    def _has_touched_shown(self, sheet: ReadSheet, row: SheetRow, item: ItemKey) -> bool:
        """Whether a cell that is only read differs from what was exported."""
        names = shown_columns(sheet)
        if not sheet.places.keys() >= {*names}:
            return False
        return shown_digest(row.text(name) for name in names) != self.state.rows[item].shown

    def _compare_row(self, sheet: ReadSheet, row: SheetRow, item: ItemKey) -> None:
        ours = self.now.cells[item]
        changes = self._row_changes(sheet, row, item, ours)
        texts = {name: theirs for name, theirs, _ in changes}
        for name, theirs, was in changes:
            if (filled := self._other_answer(sheet.key, name, texts)) is None:
                self._compare_cell(sheet, row, item, name, theirs, was)
            else:
                why = unclear(N_("It says another thing than {cell}"), cell=sheet.cell(row.number, filled))
                self._add_problem(item, sheet, row, name, why)
        if changes:
            for name in sheet.places:
                self.result.cells[item, name] = sheet.cell(row.number, name)
        else:
            self.result.unchanged += 1

    def _other_answer(self, key: SheetKey, name: str, texts: Mapping[str, str]) -> str | None:
        """The filled column that asks for another value than a changed cell does; None for none."""
        for filled, standing in STANDING_COLUMN.items():
            if standing == name and filled in texts:
                reading = column(key, name).reading
                if not self.meanings.means_same(name, reading, texts[name], texts[filled]):
                    return filled
        return None

    def _row_changes(
        self, sheet: ReadSheet, row: SheetRow, item: ItemKey, ours: Mapping[str, str]
    ) -> list[tuple[str, str, str]]:
        """The key, the text and the exported text of each cell that differs from what was exported."""
        before = self._exported_cells(self.state.rows[item], item[1], ours)
        changes = []
        for name in sheet.places:
            entry = column(sheet.key, name)
            if entry.use not in (ColumnUse.EDITABLE, ColumnUse.FILLED):
                continue
            theirs = row.text(name)
            was = before.get(name, "") if entry.use is ColumnUse.EDITABLE else ""
            is_broken = isinstance(row.cells.get(name), BrokenCell)
            if is_broken or not self.meanings.means_same(name, entry.reading, theirs, was):
                changes.append((name, theirs, was))
        return changes

    def _exported_cells(self, exported: ExportedRow, id: str, ours: Mapping[str, str]) -> Mapping[str, str]:
        """The cells as exported; those of now where the record did not change, whatever the sheet says."""
        return ours if ours and exported.digest == self.now.digests.get(id) else exported.cells

    def _compare_cell(
        self, sheet: ReadSheet, row: SheetRow, item: ItemKey, name: str, theirs: str, was: str
    ) -> None:
        entry = column(sheet.key, name)
        if isinstance(row.cells.get(name), BrokenCell):
            self._add_problem(item, sheet, row, name, _NO_VALUE)
            return
        value = self.meanings.value(name, entry.reading, theirs) if theirs else None
        if isinstance(value, Unclear):
            self._add_problem(item, sheet, row, name, value)
            return
        if name == "held_on" and is_long_before(value, item[2]):
            self.result.notices.append(early_notice(sheet.cell(row.number, name), theirs, item))
        standing = STANDING_COLUMN.get(name, name)
        ours_cells = self.now.cells[item]
        ours = ours_cells.get(standing, "")
        before = self._exported_cells(self.state.rows[item], item[1], ours_cells).get(standing, "")
        change = CellChange(item, name, sheet.cell(row.number, name), before, theirs, ours, value)
        if self.meanings.means_same(standing, entry.reading, theirs, ours):
            if entry.use is ColumnUse.FILLED:  # a reason beside it is then no reason for nothing
                self.result.changes.append(change)
            return
        if question := self._question(change, entry):
            self.result.questions.append(question)
        else:
            self.result.changes.append(change)

    def _question(self, change: CellChange, entry: SheetColumn) -> CellQuestion | None:
        """What must be asked about a change; None where it can be taken."""
        is_standing = entry.use is ColumnUse.EDITABLE or entry.key in STANDING_COLUMN
        if is_standing and not self.meanings.means_same(
            change.name, entry.reading, change.before, change.ours
        ):
            return CellQuestion(QuestionKind.CLASH, change)
        if entry.reading is Reading.PARTIES and self._lost_parties(change):
            return CellQuestion(QuestionKind.PARTY, change)
        return CellQuestion(QuestionKind.EMPTIED, change) if not change.theirs else None

    def _lost_parties(self, change: CellChange) -> bool:
        ours = self.meanings.value(change.name, Reading.PARTIES, change.ours) if change.ours else ()
        return isinstance(ours, Unclear) or not {*ours} <= {*(change.value or ())}

    def look_at_moves(self, sheet: ReadSheet, digests: frozenset[str]) -> None:
        """Tell of the rows of the sheet of moves that were not exported so: it is only read."""
        names = shown_columns(sheet)
        touched = [
            str(row.number)
            for row in sheet.rows()
            if shown_digest(row.text(name) for name in names) not in digests
        ]
        if touched:
            self.result.notices.append(touched_notice(sheet, touched))

    def look_for_gone_rows(self, read_sheets: Mapping[SheetKey, ReadSheet]) -> None:
        """Ask about the exported rows that are in no sheet, and whose records still stand."""
        for item in self.state.rows:
            if item not in self.result.rows and item in self.now.cells:
                change = CellChange(item, "id", "", _item_text(item), "", _item_text(item))
                self.result.questions.append(CellQuestion(QuestionKind.GONE, change))

    def _add_problem(
        self, item: ItemKey | None, sheet: ReadSheet, row: SheetRow, name: str, why: Unclear
    ) -> None:
        self.result.problems.append(CellProblem(item, sheet.cell(row.number, name), why))


_NO_KEY = unclear(
    N_("The row does not say which record it is about"),
    N_("`commit new` makes a record; rows are not added to this workbook."),
)
_NO_VALUE = unclear(
    N_("The cell holds an error or a formula without a value"), N_("Put the value itself into the cell.")
)


def _item_text(item: ItemKey) -> str:
    return f"{item[1]}, {item[2]}" if item[2] else item[1]


def _twice_error(sheet: ReadSheet, first: int, second: int, item: ItemKey) -> TableError:
    return TableError(
        N_("Two rows are about {id}: {cells}"),
        N_("Delete one of them, or read the workbook as a plain table with --as-table."),
        id=_item_text(item),
        cells=sheet.sheet.cells([(first, sheet.places["id"]), (second, sheet.places["id"])]),
    )
