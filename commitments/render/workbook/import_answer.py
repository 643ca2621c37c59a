"""Writes what a workbook that came back changes, row by row, in every format. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from commitments.changes.change import FieldChange
from commitments.edits.unclear import Unclear
from commitments.edits.workbook.cell_changes import CellProblem, CellQuestion, Comparison
from commitments.edits.workbook.exported_state import ItemKey
from commitments.errors import N_
from commitments.model.parties.party import Registry
from commitments.model.problem import Problem
from commitments.render.answer import Answer, Cells, Record
from commitments.render.edit_report import change_sentences
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.imports.answer import ROW_KEYS, flat_row
from commitments.render.names.list_labels import shown_values
from commitments.render.rules.rule_words import hint, message
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.render.workbook.changed_columns import (
    LISTS_OF_ITEMS,
    columns_of_change,
    columns_of_problem,
    item_of_pointer,
)
from commitments.render.workbook.import_report import ReportLine, lay_out
from commitments.render.workbook.question_words import question_hint, question_sentence
from commitments.writing.tables.import_table import RowAction
from commitments.writing.tables.workbook_import import RecordImport, Refusal, WorkbookOutcome

_COLUMNS = {N_("Row"): "row", N_("Cell"): "cell", N_("Id"): "id", N_("What"): "what"}


@dataclass(frozen=True, slots=True)
class ReturnedWorkbook:
    """What came of a workbook, and what its answer depends on."""

    file: str
    today: date
    comparison: Comparison
    asked: Sequence[CellQuestion]
    """The questions that nobody answered."""
    outcome: WorkbookOutcome
    writes: bool
    skips_faulty: bool

    @property
    def is_faulty(self) -> bool:
        """Whether anything cannot be taken."""
        return bool(self.comparison.problems or self.asked) or self.outcome.is_faulty

    def written_paths(self) -> list[str]:
        """The paths of the files that were written."""
        files = self.outcome.files
        return [*files.texts] if files is not None and files.written else []


def workbook_answer(returned: ReturnedWorkbook, registry: Registry, words: Words) -> Answer:
    """The answer in every format; its rows have the keys of any import."""
    rows = _Rows(returned, registry, words)
    columns = {words.say(heading): itemgetter(name) for heading, name in _COLUMNS.items()}
    return Answer(
        "import",
        returned.today.isoformat(),
        "rows",
        rows.all,
        lambda screen: lay_out([*_report_lines(rows), *_total_lines(returned, words)], screen),
        Cells(ROW_KEYS, lambda: map(flat_row, rows.all())),
        markdown_table(columns, rows.sentences),
        lambda: _head(returned),
    )


def _head(returned: ReturnedWorkbook) -> Mapping[str, Any]:
    changed = [record for record in returned.outcome.records if record.writes]
    return {
        "file": returned.file,
        "sheet": None,
        "columns": [],
        "summary": {
            RowAction.ADDED.value: 0,
            RowAction.CHANGED.value: len(changed),
            RowAction.UNCHANGED.value: returned.comparison.unchanged,
            RowAction.FAULT.value: len(_faulty_rows(returned)),
        },
        "written": returned.written_paths(),
    }


def _faulty_rows(returned: ReturnedWorkbook) -> set[ItemKey | str]:
    """What the rows with faults are about; the cell of a row that is about nothing."""
    return {
        *(problem.item or problem.cell for problem in returned.comparison.problems),
        *(question.change.item for question in returned.asked),
        *(refusal.item for record in returned.outcome.records for refusal in record.refusals),
    }


class _Rows:
    """The rows of an answer, with the sentence of each."""

    def __init__(self, returned: ReturnedWorkbook, registry: Registry, words: Words) -> None:
        self.returned = returned
        self._registry = registry
        self._words = words

    def all(self) -> Iterator[dict[str, Any]]:
        """Every row with the keys of an import."""
        for row in self._whole_rows():
            yield {name: row[name] for name in ROW_KEYS}

    def sentences(self) -> Iterator[Record]:
        """Every row for Markdown."""
        for row in self._whole_rows():
            what = row["what"] or ". ".join(filter(None, (row["message"], row["hint"])))
            yield {**{name: row[name] or "" for name in ("row", "cell", "id")}, "what": what}

    def by_record(self) -> dict[str, list[dict[str, Any]]]:
        """The rows by the id of their record; empty for those about none."""
        by_id: dict[str, list[dict[str, Any]]] = {}
        for row in self._whole_rows():
            by_id.setdefault(row["id"] or "", []).append(row)
        return by_id

    def _whole_rows(self) -> Iterator[dict[str, Any]]:
        returned, words = self.returned, self._words
        for record in returned.outcome.records:
            yield from self._record_rows(record)
        for question in returned.asked:
            yield self._row(
                question.change.item,
                question.change.cell,
                RowAction.FAULT,
                message=question_sentence(question, words),
                hint=question_hint(question, words),
            )
        for problem in returned.comparison.problems:
            yield self._problem_row(problem)
        for fault in returned.outcome.beside:
            what = f"{one_line(fault.path)}: {message(fault, words)}"
            yield self._row(None, "", RowAction.FAULT, message=what, hint=hint(fault, words))

    def _record_rows(self, record: RecordImport) -> Iterator[dict[str, Any]]:
        action = RowAction.CHANGED if record.writes else RowAction.FAULT
        if not record.refusals:
            sentences = change_sentences(record.id, record.before, record.after, self._registry, self._words)
            for change, (_, sentence) in zip(record.changes, sentences, strict=True):
                place, cell = self._cell_of(change, record)
                yield self._row(place, cell, action, change, sentence, path=record.path)
        for refusal in record.refusals:
            yield self._refusal_row(refusal, record)
        for warning in record.warnings:
            place, cell = self._cell_of_problem(warning, record)
            yield self._row(
                place,
                cell,
                action,
                message=self._words.say("warning") + ": " + message(warning, self._words),
                hint=hint(warning, self._words),
                path=record.path,
            )

    def _cell_of(self, change: FieldChange, record: RecordImport) -> tuple[ItemKey, str]:
        """The row and the cell that a change comes from; an empty name where no cell tells."""
        field, _, rest = change.field.partition("[")
        key = rest.partition("]")[0]
        names = columns_of_change(change, field.partition(".")[0], key)
        return self._changed_cell(record, names, key if field in LISTS_OF_ITEMS else "")

    def _changed_cell(
        self, record: RecordImport, names: Sequence[str], item_id: str = ""
    ) -> tuple[ItemKey, str]:
        """The first changed cell of a record in one of these columns, those of an item first."""
        items = [(edit.sheet, edit.id, edit.item) for edit in record.edits]
        items.sort(key=lambda item: item[2] != item_id)
        cells = self.returned.comparison.cells
        changed = {(entry.item, entry.column) for entry in self.returned.comparison.changes}
        places = ((item, name) for item in items for name in names if (item, name) in changed)
        place = next((place for place in places if place in cells), None)
        return (place[0], cells[place]) if place else (items[0], "")

    def _cell_of_problem(self, problem: Problem, record: RecordImport) -> tuple[ItemKey, str]:
        """The row and the cell that the place of a problem comes from, those of its item first."""
        return self._changed_cell(
            record, columns_of_problem(problem), item_of_pointer(problem.pointer, record.after)
        )

    def _refusal_row(self, refusal: Refusal, record: RecordImport) -> dict[str, Any]:
        item, cell = refusal.item, self.returned.comparison.cells.get((refusal.item, refusal.column), "")
        if isinstance(refusal.why, Problem):
            item, cell = self._cell_of_problem(refusal.why, record)
        what, advice = self._why(refusal.why)
        return self._row(item, cell, RowAction.FAULT, message=what, hint=advice, path=record.path)

    def _problem_row(self, problem: CellProblem) -> dict[str, Any]:
        what, advice = self._why(problem.why)
        return self._row(problem.item, problem.cell, RowAction.FAULT, message=what, hint=advice)

    def _why(self, why: Unclear | Problem) -> tuple[str, str]:
        words = self._words
        if isinstance(why, Problem):
            return message(why, words), hint(why, words)
        values = shown_values(dict(why.values), words)
        return words.say(why.message, **values), words.say(why.hint, **values) if why.hint else ""

    def _row(
        self,
        item: ItemKey | None,
        cell: str,
        action: RowAction,
        change: FieldChange | None = None,
        what: str = "",
        **values: str,
    ) -> dict[str, Any]:
        row = {**dict.fromkeys(ROW_KEYS), "what": what, "action": action.value, "cell": cell or None}
        if item is not None:
            place = self.returned.comparison.rows.get(item)
            row |= {"id": item[1] or None, "row": place[1] if place else None}
        if change is not None:
            row |= {"field": change.field, "old": change.old, "new": change.new}
        return row | {name: value or None for name, value in values.items()}


def _report_lines(rows: _Rows) -> Iterator[ReportLine]:
    for id, record_rows in rows.by_record().items():
        is_faulty = any(row["action"] == RowAction.FAULT for row in record_rows)
        sign, style = ("✗", "bold red") if is_faulty else ("~", "yellow")
        if id:
            yield ReportLine(0, ((f"{sign} ", style), (one_line(id), "bold")))
        for row in record_rows:
            cell = f"{one_line(row['cell'])}: " if row["cell"] else ""
            yield ReportLine(2 if id else 0, ((cell, "bold"), (row["what"] or row["message"], "")))
            if row["hint"]:
                yield ReportLine(4, (("", ""), (row["hint"], "cyan")))


def _total_lines(returned: ReturnedWorkbook, words: Words) -> Iterator[ReportLine]:
    summary = _head(returned)["summary"]
    changed, faults = summary[RowAction.CHANGED.value], summary[RowAction.FAULT.value]
    counts = (
        words.count(changed, "{n} record that changes", "{n} records that change") if changed else "",
        words.count(faults, "{n} row with faults", "{n} rows with faults") if faults else "",
    )
    if any(counts):
        yield ReportLine(0, ((", ".join(filter(None, counts)), ""),))
    yield ReportLine(0, ((_outcome_sentence(returned, changed, words), ""),))


def _outcome_sentence(returned: ReturnedWorkbook, changed: int, words: Words) -> str:
    written = returned.written_paths()
    if written:
        return words.count(len(written), "{n} file written.", "{n} files written.")
    if returned.outcome.beside or (returned.is_faulty and not returned.skips_faulty):
        return words.say(
            "Nothing is written while there are faults. Correct them, or leave out their rows"
            " with --skip-faulty."
        )
    if not changed:
        return words.say("Nothing changes: the records already say all this.")
    return words.say("Nothing is written yet: use --write to write the records.")
