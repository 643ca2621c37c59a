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


class Standing(NamedTuple):
    """A record as it stands, as far as its deadlines go."""

    of: Outline
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


class Row(NamedTuple):
    """One record."""

    of: Outline
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
    worst: Row | None
    differ: int


@dataclass(frozen=True, slots=True)
class SlipsReport:
    """The answer of `slips`; meetings are in no count."""

    rows: Sequence[Row]
    totals: Totals
    by_lead: Sequence[tuple[str | None, Totals]]
    """The most moves first; None for the records that nobody leads."""


def standing(of: Outline, whole: Commitment | None) -> Standing:
    """A record as it stands; `whole` may be None for one of those `without_claims`."""
    return Standing(of, whole.due_changes, whole.milestones) if whole else Standing(of)


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
    rows: Iterable[Change], records: Sequence[Standing], whole: bool = False, meetings: bool = False
) -> SlipsReport:
    """What became of the deadlines of some records, given all rows of the main line, oldest first.

    `whole` shows every record that has or had a deadline, and not only those with a move or a difference.
    Records that slipped equally far keep the order they came in.
    """
    stories = Stories({each.of.id for each in records})
    for row in rows:
        stories.tell(row)
    judged = [_judged(each, stories.of(each.of)) for each in records]
    counted = [row for row in judged if row.of.counts]
    shown = [row for row in judged if (meetings or row.of.counts) and _is_shown(row, whole)]
    return SlipsReport(sorted(shown, key=_furthest), _totals(counted), _by_lead(counted))


def _is_shown(row: Row, whole: bool) -> bool:
    return row.own.is_news or bool(row.milestones) or (whole and bool(row.own.first))


def _furthest(row: Row) -> tuple[bool, int, int, int]:
    """Sorts the furthest slipped first, and last those without a distance."""
    steps = max((slip.days or 0 for _, slip in row.milestones), default=0)
    return (row.own.days is None, -(row.own.days or 0), -steps, -len(row.own.moves))


def _totals(rows: Sequence[Row]) -> Totals:
    moved = [row for row in rows if row.own.moves]
    far = [(days, row) for row in moved if (days := row.own.days) is not None]
    return Totals(
        records=len(rows),
        with_moves=len(moved),
        moves=sum(len(row.own.moves) for row in moved),
        milestone_moves=sum(len(slip.moves) for row in rows for _, slip in row.milestones),
        median=median(days for days, _ in far) if far else None,
        worst=max(far, key=lambda each: each[0])[1] if far else None,
        differ=sum(row.differs for row in rows),
    )


def _by_lead(rows: Sequence[Row]) -> list[tuple[str | None, Totals]]:
    found: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        for lead in dict.fromkeys(row.of.leads()) or (None,):
            found[lead].append(row)
    groups = [(lead, _totals(each)) for lead, each in found.items()]
    return sorted(
        groups, key=lambda each: (-each[1].moves, -each[1].milestone_moves, each[0] is None, each[0])
    )


def _judged(record: Standing, story: Story) -> Row:
    story.own.put(None, record.of.due)
    first_of_name = {each.id: each for each in reversed(record.milestones)}
    slips = [
        (each.id, _step(each, story.steps.get(step_name(each.id)) or Track()))
        for each in record.milestones
        if first_of_name[each.id] is each
    ]
    return Row(record.of, _slip(story.own, record.claims), [each for each in slips if each[1].is_news])


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
    return [each for each in moves if each.before and each.after], [claims[at] for at in sorted(unseen)]


def _sought(claim: DueChange) -> object:
    after = meaning(claim.after or "")
    return (after,) if claim.before is None else (meaning(claim.before), after)
