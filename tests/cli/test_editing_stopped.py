"""Edits that another git keeps out, or that somebody stops: nothing is lost, and the state is told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from faults import Calls, interrupted
from gitstory import GitStory
from ways_back import undo

from commitments.writing import lock, patience
from commitments.writing.git import git_commit, git_committable, git_locks
from commitments.writing.lock import edit_lock

RECORD = """\
id: small
title: {en: Hold an AI day}
kind: agreed_action
status: agreed
parties:
  - {party: acme, role: lead}
source: {document: report.txt}
"""
PATH = "records/small.yaml"
MADE = "records/abc.yaml"
NOTE = ["update", "small", "--note", "x"]
NEW = ["new", "abc", "--title", "Abc", "--kind", "agreed_action", "--lead", "acme", "--source", "a.txt"]
Run = Callable[..., tuple[int, str, str]]

pytestmark = [
    pytest.mark.usefixtures("no_git_settings"),
    pytest.mark.skipif(sys.platform == "win32", reason="the shell of POSIX"),
]
both = pytest.mark.parametrize(("line", "path"), [(NOTE, PATH), (NEW, MADE)], ids=["edit", "new"])


@pytest.fixture
def story(git_story: Callable[..., GitStory], monkeypatch: pytest.MonkeyPatch) -> GitStory:
    """A record in a repository, with somebody to commit."""
    told = git_story()
    told.commit({PATH: RECORD})
    told.git("read-tree", "HEAD")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "An")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "an@example.org")
    monkeypatch.chdir(told.root)
    return told


@pytest.fixture
def resting(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], list[float]]:
    """`resting(happens)`: pauses take no time, and `happens` is called in each; the pauses so far."""

    def rest(happens: Callable[[], object]) -> list[float]:
        pauses: list[float] = []
        monkeypatch.setattr(patience, "sleep", lambda seconds: (pauses.append(seconds), happens()))
        return pauses

    return rest


def follow(err: str, *labels: str) -> None:
    """Do as the commands say that were told."""
    for label in labels:
        commands = [line.removeprefix(label) for line in err.splitlines() if line.startswith(label)]
        assert commands, err
        for command in commands:
            subprocess.run(["sh", "-c", command], check=True)


@both
@pytest.mark.parametrize("name", ["index.lock", "HEAD.lock", "refs/heads/main.lock"])
def test_another_git_is_waited_for(
    story: GitStory, run: Run, resting: Any, line: list[str], path: str, name: str
) -> None:
    place = story.git_dir / name
    place.touch()
    pauses = resting(lambda: len(pauses) == 25 and place.unlink())
    status, _, err = run(*line, "--commit")
    assert (status, len(pauses), "Written and committed" in err) == (0, 25, True), err
    assert "Waiting for another git process to end" in err
    assert story.git("show", "--format=", "--name-only", "HEAD") == path
    assert story.git("status", "--porcelain") == ""


@pytest.mark.parametrize("name", ["HEAD.lock", "refs/heads/main.lock"])
def test_a_lock_that_comes_while_hooks_run_is_waited_for(
    story: GitStory, run: Run, resting: Any, name: str
) -> None:
    hook = story.git_dir / "hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntest -e seen && exit; touch seen; mkdir -p .git/hooks; touch .git/{name}\n")
    hook.chmod(0o755)
    pauses = resting(lambda: (story.git_dir / name).unlink(missing_ok=True))
    status, _, err = run(*NOTE, "--commit")
    assert (status, len(pauses)) == (0, 1), err
    assert story.git("show", "--format=", "--name-only", "HEAD") == PATH


def test_who_comes_between_the_look_and_the_commit_is_waited_for(
    story: GitStory, run: Run, resting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (story.git_dir / "index.lock").touch()
    monkeypatch.setattr(git_locks, "_held_lock", lambda locks: None)
    pauses = resting((story.git_dir / "index.lock").unlink)
    for line in (NOTE, NEW):
        status, _, err = run(*line, "--commit")
        assert (status, len(pauses)) == (0, 1), err
    assert story.git("rev-list", "--count", "HEAD") == "3"


@both
def test_a_lock_that_a_dead_git_left_is_told_and_never_removed(
    story: GitStory, run: Run, resting: Any, line: list[str], path: str
) -> None:
    place = story.git_dir / "index.lock"
    place.touch()
    resting(lambda: None)
    status, out, err = run(*line, "--commit")
    assert (status, out != "", f"Written: {path}\n" in err) == (2, True, True), err
    assert f"{place} was still there after 30 seconds" in err
    assert "one that crashed left it" in err
    assert place.exists()
    place.unlink()
    assert story.git("diff", "--cached", "--name-only", "--ita-visible-in-index") == ""
    follow(err, "To commit it: ")
    assert story.git("show", "--format=", "--name-only", "HEAD") == path
    assert story.git("status", "--porcelain") == ""


@both
def test_what_another_git_keeps_out_can_be_taken_back(
    story: GitStory, run: Run, resting: Any, line: list[str], path: str
) -> None:
    (story.git_dir / "index.lock").touch()
    resting(lambda: None)
    err = run(*line, "--commit")[2]
    (story.git_dir / "index.lock").unlink()
    undo(err, story.root)
    assert story.git("status", "--porcelain") == ""


def test_the_way_to_commit_leads_there_from_any_folder(
    story: GitStory, run: Run, resting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = "records/[o] d/odd.yaml"
    story.commit({odd: RECORD.replace("small", "odd")})
    story.git("read-tree", "HEAD")
    monkeypatch.chdir(story.root.parent)
    (story.git_dir / "index.lock").touch()
    resting(lambda: None)
    status, _, err = run("update", "odd", "--note", "x", "--commit", root=story.root)
    (story.git_dir / "index.lock").unlink()
    assert status == 2
    follow(err, "To commit it: ")
    assert story.git("show", "--format=%s", "--name-only", "HEAD").split("\n")[0].startswith("odd: ")
    assert story.git("status", "--porcelain") == ""


@both
def test_who_stops_waiting_for_git_is_told_what_stands_there(
    story: GitStory, run: Run, resting: Any, line: list[str], path: str
) -> None:
    (story.git_dir / "index.lock").touch()
    resting(interrupted)
    status, _, err = run(*line, "--commit")
    assert (status, f"Written: {path}\n" in err, "Nothing was written" in err) == (130, True, False), err
    (story.git_dir / "index.lock").unlink()
    assert story.git("rev-parse", "HEAD") == story.head
    follow(err, "To commit it: ")
    assert story.git("status", "--porcelain") == ""


@both
def test_who_stops_waiting_for_another_edit_is_told_that_nothing_was_written(
    story: GitStory, run: Run, resting: Any, monkeypatch: pytest.MonkeyPatch, line: list[str], path: str
) -> None:
    pauses = resting(lambda: len(pauses) == 300 and interrupted())
    with edit_lock(story.root):
        monkeypatch.setattr(lock, "_held", set())
        status, out, err = run(*line, "--commit")
    told = ["Waiting for another edit to end; press Ctrl-C to stop.", "Nothing was written."]
    assert (status, out, err.splitlines()) == (130, "", told)
    assert story.git("status", "--porcelain") == ""


def test_a_commit_that_git_made_before_it_failed_is_told_as_made(
    story: GitStory, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the disk is full when the index is written anew."""
    real = next(f"{folder}/git" for folder in os.get_exec_path() if os.access(f"{folder}/git", os.X_OK))
    broken = tmp_path / "bin/git"
    broken.parent.mkdir()
    broken.write_text(
        f"#!/bin/sh\n'{real}' \"$@\" || exit\n"
        "case $1 in commit) echo 'fatal: unable to write new index file' >&2; exit 128;; esac\n"
    )
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{broken.parent}{os.pathsep}{os.environ['PATH']}")
    for line in (NOTE, NEW):
        status, _, err = run(*line, "--commit")
        assert (status, "Written and committed as" in err) == (2, True), err
        assert "unable to write new index file" in err
        assert "did not commit" not in err
    assert story.git("rev-list", "--count", "HEAD") == "3"
    assert story.git("status", "--porcelain") == ""


