"""What commands tell of the history of a workspace that was moved in its repository, or that begins late."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

Run = Callable[..., Any]
Record = Callable[..., str]
Story = Callable[..., GitStory]

pytestmark = pytest.mark.usefixtures("no_git_settings")

PARTIES = "- {id: acme, name: {en: Acme}, kind: company}\n"
STRICT = 'timezone = "UTC"\n[severities]\ndue-moved-silently = "error"\nno-lead = "error"\n'
SILENT = "due-moved-silently"


def files(prefix: str, one: str, two: str) -> dict[str, Any]:
    return {
        f"{prefix}records/one.yaml": one,
        f"{prefix}records/two.yaml": two,
        f"{prefix}schema/parties.yaml": PARTIES,
        f"{prefix}commitments.toml": 'timezone = "UTC"\n',
    }


@pytest.fixture
def story(git_story: Story, record: Record) -> GitStory:
    """May, then September; then the folder is moved, and the deadline to December 2027 with it."""
    story = git_story()
    two = record(id="two", due="2030")
    story.commit(files("", record(id="one", due="2026-05"), two), when="2026-01-01T09:00:00+00:00")
    story.commit({"records/one.yaml": record(id="one", due="2026-09")}, when="2026-02-01T09:00:00+00:00")
    gone = dict.fromkeys(files("", "", ""))
    moved = files("sub/", record(id="one", due="2027-12"), two)
    story.commit({**gone, **moved}, when="2026-03-01T09:00:00+00:00")
    story.git("read-tree", "HEAD")
    return story


def answer(run: Run, root: Path, *words: str, status: int = 0) -> dict[str, Any]:
    ran = run(*words, "-f", "json", root=root)
    assert (ran.status, ran.err) == (status, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def told(found: dict[str, Any], key: str = "changes") -> list[tuple[Any, ...]]:
    return [(item["change"], item["id"], item["field"], item["old"], item["new"]) for item in found[key]]


MOVE = ("changed", "one", "due", "2026-09", "2027-12")


def test_changes_goes_on_before_the_move(story: GitStory, run: Run) -> None:
    rows = told(answer(run, story.root / "sub", "changes"))
    assert [row[:3] for row in rows] == [
        ("added", "one", None),
        ("added", "two", None),
        ("changed", "one", "due"),
        ("changed", "one", "due"),
    ]
    assert rows[-1] == MOVE
    assert told(answer(run, story.root / "sub", "changes", "--all-commits")) == rows


def test_slips_counts_both_moves(story: GitStory, run: Run) -> None:
    (slip,) = answer(run, story.root / "sub", "slips")["slips"]
    assert (slip["id"], slip["first_due"], slip["due"], slip["moves"]) == ("one", "2026-05", "2027-12", 2)


def test_show_tells_the_whole_life(story: GitStory, run: Run) -> None:
    history = answer(run, story.root / "sub", "show", "one")["history"]
    assert [item["date"] for item in history] == ["2026-01-01", "2026-02-01", "2026-03-01"]


def test_audit_judges_the_commit_that_moved_it(story: GitStory, run: Run) -> None:
    found = answer(run, story.root / "sub", "audit", status=1)["findings"]
    judged = [(item["commit"], item["rule"]) for item in found if item["rule"] == SILENT]
    assert judged == [(story.commits[1], SILENT), (story.commits[2], SILENT)]
    later = {item["rule"] for item in found if item["commit"] != story.commits[0]}
    assert later <= {SILENT, "due-moved-late", "better-silently"}


@pytest.mark.parametrize("compared", ["HEAD~1", "HEAD~1...HEAD", "HEAD~2...HEAD"])
def test_review_judges_it(compared: str, story: GitStory, run: Run) -> None:
    found = answer(run, story.root / "sub", "review", compared, status=1)
    assert {finding["rule"] for finding in found["findings"]} <= {SILENT, "due-moved-late", "better-silently"}
    assert SILENT in {finding["rule"] for finding in found["findings"]}
    assert [row[:3] for row in told(found)] == [("changed", "one", "due")]


def test_review_of_commits_before_the_move(story: GitStory, run: Run) -> None:
    found = answer(run, story.root / "sub", "review", "HEAD~2...HEAD~1", status=1)
    assert told(found) == [("changed", "one", "due", "2026-05", "2026-09")]


def test_review_from_the_old_place_sees_where_it_went(story: GitStory, run: Run) -> None:
    """The base is checked out, and the head has moved the workspace away."""
    story.git("branch", "head")
    story.git("reset", "--quiet", "--hard", "HEAD~1")
    found = answer(run, story.root, "review", "HEAD...head", status=1)
    assert told(found) == [MOVE]


def test_a_move_alone_is_no_change_and_no_finding(git_story: Story, run: Run, record: Record) -> None:
    story = git_story()
    before = files("", record(id="one"), record(id="two"))
    story.commit(before)
    story.commit({**dict.fromkeys(before), **{f"sub/{path}": text for path, text in before.items()}})
    found = answer(run, story.root / "sub", "review", "HEAD~1...HEAD")
    assert (found["changes"], found["findings"]) == ([], [])
    audited = answer(run, story.root / "sub", "audit")["findings"]
    assert {item["commit"] for item in audited} <= {story.commits[0]}
    assert answer(run, story.root / "sub", "review", "HEAD~1")["changes"] == []


def test_the_settings_of_the_base_judge_from_where_they_stood(
    git_story: Story, run: Run, record: Record
) -> None:
    """So nobody escapes a rule by moving the folder."""
    story = git_story()
    before = files("", record(id="one", due="2030"), record(id="two"))
    before["commitments.toml"] = 'timezone = "UTC"\n[severities]\ndue-moved-silently = "warning"\n'
    story.commit(before)
    after = {f"sub/{path}": text for path, text in before.items()}
    after["sub/commitments.toml"] = 'timezone = "UTC"\n'
    after["sub/records/one.yaml"] = record(id="one", due="2031")
    story.commit({**dict.fromkeys(before), **after})
    for compared in ("HEAD~1...HEAD", "HEAD~1"):
        found = answer(run, story.root / "sub", "review", compared)["findings"]
        weights = {item["rule"]: item["severity"] for item in found}
        assert weights == {SILENT: "warning"}


@pytest.mark.parametrize("staged", [False, True])
def test_a_move_that_is_not_committed(staged: bool, story: GitStory, run: Run) -> None:
    story.git("checkout", "--quiet", "--force", "HEAD")
    shutil.move(story.root / "sub", story.root / "other")
    if staged:
        story.git("add", "--all")
    place = story.root / "other/records/one.yaml"
    place.write_text(place.read_text().replace("2027-12", "2028-06"))
    rows = answer(run, story.root / "other", "changes", "one")["changes"]
    assert [(row["change"], row["new"], row["commit"] is None) for row in rows[1:]] == [
        ("changed", "2026-09", False),
        ("changed", "2027-12", False),
        ("changed", "2028-06", True),
    ]
    found = answer(run, story.root / "other", "review", "HEAD", status=1)
    assert [finding["rule"] for finding in found["findings"]] == [SILENT]
    assert told(found) == [("changed", "one", "due", "2027-12", "2028-06")]
    assert len(answer(run, story.root / "other", "show", "one")["history"]) == 4


def test_past_states_are_found_where_they_stood(story: GitStory, run: Run) -> None:
    for asked, due in (("2026-01-15", "2026-05"), ("HEAD~1", "2026-09"), ("2026-03-15", "2027-12")):
        (one, _) = answer(run, story.root / "sub", "status", "--all", "--as-of", asked)["records"]
        assert (one["id"], one["due"]) == ("one", due)
    shown = answer(run, story.root / "sub", "show", "one", "--as-of", "2026-02-15")
    assert shown["record"]["due"] == "2026-09"
    assert len(shown["history"]) == 2


def test_trend_counts_before_the_move_too(story: GitStory, run: Run) -> None:
    days = ("--from", "2026-01-01", "--to", "2026-04-01", "--every", "month")
    points = answer(run, story.root / "sub", "trend", *days)["points"]
    assert [point["total"] for point in points] == [2, 2, 2, 2]


@pytest.fixture
def late(git_story: Story, record: Record) -> GitStory:
    """A repository of something else, in which a register begins with its third commit."""
    story = git_story()
    story.commit({"README.md": "x"}, when="2026-01-01T09:00:00+00:00")
    story.commit({"README.md": "y"}, when="2026-02-01T09:00:00+00:00")
    story.commit(
        files("", record(id="one", due="2026-05"), record(id="two", due="2030")),
        when="2026-03-01T09:00:00+00:00",
    )
    story.commit({"records/three.yaml": record(id="three", due="2030")}, when="2026-04-01T09:00:00+00:00")
    return story


def begins(story: GitStory) -> str:
    return (
        f"History begins with commit {story.commits[2][:7]} of 1 Mar 2026;"
        " before it, this place held no records.\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ["changes"],
        ["changes", "one"],
        ["changes", "--since", "2026-02-15"],
        ["changes", "--until", "2026-03-15"],
        ["slips"],
        ["show", "one"],
        ["audit"],
        ["trend", "--from", "2026-01-15", "--to", "2026-04-15"],
    ],
    ids=" ".join,
)
def test_a_late_beginning_is_said_once(words: list[str], late: GitStory, run: Run) -> None:
    for _ in range(2):  # without what is kept, and with it
        ran = run(*words, root=late.root)
        assert (ran.status, ran.err) == (0, begins(late))
    assert "Lịch sử bắt đầu từ commit" in run("--lang", "vi", *words, root=late.root).err


@pytest.mark.parametrize(
    "words",
    [
        ["changes", "--since", "2026-03-15"],
        ["show", "three"],
        ["audit", "--since", "2026-03-15"],
        ["trend", "--from", "2026-03-15", "--to", "2026-04-15"],
        ["status"],
        ["status", "--as-of", "2026-03-15"],
        ["review", "HEAD~1...HEAD"],
    ],
    ids=" ".join,
)
def test_it_is_not_said_of_what_came_after(words: list[str], late: GitStory, run: Run) -> None:
    for _ in range(2):
        assert run(*words, root=late.root).err == ""


def test_a_state_before_it_is_none(late: GitStory, run: Run) -> None:
    for command in (["status"], ["overdue"], ["show", "one"]):
        ran = run(*command, "--as-of", "2026-02-15", root=late.root)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.startswith(begins(late))


def test_a_copy_begins_where_it_was_made(git_story: Story, run: Run, record: Record) -> None:
    story = git_story()
    before = files("", record(id="one"), record(id="two"))
    for when in ("2026-01-01", "2026-02-01"):
        story.commit({**before, "README.md": when}, when=f"{when}T09:00:00+00:00")
    story.commit({f"sub/{path}": text for path, text in before.items()}, when="2026-03-01T09:00:00+00:00")
    assert run("changes", root=story.root / "sub").err == begins(story)
    assert run("changes", root=story.root).err == ""
