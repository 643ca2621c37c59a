"""Makes the request of an import of its table and options. Must not read a cell, and writes nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commitments.cli.importing.settled_table import SettledTable
from commitments.errors import N_, CommitmentsError, UsageError

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.edits.dates.date_terms import DateTerms
    from commitments.edits.table.cells import CellReader
    from commitments.edits.table.drafted_parties import PartyDraft
    from commitments.model.members import MemberNames
    from commitments.model.parties.party import Registry
    from commitments.writing.tables.import_plan import ImportRequest
    from commitments.writing.tables.import_table import Table


def import_request(
    session: Session, settled: SettledTable, sync: bool, draft: PartyDraft | None = None
) -> ImportRequest:
    """The request, with drafted parties for those that nobody knows.

    Raises CommitmentsError for options that do not fit the table.
    """
    from commitments.cli.options.option_values import kind_word
    from commitments.edits.dates.date_fields import read_date_field
    from commitments.edits.table.row_steps import ImportTerms
    from commitments.edits.table.stated_status import with_status_column
    from commitments.edits.table.text_columns import with_text_columns
    from commitments.edits.table.title_template import TitleTemplate
    from commitments.writing.tables.import_plan import ImportRequest
    from commitments.writing.writable_place import new_record_folder

    file, table_options, defaults = settled.file, settled.options, settled.defaults
    kind = None if defaults.kind is None else kind_word("--kind", defaults.kind)
    terms = _date_terms(session, table_options.dates, table_options.fiscal_year_starts)
    noted_on = read_date_field(defaults.date, "updates.date", terms) if defaults.date else None
    table = _table(session, settled)
    new_parties = draft.entries if draft else ()
    reader = _cell_reader(
        session, new_parties, replace(terms, epoch=table.sheet.epoch), table_options.value or ()
    )
    values, rows = _settled_values(session, settled, reader), table.sheet.rows
    columns = with_text_columns(table.columns, rows, reader, kind is not None)
    table = replace(table, columns=with_status_column(columns, rows, reader, "status" in values))
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
        values,
        TitleTemplate(table_options.title, table.columns.headings) if table_options.title else None,
        session.words.say("no. {number}", number="{number}"),
        new_parties,
    )


def _cell_reader(
    session: Session, new_parties: Sequence[dict[str, Any]], terms: DateTerms, values: Sequence[str]
) -> CellReader:
    """The reader of cells, which knows drafted parties and what the reader said that words mean."""
    from commitments.edits.table.cells import CellReader
    from commitments.edits.table.settings import own_words
    from commitments.render.imports.answer import values_by_word
    from commitments.writing.tables.table_parties import registry_of, with_new_parties

    registry = session.workspace.registry
    if new_parties:
        registry = registry_of(with_new_parties(session.workspace, new_parties))
    member = session.names.member
    return CellReader(
        _with_roof_names(registry, session.names), terms, values_by_word(), own_words(values), member
    )


def _with_roof_names(registry: Registry, names: MemberNames) -> Registry:
    """A registry whose parties go by the ids that a roof has for them, too."""
    if names.member is None:
        return registry
    parties = {
        id: party._replace(other_ids=(*party.other_ids, names.own_id(id)))
        for id, party in registry.parties.items()
    }
    return replace(registry, parties=parties)


def _settled_values(session: Session, settled: SettledTable, reader: CellReader) -> Mapping[str, Any]:
    """What holds for all rows; an error in what a recipe says has its place in the recipe as a note."""
    from commitments.edits.table.settings import settled_values

    options, lang = settled.defaults.set or (), session.words.lang
    try:
        return settled_values(options, reader, lang)
    except CommitmentsError as error:
        for name, texts in settled.recipe.set.items() if settled.recipe else ():
            with suppress(CommitmentsError):
                settled_values([f"{name}={text}" for text in texts], reader, lang)
                continue
            error.add_note(settled.recipe.place("set", name) if settled.recipe else "")
        raise


def _date_terms(session: Session, option: str | None, fiscal_year_starts: str | None) -> DateTerms:
    from commitments.cli.options.option_values import require_one_of
    from commitments.edits.dates.date_terms import DATE_ORDERS, settled_order
    from commitments.edits.dates.fiscal_years import month_of_start

    if option is not None:
        require_one_of("--dates", option, list(DATE_ORDERS))
    order = settled_order(session.workspace.settings.dates, session.lang, option)
    start = None if fiscal_year_starts is None else month_of_start(fiscal_year_starts)
    return replace(session.date_terms, order=order, fiscal_start=start)


def _table(session: Session, settled: SettledTable) -> Table:
    from commitments.cli.importing.table_draft import table_columns
    from commitments.writing.tables.import_table import Table

    return Table(settled.sheet, table_columns(session, settled, bool(settled.options.title)))


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
