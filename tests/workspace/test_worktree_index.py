"""That git's index spares hashing and changes no answer: whatever stands in it, and on disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from gitobjects import link
from gitstory import GitStory, clean_environment
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indices import age, resealed, settle, written

from commitments.reading import folder
from commitments.reading.git import open_repository
from commitments.workspace.walk import Touched
from commitments.workspace.worktree import WorkingTree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="git keeps no inodes there")

Story = Callable[..., GitStory]
Done = Callable[[GitStory], object]

A = "id: a\ndue: 2026-Q2\n"
SAME_SIZE = A.replace("Q2", "Q4")
LONGER = A + "x: 1\n"
FILES = {f"records/{each}.yaml": A for each in ("a", "b", "x/c", "x/d/e")} | {"records/y/c.yaml": SAME_SIZE}
PATH = "records/a.yaml"


def told(story: GitStory) -> GitStory:
    story.commit({**FILES, ".gitignore": "*.log\n"})
    story.commit({"records/b.yaml": LONGER})
    return story


def answers(
    root: Path, commit: str, with_index: bool = True
) -> tuple[Sequence[Touched], Mapping[str, bytes]]:
    repository = open_repository(root, clean_environment())
    asked = repository if with_index else replace(repository, git_dir=str(root / "none"))
    step, loose = WorkingTree(root, folder.listing(root), asked).step(commit)
    return step.files, loose


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files that are opened from now on."""
    seen: list[str] = []
    read = folder.read

    def witnessed(root: Any, path: str, *more: Any) -> Any:
        seen.append(path)
        return read(root, path, *more)

    monkeypatch.setattr(folder, "read", witnessed)
    yield seen


@pytest.mark.parametrize("version", [2, 4])
@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_what_is_as_it_was_committed_is_not_opened(
    version: int, object_format: str, git_story: Story, opened: list[str]
) -> None:
    story = told(git_story(object_format))
    written(story, version)
    assert answers(story.root, story.commits[1]) == ([], {})
    assert set(opened) == {"index"}
    (touched,), _ = answers(story.root, story.commits[0])
    assert touched.path == "records/b.yaml"
    assert set(opened) == {"index", "records/b.yaml"}


def test_neither_in_a_linked_working_tree_nor_in_a_folder(git_story: Story, opened: list[str]) -> None:
    story = git_story()
    head = story.commit({"ws/records/a.yaml": A, "records/b.yaml": A})
    linked = story.worktree()
    written(story)
    for root in (story.root, story.root / "ws"):
        assert answers(root, head) == ([], {})
    assert set(opened) == {"index"}
    for root in (linked, linked / "ws"):
        assert answers(root, head) == ([], {})
    assert set(opened) == {
        "index",
        "records/a.yaml",
        "records/b.yaml",
    }  # it has an index of its own, just written
    opened.clear()
    age(linked)
    story.git("update-index", "--refresh", where=linked)
    settle(story.git_dir / "worktrees" / linked.name / "index")
    for root in (linked, linked / "ws"):
        assert answers(root, head) == ([], {})
    assert set(opened) == {"index"}


def test_where_all_is_known_it_is_not_read(git_story: Story, opened: list[str], tmp_path: Path) -> None:
    story = told(git_story())
    written(story)
    for expected in ({"index"}, set()):
        opened.clear()
        tree = WorkingTree(story.root, folder.listing(story.root), story.repository(), tmp_path / "kept")
        assert tree.step(story.head)[0].files == []
        assert set(opened) == expected


def test_a_file_that_changed_since_it_was_listed_is_hashed(git_story: Story, opened: list[str]) -> None:
    story = told(git_story())
    written(story)
    listing = folder.listing(story.root)
    listing.entries[0] = listing.entries[0]._replace(mtime_ns=1)
    assert WorkingTree(story.root, listing, story.repository()).step(story.head)[0].files == []
    assert opened == ["index", PATH]


def test_files_that_only_differ_in_where_they_lie_are_told_apart(git_story: Story) -> None:
    """Two folders change places: each file has the size and both times of the one that was there."""
    story = told(git_story())
    age(story.root)
    files = [story.root / f"records/{each}/c.yaml" for each in "xy"]
    for _ in range(1000):
        for each in files:
            os.utime(each, ns=(10**18 + 1, 10**18 + 1))
        if len({each.stat().st_ctime_ns for each in files}) == 1:
            break
    else:
        pytest.skip("this system tells any two times apart")
    story.git("reset", "--quiet")
    settle(story.git_dir / "index")
    swapped(story)
    found = {each.path: each for each in answers(story.root, story.head or "")[0]}
    one, other = found["records/x/c.yaml"], found["records/y/c.yaml"]
    assert (one.old, one.new) == (other.new, other.old)


def test_a_file_too_large_to_be_hashed_whole_is_compared_as_ever(git_story: Story) -> None:
    story = told(git_story())
    story.commit({PATH: A + f"# {'x' * 100}\n" * 50_000})
    written(story)
    agree(story)


def put(text: str) -> Done:
    return lambda story: story.write({PATH: text})


def keeping_times(story: GitStory) -> None:
    place = story.root / PATH
    before = place.stat().st_mtime_ns
    place.write_text(SAME_SIZE, encoding="utf-8")
    os.utime(place, ns=(before, before))


def swapped(story: GitStory) -> None:
    """Two folders, the files of which have one size, one time and one name."""
    records = story.root / "records"
    (records / "x").rename(records / "z")
    (records / "y").rename(records / "x")
    (records / "z").rename(records / "y")


