"""`commit nudge`: whom to write to about what, and the letters. Must not judge what is late."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.editing.edit_command import By, Writing
from commitments.cli.options.option_groups import AsOf, Common, Filters, Output, flatten_options
from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.reports.nudge import NudgeReport

Letters = Annotated[
    Path | None,
    typer.Option(
        "--letters",
        metavar="PATH",
        help=N_(
            "Write the letter to one lead as this file (.md or .eml), or one letter to each lead into this"
            " folder."
        ),
    ),
]
Sent = Annotated[
    bool,
    typer.Option(
        "--sent", help=N_("Record in the records of the leads of --lead that a reminder was sent to them.")
    ),
]
Text = Annotated[
    str | None,
    typer.Option(
        "--reminder", metavar="TEXT", help=N_("With --sent: what the reminder says, in your words.")
    ),
]
SentOn = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help=N_("With --sent: the day it was sent, if not today.")),
]


@flatten_options
def run(
    filters: Filters,
    output: Output,
    writing: Writing,
    common: Common,
    as_of: AsOf = None,
    letters: Letters = None,
    sent: Sent = False,
    reminder: Text = None,
    date: SentOn = None,
    by: By = None,
) -> int:
    """Write the answer, the letters or the reminders; returns 1 for what is not read and what is refused."""
    from commitments.cli.commands.reading.nudge_writing import (
        SentTerms,
        reminded_lead,
        require_fitting_options,
        write_letters,
        write_reminders,
    )
    from commitments.cli.emit import emit, tell_left_out
    from commitments.cli.member_names import plain_party
    from commitments.cli.open_session import open_session
    from commitments.cli.record_session import with_named_member
    from commitments.cli.whole_members import tell_unless_whole
    from commitments.render.nudge.answer import nudge_answer

    terms = SentTerms(writing, reminder, date, by)
    require_fitting_options(filters, output, as_of, letters, sent, terms)
    if sent:
        common, ids = with_named_member(common, filters.ids or ())
        filters = filters._replace(ids=list(ids))
    with open_session(common, as_of=as_of, on_roof=not sent) as session:
        filters = filters._replace(lead=[plain_party(session, lead) for lead in filters.lead or ()])
        report = _report(session, filters)
        if sent and not filters.lead and (lead := reminded_lead(session, report)):
            report = _report(session, filters._replace(lead=[lead]))
        if sent:
            return write_reminders(session, report, terms)
        if letters is not None:
            if tell_unless_whole(session):
                return 1
            write_letters(session, report, letters)
        else:
            registry, events = session.workspace.registry, session.workspace.events
            answer = nudge_answer(report, registry, session.words, events)
            emit(answer, output, session.screen(output))
        return tell_left_out(session)


def _report(session: Session, filters: Filters) -> NudgeReport:
    from commitments.reports.nudge import candidates, nudge
    from commitments.workspace.whole_records import read_record

    workspace = session.workspace
    outlines = session.selected_outlines(filters)
    commitments = (read_record(workspace, row.outline.path) for row in candidates(outlines, session.clock))
    records = {commitment.path: commitment.data for commitment in commitments if commitment}
    chosen = _bodies(session, filters.lead) if filters.lead else None
    report = nudge(outlines, records, session.clock, workspace.registry, chosen)
    roof = session.roof_view
    return report if roof is None else replace(report, is_told=roof.is_whole)


def _bodies(session: Session, names: list[str]) -> frozenset[str]:
    """The bodies that the words of `--lead` stand for."""
    from commitments.model.parties.party_reader import find_party

    registry = session.workspace.registry
    known = {party for outline in session.workspace.survey.outlines for party, _ in outline.roles()}
    return frozenset().union(
        *(registry.with_below_and_before(find_party(name, registry, known)) for name in names)
    )
