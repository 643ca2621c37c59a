"""Turns a filled form into the steps of our own edits. It judges no rule, and touches no other field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date as Date
from typing import NamedTuple

from commitments.edits import reschedule, update
from commitments.edits.forms.filled_form import FilledForm
from commitments.edits.forms.form_table import FormKind
from commitments.edits.list_edits import EditPart, Record, chain_parts
from commitments.edits.steps import EditStep
from commitments.errors import N_, EditError, UsageError
from commitments.model.lifecycle import OPEN_STATUSES, Status

PROPOSABLE = (Status.AGREED, Status.IN_PROGRESS)
"""The statuses that a form can propose: those that owe no more than a note."""


class FormTerms(NamedTuple):
    """By what the values of a form are read."""

    day: Date
    lang: str
    past_date: Callable[[str], str | None]
    coming_date: Callable[[str], str | None]
    party: Callable[[str], str]
    """The id of the party that a name means."""
    status: Callable[[str], str | None]
    """The status that a word means; None where it means none. The others raise CommitmentsError for that."""


def form_steps(record: Record, filled: FilledForm, terms: FormTerms) -> list[EditStep]:
    """The steps that a form asks for; raises CommitmentsError where they cannot stand."""
    if record.get("status") not in OPEN_STATUSES:
        raise EditError(
            N_("The record is closed, and forms change open records only"),
            N_("Write to those who keep the register: reopening is theirs to decide."),
        )
    return chain_parts(record, *_parts(record, filled, terms))


def _parts(record: Record, filled: FilledForm, terms: FormTerms) -> Iterator[EditPart]:
    if filled.form.kind is FormKind.DEADLINE:
        moving = _rescheduling(filled, terms)
        yield lambda now: reschedule.steps(now, moving)
        return
    for request in _updatings(record, filled, terms):
        yield lambda now, request=request: update.steps(now, request)  # type: ignore[misc]


def _rescheduling(filled: FilledForm, terms: FormTerms) -> reschedule.Rescheduling:
    agreed_by = filled.values.get("agreed_by")
    return reschedule.Rescheduling(
        due=terms.coming_date(filled.values["due"]),
        reason=filled.values["reason"],
        day=terms.day,
        lang=terms.lang,
        agreed_by=terms.party(agreed_by) if agreed_by else None,
    )


def _updatings(record: Record, filled: FilledForm, terms: FormTerms) -> Sequence[update.Updating]:
    values = filled.values
    status = _proposed_status(values["status"], terms) if "status" in values else None
    first = update.Updating(
        day=terms.day,
        lang=terms.lang,
        date=terms.past_date(values["date"]),
        note=values.get("note"),
        obstacle=values.get("obstacle"),
        evidence=values.get("evidence"),
        title=values.get("title"),
        to_status=status if status != record.get("status") else None,
    )
    further = values.get("recommendation")
    if not further:
        return [first]
    return [first, update.Updating(terms.day, terms.lang, recommendation=further, date=first.date)]


def _proposed_status(text: str, terms: FormTerms) -> str:
    status = terms.status(text.partition(" / ")[0])
    if status is None or status not in PROPOSABLE:
        raise UsageError(
            N_("A form cannot propose the status {status}"),
            N_("It can propose: {allowed}."),
            status=text,
            allowed=", ".join(PROPOSABLE),
        )
    return status
