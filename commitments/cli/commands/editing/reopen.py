"""`commit reopen`: opens a closed commitment again, with the reason. Must not know how that is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.completing.word_completion import complete_reopened_status
from commitments.cli.editing.edit_command import By, Day, Id, ReviewBy, Writing
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_, MissingError

if TYPE_CHECKING:
    from commitments.cli.session import Session

Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help=N_("Why it reopens."))]
As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="STATUS",
        help=N_("The open status it gets; by default the last one that git knows."),
        autocompletion=complete_reopened_status,
    ),
]


@flatten_options
def run(
    common: Common,
    writing: Writing,
    id: Id = None,
    why: Why = None,
    to_status: As = None,
    by: By = None,
    date: Day = None,
    review_by: ReviewBy = None,
) -> int:
    """Reopen a commitment; returns 1 where that was refused."""
    from commitments.cli.editing.edit_command import editable_record
    from commitments.cli.editing.edit_with_parties import apply_edit
    from commitments.cli.options.date_options import coming_date_option, past_date_option
    from commitments.cli.prompts.missing_flags import ask_missing
    from commitments.cli.prompts.named_parties import party_option
    from commitments.cli.record_session import session_to_edit
    from commitments.edits import reopen as edits

    if to_status is not None:
        to_status = _open_status(to_status)
    with session_to_edit(common, id, writing, lambda outline: not outline.is_open) as (session, id):
        record = editable_record(session, id, writing)
        request = edits.Reopening(
            why=why,
            to_status=to_status or "",
            by=party_option(session, "--by", by),
            date=past_date_option(session, date),
            review_by=coming_date_option(session, review_by),
            day=session.clock.today,
            lang=session.words.lang,
        )
        edits.require_closed(record)
        request = request._replace(to_status=to_status or _last_status(session, str(record.get("id", id))))
        missing = edits.missing_flags(record, request)
        request = ask_missing(session, request, missing, lambda request: edits.steps(record, request), record)
        return apply_edit(session, id, lambda record: edits.steps(record, request), writing)


def _open_status(text: str) -> str:
    """The status in which a closed record opens again; raises UsageError for a text that means none."""
    from commitments.cli.options.option_values import stored_word
    from commitments.edits.reopen import REOPENED_STATUSES
    from commitments.model.closed_lists import ClosedList

    return stored_word("--as", text, ClosedList.STATUS, list(REOPENED_STATUSES))


def _last_status(session: Session, id: str) -> str:
    """The last open status that git knows, else the one chosen on a terminal; raises UsageError for none."""
    from commitments.cli.given_back import remember_answer
    from commitments.cli.prompts.questions import can_ask, choose
    from commitments.cli.read_history import record_history
    from commitments.edits.reopen import REOPENED_STATUSES
    from commitments.model.closed_lists import ClosedList, StoredWords
    from commitments.render.names.labels import STATUS
    from commitments.reports.last_status import last_open_status

    history = record_history(session, id)
    status = last_open_status(history.changes) if history else None
    if status in REOPENED_STATUSES:
        return str(status)
    if can_ask():
        labels = [(word, session.words.say(STATUS[word])) for word in REOPENED_STATUSES]
        question = session.words.say("The open status it gets")
        chosen = choose(session.words, question, labels, closed_list=ClosedList.STATUS)
        remember_answer(session.words, "to_status", chosen)
        return chosen
    raise MissingError(
        N_("Git does not know in which open status it stood"),
        N_("Choose one with --as: {allowed}"),
        allowed=StoredWords(ClosedList.STATUS, tuple(REOPENED_STATUSES)),
    )
