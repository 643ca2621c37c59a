"""Leads the conversation of an import on a terminal: its questions, what rows become, what is kept.

Must not ask about a single row.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from commitments.cli.importing.conversation import Conversation
from commitments.cli.options.import_options import ImportMode
from commitments.cli.options.option_groups import Output
from commitments.cli.prompts.questions import ask, choose
from commitments.cli.streams import USUAL_WIDTH, say, tell, width
from commitments.render.imports.report import import_preview
from commitments.writing.tables.import_table import RowAction, TableImport
from commitments.writing.tables.recipe_file import recipe_path

if TYPE_CHECKING:
    from commitments.cli.session import Session


def ask_what_is_open(talk: Conversation, sync: bool) -> None:
    """Ask what the table does not say, and what its words mean; raises typer.Abort where the reader stops."""
    from commitments.cli.importing.column_questions import ask_columns
    from commitments.cli.importing.same_rows import ask_whose_rows
    from commitments.cli.importing.word_questions import ask_words

    ask_columns(talk)
    ask_words(talk, sync)
    ask_whose_rows(talk, sync)


def ask_what_to_do(talk: Conversation, result: TableImport, mode: ImportMode) -> tuple[ImportMode, str]:
    """Show three rows as they would become, and ask what to do; returns the name of the recipe, too.

    Nothing is written meanwhile, so that who goes back to a question has written nothing.
    """
    show_preview(talk.session, result)
    recipe = mode.save_recipe or _recipe_name(talk.session)
    return (mode if mode.write else _offer_writing(talk.session, result, mode)), recipe


def show_preview(session: Session, result: TableImport) -> None:
    """Show three rows of a table as they would become."""
    screen = replace(session.screen(Output()), width=width(sys.stderr) or USUAL_WIDTH, color=False)
    if preview := import_preview(result, session.workspace.registry, screen):
        tell(session.words.say("So the rows would become:"))
        say(preview.rstrip("\n"))


def _recipe_name(session: Session) -> str:
    """The name of the recipe that keeps the answers; empty for none."""
    tell(session.words.say("A recipe keeps the answers for the next table with these headings."))
    question = session.words.say("Name of the recipe, or Enter for none")
    return ask(session.words, question, check=recipe_path, optional=True)


def _offer_writing(session: Session, result: TableImport, mode: ImportMode) -> ImportMode:
    words = session.words
    faulty, ready = result.count(RowAction.FAULT), sum(row.writes for row in result.rows)
    if not ready or result.beside:
        return mode
    if faulty and not mode.skip_faulty:
        tell(words.count(faulty, "{n} row has faults.", "{n} rows have faults."))
        write = words.count(ready, "Write the other {n} record", "Write the other {n} records")
    else:
        write = words.count(ready, "Write {n} record", "Write {n} records")
    choices = [("yes", write), ("no", words.say("Write nothing yet"))]
    if choose(words, words.say("What shall be done"), choices) != "yes":
        return mode
    return mode._replace(write=True, skip_faulty=mode.skip_faulty or bool(faulty))
