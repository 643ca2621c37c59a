"""Reads what became of the records of an export in git, register by register. Judges no change."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from commitments.cli.read_history import read_history
from commitments.history.history_span import EVERYTHING, HistorySpan, Unchanged
from commitments.model.members import MemberNames

if TYPE_CHECKING:
    from datetime import date

    from commitments.changes.change import Change
    from commitments.cli.session import PartSession, Session
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
    return joined_changes([part.changes for part in changes_of_parts(session, state, unchanged)])


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
            history = read_history(part.session, EVERYTHING)
        else:
            span = HistorySpan(until=part_state.revision.id)
            history = read_history(part.session, span, committed=True, unchanged=unchanged)
        parts.append(PartChanges(part, _named(history.changes, part.names)))
    return parts


def _named(changes: Sequence[Change], names: MemberNames) -> Sequence[Change]:
    if names.keeps_all:
        return changes
    return [change._replace(id=names.own_id(change.id), path=names.path(change.path)) for change in changes]


def joined_changes(parts: Sequence[Sequence[Change]]) -> Sequence[Change]:
    """The changes of several registers in one row by time; those of one register keep their order."""
    if len(parts) == 1:
        return parts[0]
    return [change for _, change in heapq.merge(*map(_timed, parts), key=lambda pair: pair[0])]


def _timed(changes: Sequence[Change]) -> Iterator[tuple[float, Change]]:
    """Each change with a time that never falls, though clocks may be wrong; what is not saved comes last."""
    latest = float("-inf")
    for change in changes:
        latest = max(latest, change.at.time) if change.at.id else float("inf")
        yield latest, change
