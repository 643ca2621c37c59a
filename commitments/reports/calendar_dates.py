"""Lists the dates of a record that belong in a calendar. It must not ask for the day or word anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from commitments.model.calendar.dates import Span, parse_date
from commitments.model.commitment import Commitment
from commitments.model.lifecycle import MilestoneStatus, Status, Timeliness
from commitments.model.outline import Outline
from commitments.model.owed_occurrences import coming_occurrences
from commitments.model.term import JudgedTerm, judge_term, parse_term, term_text
from commitments.reports.status import JudgedRecord

OCCURRENCE_DAYS = 366
"""How many days ahead occurrences are listed; the next one is, however far it is."""

MOST_OCCURRENCES = 53
"""The most occurrences of one record that are listed."""


class DateKind(StrEnum):
    """What a date of a record says."""

    DUE = "due"
    MILESTONE = "milestone"
    OCCURRENCE = "occurrence"
    REVIEW_BY = "review_by"
    TERM_END = "term_end"
    """The end of the term that runs."""
    NOTICE = "notice"
    """The last day to give notice against the next renewal."""


class CalendarDate(NamedTuple):
    """One date of a record."""

    kind: DateKind
    key: str
    """What tells it from other dates of its record, and stays when it moves: `due`, `milestone.m1`."""
    span: Span
    """The date as written."""
    day: date
    """The latest day that it can mean."""
    milestone: str = ""
    """The id of its milestone; empty for any other date."""
    renews: bool = False
    """Whether an end of a term is followed by a renewal that nobody needs to agree to."""


def calendar_dates(row: JudgedRecord, today: date) -> Iterator[CalendarDate]:
    """The dates of an open record; a deadline that no longer counts, since the term is over, is left out."""
    outline = row.outline
    if not outline.is_open:
        return
    if row.timeliness is not Timeliness.CLOSED:
        if outline.due:
            yield from _dated(DateKind.DUE, "due", outline.due)
        for milestone in outline.items(outline.scheduled):
            id, _, due = milestone.rpartition("=")
            yield from _dated(DateKind.MILESTONE, f"milestone.{id}", due, id)
        for occurrence in _occurrences(outline, today) if outline.repeats else ():
            yield from _dated(DateKind.OCCURRENCE, f"occurrence.{occurrence.text}", occurrence.text)
    if outline.review_by:
        yield from _dated(DateKind.REVIEW_BY, "review_by", outline.review_by)
    if outline.term:
        yield from _term_dates(judge_term(parse_term(outline.term), outline.status, today))


def dates_of_withdrawn(commitment: Commitment, withdrawn_on: date) -> Iterator[CalendarDate]:
    """The dates that a record had on the day it was withdrawn."""
    yield from _dated(DateKind.DUE, "due", commitment.due)
    for milestone in commitment.milestones:
        if milestone.status is MilestoneStatus.SCHEDULED:
            yield from _dated(DateKind.MILESTONE, f"milestone.{milestone.id}", milestone.due, milestone.id)
    yield from _dated(DateKind.REVIEW_BY, "review_by", commitment.review_by)
    in_force = commitment.data.get("in_force")
    if isinstance(in_force, dict):
        term = parse_term(term_text(in_force))
        yield from _term_dates(judge_term(term, Status.AGREED, withdrawn_on))


def _dated(kind: DateKind, key: str, value: Span | str | None, milestone: str = "") -> Iterator[CalendarDate]:
    span = parse_date(value) if isinstance(value, str) else value
    if span is not None and span.latest is not None:
        yield CalendarDate(kind, key, span, span.latest, milestone)


def _occurrences(outline: Outline, today: date) -> list[Span]:
    try:
        until = today + timedelta(OCCURRENCE_DAYS)
    except OverflowError:
        until = date.max
    return coming_occurrences(outline, today.toordinal(), until, MOST_OCCURRENCES)


def _term_dates(term: JudgedTerm) -> Iterator[CalendarDate]:
    """The end of the running term, which is another date after each renewal, and the day of notice."""
    turn = f".{term.renewed}" if term.renewed else ""
    for shown in _dated(DateKind.TERM_END, f"term_end{turn}", term.until):
        yield shown._replace(renews=term.renews)
    if term.renews and term.notice_by is not None:
        yield from _dated(DateKind.NOTICE, f"notice{turn}", term.notice_by.isoformat())
