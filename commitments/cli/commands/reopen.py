"""`commit reopen`: opens a closed commitment again, with the reason. Must not know how that is written."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli.completion import complete_status
from commitments.cli.edit_command import By, Day, Id, ReviewBy, Writing
from commitments.cli.options import Common, flatten_options
from commitments.errors import N_

Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help=N_("Why it reopens."))]
As = Annotated[
    str,
    typer.Option(
        "--as", metavar="STATUS", help=N_("The open status it gets."), autocompletion=complete_status
    ),
]


@flatten_options
def run(
    id: Id,
    common: Common,
    writing: Writing,
    why: Why = None,
    to_status: As = "in_progress",
    by: By = None,
    date: Day = None,
    review_by: ReviewBy = None,
) -> int:
    """Reopen a commitment; returns 1 where that was refused."""
    from commitments.cli.edit_command import apply_edit, editable_record
    from commitments.cli.option_values import date_option, require_one_of
    from commitments.cli.prompts.missing_flags import ask_missing
    from commitments.cli.prompts.party_names import party_option
    from commitments.cli.session import open_session
    from commitments.edits import reopen as edits
    from commitments.model.lifecycle import OPEN_STATUSES, Status

    require_one_of("--as", to_status, [status.value for status in Status if status in OPEN_STATUSES])
    with open_session(common) as session:
        record = editable_record(session, id, writing)
        request = edits.Reopening(
            why=why,
            to_status=to_status,
            by=party_option(session, "--by", by),
            date=date_option(date),
            review_by=date_option(review_by),
            day=session.clock.today,
            lang=session.words.lang,
        )
        missing = edits.missing_flags(record, request)
        request = ask_missing(session, request, missing, lambda request: edits.steps(record, request))
        return apply_edit(session, id, lambda record: edits.steps(record, request), writing)
