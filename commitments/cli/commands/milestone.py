"""`commit milestone`: a milestone is met, or is not. Must not know how that is written."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli.completion import complete_milestone, complete_milestone_status
from commitments.cli.edit_command import Day, Evidence, EvidenceTitle, Id, MetOn, Writing
from commitments.cli.options import Common, flatten_options
from commitments.errors import N_

Milestone = Annotated[
    str,
    typer.Argument(
        metavar="MILESTONE",
        help=N_("The milestone, by its id or its title."),
        autocompletion=complete_milestone,
    ),
]
NewStatus = Annotated[
    str,
    typer.Argument(
        metavar="STATUS",
        help=N_("The new status."),
        autocompletion=complete_milestone_status,
    ),
]


@flatten_options
def run(
    id: Id,
    milestone: Milestone,
    to_status: NewStatus,
    common: Common,
    writing: Writing,
    met_on: MetOn = None,
    evidence: Evidence = None,
    title: EvidenceTitle = None,
    date: Day = None,
) -> int:
    """Write the status of a milestone; returns 1 where that was refused."""
    from commitments.cli.date_options import past_date_option
    from commitments.cli.edit_command import apply_edit, editable_record
    from commitments.cli.option_values import milestone_status_word
    from commitments.cli.prompts.missing_flags import ask_missing
    from commitments.cli.session import open_session
    from commitments.edits import milestone as edits
    from commitments.edits.flags import given_fields, missing_title

    to_status = milestone_status_word("STATUS", to_status)
    with open_session(common) as session:
        record = editable_record(session, id, writing)
        request = edits.Marking(
            milestone=milestone,
            to_status=to_status,
            met_on=past_date_option(session, met_on),
            evidence=evidence,
            title=title,
            date=past_date_option(session, date),
            day=session.clock.today,
            lang=session.words.lang,
        )
        missing = missing_title(given_fields(request))
        request = ask_missing(session, request, missing, lambda request: edits.steps(record, request))
        return apply_edit(session, id, lambda record: edits.steps(record, request), writing)
