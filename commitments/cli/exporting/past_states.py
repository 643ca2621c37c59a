"""Reads the states of a workspace on a row of days, for a trend. Must not judge a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from commitments.history.past_workspace import PastWorkspaces, holds_records
from commitments.model.members import OWN_NAMES, MemberNames
from commitments.reports.trend import DayState, commits_standing
from commitments.workspace.bare_repository import head_commit
from commitments.workspace.whole_records import searchable_texts

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.history.walk import ReportProgress
    from commitments.model.revision import Revision
    from commitments.model.timeliness import Clock
    from commitments.reports.trend import TrendFilter
    from commitments.workspace.open_workspace import Workspace

Heads = Sequence[tuple[date, "Revision | None"]]
"""Days in order, each with the commit that was the head then, or None before history."""


def heads_of_days(session: Session, days: Sequence[date]) -> Heads:
    """Each day with the commit that was the head at its end."""
    last = session.revision.id if session.revision else head_commit(session.repository)
    revisions = commits_standing(session.repository.main_line(last), days, session.zone)
    return list(zip(days, revisions, strict=True))


def day_states(
    session: Session,
    heads: Heads,
    picking: TrendFilter,
    tell: ReportProgress,
    names: MemberNames = OWN_NAMES,
) -> Iterator[DayState]:
    """The state on each day, of a member under the `names` of its roof.

    A commit that is the head on several days is read once.
    """
    past = PastWorkspaces(session.workspace, session.repository)
    newest = heads[-1][1]
    previous: Revision | None = None
    workspace: Workspace | None = None
    state: DayState | None = None
    for done, (day, revision) in enumerate(heads):
        tell(done, len(heads))
        if workspace is None or revision != previous:
            workspace = past.at(revision) if revision else None
            state = None
        if state is None or picking.by.needs_day:
            clock = replace(session.clock, today=day)
            keeps_cache = revision == newest
            state = _state(clock, workspace, picking, keeps_cache, names) if workspace else DayState(day)
        previous = revision
        yield state._replace(day=day)
    tell(len(heads), len(heads))


def _state(
    clock: Clock, workspace: Workspace, picking: TrendFilter, keeps_cache: bool, names: MemberNames
) -> DayState:
    """The state after one commit, as a filter picks on the day of the clock.

    `keeps_cache` saves what was read of it for the next run.
    """
    if not holds_records(workspace):
        return DayState(clock.today)
    unread = list(map(names.own_id, workspace.unread_ids()))
    registry = workspace.registry if names is OWN_NAMES else picking.registry

    def texts() -> Mapping[str, str]:
        return {names.path(path): text for path, text in searchable_texts(workspace).items()}

    outlines = workspace.survey.outlines_named(names)
    outlines = picking.pick_from_state(outlines, registry, clock, texts, unread)
    if keeps_cache:
        workspace.remember()
    return DayState(clock.today, outlines, len(unread))
