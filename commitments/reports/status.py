"""What stands where: the counts, and the records most urgent first. Pure: the clock is a parameter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from commitments.model.lifecycle import OPEN, Kind, Timeliness
from commitments.model.outline import Outline
from commitments.model.timeliness import Clock, days_late, timeliness


class JudgedRecord(NamedTuple):
    """One record, judged on a day."""

    outline: Outline
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
class CountGroup:
    """The counts of those that share a key; None for those without one."""

    key: str | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The answer of `status`."""

    clock: Clock
    counts: Counts
    by_status: Mapping[str, int]
    rows: Sequence[JudgedRecord]
    groups: Sequence[CountGroup] | None = None


def judge(outline: Outline, clock: Clock) -> JudgedRecord:
    """One record on the day of the clock."""
    return _judged(outline, clock.today.toordinal(), clock.due_soon_days)


def _judged(outline: Outline, today: int, due_soon_days: int) -> JudgedRecord:
    stands = timeliness(outline, today, due_soon_days)
    if stands is _OVERDUE:
        return JudgedRecord(outline, stands, days_late(outline, today), None)
    return JudgedRecord(outline, stands, 0, outline.deadline - today if outline.deadline else None)


_OVERDUE, _MEETING = Timeliness.OVERDUE, Kind.MEETING.value
_RANK = {state: rank for rank, state in enumerate(Timeliness)}


def urgency(row: JudgedRecord) -> tuple[int, int]:
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
    rows = [_judged(outline, today, soon) for outline in outlines]
    counted = [row for row in rows if row.outline.kind != _MEETING]
    shown = [row for row in rows if _is_shown(row, whole, meetings)]
    shown.sort(key=urgency)
    return StatusReport(
        clock=clock,
        counts=_counts(counted),
        by_status=Counter(row.outline.status for row in counted),
        rows=shown,
        groups=_groups(counted, KEYS[by]) if by else None,
    )


def _is_shown(row: JudgedRecord, whole: bool, meetings: bool) -> bool:
    if row.outline.kind == _MEETING:
        return meetings
    return whole or row.outline.status in OPEN


def _counts(rows: Sequence[JudgedRecord]) -> Counts:
    return Counts(len(rows), Counter(row.timeliness for row in rows))


def _groups(rows: Sequence[JudgedRecord], keys: Callable[[Outline], Sequence[str]]) -> list[CountGroup]:
    found: dict[str | None, list[JudgedRecord]] = defaultdict(list)
    for row in rows:
        for key in dict.fromkeys(keys(row.outline)) or (None,):
            found[key].append(row)
    return [CountGroup(key, _counts(item)) for key, item in found.items()]


KEYS: Mapping[str, Callable[[Outline], Sequence[str]]] = {
    "party": lambda outline: [party for party, _ in outline.roles()],
    "lead": Outline.leads,
    "kind": lambda outline: [outline.kind],
    "tag": lambda outline: outline.items(outline.tags),
    "status": lambda outline: [outline.status],
    "part_of": lambda outline: [outline.part_of] if outline.part_of else [],
}
"""What `--by` can count by."""
