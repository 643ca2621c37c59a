"""That no git is waited for without an end, and none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import ClassVar

import pytest
from bounds import HANGS
from gitstory import GitStory
from gittraps import Witness, ask_everything

from commitments.errors import CommitmentsError
from commitments.reading.git import plumbing
from commitments.reading.git import repository as git_repository

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs shell scripts")


@pytest.fixture
def story(git_story: Callable[..., GitStory]) -> GitStory:
    story = git_story()
    story.commit({"records/a.yaml": "id: a\n", "b": "1"})
    story.commit({"records/a.yaml": "id: a\ntitle: {en: A}\n"})
    return story


@posix
@pytest.mark.usefixtures("soon")
def test_much_talk_on_standard_error_is_no_matter(story: GitStory, tmp_path: Path) -> None:
    loud = Witness(tmp_path / "loud", "head -c 3000000 /dev/zero >&2")
    ask_everything(story.repository(PATH=loud.path))


@posix
@pytest.mark.usefixtures("soon")
def test_a_git_that_does_not_answer_is_not_waited_for(
    story: GitStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hung = Witness(tmp_path / "hung", "exec sleep 1000")
    repository = story.repository()
    monkeypatch.setattr(plumbing, "_ANSWER", 0.05)
    monkeypatch.setattr(git_repository, "SORTING", 0.05)
    silent = replace(repository, program=str(hung.folder / "git"))
    head = story.head or ""
    for ask in (
        lambda: story.repository(PATH=hung.path),
        lambda: silent.resolve("HEAD"),
        lambda: list(silent.main_line(head)),
        lambda: list(silent.tree(head)),
        lambda: list(silent.touched([(head, None)])),
        lambda: silent.sizes([head]),
        lambda: list(silent.blobs([head])),
        lambda: list(silent.blobs_up_to([head], 1000)),
        lambda: silent.commit(head),
        lambda: silent.parted("main", "HEAD"),
    ):
        with pytest.raises(CommitmentsError, match="does not answer"):
            ask()


@posix
@pytest.mark.usefixtures("soon")
def test_one_git_that_dies_does_not_leave_the_other_waiting(story: GitStory, tmp_path: Path) -> None:
    repository = story.repository()
    dying = Witness(tmp_path / "dying", f'case "$*" in *rev-list*) exec yes {story.head};; *) exit 0;; esac')
    broken = replace(repository, program=str(dying.folder / "git"))
    with pytest.raises(CommitmentsError, match="missing, broken"):
        list(broken.main_line(story.head or ""))


class Started(subprocess.Popen[bytes]):
    """A process that is remembered."""

    every: ClassVar[list[Started]] = []

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[call-overload]
        self.every.append(self)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Started]:
    """The processes that are started from now on."""
    monkeypatch.setattr(Started, "every", [])
    monkeypatch.setattr(subprocess, "Popen", Started)
    return Started.every


@pytest.mark.parametrize("how", ["close", "interrupt", "forget"])
def test_what_is_left_early_leaves_nothing_behind(story: GitStory, started: list[Started], how: str) -> None:
    repository = story.repository()
    head, first = story.commits[1], story.commits[0]
    blob = next(repository.tree(head)).id
    files = len(os.listdir("/proc/self/fd")) if sys.platform == "linux" else 0
    for begin in (
        lambda: repository.main_line(head),
        lambda: repository.every_commit(head),
        lambda: repository.touched([(head, first), (first, None)]),
        lambda: repository.blobs([blob, blob]),
        lambda: repository.blobs_up_to([blob, blob], 1000),
        lambda: repository.blobs_up_to([blob] * 100, 1000),
        lambda: repository.tree(head),
    ):
        del started[:]
        begun = begin()
        next(begun)
        if how == "interrupt":
            with pytest.raises(KeyboardInterrupt):
                begun.throw(KeyboardInterrupt)  # type: ignore[attr-defined]
        elif how == "close":
            begun.close()  # type: ignore[attr-defined]
        del begun
        assert started
        assert all(item.returncode is not None for item in started)
    if files:
        assert len(os.listdir("/proc/self/fd")) == files


@posix
def test_an_interrupt_while_waiting_ends_git(story: GitStory, tmp_path: Path, started: list[Started]) -> None:
    def interrupt(_: int, frame: FrameType | None) -> None:
        if frame is not None and frame.f_code.co_name in ("_has_output", "select"):  # else it waits not yet
            raise KeyboardInterrupt

    repository = story.repository()
    hung = Witness(tmp_path / "hung", "exec sleep 1000")
    silent = replace(repository, program=str(hung.folder / "git"))
    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        for ask in (lambda: list(silent.main_line(story.head or "")), lambda: silent.resolve("HEAD")):
            del started[:]
            signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
            with pytest.raises(KeyboardInterrupt):
                ask()
            signal.setitimer(signal.ITIMER_REAL, 0)
            assert started
            assert all(item.wait(timeout=HANGS) != 0 for item in started)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_ids_are_handed_over_without_a_named_file(
    story: GitStory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delattr(os, "memfd_create", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ask_everything(story.repository())
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said(story: GitStory, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    repository = story.repository()
    monkeypatch.setattr(os, "memfd_create", full, raising=False)
    with pytest.raises(CommitmentsError, match="No space left on device"):
        repository.sizes([story.head or ""])
