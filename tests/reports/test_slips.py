"""What became of one record: its deadline, those of its milestones, and what `due_changes` claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slipstory import BROKEN, GONE, Build, Steps, entry, revision, row_of, states, steps, told

from commitments.model.outline import outline
from commitments.reports.slips import DeadlinesNow, current_deadlines, ids_without_claims, slips

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


@pytest.mark.parametrize(("dues", "first", "due", "moves", "days"), MOVES, ids=lambda name: str(name)[:60])
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
        DeadlinesNow(outline(commitment_of(due=due))._replace(path=path))
        for due, path in zip(("2027", "2030"), places, strict=True)
    ]
    report = slips(rows, both, with_unmoved=True)
    assert [(row.outline.path, row.own.days) for row in report.rows] == [(places[0], 365), (places[1], 0)]


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
    turns = [mapping(milestones=item) for item in lists]
    rows = [row for row in told(*turns) if row.kind != "added"]
    assert [row.field for row in rows] == ["milestones"] * 2
    ((id, slip),) = row_of(rows, commitment_of(due="2030", milestones=turns[-1]["milestones"])).milestones
    assert (id, slip.first, slip.days) == ("a", "2026", 365)


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
    now = commitment_of(due=last, due_changes=[entry(item) for item in entries])
    row = row_of(list(told(*states(mapping, dues))), now)
    assert [f"{item.before}>{item.after}" for item in row.own.unclaimed] == unclaimed
    assert [f"{item.before or ''}>{item.after or ''}" for item in row.own.unseen] == unseen
    assert row.own.claimed == len(entries)
    assert row.differs == bool(unclaimed or unseen)


CAUSES = [
    # deadlines in turn; entries, with ! for those of an event; moves, by an event, days of the others,
    # first settings, liftings
    (["2026", "2027"], ["2026>2027"], 1, 0, 365, 0, 0),
    (["2026", "2027"], ["2026>2027!"], 1, 1, 0, 0, 0),
    (["2026", "2027"], [">2027!"], 1, 1, 0, 0, 0),
    (["2026", "2027"], [], 1, 0, 365, 0, 0),
    (["2026-01", "2026-02", "2026-04"], ["2026-01>2026-02!", "2026-02>2026-04"], 2, 1, 61, 0, 0),
    (["2026-01", "2026-03", "2026-02"], ["2026-01>2026-03", "2026-03>2026-02!"], 2, 1, 59, 0, 0),
    (["2026-01", "2026-02"], ["2026-01>2026-03!"], 1, 0, 28, 0, 0),
    # set, lifted, set again
    (["-", "2026"], [], 0, 0, 0, 1, 0),
    (["-", "2026"], [">2026!"], 0, 0, 0, 1, 0),
    (["-", "-", "2026", "2027"], [">2026!", "2026>2027!"], 1, 1, 0, 1, 0),
    (["2026", "-"], ["2026>"], 0, 0, None, 0, 1),
    (["2026", "-", "2027"], ["2026>", ">2027!"], 1, 1, 0, 0, 1),
    (["2026", "-", "2026", "-"], [], 0, 0, None, 0, 2),
    # a record that goes and comes back is no lifting
    (["2026", GONE, "2026"], [], 0, 0, 0, 0, 0),
    # a date without an end
    (["2026", "2027/.."], ["2026>2027/..!"], 1, 1, None, 0, 0),
]


@pytest.mark.parametrize(
    ("dues", "entries", "moves", "by_event", "days", "settings", "liftings"), CAUSES, ids=str
)
def test_what_moved_a_deadline(
    dues: list[object],
    entries: list[str],
    moves: int,
    by_event: int,
    days: int | None,
    settings: int,
    liftings: int,
    mapping: Callable[..., dict[str, Any]],
    commitment_of: Build,
) -> None:
    claims = [
        {**entry(text.rstrip("!")), **({"event": "g20"} if text.endswith("!") else {})} for text in entries
    ]
    last = None if dues[-1] == "-" else dues[-1]
    own = row_of(
        list(told(*states(mapping, dues))),
        commitment_of(due=last, due_changes=claims, due_event={"event": "g20"}),
    ).own
    assert (len(own.moves), len(own.by_event), own.slipped) == (moves, by_event, moves - by_event)
    assert (own.slipped_days, own.first_settings, own.liftings) == (days, settings, liftings)


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
    rows = list(told(*(mapping(due="2031", milestones=turn) for turn in turns)))
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
    made = [mapping(**turn) if isinstance(turn, dict) else turn for turn in turns]
    rows = list(told(*made))
    assert ("small" in ids_without_claims(rows)) == enough
    if enough:
        now = commitment_of(**turns[-1])
        assert slips(rows, [current_deadlines(outline(now), None)]) == slips(
            rows, [current_deadlines(outline(now), now)]
        )


def test_where_history_is_cut_off_no_outline_is_enough(mapping: Callable[..., dict[str, Any]]) -> None:
    rows = list(told(*states(mapping, ["2026", "2027"]), paths=["records/a.yaml", "records/b.yaml"]))
    assert ids_without_claims(row for row in rows if row.kind != "added") == frozenset()
