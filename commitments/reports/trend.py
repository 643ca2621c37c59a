"""How many stood how, day after day. Pure: the caller supplies what stood on each day."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import NamedTuple

from commitments.errors import N_, CommitmentsError
from commitments.model.names import PartyId, Prose
from commitments.model.outline import Outline
from commitments.model.party import Party, Registry
from commitments.model.revision import Revision
from commitments.model.timeliness import timeliness
from commitments.reports.filters import Selection, select
from commitments.reports.status import Counts

STEPS: Mapping[str, tuple[int, int]] = {
    "day": (0, 1),
    "week": (0, 7),
    "month": (1, 0),
    "quarter": (3, 0),
    "year": (12, 0),
}
"""What `--every` takes: how many months and how many days."""

MOST = 3_660
"""How many points one answer may have: the days of ten years."""


class State(NamedTuple):
    """What is to be judged on a day."""

    day: date
    outlines: Sequence[Outline] = ()
    unreadable: int = 0
    """Records that stood then and could not be read."""


class Point(NamedTuple):
    """The counts of one day; meetings are in none."""

    day: date
    counts: Counts
    unreadable: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The answer of `trend`, oldest first."""

    points: Sequence[Point]


def trend(states: Iterable[State], due_soon_days: int) -> Trend:
    """The counts of each state, judged on its day."""
    return Trend([_point(state, due_soon_days) for state in states])


def _point(state: State, due_soon_days: int) -> Point:
    today = state.day.toordinal()
    stand = [timeliness(outline, today, due_soon_days) for outline in state.outlines if outline.counts]
    return Point(state.day, Counts(len(stand), Counter(stand)), state.unreadable)


def days(first: date, last: date, every: str) -> list[date]:
    """The days that are whole periods before `last`, from `first` on, and `last` itself; oldest first.

    Raises CommitmentsError for no day at all, and for more than `MOST`.
    """
    if first > last:
        raise CommitmentsError(
            N_("There is no day from {first} to {last}"),
            N_("--from is the earlier of the two."),
            first=first,
            last=last,
        )
    found = [last]
    while (day := back(last, len(found), every)) is not None and day >= first:
        if len(found) == MOST:
            raise CommitmentsError(
                N_("From {first} to {last} there are too many days to count on: at most {most} points"),
                N_("Take longer steps with --every, or a later day with --from."),
                first=first,
                last=last,
                most=MOST,
            )
        found.append(day)
    return found[::-1]


def back(day: date, number: int, every: str) -> date | None:
    """So many periods before a day, on the last day of a month that is too short; None before the year 1."""
    months, width = STEPS[every]
    if not months:
        ordinal = day.toordinal() - number * width
        return date.fromordinal(ordinal) if ordinal > 0 else None
    year, month = divmod(day.year * 12 + day.month - 1 - number * months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if year > 0 else None


def standing_on(line: Iterable[Revision], days: Sequence[date], zone: tzinfo | None) -> list[Revision | None]:
    """The commit that stood at the end of each day; None before there was any.

    `line` is the main line, newest first, and is read no further than it must; `days` are in order.
    """
    found: list[Revision | None] = []
    for commit in line:
        day = commit.day(zone)
        while len(found) < len(days) and day <= days[-1 - len(found)]:
            found.append(commit)
        if len(found) == len(days):
            break
    return [None] * (len(days) - len(found)) + found[::-1]


@dataclass
class Picking:
    """One filter over many states of a workspace: what it names must be known in one of them."""

    by: Selection
    registry: Registry
    """The parties as they stand, which hold where those of an older state do not know better."""
    ids: set[str] = field(default_factory=set)
    """Every id that was met."""
    parties: set[str] = field(default_factory=set)
    """Every party that was met."""

    def of(
        self,
        outlines: Sequence[Outline],
        registry: Registry,
        texts: Callable[[], Mapping[str, str]],
        unread: Collection[str] = (),
    ) -> list[Outline]:
        """What the filter picks of one state; see `reports.select`."""
        self.meet(outlines, registry, unread)
        lenient = {name: _stranger(name) for name in (*self.by.party, *self.by.lead)}
        known = Registry({**lenient, **self.registry.parties, **registry.parties})
        return select(outlines, self.by, known, texts, {*unread, *self.by.ids, *self.by.part_of})

    def meet(self, outlines: Sequence[Outline], registry: Registry, unread: Iterable[str] = ()) -> None:
        """Take what a state holds for known."""
        self.ids.update(unread)
        if self.by.ids or self.by.part_of:
            self.ids.update(outline.id for outline in outlines)
        if self.by.party or self.by.lead:
            self.parties.update(registry.parties)
            self.parties.update(party for outline in outlines for party, _ in outline.roles())

    def require_known(self) -> None:
        """Raise CommitmentsError, with the nearest, for an id or a party that no state knew."""
        everybody = Registry({name: _stranger(name) for name in (*self.registry.parties, *self.parties)})
        select((), self.by, everybody, dict, self.ids)


def _stranger(name: str) -> Party:
    return Party(PartyId(name), Prose(name))
