"""`commit milestone`: how a milestone stands."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli.edit_command import Day, Evidence, EvidenceTitle, Id, MetOn, Writing
from commitments.cli.options import Common, flattened
from commitments.errors import N_

Milestone = Annotated[str, typer.Argument(metavar="MILESTONE", help=N_("The id of the milestone."))]
Standing = Annotated[
    str, typer.Argument(metavar="STATUS", help=N_("met, partially_met, not_met, or scheduled again."))
]


@flattened
def run(
    id: Id,
    milestone: Milestone,
    to_status: Standing,
    common: Common,
    writing: Writing,
    met_on: MetOn = None,
    evidence: Evidence = None,
    title: EvidenceTitle = None,
    date: Day = None,
) -> int:
    """Write how it stands; 1 where that was refused."""
    from commitments.cli.edit_command import changed, standing
    from commitments.cli.option_values import date_option, require_one_of
    from commitments.cli.prompts.missing_flags import asked
    from commitments.cli.session import session
    from commitments.edits import milestone as edits
    from commitments.edits.flags import given, untitled
    from commitments.model.lifecycle import MilestoneStatus

    require_one_of("STATUS", to_status, [status.value for status in MilestoneStatus])
    with session(common) as at:
        record = standing(at, id, writing)
        request = edits.Marking(
            milestone=milestone,
            to_status=to_status,
            met_on=date_option(met_on),
            evidence=evidence,
            title=title,
            date=date_option(date),
            day=at.clock.today,
            lang=at.words.lang,
        )
        missing = untitled(given(request))
        request = asked(at, request, missing, lambda request: edits.steps(record, request))
        return changed(at, id, lambda record: edits.steps(record, request), writing)
