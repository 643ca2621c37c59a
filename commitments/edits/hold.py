"""`commit hold`: an occurrence of a recurring commitment took place. Expands no rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import Any, NamedTuple

from commitments.changes.list_entries import same_days
from commitments.edits import list_edits
from commitments.edits.flags import Given, out_of_place, written
from commitments.edits.list_edits import Record, listed, mapped, placed
from commitments.edits.steps import EditStep
from commitments.errors import N_, CommitmentsError

_HELD = ("repeats", "held")


class Holding(NamedTuple):
    """What is asked; fields are named like their flags."""

    occurrence: str
    day: Date
    lang: str
    met_on: Given = None
    evidence: Given = None
    title: Given = None
    date: Given = None
    """Of the evidence."""


def steps(record: Record, request: Holding) -> list[EditStep]:
    """What holding does to a record; raises CommitmentsError where it does not recur, or this was held."""
    if not mapped(record, ("repeats",)):
        raise CommitmentsError(
            N_("It does not recur: it has no rule in repeats"),
            N_("`commit update --set repeats.rule=FREQ=YEARLY` makes it recur."),
        )
    occurrence = written(request.occurrence, "OCCURRENCE")
    for entry in listed(record, _HELD):
        if isinstance(entry, Mapping) and same_days(entry.get("occurrence"), occurrence):
            raise CommitmentsError(
                N_("The occurrence {occurrence} was held already"),
                N_("`commit update --set` changes what is said of it."),
                occurrence=str(occurrence),
            )
    return [placed(record, _HELD, _entry(request, occurrence), "occurrence")]


def _entry(request: Holding, occurrence: str | int) -> dict[str, Any]:
    entry: dict[str, Any] = {"occurrence": occurrence}
    if request.met_on:
        entry["met_on"] = written(request.met_on, "--met-on")
    proof = list_edits.proof(request.evidence, request.title, request.date)
    if proof:
        entry["evidence"] = [proof]
    out_of_place(["date"] if request.date and not proof else [], N_("It goes with evidence."))
    return entry
