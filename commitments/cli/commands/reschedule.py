"""`commit reschedule`: moves a deadline, with the reason. Must not know how that is written."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli.completion import complete_party
from commitments.cli.edit_command import Day, Id, Writing
from commitments.cli.options import Common, flatten_options
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


@flatten_options
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
    """Move a deadline; returns 1 where that was refused."""
    from commitments.cli.date_options import coming_date_option, past_date_option
    from commitments.cli.edit_command import apply_edit, editable_record
    from commitments.cli.prompts.missing_flags import ask_missing
    from commitments.cli.prompts.party_names import party_option
    from commitments.cli.session import open_session
    from commitments.edits import reschedule as edits

    with open_session(common) as session:
        record = editable_record(session, id, writing)
        request = edits.Rescheduling(
            due=coming_date_option(session, due) or due,
            reason=reason,
            agreed_by=party_option(session, "--agreed-by", agreed_by),
            milestone=milestone,
            date=past_date_option(session, date),
            day=session.clock.today,
            lang=session.words.lang,
        )
        missing = edits.missing_flags(record, request)
        request = ask_missing(
            session, request, missing, lambda request: edits.steps(record, request), reason=N_("Why it moves")
        )
        return apply_edit(session, id, lambda record: edits.steps(record, request), writing)
