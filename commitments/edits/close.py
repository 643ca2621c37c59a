"""`commit close`: how a commitment ended, with all that its status owes. Judges no rule of change."""

from __future__ import annotations

from datetime import date as Date
from typing import NamedTuple

from commitments.edits import list_edits
from commitments.edits.flags import Given, given, out_of_place, plain_text, require, written
from commitments.edits.list_edits import Record, drop, in_turn, mapped, put
from commitments.edits.owed_fields import CARRIED, left_behind, moved, owed
from commitments.edits.steps import EditStep, Put
from commitments.errors import N_, CommitmentsError
from commitments.model.lifecycle import OPEN, Status


class Closing(NamedTuple):
    """What is asked; fields are named like their flags."""

    to_status: str
    """`--as`: one of the closed statuses, also where another one is corrected."""
    day: Date
    lang: str
    met_on: Given = None
    reason: Given = None
    evidence: Given = None
    title: Given = None
    superseded_by: Given = None
    date: Given = None
    """Of the closing and of the note, where it is not today; else of the evidence."""
    note: Given = None
    by: Given = None


def steps(record: Record, request: Closing) -> list[EditStep]:
    """What closing does to a record; raises CommitmentsError that names the flags of all that is missing."""
    if request.to_status in set(OPEN):
        raise CommitmentsError(
            N_("{status} is not a status of a closed record"),
            N_("`commit reopen` opens a closed one; `commit update --status` moves an open one."),
            status=request.to_status,
        )
    status = moved(record, request.to_status)
    _in_place(request, status)
    require(
        owed(record, status, given(request)),
        N_("A record that becomes {status} needs more than was given"),
        status=status.value,
    )
    return in_turn(
        record,
        lambda now: put(now, ("status",), status.value),
        lambda now: put(now, ("met_on",), written(request.met_on, "--met-on")) if request.met_on else [],
        lambda now: _closing(now, request, status),
        lambda now: (
            put(now, ("superseded_by",), plain_text(request.superseded_by)) if request.superseded_by else []
        ),
        lambda now: list_edits.evidence(
            now, (), request.evidence, request.title, _of_evidence(request, status)
        ),
        lambda now: list_edits.update(now, request.lang, request.note, request.by, request.date, request.day),
        lambda now: drop(now, *left_behind(record, status)),
    )


def _in_place(request: Closing, status: Status) -> None:
    """Raise CommitmentsError for what the status has no place for."""
    places = {"met_on": "met_on", "closing": "reason", "superseded_by": "superseded_by"}
    here = given(request)
    out_of_place(
        [flag for field, flag in places.items() if flag in here and field not in CARRIED[status]],
        N_("A record that is {status} has no place for it; an update says it with --note."),
        status=status.value,
    )
    if "date" in here and not here & {"note", "evidence", "title"} and "closing" not in CARRIED[status]:
        out_of_place(["date"], N_("It goes with a reason, a note or evidence."))


def _closing(record: Record, request: Closing, status: Status) -> list[EditStep]:
    if "closing" not in CARRIED[status]:
        return []
    if not (plain_text(request.reason) or request.date):
        return []
    standing = mapped(record, ("closing",))
    day = list_edits.dated(request.date, request.day)
    if plain_text(
        request.reason
    ):  # the reason of the status before, in whatever language, is none of this one
        return [Put(("closing",), {"date": day, "reason": {request.lang: plain_text(request.reason)}})]
    return put(record, ("closing", "date"), day) if standing else []


def _of_evidence(request: Closing, status: Status) -> Given:
    """The date of the evidence, where nothing else takes it."""
    return None if plain_text(request.note) or "closing" in CARRIED[status] else request.date
