"""Makes the steps of `commit close`. It must not judge a rule of change."""

from __future__ import annotations

from datetime import date as Date
from typing import NamedTuple

from commitments.changes.evidence import OldEvidence
from commitments.changes.rules.proof_rules import evidence_of_closing
from commitments.changes.rules.status_rules import known_status
from commitments.edits import list_edits
from commitments.edits.flags import (
    FlagText,
    given_fields,
    plain_text,
    read_date_flag,
    refuse_flags,
    require_flags,
)
from commitments.edits.list_edits import Record, chain_parts, drop, mapping_at, put
from commitments.edits.owed_fields import FIELDS_OF_STATUS, fields_left_behind, missing_fields, next_status
from commitments.edits.steps import EditStep, Put, apply_steps
from commitments.errors import N_, UsageError
from commitments.model.lifecycle import OPEN_STATUSES, Status


class Closing(NamedTuple):
    """The request of `commit close`; fields are named like their flags."""

    to_status: str
    """`--as`: one of the closed statuses, also to correct another one."""
    day: Date
    lang: str
    met_on: FlagText = None
    reason: FlagText = None
    evidence: FlagText = None
    title: FlagText = None
    superseded_by: FlagText = None
    date: FlagText = None
    """The date of the closing and of the note, where it is not today; else of the evidence."""
    note: FlagText = None
    by: FlagText = None
    """The party whose doing the end was; without a closing, the one that says the note."""


def steps(record: Record, request: Closing) -> list[EditStep]:
    """The steps that close a record.

    Raises UsageError, which names the flags of all that is missing, and EditError for a move that the
    lifecycle does not know.
    """
    if request.to_status in set(OPEN_STATUSES):
        raise UsageError(
            N_("{status} is not a status of a closed record"),
            N_("Use `commit reopen` for a closed record, or `commit update --status` for an open one."),
            status=request.to_status,
        )
    status = next_status(record, request.to_status)
    _refuse_misplaced(request, status)
    require_flags(
        missing_fields(record, status, given_fields(request)),
        N_("The status {status} needs more information"),
        status=status.value,
    )
    return chain_parts(
        record,
        lambda now: put(now, ("status",), status.value),
        lambda now: (
            put(now, ("met_on",), read_date_flag(request.met_on, "--met-on")) if request.met_on else []
        ),
        lambda now: _closing_steps(now, request, status, known_status(record) not in OPEN_STATUSES),
        lambda now: (
            put(now, ("superseded_by",), plain_text(request.superseded_by)) if request.superseded_by else []
        ),
        lambda now: list_edits.add_evidence(
            now, (), request.evidence, request.title, _evidence_date(request, status)
        ),
        lambda now: list_edits.add_note(
            now, request.lang, request.note, _note_giver(request, status), request.date, request.day
        ),
        lambda now: drop(now, *fields_left_behind(record, status)),
    )


def old_evidence(record: Record, request: Closing) -> OldEvidence | None:
    """The evidence on which the request would close a record as met, where it is older than the last news."""
    return evidence_of_closing(record, apply_steps(record, steps(record, request)))


def _refuse_misplaced(request: Closing, status: Status) -> None:
    """Raise UsageError for flags that the status has no place for."""
    flag_by_field = {"met_on": "met_on", "closing": "reason", "superseded_by": "superseded_by"}
    given_names = given_fields(request)
    refuse_flags(
        [
            flag
            for field, flag in flag_by_field.items()
            if flag in given_names and field not in FIELDS_OF_STATUS[status]
        ],
        N_("The status {status} does not take it; write it in an update with --note."),
        status=status.value,
    )
    if (
        "date" in given_names
        and not given_names & {"note", "evidence", "title"}
        and "closing" not in FIELDS_OF_STATUS[status]
    ):
        refuse_flags(["date"], N_("Use it only with a reason, a note or evidence."))


def _closing_steps(record: Record, request: Closing, status: Status, corrects: bool) -> list[EditStep]:
    """The steps that say when and why a record was closed; `corrects` where it was closed before."""
    if "closing" not in FIELDS_OF_STATUS[status]:
        return []
    by, day = plain_text(request.by), list_edits.entry_date(request.date, request.day)
    if not (mapping_at(record, ("closing",)) and corrects):
        reason = {"reason": {request.lang: plain_text(request.reason)}}
        closing = {"date": day, **reason, **({"by": by} if by else {})}
        return [Put(("closing",), closing)] if plain_text(request.reason) else []
    return chain_parts(  # of a correction, what is not given stays: the day, and whose doing the end was
        record,
        lambda now: put(now, ("closing", "date"), day) if request.date else [],
        lambda now: _reason_steps(now, request),
        lambda now: put(now, ("closing", "by"), by) if by else [],
    )


def _reason_steps(record: Record, request: Closing) -> list[EditStep]:
    """The step that replaces the reason of another status, in every language."""
    reason = plain_text(request.reason)
    return put(record, ("closing", "reason"), {request.lang: reason}) if reason else []


def _note_giver(request: Closing, status: Status) -> FlagText:
    """The party that says the note, where the closing does not take it."""
    return None if "closing" in FIELDS_OF_STATUS[status] else request.by


def _evidence_date(request: Closing, status: Status) -> FlagText:
    """The date of the evidence, where neither a note nor the closing takes it."""
    return None if plain_text(request.note) or "closing" in FIELDS_OF_STATUS[status] else request.date
