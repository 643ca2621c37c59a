"""Writes the answer of `import`, row by row, in every format. Leaves the table for people to `report`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

from commitments.edits.table.table_words import synonyms
from commitments.errors import N_
from commitments.model.closed_lists import ClosedList
from commitments.model.folding import fold
from commitments.model.parties.party import Registry
from commitments.render.answer import Answer, Cells, Record
from commitments.render.formats.json_text import escape_json
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.imports.report import ImportRun, import_report
from commitments.render.imports.words import ACTIONS, fault_words, row_sentences
from commitments.render.names.list_labels import word_forms
from commitments.render.rules.rule_words import hint, message
from commitments.render.words import Words
from commitments.writing.tables.import_table import PlannedRow, RowAction, TableImport

ROW_KEYS = ("row", "cell", "id", "path", "action", "field", "old", "new", "message", "hint")
"""The keys of a row."""

_COLUMNS = {
    N_("Row"): "row",
    N_("Cell"): "cell",
    N_("Action"): "action",
    N_("Id"): "id",
    N_("What"): "what",
}


def values_by_word() -> dict[str, dict[str, str]]:
    """The values of `kind` and `status`, each by its words in every language, folded."""
    words_by_field: dict[str, dict[str, str]] = {}
    other_words = synonyms()
    for name, closed_list in (("kind", ClosedList.KIND), ("status", ClosedList.STATUS)):
        values = words_by_field.setdefault(name, {})
        for form, value in word_forms(closed_list).items():
            values.update(dict.fromkeys((fold(form), fold(form).replace("_", " ")), value))
        values.update({word: value for word, value in other_words[name].items() if word not in values})
    return words_by_field


def import_answer(outcome: TableImport, run: ImportRun, registry: Registry, words: Words) -> Answer:
    """`import` in every format."""
    columns = {words.say(heading): itemgetter(name) for heading, name in _COLUMNS.items()}
    return Answer(
        "import",
        run.today.isoformat(),
        "rows",
        lambda: _rows(outcome, words),
        lambda screen: import_report(outcome, run, registry, screen),
        Cells(ROW_KEYS, lambda: map(flat_row, _rows(outcome, words))),
        markdown_table(columns, lambda: _sentence_rows(outcome, registry, words)),
        lambda: _head(outcome, run),
    )


def _head(outcome: TableImport, run: ImportRun) -> Mapping[str, Any]:
    sheet, columns = outcome.table.sheet, outcome.table.columns
    return {
        "file": run.file,
        "sheet": sheet.name or None,
        "columns": [
            {"field": name, "column": columns.headings[index] if index < len(columns.headings) else ""}
            for name, index in columns.fields.items()
        ],
        "summary": {action.value: outcome.count(action) for action in RowAction},
        "written": list(outcome.written),
    }


def _rows(outcome: TableImport, words: Words) -> Iterator[dict[str, Any]]:
    for row in outcome.rows:
        yield from _planned_rows(row, outcome, words)
    for problem in outcome.beside:
        yield {
            **_empty_row(None, problem.id, problem.path, RowAction.FAULT),
            "message": message(problem, words),
            "hint": hint(problem, words) or None,
        }


def _planned_rows(planned: PlannedRow, outcome: TableImport, words: Words) -> Iterator[dict[str, Any]]:
    base = _empty_row(planned.row, planned.id or None, planned.path or None, planned.action)
    for change in planned.changes():
        cell = outcome.table.cell_of_change(planned.row, change)
        yield {**base, "cell": cell, "field": change.field, "old": change.old, "new": change.new}
    if planned.action is RowAction.ADDED:
        yield {**base, "new": planned.after}
    if planned.action is RowAction.UNCHANGED:
        yield base
    for fault in (*planned.faults, *planned.warnings):
        sentence, advice = fault_words(fault, words)
        yield {
            **base,
            "cell": outcome.table.cell(planned.row, fault.field),
            "field": fault.field or None,
            "message": sentence,
            "hint": advice or None,
        }


def _empty_row(row: int | None, id: str | None, path: str | None, action: RowAction) -> dict[str, Any]:
    return {**dict.fromkeys(ROW_KEYS), "row": row, "id": id, "path": path, "action": action.value}


def flat_row(row: Record) -> dict[str, Any]:
    """A row whose values are each in one cell: lists and mappings are JSON there."""
    return {name: _cell_value(value) for name, value in row.items()}


def _cell_value(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        return escape_json(json.dumps(value, ensure_ascii=False))
    return value


def _sentence_rows(outcome: TableImport, registry: Registry, words: Words) -> Iterator[Record]:
    """The rows for Markdown, each with a sentence."""
    for row in outcome.rows:
        for cell, sentence in row_sentences(row, outcome, registry, words):
            yield {
                "row": row.row,
                "cell": cell or "",
                "action": words.say(ACTIONS[row.action]),
                "id": row.id,
                "what": sentence,
            }
    for problem in outcome.beside:
        yield {
            "row": "",
            "cell": "",
            "action": words.say(ACTIONS[RowAction.FAULT]),
            "id": problem.id or "",
        } | {"what": f"{problem.path}: {message(problem, words)}"}
