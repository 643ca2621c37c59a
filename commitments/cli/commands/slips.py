"""`commit slips`: how often and how far deadlines moved. Must not measure a move itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from commitments.cli.completing.word_completion import listed_words
from commitments.cli.options.option_groups import Common, Filters, Limit, Output, flatten_options
from commitments.errors import N_, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commitments.changes.change import Change
    from commitments.cli.session import Session
    from commitments.model.revision import Revision
    from commitments.reports.claimed_moves import MoveFacts
    from commitments.reports.slips import DeadlinesNow

All = Annotated[
    bool, typer.Option("--all", "-a", help=N_("Show every record with a deadline, moved or not."))
]

_SORT_KEYS = "days|moves|late|due|title|id"
Sort = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar=_SORT_KEYS,
        help=N_("The order of the list."),
        autocompletion=listed_words(_SORT_KEYS),
    ),
]


@flatten_options
def run(
    filters: Filters,
    output: Output,
    common: Common,
    with_unmoved: All = False,
    sort: Sort = None,
    limit: Limit = None,
) -> int:
    """Write the answer and say what could not be read; returns 1 where there is any such record."""
    from commitments.cli.emit import emit, tell_left_out
    from commitments.cli.open_session import open_session
    from commitments.cli.options.option_values import list_limit, selection, sort_key
    from commitments.cli.read_history import read_history
    from commitments.render.slips.answer import slips_answer
    from commitments.reports.slip_order import SlipKey, list_slips
    from commitments.reports.slips import slips

    key, most = sort_key(sort, SlipKey, SlipKey.DAYS), list_limit(limit)
    with open_session(common, on_roof=True) as session:
        rows = read_history(session).changes
        report = slips(
            rows,
            _deadlines_now(session, filters, rows),
            with_unmoved,
            selection(filters, session).names_meetings,
            _move_facts(session),
        )
        report = list_slips(report, key, most, session.lang)
        day = session.clock.today.isoformat()
        answer = slips_answer(report, day, session.workspace.registry, session.zone, session.words)
        emit(answer, output, session.screen(output))
        return tell_left_out(session)


def _move_facts(session: Session) -> MoveFacts:
    """The day and the events of each commit that moved a deadline, asked for where they matter."""
    from functools import cache

    from commitments.history.past_events import event_dates_at
    from commitments.reports.claimed_moves import MoveFacts

    workspace, repository, today = session.workspace, session.repository, session.clock.today

    @cache
    def event_dates(revision: Revision) -> Mapping[str, Any]:
        return event_dates_at(workspace, repository, revision)

    return MoveFacts(
        lambda revision: revision.day(session.zone) if revision.id else today,
        event_dates,
    )


def _deadlines_now(session: Session, filters: Filters, rows: Sequence[Change]) -> list[DeadlinesNow]:
    """The deadlines of the records that a filter picks.

    Reads the whole record where its outline does not tell. Raises WorkspaceError where a file just changed.
    """
    from commitments.reports.slips import current_deadlines, ids_without_claims
    from commitments.workspace.whole_records import read_record

    plain = ids_without_claims(rows)
    deadlines = []
    for outline in session.selected_outlines(filters):
        commitment = None if outline.id in plain else read_record(session.workspace, outline.path)
        if commitment is None and outline.id not in plain:
            raise WorkspaceError(
                N_("{path} changed while it was read"), N_("Run the command again."), path=outline.path
            )
        deadlines.append(current_deadlines(outline, commitment))
    return deadlines
