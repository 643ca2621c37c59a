"""Holds the labels of the closed lists, and how they bend to the kind of a record. Lists no record."""

from __future__ import annotations

from collections.abc import Mapping

from commitments.errors import N_
from commitments.model.lifecycle import (
    INSTRUMENTS,
    CommitmentClass,
    EventTiming,
    Kind,
    MilestoneStatus,
    ReasonKind,
    Renewal,
    Role,
    Status,
    TermState,
    Timeliness,
    UpdateTopic,
)
from commitments.model.parties.party import PartyKind
from commitments.render.words import Words

TIMELINESS: Mapping[str, str] = {
    Timeliness.OVERDUE: N_("overdue"),
    Timeliness.DUE_SOON: N_("due soon"),
    Timeliness.ON_TRACK: N_("on track"),
    Timeliness.AWAITING: N_("awaiting an answer"),
    Timeliness.UNDATED: N_("no deadline"),
    Timeliness.SUSPENDED: N_("suspended"),
    Timeliness.DONE_ON_TIME: N_("done on time"),
    Timeliness.DONE_LATE: N_("done late"),
    Timeliness.DONE: N_("done, in time or late unknown"),
    Timeliness.CLOSED: N_("closed"),
}

STATUS: Mapping[str, str] = {
    Status.PROPOSED: N_("proposed"),
    Status.AGREED: N_("agreed"),
    Status.IN_PROGRESS: N_("in progress"),
    Status.SUSPENDED: N_("suspended"),
    Status.FULFILLED: N_("fulfilled"),
    Status.PARTIALLY_FULFILLED: N_("partially fulfilled"),
    Status.NOT_FULFILLED: N_("not fulfilled"),
    Status.WITHDRAWN: N_("withdrawn"),
    Status.SUPERSEDED: N_("superseded"),
}

_STATUS_BY_KIND: Mapping[tuple[str, str], str] = {
    (Status.AGREED, Kind.ASSIGNMENT): N_("assigned"),
    (Status.AGREED, Kind.PUBLIC_PLEDGE): N_("pledged"),
    (Status.PROPOSED, Kind.REQUEST): N_("awaiting an answer"),
    **{(Status.WITHDRAWN, kind): N_("terminated") for kind in INSTRUMENTS},
}


def status_label(status: str, kind: str, words: Words) -> str:
    """The word for a status, as it is said of a kind."""
    return words.say(_STATUS_BY_KIND.get((status, kind)) or STATUS.get(status, status))


KIND: Mapping[str, str] = {
    Kind.TREATY: N_("treaty"),
    Kind.EXCHANGE_OF_NOTES: N_("exchange of notes"),
    Kind.CONTRACT: N_("contract"),
    Kind.ARRANGEMENT: N_("arrangement"),
    Kind.MOU: N_("memorandum of understanding"),
    Kind.DECLARATION: N_("declaration"),
    Kind.COMMUNIQUE: N_("communiqué"),
    Kind.LETTER_OF_INTENT: N_("letter of intent"),
    Kind.AGREED_MINUTES: N_("agreed minutes"),
    Kind.RECORD_OF_DISCUSSION: N_("record of discussion"),
    Kind.COOPERATION_PROGRAMME: N_("cooperation programme"),
    Kind.COOPERATION_PLAN: N_("cooperation plan"),
    Kind.AMENDMENT: N_("amendment"),
    Kind.ASSIGNMENT: N_("assignment"),
    Kind.REQUEST: N_("request"),
    Kind.AGREED_ACTION: N_("agreed action"),
    Kind.PUBLIC_PLEDGE: N_("public pledge"),
    Kind.OTHER: N_("other"),
    Kind.MEETING: N_("meeting"),
}

ROLE: Mapping[str, str] = {
    Role.LEAD: N_("lead"),
    Role.SUPPORTING: N_("supporting"),
    Role.COUNTERPART: N_("counterpart"),
    Role.REQUESTER: N_("requester"),
    Role.ASSIGNER: N_("assigner"),
    Role.FUNDER: N_("funder"),
    Role.MONITOR: N_("monitor"),
    Role.SIGNATORY: N_("signatory"),
}

