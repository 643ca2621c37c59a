"""Reads the states of a roof on a row of days, for a trend: those of its members. Must not judge a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from commitments.cli.exporting.past_states import Heads, heads_of_days
from commitments.cli.session import PartSession
from commitments.errors import CommitmentsError
from commitments.history.past_workspace import PastWorkspaces, holds_records
from commitments.reports.trend import DayState
from commitments.workspace.roof import OpenedMember, Roof, roof_over
from commitments.workspace.whole_records import searchable_texts

if TYPE_CHECKING:
    from commitments.cli.roof_session import RoofSession
    from commitments.history.walk import ReportProgress
    from commitments.model.revision import Revision
    from commitments.reports.trend import TrendFilter
    from commitments.workspace.open_workspace import Workspace


@dataclass
class PartHeads:
    """A part of a roof, and the commit that was its head on each day."""

    part: PartSession
    heads: Heads
    past: PastWorkspaces = field(init=False)
    _state: tuple[Revision, Workspace] | None = None

    def __post_init__(self) -> None:
        self.past = PastWorkspaces(self.part.session.workspace, self.part.session.repository)

    @cached_property
    def cut_at(self) -> Revision | None:
        """The first commit of a shallow clone that hides the first of the days; None where none does."""
        repository = self.part.session.repository
        if self.heads[0][1] is not None or not repository.shallow:
            return None
        *_, oldest = repository.main_line(repository.head or "")
        return oldest if oldest.parents else None

    def hides(self, place: int) -> bool:
        """Whether a shallow clone hides what the part held on a day."""
        return self.heads[place][1] is None and self.cut_at is not None

    def workspace(self, place: int) -> Workspace | None:
        """The part as it was on a day; None where it held no record."""
        revision = self.heads[place][1]
        if revision is None:
            return None
        if self._state is None or self._state[0] != revision:
            self._state = (revision, self.past.at(revision))
        return self._state[1] if holds_records(self._state[1]) else None

    def remember(self) -> None:
        """Keep what was read of the newest state for the next run."""
        if self._state is not None:
            self._state[1].remember()


def heads_of_parts(session: RoofSession, days: Sequence[date]) -> list[PartHeads]:
    """The heads of each part on some days, each in its own time zone; a part without git is set aside."""
    parts = []
    for part in session.parts:
        try:
            parts.append(PartHeads(part, heads_of_days(part.session, days)))
        except CommitmentsError as error:
            session.sets_aside(part, error)
    return parts


def shown_days(days: Sequence[date], parts: Sequence[PartHeads], with_all: bool) -> Sequence[date]:
    """The days on which some part had a head, or all; none that a shallow clone hides of every part."""
    shown = [
        day
        for place, day in enumerate(days)
        if any(part.heads[place][1] for part in parts)
        or (with_all and not all(part.hides(place) for part in parts))
    ]
    return shown or days[-1:]


def roof_day_states(
    session: RoofSession,
    days: Sequence[date],
    parts: Sequence[PartHeads],
    picking: TrendFilter,
    tell: ReportProgress,
) -> Iterator[DayState]:
    """The state of the roof on each day; a day that a part cannot tell is not told at all."""
    places = {day: place for place, (day, _) in enumerate(parts[0].heads)} if parts else {}
    is_whole = session.roof_view.is_whole
    state: tuple[object, DayState] | None = None
    for done, day in enumerate(days):
        tell(done, len(days))
        place = places.get(day)
        if not is_whole or place is None or any(part.hides(place) for part in parts):
            yield DayState(day, is_told=False)
            continue
        revisions = [part.heads[place][1] for part in parts]
        if state is None or state[0] != revisions or picking.by.needs_day:
            state = (revisions, _state(session, day, place, parts, picking))
        yield state[1]._replace(day=day)
    for part in parts:
        part.remember()
    tell(len(days), len(days))


def _state(
    session: RoofSession, day: date, place: int, parts: Sequence[PartHeads], picking: TrendFilter
) -> DayState:
    """The records of all parts on a day, as a filter picks them."""
    roof = _roof_at(session, place, parts)
    if not roof.parts:
        return DayState(day)
    members = {name: replace(clock, today=day) for name, clock in session.clock.members.items()}
    clock = replace(session.clock, today=day, members=members)
    unread = roof.unread_ids()
    outlines = picking.pick_from_state(
        roof.survey.outlines, roof.registry, clock, lambda: searchable_texts(roof), unread
    )
    return DayState(day, outlines, len(unread))


def _roof_at(session: RoofSession, place: int, parts: Sequence[PartHeads]) -> Roof:
    assert session.own is not None
    workspaces = {part.part.names.member: part.workspace(place) for part in parts}
    own = workspaces.get(None)
    members = [
        OpenedMember(member.report, member.path, workspaces.get(member.report.name))
        for member in session.opened
    ]
    return roof_over(own or session.own.workspace, members, with_own=own is not None)
