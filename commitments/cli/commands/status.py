"""`commit status`: what stands where. Must not judge a record."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli.options import AsOf, Common, Filters, Output, flatten_options
from commitments.errors import N_

All = Annotated[bool, typer.Option("--all", "-a", help=N_("Show closed records too."))]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="KEY", help=N_("Count by party, lead, kind, tag, status or part_of.")),
]


@flatten_options
def run(
    filters: Filters,
    output: Output,
    common: Common,
    as_of: AsOf = None,
    with_closed: All = False,
    by: By = None,
) -> int:
    """Write the answer and say what could not be read; returns 1 where there is any such record."""
    from commitments.cli.emit import emit_records
    from commitments.cli.option_values import require_one_of, selection
    from commitments.cli.session import open_session
    from commitments.render.records.status import status_answer
    from commitments.reports.status import GROUP_KEYS, status

    if by is not None:
        require_one_of("--by", by, list(GROUP_KEYS))
    with open_session(common, as_of=as_of) as session:
        chosen = selection(filters, session)
        with_closed = with_closed or chosen.shows_closed
        picked = session.selected_outlines(filters)
        report = status(picked, session.clock, with_closed, chosen.names_meetings, by)
        workspace = session.workspace
        answer = status_answer(
            report, workspace.registry, workspace.survey.outlines, by, session.words, workspace.events
        )
        return emit_records(session, answer, output)
