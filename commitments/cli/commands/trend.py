"""`commit trend`: how many records stood how, over time. Must not judge a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.completing.word_completion import complete_period
from commitments.cli.options.option_groups import Common, Filters, Output, flatten_options
from commitments.errors import N_

if TYPE_CHECKING:
    from datetime import date

    from commitments.cli.exporting.past_states import Heads
    from commitments.cli.session import Session
    from commitments.reports.trend import Trend

From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DATE|REVISION",
        help=N_("The first day, or how long ago; by default a year before --to."),
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        "--to", metavar="DATE|REVISION", help=N_("The last day, or how long ago; by default today.")
    ),
]
Every = Annotated[
    str,
    typer.Option(
        "--every",
        metavar="STEP",
        help=N_("Count each day, week, month, quarter or year."),
        autocompletion=complete_period,
    ),
]


@flatten_options
def run(
    filters: Filters,
    output: Output,
    common: Common,
    first: From = None,
    last: To = None,
    step: Every = "month",
) -> int:
    """Write the answer, and say on how many days records could not be read; returns 1 where there are any."""
    from commitments.cli.emit import emit
    from commitments.cli.exporting.past_states import day_states
    from commitments.cli.open_session import open_session
    from commitments.cli.options.option_values import require_one_of, selection
    from commitments.cli.progress import progress
    from commitments.render.trend import trend_answer
    from commitments.reports.trend import PERIODS, TrendFilter, trend

    require_one_of("--every", step, list(PERIODS))
    with open_session(common, on_roof=True) as session:
        heads = _heads(session, first, last, step)
        workspace = session.workspace
        picking = TrendFilter(selection(filters, session), workspace.registry)
        picking.meet(workspace.survey.outlines, workspace.registry, workspace.unread_ids())
        with progress(session.words) as tell:
            report = trend(day_states(session, heads, picking, tell), session.clock.due_soon_days)
        picking.require_known()
        if picking.unmatched:
            from commitments.cli.options.unmatched_words import tell_unmatched  # needed only for these

            tell_unmatched(picking.unmatched, session.words)
        answer = trend_answer(report, session.clock.today.isoformat(), session.words)
        emit(answer, output, session.screen(output))
        _tell_start(session, heads)
        return _tell_unreadable(report, session)


def _heads(session: Session, first: str | None, last: str | None, step: str) -> Heads:
    """Each counted day with the commit that was the head then, or None before history.

    Days before history are left out unless `--from` asks for them, and always where a shallow clone hides
    them. Raises RevisionError where a shallow clone hides all of them.
    """
    from datetime import date

    from commitments.cli.exporting.past_states import heads_of_days
    from commitments.history.past_workspace import revision_of_day
    from commitments.reports.trend import periods_before, trend_days

    end = _day_of_option(session, last, first=False) if last is not None else session.clock.today
    year_before = periods_before(end, 1, "year") or date.min
    start = _day_of_option(session, first, first=True) if first is not None else year_before
    counted_days = trend_days(start, end, step)
    heads = heads_of_days(session, counted_days)
    revisions = [revision for _, revision in heads]
    is_hidden = revisions[0] is None and session.repository.shallow and _tell_if_cut(session)
    if is_hidden and revisions[-1] is None:
        revision_of_day(session.repository, end, session.zone)  # raises, and says why
    dated_heads = [head for head in heads if head[1] is not None]
    return heads if first is not None and not is_hidden else dated_heads or heads[-1:]


def _day_of_option(session: Session, text: str, first: bool) -> date:
    """The day that an option names, of a longer date the last or the `first`; the day of a named commit."""
    from commitments.cli.options.date_options import past_time
    from commitments.history.past_workspace import named_revision

    day_or_name = past_time(session, text, first)
    if isinstance(day_or_name, str):
        return named_revision(session.repository, day_or_name).day(session.zone)
    return day_or_name


def _tell_if_cut(session: Session) -> bool:
    """Say where a shallow clone cuts off the main line; returns whether it does."""
    from collections import deque

    from commitments.cli.options.history_limits import tell_shallow_start

    oldest = deque(session.repository.main_line(session.repository.head or ""), 1)[0]
    if not oldest.parents or session.repository.resolve(oldest.parents[0]):
        return False
    tell_shallow_start(oldest, session.words, session.zone)
    return True


def _tell_start(session: Session, heads: Heads) -> None:
    """Say with which commit history begins, where the first head holds no records yet."""
    from commitments.cli.options.history_limits import tell_history_start
    from commitments.history.past_workspace import PastWorkspaces, holds_records

    past = PastWorkspaces(session.workspace, session.repository)
    oldest = next((revision for _, revision in heads if revision), None)
    if oldest and not holds_records(past.at(oldest)) and (first := past.beginning()):
        tell_history_start(first, session.words, session.zone)


def _tell_unreadable(report: Trend, session: Session) -> int:
    """Say on how many days records could not be read; returns 1 where there are any, else 0."""
    from commitments.cli.streams import say

    days = [point.day for point in report.points if point.unreadable]
    if days:
        say(
            session.words.count(
                len(days),
                "On {n} of these days some records could not be read and are not counted: {day}.",
                "On {n} of these days some records could not be read and are not counted, the first {day}.",
                day=session.words.date(days[0].isoformat()),
            )
        )
    return 1 if days else 0
