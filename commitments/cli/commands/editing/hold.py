"""`commit hold`: an occurrence took place, or was let go. Must not know how that is written."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli.completing.option_completion import complete_occurrence
from commitments.cli.editing.edit_command import Day, Evidence, EvidenceTitle, Id, MetOn, Writing
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_

Occurrence = Annotated[
    str | None,
    typer.Argument(
        metavar="OCCURRENCE",
        help=N_("The occurrence, as `commit show` names it, such as 2025-11."),
        autocompletion=complete_occurrence,
    ),
]

Lapsed = Annotated[
    str | None,
    typer.Option("--lapsed", metavar="TEXT", help=N_("Why it was let go, in the place of --met-on.")),
]


@flatten_options
def run(
    common: Common,
    writing: Writing,
    id: Id = None,
    occurrence: Occurrence = None,
    met_on: MetOn = None,
    lapsed: Lapsed = None,
    evidence: Evidence = None,
    title: EvidenceTitle = None,
    date: Day = None,
) -> int:
    """Write that an occurrence was held or let go; returns 1 where that was refused."""
    from commitments.cli.editing.edit_command import apply_edit, editable_record
    from commitments.cli.options.date_options import past_date_option
    from commitments.cli.prompts.missing_flags import ask_missing
    from commitments.cli.prompts.questions import can_ask
    from commitments.cli.record_session import session_to_edit
    from commitments.edits import hold as edits
    from commitments.edits.flags import given_fields, missing_title

    with session_to_edit(common, id, writing, lambda outline: bool(outline.repeats)) as (session, id):
        record = editable_record(session, id, writing)
        request = edits.Holding(
            occurrence=past_date_option(session, occurrence) or occurrence or "",
            met_on=past_date_option(session, met_on),
            lapsed=lapsed,
            evidence=evidence,
            title=title,
            date=past_date_option(session, date),
            day=session.clock.today,
            lang=session.words.lang,
        )
        missing = [
            *([] if request.occurrence else ["occurrence"]),
            *([] if request.met_on or request.lapsed else ["held_on"]),
            *missing_title(given_fields(request)),
        ]

        def steps(request: edits.Holding) -> object:
            return edits.steps(record, request)

        request = ask_missing(session, request, missing, steps, record)
        if "held_on" in missing and not request.met_on and can_ask():
            request = ask_missing(session, request, ["lapsed"], steps, record)
        return apply_edit(session, id, lambda record: edits.steps(record, request), writing)
