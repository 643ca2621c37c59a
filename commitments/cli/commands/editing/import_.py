"""`commit import`: makes records from a table, or updates them. Must not read a cell."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options.import_options import ImportMode, RecordDefaults, TableOptions
from commitments.cli.options.option_groups import Common, Output, flatten_options
from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.cli.importing.conversation import Conversation
    from commitments.cli.session import Session
    from commitments.writing.tables.import_plan import ImportRequest
    from commitments.writing.tables.import_table import TableImport

File = Annotated[
    Path | None, typer.Argument(metavar="FILE", help=N_("The table: .csv, .tsv, .xlsx, .ods or .md."))
]


@flatten_options
def run(
    table_options: TableOptions,
    defaults: RecordDefaults,
    mode: ImportMode,
    output: Output,
    common: Common,
    file: File = None,
) -> int:
    """Show what the table would do, or do it; returns 1 where a row has a fault."""
    from commitments.cli.importing.conversation import Conversation
    from commitments.cli.importing.questions import ask_what_is_open
    from commitments.cli.importing.returned_workbook import (
        import_returned_workbook,
        is_returned_workbook,
        require_hidden_sheet,
    )
    from commitments.cli.importing.settled_table import settled_table
    from commitments.cli.open_session import open_session
    from commitments.cli.options.output_format import output_format
    from commitments.cli.prompts.questions import can_ask
    from commitments.cli.prompts.table_file import asked_table
    from commitments.cli.streams import tell
    from commitments.render.formats.format_table import FORMATS
    from commitments.render.imports.recipe_notices import recipe_notices

    format_name = output_format(output, FORMATS)  # a wrong one is refused before anything is written
    with open_session(common) as session:
        file = file or asked_table(session.words)
        if not table_options.as_table and is_returned_workbook(file):
            return import_returned_workbook(session, file, (table_options, defaults, mode), output)
        settled = settled_table(session, file, table_options, defaults)
        if not table_options.as_table:
            require_hidden_sheet(settled.sheet, file)
        for line in recipe_notices(settled.recipe, settled.offered, session.words):
            tell(line)
        talk = Conversation(session, settled, table_options, defaults, adds_parties=mode.add_parties)
        if format_name == "table" and can_ask():
            ask_what_is_open(talk, mode.sync)
        return _import(talk, mode, output)


def _import(talk: Conversation, mode: ImportMode, output: Output) -> int:
    """Import the table as it is settled, and answer; what was asked about is first shown, then offered."""
    from commitments.cli.emit import emit
    from commitments.cli.importing.import_request import import_request
    from commitments.cli.importing.questions import ask_what_to_do
    from commitments.cli.importing.saved_recipe import save_recipe
    from commitments.cli.importing.table_draft import table_party_draft, tell_draft
    from commitments.cli.streams import tell
    from commitments.render.imports.answer import import_answer
    from commitments.render.imports.notices import import_notices, table_notices
    from commitments.render.imports.recipe_notices import closing_notices
    from commitments.render.imports.report import ImportRun

    session = talk.session
    draft = table_party_draft(session, talk.settled) if talk.adds_parties else None
    request = import_request(session, talk.settled, mode.sync, draft)
    for line in table_notices(request.table, request.terms, session.words):
        tell(line)
    if mode.save_recipe is not None and not talk.answers:
        save_recipe(session, mode.save_recipe, talk.settled, request.table.columns)
    result = _import_table(session, request, mode._replace(write=mode.write and not talk.answers))
    for line in import_notices(result, request.document, session.words):
        tell(line)
    if draft is not None:
        tell_draft(draft, session.words)
    for line in closing_notices(result, request, session.words):
        tell(line)
    if talk.answers:
        mode, recipe = ask_what_to_do(talk, result, mode)
        if recipe:
            save_recipe(session, recipe, talk.settled, request.table.columns)
        result = _import_table(session, request, mode) if mode.write else result
        _settle_answers(result)
    ran = ImportRun(str(talk.settled.file), session.clock.today, mode.write, mode.skip_faulty)
    answer = import_answer(result, ran, request.reader.registry, session.words)
    emit(answer, output, session.screen(output))
    if mode.write:
        _tell_ways(session, result)
    return _exit_status(session, result)


def _settle_answers(result: TableImport) -> None:
    """Have the command with the answers said where nothing was written, and forgotten where all was."""
    from commitments.cli.given_back import forget_answers, give_answers_back

    if not result.written:
        give_answers_back()
    elif not result.faulty:
        forget_answers()


def _tell_ways(session: Session, result: TableImport) -> None:
    """Say how to keep what was written, and how to take it back."""
    from commitments.cli.editing.edit_attempt import tell_ways

    if result.written:
        tell_ways(session, result.texts(session.workspace), can_save=True)


def _import_table(session: Session, request: ImportRequest, mode: ImportMode) -> TableImport:
    """Plan the import and, with `--write`, do it; each file is told of as soon as it is written."""
    from commitments.cli.editing.edit_attempt import tell_waiting
    from commitments.cli.importing.written_files import WrittenFiles
    from commitments.writing.tables.import_plan import plan_import
    from commitments.writing.tables.import_table import ImportOrders, run_import

    files = WrittenFiles(session.words)
    today, tell_wait = session.clock.today, partial(tell_waiting, session)
    orders = ImportOrders(today, mode.write, mode.skip_faulty, files.note, tell_wait, files.begin)
    try:
        return run_import(session.workspace, lambda workspace: plan_import(workspace, request), orders)
    except KeyboardInterrupt:
        files.finish()
        if mode.write:
            files.tell_interrupted()
        raise
    finally:
        files.finish()


def _exit_status(session: Session, result: TableImport) -> int:
    """The exit status; raises the error that stopped the writing, after naming the unwritten files."""
    from commitments.cli.streams import say

    if result.failure is not None:
        for path in result.unwritten:
            say(session.words.say("Not written: {path}", path=path))
        raise result.failure
    return 1 if result.faulty else 0
