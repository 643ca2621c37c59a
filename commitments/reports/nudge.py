"""Finds whom to write to: the leads of open records that are late, due, silent or unanswered.

It must not ask for the day, and reads no file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from commitments.model.lifecycle import Kind, Status, Timeliness
from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.model.reminders import NO_REMINDERS, Reminders, is_unanswered, reminders
from commitments.model.timeliness import Clock, is_review_due
from commitments.reports.status import JudgedRecord, is_stale, judge, urgency


class NudgeCause(StrEnum):
    """Why the lead of a record is written to, the most urgent first."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    UNANSWERED = "unanswered"
    """A request that is only put forward, with no answer."""
    REVIEW_DUE = "review_due"
    SILENT = "silent"
    """Nothing was heard of it for `stale_after_days`, or ever."""


class NudgeRow(NamedTuple):
    """One record whose lead is to be written to."""

    record: JudgedRecord
    causes: Sequence[NudgeCause]
    """At least one, the most urgent first."""
    reminders: Reminders
    unanswered_days: int | None
    """The days since an unanswered request was made; None for all else, and where that day is unknown."""
    data: Mapping[str, Any]
    """The whole record; empty where its file could not be read again."""

    @property
    def cause(self) -> NudgeCause:
        """The most urgent cause."""
        return self.causes[0]


@dataclass(frozen=True, slots=True)
class LeadNudge:
    """The records of one lead, the most urgent first; the lead is None where a record names none."""

    lead: str | None
    rows: Sequence[NudgeRow]

    @property
    def reminders(self) -> Reminders:
        """The days on which it was reminded of any of the records: a letter is about several of them."""
        return Reminders(tuple(sorted({day for row in self.rows for day in row.reminders.days})))

    def count(self, cause: NudgeCause) -> int:
        """How many of the records have a cause."""
        return sum(cause in row.causes for row in self.rows)


@dataclass(frozen=True, slots=True)
class NudgeReport:
    """The answer of `nudge`."""

    clock: Clock
    leads: Sequence[LeadNudge]
    """The lead with most overdue records first; the records without a lead last."""
    checked: int
    """How many open records were looked at."""
    is_told: bool = True
    """Whether the numbers are those of all records; False on a roof that could not read them all."""


def candidates(outlines: Iterable[Outline], clock: Clock) -> list[JudgedRecord]:
    """The open records whose lead may have to be written to; whether one is depends on the whole record."""
    rows = [judge(outline, clock) for outline in outlines if outline.is_open and outline.counts]
    return [row for row in rows if _may_be_unanswered(row.outline) or _causes(row, {})]


def nudge(
    outlines: Sequence[Outline],
    records: Mapping[str, Mapping[str, Any]],
    clock: Clock,
    registry: Registry,
    chosen: Collection[str] | None = None,
) -> NudgeReport:
    """Whom to write to about which records.

    `records` has the whole record of every candidate, by path. A record of several leads stands under each,
    or under those among the `chosen` ones; the single successor of a body that ended takes its place.
    """
    rows_by_lead: dict[str | None, list[NudgeRow]] = defaultdict(list)
    for record in candidates(outlines, clock):
        row = _row(record, records.get(record.outline.path, {}))
        if row.causes:
            for lead in _leads(record.outline, registry, chosen):
                rows_by_lead[lead].append(row)
    leads = [
        LeadNudge(lead, sorted(rows, key=lambda row: urgency(row.record)))
        for lead, rows in rows_by_lead.items()
    ]
    checked = sum(outline.is_open and outline.counts for outline in outlines)
    return NudgeReport(clock, sorted(leads, key=_lead_order), checked)


def _row(record: JudgedRecord, data: Mapping[str, Any]) -> NudgeRow:
    today, since = record.today, record.outline.silent_from
    causes = _causes(record, data)
    unanswered = today - since if NudgeCause.UNANSWERED in causes and 0 < since <= today else None
    return NudgeRow(record, causes, reminders(data, today) if data else NO_REMINDERS, unanswered, data)


def _causes(row: JudgedRecord, data: Mapping[str, Any]) -> list[NudgeCause]:
    holds = {
        NudgeCause.OVERDUE: row.timeliness is Timeliness.OVERDUE,
        NudgeCause.DUE_SOON: row.timeliness is Timeliness.DUE_SOON,
        NudgeCause.UNANSWERED: is_unanswered(data),
        NudgeCause.REVIEW_DUE: is_review_due(row.outline, row.today),
        NudgeCause.SILENT: is_stale(row),
    }
    return [cause for cause in NudgeCause if holds[cause]]


def _may_be_unanswered(outline: Outline) -> bool:
    return outline.kind == Kind.REQUEST and outline.status == Status.PROPOSED


def _leads(outline: Outline, registry: Registry, chosen: Collection[str] | None) -> Sequence[str | None]:
    leads = [registry.successor(lead) or lead for lead in outline.leads() if chosen is None or lead in chosen]
    return list(dict.fromkeys(leads)) or [None]


def _lead_order(nudge: LeadNudge) -> tuple[Any, ...]:
    counts = [-nudge.count(cause) for cause in (NudgeCause.OVERDUE, NudgeCause.DUE_SOON)]
    return (nudge.lead is None, *counts, -len(nudge.rows), nudge.lead or "")
