"""Counts the records by their timeliness and lists the most urgent first. It must not ask for the day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from commitments.model.lifecycle import OPEN_STATUSES, Kind, Timeliness
from commitments.model.outline import Outline
from commitments.model.timeliness import Clock, days_late, timeliness


class JudgedRecord(NamedTuple):
    """One record, judged on a day."""

    outline: Outline
    timeliness: Timeliness
    days_late: int
    """Days since the last day of what has been late longest; 0 where nothing is late."""
    days_left: int | None
    """Days to the last day of the nearest deadline; None where it is late or has none."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The number of commitments by timeliness; meetings are in no count."""

    total: int
    by_timeliness: Mapping[Timeliness, int]


@dataclass(frozen=True, slots=True)
class CountGroup:
    """The counts of the records that share a key; the key is None for the records without one."""

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
    """Judge one record on the day of the clock."""
    return _judged_record(outline, clock.today.toordinal(), clock.due_soon_days)


def _judged_record(outline: Outline, today: int, due_soon_days: int) -> JudgedRecord:
    state = timeliness(outline, today, due_soon_days)
    if state is _OVERDUE:
        return JudgedRecord(outline, state, days_late(outline, today), None)
    return JudgedRecord(outline, state, 0, outline.deadline - today if outline.deadline else None)


_OVERDUE, _MEETING = Timeliness.OVERDUE, Kind.MEETING.value
_RANK = {state: rank for rank, state in enumerate(Timeliness)}


def urgency(row: JudgedRecord) -> tuple[int, int]:
    """The sort key that puts the longest late first, then the nearest deadlines, then those without one."""
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
    """Counts of all records; rows of the open ones, or of all with `whole`.

    `by` is a key of `KEYS`, or None for no groups. Equally urgent records keep their order.
    """
    today, due_soon_days = clock.today.toordinal(), clock.due_soon_days
    rows = [_judged_record(outline, today, due_soon_days) for outline in outlines]
    counted_rows = [row for row in rows if row.outline.kind != _MEETING]
    shown_rows = [row for row in rows if _is_shown(row, whole, meetings)]
    shown_rows.sort(key=urgency)
    return StatusReport(
        clock=clock,
        counts=_counts(counted_rows),
        by_status=Counter(row.outline.status for row in counted_rows),
        rows=shown_rows,
        groups=_groups(counted_rows, GROUP_KEYS[by]) if by else None,
    )


def _is_shown(row: JudgedRecord, show_all: bool, meetings: bool) -> bool:
    if row.outline.kind == _MEETING:
        return meetings
    return show_all or row.outline.status in OPEN_STATUSES


def _counts(rows: Sequence[JudgedRecord]) -> Counts:
    return Counts(len(rows), Counter(row.timeliness for row in rows))


def _groups(rows: Sequence[JudgedRecord], keys: Callable[[Outline], Sequence[str]]) -> list[CountGroup]:
    rows_by_key: dict[str | None, list[JudgedRecord]] = defaultdict(list)
    for row in rows:
        for key in dict.fromkeys(keys(row.outline)) or (None,):
            rows_by_key[key].append(row)
    return [CountGroup(key, _counts(group_rows)) for key, group_rows in rows_by_key.items()]


GROUP_KEYS: Mapping[str, Callable[[Outline], Sequence[str]]] = {
    "party": lambda outline: [party for party, _ in outline.roles()],
    "lead": Outline.leads,
    "kind": lambda outline: [outline.kind],
    "tag": lambda outline: outline.items(outline.tags),
    "status": lambda outline: [outline.status],
    "part_of": lambda outline: [outline.part_of] if outline.part_of else [],
}
"""What `--by` counts by: the keys of an outline."""
