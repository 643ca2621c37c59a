"""`commit overdue`: what is late, the worst first."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from commitments.cli.options import Common, Filters, Output, flattened
from commitments.errors import N_, CommitmentsError

Within = Annotated[
    str | None,
    typer.Option("--within", metavar="DISTANCE", help=N_("Add what is due within this, such as 30d or 2w.")),
]
ExitCode = Annotated[bool, typer.Option("--exit-code", help=N_("Exit with 1 where the answer is not empty."))]

_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


@flattened
def run(
    filters: Filters, output: Output, common: Common, within: Within = None, exit_code: ExitCode = False
) -> int:
    """Answer, and say what could not be read."""
    from commitments.cli.emit import emit, tell_left_out
    from commitments.cli.session import session
    from commitments.render.status import overdue_answer
    from commitments.reports.overdue import overdue

    days = distance("--within", within) if within is not None else None
    with session(common) as at:
        report = overdue(at.selected(filters), at.clock, days)
        emit(overdue_answer(report, at.workspace.registry, at.words), output, at.screen(output))
        left_out = tell_left_out(at.workspace.survey.left_out(), at.words)
        return 1 if exit_code and report.rows else left_out


def distance(option: str, given: str) -> int:
    """Days in a distance such as `30d`, `2w`, `3m`, `1y`; raises CommitmentsError for anything else."""
    match = re.fullmatch(r"([0-9]{1,5})([dwmy])", given)
    if match is None:
        raise CommitmentsError(
            N_("{option} does not take {given}"),
            N_("Write a distance, such as 30d, 2w, 3m or 1y."),
            option=option,
            given=given,
        )
    return int(match[1]) * _DAYS[match[2]]
