"""`commit trend`: how many stood how, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options import Common, Filters, Output, flattened
from commitments.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from commitments.cli.session import Session
    from commitments.history.walk import Tell
    from commitments.model.revision import Revision
    from commitments.reports.trend import Picking, State, Trend
    from commitments.workspace.open_workspace import Workspace

    Heads = Sequence[tuple[date, Revision | None]]

From = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="DATE|REVISION", help=N_("The first day, or how long ago; else a year before --to.")
    ),
]
To = Annotated[
    str | None,
    typer.Option("--to", metavar="DATE|REVISION", help=N_("The last day, or how long ago; else today.")),
]
Every = Annotated[
    str, typer.Option("--every", metavar="STEP", help=N_("Count each day, week, month, quarter or year."))
]


@flattened
def run(
    filters: Filters,
    output: Output,
    common: Common,
    first: From = None,
    last: To = None,
    every: Every = "month",
) -> int:
    """Answer, and say where records could not be read."""
    from commitments.cli.emit import emit
    from commitments.cli.option_values import require_one_of, selection
    from commitments.cli.read_history import progress
    from commitments.cli.session import session
    from commitments.render.trend import trend_answer
    from commitments.reports.trend import STEPS, Picking, trend

    require_one_of("--every", every, list(STEPS))
    with session(common) as at:
        heads = _heads(at, first, last, every)
        picking = Picking(selection(filters), at.workspace.registry)
        picking.meet(at.workspace.survey.outlines, at.workspace.registry, at.workspace.unread_ids())
        with progress(at.words) as tell:
            found = trend(_states(at, heads, picking, tell), at.clock.due_soon_days)
        picking.require_known()
        emit(trend_answer(found, at.clock.today.isoformat(), at.words), output, at.screen(output))
        _tell_begun(at, heads)
        return _tell_unreadable(found, at)


def _heads(at: Session, first: str | None, last: str | None, every: str) -> Heads:
    """Each day with the commit that stood then.

    Days before history are left out unless they were asked for, and wherever a shallow clone hides them.
    """
    from datetime import date

    from commitments.history.past_workspace import on_day
    from commitments.reports.trend import back, days, standing_on
    from commitments.workspace.bare_repository import head_of

    end = _day(at, "--to", last) if last is not None else at.clock.today
    start = _day(at, "--from", first) if first is not None else back(end, 1, "year") or date.min
    every_day = days(start, end, every)
    found = standing_on(at.repository.main_line(head_of(at.repository)), every_day, at.zone)
    heads = list(zip(every_day, found, strict=True))
    hidden = found[0] is None and at.repository.shallow and _is_cut(at)
    if hidden and found[-1] is None:
        on_day(at.repository, end, at.zone)  # the same
    known = [head for head in heads if head[1] is not None]
    return heads if first is not None and not hidden else known or heads[-1:]


def _day(at: Session, option: str, given: str) -> date:
    """The day that an option names; of a commit, that of its committing."""
    from commitments.cli.time_options import moment
    from commitments.history.past_workspace import named_revision

    found = moment(option, given, at.clock.today)
    return named_revision(at.repository, found).day(at.zone) if isinstance(found, str) else found


def _states(at: Session, heads: Heads, picking: Picking, tell: Tell) -> Iterator[State]:
    """What stood on each day; a commit that stood for several is looked at once."""
    from commitments.history.past_workspace import Past
    from commitments.reports.trend import State

    past = Past(at.workspace, at.repository)
    newest = heads[-1][1]
    before: Revision | None = None
    state: State | None = None
    for done, (day, revision) in enumerate(heads):
        tell(done, len(heads))
        if state is None or revision != before:
            state = _state(day, past.at(revision), picking, revision == newest) if revision else State(day)
        before = revision
        yield state._replace(day=day)
    tell(len(heads), len(heads))


def _state(day: date, workspace: Workspace, picking: Picking, remembered: bool) -> State:
    """What stood after one commit; whether what was learnt of it is kept for the next run."""
    from commitments.history.past_workspace import holds_records
    from commitments.reports.trend import State
    from commitments.workspace.whole_records import texts

    if not holds_records(workspace):
        return State(day)
    unread = workspace.unread_ids()
    outlines = picking.of(workspace.survey.outlines, workspace.registry, lambda: texts(workspace), unread)
    if remembered:
        workspace.remember()
    return State(day, outlines, len(unread))


def _is_cut(at: Session) -> bool:
    """Whether a shallow clone hides where the main line began, which is then said."""
    from collections import deque

    from commitments.cli.history_limits import tell_cut

    oldest = deque(at.repository.main_line(at.repository.head or ""), 1)[0]
    if not oldest.parents or at.repository.resolve(oldest.parents[0]):
        return False
    tell_cut(oldest, at.words, at.zone)
    return True


def _tell_begun(at: Session, heads: Heads) -> None:
    """Say where history begins, where the first of these days lies before."""
    from commitments.cli.history_limits import tell_begun
    from commitments.history.past_workspace import Past, holds_records

    past = Past(at.workspace, at.repository)
    oldest = next((revision for _, revision in heads if revision), None)
    if oldest and not holds_records(past.at(oldest)) and (first := past.beginning()):
        tell_begun(first, at.words, at.zone)


def _tell_unreadable(found: Trend, at: Session) -> int:
    """Say on how many days records could not be read; 1 where there are any."""
    from commitments.cli.streams import say

    days = [point.day for point in found.points if point.unreadable]
    if days:
        say(
            at.words.count(
                len(days),
                "On {n} of these days some records could not be read and are not counted: {day}.",
                "On {n} of these days some records could not be read and are not counted, the first {day}.",
                day=at.words.date(days[0].isoformat()),
            )
        )
    return 1 if days else 0
