"""The main line and its parts: merges, days by clocks that run backwards, commits, clones cut short."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta, timezone
from itertools import pairwise

import pytest
from gitstory import DAY, START, GitStory

from commitments.changes.change import Change
from commitments.history.history_span import HistorySpan
from commitments.history.main_line import History, HistoryReader
from commitments.history.past_workspace import find_revision_of_day
from commitments.history.side_branches import all_commits_history

Story = Callable[..., GitStory]
VN = timezone(timedelta(hours=7))
AN, BINH = "An <an@example.org>", "Bình <binh@example.org>"
FIRST = date(2025, 1, 1)


def reader(story: GitStory, cached: bool = False) -> HistoryReader:
    """A new one; a cached one has read the whole history before."""
    place = story.root.parent / "kept.cache" if cached else None
    made = HistoryReader(story.repository(), VN, place, "key")
    if cached:
        made.history()
    return made


def told(found: History) -> list[tuple[str, ...]]:
    return [(change.at.author, change.id, change.kind, change.field, change.new) for change in found.changes]


def subjects(changes: Sequence[Change]) -> list[int]:
    """The numbers of the commits, each of which changes one record once."""
    return [int(change.at.subject.removeprefix("commit ")) for change in changes]


@pytest.fixture
def merged(git_story: Story) -> GitStory:
    """An edits `a` on a side branch in two commits and adds `s`; Bình merges, and edits `b` on the way."""
    story = git_story(checkout=False)
    story.commit({"records/a.yaml": "id: a\nx: 1\n", "records/b.yaml": "id: b\nx: 1\n"})
    story.branch("side")
    story.commit({"records/a.yaml": "id: a\nx: 2\n"}, author=AN)
    story.commit({"records/a.yaml": "id: a\nx: 3\n", "records/s.yaml": "id: s\n"}, author=AN)
    story.switch("main")
    story.commit({"records/b.yaml": "id: b\nx: 2\n"})
    story.merge("side", files={"records/b.yaml": "id: b\nx: 9\n"}, author=BINH)
    story.commit({"records/a.yaml": "id: a\nx: 4\n"})
    return story


def test_a_merge_did_what_it_did_to_the_main_line(merged: GitStory) -> None:
    assert told(reader(merged).history())[2:] == [
        ("Vi", "b", "changed", "x", "2"),
        ("Bình", "a", "changed", "x", "3"),
        ("Bình", "b", "changed", "x", "9"),
        ("Bình", "s", "added", "", '{"id": "s"}'),
        ("Vi", "a", "changed", "x", "4"),
    ]


def test_every_commit_names_who_made_each_change(merged: GitStory) -> None:
    found = all_commits_history(reader(merged), HistorySpan())
    assert found.commits == 6
    assert sorted(told(found)[2:]) == sorted(
        [
            ("An", "a", "changed", "x", "2"),
            ("An", "a", "changed", "x", "3"),
            ("An", "s", "added", "", '{"id": "s"}'),
            ("Vi", "b", "changed", "x", "2"),
            ("Bình", "b", "changed", "x", "9"),  # in no parent: the merge itself made it
            ("Vi", "a", "changed", "x", "4"),
        ]
    )
    order = [change.at.id for change in found.changes]
    assert order.index(merged.commits[1]) < order.index(merged.commits[2]) < order.index(merged.commits[4])


def test_every_commit_of_a_span_is_what_its_end_holds_and_its_beginning_does_not(merged: GitStory) -> None:
    since_merge = all_commits_history(reader(merged), HistorySpan(since=merged.commits[3]))
    assert {change.at.subject for change in since_merge.changes} == {f"commit {n}" for n in (2, 3, 5, 6)}
    until_fork = all_commits_history(reader(merged), HistorySpan(until=merged.commits[3]))
    assert {change.at.subject for change in until_fork.changes} == {"commit 1", "commit 4"}
    assert all_commits_history(reader(merged), HistorySpan(since=merged.commits[5])).changes == []


def test_a_merge_that_takes_one_side_made_nothing_itself(git_story: Story) -> None:
    story = git_story(checkout=False)
    story.commit({"records/a.yaml": "id: a\nx: 1\n"})
    story.branch("side")
    story.commit({"records/a.yaml": "id: a\nx: 2\n"}, author=AN)
    story.switch("main")
    story.commit({"records/a.yaml": "id: a\nx: 3\n"})
    story.merge("side", author=BINH)
    assert told(reader(story).history())[-1] == ("Bình", "a", "changed", "x", "2")
    assert sorted(sentence[0] for sentence in told(all_commits_history(reader(story), HistorySpan()))) == [
        "An",
        "Vi",
        "Vi",
    ]


TEXT = "id: a\nx: {}\ny: {}\n"
WITHIN = [(TEXT.format(2, 3), []), (TEXT.format(2, 3) + "z: 1\n", ["z"]), (TEXT.format(2, 4), ["y"])]


@pytest.mark.parametrize(("merged", "made"), WITHIN)
def test_a_merge_within_one_file_made_only_what_neither_side_has(
    merged: str, made: list[str], git_story: Story
) -> None:
    story = git_story(checkout=False)
    story.commit({"records/a.yaml": TEXT.format(1, 1)})
    story.branch("side")
    story.commit({"records/a.yaml": TEXT.format(2, 1)}, author=AN)
    story.switch("main")
    story.commit({"records/a.yaml": TEXT.format(1, 3)})
    story.merge("side", files={"records/a.yaml": merged}, author=BINH)
    rows = told(all_commits_history(reader(story), HistorySpan()))
    assert [row[3] for row in rows if row[0] == "Bình"] == made
    assert [(row[0], row[3]) for row in rows if row[0] == "An"] == [("An", "x")]


def test_a_merge_of_three_and_one_of_another_beginning(git_story: Story) -> None:
    story = git_story(checkout=False)
    story.commit({"records/a.yaml": "id: a\n"})
    for name in ("one", "two"):
        story.branch(name, at=story.commits[0])
        story.commit({f"records/{name}.yaml": f"id: {name}\n"}, author=AN)
    story.orphan("else")
    story.commit({"records/e.yaml": "id: e\n", "records/a.yaml": "id: a\nx: 1\n"}, author=AN)
    story.switch("main")
    story.merge("one", "two", "else", author=BINH)
    last = [sentence for sentence in told(reader(story).history()) if sentence[0] == "Bình"]
    assert [item[1:3] for item in last] == [
        ("a", "changed"),
        ("e", "added"),
        ("one", "added"),
        ("two", "added"),
    ]
    found = told(all_commits_history(reader(story), HistorySpan()))
    assert sorted((item[0], item[1]) for item in found) == [
        ("An", "a"),
        ("An", "e"),
        ("An", "one"),
        ("An", "two"),
        ("Vi", "a"),
    ]


def test_an_unreadable_spell_on_a_side_branch_hides_nothing(git_story: Story) -> None:
    story = git_story(checkout=False)
    story.commit({"records/a.yaml": "id: a\nx: 1\n"})
    story.branch("side")
    story.commit({"records/a.yaml": "id: [\n"}, author=AN)
    story.switch("main")
    story.commit({"README.md": ""})
    story.branch("other")
    story.commit({"records/a.yaml": "id: a\nx: 2\n"}, author=BINH)
    story.switch("main")
    story.merge("side")
    story.merge("other")
    story.commit({"records/a.yaml": "id: a\nx: 5\n"})
    kinds = [sentence[:4] for sentence in told(reader(story).history())]
    assert kinds == [
        ("Vi", "a", "added", ""),
        ("Vi", "a", "unreadable", ""),
        ("Vi", "a", "readable", ""),
        ("Vi", "a", "changed", "x"),
        ("Vi", "a", "changed", "x"),
    ]
    every = [sentence[:4] for sentence in told(all_commits_history(reader(story), HistorySpan()))]
    assert ("An", "a", "unreadable", "") in every and ("Bình", "a", "changed", "x") in every
    assert every[-1] == ("Vi", "a", "changed", "x")


CLOCKS = [0, 1, 1, 5, 3, 3, 9, 2, 9, 8, 20, 20]
"""Days after the first on which one commit after another was made, by clocks that run backwards thrice."""


@pytest.fixture(params=[False, True], ids=["fresh", "kept"])
def skewed(request: pytest.FixtureRequest, git_story: Story) -> HistoryReader:
    story = git_story(checkout=False)
    for number, day in enumerate(CLOCKS, 1):
        story.commit({"records/a.yaml": f"x: {number}\n"}, when=START + day * DAY)
    return reader(story, request.param)


def test_two_spans_that_meet_on_a_day_are_the_whole(skewed: HistoryReader) -> None:
    whole = list(skewed.history().changes)
    assert subjects(whole) == list(range(1, 13))
    for number in range(-1, 22):
        day = FIRST + timedelta(number)
        before, after = (
            skewed.history(HistorySpan(until=day)),
            skewed.history(HistorySpan(since=day + timedelta(1))),
        )
        assert [*before.changes, *after.changes] == whole, day
        assert before.commits + after.commits == len(CLOCKS)


def test_a_day_ends_with_the_last_commit_that_is_not_later(skewed: HistoryReader) -> None:
    """The same state that `--as-of` that day shows."""
    for number in range(-1, 22):
        day = FIRST + timedelta(number)
        last = find_revision_of_day(skewed.repository, day, VN)
        changes = skewed.history(HistorySpan(until=day)).changes
        assert (changes[-1].at.id if changes else None) == (last.id if last else None), day


def test_any_two_days_bound_what_lies_between(skewed: HistoryReader) -> None:
    for first, last in pairwise(range(0, 22, 2)):
        bounds = FIRST + timedelta(first), FIRST + timedelta(last)
        upto = subjects(skewed.history(HistorySpan(until=bounds[1])).changes)
        before = subjects(skewed.history(HistorySpan(until=bounds[0] - timedelta(1))).changes)
        assert subjects(skewed.history(HistorySpan(*bounds)).changes) == upto[len(before) :]


def test_a_span_that_ends_before_it_begins_is_empty(skewed: HistoryReader) -> None:
    found = skewed.history(HistorySpan(since=FIRST + timedelta(9), until=FIRST + timedelta(3)))
    assert (list(found.changes), found.commits) == ([], 0)
    line = skewed.line(HistorySpan())
    assert subjects(skewed.history(HistorySpan(since=line[3].id, until=line[6].id)).changes) == [5, 6, 7]


@pytest.mark.parametrize("zone", [-12, 0, 7, 14])
def test_a_day_is_that_of_the_zone(zone: int, git_story: Story) -> None:
    story = git_story(checkout=False)
    story.commit({"records/a.yaml": "x: 1\n"}, when="2025-01-01T23:59:59+07:00")
    story.commit({"records/a.yaml": "x: 2\n"}, when="2025-01-02T00:00:00+07:00")
    made = HistoryReader(story.repository(), timezone(timedelta(hours=zone)))
    first = [subjects(made.history(HistorySpan(until=date(2025, 1, day))).changes) for day in (1, 2)]
    assert first == {-12: [[1, 2], [1, 2]], 0: [[1, 2], [1, 2]], 7: [[1], [1, 2]], 14: [[], [1, 2]]}[zone]


def off_the_line(story: GitStory, where: str) -> HistorySpan:
    """A span from, or to, a commit that the main line does not hold."""
    story.commit({"records/a.yaml": "x: 1\n"})
    story.commit({"records/a.yaml": "x: 2\n"})
    story.branch("side")
    side = story.commit({"records/s.yaml": "x: 3\n"})
    story.switch("main")
    story.commit({"records/a.yaml": "x: 4\n"})
    story.merge("side", files={"records/m.yaml": "x: 5\n"})
    newest = story.commit({"records/a.yaml": "x: 6\n"})
    return {
        "side": HistorySpan(since=side),
        "later": HistorySpan(since=newest, until=story.commits[1]),
        "until": HistorySpan(until=side),
        "both": HistorySpan(since=side, until=story.commits[4]),
    }[where]


EXPECTED = {"side": [4, 5, 5, 6], "later": [], "until": [1, 2, 3], "both": [4, 5, 5]}


@pytest.mark.parametrize("where", EXPECTED)
def test_a_commit_off_the_main_line_bounds_by_what_it_reaches(where: str, git_story: Story) -> None:
    story = git_story(checkout=False)
    span = off_the_line(story, where)
    assert subjects(reader(story).history(span).changes) == EXPECTED[where]


@pytest.mark.parametrize("where", EXPECTED)
def test_and_so_where_the_history_is_kept(where: str, git_story: Story) -> None:
    story = git_story(checkout=False)
    span = off_the_line(story, where)
    assert subjects(reader(story, cached=True).history(span).changes) == EXPECTED[where]
