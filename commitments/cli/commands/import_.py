"""`commit import`: a table in CSV or Excel becomes records, or brings them up to date."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from commitments.cli.completion import complete_kind
from commitments.cli.options import Common, Output, flattened
from commitments.errors import N_, CommitmentsError

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.edits.date_words import Order
    from commitments.edits.table.columns import Columns
    from commitments.reading.sheet import Sheet
    from commitments.writing.import_plan import ImportRequest
    from commitments.writing.import_table import Import, Table

File = Annotated[Path, typer.Argument(metavar="FILE", help=N_("The table: .csv or .xlsx."))]


class Reading(NamedTuple):
    """How the table is read."""

    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help=N_("The sheet, if not the first."))
    ] = None
    header_row: Annotated[
        int | None,
        typer.Option("--header-row", metavar="ROW", help=N_("The row that names the columns, if not found.")),
    ] = None
    map: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="NAME=FIELD",
            help=N_("Which field a column is; without a field it is left out."),
        ),
    ] = None
    dates: Annotated[
        str | None,
        typer.Option(
            "--dates", metavar="dmy|mdy", help=N_("Whether 5/8/2026 has the day or the month first.")
        ),
    ] = None


class Making(NamedTuple):
    """What the records are given that the table does not say."""

    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help=N_("The kind of new records whose row names none."),
            autocompletion=complete_kind,
        ),
    ] = None
    document: Annotated[
        str | None,
        typer.Option(
            "--document", metavar="NAME", help=N_("The source of the rows, if not the name of the file.")
        ),
    ] = None
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help=N_("The date of notes whose row gives none.")),
    ] = None
    folder: Annotated[
        str | None,
        typer.Option("--folder", metavar="DIR", help=N_("The folder of new records, below records/.")),
    ] = None


class Doing(NamedTuple):
    """What is done with what was found."""

    write: Annotated[
        bool, typer.Option("--write", help=N_("Write the records; without it they are only shown."))
    ] = False
    skip_faulty: Annotated[
        bool, typer.Option("--skip-faulty", help=N_("Leave out the rows with faults, and take the others."))
    ] = False


@flattened
def run(file: File, reading: Reading, making: Making, doing: Doing, output: Output, common: Common) -> int:
    """Show what the table would do, or do it; 1 where a row has a fault."""
    from commitments.cli.emit import emit
    from commitments.cli.output_format import output_format
    from commitments.cli.session import session
    from commitments.cli.streams import tell
    from commitments.render.formats.format_table import FORMATS
    from commitments.render.imports.answer import import_answer
    from commitments.render.imports.report import Ran

    output_format(output, FORMATS)  # which is refused before anything is written
    with session(common) as at:
        request = _request(at, file, reading, making)
        for line in _notices(at, request):
            tell(line)
        found = _imported(at, request, doing)
        _tell_headings(at, found)
        ran = Ran(str(file), at.clock.today, doing.write, doing.skip_faulty)
        emit(import_answer(found, ran, at.workspace.registry, at.words), output, at.screen(output))
        return _ended(at, found)


def _imported(at: Session, request: ImportRequest, doing: Doing) -> Import:
    """What came of the table; each file is named as soon as it is written, also where that is stopped."""
    from commitments.cli.edit_attempt import tell_waiting
    from commitments.cli.streams import say, tell
    from commitments.writing.import_plan import plan
    from commitments.writing.import_table import Orders, imported

    written: list[str] = []

    def name(path: str) -> None:
        written.append(path)
        say(at.words.say("Written: {path}", path=path))

    orders = Orders(at.clock.today, doing.write, doing.skip_faulty, name, lambda: tell_waiting(at))
    try:
        return imported(at.workspace, lambda workspace: plan(workspace, request), orders)
    except KeyboardInterrupt:
        if doing.write:
            only = N_("Only the files named above were written. Run the import again to write the others.")
            tell(at.words.say(only if written else N_("Nothing was written.")))
        raise


def _ended(at: Session, found: Import) -> int:
    """The exit status; raises what stopped the writing, once it is said what is not written."""
    from commitments.cli.streams import say

    if found.failure is not None:
        for path in found.unwritten:
            say(at.words.say("Not written: {path}", path=path))
        raise found.failure
    return 1 if found.faulty else 0


def _request(at: Session, file: Path, reading: Reading, making: Making) -> ImportRequest:
    from commitments.cli.option_values import require_one_of
    from commitments.edits.table.cells import CellReader
    from commitments.edits.table.row_steps import ImportTerms
    from commitments.edits.written_dates import as_field, date_alone
    from commitments.model.lifecycle import Kind
    from commitments.render.imports.answer import choices
    from commitments.writing.import_plan import ImportRequest
    from commitments.writing.writable_place import folder_of_new

    if making.kind is not None:
        require_one_of("--kind", making.kind, [kind.value for kind in Kind])
    order = _order(reading.dates)
    noted_on = as_field(date_alone(making.date, order)) if making.date else None
    table = _table(at, file, reading)
    return ImportRequest(
        table,
        CellReader(at.workspace.registry, order, table.sheet.epoch, choices()),
        ImportTerms(at.clock.today, at.words.lang, noted_on, "updates.date" in table.columns.fields),
        _document(file, making.document),
        at.words.say("row {row}", row="{row}"),
        making.kind,
        folder_of_new(at.workspace, making.folder or ""),
    )


def _order(given: str | None) -> Order | None:
    from commitments.cli.option_values import require_one_of

    if given is None:
        return None
    require_one_of("--dates", given, ["dmy", "mdy"])
    return "mdy" if given == "mdy" else "dmy"


def _table(at: Session, file: Path, reading: Reading) -> Table:
    from commitments.edits.table.columns import columns, is_header, mapped
    from commitments.reading.spreadsheet import opened, table
    from commitments.writing.import_table import Table

    mapping = mapped(reading.map or ())
    sheet = table(opened(file), file.suffix, lambda row: is_header(row, mapping), reading.sheet)
    return Table(sheet, columns(sheet.rows, mapping, at.words.lang, reading.header_row))


def _document(file: Path, given: str | None) -> str:
    from commitments.reading.text import unsafe_in

    name = unicodedata.normalize("NFC", given or file.name).strip()
    if character := unsafe_in(name):
        raise CommitmentsError(
            N_("{option} holds a character that no record may hold: {character}"),
            N_("Name the source with --document."),
            option="FILE" if given is None else "--document",
            character=character,
        )
    return name


def _notices(at: Session, request: ImportRequest) -> Iterator[str]:
    """What of the table is not taken over, though nothing is wrong with it."""
    sheet, columns, words = request.table.sheet, request.table.columns, at.words
    if sheet.others:
        yield words.say(
            "Only the sheet {name} is read; the others: {others}",
            name=sheet.name,
            others=", ".join(sheet.others),
        )
    for stranger in columns.strangers:
        cell = sheet.cell(columns.header, stranger.column)
        told = words.say("{cell}: the column “{name}” is not imported.", cell=cell, name=stranger.name)
        meant = words.say("Did you mean {nearest}?", nearest=stranger.near) if stranger.near else ""
        yield f"{told} {meant}".rstrip()
    yield from _nameless(at, sheet, columns)
    if request.terms.noted_on is None and "updates.date" not in columns.fields:
        yield from _undated_notes(at, sheet, columns)


def _nameless(at: Session, sheet: Sheet, columns: Columns) -> Iterator[str]:
    """The columns in which something stands below the header, but no name in it."""
    from commitments.edits.table.cells import is_blank

    names = sheet.rows[columns.header - 1]
    told = {column for column, name in enumerate(names) if not is_blank(name)}
    for number, row in enumerate(sheet.rows[columns.header :], columns.header + 1):
        for column, value in enumerate(row):
            if column not in told and not is_blank(value):
                told.add(column)
                cell = sheet.cell(number, column)
                yield at.words.say("{cell}: a column without a name is not imported.", cell=cell)


def _undated_notes(at: Session, sheet: Sheet, columns: Columns) -> Iterator[str]:
    for lang in ("en", "vi"):
        column = columns.of(f"updates.note.{lang}")
        if column is not None:
            yield at.words.say(
                "{cell}: the column “{name}” is not imported: a note needs a date (--date).",
                cell=sheet.cell(columns.header, column),
                name=" ".join(str(sheet.rows[columns.header - 1][column]).split()),
            )


def _tell_headings(at: Session, found: Import) -> None:
    from commitments.cli.streams import tell

    if found.headings:
        tell(
            at.words.count(
                len(found.headings),
                "{n} row holds only a title and is taken for a heading: {rows}",
                "{n} rows hold only a title and are taken for headings: {rows}",
                rows=", ".join(map(str, found.headings[:20])) + ("…" if len(found.headings) > 20 else ""),
            )
        )
