"""`commit trend`: how many records stood how, over time. Must not judge a record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.completing.word_completion import complete_period
from commitments.cli.options.option_groups import Common, Filters, Output, flatten_options
from commitments.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from commitments.cli.exporting.past_states import Heads
    from commitments.cli.session import Session
    from commitments.history.walk import ReportProgress
    from commitments.reports.trend import DayState, Trend, TrendFilter

    ReadStates = Callable[[TrendFilter, ReportProgress], Iterator[DayState]]

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
    from commitments.cli.emit import emit, tell_members
    from commitments.cli.exporting.past_states import day_states
    from commitments.cli.open_session import open_session
    from commitments.cli.options.option_values import require_one_of, selection
    from commitments.cli.progress import progress
    from commitments.render.trend import trend_answer
    from commitments.reports.trend import PERIODS, TrendFilter, trend

    require_one_of("--every", step, list(PERIODS))
    with open_session(common, on_roof=True) as session:
        days = _counted_days(session, first, last, step)
        heads = _heads(session, days, first is not None) if session.roof_view is None else None
        read_states = (
            partial(day_states, session, heads)
            if heads is not None
            else _roof_states(session, days, first is not None)
        )
        workspace = session.workspace
        picking = TrendFilter(selection(filters, session), workspace.registry)
        picking.meet(workspace.survey.outlines, workspace.registry, workspace.unread_ids())
        with progress(session.words) as tell:
            report = trend(read_states(picking, tell), session.clock)
        picking.require_known()
        if picking.unmatched:
            from commitments.cli.options.unmatched_words import tell_unmatched  # needed only for these

            tell_unmatched(picking.unmatched, session.words)
        answer = trend_answer(report, session.clock.today.isoformat(), session.words)
        emit(answer, output, session.screen(output))
        if heads is not None:
            _tell_start(session, heads)
        return max(_tell_unreadable(report, session), tell_members(session))


def _counted_days(session: Session, first: str | None, last: str | None, step: str) -> list[date]:
    """The days from `--from` to `--to`, by default those of the year before today."""
    from datetime import date

    from commitments.reports.trend import periods_before, trend_days

    end = _day_of_option(session, last, first=False) if last is not None else session.clock.today
    year_before = periods_before(end, 1, "year") or date.min
    start = _day_of_option(session, first, first=True) if first is not None else year_before
    return trend_days(start, end, step)


def _heads(session: Session, days: Sequence[date], with_all: bool) -> Heads:
    """Each counted day with the commit that was the head then, or None before history.

    Days before history are left out unless `with_all`, and always where a shallow clone hides them. Raises
    RevisionError where a shallow clone hides all of them.
    """
    from commitments.cli.exporting.past_states import heads_of_days
    from commitments.history.past_workspace import revision_of_day

    heads = heads_of_days(session, days)
    revisions = [revision for _, revision in heads]
    is_hidden = revisions[0] is None and session.repository.shallow and _tell_if_cut(session)
    if is_hidden and revisions[-1] is None:
        revision_of_day(session.repository, days[-1], session.zone)  # raises, and says why
    dated_heads = [head for head in heads if head[1] is not None]
    return heads if with_all and not is_hidden else dated_heads or heads[-1:]


def _roof_states(session: Session, days: Sequence[date], with_all: bool) -> ReadStates:
    """Reads the states of a roof on the counted days; see `_heads` for those that are left out."""
    from commitments.cli.exporting.roof_states import heads_of_parts, roof_day_states, shown_days
    from commitments.cli.options.history_limits import tell_shallow_start
    from commitments.cli.roof_session import RoofSession

    assert isinstance(session, RoofSession)
    parts = heads_of_parts(session, days)
    cut_parts = [(part.cut_at, part.part.names) for part in parts]
    for start in filter(None, dict.fromkeys(start for start, _ in cut_parts)):
        names = [names for cut_at, names in cut_parts if cut_at == start]
        tell_shallow_start(start, session.words, session.zone, names[0] if len(names) == 1 else None)
    return partial(roof_day_states, session, shown_days(days, parts, with_all), parts)


def _day_of_option(session: Session, text: str, first: bool) -> date:
    """The day that an option names, of a longer date the last or the `first`; the day of a named commit."""
    from datetime import date

    time = session.past_time(text, first)
    return time if isinstance(time, date) else time.day


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
