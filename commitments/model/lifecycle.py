"""The closed lists of the contract. Knows no record and no clock."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where a commitment stands, as stored."""

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
    """How a commitment stands against its deadlines, always computed; in the order of urgency."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    ON_TRACK = "on_track"
    UNDATED = "undated"
    SUSPENDED = "suspended"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    CLOSED = "closed"


class Kind(StrEnum):
    """What a record is of: an instrument, an action, or the meeting they came from."""

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
    """What a party has to do with a commitment."""

    LEAD = "lead"
    SUPPORTING = "supporting"
    COUNTERPART = "counterpart"
    REQUESTER = "requester"
    ASSIGNER = "assigner"
    FUNDER = "funder"
    MONITOR = "monitor"
    SIGNATORY = "signatory"


class MilestoneStatus(StrEnum):
    """How a milestone stands, in the words of the Open Contracting Data Standard 1.1."""

    SCHEDULED = "scheduled"
    MET = "met"
    PARTIALLY_MET = "partially_met"
    NOT_MET = "not_met"


class What(StrEnum):
    """What of a commitment is late."""

    DUE = "due"
    MILESTONE = "milestone"
    OCCURRENCE = "occurrence"
    REVIEW_BY = "review_by"


OPEN = frozenset({Status.PROPOSED, Status.AGREED, Status.IN_PROGRESS, Status.SUSPENDED})
RECURRING = frozenset({Status.AGREED, Status.IN_PROGRESS})
"""The statuses in which an occurrence can be missed."""
