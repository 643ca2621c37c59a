"""Asks which column is the status, and for the days of notes and of what is suspended. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from commitments.cli.importing.conversation import Conversation
from commitments.cli.options.date_options import coming_date_option, past_date_option
from commitments.cli.prompts.questions import ask, choose
from commitments.edits.table.cells import is_blank
from commitments.edits.table.column_names import TOPIC_COLUMNS
from commitments.edits.table.stated_status import lost_statuses, stated_status
from commitments.model.lifecycle import Status
from commitments.reading.tables.sheet import CellValue, column_letters
from commitments.writing.tables.unfit_cells import numbers_columns

if TYPE_CHECKING:
    from commitments.writing.tables.import_plan import ImportRequest


def rows_of_table(request: ImportRequest) -> Iterator[Sequence[CellValue]]:
    """The rows below the headings, without one that numbers the columns."""
    header = request.table.columns.header
    for number, row in enumerate(request.table.sheet.rows[header:]):
        if row and not (number == 0 and numbers_columns(row)):
            yield row


def ask_status_columns(talk: Conversation, request: ImportRequest) -> None:
    """Ask whether a column of notes is the status, where some of its cells state one."""
    words, columns = talk.session.words, request.table.columns
    rows = list(rows_of_table(request))
    for name, count in lost_statuses(columns, rows, request.reader).items():
        column = columns.fields[name]
        heading = columns.headings[column]
        choices = [
            ("status", words.say("The status of its row")),
            (name, words.say("A text, whatever the status is")),
        ]
        question = words.count(
            count,
            "{n} cell of the column “{heading}” states a status. What is the column",
            "{n} cells of the column “{heading}” state a status. What is the column",
            heading=heading,
        )
        key = heading if columns.headings.count(heading) == 1 else column_letters(column)
        answer = choose(words, question, choices)
        talk.settle("map", f"{key}={answer}")
        if answer == "status":
            return


def ask_review(talk: Conversation, request: ImportRequest) -> None:
    """Ask when what is suspended is looked at again, and since when it is, as its status owes both."""
    column = request.table.columns.field_column("status")
    if column is None:
        return
    stated = [
        stated_status(row[column], request.reader)
        for row in rows_of_table(request)
        if column < len(row) and not is_blank(row[column])
    ]
    suspended = [state for state in stated if state is not None and state.status == Status.SUSPENDED]
    if not suspended:
        return
    words, given = talk.session.words, {*request.table.columns.fields, *request.settled}
    if "review_by" not in given:
        question = words.say("When is what is suspended looked at again; Enter leaves it open")
        answer = ask(
            words, question, check=lambda text: coming_date_option(talk.session, text), optional=True
        )
        if answer:
            talk.settle("set", f"review_by={coming_date_option(talk.session, answer)}")
    has_day = "updates.date" in given or all(state.day is not None for state in suspended)
    if request.terms.noted_on is None and not has_day and not _notes(request):
        _ask_date(talk, words.say("Since when is it suspended; Enter leaves it open"))


def _notes(request: ImportRequest) -> list[str]:
    names = request.table.columns.fields
    return [name for name in names if name.removesuffix(".en").removesuffix(".vi") in TOPIC_COLUMNS]


def ask_day_of_notes(talk: Conversation, request: ImportRequest) -> None:
    """Ask for the day of notes in a table that dates none."""
    columns, notes = request.table.columns, _notes(request)
    if not notes or "updates.date" in columns.fields or request.terms.noted_on is not None:
        return
    question = talk.session.words.say(
        "Of what day are the notes in the column “{heading}”; Enter leaves them out",
        heading=columns.headings[columns.fields[notes[0]]],
    )
    _ask_date(talk, question)


def _ask_date(talk: Conversation, question: str) -> None:
    """Ask for the day of all that is news in the table."""
    words = talk.session.words
    answer = ask(words, question, check=lambda text: past_date_option(talk.session, text), optional=True)
    if answer:
        talk.settle_once("date", past_date_option(talk.session, answer) or answer)
