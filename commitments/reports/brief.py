"""Answers what a paper for a meeting says: the ledger with a partner, and what needs to be talked about.

It must not ask for the day, and reads no file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from commitments.model.commitment import Commitment
from commitments.model.outline import Outline
from commitments.model.owing import owing
from commitments.model.parties.party import Registry
from commitments.model.timeliness import Clock
from commitments.reports.overview.decisions import Decisions, decisions
from commitments.reports.overview.meetings import HeldMeeting
from commitments.reports.overview.moved_deadlines import MovedDeadline, moves_by_entries
from commitments.reports.overview.partners import Side, home_bodies, side_of
from commitments.reports.overview.recent_changes import ChangedRecord
from commitments.reports.overview.this_week import ThisWeek, this_week
from commitments.reports.status import JudgedRecord, StatusReport, status


class LedgerPart(StrEnum):
    """Whose it is to do."""

    OURS = "ours"
    """We owe it to them, to all, or to ourselves."""
    THEIRS = "theirs"
    JOINT = "joint"
    OTHERS = "others"
    """It is owed between others."""
    UNTOLD = "untold"
    """The roles do not tell who owes it to whom."""


class BriefParties(NamedTuple):
    """Who we are and whom we meet."""

    home: Sequence[str]
    """The parties that we are; none where nobody said it."""
    partner: str | None
    """The party that we meet; None for a country or for everybody."""
    country: str | None
    """The country that we meet, in ISO 3166-1 alpha-2."""


class Since(NamedTuple):
    """From when changes are told."""

    day: date
    meeting: HeldMeeting | None
    """The meeting that gives the day; None where a date or the usual thirty days do."""


@dataclass(frozen=True, slots=True)
class BriefHistory:
    """What history adds to the records."""

    since: Since
    begins: date | None
    """The day of the first commit that git knows; None where nothing was committed."""
    unsaved: int
    """How many files differ from the last commit, and are not compared."""
    changed: Sequence[ChangedRecord]
    moved: Sequence[MovedDeadline]
    without_commit: Sequence[str] = ()
    """The members of a roof of which git knows nothing."""


@dataclass(frozen=True, slots=True)
class Brief:
    """The answer of `brief`."""

    clock: Clock
    parties: BriefParties
    report: StatusReport
    """Counts of all records of the brief, and these as rows, closed ones too."""
    ledger: Mapping[LedgerPart, Sequence[JudgedRecord]] | None
    """The open records by whose they are to do; None where neither we nor a partner are named."""
    week: ThisWeek
    decisions: Decisions
    moved: Sequence[MovedDeadline]
    """The deadlines that moved, by history; those by the entries of their records alone come last."""
    history: BriefHistory | None
    """None without git."""
    commitments: Mapping[str, Commitment]
    """Whole records, by path."""

    @property
    def records(self) -> Sequence[JudgedRecord]:
        """All records of the brief, the most urgent first."""
        return self.report.rows


def partner_bodies(parties: BriefParties, registry: Registry) -> frozenset[str] | None:
    """The bodies that we meet; None for everybody."""
    if parties.partner is not None:
        return registry.with_below_and_before(parties.partner)
    if parties.country is not None:
        return frozenset(
            body
            for party in registry.parties.values()
            if party.country == parties.country
            for body in registry.with_below_and_before(party.id)
        )
    return None


def concerned(outlines: Iterable[Outline], bodies: Collection[str] | None) -> list[Outline]:
    """The records in which one of some bodies takes part; all for None."""
    return [
        outline
        for outline in outlines
        if bodies is None or any(party in bodies for party, _ in outline.roles())
    ]


def brief(
    outlines: Sequence[Outline],
    commitments: Mapping[str, Commitment],
    parties: BriefParties,
    history: BriefHistory | None,
    registry: Registry,
    clock: Clock,
) -> Brief:
    """The brief about some records, those of `concerned`.

    Equally urgent records stand in the order of their ids, so that both languages have one order.
    """
    in_order = sorted((outline for outline in outlines if outline.counts), key=lambda outline: outline.id)
    report = status(in_order, clock, with_closed=True)
    open_rows = [row for row in report.rows if row.outline.is_open]
    return Brief(
        clock,
        parties,
        report,
        _ledger(open_rows, parties, registry),
        this_week(open_rows),
        decisions(open_rows, lambda outline: commitments.get(outline.path)),
        _moved(in_order, commitments, history),
        history,
        commitments,
    )


def _moved(
    outlines: Sequence[Outline], commitments: Mapping[str, Commitment], history: BriefHistory | None
) -> list[MovedDeadline]:
    by_history = list(history.moved) if history else []
    known = {move.outline.path for move in by_history}
    further = (
        moves_by_entries(outline, commitments[outline.path].due_changes)
        for outline in outlines
        if outline.path in commitments and outline.path not in known
    )
    return [*by_history, *filter(None, further)]


def _ledger(
    rows: Sequence[JudgedRecord], parties: BriefParties, registry: Registry
) -> dict[LedgerPart, list[JudgedRecord]] | None:
    home, partner = home_bodies(parties.home, registry), partner_bodies(parties, registry)
    if not home and partner is None:
        return None
    ledger: dict[LedgerPart, list[JudgedRecord]] = {part: [] for part in LedgerPart}
    for row in rows:
        ledger[_part(row.outline, partner, home)].append(row)
    return ledger


_PART_BY_SIDE: Mapping[Side | None, LedgerPart] = {
    Side.OWED_TO_THEM: LedgerPart.OURS,
    Side.OWED_BY_THEM: LedgerPart.THEIRS,
    Side.JOINT: LedgerPart.JOINT,
    Side.BETWEEN_OTHERS: LedgerPart.OTHERS,
    Side.UNTOLD: LedgerPart.UNTOLD,
    None: LedgerPart.UNTOLD,
}


def _part(outline: Outline, partner: Collection[str] | None, home: Collection[str]) -> LedgerPart:
    if _is_owed_among(outline, home):
        return LedgerPart.OURS
    others = {party for party, _ in outline.roles()}.difference(home) if partner is None else partner
    return _PART_BY_SIDE[side_of(outline, others, home)]


def _is_owed_among(outline: Outline, home: Collection[str]) -> bool:
    """Whether both ends of a record are we, or it is ours and owed to all."""
    owes, owed = owing(outline.kind, outline.roles())
    return bool(owes) and owed is not None and {*(owes or ()), *owed}.issubset(home)
