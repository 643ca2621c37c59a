"""Opens the parts of a roof as they were at a time, each as far as git tells. Must not answer anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from commitments.cli.session import PartSession, Session
from commitments.errors import N_, CommitmentsError, CutOffError, RevisionError, ShellWord
from commitments.model.members import MemberReport, MemberState
from commitments.model.named_commit import PastTime
from commitments.workspace.roof import OpenedMember
from commitments.workspace.unread_members import unread_registry


@dataclass
class PastParts:
    """The parts of a roof as they were at a time, by their members; None names the roof's own records."""

    sessions: dict[str | None, Session] = field(default_factory=dict)
    """The sessions on the parts that held records then."""
    faults: dict[str | None, CommitmentsError] = field(default_factory=dict)
    """Why it cannot be known what a part held."""

    @classmethod
    def at(cls, parts: Sequence[PartSession], time: PastTime) -> PastParts:
        """The parts at the end of a day in the zone of each, or at a commit of one and its day in others."""
        past = cls()
        for part in parts:
            past._open(part, time)
        return past

    def _open(self, part: PartSession, time: PastTime) -> None:
        from commitments.history.past_workspace import holds_records  # loads git

        member = part.names.member
        own_time = time if isinstance(time, date) or time.member == member else time.day
        try:
            session = part.session.at_time(own_time)
            if holds_records(session.workspace):
                _ = session.workspace.survey, session.workspace.events
                if session.workspace.has_unread_registry:
                    raise unread_registry(part.names.folder)
                self.sessions[member] = session
        except RevisionError:  # its first commit is of a later day: it held no record
            return
        except CommitmentsError as error:
            self.faults[member] = error

    def member(self, member: OpenedMember) -> OpenedMember:
        """A member as it was; one whose first commit is of a later day held no record."""
        if member.workspace is None:
            return member
        report, name = member.report, member.report.name
        if name in self.faults:
            fault = with_fault(replace(report, records=None), member.path, self.faults[name])
            return member._replace(report=fault, workspace=None)
        workspace = self.sessions[name].workspace if name in self.sessions else None
        records = workspace.survey.checked if workspace else 0
        return member._replace(report=replace(report, records=records), workspace=workspace)


def with_fault(report: MemberReport, path: str, error: CommitmentsError | None) -> MemberReport:
    """How a member at a path could be read, where git may not have answered about it."""
    if isinstance(error, CutOffError):
        values = {**error.values, "path": ShellWord(path)}
        return replace(report, state=MemberState.SHALLOW, reason=_CUT_OFF, values=values)
    if error is None or not report.is_whole:
        return report
    return replace(report, state=MemberState.UNREADABLE, reason=error.message, values=error.values)


_CUT_OFF = N_(
    "it holds nothing from before {first}, so the state of {day} is not known;"
    " `git -C {path} fetch --unshallow` fetches the rest"
)
