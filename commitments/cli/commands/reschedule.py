"""`commit reschedule`: a deadline moves, and the record says from when, to when and why."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli.completion import complete_party
from commitments.cli.edit_command import Day, Id, Writing
from commitments.cli.options import Common, flattened
from commitments.errors import N_

Due = Annotated[str, typer.Argument(metavar="DATE", help=N_("The new deadline."))]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=N_("Why it moves."))]
AgreedBy = Annotated[
    str | None,
    typer.Option("--agreed-by", metavar="PARTY", help=N_("Who agreed to it."), autocompletion=complete_party),
]
Milestone = Annotated[
    str | None,
    typer.Option("--milestone", metavar="MILESTONE", help=N_("Move the deadline of this milestone instead.")),
]


@flattened
def run(
    id: Id,
    due: Due,
    common: Common,
    writing: Writing,
    reason: Reason = None,
    agreed_by: AgreedBy = None,
    milestone: Milestone = None,
    date: Day = None,
) -> int:
    """Move it; 1 where that was refused."""
    from commitments.cli.edit_command import changed, standing
    from commitments.cli.option_values import date_option
    from commitments.cli.prompts.missing_flags import asked
    from commitments.cli.prompts.party_names import party_option
    from commitments.cli.session import session
    from commitments.edits import reschedule as edits

    with session(common) as at:
        record = standing(at, id, writing)
        request = edits.Rescheduling(
            due=date_option(due) or due,
            reason=reason,
            agreed_by=party_option(at, "--agreed-by", agreed_by),
            milestone=milestone,
            date=date_option(date),
            day=at.clock.today,
            lang=at.words.lang,
        )
        missing = edits.missing(record, request)
        request = asked(
            at, request, missing, lambda request: edits.steps(record, request), reason=N_("Why it moves")
        )
        return changed(at, id, lambda record: edits.steps(record, request), writing)
