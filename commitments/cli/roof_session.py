"""Is the session of a command on a roof: one session for each register under it. Must not answer anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from commitments.cli.options.option_groups import Common
from commitments.cli.session import PartSession, Session
from commitments.errors import N_, UsageError
from commitments.model.timeliness import Clock
from commitments.reading.git.repository import Repository
from commitments.render.answer import RoofView
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.roof import OpenedMember, Roof, roof_over


@dataclass
class RoofSession(Session):
    """What a command on a roof works with; its workspace is a `Roof`."""

    part_sessions: Sequence[PartSession] = ()
    own: Session | None = None
    """The session of the roof's own folder."""
    opened: Sequence[OpenedMember] = ()

    @property
    def roof(self) -> Roof:
        """The workspace."""
        assert isinstance(self.workspace, Roof)
        return self.workspace

    @property
    def parts(self) -> Sequence[PartSession]:
        return self.part_sessions

    @cached_property
    def roof_view(self) -> RoofView:
        """The members that are asked about, and whose a path is."""
        return RoofView(self.roof.members, lambda path: self.roof.names_at(path).member)

    @cached_property
    def clock(self) -> Clock:
        """The clock of the roof, with the clock of each member, in its zone and by its settings."""
        members = {names.member: part.clock for names, part in self.parts if names.member is not None}
        own = self.own.clock if self.own else super().clock
        return replace(own, members=members)

    @cached_property
    def repository(self) -> Repository:
        """Never: each member has a repository of its own. Raises UsageError."""
        raise UsageError(
            N_("A roof has no history of its own: each member has one"),
            N_("Name a commit of a member as NAME:COMMIT, or name the member with --member."),
        )

    def as_of(self, time: str) -> Session:
        """A session on every member as it was at a day, each in its own zone, or at a commit of one member.

        Where a commit is named, the others are read as of its day. Raises UsageError for a commit that does
        not say whose it is.
        """
        raise NotImplementedError


def roof_session(workspace: Workspace, members: Sequence[OpenedMember], common: Common) -> RoofSession:
    """The session of a command on a roof; the roof's own records are left out where members are chosen."""
    own = Session(workspace, common)
    with_own = not common.member
    roof = roof_over(workspace, members, with_own)
    sessions = [
        PartSession(part.names, Session(part.workspace, common, reader_language=own.lang))
        for part in roof.parts
    ]
    return RoofSession(roof, common, part_sessions=sessions, own=own, opened=tuple(members))