def git(*arguments: str, stdin: bytes = b"") -> Done:
    return lambda story: story.git(*arguments, stdin=stdin)


def turned(story: GitStory, text: str) -> None:
    story.config("[core]", "autocrlf = true")
    story.write({PATH: text.replace("\n", "\r\n")})
    story.git("add", "-A")


def conflict(story: GitStory) -> None:
    id = story.objects.write("blob", b"id: other\n")
    stages = "".join(f"100644 {id} {stage}\t{PATH}\n" for stage in (1, 2, 3))
    story.git("update-index", "--index-info", stdin=f"0 {'0' * len(id)}\t{PATH}\n{stages}".encode())


def pretending(story: GitStory) -> None:
    """As nobody but the owner of the repository could: the file as it stands, under the id of another."""
    story.git("update-index", "--cacheinfo", f"100644,{story.objects.write('blob', b'id: z')},{PATH}")


STATES: dict[str, Done] = {
    "as committed": lambda story: None,
    "staged": lambda story: [put(LONGER)(story), git("add", "-A")(story)],
    "staged, and another on disk": lambda story: [put(LONGER)(story), git("add", "-A")(story), put(A)(story)],
    "edited": put(LONGER),
    "edited, of one size": put(SAME_SIZE),
    "edited, and its time set back": keeping_times,
    "touched": lambda story: (story.root / PATH).touch(),
    "other line ends": put(A.replace("\n", "\r\n")),
    "staged as git turns line ends": lambda story: turned(story, LONGER),
    "as committed but for line ends that git turns": lambda story: turned(story, A),
    "removed": lambda story: story.write({PATH: None}),
    "removed from the index": git("rm", "-q", "--cached", PATH),
    "removed from both": git("rm", "-qf", PATH),
    "added": lambda story: story.write({"records/n.yaml": A}),
    "added and staged": lambda story: [story.write({"records/n.yaml": A}), git("add", "-A")(story)],
    "meant to be added": lambda story: [story.write({"records/m.yaml": A}), git("add", "-N", ".")(story)],
    "of another mode": lambda story: (story.root / PATH).chmod(0o755),
    "of another mode in the index": git("update-index", "--chmod=+x", PATH),
    "taken for unchanged": git("update-index", "--assume-unchanged", PATH),
    "skipped": git("update-index", "--skip-worktree", PATH),
    "in conflict": conflict,
    "of another id": pretending,
    "a link": lambda story: story.write({PATH: link("b.yaml")}),
    "folders swapped": swapped,
    "split": git("update-index", "--split-index"),
    "sparse": git("sparse-checkout", "set", "--cone", "records/x"),
    "sparse, with folders": git("sparse-checkout", "set", "--cone", "--sparse-index", "records/x"),
    "version 2": git("update-index", "--index-version", "2"),
    "version 4": git("update-index", "--index-version", "4"),
    "with an untracked cache": git("update-index", "--untracked-cache"),
    "committed": lambda story: [put(LONGER)(story), git("commit", "-qam", "x")(story)],
    "stashed": git("stash", "-q"),
    "refreshed": git("update-index", "-q", "--really-refresh"),
    "checked out": git("checkout", "-q", "-f", "HEAD~1", "--", "records/b.yaml"),
}


def agree(story: GitStory) -> None:
    for commit in (story.git("rev-parse", "HEAD"), *story.commits):
        assert answers(story.root, commit) == answers(story.root, commit, with_index=False)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("settled", [True, False], ids=["settled", "racy"])
def test_it_changes_no_answer(state: str, settled: bool, git_story: Story) -> None:
    story = told(git_story())
    written(story, settled=settled)
    agree(story)
    STATES[state](story)
    if settled:
        settle(story.git_dir / "index")
    agree(story)


MIXED = {
    name: done for name, done in STATES.items() if name not in ("in conflict", "split", "folders swapped")
}


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    states=st.lists(st.sampled_from(list(MIXED)), min_size=2, max_size=5),
    object_format=st.sampled_from(["sha1", "sha256"]),
    version=st.sampled_from([2, 4]),
    settled=st.booleans(),
)
def test_nor_do_several_things_one_after_another(
    git_story: Story, states: list[str], object_format: str, version: int, settled: bool
) -> None:
    story = told(git_story(object_format))
    written(story, version, settled)
    for state in states:
        try:
            MIXED[state](story)
        except (AssertionError, OSError):
            continue  # not everything can be done after everything
        if settled:
            settle(story.git_dir / "index")
        agree(story)


SPOILT = {name: STATES[name] for name in ("edited, of one size", "edited, and its time set back", "removed")}


@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data(), state=st.sampled_from(list(SPOILT)), version=st.sampled_from([2, 4]))
def test_nor_does_a_spoilt_one(git_story: Story, data: st.DataObject, state: str, version: int) -> None:
    """Sealed as git seals it, or else nobody would believe it."""
    story = told(git_story())
    place = written(story, version)
    whole = place.read_bytes()
    SPOILT[state](story)
    commit = story.commits[1]
    expected = answers(story.root, commit, with_index=False)
    spots = st.tuples(st.integers(0, len(whole) - 1), st.integers(1, 255))
    for spoilt in data.draw(st.lists(st.lists(spots, min_size=1, max_size=3), min_size=20, max_size=20)):
        changed = bytearray(whole)
        for at, by in spoilt:
            changed[at] ^= by
        place.write_bytes(resealed(bytes(changed)))
        settle(place)
        assert answers(story.root, commit) == expected
