"""Reads what became of the records of an export in git, register by register. Judges no change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from commitments.cli.read_history import part_place, read_history
from commitments.errors import CommitmentsError
from commitments.history.history_span import EVERYTHING, HistorySpan, Unchanged
from commitments.history.joined_histories import joined_rows, named_history
from commitments.model.members import MemberReport, MemberState
from commitments.workspace.unread_members import unreadable_member

if TYPE_CHECKING:
    from datetime import date

    from commitments.changes.change import Change
    from commitments.cli.session import PartSession, Session
    from commitments.history.main_line import History
    from commitments.render.exports.exported_register import RegisterState


class PartChanges(NamedTuple):
    """What became of the records of one register, as the export names them."""

    part: PartSession
    changes: Sequence[Change]
    """The oldest first; those that no commit holds come last."""

    def since(self, day: date) -> Sequence[Change]:
        """The changes after the state at the end of the day before, in the time zone of the register."""
        zone, changes = self.part.session.zone, self.changes
        first = len(changes)
        while first and (not changes[first - 1].at.id or changes[first - 1].at.day(zone) >= day):
            first -= 1
        return changes[first:]


def committed_changes(session: Session, state: RegisterState, unchanged: Unchanged) -> Sequence[Change]:
    """The changes of all registers up to a state, without what no commit holds, the oldest first."""
    return all_changes(changes_of_parts(session, state, unchanged))


def all_changes(parts: Sequence[PartChanges]) -> Sequence[Change]:
    """The changes of all registers, the oldest first."""
    return parts[0].changes if len(parts) == 1 else joined_rows([part.changes for part in parts])


def recent_changes(parts: Sequence[PartChanges], day: date) -> Sequence[Change]:
    """The changes of all registers from a day on, by the calendar of each, the oldest first."""
    return joined_rows([part.since(day) for part in parts])


def changes_of_parts(
    session: Session, state: RegisterState, unchanged: Unchanged = Unchanged.WHOLE, with_unsaved: bool = False
) -> list[PartChanges]:
    """The changes of each register that has a commit, up to a state, and by an option what is not saved."""
    parts = []
    for part in session.parts:
        part_state = state.parts.get(part.names.member)
        if part_state is None or part_state.revision is None:
            continue
        if with_unsaved and part.session.revision is None:
            history = _history(part, EVERYTHING, False, unchanged)
        else:
            history = _history(part, HistorySpan(until=part_state.revision.id), True, unchanged)
        parts.append(PartChanges(part, named_history(history, part_place(part)).changes))
    return parts


def _history(part: PartSession, span: HistorySpan, committed: bool, unchanged: Unchanged) -> History:
    """The history of one register; an error says which member it is of."""
    try:
        return read_history(part.session, span, committed=committed, unchanged=unchanged)
    except CommitmentsError as error:
        if part.names.member is None:
            raise
        report = MemberReport(part.names.member, MemberState.UNREADABLE, None, error.message, error.values)
        raise unreadable_member(report) from error
