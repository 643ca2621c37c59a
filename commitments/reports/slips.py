"""How often and how far deadlines moved, and whether `due_changes` tells of it.

Pure: the caller supplies history and the records as they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from commitments.changes.change import Change, ChangeKind
from commitments.model.commitment import Commitment, DueChange, Milestone
from commitments.model.outline import Outline
from commitments.reports.deadlines import Move, Stories, Story, Track, days_between, meaning, step_name


class DeadlinesNow(NamedTuple):
    """A record as it stands, as far as its deadlines go."""

    outline: Outline
    claims: tuple[DueChange, ...] = ()
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """What became of one deadline, that of a record or of a milestone."""

    first: str
    """As first promised; empty where it never had a date."""
    due: str
    """As it stands; empty where it has none now."""
    moves: Sequence[Move]
    claimed: int
    """Entries in `due_changes`."""
    unclaimed: Sequence[Move]
    """Moves that no entry tells of."""
    unseen: Sequence[DueChange]
    """Entries of which git shows nothing."""

    @property
    def days(self) -> int | None:
        """From the last day first promised to the last day as it stands; None where either has none."""
        return days_between(self.first, self.due)

    @property
    def differs(self) -> bool:
        """Whether `due_changes` and git tell different stories."""
        return bool(self.unclaimed or self.unseen)

    @property
    def is_news(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.moves) or self.differs


class SlipRow(NamedTuple):
    """One record."""

    outline: Outline
    own: Slip
    milestones: Sequence[tuple[str, Slip]]
    """Those that moved or differ, by id, in the order of the record."""

    @property
    def differs(self) -> bool:
        """Whether any of its deadlines differs from its `due_changes`."""
        return self.own.differs or any(slip.differs for _, slip in self.milestones)


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over some records; median and worst are of those whose own deadline moved."""

    records: int
    with_moves: int
    moves: int
    milestone_moves: int
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


def standing(outline: Outline, whole: Commitment | None) -> DeadlinesNow:
    """A record as it stands; `whole` may be None for one of those `without_claims`."""
    return DeadlinesNow(outline, whole.due_changes, whole.milestones) if whole else DeadlinesNow(outline)


def without_claims(rows: Iterable[Change]) -> frozenset[str]:
    """The ids of which the outline is enough: told from their beginning, and no row holds more that matters.

    More that matters is `due_changes`, and milestones that were ever changed.
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
    rows: Iterable[Change], records: Sequence[DeadlinesNow], whole: bool = False, meetings: bool = False
) -> SlipsReport:
    """What became of the deadlines of some records, given all rows of the main line, oldest first.

    `whole` shows every record that has or had a deadline, and not only those with a move or a difference.
    Records that slipped equally far keep the order they came in.
    """
    stories = Stories({record.outline.id for record in records})
    for row in rows:
        stories.tell(row)
    judged = [_judged(record, stories.of(record.outline)) for record in records]
    counted = [row for row in judged if row.outline.counts]
    shown = [row for row in judged if (meetings or row.outline.counts) and _is_shown(row, whole)]
    return SlipsReport(sorted(shown, key=_furthest), _totals(counted), _by_lead(counted))


def _is_shown(row: SlipRow, whole: bool) -> bool:
    return row.own.is_news or bool(row.milestones) or (whole and bool(row.own.first))


def _furthest(row: SlipRow) -> tuple[bool, int, int, int]:
    """Sorts the furthest slipped first, and last those without a distance."""
    steps = max((slip.days or 0 for _, slip in row.milestones), default=0)
    return (row.own.days is None, -(row.own.days or 0), -steps, -len(row.own.moves))


def _totals(rows: Sequence[SlipRow]) -> Totals:
    moved = [row for row in rows if row.own.moves]
    far = [(days, row) for row in moved if (days := row.own.days) is not None]
    return Totals(
        records=len(rows),
        with_moves=len(moved),
        moves=sum(len(row.own.moves) for row in moved),
        milestone_moves=sum(len(slip.moves) for row in rows for _, slip in row.milestones),
        median=median(days for days, _ in far) if far else None,
        worst=max(far, key=lambda item: item[0])[1] if far else None,
        differ=sum(row.differs for row in rows),
    )


def _by_lead(rows: Sequence[SlipRow]) -> list[tuple[str | None, Totals]]:
    found: dict[str | None, list[SlipRow]] = defaultdict(list)
    for row in rows:
        for lead in dict.fromkeys(row.outline.leads()) or (None,):
            found[lead].append(row)
    groups = [(lead, _totals(item)) for lead, item in found.items()]
    return sorted(
        groups, key=lambda group: (-group[1].moves, -group[1].milestone_moves, group[0] is None, group[0])
    )


def _judged(record: DeadlinesNow, story: Story) -> SlipRow:
    story.own.put(None, record.outline.due)
    first_of_name = {milestone.id: milestone for milestone in reversed(record.milestones)}
    slips = [
        (milestone.id, _step(milestone, story.steps.get(step_name(milestone.id)) or Track()))
        for milestone in record.milestones
        if first_of_name[milestone.id] is milestone
    ]
    return SlipRow(
        record.outline, _slip(story.own, record.claims), [slip for slip in slips if slip[1].is_news]
    )


def _step(milestone: Milestone, track: Track) -> Slip:
    track.put(None, milestone.due.text if milestone.due else "")
    return _slip(track, milestone.due_changes)


def _slip(track: Track, claims: Sequence[DueChange]) -> Slip:
    unclaimed, unseen = _compared(track.events, claims)
    return Slip(track.first, track.now, track.moves, len(claims), unclaimed, unseen)


def _compared(events: Sequence[Move], claims: Sequence[DueChange]) -> tuple[list[Move], list[DueChange]]:
    """The moves that no entry tells of, and the entries that no event bears out; each matches one at most.

    An entry without `from` tells of the setting of a deadline, else of a move from any other.
    """
    waiting: dict[object, list[int]] = defaultdict(list)
    for place in sorted(range(len(events)), key=lambda place: (not events[place].before, -place)):
        event = events[place]
        waiting[meaning(event.before), meaning(event.after)].append(place)
        waiting[meaning(event.after),].append(place)
    told: set[int] = set()
    unseen: list[int] = []
    for at in sorted(range(len(claims)), key=lambda at: claims[at].before is None):
        places = waiting[_sought(claims[at])]
        while places and places[-1] in told:
            places.pop()
        if places:
            told.add(places.pop())
        else:
            unseen.append(at)
    moves = (event for place, event in enumerate(events) if place not in told)
    return [move for move in moves if move.before and move.after], [claims[at] for at in sorted(unseen)]


def _sought(claim: DueChange) -> object:
    after = meaning(claim.after or "")
    return (after,) if claim.before is None else (meaning(claim.before), after)
