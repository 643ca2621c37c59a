"""Says of the clones below a roof which are cut off or behind, and how to mend that. Fetches nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from commitments.errors import N_, CommitmentsError, ShellWord
from commitments.model.members import MemberReport, MemberState
from commitments.reading.git.clone_state import Clone, CloneState, clone_around, clone_state
from commitments.workspace.open_workspace import Workspace


class CloneFlaws:
    """Looks at the repositories below one roof."""

    def __init__(self, root: Path, environ: Mapping[str, str]) -> None:
        self._root = root
        self._environ = environ

    @cached_property
    def _roof_clone(self) -> Clone | None:
        return clone_around(self._root, is_bare=False)

    def with_flaw(self, report: MemberReport, workspace: Workspace, path: str) -> MemberReport:
        """A member that was read whole, or what its clone lacks; `path` leads from the roof to it.

        What lies in the repository of the roof itself has no state of its own.
        """
        clone = clone_around(workspace.root, not workspace.files.on_disk)
        if clone is None or (self._roof_clone and clone.git_dir == self._roof_clone.git_dir):
            return report
        return flawed_report(report, clone, path, self._environ)

    def of_roof(self, report: MemberReport) -> MemberReport:
        """What the repository lacks that the roof lies in."""
        return flawed_report(report, self._roof_clone, ".", self._environ) if self._roof_clone else report


def flawed_report(report: MemberReport, clone: Clone, path: str, environ: Mapping[str, str]) -> MemberReport:
    """A report with what a clone lacks; as it is for a clone that lacks nothing."""
    try:
        state = clone_state(clone, environ)
    except CommitmentsError as error:
        return replace(report, state=MemberState.BEHIND, reason=error.message, values=error.values)
    words = {"path": ShellWord(path)}
    if state.is_shallow:
        return replace(report, state=MemberState.SHALLOW, reason=_SHALLOW, values=words)
    if state.newer is None:
        return report
    reason, name = _newer_reason(state, clone.is_bare), state.newer.name
    values = {**words, "remote": ShellWord(name), "branches": ShellWord(f"{name}:{name}")}
    return replace(report, state=MemberState.BEHIND, reason=reason, values=values)


def _newer_reason(state: CloneState, is_bare: bool) -> str:
    if state.newer and "/" not in state.newer.name and is_bare:
        return _BARE
    return _BEHIND if state.newer and state.newer.is_ahead else _PARTED


_SHALLOW = N_("it lacks older commits; `git -C {path} fetch --unshallow` fetches them")
_BEHIND = N_("it lacks commits of {remote}; `git -C {path} merge --ff-only {remote}` takes them over")
_PARTED = N_(
    "it lacks commits of {remote}, which lacks commits of its own; `git -C {path} merge {remote}` joins both"
)
_BARE = N_(
    "it lacks commits that the last fetch brought; `git -C {path} fetch origin {branches}` takes them over"
)
