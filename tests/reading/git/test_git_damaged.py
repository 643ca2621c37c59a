"""A history that is damaged, or made to have no end: it is said so, and nothing is passed over."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from gitstory import GitStory
from gittraps import Witness, real_git

from commitments.errors import CommitmentsError
from commitments.reading.git import git_output, plumbing
from commitments.reading.git import repository as git_repository
from commitments.reading.git.repository import Repository

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs shell scripts")


@pytest.fixture
def story(git_story: Callable[..., GitStory]) -> GitStory:
    return git_story()


Ask = Callable[[Repository, list[str], str], object]
QUESTIONS: dict[str, Ask] = {
    "main line": lambda repository, commits, blob: list(repository.main_line(commits[-1])),
    "every commit": lambda repository, commits, blob: list(repository.every_commit(commits[-1])),
    "merge base": lambda repository, commits, blob: repository.merge_bases(commits[-1], commits[0]),
    "touched": lambda repository, commits, blob: list(repository.touched([(c, None) for c in commits[:1]])),
    "touched since": lambda repository, commits, blob: list(repository.touched([(commits[1], commits[0])])),
    "tree": lambda repository, commits, blob: list(repository.tree(commits[0])),
    "sizes": lambda repository, commits, blob: repository.sizes([blob]),
    "blobs": lambda repository, commits, blob: list(repository.blobs([blob])),
    "blobs_up_to": lambda repository, commits, blob: list(repository.blobs_up_to([blob], 10_000)),
    "blobs_up_to, of many": lambda repository, commits, blob: list(
        repository.blobs_up_to([blob] * 100, 10_000)
    ),
    "commit": lambda repository, commits, blob: repository.commit(commits[0]),
}
DAMAGE = {
    "commit": ["commit", "main line", "every commit", "merge base", "touched", "touched since", "tree"],
    "tree": ["touched", "touched since", "tree"],
    "blob": ["blobs", "blobs_up_to", "blobs_up_to, of many"],
}


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("how", ["missing", "garbage", "empty", "cut", "pipe"])
@pytest.mark.parametrize(
    ("what", "question"), [(what, item) for what, asked in DAMAGE.items() for item in asked]
)
def test_what_is_damaged_is_said_and_never_passed_over(
    story: GitStory, monkeypatch: pytest.MonkeyPatch, what: str, question: str, how: str
) -> None:
    content = os.urandom(2000).hex()
    for number in range(3):
        story.commit({"a": content, "b": str(number)})
    ids = {"commit": story.commits[0], "tree": story.git("rev-parse", f"{story.commits[0]}^{{tree}}")}
    blob = ids["blob"] = story.git("rev-parse", f"{story.commits[0]}:a")
    repository = story.repository()
    QUESTIONS[question](repository, story.commits, blob)
    place = story.objects.path(ids[what])
    data = place.read_bytes()
    place.unlink()
    if how == "pipe":
        if sys.platform == "win32":
            pytest.skip("needs pipes with names")
        os.mkfifo(place)
        monkeypatch.setattr(plumbing, "_ANSWER", 0.2)
        monkeypatch.setattr(git_repository, "SORTING", 0.2)
    elif how != "missing":
        place.write_bytes({"garbage": b"garbage", "empty": b"", "cut": data[: len(data) // 2]}[how])
    with pytest.raises(CommitmentsError, match=r"missing, broken|does not answer"):
        QUESTIONS[question](repository, story.commits, blob)


def test_a_commit_that_is_passed_over_is_not_taken_for_the_next(story: GitStory) -> None:
    first, second = story.commit({"a": "1"}), story.commit({"b": "1"})
    told = story.repository().touched([(second, first), ("5" * 40, first), (first, None)])
    assert [touch.path for touch in next(told)] == [b"b"]
    with pytest.raises(CommitmentsError, match="5555 is missing"):
        next(told)


def bomb(story: GitStory) -> str:
    """A commit of 10,000,000,000 files that take 4,000 bytes."""
    mode, id = b"100644", story.objects.write("blob", b"boom")
    for _ in range(10):
        names = b"".join(mode + b" f%d\0" % number + bytes.fromhex(id) for number in range(10))
        mode, id = b"40000", story.objects.write("tree", names)
    people = b"author A <a@b> 1 +0\ncommitter A <a@b> 1 +0\n"
    return story.forge(b"tree %s\nparent {parent}\n%s\nx" % (id.encode(), people))


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("folder", [b"", b"records"])
def test_trees_that_hold_one_another_without_end_are_refused(
    story: GitStory, monkeypatch: pytest.MonkeyPatch, folder: bytes
) -> None:
    first = story.commit({"a": "1"})
    last = bomb(story)
    repository = story.repository()
    assert len(list(repository.main_line(last))) == 2
    monkeypatch.setattr(git_output, "_LISTED", 1 << 20)
    with pytest.raises(CommitmentsError, match="too many files"):
        list(repository.tree(last))
    monkeypatch.setattr(plumbing, "_ROOM", 64 << 20)
    for limit in ("64m", "1m") if sys.platform == "linux" else ("1m",):
        held = replace(repository, environ={**repository.environ, "GIT_ALLOC_LIMIT": limit})
        with pytest.raises(CommitmentsError, match="too large"):
            list(held.touched([(last, first)], folder))
        monkeypatch.setattr(plumbing, "_ROOM", 400 << 20)


def test_a_commit_that_touches_too_much_is_refused(story: GitStory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_output, "_LISTED", 12_000)
    first = story.commit({f"records/{number}": "1" for number in range(100)})
    second = story.commit({f"elsewhere/{number}": "1" for number in range(300)})
    repository = story.repository()
    assert [len(item) for item in repository.touched([(first, None)])] == [100]
    assert list(repository.touched([(second, first)], b"records")) == [[]]
    with pytest.raises(CommitmentsError, match="too many files"):
        list(repository.touched([(second, first)]))
    monkeypatch.setattr(git_output, "_LISTED", 3_000)
    with pytest.raises(CommitmentsError, match="too many files"):
        list(repository.touched([(second, first)], b"records"))


def test_a_hole_in_history_is_no_sign_that_two_sides_share_nothing(story: GitStory) -> None:
    for number in range(3):
        story.commit({"a": str(number)})
    story.branch("side", story.commits[0])
    side = story.commit({"b": "1"})
    hole = story.commits[1]
    (story.git_dir / "objects" / hole[:2] / hole[2:]).unlink()
    repository = story.repository()
    assert repository.parted(story.commits[2], side) is None
    with pytest.raises(CommitmentsError, match="missing, broken"):
        repository.merge_bases(story.commits[2], side)


def told_by(story: GitStory, folder: Path, program: str) -> Repository:
    """The repository as another git tells of it."""
    return replace(story.repository(), program=str(Witness(folder, program).folder / "git"))


ANSWERED_BY = [
    *[
        (question, command)
        for question in ("main line", "every commit")
        for command in ("rev-list", "cat-file")
    ],
    *[(question, "diff-tree") for question in ("touched", "touched since")],
    *[("tree", "ls-tree"), ("sizes", "cat-file"), ("blobs", "cat-file"), ("merge base", "merge-base")],
]


@posix
@pytest.mark.parametrize(("question", "command"), ANSWERED_BY)
def test_a_git_that_fails_in_the_end_is_not_believed(
    story: GitStory, tmp_path: Path, question: str, command: str
) -> None:
    for number in range(2):
        story.commit({"a": str(number)})
    blob = story.git("rev-parse", "HEAD:a")
    program = f'case "$*" in *{command}*) {real_git()} "$@"; exit 3;; esac'
    failing = told_by(story, tmp_path / "failing", program)
    with pytest.raises(CommitmentsError, match="missing, broken"):
        QUESTIONS[question](failing, story.commits, blob)


@posix
@pytest.mark.parametrize("kept", [20, 60, 140, 145])
def test_an_answer_that_is_cut_off_is_not_given(story: GitStory, tmp_path: Path, kept: int) -> None:
    id = story.commit({"records/a-long-name-for-a-file": "x" * 500})
    blob = story.git("rev-parse", "HEAD:records/a-long-name-for-a-file")
    few = f"dd bs=1 count={kept} 2> {os.devnull}"  # handed on byte by byte, and without waiting for git
    program = f'exec 3<&0; {{ {real_git()} "$@" <&3 & }} | {few}; exit 0'
    cut = told_by(story, tmp_path / "cut", program)
    for ask in (
        lambda: next(cut.blobs([blob])),
        lambda: next(cut.blobs_up_to([blob], 1000)),
        lambda: cut.commit(id),
        lambda: next(cut.touched([(id, None)])),
        lambda: next(cut.main_line(id)),
    ):
        with pytest.raises(CommitmentsError, match="missing, broken"):
            ask()
