"""Writes an import for people: row by row, with every fault at its cell. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from commitments.errors import N_
from commitments.model.parties.party import Registry
from commitments.render.answer import Screen
from commitments.render.imports.causes import fault_causes
from commitments.render.imports.words import (
    ACTIONS,
    change_sentence,
    fault_words,
    record_summary,
    record_title,
)
from commitments.render.paint import paint, text
from commitments.render.rules.rule_words import message
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.writing.tables.import_table import PlannedRow, RowAction, RowFault, TableImport

MOST_SHOWN = 100
"""Rows that a terminal shows with faults, and as many without."""

FEWEST_BY_CAUSE = 5
"""From how many rows with faults on these are told by their causes, not row by row."""

_MOST_PREVIEWED = 3

_SAMPLE = 3
"""The rows without faults that a terminal shows beside causes of faults."""

_MOST_CAUSES = 30
"""The causes that a terminal shows."""

_SIGNS: Mapping[RowAction, tuple[str, str]] = {
    RowAction.ADDED: ("+", "green"),
    RowAction.CHANGED: ("~", "yellow"),
    RowAction.UNCHANGED: ("=", "dim"),
    RowAction.FAULT: ("✗", "bold red"),
}


class ImportRun(NamedTuple):
    """The options of an import that its answer depends on."""

    file: str
    today: date
    write: bool
    skip_faulty: bool


class _Line(NamedTuple):
    indent: int
    pieces: tuple[tuple[str, str], ...]
    """Each text with its style."""


def import_report(outcome: TableImport, run: ImportRun, registry: Registry, screen: Screen) -> str:
    """The rows and their totals, laid out for this screen."""
    shown_rows, hidden = _choose_rows(outcome, screen)
    by_cause = outcome.count(RowAction.FAULT) >= FEWEST_BY_CAUSE
    if by_cause:
        shown_rows = [planned for planned in shown_rows if not planned.faults]
    lines = [line for planned in shown_rows for line in _row_lines(planned, outcome, registry, screen.words)]
    lines += _cause_lines(outcome, screen) if by_cause else ()
    lines += [
        _Line(0, ((f"✗ {one_line(problem.path)}: ", "bold red"), (message(problem, screen.words), "")))
        for problem in outcome.beside
    ]
    if hidden:
        more = screen.words.count(
            hidden,
            "{n} more row is not shown; write all to a file with --output.",
            "{n} more rows are not shown; write all to a file with --output.",
        )
        lines.append(_Line(0, ((more, "dim"),)))
    lines += [_Line(0, ((total, ""),)) for total in _total_lines(outcome, run, screen.words)]
    return _lay_out(lines, screen)


def import_preview(outcome: TableImport, registry: Registry, screen: Screen) -> str:
    """The first rows that would be written; empty for none."""
    rows = [planned for planned in outcome.rows if planned.writes][:_MOST_PREVIEWED]
    lines = [line for planned in rows for line in _row_lines(planned, outcome, registry, screen.words)]
    return _lay_out(lines, screen) if lines else ""


def _choose_rows(outcome: TableImport, screen: Screen) -> tuple[list[PlannedRow], int]:
    """The rows to show, and how many are hidden.

    A terminal shows `MOST_SHOWN` with faults and as many without; beside causes of faults, a sample of these.
    """
    notable = [
        planned for planned in outcome.rows if planned.action is not RowAction.UNCHANGED or planned.warnings
    ]
    if screen.width is None:
        return notable, 0
    faulty = [planned for planned in notable if planned.faults]
    most_faultless = MOST_SHOWN
    if len(faulty) >= FEWEST_BY_CAUSE:
        notable, faulty = [planned for planned in notable if not planned.faults], []
        most_faultless = _SAMPLE
    faultless = [planned for planned in notable if not planned.faults]
    row_numbers = {planned.row for planned in (*faulty[:MOST_SHOWN], *faultless[:most_faultless])}
    shown_rows = [planned for planned in notable if planned.row in row_numbers]
    return shown_rows, len(notable) - len(shown_rows)


def _row_lines(
    planned: PlannedRow, outcome: TableImport, registry: Registry, words: Words
) -> Iterator[_Line]:
    sign, style = _SIGNS[planned.action]
    row = words.say("row {row}", row=planned.row)
    head = f"{sign} {row}  {words.say(ACTIONS[planned.action])}"
    yield _Line(0, ((head, style), (f"  {one_line(planned.id)}" if planned.id else "", "bold")))
    if record_name := record_title(planned, words):
        yield _Line(2, ((record_name, ""),))
    if planned.action is RowAction.ADDED and (summary := record_summary(planned.after, registry, words)):
        yield _Line(2, ((summary, "dim"),))
    for change in planned.changes():
        cell = outcome.table.cell_of_change(planned.row, change)
        yield _cell_line(cell, change_sentence(planned, change, registry, words), "")
    for fault in planned.faults:
        yield from _fault_lines(planned, fault, outcome, words, "")
    for fault in planned.warnings:
        yield from _fault_lines(planned, fault, outcome, words, words.say("warning"))


def _fault_lines(
    planned: PlannedRow, fault: RowFault, outcome: TableImport, words: Words, label: str
) -> Iterator[_Line]:
    what, advice = fault_words(fault, words)
    yield _cell_line(outcome.table.cell(planned.row, fault.field), f"{label}: {what}" if label else what, "")
    if advice:
        yield _Line(4, ((words.say("hint: {hint}", hint=advice), "cyan"),))


def _cause_lines(outcome: TableImport, screen: Screen) -> Iterator[_Line]:
    """The causes of the faults, the most frequent first; on a terminal only so many."""
    words = screen.words
    causes = sorted(fault_causes(outcome, words), key=lambda cause: -cause.rows)
    shown_causes = causes if screen.width is None else causes[:_MOST_CAUSES]
    for cause in shown_causes:
        rows = words.count(cause.rows, "{n} row", "{n} rows")
        yield _Line(0, ((f"✗ {one_line(cause.where)}", "bold red"), (f"  {rows}", "bold")))
        yield _Line(2, ((cause.what, ""),))
        if cause.advice:
            yield _Line(4, ((words.say("hint: {hint}", hint=cause.advice), "cyan"),))
    if hidden := len(causes) - len(shown_causes):
        more = words.count(
            hidden,
            "{n} more cause is not shown; --format csv names every fault.",
            "{n} more causes are not shown; --format csv names every fault.",
        )
        yield _Line(0, ((more, "dim"),))


def _cell_line(cell: str | None, content: str, style: str) -> _Line:
    return _Line(2, ((f"{one_line(cell)}: " if cell else "", "bold"), (content, style)))


def _total_lines(outcome: TableImport, run: ImportRun, words: Words) -> Iterator[str]:
    new, changed, unchanged, faulty = (outcome.count(action) for action in RowAction)
    counts = (
        words.count(new, "{n} new record", "{n} new records") if new else "",
        words.count(changed, "{n} record that changes", "{n} records that change") if changed else "",
        words.count(unchanged, "{n} unchanged record", "{n} unchanged records") if unchanged else "",
        words.count(faulty, "{n} row with faults", "{n} rows with faults") if faulty else "",
    )
    yield ", ".join(filter(None, counts)) or words.say("No row of the table describes a record")
    yield _outcome_sentence(outcome, run, words)


def _outcome_sentence(outcome: TableImport, run: ImportRun, words: Words) -> str:
    """What was written, or how to have it written."""
    if run.write and (outcome.written or outcome.failure):
        return words.count(len(outcome.written), "{n} file written.", "{n} files written.")
    if outcome.beside or (outcome.faulty and not run.skip_faulty):
        return words.say(
            "Nothing is written while there are faults. Correct them, or leave out their rows"
            " with --skip-faulty."
        )
    if not any(row.writes for row in outcome.rows):
        return words.say(_nothing_reason(outcome))
    return words.say("Nothing is written yet: use --write to write the records.")


def _nothing_reason(outcome: TableImport) -> str:
    """Why there is no row to write."""
    if not outcome.count(RowAction.FAULT):
        return N_("Nothing changes: the records already say all this.")
    if outcome.count(RowAction.UNCHANGED):
        return N_("Nothing is written: the rows without faults say nothing new.")
    return N_("Nothing is written: every row has faults.")


def _lay_out(lines: list[_Line], screen: Screen) -> str:
    if screen.width is None and not screen.color:
        plain_lines = (" " * line.indent + "".join(piece for piece, _ in line.pieces) for line in lines)
        return "".join(f"{line_text.rstrip()}\n" for line_text in plain_lines)
    from rich.padding import Padding

    parts = [
        Padding(text("").join(text(*piece) for piece in line.pieces), (0, 0, 0, line.indent))
        for line in lines
    ]
    return paint(parts, screen)
