"""What stands where: whether counts add up, and which records come first."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from commitments.model.lifecycle import Kind, Status
from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.model.timeliness import Clock
from commitments.reports.status import GROUP_KEYS, judge, status

Build = Callable[..., Outline]


def test_counts_leave_meetings_out_and_add_up(outlines: list[Outline], clock: Clock) -> None:
    report = status(outlines, clock)
    assert report.counts.total == 8
    assert report.counts.by_timeliness == {
        "overdue": 2,
        "on_track": 1,
        "awaiting": 2,
        "suspended": 1,
        "done_late": 1,
        "closed": 1,
    }
    assert report.by_status == {
        "agreed": 2,
        "in_progress": 1,
        "proposed": 2,
        "fulfilled": 1,
        "withdrawn": 1,
        "suspended": 1,
    }
    assert (report.clock, report.groups) == (clock, None)


OPEN = "yearly-day training london-mou course data-request paused"
WITH_MEETINGS = f"{OPEN} summit next-summit"
SHOWN = [
    # whole, meetings, the rows: what is late longest, what is nearest, what has no date, what is closed
    (False, False, OPEN),
    (True, False, f"{OPEN} price-list old-office"),
    (False, True, WITH_MEETINGS),
    (True, True, f"{OPEN} price-list old-office summit next-summit"),
]


@pytest.mark.parametrize(("whole", "meetings", "ids"), SHOWN)
def test_rows_the_most_urgent_first(
    outlines: list[Outline], clock: Clock, whole: bool, meetings: bool, ids: str
) -> None:
    assert [row.outline.id for row in status(outlines, clock, whole, meetings).rows] == ids.split()


JUDGED = [
    # id, timeliness, days late, days left
    ("london-mou", "on_track", 0, 39),
    ("training", "overdue", 53, None),
    ("course", "awaiting", 0, None),
    ("data-request", "awaiting", 0, None),
    ("price-list", "done_late", 0, None),
    ("old-office", "closed", 0, None),
    ("paused", "suspended", 0, None),
    ("yearly-day", "overdue", 387, None),
    ("next-summit", "undated", 0, None),
    ("summit", "done", 0, None),
]


@pytest.mark.parametrize(("id", "timeliness", "days_late", "days_left"), JUDGED)
def test_one_record_judged(
    outlines: list[Outline], clock: Clock, id: str, timeliness: str, days_late: int, days_left: int | None
) -> None:
    of = next(outline for outline in outlines if outline.id == id)
    assert judge(of, clock)[:4] == (of, timeliness, days_late, days_left)


def test_equally_urgent_records_keep_their_order(outline_of: Build, clock: Clock) -> None:
    same = [outline_of(id=name, due="2026-12") for name in "cabd"]
    assert [row.outline.id for row in status(same, clock).rows] == ["c", "a", "b", "d"]


GROUPS = [
    # --by, each key with how many there are and how many are overdue; "-" for those without one
    ("status", "agreed 2 1, in_progress 1 1, proposed 2 0, fulfilled 1 0, withdrawn 1 0, suspended 1 0"),
    ("kind", "mou 1 0, agreed_action 5 2, request 1 0, public_pledge 1 0"),
    ("lead", "- 2 1, vn-mof 2 1, acme 3 0, vn-tax 1 0, nobody 1 0"),
    ("party", "acme 7 2, vn-government 1 0, vn-mof 2 1, vn-tax 1 0, nobody 1 0"),
    (
        "timeliness",
        "overdue 2 2, on_track 1 0, awaiting 2 0, suspended 1 0, done_late 1 0, closed 1 0",
    ),
    ("country", "GB 7 2, VN 4 1, - 1 0"),
    ("tag", "ai 2 1, uk 1 0, skills 1 1, - 6 1"),
    ("part_of", "- 4 1, london-mou 2 1, training 1 0, summit 1 0"),
    ("member", "- 8 2"),
]


@pytest.mark.parametrize(("by", "expected"), GROUPS)
def test_groups(outlines: list[Outline], clock: Clock, registry: Registry, by: str, expected: str) -> None:
    groups = status(outlines, clock, by=by, registry=registry).groups
    assert groups is not None
    told = [
        f"{group.key or '-'} {group.counts.total} {group.counts.by_timeliness.get('overdue', 0)}"
        for group in groups
    ]
    assert sorted(told) == sorted(expected.split(", "))


def test_every_key_is_tried_above() -> None:
    assert {by for by, _ in GROUPS} == set(GROUP_KEYS)


def test_of_nothing(clock: Clock) -> None:
    report = status([], clock, by="lead")
    assert (report.counts.total, report.rows, report.groups) == (0, [], [])
    assert not report.counts.by_timeliness


DATES = some.none() | some.sampled_from(["2020", "2026-11-22", "2026-12", "2027", "2026/.."])
FIELDS = some.fixed_dictionaries(
    {
        "kind": some.sampled_from([Kind.MOU, Kind.REQUEST, Kind.MEETING]),
        "status": some.sampled_from(Status),
        "due": DATES,
        "met_on": DATES,
        "review_by": DATES,
        "tags": some.none() | some.lists(some.sampled_from(["a", "b"]), max_size=3),
    }
)


@given(some.lists(FIELDS, max_size=8), some.booleans(), some.sampled_from(sorted(GROUP_KEYS)))
def test_all_counts_add_up(outline_of: Build, records: list[dict[str, Any]], whole: bool, by: str) -> None:
    every = [outline_of(**fields) for fields in records]
    report = status(every, Clock(date(2026, 11, 22)), whole, by=by)
    counted = [node for node in every if node.kind != "meeting"]
    assert report.counts.total == len(counted)
    assert sum(report.counts.by_timeliness.values()) == len(counted)
    assert sum(report.by_status.values()) == len(counted)
    assert len(report.rows) == len([outline for outline in counted if whole or outline.is_open])
    groups = report.groups or []
    for group in groups:
        assert sum(group.counts.by_timeliness.values()) == group.counts.total > 0
    if by in ("status", "kind", "part_of", "timeliness"):
        assert sum(group.counts.total for group in groups) == len(counted)


@given(some.lists(FIELDS, max_size=8))
def test_no_row_is_less_urgent_than_the_next(outline_of: Build, records: list[dict[str, Any]]) -> None:
    rows = status([outline_of(**fields) for fields in records], Clock(date(2026, 11, 22))).rows
    order = ["overdue", "due_soon", "on_track", "awaiting", "undated", "suspended"]
    ranks = [order.index(row.timeliness) for row in rows]
    assert ranks == sorted(ranks)
    for one, other in pairwise(rows):
        if one.timeliness == other.timeliness:
            assert one.days_late >= other.days_late
            assert (one.days_left or 0) <= (other.days_left or 0)
