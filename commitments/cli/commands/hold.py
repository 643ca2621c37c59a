"""`commit hold`: an occurrence of a recurring commitment took place."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli.edit_command import Day, Evidence, EvidenceTitle, Id, MetOn, Writing
from commitments.cli.options import Common, flattened
from commitments.errors import N_

Occurrence = Annotated[
    str, typer.Argument(metavar="OCCURRENCE", help=N_("Which one, as `commit show` names it: 2025-11."))
]


@flattened
def run(
    id: Id,
    occurrence: Occurrence,
    common: Common,
    writing: Writing,
    met_on: MetOn = None,
    evidence: Evidence = None,
    title: EvidenceTitle = None,
    date: Day = None,
) -> int:
    """Write that it was held; 1 where that was refused."""
    from commitments.cli.edit_command import changed, standing
    from commitments.cli.option_values import date_option
    from commitments.cli.prompts.missing_flags import asked
    from commitments.cli.session import session
    from commitments.edits import hold as edits
    from commitments.edits.flags import given, untitled

    with session(common) as at:
        record = standing(at, id, writing)
        request = edits.Holding(
            occurrence=date_option(occurrence) or occurrence,
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
