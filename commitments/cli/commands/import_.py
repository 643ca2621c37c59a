"""`commit import`: makes records from a table in CSV or Excel, or updates them. Must not read a cell."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options.import_options import ImportMode, RecordDefaults, TableOptions
from commitments.cli.options.option_groups import Common, Output, flatten_options
from commitments.errors import N_, UsageError

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.edits.dates.date_terms import DateTerms
    from commitments.writing.tables.import_plan import ImportRequest
    from commitments.writing.tables.import_table import Table, TableImport

File = Annotated[Path, typer.Argument(metavar="FILE", help=N_("The table: .csv or .xlsx."))]


@flatten_options
def run(
    file: File,
    table_options: TableOptions,
    defaults: RecordDefaults,
    mode: ImportMode,
    output: Output,
    common: Common,
) -> int:
    """Show what the table would do, or do it; returns 1 where a row has a fault."""
    from commitments.cli.emit import emit
    from commitments.cli.options.output_format import output_format
    from commitments.cli.session import open_session
    from commitments.cli.streams import tell
    from commitments.render.formats.format_table import FORMATS
    from commitments.render.imports.answer import import_answer
    from commitments.render.imports.notices import import_notices, table_notices
    from commitments.render.imports.report import ImportRun

    output_format(output, FORMATS)  # a wrong format is refused before anything is written
    with open_session(common) as session:
        request = _request(session, file, table_options, defaults, mode.sync)
        for line in table_notices(request.table, request.terms, session.words):
            tell(line)
        result = _import_table(session, request, mode)
        for line in import_notices(result, request.document, session.words):
            tell(line)
        ran = ImportRun(str(file), session.clock.today, mode.write, mode.skip_faulty)
        answer = import_answer(result, ran, session.workspace.registry, session.words)
        emit(answer, output, session.screen(output))
        if mode.write:
            _tell_ways(session, result)
        return _exit_status(session, result)


def _tell_ways(session: Session, result: TableImport) -> None:
    """Say how to keep what was written, and how to take it back."""
    from commitments.cli.edit_attempt import tell_ways
    from commitments.workspace.verdict import TextEdit

    if result.written:
        texts = {row.path: TextEdit(row.old, row.new) for row in result.rows if row.writes and row.new}
        tell_ways(session, texts, can_save=True)


def _import_table(session: Session, request: ImportRequest, mode: ImportMode) -> TableImport:
    """Plan the import and, with `--write`, do it; each file is told of as soon as it is written."""
    from commitments.cli.edit_attempt import tell_waiting
    from commitments.cli.written_files import WrittenFiles
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


def _request(
    session: Session, file: Path, table_options: TableOptions, defaults: RecordDefaults, sync: bool
) -> ImportRequest:
    from commitments.cli.options.option_values import kind_word
    from commitments.edits.dates.date_fields import read_date_field
    from commitments.edits.table.cells import CellReader
    from commitments.edits.table.row_steps import ImportTerms
    from commitments.edits.table.settings import own_words, settled_values
    from commitments.edits.table.text_columns import with_text_columns
    from commitments.edits.table.title_template import TitleTemplate
    from commitments.render.imports.answer import values_by_word
    from commitments.writing.tables.import_plan import ImportRequest
    from commitments.writing.writable_place import new_record_folder

    kind = None if defaults.kind is None else kind_word("--kind", defaults.kind)
    terms = _date_terms(session, table_options.dates)
    noted_on = read_date_field(defaults.date, "updates.date", terms) if defaults.date else None
    table = _table(session, file, table_options)
    reader = CellReader(
        session.workspace.registry,
        replace(terms, epoch=table.sheet.epoch),
        values_by_word(),
        own_words(table_options.value or ()),
    )
    table = replace(table, columns=with_text_columns(table.columns, table.sheet.rows, reader))
    return ImportRequest(
        table,
        reader,
        ImportTerms(
            session.clock.today, session.words.lang, noted_on, sync, "updates.date" in table.columns.fields
        ),
        _source_name(file, defaults.document),
        session.words.say("row {row}", row="{row}"),
        kind,
        new_record_folder(session.workspace, defaults.folder or ""),
        settled_values(defaults.set or (), reader, session.words.lang),
        TitleTemplate(table_options.title, table.columns.headings) if table_options.title else None,
        session.words.say("no. {number}", number="{number}"),
    )


def _date_terms(session: Session, option: str | None) -> DateTerms:
    from commitments.cli.options.option_values import require_one_of
    from commitments.edits.dates.date_terms import DATE_ORDERS, settled_order

    if option is not None:
        require_one_of("--dates", option, list(DATE_ORDERS))
    order = settled_order(session.workspace.settings.dates, session.lang, option)
    return replace(session.date_terms, order=order)


def _table(session: Session, file: Path, table_options: TableOptions) -> Table:
    from commitments.edits.table.columns import field_mapping, find_columns, is_header
    from commitments.reading.tables.spreadsheet import read_table, read_table_file
    from commitments.writing.tables.import_table import Table

    mapping = field_mapping(table_options.map or ())
    sheet = read_table(
        read_table_file(file), file.suffix, lambda row: is_header(row, mapping), table_options.sheet
    )
    columns = find_columns(
        sheet.rows, mapping, session.words.lang, table_options.header_row, bool(table_options.title)
    )
    return Table(sheet, columns)


def _source_name(file: Path, option: str | None) -> str:
    """The document that the records name as their source; raises UsageError for unsafe characters."""
    from commitments.reading.text import find_unsafe_character

    name = unicodedata.normalize("NFC", option or file.name).strip()
    if character := find_unsafe_character(name):
        raise UsageError(
            N_("{option} holds a character that no record may hold: {character}"),
            N_("Name the source with --document."),
            option="FILE" if option is None else "--document",
            character=character,
        )
    return name
