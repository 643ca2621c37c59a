"""`commit status`: what stands where."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli.options import AsOf, Common, Filters, Output, flattened
from commitments.errors import N_

All = Annotated[bool, typer.Option("--all", "-a", help=N_("Show closed records too."))]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="KEY", help=N_("Count by party, lead, kind, tag, status or part_of.")),
]


@flattened
def run(
    filters: Filters,
    output: Output,
    common: Common,
    as_of: AsOf = None,
    whole: All = False,
    by: By = None,
) -> int:
    """Answer, and say what could not be read."""
    from commitments.cli.emit import emit_records
    from commitments.cli.option_values import require_one_of, selection
    from commitments.cli.session import session
    from commitments.render.records.status import status_answer
    from commitments.reports.status import KEYS, status

    if by is not None:
        require_one_of("--by", by, list(KEYS))
    with session(common, as_of=as_of) as at:
        chosen = selection(filters)
        whole = whole or bool(chosen.status) or bool(chosen.ids)
        report = status(at.selected(filters), at.clock, whole, chosen.names_meetings, by)
        every = at.workspace.survey.outlines
        answer = status_answer(report, at.workspace.registry, every, by, at.words)
        return emit_records(at, answer, output)
