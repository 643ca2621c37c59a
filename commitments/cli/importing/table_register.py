"""Plans the records of a new register from a table, in a folder that nobody sees. Writes no register.

The files are then written with all others of the register, or none of them.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commitments.cli.importing.conversation import Conversation
from commitments.cli.importing.import_request import import_request
from commitments.cli.importing.questions import ask_what_is_open, ask_what_to_do
from commitments.cli.importing.saved_recipe import recipe_of
from commitments.cli.importing.settled_table import SettledTable, settled_table
from commitments.cli.importing.table_draft import table_party_draft, tell_draft
from commitments.cli.options.import_options import ImportMode, NewTable, RecordDefaults, TableOptions
from commitments.cli.options.option_groups import Common, Output
from commitments.cli.prompts.questions import can_ask
from commitments.cli.session import Session
from commitments.cli.streams import tell
from commitments.edits.table.recipe_text import recipe_text
from commitments.render.imports.answer import import_answer
from commitments.render.imports.notices import import_notices, table_notices
from commitments.render.imports.recipe_notices import closing_notices, recipe_notices
from commitments.render.imports.report import ImportRun
from commitments.workspace.open_workspace import Workspace
from commitments.writing.make_register import make_register
from commitments.writing.register_files import RegisterFile, RegisterTerms, register_files
from commitments.writing.tables.import_plan import plan_import
from commitments.writing.tables.import_table import ImportOrders, TableImport, run_import
from commitments.writing.tables.recipe_file import recipe_path

if TYPE_CHECKING:
    from commitments.model.parties.party import Registry
    from commitments.writing.tables.import_plan import ImportRequest


@dataclass
class TableRegister:
    """What a table becomes in a new register."""

    session: Session
    settled: SettledTable
    registry: Registry
    result: TableImport
    files: tuple[RegisterFile, ...]
    """The records, the parties and the recipe; empty where nothing is to be written."""

    def with_files(self, files: Sequence[RegisterFile]) -> list[RegisterFile]:
        """The files of a register, with those of the table in the place of the empty ones."""
        paths = {file.path for file in self.files}
        return [*(file for file in files if file.path not in paths), *self.files]

    def show(self, is_written: bool) -> None:
        """Answer as `commit import` does."""
        from commitments.cli.emit import emit

        if is_written:
            self.result.written += [file.path for file in self.files]
        ran = ImportRun(str(self.settled.file), self.session.clock.today, is_written, bool(self.files))
        answer = import_answer(self.result, ran, self.registry, self.session.words)
        emit(answer, Output(), self.session.screen(Output()))


def plan_table_register(
    terms: RegisterTerms, common: Common, table: NewTable, options: TableOptions, defaults: RecordDefaults
) -> TableRegister:
    """The files that a table gives a new register; asks on a terminal what the table does not say.

    Raises CommitmentsError for a table that cannot be read.
    """
    assert table.from_table is not None
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        make_register(place, place, register_files(terms), refresh=False, with_tool=False)
        session = Session(Workspace(place, os.environ, use_cache=False), common)
        return _planned(session, table, options, defaults)


def _planned(
    session: Session, table: NewTable, options: TableOptions, defaults: RecordDefaults
) -> TableRegister:
    assert table.from_table is not None
    settled = settled_table(session, table.from_table, options, defaults)
    for line in recipe_notices(settled.recipe, settled.offered, session.words):
        tell(line)
    talk = Conversation(session, settled, options, defaults, adds_parties=True)
    if can_ask():
        ask_what_is_open(talk, sync=False)
    draft = table_party_draft(session, talk.settled)
    request = import_request(session, talk.settled, False, draft)
    result = _result(session, request, table.skip_faulty)
    for line in (
        *table_notices(request.table, request.terms, session.words),
        *import_notices(result, request.document, session.words),
        *closing_notices(result, request, session.words),
    ):
        tell(line)
    tell_draft(draft, session.words)
    mode, recipe = ImportMode(True, table.skip_faulty), table.save_recipe
    if talk.answers:
        mode, recipe = ask_what_to_do(talk, result, mode._replace(write=False, save_recipe=recipe))
        result = _result(session, request, mode.skip_faulty)
    is_ready = mode.write and (mode.skip_faulty or not result.faulty) and not result.beside
    files = tuple(_files(session.workspace, talk, request, result, recipe)) if is_ready else ()
    return TableRegister(session, talk.settled, request.reader.registry, result, files)


def _result(session: Session, request: ImportRequest, skips_faulty: bool) -> TableImport:
    orders = ImportOrders(session.clock.today, write=False, skip_faulty=skips_faulty)
    return run_import(session.workspace, lambda workspace: plan_import(workspace, request), orders)


def _files(
    workspace: Workspace, talk: Conversation, request: ImportRequest, result: TableImport, recipe: str | None
) -> Iterator[RegisterFile]:
    for path, text in result.texts(workspace).items():
        yield RegisterFile(path, text.new)
    if recipe:
        settled = recipe_of(recipe_path(recipe), talk.settled, request.table.columns)
        yield RegisterFile(settled.path, recipe_text(settled).encode())