STEPS = ("fsync", "link", "rename", "replace", "unlink")
"""What puts a file in its place."""


@both
@pytest.mark.parametrize("commit", [False, True])
@pytest.mark.parametrize("late", [False, True])
def test_wherever_it_is_stopped_the_state_is_told(
    story: GitStory, run: Run, line: list[str], path: str, commit: bool, late: bool
) -> None:
    before = RECORD if path == PATH else None
    given = [*line, *(["--commit"] if commit else [])]
    for at in range(1, 100):
        calls = Calls(interrupted, at, late=late)
        with calls.made(*STEPS):
            status, _, err = run(*given)
        if not calls.reached:
            break
        now = Path(path).read_text() if Path(path).exists() else None
        told = f"Written: {path}\n" in err or "Written and committed as" in err
        assert (status, told) == (130, now != before), (at, calls.done, err)
        assert ("Nothing was written" in err) == (now == before), err
        restored(story, path)
    assert at > 3


@both
@pytest.mark.parametrize("late", [False, True])
def test_wherever_git_is_stopped_the_state_is_told(
    story: GitStory, run: Run, monkeypatch: pytest.MonkeyPatch, line: list[str], path: str, late: bool
) -> None:
    for at in range(1, 30):
        stop = StoppedGit(at, late)
        with monkeypatch.context() as patch:
            for module in (git_commit, git_committable):
                patch.setattr(module, "run_git", stop)
            status, _, err = run(*line, "--commit")
        if len(stop.asked) < at:
            break
        made = story.git("rev-parse", "HEAD") != story.head
        written = bool(story.git("status", "--porcelain")) or made
        assert (status, "Written and committed as" in err) == (130, made), (stop.asked, err)
        assert (f"Written: {path}\n" in err) == (written and not made), (stop.asked, err)
        assert story.git("diff", "--cached", "--name-only", "--ita-visible-in-index") == ""
        restored(story, path)
    assert {"commit", "var"} <= set(stop.asked)


