"""Edits at one time, committed: each waits for its turn, and none is lost or left out of git."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from faults import Child, child
from gitstory import GitStory

from commitments.cli.app import main
from commitments.errors import CommitmentsError
from commitments.writing import lock
from commitments.writing.git import git_locks
from commitments.writing.lock import edit_lock

RECORD = """\
id: {id}
title: {{en: Hold an AI day}}
kind: agreed_action
status: agreed
parties:
  - {{party: acme, role: lead}}
source: {{document: report.txt}}
"""
IDS = [f"p{number}" for number in range(1, 7)]
FOREVER = 1e6
"""Seconds that no test run lasts."""
Run = Callable[..., tuple[int, str, str]]

pytestmark = [
    pytest.mark.usefixtures("no_git_settings"),
    pytest.mark.skipif(sys.platform == "win32", reason="forks, and the shell of POSIX"),
]


@pytest.fixture
def story(git_story: Callable[..., GitStory], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> GitStory:
    """Six records in a repository, with somebody to commit and all the time to wait."""
    told = git_story()
    told.commit({f"records/{id}.yaml": RECORD.format(id=id) for id in IDS})
    told.git("read-tree", "HEAD")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "An")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "an@example.org")
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(lock, "PATIENCE", FOREVER)
    monkeypatch.setattr(git_locks, "PATIENCE", FOREVER)
    monkeypatch.chdir(told.root)
    return told


def editor(*line: str) -> Callable[[Callable[[bytes], object]], None]:
    """A command line in a process of its own, which says its exit status."""

    def work(say: Callable[[bytes], object]) -> None:
        status = main([*line, "--today", "2026-11-22", "--lang", "en"])
        sys.stdout.flush()
        sys.stderr.flush()
        say(bytes([status]))

    return work


def statuses(lines: Sequence[Sequence[str]]) -> list[int]:
    """The exit statuses of commands that run at one time."""
    with ExitStack() as stack:
        running = [stack.enter_context(child(editor(*line))) for line in lines]
        return [status_of(one) for one in running]


def status_of(running: Child) -> int:
    return running.heard(FOREVER)[0]


def commits(story: GitStory) -> list[str]:
    """The commits on top of the first, newest first."""
    return story.git("rev-list", "--first-parent", f"{story.head}..HEAD").split()


def hook(story: GitStory, script: str) -> None:
    path = story.git_dir / "hooks/pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_six_commits_at_once_are_six_commits(story: GitStory, capfd: pytest.CaptureFixture[str]) -> None:
    lines = [["update", id, "--note", f"news of {id}", "--commit"] for id in IDS]
    assert statuses(lines) == [0] * 6, capfd.readouterr().err
    touched = [story.git("show", "--format=", "--name-only", commit).split() for commit in commits(story)]
    assert sorted(touched) == [[f"records/{id}.yaml"] for id in IDS]
    assert all(f"news of {id}" in story.git("show", f"HEAD:records/{id}.yaml") for id in IDS)
    assert story.git("status", "--porcelain") == ""


def test_of_commits_to_one_record_each_holds_its_own_change(
    story: GitStory, capfd: pytest.CaptureFixture[str]
) -> None:
    notes = ["one", "two", "three"]
    lines = [["update", "p1", "--note", note, "--commit"] for note in notes]
    assert statuses(lines) == [0] * 3
    err = capfd.readouterr().err
    assert "earlier changes" not in err, err
    messages = [story.git("log", "-1", "--format=%B", commit) for commit in commits(story)]
    assert sorted(note for text in messages for note in notes if note in text) == sorted(notes)
    assert all(note in story.git("show", "HEAD:records/p1.yaml") for note in notes)


def test_of_two_new_records_of_one_id_one_is_made(story: GitStory) -> None:
    line = ["new", "abc", "--title", "Abc", "--kind", "agreed_action", "--lead", "acme", "--source", "a.txt"]
    assert sorted(statuses([[*line, "--commit"]] * 2)) == [0, 2]
    assert len(commits(story)) == 1
    assert story.git("status", "--porcelain") == ""


def test_nobody_edits_while_a_slow_hook_runs(
    story: GitStory, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = story.root.parent / "begun", story.root.parent / "ended"
    os.mkfifo(begun)
    os.mkfifo(ended)
    hook(story, f"echo > '{begun}'; read x < '{ended}'")
    with child(editor("update", "p1", "--note", "slow", "--commit")) as slow:
        begun.read_text()
        monkeypatch.setattr(lock, "PATIENCE", 0)
        status, _, err = run("update", "p1", "--note", "hasty")
        assert (status, "Another edit is under way" in err) == (2, True), err
        monkeypatch.setattr(lock, "PATIENCE", FOREVER)
        with child(editor("update", "p1", "--note", "patient", "--commit")) as patient:
            ended.write_text("\n")
            assert status_of(slow) == 0
            begun.read_text()
            ended.write_text("\n")
            assert status_of(patient) == 0
    text = story.git("show", "HEAD:records/p1.yaml")
    assert [word in text for word in ("slow", "patient", "hasty")] == [True, True, False]
    assert len(commits(story)) == 2


def test_a_hook_may_edit_too(story: GitStory, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    hook(story, f"'{sys.executable}' -m commitments update p2 --note by-the-hook --today 2026-11-22")
    status, _, err = run("update", "p1", "--note", "x", "--commit")
    assert status == 0, err
    assert "by-the-hook" in (story.root / "records/p2.yaml").read_text()
    monkeypatch.setattr(lock, "PATIENCE", 0)
    monkeypatch.setenv(lock.HELD, str(story.root / "records"))
    with edit_lock(story.root):
        pass  # nobody holds it, and so it is got as always


def test_hooks_keep_out_each_other(story: GitStory, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_hook(say: Callable[[bytes], object]) -> None:
        os.environ[lock.HELD] = os.path.realpath(story.root / "records")
        with edit_lock(story.root):
            say(b"!")
            os.read(hold, 1)

    hold, release = os.pipe()
    with edit_lock(story.root), child(in_hook) as first:
        assert first.heard(FOREVER) == b"!"
        monkeypatch.setenv(lock.HELD, os.path.realpath(story.root / "records"))
        monkeypatch.setattr(lock, "_held", set())
        with pytest.raises(CommitmentsError, match="Another edit is under way"), edit_lock(story.root, 0):
            pytest.fail("two hooks at once")
        os.write(release, b".")
        assert first.ended() == 0
        with edit_lock(story.root, 0):
            pass
    os.close(hold)
    os.close(release)


@pytest.mark.usefixtures("soon")
def test_what_a_hook_leaves_running_is_not_waited_for(story: GitStory, run: Run) -> None:
    pipe = story.root.parent / "pipe"
    os.mkfifo(pipe)
    hook(story, f"(read x < '{pipe}'; echo too late >&2) &")
    status, _, err = run("update", "p1", "--note", "x", "--commit")
    assert status == 0, err
    pipe.write_text("\n")
