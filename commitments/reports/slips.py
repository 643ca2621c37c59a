"""Counts how often and how far deadlines moved, and compares the moves with `due_changes`.

It must not read history: the caller supplies the changes and the records as they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from commitments.changes.change import Change, ChangeKind
from commitments.model.commitment import Commitment, DueChange, Milestone
from commitments.model.events import DueEvent
from commitments.model.outline import Outline
from commitments.reports.claimed_moves import NO_FACTS, MoveFacts, match_claims
from commitments.reports.deadlines import (
    DeadlineHistory,
    DeadlineTrack,
    Move,
    RecordDeadlines,
    days_between,
    milestone_field,
)


class DeadlinesNow(NamedTuple):
    """The deadlines of a record as it stands."""

    outline: Outline
    claims: tuple[DueChange, ...] = ()
    """Its `due_changes`."""
    milestones: tuple[Milestone, ...] = ()
    due_event: DueEvent | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """The moves of one deadline, of a record or of a milestone."""

    first: str
    """The first date; empty where there never was one."""
    due: str
    """The date as it stands; empty for none."""
    moves: Sequence[Move]
    by_event: Sequence[Move]
    """The moves that an event made, as an entry of `due_changes` says; they are nobody's slip."""
    late: Sequence[Move]
    """The moves that no event made and that came after the deadline had passed."""
    first_settings: int
    """1 where the deadline was set after the record was there; else 0."""
    liftings: int
    """How often the deadline was taken out."""
    claimed: int
    """The number of entries in `due_changes`."""
    unclaimed: Sequence[Move]
    """Moves without an entry."""
    unseen: Sequence[DueChange]
    """Entries without an event in git."""

    @property
    def days(self) -> int | None:
        """The number of days from the first date to that of now; None where either has no last day."""
        return days_between(self.first, self.due)

    @property
    def slipped(self) -> int:
        """The number of moves that no event caused."""
        return len(self.moves) - len(self.by_event)

    @property
    def slipped_days(self) -> int | None:
        """The number of days that `days` holds of moves that no event caused; None where it is not known."""
        days = [move.days for move in self.by_event]
        whole = self.days
        if whole is None or any(length is None for length in days):
            return whole if not days else None
        return whole - sum(length or 0 for length in days)

    @property
    def differs(self) -> bool:
        """Whether `due_changes` and git disagree."""
        return bool(self.unclaimed or self.unseen)

    @property
    def is_news(self) -> bool:
        """Whether the deadline moved or differs."""
        return bool(self.moves) or self.differs


