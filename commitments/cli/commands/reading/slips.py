"""`commit slips`: how often and how far deadlines moved. Must not measure a move itself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commitments.cli.completing.word_completion import listed_words
from commitments.cli.options.option_groups import Common, Filters, Limit, Output, flatten_options
from commitments.errors import N_, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commitments.changes.change import Change
    from commitments.cli.read_history import PartHistory
    from commitments.cli.session import PartSession, Session
    from commitments.model.outline import Outline
    from commitments.model.revision import Revision
    from commitments.reports.claimed_moves import MoveFacts
    from commitments.reports.slips import DeadlinesNow, SlipRow

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
    from commitments.cli.read_history import part_histories, tell_beginnings
    from commitments.render.slips.answer import slips_answer
    from commitments.reports.slip_order import SlipKey, list_slips
    from commitments.reports.slips import slips_report

    key, most = sort_key(sort, SlipKey, SlipKey.DAYS), list_limit(limit)
    with open_session(common, on_roof=True) as session:
        parts = part_histories(session)
        tell_beginnings(session, parts)
        report = slips_report(
            _slip_rows(session, filters, parts), with_unmoved, selection(filters, session).names_meetings
        )
        report = list_slips(report, key, most, session.lang)
        day = session.clock.today.isoformat()
        screen = session.screen(output)
        answer = slips_answer(
            report, day, session.workspace.registry, session.zone, session.words, screen.tells_totals
        )
        emit(answer, output, screen)
        return tell_left_out(session)


def _slip_rows(session: Session, filters: Filters, parts: Sequence[PartHistory]) -> list[SlipRow]:
    """What became of the deadlines of the records that a filter picks, part by part."""
    from commitments.reports.slips import slip_rows

    outlines = defaultdict(list)
    for outline in session.selected_outlines(filters):
        outlines[session.member_of(outline.id)].append(outline)
    rows = []
    for part, history in parts:
        records = _deadlines_now(session, outlines[part.names.member], history.changes)
        rows += slip_rows(history.changes, records, _move_facts(part))
    return rows


def _move_facts(part: PartSession) -> MoveFacts:
    """The day and the events of each commit that moved a deadline, asked for where they matter."""
    from functools import cache

    from commitments.history.past_events import event_dates_at
    from commitments.reports.claimed_moves import MoveFacts

    names, session = part

    @cache
    def event_dates(revision: Revision) -> Mapping[str, Any]:
        dates = event_dates_at(session.workspace, session.repository, revision)
        return {names.own_id(id): date for id, date in dates.items()}

    return MoveFacts(
        lambda revision: revision.day_or_today(session.zone, session.clock.today),
        event_dates,
    )


def _deadlines_now(
    session: Session, outlines: Sequence[Outline], rows: Sequence[Change]
) -> list[DeadlinesNow]:
    """The deadlines of some records.

    Reads the whole record where its outline does not tell. Raises WorkspaceError where a file just changed.
    """
    from commitments.reports.slips import current_deadlines, ids_without_claims
    from commitments.workspace.whole_records import read_record

    plain = ids_without_claims(rows)
    deadlines = []
    for outline in outlines:
        commitment = None if outline.id in plain else read_record(session.workspace, outline.path)
        if commitment is None and outline.id not in plain:
            raise WorkspaceError(
                N_("{path} changed while it was read"), N_("Run the command again."), path=outline.path
            )
        deadlines.append(current_deadlines(outline, commitment))
    return deadlines
