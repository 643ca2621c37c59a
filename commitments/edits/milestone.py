"""`commit milestone`: how a milestone stands. Judges no rule of change."""

from __future__ import annotations

from datetime import date as Date
from typing import NamedTuple

from commitments.edits import list_edits
from commitments.edits.find_milestone import milestone as standing
from commitments.edits.flags import Given, choice, out_of_place, written
from commitments.edits.list_edits import Record, in_turn, put
from commitments.edits.steps import Drop, EditStep
from commitments.errors import N_, CommitmentsError
from commitments.model.lifecycle import MilestoneStatus

_MET = frozenset({MilestoneStatus.MET, MilestoneStatus.PARTIALLY_MET})


class Marking(NamedTuple):
    """What is asked; fields are named like their flags."""

    milestone: str
    to_status: str
    day: Date
    lang: str
    met_on: Given = None
    evidence: Given = None
    title: Given = None
    date: Given = None
    """Of the evidence."""


def steps(record: Record, request: Marking) -> list[EditStep]:
    """What marking a milestone does to a record; raises CommitmentsError for one that is not there."""
    at, milestone = standing(record, request.milestone)
    status = MilestoneStatus(choice(request.to_status, list(MilestoneStatus)))
    told = request.met_on or request.evidence or request.title
    if _is_so(milestone.get("status"), status) and not told:
        raise CommitmentsError(
            N_("Milestone {name} is {status} already"), name=request.milestone, status=status.value
        )
    met_on = request.met_on
    _in_place(request, status)
    return in_turn(
        record,
        lambda now: (
            [] if _is_so(milestone.get("status"), status) else put(now, (*at, "status"), status.value)
        ),
        lambda now: put(now, (*at, "met_on"), written(met_on, "--met-on")) if met_on else [],
        lambda now: list_edits.evidence(now, at, request.evidence, request.title, request.date),
        lambda now: [Drop((*at, "met_on"))] if "met_on" in milestone and status not in _MET else [],
    )


def _is_so(stored: object, status: MilestoneStatus) -> bool:
    return (stored or MilestoneStatus.SCHEDULED) == status


def _in_place(request: Marking, status: MilestoneStatus) -> None:
    """Raise CommitmentsError for what would stand nowhere."""
    unmet = request.met_on and status not in _MET
    out_of_place(["met_on"] if unmet else [], N_("It goes with met and partially_met."))
    undated = request.date and not (request.evidence or request.title)
    out_of_place(["date"] if undated else [], N_("It goes with evidence."))
