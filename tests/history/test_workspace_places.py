"""Is a workspace that was moved inside its repository followed to where it stood, and nothing else?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory
from gittraps import Witness
from histories import Op, ops, records_of, tell
from hypothesis import Phase, given
from hypothesis import strategies as st
from laws import FEW_IN_GIT, law

from commitments.history.history_span import EVERYTHING, HistorySpan
from commitments.history.main_line import HistoryReader
from commitments.history.side_branches import all_commits_history
from commitments.history.workspace_places import Whereabouts
from commitments.reading.git.repository import Repository

Story = Callable[..., GitStory]
Files = dict[str, str | None]


def record(id: str, due: str = "2026-05") -> str:
    return f"id: {id}\ntitle: {{en: {id}}}\ndue: {due}\n"


def workspace(prefix: str, due: str = "2026-05", ids: str = "abc") -> Files:
    """All files of a workspace."""
    files: Files = {f"{prefix}records/{id}.yaml": record(id, due if id == "a" else "2026-05") for id in ids}
    return {**files, f"{prefix}schema/parties.yaml": "[]\n", f"{prefix}commitments.toml": ""}


def move(old: str, new: str, due: str = "2026-05", ids: str = "abc") -> Files:
    """All files taken from one place to another."""
    return {**dict.fromkeys(workspace(old, ids=ids)), **workspace(new, due, ids)}


def at(story: GitStory, prefix: str) -> Repository:
    return replace(story.repository(), prefix=prefix)


def rows(story: GitStory, prefix: str, reader: HistoryReader | None = None) -> list[str]:
    reader = reader or HistoryReader(at(story, prefix))
    number = {id: place for place, id in enumerate(story.commits, 1)}
    return [
        f"{number[change.at.id]} {change.id} {change.kind} {change.field}".strip()
        for change in reader.history().changes
    ]


FIRST = ["1 a added", "1 b added", "1 c added"]
MOVED_DUE = [*FIRST, "2 a changed due"]

# What the second commit does to a workspace at the first place, and what is told of both at the second place.
MOVES: dict[str, tuple[str, Files, str, list[str]]] = {
    "down": ("", move("", "sub/"), "sub/", FIRST),
    "up": ("sub/", move("sub/", ""), "", FIRST),
    "aside": ("x/y/", move("x/y/", "z/"), "z/", FIRST),
    "into a folder called records": ("", move("", "records/x/"), "records/x/", FIRST),
    "with a deadline": ("", move("", "sub/", "2027-12"), "sub/", MOVED_DUE),
    "into a folder of non-ASCII": ("", move("", "Đề án/", "2027"), "Đề án/", MOVED_DUE),
    "with a record dropped": (
        "",
        {**move("", "sub/"), "sub/records/c.yaml": None},
        "sub/",
        [*FIRST, "2 c removed"],
    ),
    "with a record left behind": (
        "",
        {**move("", "sub/", "2027"), "records/c.yaml": record("c"), "sub/records/c.yaml": None},
        "sub/",
        [*MOVED_DUE, "2 c removed"],
    ),
    "with a record added": (
        "",
        {**move("", "sub/"), "sub/records/d.yaml": record("d")},
        "sub/",
        [*FIRST, "2 d added"],
    ),
    "with many records added": (
        "",
        {**move("", "sub/", "2027"), **{f"sub/records/n{n}.yaml": record(f"n{n}") for n in range(9)}},
        "sub/",
        [*FIRST, "2 a changed due", *(f"2 n{n} added" for n in range(9))],
    ),
    "into sub-folders": (
        "",
        {
            **dict.fromkeys(workspace("")),
            **{f"sub/records/2026/{id}.yaml": record(id, "2027" if id == "a" else "2026-05") for id in "abc"},
        },
        "sub/",
        [*FIRST, "2 a renamed", "2 a changed due", "2 b renamed", "2 c renamed"],
    ),
    "with files named anew": (
        "",
        {
            **dict.fromkeys(workspace("")),
            **{f"sub/records/{id}-{id}.yaml": record(id) for id in "abc"},
        },
        "sub/",
        [*FIRST, "2 a renamed", "2 b renamed", "2 c renamed"],
    ),
    "and a link left in its place": (
        "",
        {**move("", "sub/", "2027"), "records": GitStory.link("sub/records")},  # type: ignore[dict-item]
        "sub/",
        MOVED_DUE,
    ),
}


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("kept", [False, True], ids=["fresh", "kept"])
def test_a_workspace_is_followed(name: str, kept: bool, git_story: Story) -> None:
    old, files, new, expected = MOVES[name]
    story = git_story(checkout=False)
    story.commit(workspace(old))
    story.commit(files)
    reader = HistoryReader(at(story, new), place=story.root.parent / "kept.cache", key="k") if kept else None
    assert rows(story, new, reader) == expected
    if reader:
        assert rows(story, new, reader) == expected
        story.commit({f"{new}records/new.yaml": record("new")})
        reader = replace(reader, repository=at(story, new))
        assert rows(story, new, reader) == [*expected, "3 new added"]
        assert rows(story, new, reader) == [*expected, "3 new added"]


NOT_FOLLOWED: dict[str, tuple[Files, Files, str, list[str]]] = {
    "a copy": (workspace(""), workspace("sub/", "2027"), "sub/", ["2 a added", "2 b added", "2 c added"]),
    "another workspace that went, with one file of such a name": (
        workspace("x/", ids="abcdefgh"),
        {"x/records/a.yaml": None, **workspace("y/", ids="apqrstu")},
        "y/",
        [f"2 {id} added" for id in "apqrstu"],
    ),
    "files that were no records": (
        {"data/a.yaml": record("a"), "records.old/b.yaml": record("b"), "xrecords/c.yaml": record("c")},
        {
            **dict.fromkeys(["data/a.yaml", "records.old/b.yaml", "xrecords/c.yaml"]),
            **workspace("", ids="abc"),
        },
        "",
        ["2 a added", "2 b added", "2 c added"],
    ),
    "records that come to others": (
        {**workspace("x/", ids="ab"), **workspace("y/", ids="c")},
        {**move("x/", "y/", ids="ab")},
        "y/",
        ["1 c added", "2 a added", "2 b added"],
    ),
}


@pytest.mark.parametrize("name", NOT_FOLLOWED)
def test_nothing_else_is(name: str, git_story: Story) -> None:
    before, after, prefix, expected = NOT_FOLLOWED[name]
    story = git_story(checkout=False)
    story.commit(before)
    story.commit(after)
    assert rows(story, prefix) == expected


def test_it_is_followed_there_and_back(git_story: Story) -> None:
    story = git_story(checkout=False)
    story.commit(workspace(""))
    for number, (old, new) in enumerate([("", "x/"), ("x/", "y/"), ("y/", ""), ("", "x/")], 1):
        story.commit(move(old, new, f"2026-{number:02}"))
    expected = [*FIRST, *(f"{number} a changed due" for number in range(2, 6))]
    place = story.root.parent / "kept.cache"
    for prefix, head in (("x/", 5), ("", 4), ("y/", 3), ("x/", 2)):
        repository = replace(at(story, prefix), head=story.commits[head - 1])
        for reader in (
            HistoryReader(repository),
            HistoryReader(repository, place=place, key=f"{prefix} {head}"),
        ):
            assert rows(story, prefix, reader) == expected[: head + 2]


def test_spans_that_end_before_a_move_are_followed(git_story: Story) -> None:
    story = git_story(checkout=False)
    story.commit(workspace(""))
    story.commit({"records/a.yaml": record("a", "2026-09")})
    story.commit(move("", "sub/", "2026-11"))
    story.commit({"sub/records/a.yaml": record("a", "2026-12")})
    reader = HistoryReader(at(story, "sub/"))
    kept = replace(reader, place=story.root.parent / "kept.cache", key="k")
    kept.history()
    for since, until, dues in ((1, 3, 2), (1, 2, 1), (0, 2, 1), (2, 3, 1), (2, 4, 2), (3, 4, 1)):
        span = HistorySpan(story.commits[since - 1] if since else None, story.commits[until - 1])
        for item in (reader, kept):
            changes = item.history(span).changes
            assert [row.field for row in changes if row.kind == "changed"] == ["due"] * dues, (since, until)


def test_a_merge_that_brings_the_move_is_followed(git_story: Story) -> None:
    """On the main line the merge moved it; on all lines the commit that did."""
    story = git_story(checkout=False)
    story.commit(workspace(""))
    story.branch("side")
    story.commit(move("", "sub/"))
    story.commit({"sub/records/a.yaml": record("a", "2027")})
    story.switch("main")
    story.commit({"README.md": "x"})
    story.merge("side")
    assert rows(story, "sub/") == [*FIRST, "5 a changed due"]
    every = all_commits_history(HistoryReader(at(story, "sub/")), EVERYTHING)
    assert [(row.at.id, row.kind) for row in every.changes if row.id == "a"] == [
        (story.commits[0], "added"),
        (story.commits[2], "changed"),
    ]


def test_a_branch_that_did_not_move_is_followed_through_its_merge(git_story: Story) -> None:
    story = git_story(checkout=False)
    story.commit(workspace(""))
    story.branch("side")
    story.commit({"records/b.yaml": record("b", "2027")})
    story.switch("main")
    story.commit(move("", "sub/"))
    story.merge("side", files={"records/b.yaml": None, "sub/records/b.yaml": record("b", "2027")})
    assert rows(story, "sub/") == [*FIRST, "4 b changed due"]
    every = all_commits_history(HistoryReader(at(story, "sub/")), EVERYTHING)
    assert [(row.at.id, row.kind) for row in every.changes if row.id == "b"] == [
        (story.commits[0], "added"),
        (story.commits[1], "changed"),
    ]


def test_a_move_that_is_in_no_commit_is_followed(git_story: Story) -> None:
    story = git_story()
    story.commit(workspace(""))
    story.write({**dict.fromkeys(workspace("")), **workspace("sub/", "2027")})  # type: ignore[dict-item]
    repository = at(story, "sub/")
    repository = replace(repository, place=str(story.root / "sub"))
    places = Whereabouts(repository, lambda: [f"records/{id}.yaml" for id in "abc"])
    assert places.at(story.commits[0]) == ""
    assert rows(story, "sub/", HistoryReader(repository, whereabouts=places)) == FIRST
    story.write({"records/a.yaml": record("a"), "records/b.yaml": record("b"), "records/c.yaml": record("c")})
    assert places.at(story.commits[0]) == "sub/", "they were copied"


@pytest.mark.parametrize(
    ("before", "beginning"),
    [
        ({}, None),
        ({"README.md": "x"}, 2),
        ({"README.md": "x", "x/records/a.yaml": record("a")}, 2),
        ({"schema/parties.yaml": "[]\n"}, None),
        ({"commitments.toml": ""}, None),
        ({"records/.gitkeep": ""}, None),
    ],
    ids=str,
)
def test_a_late_beginning_is_known(
    before: Mapping[str, str], beginning: int | None, git_story: Story
) -> None:
    story = git_story(checkout=False)
    if before:
        story.commit(before)
    story.commit({"records/a.yaml": record("a")})
    story.commit({"records/a.yaml": record("a", "2027")})
    expected = story.commits[beginning - 1] if beginning else None
    reader = HistoryReader(at(story, ""))
    kept = replace(reader, place=story.root.parent / "kept.cache", key="k")
    for item in (reader, kept, kept):
        began = item.history().began
        assert (began.id if began else None) == expected
    last = HistorySpan(since=story.commits[-2])
    assert [item.history(last).began for item in (reader, kept)] == [None, None]
    whole = HistorySpan(since=story.commits[0])
    told = [item.history(whole).began for item in (reader, kept)]
    assert [sentence and sentence.id for sentence in told] == [expected] * 2


def test_records_that_went_and_came_again_do_not_begin_there(git_story: Story) -> None:
    story = git_story(checkout=False)
    story.commit({"records/a.yaml": record("a")})
    story.commit({"records/a.yaml": None, "README.md": "x"})
    story.commit({"records/b.yaml": record("b")})
    reader = HistoryReader(at(story, ""))
    assert [reader.history(item).began for item in (EVERYTHING, HistorySpan(since=story.commits[1]))] == [
        None
    ] * 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs shell scripts")
def test_a_workspace_that_never_moved_costs_nothing_more(git_story: Story, tmp_path: Path) -> None:
    story = git_story()
    story.commit(workspace(""))
    for number in range(1, 4):
        story.commit(
            {"records/a.yaml": record("a", f"2026-{number:02}"), f"records/n{number}.yaml": "id: n\n"}
        )
    witness = Witness(tmp_path / "witness")
    HistoryReader(story.repository(PATH=witness.path)).history()
    asked = sorted(call.name for call in witness.calls)
    assert asked == ["cat-file", "cat-file", "diff-tree", "rev-list", "rev-parse"]


@given(st.lists(ops, min_size=10, max_size=30), st.data())
@law(30, FEW_IN_GIT, phases=[Phase.generate])
def test_wherever_it_stood_the_same_is_told(git_story: Story, told: list[Op], data: st.DataObject) -> None:
    """The same states of the records, in a workspace that stays and in one that is moved again and again."""
    one = git_story(checkout=False)
    tell(one, told)
    stays = one.repository()
    line = list(stays.main_line(stays.head or ""))[::-1]
    states = [records_of(stays, commit.id) for commit in line]
    moved = git_story(checkout=False)
    prefix = _moved(moved, states, lambda: data.draw(st.sampled_from(["", "", "", "x/", "y/z/"])))
    reader = HistoryReader(at(moved, prefix), place=moved.root.parent / "kept.cache", key="k")
    expected = [change[1:] for change in HistoryReader(stays).history().changes]
    assert [change[1:] for change in reader.history().changes] == expected
    assert [change[1:] for change in reader.history().changes] == expected


def _moved(story: GitStory, states: Sequence[Mapping[str, bytes]], draw: Callable[[], str]) -> str:
    """Commit the states one after another, each maybe after a move; where the last one stands."""
    prefix = ""
    before: Mapping[str, bytes] = {}
    story.commit({"README.md": "begun"})
    for state in states:
        other = draw()
        if before and other != prefix:
            gone: dict[str, Any] = {f"{prefix}{path}": None for path in before}
            story.commit({**gone, **{f"{other}{path}": data for path, data in before.items()}})
            prefix = other
        lost: dict[str, Any] = {f"{prefix}{path}": None for path in before if path not in state}
        story.commit({**lost, **{f"{prefix}{path}": data for path, data in state.items()}})
        before = state
    return prefix
