"""Makes the steps of `commit reopen`. It must not judge a rule of change."""

from __future__ import annotations

from datetime import date as Date
from typing import NamedTuple

from commitments.changes.rules.status_rules import known_status
from commitments.edits import list_edits
from commitments.edits.flags import FlagText, plain_text, read_date_flag, require_flags
from commitments.edits.list_edits import Record, chain_parts, drop, put
from commitments.edits.owed_fields import fields_left_behind, next_status
from commitments.edits.steps import EditStep
from commitments.errors import N_, EditError, UsageError
from commitments.model.calendar.dates import parse_date
from commitments.model.lifecycle import OPEN_STATUSES, Status

REOPENED_STATUSES = tuple(
    status.value for status in Status if status in OPEN_STATUSES and status is not Status.PROPOSED
)
"""The statuses in which a closed record can be opened again."""


class Reopening(NamedTuple):
    """The request of `commit reopen`; fields are named like their flags."""

    why: FlagText
    day: Date
    lang: str
    to_status: str = Status.IN_PROGRESS.value
    """`--as`: one of `REOPENED_STATUSES`."""
    by: FlagText = None
    date: FlagText = None
    review_by: FlagText = None
    """Only with suspended."""


def steps(record: Record, request: Reopening) -> list[EditStep]:
    """The steps that reopen a record, with an update that says why.

    Raises EditError for a record that is open, and UsageError for a missing reason or a closed status.
    """
    require_closed(record)
    status = next_status(record, request.to_status)
    if status not in OPEN_STATUSES:
        raise UsageError(
            N_("{status} is not a status of an open record"),
            N_("Use `commit close` to correct one closed status to another."),
            status=status.value,
        )
    require_flags(missing_flags(record, request))
    review_by = request.review_by
    return chain_parts(
        record,
        lambda now: put(now, ("status",), status.value),
        lambda now: put(now, ("review_by",), read_date_flag(review_by, "--review-by")) if review_by else [],
        lambda now: list_edits.add_note(
            now, request.lang, request.why, request.by, request.date, request.day
        ),
        lambda now: drop(now, *fields_left_behind(record, status)),
    )


def require_closed(record: Record) -> None:
    """Raise EditError for a record that is open."""
    status = known_status(record)
    if status in OPEN_STATUSES:
        raise EditError(
            N_("The record is not closed: it is {status}"),
            N_("Use `commit update --status` for an open record."),
            status=str(status),
        )


def missing_flags(record: Record, request: Reopening) -> list[str]:
    """The flags that reopening lacks: a reason, and with suspended the day of the next review."""
    suspends = request.to_status == Status.SUSPENDED
    lacks_day = suspends and not request.review_by and parse_date(record.get("review_by")) is None
    return [*([] if plain_text(request.why) else ["why"]), *(["review_by"] if lacks_day else [])]
