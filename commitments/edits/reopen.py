"""`commit reopen`: a closed commitment is open again, and an update says why. Judges no rule of change."""

from __future__ import annotations

from datetime import date as Date
from typing import NamedTuple

from commitments.changes.rules_of_status import known_status
from commitments.edits import list_edits
from commitments.edits.flags import Given, out_of_place, plain_text, require, written
from commitments.edits.list_edits import Record, drop, in_turn, put
from commitments.edits.owed_fields import left_behind, moved
from commitments.edits.steps import EditStep
from commitments.errors import N_, CommitmentsError
from commitments.model.dates import parse
from commitments.model.lifecycle import OPEN, Status


class Reopening(NamedTuple):
    """What is asked; fields are named like their flags."""

    why: Given
    day: Date
    lang: str
    to_status: str = Status.IN_PROGRESS.value
    """`--as`: one of the open statuses."""
    by: Given = None
    date: Given = None
    review_by: Given = None
    """With suspended."""


def steps(record: Record, request: Reopening) -> list[EditStep]:
    """What reopening does to a record; raises CommitmentsError for one that is open or a reason not given."""
    old = known_status(record)
    if old in OPEN:
        raise CommitmentsError(
            N_("It is not closed: it is {status}"),
            N_("`commit update --status` moves an open one."),
            status=str(old),
        )
    status = moved(record, request.to_status)
    if status not in OPEN:
        raise CommitmentsError(
            N_("{status} is not a status of an open record"),
            N_("`commit close` corrects one closed status to another."),
            status=status.value,
        )
    unsuspended = request.review_by and status is not Status.SUSPENDED
    out_of_place(["review_by"] if unsuspended else [], N_("It goes with suspended."))
    require(missing(record, request))
    review_by = request.review_by
    return in_turn(
        record,
        lambda now: put(now, ("status",), status.value),
        lambda now: put(now, ("review_by",), written(review_by, "--review-by")) if review_by else [],
        lambda now: list_edits.update(now, request.lang, request.why, request.by, request.date, request.day),
        lambda now: drop(now, *left_behind(record, status)),
    )


def missing(record: Record, request: Reopening) -> list[str]:
    """What reopening lacks: a reason, and of a record to be suspended the day when it is looked at again."""
    suspends = request.to_status == Status.SUSPENDED
    lacks_day = suspends and not request.review_by and parse(record.get("review_by")) is None
    return [*([] if plain_text(request.why) else ["why"]), *(["review_by"] if lacks_day else [])]
