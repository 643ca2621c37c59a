"""`commit slips`: how often and how far deadlines moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options import Common, Filters, Output, flattened
from commitments.errors import N_, CommitmentsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commitments.changes.change import Change
    from commitments.cli.session import Session
    from commitments.reports.slips import DeadlinesNow

All = Annotated[
    bool, typer.Option("--all", "-a", help=N_("Show every record with a deadline, moved or not."))
]


@flattened
def run(filters: Filters, output: Output, common: Common, whole: All = False) -> int:
    """Answer, and say what could not be read."""
    from commitments.cli.emit import emit, tell_left_out
    from commitments.cli.option_values import selection
    from commitments.cli.read_history import history
    from commitments.cli.session import session
    from commitments.render.slips.answer import slips_answer
    from commitments.reports.slips import slips

    with session(common) as at:
        rows = history(at).changes
        report = slips(rows, _standing(at, filters, rows), whole, selection(filters).names_meetings)
        day = at.clock.today.isoformat()
        answer = slips_answer(report, day, at.workspace.registry, at.zone, at.words)
        emit(answer, output, at.screen(output))
        return tell_left_out(at)


def _standing(at: Session, filters: Filters, rows: Sequence[Change]) -> list[DeadlinesNow]:
    """The records a filter picks, read whole where their outline is not enough."""
    from commitments.reports.slips import standing, without_claims
    from commitments.workspace.whole_records import record

    plain = without_claims(rows)
    found = []
    for of in at.selected(filters):
        whole = None if of.id in plain else record(at.workspace, of.path)
        if whole is None and of.id not in plain:
            raise CommitmentsError(N_("{path} changed while it was read"), N_("Ask again."), path=of.path)
        found.append(standing(of, whole))
    return found
