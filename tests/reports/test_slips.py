"""How often and how far deadlines moved, told by rows that are made as history makes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from commitments.changes.compare import compare
from commitments.changes.kinds import Change, FieldChange
from commitments.changes.step import Pair, changes
from commitments.model.commitment import Commitment, DueChange
from commitments.model.dates import parse
from commitments.model.outline import outline
from commitments.model.revision import Revision
from commitments.reports.slips import Row, Standing, slips, standing, without_claims

Build = Callable[..., Commitment]
State = Mapping[str, Any] | str | None
"""A record as a commit left it: a mapping, a text that cannot be read, or None where it was not there."""

GONE = None
BROKEN = "broken"


@dataclass
class Version:
    """A file as rows are made of it."""

    data: Mapping[str, Any]
    readable: bool = True

    @property
    def title(self) -> str:
        return json.dumps(self.data.get("title"))

    def whole(self) -> Mapping[str, Any]:
        return self.data


def revision(number: int) -> Revision:
    return Revision(f"{number:040x}", (), number * 86_400, "Vi", "vi@example.org", "x")


def by_data(old: Version, new: Version) -> list[FieldChange]:
    return compare(old.data, new.data)


def told(*states: State, id: str = "small", paths: Sequence[str] = ()) -> Iterator[Change]:
    """The rows of one record, a commit a state."""
    before: State = None
    last: Version | None = None
    place = None
    for number, state in enumerate(states):
        path = paths[number] if paths else f"records/{id}.yaml"
        old = Version({}, readable=False) if isinstance(before, str) else last if before else None
        new = Version({}, readable=False) if isinstance(state, str) else Version(state) if state else None
        if old or new:
            pair = Pair(id, place if old else None, path if new else None)
            yield from changes(revision(number), pair, old, new, last if old else None, by_data)
        last = new if new and new.readable else last if new else None
        before, place = state, path if new else None


def states(mapping: Callable[..., dict[str, Any]], dues: Sequence[object]) -> list[State]:
    """A record with each of these deadlines in turn."""
    return [due if due in (GONE, BROKEN) else mapping(due=None if due == "-" else due) for due in dues]


def row_of(rows: Sequence[Change], now: Commitment) -> Row:
    """What is told of one record."""
    report = slips(rows, [standing(outline(now), now)], whole=True)
    assert len(report.rows) == 1
    return report.rows[0]


MOVES = [
    # deadlines in turn ("-" is none); first, now, moves, days
    (["2026-Q2"], "2026-Q2", "2026-Q2", 0, 0),
    (["2026-Q2", "2026-Q4"], "2026-Q2", "2026-Q4", 1, 184),
    (["2026-09-30", "2026-06-30"], "2026-09-30", "2026-06-30", 1, -92),
    (["2026-Q2", "2026-Q3", "2026-Q4", "2027"], "2026-Q2", "2027", 3, 549),
    # a first one is no move, nor is dropping it; another one later is, the same again is none
    (["-", "2026-06"], "2026-06", "2026-06", 0, 0),
    (["2026-06", "-"], "2026-06", "", 0, None),
    (["2026-06", "-", "2026-09"], "2026-06", "2026-09", 1, 92),
    (["2026-06", "-", "2026-06"], "2026-06", "2026-06", 0, 0),
    (["2026-06", "-", "2026-09", "-", "2026-06"], "2026-06", "2026-06", 2, 0),
    # there and back
    (["2026-06", "2026-09", "2026-06"], "2026-06", "2026-06", 2, 0),
    # the same days, written otherwise
    (["2026", 2026], "2026", "2026", 0, 0),
    (["2026-Q4", "2026-10/2026-12"], "2026-Q4", "2026-10/2026-12", 0, 0),
    (["2026-10", "2026-10~", "2026-10?"], "2026-10", "2026-10?", 0, 0),
    (["2026-36", "2026-Q4", "2027"], "2026-36", "2027", 1, 365),
    # other days with the same last one, and without any
    (["2026-Q4", "2026-12"], "2026-Q4", "2026-12", 1, 0),
    (["2026-12", "2026/.."], "2026-12", "2026/..", 1, None),
    (["2026/..", "2026-12"], "2026/..", "2026-12", 1, None),
    (["../2026-06", "../2026-12"], "../2026-06", "../2026-12", 1, 184),
    # what is no date is as none
    (["in spring", "2026-06", "2026-07"], "2026-06", "2026-07", 1, 31),
    ([{"en": "soon"}, "2026-06"], "2026-06", "2026-06", 0, 0),
    ([["2026-06"], "2026-06"], "2026-06", "2026-06", 0, 0),
    # unreadable for a while, removed for a while
    (["2026-06", BROKEN, "2026-09"], "2026-06", "2026-09", 1, 92),
    (["2026-06", BROKEN, BROKEN, "2026-06"], "2026-06", "2026-06", 0, 0),
    ([BROKEN, "2026-06"], "2026-06", "2026-06", 0, 0),
    (["2026-06", GONE, "2026-09"], "2026-06", "2026-09", 1, 92),
    (["2026-06", GONE, "2026-06"], "2026-06", "2026-06", 0, 0),
    (["2026-06", BROKEN, GONE, "-", "2026-07"], "2026-06", "2026-07", 1, 31),
]


@pytest.mark.parametrize(("dues", "first", "due", "moves", "days"), MOVES, ids=lambda each: str(each)[:60])
def test_moves(
    dues: list[object],
    first: str,
    due: str,
    moves: int,
    days: int | None,
    mapping: Callable[..., dict[str, Any]],
    commitment_of: Build,
) -> None:
    last = dues[-1]
    now = commitment_of(due=None if last == "-" else last)
    own = row_of(list(told(*states(mapping, dues))), now).own
    assert (own.first, own.due, len(own.moves), own.days) == (first, due, moves, days)


def test_a_move_names_its_commit_and_what_it_found(
    mapping: Callable[..., dict[str, Any]], commitment_of: Build
) -> None:
    rows = list(told(*states(mapping, ["2026-Q2", "-", "2026-Q4"])))
    (move,) = row_of(rows, commitment_of(due="2026-Q4")).own.moves
    assert move == (revision(2), "2026-Q2", "2026-Q4")
    assert move.days == 184


def test_a_file_that_moves_keeps_its_story(
    mapping: Callable[..., dict[str, Any]], commitment_of: Build
) -> None:
    paths = ["records/a.yaml", "records/b/a.yaml", "records/small.yaml"]
    rows = list(told(*states(mapping, ["2026", "2027", "2028"]), paths=paths))
    assert [row.kind for row in rows].count("renamed") == 2
    assert row_of(rows, commitment_of(due="2028")).own.days == 731


def test_two_files_with_one_id_have_a_story_each(
    mapping: Callable[..., dict[str, Any]], commitment_of: Build
) -> None:
    places = ("records/one.yaml", "records/other.yaml")
    rows = [
        *told(*states(mapping, ["2026", "2027"]), paths=(places[0],) * 2),
        *told(*states(mapping, ["2030"]), paths=(places[1],)),
    ]
    both = [
        Standing(outline(commitment_of(due=due))._replace(path=path))
        for due, path in zip(("2027", "2030"), places, strict=True)
    ]
    report = slips(rows, both, whole=True)
    assert [(row.of.path, row.own.days) for row in report.rows] == [(places[0], 365), (places[1], 0)]


def test_what_no_row_tells_is_what_stands(commitment_of: Build, mapping: Callable[..., Any]) -> None:
    assert row_of([], commitment_of(due="2026")).own.moves == []
    (move,) = row_of(list(told(mapping(due="2026"))), commitment_of(due="2027")).own.moves
    assert move == (None, "2026", "2027")


def test_where_history_is_cut_off_what_a_row_found_stood_before(
    mapping: Callable[..., dict[str, Any]], commitment_of: Build
) -> None:
    step = {"milestones": [{"id": "a", "due": "2026-01"}]}
    rows = [
        row
        for row in told(
            mapping(due="2026", **step), mapping(due="2027", milestones=[{"id": "a", "due": "2026-02"}])
        )
        if row.kind != "added"
    ]
    row = row_of(rows, commitment_of(due="2027", milestones=[{"id": "a", "due": "2026-02"}]))
    assert (row.own.first, row.own.days) == ("2026", 365)
    assert [(id, slip.first, slip.days) for id, slip in row.milestones] == [("a", "2026-01", 28)]


def test_where_history_is_cut_off_a_whole_list_that_went_stood_before(
    mapping: Callable[..., dict[str, Any]], commitment_of: Build
) -> None:
    lists: list[list[Any] | None] = [[{"id": "a", "due": "2026"}, 7], None, [{"id": "a", "due": "2027"}, 7]]
    turns = [mapping(milestones=each) for each in lists]
    rows = [row for row in told(*turns) if row.kind != "added"]
    assert [row.field for row in rows] == ["milestones"] * 2
    ((id, slip),) = row_of(rows, commitment_of(due="2030", milestones=turns[-1]["milestones"])).milestones
    assert (id, slip.first, slip.days) == ("a", "2026", 365)


def entry(text: str) -> dict[str, Any]:
    """`from>to` as an entry of due_changes; either may be missing."""
    before, _, after = text.partition(">")
    told = {"date": "2026-01-12", "from": before or None, "to": after or None, "reason": {"en": "x"}}
    return {name: value for name, value in told.items() if value is not None}


CLAIMS = [
    # deadlines in turn; entries; moves that none tells of; entries that nothing bears out
    (["2026", "2027"], ["2026>2027"], [], []),
    (["2026", "2027"], [], ["2026>2027"], []),
    (["2026", "2027"], ["2026>2028"], ["2026>2027"], ["2026>2028"]),
    (["2026", "2027"], ["2027>2026"], ["2026>2027"], ["2027>2026"]),
    (["2026"], ["2025>2026"], [], ["2025>2026"]),
    (["2026", "2027", "2028"], ["2027>2028"], ["2026>2027"], []),
    (["2026", "2027", "2028"], ["2027>2028", "2026>2027"], [], []),
    # each entry tells of one move
    (["2026", "2027", "2026", "2027"], ["2026>2027"], ["2027>2026", "2026>2027"], []),
    (["2026", "2027", "2026", "2027"], ["2026>2027", "2026>2027", "2027>2026"], [], []),
    (["2026", "2027"], ["2026>2027", "2026>2027"], [], ["2026>2027"]),
    # one commit for two entries, two for one
    (["2026", "2028"], ["2026>2027", "2027>2028"], ["2026>2028"], ["2026>2027", "2027>2028"]),
    (["2026", "2027", "2028"], ["2026>2028"], ["2026>2027", "2027>2028"], ["2026>2028"]),
    # without `from`: the setting of a first deadline, else any move to it
    (["-", "2026"], [">2026"], [], []),
    (["2026"], [">2026"], [], []),
    (["2026", "2027"], [">2027"], [], []),
    (["-", "2026", "2027", "2026"], [">2026"], ["2026>2027", "2027>2026"], []),
    (["2026", "2027"], [">2027", "2026>2027"], [], [">2027"]),
    (["2026"], [">2030"], [], [">2030"]),
    # a deadline that was dropped, and another one set
    (["2026", "-", "2027"], ["2026>2027"], [], []),
    (["2026", "-", "2027"], ["2026>", ">2027"], [], []),
    (["2026", "-"], [], [], []),
    (["2026", "-"], ["2026>2027"], [], ["2026>2027"]),
    # the same days, written otherwise
    (["2026-Q4", "2027"], ["2026-10/2026-12>2027~"], [], []),
    # what is no date tells of nothing
    (["2026", "2027"], ["early>late"], ["2026>2027"], ["early>late"]),
]


@pytest.mark.parametrize(("dues", "entries", "unclaimed", "unseen"), CLAIMS)
def test_due_changes_beside_git(
    dues: list[object],
    entries: list[str],
    unclaimed: list[str],
    unseen: list[str],
    mapping: Callable[..., dict[str, Any]],
    commitment_of: Build,
) -> None:
    last = None if dues[-1] == "-" else dues[-1]
    now = commitment_of(due=last, due_changes=[entry(each) for each in entries])
    row = row_of(list(told(*states(mapping, dues))), now)
    assert [f"{each.before}>{each.after}" for each in row.own.unclaimed] == unclaimed
    assert [f"{each.before or ''}>{each.after or ''}" for each in row.own.unseen] == unseen
    assert row.own.claimed == len(entries)
    assert row.differs == bool(unclaimed or unseen)


Steps = list[dict[str, Any]]


def steps(**dues: object) -> Steps:
    return [{"id": id, "due": due} if due else {"id": id} for id, due in dues.items()]


MILESTONES: list[tuple[list[Steps | None], str]] = [
    # milestones in turn; what is told of those there now: id, first, now, moves, days
    ([steps(a="2026-01")], ""),
    ([steps(a="2026-01"), steps(a="2026-02")], "a 2026-01 2026-02 1 28"),
    ([steps(a="2026-01", b="2026"), steps(b="2027", a="2026-01")], "b 2026 2027 1 365"),
    ([None, steps(a="2026"), steps(a="2027")], "a 2026 2027 1 365"),
    ([steps(a="2026"), steps(a=None), steps(a="2027")], "a 2026 2027 1 365"),
    ([steps(a="2026"), None, steps(a="2027")], "a 2026 2027 1 365"),
    ([steps(a="2026", b="2026"), steps(b="2026"), steps(a="2028", b="2026")], "a 2026 2028 1 731"),
    (
        [steps(b="2026"), steps(a="2026", b="2026"), steps(a="2025", b="2028")],
        "a 2026 2025 1 -365, b 2026 2028 1 731",
    ),
    ([steps(**{"a]b": "2026"}), steps(**{"a]b": "2027"})], "a]b 2026 2027 1 365"),
    ([steps(**{'"a"#2': "2026"}), steps(**{'"a"#2': "2027"})], '"a"#2 2026 2027 1 365'),
    # one that is gone has no say, and one that takes its place begins anew
    ([steps(a="2026"), steps(a="2027"), steps(b="2030")], ""),
    # of several with one id the first
    ([steps(a="2026") + steps(a="2030")], ""),
    ([[{"id": "a"}, 7, {"due": "2026"}], steps(a="2026"), steps(a="2027")], "a 2026 2027 1 365"),
]


@pytest.mark.parametrize(("turns", "expected"), MILESTONES)
def test_milestones(
    turns: list[Steps | None],
    expected: str,
    mapping: Callable[..., dict[str, Any]],
    commitment_of: Build,
) -> None:
    rows = list(told(*(mapping(due="2031", milestones=each) for each in turns)))
    row = row_of(rows, commitment_of(due="2031", milestones=turns[-1]))
    assert (
        ", ".join(
            f"{id} {slip.first} {slip.due} {len(slip.moves)} {slip.days}" for id, slip in row.milestones
        )
        == expected
    )
    assert row.own.moves == []


def test_the_due_changes_of_a_milestone_are_its_own(
    mapping: Callable[..., dict[str, Any]], commitment_of: Build
) -> None:
    after = [{"id": "a", "due": "2027", "due_changes": [entry("2026>2027")]}, {"id": "b", "due": "2027"}]
    now = {"due": "2031", "milestones": after, "due_changes": [entry("2026>2027")]}
    rows = list(told(mapping(due="2031", milestones=steps(a="2026", b="2026")), mapping(**now)))
    row = row_of(rows, commitment_of(**now))
    assert [(id, slip.differs, slip.claimed) for id, slip in row.milestones] == [
        ("a", False, 1),
        ("b", True, 0),
    ]
    assert (row.own.differs, row.own.claimed, row.differs) == (True, 1, True)


@pytest.fixture
def ledger(
    mapping: Callable[..., dict[str, Any]], commitment_of: Build
) -> Callable[..., tuple[list[Change], list[Standing]]]:
    """`ledger(name=dict(dues=[…], …))`: the rows and the records of several stories."""

    def made(**stories: dict[str, Any]) -> tuple[list[Change], list[Standing]]:
        rows: list[Change] = []
        found = []
        for name, fields in stories.items():
            rest = {field: value for field, value in fields.items() if field != "dues"}
            turns = [mapping(id=name, due=due, **rest) for due in fields["dues"]]
            rows += told(*turns, id=name)
            now = commitment_of(id=name, due=fields["dues"][-1], **rest)
            found.append(standing(outline(now), now))
        return rows, found

    return made


def lead(*parties: str) -> dict[str, Any]:
    return {"parties": [{"party": each, "role": "lead"} for each in parties]}


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
    assert [row.of.id for row in report.rows] == ["far", "near", "early", "open"]
    totals = report.totals
    assert (totals.records, totals.with_moves, totals.moves, totals.median, totals.differ) == (6, 4, 5, 31, 4)
    assert totals.worst and (totals.worst.of.id, totals.worst.own.days) == ("far", 731)
    told = [(who, each.records, each.with_moves, each.moves, each.median) for who, each in report.by_lead]
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
    assert [row.of.id for row in slips(rows, records).rows] == ["often", "b", "a", "claims", "early", "open"]
    whole = "often b a still claims early dropped open"
    assert {row.of.id for row in slips(rows, records, whole=True).rows} == set(whole.split())
    assert slips(rows, records, meetings=True).rows[0].of.id == "summit"
    assert slips(rows, records, meetings=True).totals == slips(rows, records).totals


def test_a_milestone_alone_brings_its_record_in(ledger: Callable[..., Any], commitment_of: Build) -> None:
    now = commitment_of(id="steps", milestones=steps(a="2027"))
    before = {**now.data, "milestones": steps(a="2026")}
    rows, records = ledger(near={"dues": ["2026-06", "2026-07"]})
    rows += told(before, now.data, id="steps")
    report = slips(rows, [*records, standing(outline(now), now)])
    assert [row.of.id for row in report.rows] == ["near", "steps"]
    assert (report.totals.moves, report.totals.milestone_moves, report.totals.with_moves) == (1, 1, 1)


def test_many_moves_beside_many_entries_take_no_time(soon: None, commitment_of: Build) -> None:
    years = [str(2000 + number % 500) for number in range(20_000)]
    one = outline(commitment_of(due=years[-1]))
    rows = [
        Change(revision(at), "small", one.path, "changed", "due", f'"{old}"', f'"{new}"', "{}")
        for at, (old, new) in enumerate(pairwise(years))
    ]
    claims = tuple(DueChange(None, None, year, None) for year in years[:5_000])
    (row,) = slips(rows, [Standing(one, claims)]).rows
    assert (len(row.own.moves), len(row.own.unclaimed), len(row.own.unseen)) == (19_999, 15_000, 0)


def test_of_nothing() -> None:
    report = slips([], [])
    assert (report.rows, report.by_lead) == ([], [])
    assert (report.totals.records, report.totals.median, report.totals.worst) == (0, None, None)


def test_records_that_nobody_asks_about_do_not_count(ledger: Callable[..., Any]) -> None:
    rows, records = ledger(asked={"dues": ["2026", "2027"]}, other={"dues": ["2026", "2030"]})
    report = slips(rows, records[:1])
    assert [row.of.id for row in report.rows] == ["asked"]
    assert report.totals.moves == 1


ENOUGH = [
    # states in turn, and whether the outline is enough
    ([{"due": "2026"}, {"due": "2027"}], True),
    ([{"due": "2026", "milestones": steps(a="2026")}, {"due": "2027", "milestones": steps(a="2026")}], True),
    ([{"due": "2026", "milestones": steps(a="2026")}, {"due": "2026", "milestones": steps(a="2027")}], False),
    ([{"due": "2026"}, {"due": "2026", "milestones": steps(a="2027")}], False),
    ([{"due": "2026", "due_changes": [entry("2025>2026")]}], False),
    ([{"due": "2025"}, {"due": "2026", "due_changes": [entry("2025>2026")]}], False),
    ([BROKEN, {"due": "2026", "due_changes": [entry("2025>2026")]}], False),
    ([{"milestones": steps(a="2026")}, GONE, {"milestones": steps(a="2027")}], False),
    ([BROKEN, {"due": "2026"}], True),
    ([], False),
]


@pytest.mark.parametrize(("turns", "enough"), ENOUGH)
def test_when_the_outline_is_enough(
    turns: list[Any], enough: bool, mapping: Callable[..., dict[str, Any]], commitment_of: Build
) -> None:
    made = [mapping(**each) if isinstance(each, dict) else each for each in turns]
    rows = list(told(*made))
    assert ("small" in without_claims(rows)) == enough
    if enough:
        now = commitment_of(**turns[-1])
        assert slips(rows, [standing(outline(now), None)]) == slips(rows, [standing(outline(now), now)])


def test_where_history_is_cut_off_no_outline_is_enough(mapping: Callable[..., dict[str, Any]]) -> None:
    rows = list(told(*states(mapping, ["2026", "2027"]), paths=["records/a.yaml", "records/b.yaml"]))
    assert without_claims(row for row in rows if row.kind != "added") == frozenset()


DUES = ["2026-06", "2026-Q2", "2026", 2026, "2026-12-31", "2027~", "2027/..", "soon"]
TURNS = some.lists(some.sampled_from([*DUES, "-", GONE, BROKEN]), min_size=1, max_size=12)


def meant(due: object) -> object:
    span = parse(due)
    return (span.earliest, span.latest) if span else None


@given(TURNS, some.sampled_from(DUES[:-1]))
def test_a_story_told_row_by_row_is_the_story_of_its_states(
    mapping: Callable[..., dict[str, Any]], commitment_of: Build, turns: list[object], last: object
) -> None:
    everything = [*turns, last]
    own = row_of(list(told(*states(mapping, everything))), commitment_of(due=last)).own
    had = [each for each in everything if meant(each)]
    other = [one for at, one in enumerate(had) if not at or meant(had[at - 1]) != meant(one)]
    assert (own.first, own.due) == (str(had[0]), str(last))
    assert len(own.moves) == len(other) - 1
    assert [meant(move.after) for move in own.moves] == [meant(each) for each in other[1:]]
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
    claims = [DueChange(None, each.before, each.after, None) for each in own.moves]
    random.shuffle(claims)
    record = outline(commitment_of(due="2030"))

    def compared(*entries: DueChange) -> tuple[int, int]:
        (row,) = slips(rows, [Standing(record, entries)], whole=True).rows
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
            each if each in (GONE, BROKEN) else {**data, "due": None if each == "-" else each}
            for each in [*turns, "2028"]
        ]
        rows += told(*made, id=now.id)
        records.append(standing(outline(now), now))
    report = slips(rows, records, whole=True)
    assert {row.of.id for row in report.rows} == {each.of.id for each in records}
    assert report.totals.moves == sum(len(row.own.moves) for row in report.rows)
    assert report.totals.with_moves == len([row for row in report.rows if row.own.moves])
    for who, totals in report.by_lead:
        theirs = [row for row in report.rows if (who in row.of.leads() if who else not row.of.leads())]
        assert (totals.records, totals.moves) == (len(theirs), sum(len(row.own.moves) for row in theirs))
    far = [row.own.days for row in report.rows]
    known = [each for each in far if each is not None]
    assert far == sorted(known, reverse=True) + [None] * (len(far) - len(known))
    if report.totals.worst:
        moved = [row.own.days for row in report.rows if row.own.moves and row.own.days is not None]
        assert report.totals.worst.own.days == max(moved)
