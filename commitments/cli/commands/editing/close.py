"""`commit close`: how a commitment ended, with all that its status owes. Must not know what that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commitments.cli.completing.option_completion import complete_id, complete_party
from commitments.cli.completing.word_completion import complete_closed_status
from commitments.cli.editing.edit_command import Day, Evidence, EvidenceTitle, Id, MetOn, Note, Writing
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_, MissingError

if TYPE_CHECKING:
    from commitments.changes.evidence import OldEvidence
    from commitments.cli.session import Session
    from commitments.edits.close import Closing

As = Annotated[
    str | None,
    typer.Option("--as", metavar="STATUS", help=N_("How it ended."), autocompletion=complete_closed_status),
]
Reason = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help=N_("Why it closes, or what is missing."))
]
SupersededBy = Annotated[
    str | None,
    typer.Option(
        "--superseded-by",
        metavar="ID",
        help=N_("The record that replaces it."),
        autocompletion=complete_id,
    ),
]
ClosedBy = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="PARTY",
        help=N_("Whose doing it was; where nothing fell short, who says the note."),
        autocompletion=complete_party,
    ),
]


@flatten_options
def run(
    common: Common,
    writing: Writing,
    id: Id = None,
    to_status: As = None,
    met_on: MetOn = None,
    evidence: Evidence = None,
    title: EvidenceTitle = None,
    reason: Reason = None,
    superseded_by: SupersededBy = None,
    note: Note = None,
    by: ClosedBy = None,
    date: Day = None,
) -> int:
    """Close a commitment; returns 1 where that was refused."""
    from commitments.cli.editing.edit_command import editable_record
    from commitments.cli.editing.edit_with_parties import apply_edit
    from commitments.cli.named_records import named_id
    from commitments.cli.options.date_options import past_date_option
    from commitments.cli.prompts.missing_flags import ask_missing
    from commitments.cli.prompts.named_parties import party_option
    from commitments.cli.record_session import session_to_edit
    from commitments.edits import close as edits
    from commitments.edits.flags import given_fields
    from commitments.edits.owed_fields import missing_fields

    with session_to_edit(common, id, writing, lambda outline: outline.is_open) as (session, id):
        record = editable_record(session, id, writing)
        request = edits.Closing(
            to_status=to_status or "",
            met_on=past_date_option(session, met_on),
            evidence=evidence,
            title=title,
            reason=reason,
            superseded_by=superseded_by and named_id(session, superseded_by),
            note=note,
            by=party_option(session, "--by", by),
            date=past_date_option(session, date),
            day=session.clock.today,
            lang=session.words.lang,
        )
        to_status = _closing_status(session, record, to_status)
        request = request._replace(to_status=to_status)
        missing = missing_fields(record, to_status, given_fields(request))
        request = ask_missing(session, request, missing, lambda request: edits.steps(record, request), record)
        request = _with_newer_evidence(session, record, request)
        return apply_edit(session, id, lambda record: edits.steps(record, request), writing)


def _with_newer_evidence(session: Session, record: Mapping[str, Any], request: Closing) -> Closing:
    """The request with newer evidence, where the latest is old and the reader names any."""
    from commitments.cli.prompts.questions import can_ask
    from commitments.edits.close import old_evidence

    if can_ask() and (old := old_evidence(record, request)):
        return request._replace(title=_newer_evidence(session, old))
    return request


def _newer_evidence(session: Session, old: OldEvidence) -> str | None:
    """The title of newer evidence, where the reader has any; without it the edit brings a warning."""
    from commitments.cli.prompts.questions import ask
    from commitments.cli.streams import tell
    from commitments.render.safe import one_line

    words = session.words
    tell(
        words.say(
            "The latest evidence, {title} of {date}, is older than the news of {news}.",
            title=one_line(old.title),
            date=words.date(old.date),
            news=words.date(old.news),
        )
    )
    question = words.say("Newer evidence, or Enter for none")
    return ask(words, question, optional=True) or None


def _closing_status(session: Session, record: Mapping[str, Any], option: str | None) -> str:
    """The status of `--as`, else the one chosen on a terminal; raises UsageError for none or an open one."""
    from commitments.cli.given_back import remember_answer
    from commitments.cli.options.option_values import stored_word
    from commitments.cli.prompts.questions import can_ask, choose
    from commitments.edits.owed_fields import statuses_to_come
    from commitments.model.closed_lists import ClosedList, StoredWords
    from commitments.model.lifecycle import OPEN_STATUSES, Status
    from commitments.render.names.labels import STATUS

    closed = [status.value for status in Status if status not in OPEN_STATUSES]
    if option is None and can_ask():
        may_be = [status for status in closed if status in statuses_to_come(record)] or closed
        labels = [(status, session.words.say(STATUS[status])) for status in may_be]
        question = session.words.say("How it ended")
        option = choose(session.words, question, labels, closed_list=ClosedList.STATUS)
        remember_answer(session.words, "to_status", option)
    if option is None:
        raise MissingError(
            N_("The command must say how the commitment ended"),
            N_("Choose one with --as: {allowed}"),
            allowed=StoredWords(ClosedList.STATUS, tuple(closed)),
        )
    return stored_word("--as", option, ClosedList.STATUS, closed)
