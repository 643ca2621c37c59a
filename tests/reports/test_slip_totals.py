"""What the deadlines of many records come to, which are shown, and laws of all stories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from slipstory import BROKEN, GONE, Build, entry, lead, revision, row_of, states, steps, told

from commitments.changes.change import Change
from commitments.model.calendar.dates import parse_date
from commitments.model.commitment import DueChange
from commitments.model.outline import outline
from commitments.reports.claimed_moves import MoveFacts
from commitments.reports.slips import DeadlinesNow, current_deadlines, slips


@pytest.fixture
def ledger(
    mapping: Callable[..., dict[str, Any]], commitment_of: Build
) -> Callable[..., tuple[list[Change], list[DeadlinesNow]]]:
    """`ledger(name=dict(dues=[…], …))`: the rows and the records of several stories."""

    def made(**stories: dict[str, Any]) -> tuple[list[Change], list[DeadlinesNow]]:
        rows: list[Change] = []
        found = []
        for name, fields in stories.items():
            rest = {field: value for field, value in fields.items() if field != "dues"}
            turns = [mapping(id=name, due=due, **rest) for due in fields["dues"]]
            rows += told(*turns, id=name)
            now = commitment_of(id=name, due=fields["dues"][-1], **rest)
            found.append(current_deadlines(outline(now), now))
        return rows, found

    return made


def test_moves_by_an_event_are_nobodys(ledger: Callable[..., Any]) -> None:
    by_event = [{**entry("2026>2027"), "event": "g20"}]
    bound = {"due_event": {"event": "g20"}}
    report = slips(
        *ledger(
            moved={"dues": ["2026", "2027"], "due_changes": by_event, **bound, **lead("acme")},
            both={"dues": ["2026", "2027", "2028"], "due_changes": by_event, **bound, **lead("acme")},
            slipped={"dues": ["2026-01", "2026-02"], **lead("vn-mof")},
        )
    )
    assert [row.outline.id for row in report.rows] == ["both", "moved", "slipped"]
    assert [(who, slip.with_moves, slip.moves, slip.moves_by_event) for who, slip in report.by_lead] == [
        ("acme", 1, 1, 2),
        ("vn-mof", 1, 1, 0),
    ]
    totals = report.totals
    assert (totals.moves, totals.moves_by_event, totals.median) == (2, 2, (366 + 28) / 2)
    assert totals.worst and totals.worst.outline.id == "both"


def test_a_move_elsewhere_under_the_name_of_the_event_is_a_slip(ledger: Callable[..., Any]) -> None:
    by_event = [{**entry("2026>2027"), "event": "g20"}]
    bound = {"due_event": {"event": "g20"}, "due_changes": by_event}
    story = {"dues": ["2026", "2027"], **bound, **lead("acme")}

    def totals(event_date: str | None) -> tuple[int, int]:
        facts = MoveFacts(event_dates=lambda _: {"g20": event_date} if event_date else {})
        report = slips(*ledger(moved=story), facts=facts)
        return report.totals.moves, report.totals.moves_by_event

    assert totals("2027-01/2027-12") == (0, 1)
    assert totals("2026") == (1, 0)
    assert totals(None) == (1, 0)


def test_moves_that_came_too_late_are_counted(ledger: Callable[..., Any]) -> None:
    by_event = [{**entry("2026>2027"), "event": "g20"}]
    stories = {
        "late": {"dues": ["2026-01", "2026-02", "2026-12"]},
        "open": {"dues": ["2026/..", "2027"]},
        "bound": {"dues": ["2026", "2027"], "due_event": {"event": "g20"}, "due_changes": by_event},
    }
    facts = MoveFacts(day=lambda _: date(2026, 2, 1))
    report = slips(*ledger(**stories), facts=facts)
    assert report.totals.moves_late == 1
    assert slips(*ledger(**stories)).totals.moves_late == 0
    later = MoveFacts(day=lambda _: date(2027, 1, 1))
    assert slips(*ledger(**stories), facts=later).totals.moves_late == 2


def test_what_it_comes_to(ledger: Callable[..., Any]) -> None:
    report = slips(
        *ledger(
            far={"dues": ["2026", "2027", "2028"], **lead("acme", "vn-mof")},
            near={"dues": ["2026-06", "2026-07"], **lead("acme")},
            open={"dues": ["2026", "2027/.."], **lead("acme")},
            early={"dues": ["2026-09-02", "2026-09-01"], **lead()},
            still={"dues": ["2026"], **lead("vn-mof")},
            never={"dues": [None], **lead("idle")},
            summit={"dues": ["2026", "2030"], "kind": "meeting", **lead("acme")},
        )
    )
    assert [row.outline.id for row in report.rows] == ["far", "near", "early", "open"]
    totals = report.totals
    assert (totals.records, totals.with_moves, totals.moves, totals.median, totals.differ) == (6, 4, 5, 31, 4)
    assert totals.worst and (totals.worst.outline.id, totals.worst.own.days) == ("far", 731)
    told = [(who, slip.records, slip.with_moves, slip.moves, slip.median) for who, slip in report.by_lead]
    assert told == [
        ("acme", 3, 3, 4, 381),
        ("vn-mof", 2, 1, 2, 731),
        (None, 1, 1, 1, -1),
        ("idle", 1, 0, 0, None),
    ]


def test_which_are_shown_and_in_which_order(ledger: Callable[..., Any]) -> None:
    rows, records = ledger(
        still={"dues": ["2026"]},
        never={"dues": [None]},
        dropped={"dues": ["2026", None]},
        b={"dues": ["2026-06", "2026-07"]},
        a={"dues": ["2026-06", "2026-07"]},
        often={"dues": ["2026-06", "2026-09", "2026-07"]},
        early={"dues": ["2026-07", "2026-06"]},
        open={"dues": ["2026", "2027/.."]},
        claims={"dues": ["2026"], "due_changes": [entry("2025>2026")]},
        summit={"dues": ["2026", "2030"], "kind": "meeting"},
    )
    assert [row.outline.id for row in slips(rows, records).rows] == [
        "often",
        "b",
        "a",
        "claims",
        "early",
        "open",
    ]
    whole = "often b a still claims early dropped open"
    assert {row.outline.id for row in slips(rows, records, with_unmoved=True).rows} == set(whole.split())
    assert slips(rows, records, meetings=True).rows[0].outline.id == "summit"
    assert slips(rows, records, meetings=True).totals == slips(rows, records).totals


def test_a_milestone_alone_brings_its_record_in(ledger: Callable[..., Any], commitment_of: Build) -> None:
    now = commitment_of(id="steps", milestones=steps(a="2027"))
    before = {**now.data, "milestones": steps(a="2026")}
    rows, records = ledger(near={"dues": ["2026-06", "2026-07"]})
    rows += told(before, now.data, id="steps")
    report = slips(rows, [*records, current_deadlines(outline(now), now)])
    assert [row.outline.id for row in report.rows] == ["near", "steps"]
    assert (report.totals.moves, report.totals.milestone_moves, report.totals.with_moves) == (1, 1, 1)


def test_many_moves_beside_many_entries_take_no_time(soon: None, commitment_of: Build) -> None:
    years = [str(2000 + number % 500) for number in range(20_000)]
    one = outline(commitment_of(due=years[-1]))
    rows = [
        Change(revision(at), "small", one.path, "changed", "due", f'"{old}"', f'"{new}"', "{}")
        for at, (old, new) in enumerate(pairwise(years))
    ]
    claims = tuple(DueChange(None, None, year, None) for year in years[:5_000])
    (row,) = slips(rows, [DeadlinesNow(one, claims)]).rows
    assert (len(row.own.moves), len(row.own.unclaimed), len(row.own.unseen)) == (19_999, 15_000, 0)


def test_of_nothing() -> None:
    report = slips([], [])
    assert (report.rows, report.by_lead) == ([], [])
    assert (report.totals.records, report.totals.median, report.totals.worst) == (0, None, None)


def test_records_that_nobody_asks_about_do_not_count(ledger: Callable[..., Any]) -> None:
    rows, records = ledger(asked={"dues": ["2026", "2027"]}, other={"dues": ["2026", "2030"]})
    report = slips(rows, records[:1])
    assert [row.outline.id for row in report.rows] == ["asked"]
    assert report.totals.moves == 1


DUES = ["2026-06", "2026-Q2", "2026", 2026, "2026-12-31", "2027~", "2027/..", "soon"]
TURNS = some.lists(some.sampled_from([*DUES, "-", GONE, BROKEN]), min_size=1, max_size=12)


def meant(due: object) -> object:
    span = parse_date(due)
    return (span.earliest, span.latest) if span else None


@given(TURNS, some.sampled_from(DUES[:-1]))
def test_a_story_told_row_by_row_is_the_story_of_its_states(
    mapping: Callable[..., dict[str, Any]], commitment_of: Build, turns: list[object], last: object
) -> None:
    everything = [*turns, last]
    own = row_of(list(told(*states(mapping, everything))), commitment_of(due=last)).own
    had = [item for item in everything if meant(item)]
    other = [one for at, one in enumerate(had) if not at or meant(had[at - 1]) != meant(one)]
    assert (own.first, own.due) == (str(had[0]), str(last))
    assert len(own.moves) == len(other) - 1
    assert [meant(move.after) for move in own.moves] == [meant(item) for item in other[1:]]
    if own.days is not None and None not in [move.days for move in own.moves]:
        assert own.days == sum(move.days or 0 for move in own.moves)


@given(TURNS, some.randoms(use_true_random=False), some.booleans())
def test_due_changes_that_tell_every_move_do_not_differ(
    mapping: Callable[..., dict[str, Any]],
    commitment_of: Build,
    turns: list[object],
    random: Any,
    with_from: bool,
) -> None:
    everything = [*turns, "2030"]
    rows = list(told(*states(mapping, everything)))
    own = row_of(rows, commitment_of(due="2030")).own
    claims = [DueChange(None, move.before, move.after, None) for move in own.moves]
    random.shuffle(claims)
    record = outline(commitment_of(due="2030"))

    def compared(*entries: DueChange) -> tuple[int, int]:
        (row,) = slips(rows, [DeadlinesNow(record, entries)], with_unmoved=True).rows
        return len(row.own.unclaimed), len(row.own.unseen)

    assert compared(*claims) == (0, 0)
    stranger = DueChange(None, "1999" if with_from else None, "1999", None)
    assert compared(*claims, stranger) == (0, 1)
    assert compared(*claims[1:]) == (min(1, len(claims)), 0)
    assert compared(stranger) == (len(claims), 1)


STORIES = some.lists(
    some.tuples(TURNS, some.lists(some.sampled_from(["acme", "vn-mof", "idle"]), max_size=2)), max_size=5
)


@given(STORIES)
def test_everything_adds_up(
    mapping: Callable[..., dict[str, Any]],
    commitment_of: Build,
    stories: list[tuple[list[object], list[str]]],
) -> None:
    rows: list[Change] = []
    records = []
    for number, (turns, parties) in enumerate(stories):
        now = commitment_of(id=f"r{number}", due="2028", **lead(*parties))
        data = {**now.data}
        made = [
            turn if turn in (GONE, BROKEN) else {**data, "due": None if turn == "-" else turn}
            for turn in [*turns, "2028"]
        ]
        rows += told(*made, id=now.id)
        records.append(current_deadlines(outline(now), now))
    report = slips(rows, records, with_unmoved=True)
    assert {row.outline.id for row in report.rows} == {record.outline.id for record in records}
    assert report.totals.moves == sum(len(row.own.moves) for row in report.rows)
    assert report.totals.with_moves == len([row for row in report.rows if row.own.moves])
    for who, totals in report.by_lead:
        theirs = [
            row for row in report.rows if (who in row.outline.leads() if who else not row.outline.leads())
        ]
        assert (totals.records, totals.moves) == (len(theirs), sum(len(row.own.moves) for row in theirs))
    far = [row.own.days for row in report.rows]
    known = [item for item in far if item is not None]
    assert far == sorted(known, reverse=True) + [None] * (len(far) - len(known))
    if report.totals.worst:
        moved = [row.own.days for row in report.rows if row.own.moves and row.own.days is not None]
        assert report.totals.worst.own.days == max(moved)
