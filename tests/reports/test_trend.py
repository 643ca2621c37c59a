"""Counts over time: which days, what stood on them, and whether the counts add up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from commitments.errors import CommitmentsError
from commitments.model.lifecycle import Kind, Status
from commitments.model.names import PartyId, Prose
from commitments.model.outline import Outline
from commitments.model.parties.party import Party, Registry
from commitments.model.revision import Revision
from commitments.model.timeliness import Clock
from commitments.reports.filters import RecordFilter
from commitments.reports.status import status
from commitments.reports.trend import (
    MAX_POINTS,
    PERIODS,
    DayState,
    TrendFilter,
    commits_standing,
    periods_before,
    trend,
    trend_days,
)

Build = Callable[..., Outline]

CLOCK = Clock(date(2026, 11, 22))

DAYS = [
    # from, to, every, the days
    ("2026-11-20", "2026-11-22", "day", "2026-11-20 2026-11-21 2026-11-22"),
    ("2026-11-01", "2026-11-22", "week", "2026-11-01 2026-11-08 2026-11-15 2026-11-22"),
    ("2026-11-02", "2026-11-22", "week", "2026-11-08 2026-11-15 2026-11-22"),
    ("2026-08-22", "2026-11-22", "month", "2026-08-22 2026-09-22 2026-10-22 2026-11-22"),
    ("2026-08-23", "2026-11-22", "month", "2026-09-22 2026-10-22 2026-11-22"),
    ("2025-11-22", "2026-11-22", "quarter", "2025-11-22 2026-02-22 2026-05-22 2026-08-22 2026-11-22"),
    ("2024-01-01", "2026-11-22", "year", "2024-11-22 2025-11-22 2026-11-22"),
    # a month that is too short gives its last day, and none of the others
    ("2025-12-01", "2026-03-31", "month", "2025-12-31 2026-01-31 2026-02-28 2026-03-31"),
    ("2027-12-01", "2028-03-30", "month", "2027-12-30 2028-01-30 2028-02-29 2028-03-30"),
    ("2025-11-30", "2026-05-31", "quarter", "2025-11-30 2026-02-28 2026-05-31"),
    ("2026-01-01", "2028-02-29", "year", "2026-02-28 2027-02-28 2028-02-29"),
    # the last day stands even alone
    ("2026-11-22", "2026-11-22", "month", "2026-11-22"),
    ("2026-11-01", "2026-11-22", "year", "2026-11-22"),
    ("0001-01-01", "0003-02-01", "year", "0001-02-01 0002-02-01 0003-02-01"),
    ("0001-01-01", "0001-01-02", "day", "0001-01-01 0001-01-02"),
]


@pytest.mark.parametrize(("first", "last", "every", "expected"), DAYS)
def test_days(first: str, last: str, every: str, expected: str) -> None:
    found = trend_days(date.fromisoformat(first), date.fromisoformat(last), every)
    assert [item.isoformat() for item in found] == expected.split()


def test_every_step_is_tried_above() -> None:
    assert {every for _, _, every, _ in DAYS} == set(PERIODS)


def test_no_day_and_too_many_are_refused() -> None:
    last = date(2026, 11, 22)
    with pytest.raises(CommitmentsError, match="no day from 2026-11-23 to 2026-11-22"):
        trend_days(last + timedelta(1), last, "day")
    assert len(trend_days(last - timedelta(MAX_POINTS - 1), last, "day")) == MAX_POINTS
    with pytest.raises(CommitmentsError, match=f"at most {MAX_POINTS}"):
        trend_days(last - timedelta(MAX_POINTS), last, "day")
    with pytest.raises(CommitmentsError):
        trend_days(date.min, date.max, "day")


DATES = some.dates(date(1, 1, 1), date(2600, 12, 31))


@given(some.dates(date(1990, 1, 1)), some.integers(0, 3000), some.sampled_from(sorted(PERIODS)))
def test_days_rise_from_the_first_and_end_with_the_last(last: date, before: int, every: str) -> None:
    first = last - timedelta(before)
    found = trend_days(first, last, every)
    assert found[-1] == last
    assert found[0] >= first
    assert all(one < other for one, other in pairwise(found))
    earlier = periods_before(last, len(found), every)
    assert earlier is None or earlier < first


@given(DATES, some.integers(0, 40), some.sampled_from(sorted(PERIODS)))
def test_back_keeps_the_day_of_the_month_where_there_is_one(day: date, number: int, every: str) -> None:
    found = periods_before(day, number, every)
    if found is None:
        assert day.year <= number + 1
    elif PERIODS[every][0]:
        months = (day.year - found.year) * 12 + day.month - found.month
        assert months == number * PERIODS[every][0]
        assert found.day == day.day or (found.day < day.day and (found + timedelta(1)).day == 1)
    else:
        assert (day - found).days == number * PERIODS[every][1]


def commit(day: str, clock: str = "12:00") -> Revision:
    when = datetime.fromisoformat(f"{day}T{clock}:00+00:00")
    return Revision(day, (), int(when.timestamp()), "", "", "")


STANDING = [
    # the main line, oldest first; days; the commits that stood
    ("", "2026-01-01", "-"),
    ("2026-01-05", "2026-01-04 2026-01-05 2026-01-06", "- 2026-01-05 2026-01-05"),
    ("2026-01-01 2026-01-03 2026-01-05", "2026-01-02 2026-01-04", "2026-01-01 2026-01-03"),
    ("2026-01-01 2026-01-03", "2025-12-30 2025-12-31", "- -"),
    # a clock that runs backwards loses nothing: the later commit on the line stands
    (
        "2026-01-05 2026-01-03",
        "2026-01-02 2026-01-03 2026-01-04 2026-01-05",
        "- 2026-01-03 2026-01-03 2026-01-03",
    ),
    (
        "2026-01-01 2026-01-09 2026-01-03",
        "2026-01-02 2026-01-03 2026-01-09",
        "2026-01-01 2026-01-03 2026-01-03",
    ),
    (
        "2026-01-05 2026-01-01 2026-01-09",
        "2026-01-04 2026-01-05 2026-01-08",
        "2026-01-01 2026-01-01 2026-01-01",
    ),
]


@pytest.mark.parametrize(("line", "on", "expected"), STANDING)
def test_what_stood_on_a_day(line: str, on: str, expected: str) -> None:
    newest_first = [commit(day) for day in reversed(line.split())]
    found = commits_standing(newest_first, [date.fromisoformat(part) for part in on.split()], UTC)
    assert [item.id if item else "-" for item in found] == expected.split()


def test_a_day_ends_where_the_workspace_is() -> None:
    line = [commit("2026-01-02", "18:30"), commit("2026-01-01")]
    (there,) = commits_standing(line, [date(2026, 1, 2)], timezone(timedelta(hours=7)))
    (here,) = commits_standing(line, [date(2026, 1, 2)], UTC)
    assert (there and there.id, here and here.id) == ("2026-01-01", "2026-01-02")


def test_the_line_is_read_no_further_than_it_must() -> None:
    def line() -> Any:
        yield commit("2026-01-05")
        yield commit("2026-01-03")
        raise AssertionError("read too far")

    found = commits_standing(line(), [date(2026, 1, 3), date(2026, 1, 4), date(2026, 1, 5)], UTC)
    assert [item.id if item else "" for item in found] == ["2026-01-03", "2026-01-03", "2026-01-05"]


@given(
    some.lists(some.dates(date(2026, 1, 1), date(2026, 1, 20)), max_size=12),
    some.lists(some.dates(date(2025, 12, 28), date(2026, 1, 22)), min_size=1, max_size=8, unique=True),
)
def test_one_look_along_the_line_finds_what_a_look_for_each_day_finds(
    line: list[date], on: list[date]
) -> None:
    newest_first = [commit(day.isoformat()) for day in line]
    expected = [next((item for item in newest_first if item.day(UTC) <= day), None) for day in sorted(on)]
    assert commits_standing(newest_first, sorted(on), UTC) == expected


def test_each_state_is_judged_on_its_day(outlines: list[Outline]) -> None:
    on = [date(2025, 1, 1), date(2026, 11, 22), date(2028, 1, 1)]
    found = trend([DayState(day, outlines) for day in on], CLOCK).points
    assert [item.day for item in found] == on
    assert [group.counts for group in found] == [status(outlines, Clock(day)).counts for day in on]
    assert len({group.counts.by_timeliness["overdue"] for group in found}) == 3


def test_a_day_without_a_state_counts_nothing() -> None:
    (point,) = trend([DayState(date(2026, 1, 1), unreadable=2)], CLOCK).points
    assert (point.counts.total, dict(point.counts.by_timeliness), point.unreadable) == (0, {}, 2)


def test_how_soon_is_soon_is_a_setting(outline_of: Build) -> None:
    state = DayState(date(2026, 11, 22), [outline_of(due="2026-12-01")])
    told = [
        trend([state], replace(CLOCK, due_soon_days=soon)).points[0].counts.by_timeliness for soon in (8, 9)
    ]
    assert told == [{"on_track": 1}, {"due_soon": 1}]


FIELDS = some.fixed_dictionaries(
    {
        "kind": some.sampled_from([Kind.MOU, Kind.REQUEST, Kind.MEETING]),
        "status": some.sampled_from(Status),
        "due": some.none() | some.sampled_from(["2020", "2026-11-22", "2026-12", "2027", "2026/.."]),
        "met_on": some.none() | some.just("2026"),
    }
)


@given(
    some.lists(some.tuples(some.dates(date(2019, 1, 1), date(2029, 1, 1)), some.lists(FIELDS, max_size=6)))
)
def test_the_counts_of_each_point_add_up(
    outline_of: Build, states: list[tuple[date, list[dict[str, Any]]]]
) -> None:
    given_ = [DayState(day, [outline_of(**fields) for fields in item]) for day, item in states]
    points = trend(given_, CLOCK).points
    assert [item.day for item in points] == [day for day, _ in states]
    for point, state in zip(points, given_, strict=True):
        assert sum(point.counts.by_timeliness.values()) == point.counts.total
        assert point.counts == status(state.outlines, Clock(state.day)).counts


def registry(**above: str | None) -> Registry:
    parties = {name.replace("_", "-"): to for name, to in above.items()}
    return Registry(
        {name: Party(PartyId(name), Prose(name), PartyId(to) if to else None) for name, to in parties.items()}
    )


@pytest.fixture
def early(outline_of: Build) -> list[Outline]:
    """A state in which only `one` and acme are known."""
    return [outline_of(id="one", part_of="top"), outline_of(id="top")]


@pytest.fixture
def late(outline_of: Build) -> list[Outline]:
    """A state in which `one` is gone and vn-tax leads `two`."""
    return [outline_of(id="two", parties=[{"party": "vn-tax", "role": "lead"}])]


PICKED: list[tuple[dict[str, Any], Sequence[str], Sequence[str]]] = [
    # a filter; what it picks early; what it picks late
    ({}, ["one", "top"], ["two"]),
    ({"ids": ["one"]}, ["one"], []),
    ({"ids": ["two", "one"]}, ["one"], ["two"]),
    ({"ids": ["o*"]}, ["one"], []),
    ({"part_of": ["top"]}, ["one"], []),
    ({"party": ["vn-tax"]}, [], ["two"]),
    ({"lead": ["acme"]}, ["one", "top"], []),
    ({"lead": ["acme", "vn-tax"]}, ["one", "top"], ["two"]),
    ({"ids": ["unread"]}, [], []),
    ({"ids": ["today"]}, [], []),
    # who stands below whom is known from the state, else from today
    ({"party": ["vn-mof"]}, [], ["two"]),
    ({"party": ["vn-government"]}, [], ["two"]),
    ({"party": ["board"]}, ["one", "top"], []),
]


@pytest.mark.parametrize(("by", "in_early", "in_late"), PICKED)
def test_what_a_filter_names_need_be_known_in_one_state_only(
    by: dict[str, Any],
    in_early: list[str],
    in_late: list[str],
    early: list[Outline],
    late: list[Outline],
    outline_of: Build,
) -> None:
    picking = TrendFilter(
        RecordFilter(**by), registry(vn_government=None, vn_mof="vn-government", vn_tax="vn-mof")
    )
    picking.meet([outline_of(id="today")], picking.registry)
    found = [
        picking.pick_from_state(early, registry(board=None, acme="board"), CLOCK, dict),
        picking.pick_from_state(late, registry(), CLOCK, dict, ["unread"]),
    ]
    picking.require_known()
    assert [[item.id for item in one] for one in found] == [list(in_early), list(in_late)]


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ({"ids": ["onne"]}, "no record onne"),
        ({"ids": ["two", "nope"]}, "no record nope"),
        ({"part_of": ["topp"]}, "no record topp"),
        ({"party": ["acmee"]}, "no party acmee"),
        ({"lead": ["vn-tx"]}, "no party vn-tx"),
    ],
)
def test_what_no_state_knows_is_refused_at_the_end(
    by: dict[str, Any], told: str, early: list[Outline], late: list[Outline]
) -> None:
    picking = TrendFilter(RecordFilter(**by), registry(acme=None))
    picking.pick_from_state(early, registry(), CLOCK, dict)
    picking.pick_from_state(late, registry(), CLOCK, dict)
    with pytest.raises(CommitmentsError, match=told) as caught:
        picking.require_known()
    near = {"onne": "one", "topp": "top", "acmee": "acme", "vn-tx": "vn-tax"}.get(told.split()[-1], "")
    assert near in str(caught.value.values["near"])


def test_a_party_is_named_as_today_calls_it(early: list[Outline], late: list[Outline]) -> None:
    today = registry(acme=None, acme_ltd=None)
    picking = TrendFilter(RecordFilter(party=["ACME"], lead=["Acme_Ltd", "vn-tax"]), today)
    assert picking.by == RecordFilter(party=["acme"], lead=["acme-ltd", "vn-tax"])
    with pytest.raises(CommitmentsError, match="Acme fits several parties: acme, twin"):
        same = {id: Party(PartyId(id), Prose("Acme")) for id in ("acme", "twin")}
        TrendFilter(RecordFilter(lead=["Acme"]), Registry(same))


def test_texts_are_those_of_each_state(early: list[Outline], late: list[Outline]) -> None:
    picking = TrendFilter(RecordFilter(text=["Nước"]), registry())
    texts = [{early[0].path: "nuoc sach"}, {late[0].path: "khong"}]
    found = [
        picking.pick_from_state(item, registry(), CLOCK, lambda text=text: text)
        for item, text in zip([early, late], texts, strict=True)
    ]
    assert [[item.id for item in one] for one in found] == [["one"], []]


MONTH_ENDS = [
    ("2026-03-31", 3, ["2025-12-31", "2026-01-31", "2026-02-28"]),
    ("2024-03-01", 1, ["2024-02-29"]),
    ("0001-02-28", 3, ["0001-01-31"]),
    ("2026-01-01", 0, []),
]


@pytest.mark.parametrize(("day", "number", "ends"), MONTH_ENDS)
def test_the_ends_of_months_before_a_day(day: str, number: int, ends: list[str]) -> None:
    from commitments.reports.trend import month_ends

    assert [str(end) for end in month_ends(date.fromisoformat(day), number)] == ends