_ROLE_BY_KIND: Mapping[tuple[str, str], str] = {
    (Role.LEAD, Kind.REQUEST): N_("asked"),
    (Role.COUNTERPART, Kind.MEETING): N_("attending"),
}


def role_label(role: str, kind: str, words: Words) -> str:
    """The word for a role, as it is said of a kind."""
    return words.say(_ROLE_BY_KIND.get((role, kind)) or ROLE.get(role, role))


_MADE_ON_BY_KIND: Mapping[str, str] = {
    Kind.REQUEST: N_("asked on"),
    Kind.ASSIGNMENT: N_("assigned on"),
    Kind.PUBLIC_PLEDGE: N_("pledged on"),
    **{kind: N_("signed on") for kind in INSTRUMENTS},
}


def made_on_label(kind: str, words: Words) -> str:
    """What is said of `made_on`, by kind."""
    return words.say(_MADE_ON_BY_KIND.get(kind, N_("made on")))


PARTY_KIND: Mapping[str, str] = {
    PartyKind.GOVERNMENT: N_("government"),
    PartyKind.MINISTRY: N_("ministry"),
    PartyKind.AGENCY: N_("agency"),
    PartyKind.LOCAL_AUTHORITY: N_("local authority"),
    PartyKind.MISSION: N_("mission"),
    PartyKind.COMPANY: N_("company"),
    PartyKind.UNIVERSITY: N_("university"),
    PartyKind.INSTITUTE: N_("institute"),
    PartyKind.ASSOCIATION: N_("association"),
    PartyKind.INTERNATIONAL_ORGANISATION: N_("international organisation"),
    PartyKind.OTHER: N_("other"),
}

MILESTONE_STATUS: Mapping[str, str] = {
    MilestoneStatus.SCHEDULED: N_("scheduled"),
    MilestoneStatus.MET: N_("met"),
    MilestoneStatus.PARTIALLY_MET: N_("partially met"),
    MilestoneStatus.NOT_MET: N_("not met"),
}

CLASS: Mapping[str, str] = {
    CommitmentClass.INSTRUMENT: N_("instrument"),
    CommitmentClass.UNDERTAKING: N_("undertaking"),
    CommitmentClass.REQUEST: N_("request"),
}

TERM: Mapping[str, str] = {
    TermState.NOT_YET: N_("not yet in force"),
    TermState.IN_FORCE: N_("in force"),
    TermState.NOTICE_DUE: N_("notice due"),
    TermState.EXPIRING: N_("expiring"),
    TermState.EXPIRED: N_("expired"),
    TermState.ENDED: N_("ended"),
}

RENEWAL: Mapping[str, str] = {
    Renewal.NONE: N_("not renewed"),
    Renewal.AGREED: N_("renewed by agreement"),
    Renewal.TACIT: N_("renewed tacitly"),
}

TOPIC: Mapping[str, str] = {
    UpdateTopic.PROGRESS: N_("progress"),
    UpdateTopic.OBSTACLE: N_("obstacle"),
    UpdateTopic.NEXT_STEP: N_("next step"),
    UpdateTopic.RECOMMENDATION: N_("recommendation"),
    UpdateTopic.REMINDER: N_("reminder"),
    UpdateTopic.ANSWER: N_("answer"),
}

EVENT_TIMING: Mapping[str, str] = {
    EventTiming.BY: N_("on the date of the event"),
    EventTiming.AFTER: N_("after the event"),
    EventTiming.BEFORE: N_("before the event"),
}

LATE_REASONS: Mapping[str, str] = {
    ReasonKind.DUE: N_("deadline {due}"),
    ReasonKind.MILESTONE: N_("milestone {id} of {due}"),
    ReasonKind.OCCURRENCE: N_("the occurrence of {due} was not held"),
    ReasonKind.REVIEW_BY: N_("review by {due}"),
}
"""Why a record is late, with the date."""

DATE_LABELS: Mapping[str, str] = {
    ReasonKind.DUE: N_("deadline"),
    ReasonKind.MILESTONE: N_("milestone {id}"),
    ReasonKind.OCCURRENCE: N_("occurrence missed"),
    ReasonKind.REVIEW_BY: N_("review"),
}
"""What a date that is already shown belongs to."""
