"""Sorts judged records into the groups of a list, the most urgent first. It must not ask for the day."""

from __future__ import annotations

from enum import StrEnum

from commitments.model.lifecycle import OPEN_STATUSES, Kind, TermState, Timeliness
from commitments.model.outline import Outline
from commitments.model.timeliness import Clock, is_review_due, outline_term


class ListGroup(StrEnum):
    """The groups of a list of records, the most urgent first."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    ATTENTION = "attention"
    """Open and not late, but due for a look, or with the notice or the end of its term near or past."""
    ON_TRACK = "on_track"
    AWAITING = "awaiting"
    UNDATED = "undated"
    SUSPENDED = "suspended"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    DONE = "done"
    CLOSED = "closed"
    MEETING = "meeting"


GROUP_RANK = {group: rank for rank, group in enumerate(ListGroup)}
_BY_TIMELINESS = {state: ListGroup(state.value) for state in Timeliness}
_MEETING = Kind.MEETING.value
_URGENT = frozenset({Timeliness.OVERDUE, Timeliness.DUE_SOON})
_TERM_NEEDS_A_LOOK = frozenset({TermState.NOTICE_DUE, TermState.EXPIRING, TermState.EXPIRED, TermState.ENDED})


def list_group(outline: Outline, state: Timeliness, clock: Clock) -> ListGroup:
    """The group in which a record of this timeliness is listed."""
    if outline.kind == _MEETING:
        return ListGroup.MEETING
    if (outline.review_by or outline.term) and state not in _URGENT and _needs_a_look(outline, clock):
        return ListGroup.ATTENTION
    return _BY_TIMELINESS[state]


def _needs_a_look(outline: Outline, clock: Clock) -> bool:
    if outline.status not in OPEN_STATUSES:
        return False
    if is_review_due(outline, clock.today.toordinal()):
        return True
    term = outline_term(outline, clock)
    return term is not None and term.state in _TERM_NEEDS_A_LOOK
