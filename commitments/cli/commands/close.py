"""`commit close`: how a commitment ended, with all that its status owes."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli.completion import complete_id, complete_status
from commitments.cli.edit_command import By, Day, Evidence, EvidenceTitle, Id, MetOn, Note, Writing
from commitments.cli.options import Common, flattened
from commitments.errors import N_, CommitmentsError

As = Annotated[
    str | None,
    typer.Option("--as", metavar="STATUS", help=N_("How it ended."), autocompletion=complete_status),
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=N_("Why, or what is missing."))]
SupersededBy = Annotated[
    str | None,
    typer.Option(
        "--superseded-by",
        metavar="ID",
        help=N_("The record that takes its place."),
        autocompletion=complete_id,
    ),
]


@flattened
def run(
    id: Id,
    common: Common,
    writing: Writing,
    to_status: As = None,
    met_on: MetOn = None,
    evidence: Evidence = None,
    title: EvidenceTitle = None,
    reason: Reason = None,
    superseded_by: SupersededBy = None,
    note: Note = None,
    by: By = None,
    date: Day = None,
) -> int:
    """Close it; 1 where that was refused."""
    from commitments.cli.edit_command import changed, standing
    from commitments.cli.option_values import date_option, require_one_of
    from commitments.cli.prompts.missing_flags import asked
    from commitments.cli.prompts.party_names import party_option
    from commitments.cli.prompts.questions import can_ask, choose
    from commitments.cli.session import session
    from commitments.edits import close as edits
    from commitments.edits.flags import given
    from commitments.edits.owed_fields import owed
    from commitments.model.lifecycle import OPEN, Status
    from commitments.render.labels import STATUS

    closed = [status.value for status in Status if status not in OPEN]
    with session(common) as at:
        record = standing(at, id, writing)
        request = edits.Closing(
            to_status=to_status or "",
            met_on=date_option(met_on),
            evidence=evidence,
            title=title,
            reason=reason,
            superseded_by=superseded_by,
            note=note,
            by=party_option(at, "--by", by),
            date=date_option(date),
            day=at.clock.today,
            lang=at.words.lang,
        )
        if to_status is None and can_ask():
            labels = [(item, at.words.say(STATUS[item])) for item in closed]
            to_status = choose(at.words, at.words.say("How it ended"), labels)
        if to_status is None:
            raise CommitmentsError(
                N_("It is not said how it ended"),
                N_("Give it with --as: {allowed}"),
                allowed=", ".join(closed),
            )
        require_one_of("--as", to_status, closed)
        request = request._replace(to_status=to_status)
        missing = owed(record, to_status, given(request))
        request = asked(at, request, missing, lambda request: edits.steps(record, request))
        return changed(at, id, lambda record: edits.steps(record, request), writing)
