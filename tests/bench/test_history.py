"""Whether a made history holds what real ones do, and its pull request what it says."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from ouranswer import answer

from bench.edits import EDITS
from bench.repository import git, lay_out
from bench.story import FEWEST, PULL_REQUEST, REVIEWED, Story, flat
from bench.workspace import MAIN, Commit, surroundings

RECORDS, COMMITS = 200, 600


@pytest.fixture(scope="module")
def story() -> list[Commit]:
    return list(Story(RECORDS, COMMITS).commits())


@pytest.fixture(scope="module")
def main_line(story: list[Commit]) -> list[Commit]:
    return [commit for commit in story if commit.branch == MAIN]


@pytest.fixture(scope="module")
def root(story: list[Commit], tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "history"
    lay_out(root, story)
    return root


def states(commits: list[Commit]) -> list[dict[str, bytes]]:
    """The files of records after each commit."""
    state: dict[str, bytes] = {}
    rows = []
    for commit in commits:
        for path, content in commit.files.items():
            if content is None:
                del state[path]
            elif path.startswith("records/"):
                state[path] = content
        rows.append(dict(state))
    return rows


def test_so_many_commits_on_the_main_line_some_beside_it_and_a_pull_request(
    root: Path, main_line: list[Commit]
) -> None:
    assert len(main_line) == int(git(root, "rev-list", "--first-parent", "--count", MAIN)) == COMMITS
    assert int(git(root, "rev-list", "--count", MAIN)) > COMMITS
    assert int(git(root, "rev-list", "--merges", "--count", MAIN)) > 10
    branches = git(root, "for-each-ref", "--format=%(refname:short)").decode().split()
    assert branches == [MAIN, PULL_REQUEST]


def test_its_days_go_from_two_years_ago_to_the_last(root: Path) -> None:
    days = git(root, "log", "--first-parent", "--reverse", "--format=%cI", MAIN).decode().split()
    assert days == sorted(days)
    assert (days[0][:10], days[-1][:10]) == ("2024-11-20", "2026-11-20")


def test_the_last_commit_is_a_valid_workspace(root: Path, main_line: list[Commit]) -> None:
    found = answer(root, "validate", "--strict", "--today", "2026-11-22")
    assert found["problems"] == []
    assert len(list((root / "records").rglob("*.yaml"))) == len(states(main_line)[-1]) > 0.9 * RECORDS


def test_half_of_the_records_come_first_and_later_commits_touch_up_to_three(main_line: list[Commit]) -> None:
    sizes = [records_of(commit) for commit in main_line if len(commit.parents) < 2]
    bulk = [size for size in sizes if size > RECORDS / 4]
    assert sizes[0] == RECORDS / 2
    assert len(bulk) == 2
    # What must happen on one day, happens on one day.
    assert Counter(sizes).most_common(3)[0][0] == 1 and sum(size > 3 for size in sizes) < COMMITS / 20


def records_of(commit: Commit) -> int:
    """How many records it touches; one that goes elsewhere has two paths."""
    return len(
        {re.sub(r".*/rec-(\d+).*", r"\1", path) for path in commit.files if path.startswith("records/")}
    )


def test_every_sort_of_edit_and_event_is_there(main_line: list[Commit]) -> None:
    told = "\n".join(commit.message for commit in main_line)
    events = ("mended", "removed", "put back", "other folder", "other id", "new record")
    assert [word for word in (*(edit.message.en for edit in EDITS), *events) if f": {word}" not in told] == []


def test_what_cannot_be_read_can_be_read_again_soon(main_line: list[Commit]) -> None:
    unreadable = [
        {path for path, text in commit.files.items() if text and not is_readable(text)}
        for commit in main_line
    ]
    assert sum(map(len, unreadable)) >= 2
    assert all(is_readable(text) for text in states(main_line)[-1].values())


def is_readable(text: bytes) -> bool:
    try:
        yaml.load(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        return False
    return True


def test_no_merge_undoes_what_the_main_line_did_meanwhile(story: list[Commit]) -> None:
    held: set[str] = set()
    for before, commit in pairwise(story):
        if commit.branch == "side":
            held |= commit.files.keys()
        elif len(commit.parents) == 2:
            assert held == commit.files.keys()
            held = set()
        else:
            assert not held & commit.files.keys(), before.message


def test_the_pull_request_edits_twenty_records_and_nothing_else(root: Path) -> None:
    paths = git(root, "diff", "--name-only", f"{MAIN}...{PULL_REQUEST}").decode().split()
    assert len(paths) == REVIEWED and all(path.startswith("records/") for path in paths)
    numbers = git(root, "diff", "--numstat", f"{MAIN}...{PULL_REQUEST}").decode().splitlines()
    assert all(int(line.split()[0]) <= 30 and int(line.split()[1]) <= 10 for line in numbers)
    git(root, "checkout", "--quiet", PULL_REQUEST)
    problems = answer(root, "validate", "--today", "2026-11-22")["problems"]
    git(root, "checkout", "--quiet", MAIN)
    assert problems == []


def test_a_flat_history_loses_no_record_and_no_move_takes_one_away(main_line: list[Commit]) -> None:
    names = {re.sub("^records/[0-9]+/", "records/", path) for path in states(main_line)[-1]}
    last = states([flat(commit) for commit in main_line])[-1]
    assert set(last) == names and len(last) == len(states(main_line)[-1])


def test_too_short_a_history_is_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        Story(RECORDS, FEWEST - 1)


def test_the_first_commit_brings_what_is_no_record(main_line: list[Commit]) -> None:
    assert surroundings(RECORDS).keys() <= main_line[0].files.keys()
