"""`commit overdue`: what is late, the worst first."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from commitments.cli.options import AsOf, Common, Filters, Output, flattened
from commitments.errors import N_

Within = Annotated[
    str | None,
    typer.Option("--within", metavar="DISTANCE", help=N_("Add what is due within this, such as 30d or 2w.")),
]
ExitCode = Annotated[bool, typer.Option("--exit-code", help=N_("Exit with 1 where the answer is not empty."))]


@flattened
def run(
    filters: Filters,
    output: Output,
    common: Common,
    as_of: AsOf = None,
    within: Within = None,
    exit_code: ExitCode = False,
) -> int:
    """Answer, and say what could not be read."""
    from commitments.cli.emit import emit_records
    from commitments.cli.session import session
    from commitments.render.records.status import overdue_answer
    from commitments.reports.overdue import overdue

    with session(common, as_of=as_of) as at:
        report = overdue(at.selected(filters), at.clock, _days(within, at.clock.today))
        left_out = emit_records(at, overdue_answer(report, at.workspace.registry, at.words), output)
        return 1 if exit_code and report.rows else left_out


def _days(within: str | None, today: date) -> int | None:
    if within is None:
        return None
    from commitments.cli.time_options import days_within  # seldom needed

    return days_within(within, today)
