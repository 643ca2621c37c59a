"""Makes the steps of `commit hold`. It must not expand a recurrence rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import Any, NamedTuple

from commitments.changes.list_entries import same_days
from commitments.edits import list_edits
from commitments.edits.flags import FlagText, plain_text, read_date_flag, refuse_flags
from commitments.edits.list_edits import Record, insert_by_date, list_at, mapping_at
from commitments.edits.steps import EditStep
from commitments.errors import N_, EditError

_HELD_LIST = ("repeats", "held")


class Holding(NamedTuple):
    """The request of `commit hold`; fields are named like their flags."""

    occurrence: str
    day: Date
    lang: str
    met_on: FlagText = None
    lapsed: FlagText = None
    """Why the occurrence was let go; it stands in the place of a day."""
    evidence: FlagText = None
    title: FlagText = None
    date: FlagText = None
    """The date of the evidence."""


def steps(record: Record, request: Holding) -> list[EditStep]:
    """The steps that record an occurrence as held, or as let go.

    Raises UsageError for a request that says both, and EditError for a record that does not recur and for an
    occurrence that was held or let go already.
    """
    if not mapping_at(record, ("repeats",)):
        raise EditError(
            N_("The record does not recur: it has no rule in repeats"),
            N_("Run `commit update --set repeats.rule=FREQ=YEARLY` to make it recur."),
        )
    both = plain_text(request.lapsed) and request.met_on
    refuse_flags(["lapsed"] if both else [], N_("What was held on a day was not let go."))
    occurrence = read_date_flag(request.occurrence, "OCCURRENCE")
    for entry in list_at(record, _HELD_LIST):
        if isinstance(entry, Mapping) and same_days(entry.get("occurrence"), occurrence):
            raise EditError(
                N_("The occurrence {occurrence} was let go already")
                if entry.get("lapsed")
                else N_("The occurrence {occurrence} is already recorded as held"),
                N_("Use `commit update --set` to change its entry."),
                occurrence=str(occurrence),
            )
    return [insert_by_date(record, _HELD_LIST, _held_entry(request, occurrence), "occurrence")]


def _held_entry(request: Holding, occurrence: str | int) -> dict[str, Any]:
    entry: dict[str, Any] = {"occurrence": occurrence}
    if request.met_on:
        entry["met_on"] = read_date_flag(request.met_on, "--met-on")
    if plain_text(request.lapsed):
        entry["lapsed"] = {request.lang: plain_text(request.lapsed)}
    evidence = list_edits.evidence_item(request.evidence, request.title, request.date)
    if evidence:
        entry["evidence"] = [evidence]
    refuse_flags(["date"] if request.date and not evidence else [], N_("Use it only with evidence."))
    return entry
