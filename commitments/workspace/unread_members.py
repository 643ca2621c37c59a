"""Says why a member of a roof cannot be read, or not whole. It opens none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from commitments.errors import N_, CommitmentsError, StatedReason, WorkspaceError
from commitments.model.members import MemberReport, MemberState
from commitments.reading.folder import PARTIES
from commitments.reading.members import MemberFolder


def unreadable_member(report: MemberReport) -> WorkspaceError:
    """The error for a member that a command needs and that could not be opened."""
    reason = StatedReason(report.reason, report.values)
    return WorkspaceError(N_("{name} cannot be read: {reason}"), name=report.name, reason=reason)


def values_from_roof(error: CommitmentsError, folder: MemberFolder) -> Mapping[str, object]:
    """What fills the braces of an error of a member, with its file as named from the roof."""
    path = error.values.get("path")
    if not isinstance(path, str) or path.startswith(folder.path):
        return error.values
    return {**error.values, "path": f"{folder.path}/{path}"}


def without_parties(report: MemberReport, path: str) -> MemberReport:
    """A member whose records can be read, but not its registry: a filter by party would overlook some."""
    error = unread_registry(f"{path}/")
    return replace(report, state=MemberState.UNREADABLE, reason=error.message, values=error.values)


def unread_registry(folder: str) -> WorkspaceError:
    """The error for a registry of parties that cannot be read; `folder` leads to its register."""
    return WorkspaceError(
        N_("{path} cannot be read, so its parties are not known; see `commit validate`"),
        path=f"{folder}{PARTIES}",
    )
