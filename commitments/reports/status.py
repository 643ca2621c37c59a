"""Counts the records by their timeliness and lists the most urgent first. It must not ask for the day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from commitments.model.lifecycle import (
    CLASS_BY_KIND,
    OPEN_STATUSES,
    CommitmentClass,
    Kind,
    TermState,
    Timeliness,
)
from commitments.model.members import MemberReport, member_of
from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.model.timeliness import (
    Clock,
    days_late,
    days_of_silence,
    heard_day,
    is_review_due,
    outline_term,
    stands_by_moved_deadline,
    timeliness,
)
from commitments.reports.urgency import GROUP_RANK, ListGroup, list_group

NO_PARTIES = Registry()
"""A registry that knows nobody."""


class JudgedRecord(NamedTuple):
    """One record, judged on a day."""

    outline: Outline
    timeliness: Timeliness
    days_late: int
    """Days since the last day of what has been late longest, of an overdue record; else 0."""
    days_left: int | None
    """Days to the last day of the nearest deadline, of a record on track or due soon; else None."""
    heard: int
    """The ordinal of the day of the latest news; 0 where nothing was ever heard."""
    silent_days: int | None
    """Days without news, of an open record; None where nothing tells from when."""
    group: ListGroup
    """The group in which a list shows it."""
    clock: Clock
    """The clock that it is judged by."""
    today: int
    """The ordinal of the day that it is judged on."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The number of commitments by timeliness; meetings are in no count."""

    total: int
    by_timeliness: Mapping[Timeliness, int]


class ClassCounts(NamedTuple):
    """The records of one class."""

    total: int
    awaiting: int
    """Those that nobody accepted yet."""


@dataclass(frozen=True, slots=True)
class Attention:
    """Counts of what stands beside the timeliness of records."""

    stale: int
    never_heard: int
    """Open records of which nothing was ever heard."""
    review_due: int
    """Open records whose day to be looked at again is past."""
    done_by_moved: int
    """Records done in time only since a deadline moved."""
    open_by_moved: int
    """Open records that are in time only since a deadline moved."""


