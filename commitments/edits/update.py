"""`commit update`: a note, evidence, another status, any field. Judges no rule of change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from typing import NamedTuple

from commitments.changes.rules_of_status import known_status
from commitments.edits import list_edits
from commitments.edits.field_paths import ParseValue, set_steps, split
from commitments.edits.flags import Given, flags, given, out_of_place, plain_text, require, written
from commitments.edits.list_edits import Part, Record, drop, in_turn, put
from commitments.edits.owed_fields import left_behind, moved, owed
from commitments.edits.steps import EditStep
from commitments.errors import N_, CommitmentsError
from commitments.model.lifecycle import OPEN, Status


class Updating(NamedTuple):
    """What is asked; fields are named like their flags."""

    day: Date
    lang: str
    to_status: Given = None
    """`--status`."""
    note: Given = None
    by: Given = None
    date: Given = None
    """Of the note, where it is not today; of the evidence where there is no note."""
    evidence: Given = None
    title: Given = None
    review_by: Given = None
    set: Sequence[str] = ()
    """Each `PATH=VALUE`."""


def steps(
    record: Record,
    request: Updating,
    parse_value: ParseValue | None = None,
    kinds: Mapping[str, str] | None = None,
) -> list[EditStep]:
    """What updating does to a record; `parse_value` and `kinds` are what `paths.set_steps` needs of `set`."""
    _require_anything(request)
    wanted = [split(item) for item in request.set]

    def setting(path: str, value: str) -> Part:
        return lambda now: set_steps(now, path, value, parse_value or str, kinds or {})

    return in_turn(
        record,
        *(setting(path, value) for path, value in wanted),
        lambda now: _moved(now, request),
        lambda now: list_edits.evidence(now, (), request.evidence, request.title, _of_evidence(request)),
        lambda now: list_edits.update(now, request.lang, request.note, request.by, request.date, request.day),
    )


def _require_anything(request: Updating) -> None:
    here = given(request)
    asked = {"to_status", "note", "evidence", "title", "review_by"}
    if not (here & asked or request.set):
        raise CommitmentsError(
            N_("Nothing was said that would change the record"),
            N_("Give it with {flags}."),
            flags=f"--status STATUS, {flags(['note'])}, {flags(['evidence'])}, --set PATH=VALUE",
        )
    undated = "date" in here and not here & {"note", "evidence", "title"}
    out_of_place(["date"] if undated else [], N_("It goes with a note or with evidence."))


def _of_evidence(request: Updating) -> Given:
    return None if plain_text(request.note) else request.date


def _moved(record: Record, request: Updating) -> list[EditStep]:
    """Another status, and the day by which a suspended one is looked at again."""
    new = moved(record, request.to_status) if request.to_status else known_status(record)
    review_by = request.review_by
    if review_by and new is not Status.SUSPENDED:
        out_of_place(["review_by"], N_("It goes with suspended."))
    reviewed = put(record, ("review_by",), written(review_by, "--review-by")) if review_by else []
    if not request.to_status or new is None:
        return reviewed
    _require_owed(record, request, new)
    return [*put(record, ("status",), new.value), *reviewed, *drop(record, *left_behind(record, new))]


def _require_owed(record: Record, request: Updating, status: Status) -> None:
    missing = owed(record, status, given(request))
    if status not in OPEN and set(missing) - {"note", "evidence", "title"}:
        raise CommitmentsError(
            N_("A record that becomes {status} needs more than was given"),
            N_("`commit close --as {status}` takes it: {flags}"),
            status=status.value,
            flags=flags(missing),
        )
    require(missing, N_("A record that becomes {status} needs more than was given"), status=status.value)