class StoppedGit:
    """A git that somebody stops at one of its calls: before it, or `late`, once it has done its work."""

    def __init__(self, at: int, late: bool) -> None:
        self.at = at
        self.late = late
        self.asked: list[str] = []
        self._run = git_commit.run_git

    def __call__(self, *given: Any) -> Any:
        """Do as git does, but for the one call."""
        self.asked.append(given[1][0])
        number = len(self.asked)
        if number == self.at and not self.late:
            raise KeyboardInterrupt
        ran = self._run(*given)
        if number == self.at:
            raise KeyboardInterrupt
        return ran


def restored(story: GitStory, path: str) -> None:
    """Everything as the story began."""
    assert story.head is not None
    story.git("reset", "--quiet", "--hard", story.head)
    story.git("clean", "--quiet", "-d", "--force")


@pytest.mark.parametrize("late", [False, True])
def test_wherever_an_import_is_stopped_the_files_that_it_wrote_are_named(
    story: GitStory, run: Run, tmp_path: Path, late: bool
) -> None:
    (tmp_path / "plan.csv").write_text(
        "Id,Title,Kind,Lead\na,A,agreed_action,acme\nb,B,agreed_action,acme\nc,C,agreed_action,acme\n"
    )
    for at in range(1, 100):
        calls = Calls(interrupted, at, late=late)
        with calls.made(*STEPS):
            status, _, err = run("import", str(tmp_path / "plan.csv"), "--write")
        if not calls.reached:
            break
        named = {line.removeprefix("Written: ") for line in err.splitlines() if line.startswith("Written: ")}
        changed = {line.split()[-1] for line in story.git("status", "--porcelain", "-uall").splitlines()}
        assert (status, named) == (130, changed), (at, calls.done, err)
        assert ("Nothing was written." in err) == (not named)
        restored(story, PATH)
    assert at > 6
