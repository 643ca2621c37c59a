"""Defines the closed lists of the contract. It knows no record and no clock."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The status of a commitment, as its record stores it."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    SUSPENDED = "suspended"
    FULFILLED = "fulfilled"
    PARTIALLY_FULFILLED = "partially_fulfilled"
    NOT_FULFILLED = "not_fulfilled"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class Timeliness(StrEnum):
    """How a commitment stands against its deadlines, the most urgent first; computed and never stored."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    ON_TRACK = "on_track"
    UNDATED = "undated"
    SUSPENDED = "suspended"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    CLOSED = "closed"


class Kind(StrEnum):
    """What a record describes: an instrument, an action, or the meeting they came from."""

    TREATY = "treaty"
    EXCHANGE_OF_NOTES = "exchange_of_notes"
    CONTRACT = "contract"
    ARRANGEMENT = "arrangement"
    MOU = "mou"
    DECLARATION = "declaration"
    COMMUNIQUE = "communique"
    LETTER_OF_INTENT = "letter_of_intent"
    AGREED_MINUTES = "agreed_minutes"
    RECORD_OF_DISCUSSION = "record_of_discussion"
    COOPERATION_PROGRAMME = "cooperation_programme"
    COOPERATION_PLAN = "cooperation_plan"
    ASSIGNMENT = "assignment"
    REQUEST = "request"
    AGREED_ACTION = "agreed_action"
    PUBLIC_PLEDGE = "public_pledge"
    OTHER = "other"
    MEETING = "meeting"


class Role(StrEnum):
    """The part that a party takes in a commitment."""

    LEAD = "lead"
    SUPPORTING = "supporting"
    COUNTERPART = "counterpart"
    REQUESTER = "requester"
    ASSIGNER = "assigner"
    FUNDER = "funder"
    MONITOR = "monitor"
    SIGNATORY = "signatory"


class MilestoneStatus(StrEnum):
    """The status of a milestone, in the words of the Open Contracting Data Standard 1.1."""

    SCHEDULED = "scheduled"
    MET = "met"
    PARTIALLY_MET = "partially_met"
    NOT_MET = "not_met"


class ReasonKind(StrEnum):
    """The parts of a commitment that can be late."""

    DUE = "due"
    MILESTONE = "milestone"
    OCCURRENCE = "occurrence"
    REVIEW_BY = "review_by"


OPEN_STATUSES = frozenset({Status.PROPOSED, Status.AGREED, Status.IN_PROGRESS, Status.SUSPENDED})
"""The statuses in which work may still be expected."""

RECURRING = frozenset({Status.AGREED, Status.IN_PROGRESS})
"""The statuses in which an occurrence can be missed."""
