"""What stands where: the counts, and the records most urgent first. Pure: the clock is a parameter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from commitments.model.lifecycle import OPEN, Kind, Timeliness
from commitments.model.outline import Outline
from commitments.model.timeliness import Clock, days_late, timeliness


class Row(NamedTuple):
    """One record, judged on a day."""

    of: Outline
    timeliness: Timeliness
    days_late: int
    """Since the last day of what has been late longest; 0 where nothing is."""
    days_left: int | None
    """To the last day of the nearest deadline; None where it is late or has none."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many commitments stand how; meetings are in no count."""

    total: int
    by_timeliness: Mapping[Timeliness, int]


@dataclass(frozen=True, slots=True)
class Group:
    """The counts of those that share a key; None for those without one."""

    key: str | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The answer of `status`."""

    clock: Clock
    counts: Counts
    by_status: Mapping[str, int]
    rows: Sequence[Row]
    groups: Sequence[Group] | None = None


def judge(of: Outline, clock: Clock) -> Row:
    """One record on the day of the clock."""
    return _judged(of, clock.today.toordinal(), clock.due_soon_days)


def _judged(of: Outline, today: int, due_soon_days: int) -> Row:
    stands = timeliness(of, today, due_soon_days)
    if stands is _OVERDUE:
        return Row(of, stands, days_late(of, today), None)
    return Row(of, stands, 0, of.deadline - today if of.deadline else None)


_OVERDUE, _MEETING = Timeliness.OVERDUE, Kind.MEETING.value
_RANK = {each: rank for rank, each in enumerate(Timeliness)}


def urgency(row: Row) -> tuple[int, int]:
    """Sorts the longest late first, then the nearest deadlines, then those without one."""
    if row.days_late:
        return (_RANK[row.timeliness], -row.days_late)
    return (_RANK[row.timeliness], row.days_left or 0)


def status(
    outlines: Iterable[Outline],
    clock: Clock,
    whole: bool = False,
    meetings: bool = False,
    by: str | None = None,
) -> StatusReport:
    """Counts over everything given; rows of the open records, or of all where `whole` says so.

    Records equally urgent keep the order they came in.
    """
    today, soon = clock.today.toordinal(), clock.due_soon_days
    rows = [_judged(each, today, soon) for each in outlines]
    counted = [row for row in rows if row.of.kind != _MEETING]
    shown = [row for row in rows if _is_shown(row, whole, meetings)]
    shown.sort(key=urgency)
    return StatusReport(
        clock=clock,
        counts=_counts(counted),
        by_status=Counter(row.of.status for row in counted),
        rows=shown,
        groups=_groups(counted, KEYS[by]) if by else None,
    )


def _is_shown(row: Row, whole: bool, meetings: bool) -> bool:
    if row.of.kind == _MEETING:
        return meetings
    return whole or row.of.status in OPEN


def _counts(rows: Sequence[Row]) -> Counts:
    return Counts(len(rows), Counter(row.timeliness for row in rows))


def _groups(rows: Sequence[Row], keys: Callable[[Outline], Sequence[str]]) -> list[Group]:
    found: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        for key in dict.fromkeys(keys(row.of)) or (None,):
            found[key].append(row)
    return [Group(key, _counts(each)) for key, each in found.items()]


KEYS: Mapping[str, Callable[[Outline], Sequence[str]]] = {
    "party": lambda of: [party for party, _ in of.roles()],
    "lead": Outline.leads,
    "kind": lambda of: [of.kind],
    "tag": lambda of: of.items(of.tags),
    "status": lambda of: [of.status],
    "part_of": lambda of: [of.part_of] if of.part_of else [],
}
"""What `--by` can count by."""