@dataclass(frozen=True, slots=True)
class CountGroup:
    """The counts of the records that share a key; the key is None for the records without one."""

    key: str | None
    counts: Counts
    rows: Sequence[JudgedRecord] = ()
    """The records of the group that are listed, the most urgent first."""
    hidden: int = 0
    """The number of records that a limit cuts from the list."""
    is_told: bool = True
    """Whether the counts are those of all records; False on a roof that could not read them all."""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The answer of `status`; all counts are of every record that the filter picks."""

    clock: Clock
    counts: Counts
    by_status: Mapping[str, int]
    by_class: Mapping[CommitmentClass, ClassCounts]
    by_term: Mapping[TermState, int]
    """Instruments with a term, by its state."""
    attention: Attention
    closed_by: Mapping[str, int]
    """The records whose timeliness is `closed`, by status; those that are open stand under `term`."""
    rows: Sequence[JudgedRecord]
    closed_unlisted: int
    """The number of closed records that the list leaves out, meetings aside."""
    groups: Sequence[CountGroup] | None = None
    hidden: int = 0
    """The number of records that a limit cuts from the list."""
    is_by_urgency: bool = True
    """Whether the rows stand in the order of urgency, and so in their groups."""


TERM = "term"
"""The key in `StatusReport.closed_by` of instruments whose term is over and whose record is open."""


def judge(outline: Outline, clock: Clock) -> JudgedRecord:
    """Judge one record on the day of the clock, on a roof of that of its member."""
    own_clock = clock.of_record(outline.id)
    return _judged_record(outline, own_clock, own_clock.today.toordinal())


def _judged_record(outline: Outline, clock: Clock, today: int) -> JudgedRecord:
    state, heard = timeliness(outline, today, clock.due_soon_days), heard_day(outline, today)
    silence = days_of_silence(outline, heard, today)
    group = list_group(outline, state, clock)
    if state is _OVERDUE:
        late = days_late(outline, today)
        return JudgedRecord(outline, state, late, None, heard, silence, group, clock, today)
    days_left = outline.deadline - today if state in (_ON_TRACK, _DUE_SOON) else None
    return JudgedRecord(outline, state, 0, days_left, heard, silence, group, clock, today)


_OVERDUE, _ON_TRACK, _DUE_SOON = Timeliness.OVERDUE, Timeliness.ON_TRACK, Timeliness.DUE_SOON
_MEETING = Kind.MEETING.value


def urgency(row: JudgedRecord) -> tuple[int, int]:
    """The sort key that puts the longest late first, then the nearest deadlines, then the longest silent."""
    if row.days_late:
        return (GROUP_RANK[row.group], -row.days_late)
    if row.days_left is not None:
        return (GROUP_RANK[row.group], row.days_left)
    return (GROUP_RANK[row.group], -(row.silent_days or 0))


def _judged_records(outlines: Iterable[Outline], clock: Clock) -> list[JudgedRecord]:
    if clock.members:
        return [judge(outline, clock) for outline in outlines]
    today = clock.today.toordinal()
    return [_judged_record(outline, clock, today) for outline in outlines]


def status(
    outlines: Iterable[Outline],
    clock: Clock,
    with_closed: bool = False,
    meetings: bool = False,
    by: str | None = None,
    registry: Registry = NO_PARTIES,
) -> StatusReport:
    """Counts of all records; rows of the open ones, or of all `with_closed`.

    `by` is a key of `GROUP_KEYS`, or None for no groups; `registry` has the countries of the parties. Equally
    urgent records keep their order.
    """
    rows = _judged_records(outlines, clock)
    counted_rows = [row for row in rows if row.outline.kind != _MEETING]
    shown_rows = [row for row in rows if _is_shown(row, with_closed, meetings)]
    shown_rows.sort(key=urgency)
    return StatusReport(
        clock=clock,
        counts=_counts(counted_rows),
        by_status=Counter(row.outline.status for row in counted_rows),
        by_class=_class_counts(counted_rows),
        by_term=Counter(
            term.state for row in counted_rows if (term := outline_term(row.outline, row.clock)) is not None
        ),
        attention=_attention(counted_rows),
        closed_by=Counter(
            TERM if row.outline.status in OPEN_STATUSES else row.outline.status
            for row in counted_rows
            if row.timeliness is Timeliness.CLOSED
        ),
        rows=shown_rows,
        closed_unlisted=0
        if with_closed
        else sum(1 for row in counted_rows if row.outline.status not in OPEN_STATUSES),
        groups=_groups(counted_rows, lambda row: GROUP_KEYS[by](row, registry), with_closed) if by else None,
    )


def with_member_groups(report: StatusReport, members: Iterable[MemberReport]) -> StatusReport:
    """The report of a roof: a group for each member, though it has no record, and no count that lacks some.

    Counts by another key lack those of members that could not be read whole.
    """
    groups = {group.key: group for group in report.groups or ()}
    for member in members:
        group = groups.get(member.name, CountGroup(member.name, _counts(())))
        groups[member.name] = replace(group, is_told=member.records is not None)
    return replace(report, groups=list(groups.values()))


def without_counts(report: StatusReport) -> StatusReport:
    """The report with no group whose counts are told."""
    if report.groups is None:
        return report
    return replace(report, groups=[replace(group, is_told=False) for group in report.groups])


def _class_counts(rows: Sequence[JudgedRecord]) -> Mapping[CommitmentClass, ClassCounts]:
    totals = Counter(CLASS_BY_KIND[row.outline.kind] for row in rows)
    awaiting = Counter(
        CLASS_BY_KIND[row.outline.kind] for row in rows if row.timeliness is Timeliness.AWAITING
    )
    return {name: ClassCounts(totals[name], awaiting[name]) for name in CommitmentClass}


def _attention(rows: Sequence[JudgedRecord]) -> Attention:
    open_rows = [row for row in rows if row.outline.status in OPEN_STATUSES]
    return Attention(
        stale=sum(1 for row in open_rows if is_stale(row)),
        never_heard=sum(1 for row in open_rows if not row.heard),
        review_due=sum(1 for row in open_rows if is_review_due(row.outline, row.today)),
        done_by_moved=sum(row.outline.in_time_by_moved for row in rows if row.timeliness is _DONE_ON_TIME),
        open_by_moved=sum(
            1 for row in open_rows if stands_by_moved_deadline(row.outline, row.timeliness, row.today)
        ),
    )


_DONE_ON_TIME = Timeliness.DONE_ON_TIME


def is_stale(row: JudgedRecord) -> bool:
    """Whether an open record had no news for `stale_after_days`, or nothing tells for how long."""
    if row.outline.status not in OPEN_STATUSES or row.outline.kind == _MEETING:
        return False
    return row.silent_days is None or row.silent_days >= row.clock.stale_after_days


def _is_shown(row: JudgedRecord, show_all: bool, meetings: bool) -> bool:
    if row.outline.kind == _MEETING:
        return meetings
    return show_all or row.outline.status in OPEN_STATUSES


def _counts(rows: Sequence[JudgedRecord]) -> Counts:
    return Counts(len(rows), Counter(row.timeliness for row in rows))


def _groups(
    rows: Sequence[JudgedRecord], keys: Callable[[JudgedRecord], Sequence[str]], with_closed: bool
) -> list[CountGroup]:
    rows_by_key: dict[str | None, list[JudgedRecord]] = defaultdict(list)
    for row in rows:
        for key in dict.fromkeys(keys(row)) or (None,):
            rows_by_key[key].append(row)
    return [
        CountGroup(
            key,
            _counts(group_rows),
            sorted((row for row in group_rows if _is_shown(row, with_closed, False)), key=urgency),
        )
        for key, group_rows in rows_by_key.items()
    ]


GROUP_KEYS: Mapping[str, Callable[[JudgedRecord, Registry], Sequence[str]]] = {
    "party": lambda row, registry: [party for party, _ in row.outline.roles()],
    "lead": lambda row, registry: row.outline.leads(),
    "country": lambda row, registry: registry.countries(party for party, _ in row.outline.roles()),
    "kind": lambda row, registry: [row.outline.kind],
    "tag": lambda row, registry: row.outline.items(row.outline.tags),
    "status": lambda row, registry: [row.outline.status],
    "timeliness": lambda row, registry: [row.timeliness.value],
    "part_of": lambda row, registry: [row.outline.part_of] if row.outline.part_of else [],
    "member": lambda row, registry: [member] if (member := member_of(row.outline.id)) else [],
}
"""What `--by` counts by: the keys of a judged record."""
