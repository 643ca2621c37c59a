"""Defines the closed lists of the contract. It knows no record and no clock."""

from __future__ import annotations

from collections.abc import Mapping
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
    AWAITING = "awaiting"
    """Asked for or put forward, and not accepted: nobody is late with it."""
    UNDATED = "undated"
    SUSPENDED = "suspended"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    DONE = "done"
    """Fulfilled, and nothing tells whether in time."""
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
    AMENDMENT = "amendment"
    ASSIGNMENT = "assignment"
    REQUEST = "request"
    AGREED_ACTION = "agreed_action"
    PUBLIC_PLEDGE = "public_pledge"
    OTHER = "other"
    MEETING = "meeting"


class CommitmentClass(StrEnum):
    """What a kind amounts to; a meeting has no class."""

    INSTRUMENT = "instrument"
    UNDERTAKING = "undertaking"
    REQUEST = "request"


INSTRUMENTS = frozenset(
    {
        Kind.TREATY,
        Kind.EXCHANGE_OF_NOTES,
        Kind.CONTRACT,
        Kind.ARRANGEMENT,
        Kind.MOU,
        Kind.DECLARATION,
        Kind.COMMUNIQUE,
        Kind.LETTER_OF_INTENT,
        Kind.AGREED_MINUTES,
        Kind.RECORD_OF_DISCUSSION,
        Kind.COOPERATION_PROGRAMME,
        Kind.COOPERATION_PLAN,
        Kind.AMENDMENT,
    }
)
"""The kinds that are signed or issued; only these have a term."""


def _class_of(kind: Kind) -> CommitmentClass:
    if kind in INSTRUMENTS:
        return CommitmentClass.INSTRUMENT
    return CommitmentClass.REQUEST if kind is Kind.REQUEST else CommitmentClass.UNDERTAKING


CLASS_BY_KIND: Mapping[str, CommitmentClass] = {
    kind.value: _class_of(kind) for kind in Kind if kind is not Kind.MEETING
}
"""The class of each kind but the meeting."""


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


class UpdateTopic(StrEnum):
    """What an update is about."""

    PROGRESS = "progress"
    OBSTACLE = "obstacle"
    NEXT_STEP = "next_step"
    RECOMMENDATION = "recommendation"
    REMINDER = "reminder"
    ANSWER = "answer"


UNHEARD_TOPICS = frozenset({UpdateTopic.NEXT_STEP, UpdateTopic.RECOMMENDATION, UpdateTopic.REMINDER})
"""Updates that bring no news of what became of a commitment: plans, and letters of our own."""


class Renewal(StrEnum):
    """How the term of an instrument goes on after its first end."""

    NONE = "none"
    AGREED = "agreed"
    """The parties must agree to it anew."""
    TACIT = "tacit"
    """It goes on by itself, unless a party gives notice."""


class TermState(StrEnum):
    """How the term of an instrument stands; computed and never stored."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    NOTICE_DUE = "notice_due"
    """It renews by itself soon, and notice against it can still be given."""
    EXPIRING = "expiring"
    EXPIRED = "expired"
    ENDED = "ended"


class EventTiming(StrEnum):
    """How a deadline hangs on an event."""

    BY = "by"
    AFTER = "after"
    BEFORE = "before"


class ReasonKind(StrEnum):
    """The parts of a commitment that can be late."""

    DUE = "due"
    MILESTONE = "milestone"
    OCCURRENCE = "occurrence"
    REVIEW_BY = "review_by"


OPEN_STATUSES = frozenset({Status.PROPOSED, Status.AGREED, Status.IN_PROGRESS, Status.SUSPENDED})
"""The statuses in which work may still be expected."""

ACCEPTED_STATUSES = frozenset({Status.AGREED, Status.IN_PROGRESS})
"""The statuses in which a deadline can pass and an occurrence can be missed."""
