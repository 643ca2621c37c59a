"""Is the session of a command on a roof: one session for each register under it. Must not answer anything."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from commitments.cli.options.option_groups import Common
from commitments.cli.past_parts import PastParts, with_fault
from commitments.cli.session import PartSession, Session
from commitments.errors import N_, CommitmentsError, UsageError
from commitments.model.members import SEPARATOR, MemberReport, MemberState, member_of
from commitments.model.named_commit import NamedCommit, PastTime
from commitments.model.timeliness import Clock
from commitments.reading.git.repository import Repository
from commitments.reading.members import find_members
from commitments.render.answer import RoofView
from commitments.workspace.clone_flaws import CloneFlaws
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.roof import OpenedMember, Roof, roof_over
from commitments.workspace.unread_members import unread_registry, unreadable_member


@dataclass
class RoofSession(Session):
    """What a command on a roof works with; its workspace is a `Roof`."""

    part_sessions: Sequence[PartSession] = ()
    own: Session | None = None
    """The session of the roof's own folder."""
    opened: Sequence[OpenedMember] = ()
    faults: dict[str | None, CommitmentsError] = field(default_factory=dict)
    """Why git could not be asked about a member, by its name; None names the roof's own records."""

    @property
    def roof(self) -> Roof:
        """The workspace."""
        assert isinstance(self.workspace, Roof)
        return self.workspace

    @property
    def parts(self) -> Sequence[PartSession]:
        return self.part_sessions

    @property
    def roof_view(self) -> RoofView:
        """The members that are asked about, with those that were set aside, and whose a path is."""
        members = [(member.report, member.path) for member in self.opened]
        if None in self.faults:
            members.append((_OWN_REPORT, "."))
        reports = [with_fault(report, path, self.faults.get(report.name or None)) for report, path in members]
        return RoofView(
            reports, lambda path: self.roof.names_at(path).member, self._narrowed_from, self._own_clone
        )

    @cached_property
    def _narrowed_from(self) -> int | None:
        """How many members the roof has, where some are chosen; None where it is asked about all."""
        if not self.common.member or self.own is None:
            return None
        workspace = self.own.workspace
        return len(find_members(workspace.root, workspace.settings.members))

    @cached_property
    def _own_clone(self) -> MemberReport:
        """What the repository lacks that the roof lies in, and with it members that are plain folders."""
        return CloneFlaws(self.workspace.root, self.workspace.environ).of_roof(_OWN_REPORT)

    @property
    def roof_folder(self) -> Session | None:
        is_known = self.own is not None and (self.day is None or self.own.revision is not None)
        return self.own if is_known else None

    def member_of(self, id: str) -> str | None:
        return member_of(id)

    def sets_aside(self, part: PartSession, error: CommitmentsError) -> bool:
        self.faults.setdefault(part.names.member, error)
        return True

    @cached_property
    def clock(self) -> Clock:
        """The clock of the roof, with that of each register under it, in its zone and by its settings."""
        members = {names.member or "": part.clock for names, part in self.parts}
        own = self.own.clock if self.own else super().clock
        return replace(own, members=members)

    @cached_property
    def repository(self) -> Repository:
        """Never: each member has a repository of its own. Raises UsageError."""
        raise UsageError(
            N_("A roof has no history of its own: each member has one"),
            N_("Name a commit of a member as NAME:COMMIT, or name the member with --member."),
        )

    def past_time(self, text: str, first: bool = False) -> PastTime:
        """The day that a text names, or the commit of a member, as NAME:COMMIT.

        Of one member that is asked about alone, a commit needs no name. Raises UsageError for a commit that
        does not say whose it is, UnknownNameError for a member that is not asked about.
        """
        from commitments.cli.options.date_options import past_time
        from commitments.history.past_workspace import named_revision  # loads git

        day_or_name = past_time(self, text, first)
        if isinstance(day_or_name, date):
            return day_or_name
        part, name = self._named_part(day_or_name)
        revision = named_revision(part.session.repository, name)
        return NamedCommit(part.names.member, revision, revision.day(part.session.zone))

    def _named_part(self, text: str) -> tuple[PartSession, str]:
        """The member whose commit a text names, and the commit as that member calls it."""
        names = [report.name for report in self.roof.members]
        name, separator, commit = text.partition(SEPARATOR)
        if not (separator and name in names):
            if not (self.common.member and len(names) == 1):
                raise _whose_commit_error(text, names)
            name, commit = names[0], text
        report = next(report for report in self.roof.members if report.name == name)
        part = next((part for part in self.parts if part.names.member == name), None)
        if part is None:
            raise unreadable_member(report)
        return part, commit

    def as_of(self, time: str) -> Session:
        """A session on every member as it was at the end of a day in its zone, or at a commit of one of them.

        Where a commit is named, the others are read as of its day. Raises UsageError for a commit that does
        not say whose it is.
        """
        asked = self.past_time(time)
        day = asked if isinstance(asked, date) else asked.day
        past = PastParts.at(self.parts, asked)
        own = past.sessions.get(None) or self._past_own(day)
        members = [past.member(member) for member in self.opened]
        roof = roof_over(own.workspace, members, None in past.sessions)
        sessions = [PartSession(part.names, past.sessions[part.names.member]) for part in roof.parts]
        faults: dict[str | None, CommitmentsError] = {
            name: fault for name, fault in past.faults.items() if name is None
        }
        if own.workspace.has_unread_registry:
            faults.setdefault(None, unread_registry(""))
        return RoofSession(
            roof, self.common, day=day, part_sessions=sessions, own=own, opened=members, faults=faults
        )

    def _past_own(self, day: date) -> Session:
        """The session on the folder of the roof, whose registry holds for it: as it was, else as it is."""
        assert self.own is not None
        with suppress(CommitmentsError):
            return self.own.at_time(day)
        return replace(self.own, day=day)


_OWN_REPORT = MemberReport("", MemberState.WHOLE, None)
"""The records in the folder of the roof itself, which no member has."""


def _whose_commit_error(text: str, names: Sequence[str]) -> UsageError:
    return UsageError(
        N_("{commit} is no day, and does not say which member's commit it is"),
        N_("Write NAME:COMMIT with the name of a member, or name the one with --member: {names}"),
        commit=text,
        names=", ".join(names),
    )


def roof_session(workspace: Workspace, members: Sequence[OpenedMember], common: Common) -> RoofSession:
    """The session of a command on a roof; the roof's own records are left out where members are chosen."""
    own = Session(workspace, common)
    with_own = not common.member
    roof = roof_over(workspace, members, with_own)
    sessions = [
        PartSession(part.names, Session(part.workspace, common, reader_language=own.lang))
        for part in roof.parts
    ]
    faults: dict[str | None, CommitmentsError] = {}
    if workspace.has_unread_registry:
        faults[None] = unread_registry("")
    return RoofSession(roof, common, part_sessions=sessions, own=own, opened=tuple(members), faults=faults)
