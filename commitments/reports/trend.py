"""Counts records by timeliness on a row of days. It must not read history: the caller supplies each state."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from typing import NamedTuple

from commitments.errors import N_, UsageError
from commitments.model.members import SEPARATOR
from commitments.model.names import PartyId, Prose
from commitments.model.outline import Outline
from commitments.model.parties.party import Party, Registry
from commitments.model.parties.party_reader import PartyReader, several_parties
from commitments.model.revision import Revision
from commitments.model.timeliness import Clock, timeliness
from commitments.reports.filters import RecordFilter, UnmatchedWord, pick_outlines, select_records
from commitments.reports.record_ids import id_form
from commitments.reports.status import Counts

PERIODS: Mapping[str, tuple[int, int]] = {
    "day": (0, 1),
    "week": (0, 7),
    "month": (1, 0),
    "quarter": (3, 0),
    "year": (12, 0),
}
"""The periods that `--every` takes, in months and days."""

MAX_POINTS = 3_660
"""The largest number of points in an answer: the days of ten years."""


class DayState(NamedTuple):
    """The records of a workspace as they stood on a day."""

    day: date
    outlines: Sequence[Outline] = ()
    unreadable: int = 0
    """The number of records that could not be read."""
    is_told: bool = True
    """Whether all that stood on the day is known."""


class TrendPoint(NamedTuple):
    """The counts of one day; meetings are in no count."""

    day: date
    counts: Counts
    unreadable: int
    is_told: bool = True
    """Whether the counts are known; no number is told where they are not."""


@dataclass(frozen=True, slots=True)
class Trend:
    """The answer of `trend`, oldest first."""

    points: Sequence[TrendPoint]


def trend(states: Iterable[DayState], clock: Clock) -> Trend:
    """The counts of each state, judged on its day by the distances of the clock."""
    return Trend([_counted_point(state, clock) for state in states])


def _counted_point(state: DayState, clock: Clock) -> TrendPoint:
    today = state.day.toordinal()
    timeliness_of_records = [
        timeliness(outline, today, clock.of_record(outline.id).due_soon_days)
        for outline in state.outlines
        if outline.counts
    ]
    counts = Counts(len(timeliness_of_records), Counter(timeliness_of_records))
    return TrendPoint(state.day, counts, state.unreadable, state.is_told)


def trend_days(first: date, last: date, period: str) -> list[date]:
    """The days from `first` on that lie whole periods before `last`, and `last` itself; oldest first.

    Raises UsageError for no day at all, and for more than `MOST`.
    """
    if first > last:
        raise UsageError(
            N_("There is no day from {first} to {last}"),
            N_("Give --from the earlier day."),
            first=first,
            last=last,
        )
    newest_first = [last]
    while (day := periods_before(last, len(newest_first), period)) is not None and day >= first:
        if len(newest_first) == MAX_POINTS:
            raise UsageError(
                N_("There are too many days to count from {first} to {last}: at most {most} are allowed"),
                N_("Take longer steps with --every, or a later day with --from."),
                first=first,
                last=last,
                most=MAX_POINTS,
            )
        newest_first.append(day)
    return newest_first[::-1]


def periods_before(day: date, number: int, period: str) -> date | None:
    """The day that lies a number of periods before another; None before the year 1.

    In a month that is too short it is the last day.
    """
    months, width = PERIODS[period]
    if not months:
        ordinal = day.toordinal() - number * width
        return date.fromordinal(ordinal) if ordinal > 0 else None
    year, month = divmod(day.year * 12 + day.month - 1 - number * months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if year > 0 else None


def month_ends(day: date, number: int) -> list[date]:
    """The last days of a number of months before that of a day, the oldest first; fewer where years end."""
    first = day.replace(day=1)
    ends: list[date] = []
    while len(ends) < number and first > date.min:
        end = date.fromordinal(first.toordinal() - 1)
        ends.append(end)
        first = end.replace(day=1)
    return ends[::-1]


def commits_standing(
    line: Iterable[Revision], days: Sequence[date], zone: tzinfo | None
) -> list[Revision | None]:
    """The commit that stood at the end of each day; None before the first commit.

    `line` is the main line, newest first, and is read only as far as needed; `days` are in order.
    """
    newest_first: list[Revision | None] = []
    for commit in line:
        day = commit.day(zone)
        while len(newest_first) < len(days) and day <= days[-1 - len(newest_first)]:
            newest_first.append(commit)
        if len(newest_first) == len(days):
            break
    return [None] * (len(days) - len(newest_first)) + newest_first[::-1]


@dataclass
class TrendFilter:
    """One filter over many states of a workspace: at least one state must know each name in it."""

    by: RecordFilter
    registry: Registry
    """The parties of today, used where the registry of an older state lacks them."""
    ids: set[str] = field(default_factory=set)
    """Every id that a state held."""
    parties: set[str] = field(default_factory=set)
    """Every party that a state held."""
    unmatched: list[UnmatchedWord] | None = None
    """The words that fit no record of any state; None before the first state."""

    def __post_init__(self) -> None:
        self.by = replace(
            self.by,
            ids=tuple(map(id_form, self.by.ids)),
            part_of=tuple(map(id_form, self.by.part_of)),
            party=self._ids(self.by.party),
            lead=self._ids(self.by.lead),
        )

    def _ids(self, parties: Sequence[str]) -> Sequence[str]:
        """The ids of parties that the registry of today knows; any other text as it is.

        Raises UnknownNameError for a name that fits several parties.
        """
        reader = PartyReader(self.registry)
        ids = [(name, reader.ids(name)) for name in parties]
        if several := next(((name, fitting) for name, fitting in ids if len(fitting) > 1), None):
            raise several_parties(*several)
        return [fitting[0] if fitting else name for name, fitting in ids]

    def pick_from_state(
        self,
        outlines: Sequence[Outline],
        registry: Registry,
        clock: Clock,
        texts: Callable[[], Mapping[str, str]],
        unread: Collection[str] = (),
    ) -> list[Outline]:
        """The outlines that the filter picks of one state; see `filters.select_records`."""
        self.meet(outlines, registry, unread)
        named_parties = {name: _unlisted_party(name) for name in (*self.by.party, *self.by.lead)}
        known_parties = Registry({**named_parties, **self.registry.parties, **registry.parties})
        known_ids = {*unread, *self.by.ids, *self.by.part_of}
        selection = select_records(outlines, self.by, known_parties, clock, texts, known_ids)
        unmatched = {(word.option, word.word) for word in selection.unmatched}
        words = selection.unmatched if self.unmatched is None else self.unmatched
        self.unmatched = [word for word in words if (word.option, word.word) in unmatched]
        return selection.outlines

    def meet(self, outlines: Sequence[Outline], registry: Registry, unread: Iterable[str] = ()) -> None:
        """Remember the ids and the parties of a state."""
        self.ids.update(unread)
        if self.by.ids or self.by.part_of:
            self.ids.update(outline.id for outline in outlines)
            self.ids.update(outline.part_of for outline in outlines if SEPARATOR in outline.part_of)
        if self.by.party or self.by.lead:
            self.parties.update(registry.parties)
            self.parties.update(party for outline in outlines for party, _ in outline.roles())

    def require_known(self) -> None:
        """Raise UnknownNameError, with the nearest, for an id or a party that no state knew."""
        registry = Registry({name: _unlisted_party(name) for name in (*self.registry.parties, *self.parties)})
        pick_outlines((), self.by, registry, Clock(date.max), dict, self.ids)


def _unlisted_party(name: str) -> Party:
    return Party(PartyId(name), Prose(name))
