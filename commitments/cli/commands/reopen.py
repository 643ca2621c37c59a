"""`commit reopen`: a closed commitment is open again, and the record says why."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli.completion import complete_status
from commitments.cli.edit_command import By, Day, Id, ReviewBy, Writing
from commitments.cli.options import Common, flattened
from commitments.errors import N_

Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help=N_("Why it reopens."))]
As = Annotated[
    str,
    typer.Option(
        "--as", metavar="STATUS", help=N_("The open status it gets."), autocompletion=complete_status
    ),
]


@flattened
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
    """Reopen it; 1 where that was refused."""
    from commitments.cli.edit_command import changed, standing
    from commitments.cli.option_values import date_option, require_one_of
    from commitments.cli.prompts.missing_flags import asked
    from commitments.cli.prompts.party_names import party_option
    from commitments.cli.session import session
    from commitments.edits import reopen as edits
    from commitments.model.lifecycle import OPEN, Status

    require_one_of("--as", to_status, [status.value for status in Status if status in OPEN])
    with session(common) as at:
        record = standing(at, id, writing)
        request = edits.Reopening(
            why=why,
            to_status=to_status,
            by=party_option(at, "--by", by),
            date=date_option(date),
            review_by=date_option(review_by),
            day=at.clock.today,
            lang=at.words.lang,
        )
        missing = edits.missing(record, request)
        request = asked(at, request, missing, lambda request: edits.steps(record, request))
        return changed(at, id, lambda record: edits.steps(record, request), writing)
