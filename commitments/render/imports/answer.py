"""What an import would do, row by row, for every format; the table that people read is `import_report`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

from commitments.errors import N_
from commitments.locale import LANGUAGES
from commitments.model.folding import fold
from commitments.model.party import Registry
from commitments.render.answer import Answer, Cells, Record
from commitments.render.formats.json_text import json_shown
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.imports.report import Ran, report
from commitments.render.imports.words import ACTIONS, fault_words, sentences
from commitments.render.labels import KIND, STATUS
from commitments.render.rule_sentences import hint, message
from commitments.render.words import Words
from commitments.writing.import_table import Action, Import, Planned

NAMES = ("row", "cell", "id", "path", "action", "field", "old", "new", "message", "hint")
"""The keys of a row."""

_COLUMNS = {
    N_("Row"): "row",
    N_("Cell"): "cell",
    N_("Action"): "action",
    N_("Id"): "id",
    N_("What"): "what",
}
_SYNONYMS: Mapping[str, Mapping[str, str]] = {
    "status": {
        **dict.fromkeys(("da hoan thanh", "completed", "done"), "fulfilled"),
        **dict.fromkeys(("dang trien khai", "under way", "underway", "ongoing"), "in_progress"),
    },
    "kind": {"bien ban ghi nho": "mou", "memorandum": "mou"},
}
"""What tables call them beside their labels, folded; only what can mean nothing else."""


def choices() -> dict[str, dict[str, str]]:
    """For kinds and statuses their values by the words for them in each language, folded."""
    found: dict[str, dict[str, str]] = {}
    for name, labels in (("kind", KIND), ("status", STATUS)):
        known = found.setdefault(name, {})
        for value, label in labels.items():
            said = (str(value), value.replace("_", " "), *(Words(lang).say(label) for lang in LANGUAGES))
            known.update((fold(sentence), str(value)) for sentence in said)
        known.update(_SYNONYMS[name])
    return found


def import_answer(found: Import, ran: Ran, registry: Registry, words: Words) -> Answer:
    """`import` in every format."""
    columns = {words.say(heading): itemgetter(name) for heading, name in _COLUMNS.items()}
    return Answer(
        "import",
        ran.today.isoformat(),
        "rows",
        lambda: _rows(found, words),
        lambda screen: report(found, ran, registry, screen),
        Cells(NAMES, lambda: map(_flat, _rows(found, words))),
        markdown_table(columns, lambda: _told_rows(found, registry, words)),
        lambda: _head(found, ran),
    )


def _head(found: Import, ran: Ran) -> Mapping[str, Any]:
    sheet, columns = found.table.sheet, found.table.columns
    names = sheet.rows[columns.header - 1]
    return {
        "file": ran.file,
        "sheet": sheet.name or None,
        "columns": [
            {"field": name, "column": " ".join(str(names[at]).split())} for name, at in columns.fields.items()
        ],
        "summary": {item.value: found.count(item) for item in Action},
        "written": list(found.written),
    }


def _rows(found: Import, words: Words) -> Iterator[dict[str, Any]]:
    for row in found.rows:
        yield from _rows_of(row, found, words)
    for problem in found.beside:
        yield {
            **_row(None, problem.id, problem.path, Action.FAULT),
            "message": message(problem, words),
            "hint": hint(problem, words) or None,
        }


def _rows_of(planned: Planned, found: Import, words: Words) -> Iterator[dict[str, Any]]:
    base = _row(planned.row, planned.id or None, planned.path or None, planned.action)
    for change in planned.changes():
        at = found.table.cell_of_change(planned.row, change)
        yield {**base, "cell": at, "field": change.field, "old": change.old, "new": change.new}
    if planned.action is Action.ADDED:
        yield {**base, "new": planned.after}
    if planned.action is Action.UNCHANGED:
        yield base
    for fault in (*planned.faults, *planned.warnings):
        said, advice = fault_words(fault, words)
        yield {
            **base,
            "cell": found.table.cell(planned.row, fault.field),
            "message": said,
            "hint": advice or None,
        }


def _row(row: int | None, id: str | None, path: str | None, action: Action) -> dict[str, Any]:
    return {**dict.fromkeys(NAMES), "row": row, "id": id, "path": path, "action": action.value}


def _flat(row: Record) -> dict[str, Any]:
    """A row whose values are each in one cell: what has fields of its own is JSON there."""
    return {name: _cell(value) for name, value in row.items()}


def _cell(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        return json_shown(json.dumps(value, ensure_ascii=False))
    return value


def _told_rows(found: Import, registry: Registry, words: Words) -> Iterator[Record]:
    """Rows for Markdown: each says in words what it is about."""
    for row in found.rows:
        for cell, said in sentences(row, found, registry, words):
            yield {
                "row": row.row,
                "cell": cell or "",
                "action": words.say(ACTIONS[row.action]),
                "id": row.id,
                "what": said,
            }
    for problem in found.beside:
        yield {"row": "", "cell": "", "action": words.say(ACTIONS[Action.FAULT]), "id": problem.id or ""} | {
            "what": f"{problem.path}: {message(problem, words)}"
        }
