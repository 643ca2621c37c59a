"""Defines one commitment as a value. It holds what a record says and judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from commitments.model.calendar.dates import Span, parse_date
from commitments.model.events import DueEvent
from commitments.model.lifecycle import OPEN_STATUSES, Kind, MilestoneStatus, Role, Status
from commitments.model.names import CommitmentId, PartyId, Prose
from commitments.model.term import Term


class PartyRole(NamedTuple):
    """A party and its role; a party may have several roles."""

    party: PartyId
    role: Role | None
    """None where the word is not in the list of roles."""


class DueChange(NamedTuple):
    """One move of a deadline, as the record states it."""

    date: Span | None
    before: str | None
    """None for the entry that records the first deadline."""
    after: str | None
    """None for the entry that lifts the deadline."""
    agreed_by: PartyId | None
    event: str | None = None
    """The event that moved it and on which its deadline hangs; None for a move of another cause."""


class Milestone(NamedTuple):
    """A step with a deadline of its own."""

    id: str
    title: Prose
    status: MilestoneStatus
    due: Span | None
    due_changes: tuple[DueChange, ...]
    met_on: Span | None
    due_event: DueEvent | None = None


class HeldOccurrence(NamedTuple):
    """One occurrence of a recurring commitment that took place, or was let go."""

    occurrence: Span | None
    met_on: Span | None
    is_lapsed: bool = False
    """Whether it was let go: neither held nor missed."""


class Recurrence(NamedTuple):
    """How a commitment recurs. Without `starts` no occurrence can be missed."""

    rule: str
    starts: Span | None
    held: tuple[HeldOccurrence, ...]


class Update(NamedTuple):
    """A dated note of what happened."""

    date: Span | None
    by: PartyId | None


@dataclass(frozen=True, slots=True)
class Commitment:
    """A record whose meaning could be read; other fields of it may still be faulty."""

    path: str
    """Relative to the workspace, with forward slashes."""
    data: Mapping[str, Any]
    """The whole record as written, by field."""
    id: CommitmentId
    title: Prose
    kind: Kind
    status: Status
    parties: tuple[PartyRole, ...]
    part_of: CommitmentId | None
    depends_on: tuple[CommitmentId, ...]
    superseded_by: CommitmentId | None
    made_on: Span | None
    due: Span | None
    due_basis: Prose
    due_event: DueEvent | None
    in_force: Term | None
    due_changes: tuple[DueChange, ...]
    repeats: Recurrence | None
    milestones: tuple[Milestone, ...]
    updates: tuple[Update, ...]
    met_on: Span | None
    review_by: Span | None
    tags: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether work on it may still be expected."""
        return self.status in OPEN_STATUSES

    def leads(self) -> tuple[PartyId, ...]:
        """The parties that must do it."""
        return tuple(party.party for party in self.parties if party.role is Role.LEAD)

    def closed_on(self) -> Span | None:
        """The day it was closed short of its aim, as `closing` says."""
        closing = self.data.get("closing")
        return parse_date(closing.get("date")) if isinstance(closing, dict) else None
