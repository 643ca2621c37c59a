"""Says in words what a row of an import adds, what it changes, what is wrong with it. Lays out nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, assert_never

from commitments.changes.change import Change, ChangeKind, FieldChange
from commitments.edits.unclear import Unclear
from commitments.errors import N_
from commitments.model.lifecycle import Role
from commitments.model.parties.party import Registry
from commitments.model.problem import Problem
from commitments.model.record import read_prose
from commitments.model.revision import Revision
from commitments.render.changes.sentences import ChangeWords
from commitments.render.names.labels import KIND, STATUS
from commitments.render.names.list_labels import shown_values
from commitments.render.rules.rule_words import hint, message
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.writing.tables.import_table import PlannedRow, RowAction, RowFault, TableImport

ACTIONS: Mapping[RowAction, str] = {
    RowAction.ADDED: N_("new"),
    RowAction.CHANGED: N_("changed"),
    RowAction.UNCHANGED: N_("unchanged"),
    RowAction.FAULT: N_("fault"),
}
_NAME_A_PARTY = N_(
    'Name the column of those who act with --map "NAME=lead", or one party for all rows with --set '
    "lead=PARTY; of those who sign, with signatory."
)
_NO_COMMIT = Revision("", (), 0, "", "", "")


def fault_words(fault: RowFault, words: Words) -> tuple[str, str]:
    """What is wrong with a row, and how to mend it, each in one line."""
    why = fault.why
    match why:
        case Problem():
            return message(why, words), words.say(_NAME_A_PARTY) if _lacks_party(why) else hint(why, words)
        case Unclear():
            return _filled_sentence(why.message, why, words), _filled_sentence(why.hint, why, words)
        case _:
            assert_never(why)


def _lacks_party(problem: Problem) -> bool:
    return problem.rule == "no-lead" or (
        problem.rule == "missing-field" and problem.values.get("field") == "parties"
    )


def _filled_sentence(sentence: str, why: Unclear, words: Words) -> str:
    values = shown_values(dict(why.values), words)
    return words.say(sentence, **values) if sentence else ""


_CellSentences = Iterator[tuple[str | None, str]]


def row_sentences(
    planned: PlannedRow, outcome: TableImport, registry: Registry, words: Words
) -> _CellSentences:
    """Pairs of a cell and its sentence; the cell is None for a sentence about the row."""
    table = outcome.table
    if planned.action is RowAction.ADDED:
        parts = record_title(planned, words), record_summary(planned.after, registry, words)
        yield None, ": ".join(filter(None, parts))
    for change in planned.changes():
        yield table.cell_of_change(planned.row, change), change_sentence(planned, change, registry, words)
    for fault in (*planned.faults, *planned.warnings):
        yield table.cell(planned.row, fault.field), ". ".join(filter(None, fault_words(fault, words)))


def change_sentence(planned: PlannedRow, change: FieldChange, registry: Registry, words: Words) -> str:
    """What becomes of a field of an existing record."""
    old, new = (json.dumps(value, ensure_ascii=False) for value in (change.old, change.new))
    change_row = Change(
        _NO_COMMIT, planned.id, planned.path, ChangeKind.CHANGED, change.field, old, new, "null"
    )
    return ChangeWords(words, registry).sentence(change_row)


def record_title(planned: PlannedRow, words: Words) -> str:
    """The title of a record, in the reader's language if it has one."""
    return one_line(read_prose(planned.after.get("title")).in_language(words.lang))


def record_summary(record: Mapping[str, Any], registry: Registry, words: Words) -> str:
    """The main fields of a new record, as they were read."""
    kind, status = (str(record.get(name, "")) for name in ("kind", "status"))
    due, rule = record.get("due"), record.get("repeats", {}).get("rule")
    leads = [party["party"] for party in record.get("parties", ()) if party.get("role") == Role.LEAD]
    parts = (
        words.say(KIND[kind]) if kind in KIND else "",
        words.say(STATUS[status]) if status in STATUS else "",
        words.say("due {date}", date=words.date(str(due))) if due is not None else "",
        words.rule(rule) if rule else "",
        ", ".join(registry.name(lead, words.lang) for lead in leads),
    )
    return one_line(" · ".join(filter(None, parts)))
