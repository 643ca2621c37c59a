"""Imports a workbook of `commit export`: shows, asks, and writes. Must not read a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commitments.edits.workbook.cell_changes import (
    CellChange,
    CellDecision,
    CellQuestion,
    Comparison,
    QuestionKind,
    RecordsNow,
)
from commitments.edits.workbook.exported_state import (
    ExportedState,
    ItemKey,
    decode_state,
    editable_keys,
    record_digest,
)
from commitments.edits.workbook.layout import STATE_SHEET, Reading, column
from commitments.edits.workbook.row_edit import RowEdit, RowTerms
from commitments.errors import N_, TableError, UsageError

if TYPE_CHECKING:
    from commitments.cli.options.import_options import ImportMode, RecordDefaults, TableOptions
    from commitments.cli.options.option_groups import Output
    from commitments.cli.session import Session
    from commitments.edits.workbook.cell_meanings import CellMeanings
    from commitments.reading.tables.sheet import Sheet
    from commitments.render.workbook.import_answer import ReturnedWorkbook

_MOST_HEADER_ROWS = 60
_FITTING_OPTIONS = frozenset({"dates", "value", "as_table"})
"""The options of a table that a workbook takes too."""


def is_returned_workbook(file: Path) -> bool:
    """Whether a file is a workbook with the hidden sheet of an export."""
    from commitments.reading.tables.spreadsheet import read_table_file
    from commitments.reading.tables.workbook_archive import names_sheet

    return file.suffix.lower() == ".xlsx" and names_sheet(read_table_file(file), STATE_SHEET)


def require_hidden_sheet(sheet: Sheet, file: Path) -> None:
    """Raise TableError for a table with the headings of an export, which has lost its hidden sheet."""
    from commitments.locale import LANGUAGES
    from commitments.render.words import Words
    from commitments.render.workbook.headings import filled_headings

    for lang in LANGUAGES:
        headings = filled_headings(Words(lang))
        for row in sheet.rows[:_MOST_HEADER_ROWS]:
            if headings.issubset(cell for cell in row if isinstance(cell, str)):
                if file.suffix.lower() == ".ods":
                    raise TableError(
                        N_("The workbook of an export comes back only as an Excel workbook (.xlsx)"),
                        N_("Save it in that form, or read it as a plain table with --as-table."),
                    )
                raise TableError(
                    N_("The workbook of an export has lost its hidden sheet"),
                    N_("Change the file that was exported, or read it as a plain table with --as-table."),
                )


def _require_fitting_options(options: TableOptions, defaults: RecordDefaults, mode: ImportMode) -> None:
    """Raise UsageError for options of a plain table, which a workbook of ours does not take."""
    given = [name for name, value in options._asdict().items() if value and name not in _FITTING_OPTIONS]
    given += [name for name, value in defaults._asdict().items() if value]
    given += [name for name in ("sync", "save_recipe") if getattr(mode, name)]
    if given:
        flags = ", ".join(f"--{name.replace('_', '-')}" for name in given)
        raise UsageError(
            N_("This cannot be given with a workbook of `commit export`: {flags}"),
            N_("Leave it out, or read the workbook as a plain table with --as-table."),
            flags=flags,
        )


def import_returned_workbook(
    session: Session, file: Path, given: tuple[TableOptions, RecordDefaults, ImportMode], output: Output
) -> int:
    """Show what the workbook changes, ask what nobody else can decide, and write it where asked.

    Returns 1 where something cannot be taken, or was not answered; nothing is written then.
    """
    from commitments.cli.emit import emit
    from commitments.cli.streams import tell
    from commitments.edits.workbook.comparison import compare_workbook
    from commitments.reading.tables.spreadsheet import read_table_file
    from commitments.reading.tables.workbook import read_all_sheets
    from commitments.render.names.list_labels import shown_values
    from commitments.render.workbook.import_answer import workbook_answer

    _require_fitting_options(*given)
    options, _, mode = given
    sheets = read_all_sheets(read_table_file(file))
    state = decode_state(sheets[STATE_SHEET].rows if STATE_SHEET in sheets else ())
    _require_own(session, state)
    meanings = _meanings(session, options, state, sheets[STATE_SHEET].epoch)
    comparison = compare_workbook(sheets, state, _records_now(session, state), meanings)
    for notice in comparison.notices:
        tell(session.words.say(notice.message, **shown_values(dict(notice.values), session.words)))
    asked, answers = _answers(session, comparison, mode)
    returned = _returned(session, file, state, comparison, asked, answers, mode)
    if mode.write and (mode.skip_faulty or not returned.is_faulty) and not returned.outcome.beside:
        returned = _written(session, returned, mode)
    emit(workbook_answer(returned, session.workspace.registry, session.words), output, session.screen(output))
    _tell_ways(session, returned)
    return 1 if returned.is_faulty else 0


def _require_own(session: Session, state: ExportedState) -> None:
    """Raise TableError for the workbook of another register, or of several."""
    if state.members:
        raise TableError(
            N_("The workbook shows the registers under a roof, and is only to be read"),
            N_("On the roof, make that of one register: {export}. It is read back by: {import_}"),
            export="commit export register.xlsx --member NAME",
            import_="commit import register.xlsx --member NAME",
        )
    own = session.workspace.settings.register or ""
    if state.register != own:
        raise TableError(
            N_("The workbook is of the register {theirs}, and this is {ours}")
            if state.register and own
            else N_("The workbook is of another register"),
            N_("Import it there, or read it as a plain table with --as-table."),
            theirs=state.register,
            ours=own,
        )


def _meanings(session: Session, options: TableOptions, state: ExportedState, epoch: int) -> CellMeanings:
    from commitments.cli.options.option_values import require_one_of
    from commitments.edits.dates.date_terms import DATE_ORDERS, settled_order
    from commitments.edits.table.cells import CellReader
    from commitments.edits.table.settings import own_words
    from commitments.edits.workbook.cell_meanings import CellMeanings
    from commitments.model.closed_lists import ClosedList
    from commitments.render.names.list_labels import word_forms

    if options.dates is not None:
        require_one_of("--dates", options.dates, list(DATE_ORDERS))
    order = settled_order(session.workspace.settings.dates, state.lang, options.dates)
    choices = {
        "status": word_forms(ClosedList.STATUS),
        "milestones.status": word_forms(ClosedList.MILESTONE_STATUS),
    }
    terms = replace(session.date_terms, order=order, epoch=epoch)
    words = own_words(options.value or ())
    return CellMeanings(CellReader(session.workspace.registry, terms, choices, words))


def _records_now(session: Session, state: ExportedState) -> RecordsNow:
    """The records of the workbook as they stand, in its language."""
    from commitments.render.words import Words
    from commitments.render.workbook.party_cells import PartyCells
    from commitments.render.workbook.plan import plain_cell
    from commitments.render.workbook.planner import record_rows
    from commitments.render.workbook.sheet_rows import RowPlanner
    from commitments.reports.status import judge
    from commitments.workspace.whole_records import read_records

    workspace, clock = session.workspace, session.clock
    ids = {id for _, id, _ in state.rows}
    outlines = {outline.path: outline for outline in workspace.survey.outlines if outline.id in ids}
    parties = PartyCells(workspace.registry, state.lang)
    planner = RowPlanner(parties, workspace.events, clock.today, session.zone, Words(state.lang))
    editable = {key: frozenset(editable_keys(key, sheet)) for key, sheet in state.sheets.items()}
    digests: dict[str, str] = {}
    cells: dict[ItemKey, Mapping[str, str]] = {}
    for record in read_records(workspace, [*outlines]):
        digests[record.id] = record_digest(record.data)
        judged = judge(outlines[record.path], clock)
        for item, row in record_rows([(judged, record)], planner):
            cells[item] = {
                name: plain_cell(cell)
                for name, cell in row.items()
                if cell is not None and name in editable[item[0]]
            }
    return RecordsNow(cells, digests)


def _answers(
    session: Session, comparison: Comparison, mode: ImportMode
) -> tuple[Sequence[CellQuestion], Sequence[tuple[CellQuestion, CellDecision]]]:
    """The questions that stay open, and the answers to the others; asks only before something is written."""
    from commitments.cli.prompts.questions import can_ask

    if not (mode.write and not mode.skip_faulty and comparison.questions and can_ask()):
        return comparison.questions, ()
    from commitments.cli.prompts.workbook_questions import ask_questions

    answers = ask_questions(comparison.questions, session.words)
    return (), [*zip(comparison.questions, answers, strict=True)]


def _returned(
    session: Session,
    file: Path,
    state: ExportedState,
    comparison: Comparison,
    asked: Sequence[CellQuestion],
    answers: Sequence[tuple[CellQuestion, CellDecision]],
    mode: ImportMode,
) -> ReturnedWorkbook:
    from commitments.render.workbook.import_answer import ReturnedWorkbook
    from commitments.writing.edit_record import EditTerms
    from commitments.writing.tables.workbook_import import judge_records, plan_records

    taken = [question.change for question, answer in answers if answer is not CellDecision.OURS]
    comparison.changes += taken
    kept = frozenset(
        (question.change.item, question.change.column)
        for question, choice in answers
        if choice is CellDecision.BOTH
    )
    left_out = {problem.item for problem in comparison.problems}
    left_out |= {question.change.item for question in asked if question.kind is not QuestionKind.GONE}
    edits = _row_edits([change for change in comparison.changes if change.item not in left_out], kept)
    paths = {outline.id: outline.path for outline in session.workspace.survey.outlines}
    headings = {key: sheet.headings for key, sheet in state.sheets.items()}
    row_terms = RowTerms(session.clock.today, state.lang, headings)
    planned = plan_records(session.workspace, edits, paths, row_terms)
    planned = [record for record in planned if record.refusals or record.old != record.new]
    terms = EditTerms(session.clock.today)
    outcome = judge_records(session.workspace, planned, terms, mode.skip_faulty)
    return ReturnedWorkbook(
        str(file), session.clock.today, comparison, asked, outcome, mode.write, mode.skip_faulty
    )


def _row_edits(
    changes: Sequence[CellChange], kept: frozenset[tuple[ItemKey, str]]
) -> Mapping[str, Sequence[RowEdit]]:
    """The changes of each record, row by row."""
    values: dict[ItemKey, dict[str, Any]] = {}
    for change in changes:
        values.setdefault(change.item, {})[change.column] = change.value
    edits: dict[str, list[RowEdit]] = {}
    for item, row_values in values.items():
        keeps = frozenset(
            name
            for name in row_values
            if column(item[0], name).reading is Reading.PARTIES and (item, name) in kept
        )
        edits.setdefault(item[1], []).append(RowEdit(*item, row_values, keeps))
    return edits


def _written(session: Session, returned: ReturnedWorkbook, mode: ImportMode) -> ReturnedWorkbook:
    from commitments.cli.editing.edit_attempt import tell_waiting
    from commitments.writing.edit_files import FilesEvents
    from commitments.writing.edit_record import EditTerms
    from commitments.writing.tables.workbook_import import write_records

    class Events(FilesEvents):
        waits = staticmethod(partial(tell_waiting, session))

    terms = EditTerms(session.clock.today)
    return replace(returned, outcome=write_records(session.workspace, returned.outcome, terms, Events()))


def _tell_ways(session: Session, returned: ReturnedWorkbook) -> None:
    """Say how to keep what was written, and how to take it back."""
    files = returned.outcome.files
    if files is not None and files.written:
        from commitments.cli.editing.edit_attempt import tell_ways

        tell_ways(session, files.texts, can_save=True)
