"""`commit overdue`: what is late, the worst first. Must not judge what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from commitments.cli.options.option_groups import AsOf, Common, Filters, ListOptions, Output, flatten_options
from commitments.errors import N_

Within = Annotated[
    str | None,
    typer.Option(
        "--within", metavar="DISTANCE", help=N_("Also list what is due within this time, such as 30d or 2w.")
    ),
]
ExitCode = Annotated[bool, typer.Option("--exit-code", help=N_("Exit with 1 if the answer is not empty."))]


@flatten_options
def run(
    filters: Filters,
    listing: ListOptions,
    output: Output,
    common: Common,
    as_of: AsOf = None,
    within: Within = None,
    exit_code: ExitCode = False,
) -> int:
    """Write the answer and say what could not be read.

    Returns 1 where a record could not be read, or with `--exit-code` where something is late.
    """
    from commitments.cli.emit import emit_records
    from commitments.cli.open_session import open_session
    from commitments.cli.options.option_values import list_terms
    from commitments.render.records.status import overdue_answer
    from commitments.reports.list_order import ListTerms, SortKey, list_records
    from commitments.reports.overdue import overdue

    terms = list_terms(listing)
    with open_session(common, as_of=as_of, on_roof=True) as session:
        report = overdue(
            session.selected_outlines(filters), session.clock, _days_of_option(within, session.clock.today)
        )
        if terms != ListTerms():
            rows, hidden = list_records(report.rows, terms, session.lang)
            report = replace(report, rows=rows, hidden=hidden, is_by_urgency=terms.sort is SortKey.URGENCY)
        workspace = session.workspace
        answer = overdue_answer(report, workspace.registry, session.words, workspace.events)
        is_cut = listing == ListOptions() and not filters.ids
        left_out = emit_records(session, answer, output, is_cut)
        return 1 if exit_code and report.rows else left_out


def _days_of_option(within: str | None, today: date) -> int | None:
    if within is None:
        return None
    from commitments.cli.options.date_options import days_within  # needed only for this option

    return days_within(within, today)