class SlipRow(NamedTuple):
    """The deadlines of one record."""

    outline: Outline
    own: Slip
    milestones: Sequence[tuple[str, Slip]]
    """The milestones that moved or differ, with their ids, in the order of the record."""

    @property
    def differs(self) -> bool:
        """Whether any of its deadlines differs from its `due_changes`."""
        return any(slip.differs for slip in self.slips())

    def slips(self) -> Iterator[Slip]:
        """That of the record, then those of its milestones."""
        yield self.own
        yield from (slip for _, slip in self.milestones)


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over some records of the moves that no event caused.

    `median`, in days, and `worst` are of the records whose own deadline moved so.
    """

    records: int
    with_moves: int
    moves: int
    milestone_moves: int
    moves_by_event: int
    """The moves of records and milestones that an event caused; they are in no other count."""
    moves_late: int
    """The moves of records and milestones that came after the deadline had passed."""
    median: float | None
    worst: SlipRow | None
    differ: int


@dataclass(frozen=True, slots=True)
class SlipsReport:
    """The answer of `slips`; meetings are in no count."""

    rows: Sequence[SlipRow]
    totals: Totals
    by_lead: Sequence[tuple[str | None, Totals]]
    """The most moves first; None for the records that nobody leads."""
    hidden: int = 0
    """The number of records that a limit cuts from the list."""


def current_deadlines(outline: Outline, commitment: Commitment | None) -> DeadlinesNow:
    """The deadlines of a record; `commitment` may be None for a record among those `without_claims`."""
    if commitment is None:
        return DeadlinesNow(outline)
    return DeadlinesNow(outline, commitment.due_changes, commitment.milestones, commitment.due_event)


def ids_without_claims(rows: Iterable[Change]) -> frozenset[str]:
    """The ids of the records whose outline is enough to follow their deadlines.

    Their changes begin with the first version, and hold neither `due_changes` nor a change of milestones.
    """
    begun: set[str] = set()
    claiming: set[str] = set()
    for row in rows:
        if row.field:
            if row.field.startswith(("due_changes", "milestones")):
                claiming.add(row.id)
        elif '"due_changes"' in row.new or '"milestones"' in row.old:
            claiming.add(row.id)
        elif row.kind in (ChangeKind.ADDED, ChangeKind.READABLE):
            begun.add(row.id)
    return frozenset(begun - claiming)


def slips(
    rows: Iterable[Change],
    records: Sequence[DeadlinesNow],
    with_unmoved: bool = False,
    meetings: bool = False,
    facts: MoveFacts = NO_FACTS,
) -> SlipsReport:
    """The moves of the deadlines of some records, given all changes of the main line, oldest first.

    See `slips_report`.
    """
    return slips_report(slip_rows(rows, records, facts), with_unmoved, meetings)


def slip_rows(
    rows: Iterable[Change], records: Sequence[DeadlinesNow], facts: MoveFacts = NO_FACTS
) -> list[SlipRow]:
    """What became of the deadlines of each record, moved or not."""
    history = DeadlineHistory({record.outline.id for record in records})
    for row in rows:
        history.add(row)
    return [_slip_row(record, history.deadlines_of(record.outline), facts) for record in records]


def slips_report(slip_rows: Sequence[SlipRow], with_unmoved: bool, meetings: bool) -> SlipsReport:
    """The rows of records whose deadlines moved, and the totals of all.

    `with_unmoved` shows every record that has or had a deadline; without it, those with a move or a
    difference have a row. Records that slipped equally far keep their order.
    """
    counted_rows = [row for row in slip_rows if row.outline.counts]
    candidates = slip_rows if meetings else counted_rows
    shown_rows = [row for row in candidates if _is_shown(row, with_unmoved)]
    shown_rows.sort(key=_slip_order)
    return SlipsReport(shown_rows, _totals(counted_rows), _totals_by_lead(counted_rows))


def _is_shown(row: SlipRow, with_unmoved: bool) -> bool:
    return row.own.is_news or bool(row.milestones) or (with_unmoved and bool(row.own.first))


def _slip_order(row: SlipRow) -> tuple[bool, int, int, int]:
    """The sort key that puts the furthest slipped first, and last those without a distance."""
    milestone_days = max((slip.days or 0 for _, slip in row.milestones), default=0)
    return (row.own.days is None, -(row.own.days or 0), -milestone_days, -len(row.own.moves))


def _totals(rows: Sequence[SlipRow]) -> Totals:
    moved_rows = [row for row in rows if row.own.slipped]
    days_and_rows = [(days, row) for row in moved_rows if (days := row.own.slipped_days) is not None]
    return Totals(
        records=len(rows),
        with_moves=len(moved_rows),
        moves=sum(row.own.slipped for row in moved_rows),
        milestone_moves=sum(slip.slipped for row in rows for _, slip in row.milestones),
        moves_by_event=sum(len(slip.by_event) for row in rows for slip in row.slips()),
        moves_late=sum(len(slip.late) for row in rows for slip in row.slips()),
        median=median(days for days, _ in days_and_rows) if days_and_rows else None,
        worst=max(days_and_rows, key=lambda pair: pair[0])[1] if days_and_rows else None,
        differ=sum(row.differs for row in rows),
    )


def _totals_by_lead(rows: Sequence[SlipRow]) -> list[tuple[str | None, Totals]]:
    rows_by_lead: dict[str | None, list[SlipRow]] = defaultdict(list)
    for row in rows:
        for lead in dict.fromkeys(row.outline.leads()) or (None,):
            rows_by_lead[lead].append(row)
    groups = [(lead, _totals(lead_rows)) for lead, lead_rows in rows_by_lead.items()]
    return sorted(
        groups, key=lambda group: (-group[1].moves, -group[1].milestone_moves, group[0] is None, group[0])
    )


def _slip_row(record: DeadlinesNow, deadlines: RecordDeadlines, facts: MoveFacts) -> SlipRow:
    deadlines.own.put(None, record.outline.due)
    first_of_name = {milestone.id: milestone for milestone in reversed(record.milestones)}
    milestone_slips = [
        (
            milestone.id,
            _milestone_slip(
                milestone, deadlines.milestones.get(milestone_field(milestone.id)) or DeadlineTrack(), facts
            ),
        )
        for milestone in record.milestones
        if first_of_name[milestone.id] is milestone
    ]
    return SlipRow(
        record.outline,
        _slip(deadlines.own, record.claims, record.due_event, facts),
        [slip for slip in milestone_slips if slip[1].is_news],
    )


def _milestone_slip(milestone: Milestone, track: DeadlineTrack, facts: MoveFacts) -> Slip:
    track.put(None, milestone.due.text if milestone.due else "")
    return _slip(track, milestone.due_changes, milestone.due_event, facts)


def _slip(track: DeadlineTrack, claims: Sequence[DueChange], bond: DueEvent | None, facts: MoveFacts) -> Slip:
    match = match_claims(track.events, claims)
    seen = set(match.values())
    by_event = {
        place
        for place, number in match.items()
        if claims[number].event is not None and facts.is_by_event(track.events[place], bond)
    }
    moves = [(place, move) for place, move in enumerate(track.events) if move.before and move.after]
    return Slip(
        track.first,
        track.now,
        track.moves,
        [move for place, move in moves if place in by_event],
        [move for place, move in moves if place not in by_event and facts.is_late(move)],
        track.first_settings,
        track.liftings,
        len(claims),
        [move for place, move in moves if place not in match],
        [claim for number, claim in enumerate(claims) if number not in seen],
    )
