"""Makes the steps of `commit milestone`. It must not judge a rule of change."""

from __future__ import annotations

from datetime import date as Date
from typing import NamedTuple

from commitments.edits import list_edits
from commitments.edits.find_milestone import find_milestone
from commitments.edits.flags import FlagText, plain_text, read_date_flag, refuse_flags, require_choice
from commitments.edits.list_edits import Record, chain_parts, list_at, put
from commitments.edits.steps import Drop, EditStep
from commitments.errors import N_, EditError
from commitments.model.lifecycle import MilestoneStatus

_MET = frozenset({MilestoneStatus.MET, MilestoneStatus.PARTIALLY_MET})


class Marking(NamedTuple):
    """The request of `commit milestone`; fields are named like their flags."""

    milestone: str
    to_status: str
    day: Date
    lang: str
    met_on: FlagText = None
    evidence: FlagText = None
    title: FlagText = None
    date: FlagText = None
    """The date of the evidence and of the note."""
    note: FlagText = None


def steps(record: Record, request: Marking) -> list[EditStep]:
    """The steps that give a milestone a status.

    Raises UnknownNameError for an unknown milestone, and EditError where it has the status already.
    """
    at, milestone = find_milestone(record, request.milestone)
    status = MilestoneStatus(require_choice(request.to_status, list(MilestoneStatus)))
    has_news = request.met_on or request.evidence or request.title
    if _has_status(milestone.get("status"), status) and not has_news:
        raise EditError(
            N_("Milestone {name} is already {status}"), name=milestone.get("id"), status=status.value
        )
    met_on = request.met_on
    _refuse_misplaced(request, status)
    return chain_parts(
        record,
        lambda now: (
            [] if _has_status(milestone.get("status"), status) else put(now, (*at, "status"), status.value)
        ),
        lambda now: put(now, (*at, "met_on"), read_date_flag(met_on, "--met-on")) if met_on else [],
        lambda now: list_edits.add_evidence(now, at, request.evidence, request.title, request.date),
        lambda now: [Drop((*at, "met_on"))] if "met_on" in milestone and status not in _MET else [],
        lambda now: list_edits.add_note(
            now,
            request.lang,
            request.note,
            None,
            request.date if plain_text(request.note) else None,
            request.day,
        ),
    )


def missing_answers(record: Record, request: Marking) -> list[str]:
    """What a reader may still say of a status: the day it was met, or why it was not."""
    status = find_milestone(record, request.milestone)[1].get("status") or MilestoneStatus.SCHEDULED
    if request.to_status in _MET:
        return [] if request.met_on else ["milestone_met_on"]
    gives_up = request.to_status == MilestoneStatus.NOT_MET and status == MilestoneStatus.SCHEDULED
    return ["note"] if gives_up and not plain_text(request.note) else []


def require_milestones(record: Record) -> None:
    """Raise EditError for a record without milestones."""
    if not list_at(record, ("milestones",)):
        raise EditError(N_("This record has no milestones."), N_("Add one with --add TITLE."))


def _has_status(stored: object, status: MilestoneStatus) -> bool:
    return (stored or MilestoneStatus.SCHEDULED) == status


def _refuse_misplaced(request: Marking, status: MilestoneStatus) -> None:
    """Raise UsageError for flags that this status, or this request, has no place for."""
    unmet = request.met_on and status not in _MET
    refuse_flags(["met_on"] if unmet else [], N_("Use it only with met and partially_met."))
    undated = request.date and not (request.evidence or request.title or request.note)
    refuse_flags(["date"] if undated else [], N_("Use it only with evidence."))
