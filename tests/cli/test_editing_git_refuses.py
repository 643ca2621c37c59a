"""Edits that git would not take, or is kept from taking: nothing is lost, and what stands there is told."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable

import pytest
from bounds import HANGS
from gitstory import GitStory
from ways_back import undo

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
PEOPLE = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "An"), ("EMAIL", "an@example.org"))
}
NOTE = ["update", "small", "--note", "x"]
NEW = ["new", "abc", "--title", "Abc", "--kind", "agreed_action", "--lead", "acme", "--source", "a.txt"]
INTERRUPTED = "kill -INT 0"
Run = Callable[..., tuple[int, str, str]]

pytestmark = [
    pytest.mark.usefixtures("no_git_settings"),
    pytest.mark.skipif(sys.platform == "win32", reason="the shell of POSIX"),
]


@pytest.fixture
def story(git_story: Callable[..., GitStory], monkeypatch: pytest.MonkeyPatch) -> GitStory:
    """Two records in a repository, with somebody to commit."""
    told = git_story()
    told.commit({PATH: RECORD, "records/away/far.yaml": RECORD.replace("small", "far")})
    told.git("reset", "--hard", "--quiet")
    for name, value in PEOPLE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(told.root)
    return told


def hook(story: GitStory, script: str, name: str = "pre-commit") -> None:
    path = story.git_dir / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def in_a_group_of_its_own(*line: str) -> tuple[int, str]:
    """A command line that a hook can interrupt as Ctrl-C does, all that belongs to it at once."""
    ran = subprocess.run(
        [sys.executable, "-m", "commitments", "--today", "2026-11-22", *line],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        timeout=HANGS,
    )
    return ran.returncode, ran.stderr.decode()


@pytest.mark.parametrize(("line", "path"), [(NEW, "records/abc.yaml"), (NOTE, PATH)])
def test_an_edit_that_is_interrupted_in_a_hook_is_told_and_can_be_taken_back(
    story: GitStory, line: list[str], path: str
) -> None:
    before = story.head
    hook(story, INTERRUPTED)
    status, err = in_a_group_of_its_own(*line, "--commit")
    assert status == 130, err
    assert f"Written: {path}\n" in err
    assert story.git("rev-parse", "HEAD") == before
    assert story.git("diff", "--cached", "--name-only", "--ita-visible-in-index") == ""
    undo(err, story.root)
    assert story.git("status", "--porcelain") == ""


@pytest.mark.parametrize("line", [NEW, NOTE])
def test_a_commit_that_was_made_before_the_interrupt_is_told_as_made(
    story: GitStory, line: list[str]
) -> None:
    before = story.git("rev-parse", "HEAD^{tree}")
    hook(story, INTERRUPTED, "post-commit")
    status, err = in_a_group_of_its_own(*line, "--commit")
    assert status == 130, err
    assert f"Written and committed as {story.git('rev-parse', 'HEAD')[:7]}" in err
    assert story.git("status", "--porcelain") == ""
    (story.git_dir / "hooks/post-commit").unlink()
    undo(err, story.root)
    assert story.git("rev-parse", "HEAD^{tree}") == before


def test_what_git_says_against_somebody_is_told_as_it_says_it(
    story: GitStory, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_DATE", "bad")
    status, out, err = run(*NOTE, "--commit")
    assert (status, out) == (2, ""), err
    assert "invalid date format: bad" in err
    assert "who you are" not in err


def test_a_name_that_git_lacks_is_told_as_such_in_any_language(
    story: GitStory, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in PEOPLE:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANGUAGE", "vi")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "")
    status, _, err = run("--lang", "en", *NOTE, "--commit")
    assert (status, "who you are" in err) == (2, True), err


def test_a_file_that_is_here_is_not_told_to_be_elsewhere(story: GitStory, run: Run) -> None:
    story.git("update-index", "--skip-worktree", PATH)
    status, _, err = run(*NOTE, "--commit")
    assert (status, "not in this checkout" in err, "sparse" in err) == (2, False, False), err
    remedy = next(part for part in err.split("`") if part.startswith("git update-index"))
    story.git(*remedy.split()[1:])
    assert run(*NOTE, "--commit")[0] == 0


@pytest.mark.parametrize(("script", "silent"), [("exit 1", True), ("echo not on a Sunday; exit 1", False)])
def test_a_hook_that_refuses_without_a_word_is_told_as_such(
    story: GitStory, run: Run, script: str, silent: bool
) -> None:
    hook(story, script)
    status, _, err = run(*NOTE, "--commit")
    assert (status, "without saying why" in err, "hooks" in err) == (2, silent, silent), err
    assert ("Fix what git reports" in err, "not on a Sunday" in err) == (not silent, not silent)


@pytest.fixture(params=["sparse", "sparse index", "removed", "removed and staged"])
def elsewhere(story: GitStory, request: pytest.FixtureRequest) -> GitStory:
    """The same, where a record that git has is not on disk."""
    if request.param.startswith("sparse"):
        kind = "--sparse-index" if "index" in request.param else "--no-sparse-index"
        (story.root / "records/here").mkdir()
        story.git("sparse-checkout", "set", "--cone", kind, "records/here")
    elif request.param == "removed":
        (story.root / "records/away/far.yaml").unlink()
    else:
        story.git("rm", "--quiet", "records/away/far.yaml")
    assert not (story.root / "records/away/far.yaml").exists()
    return story


@pytest.mark.parametrize("more", [[], ["--dry-run"], ["--force"], ["--commit"]])
@pytest.mark.parametrize("folder", ["away", "."])
def test_a_record_that_git_has_and_is_not_on_disk_is_not_made_anew(
    elsewhere: GitStory, run: Run, folder: str, more: list[str]
) -> None:
    before = elsewhere.git("status", "--porcelain")
    status, out, err = run("new", "far", *NEW[2:], "--folder", folder, *more)
    assert (status, out, "records/away/far.yaml" in err) == (2, "", True), err
    assert elsewhere.git("status", "--porcelain") == before
    again = run("new", "farther", *NEW[2:], "--folder", ".", *more)
    assert again[0] == 0, again[2]


def test_a_workspace_below_looks_for_no_record_beside_it(story: GitStory, run: Run) -> None:
    story.commit({PATH: RECORD, "below/records/small.yaml": RECORD})
    story.git("reset", "--hard", "--quiet")
    (story.root / PATH).unlink()
    status, _, err = run(*["new", "small", *NEW[2:]], root=story.root / "below")
    assert (status, "The record small already exists" in err) == (2, True), err
    (story.root / "below/records/small.yaml").unlink()
    status, _, err = run(*["new", "small", *NEW[2:]], root=story.root / "below")
    assert (status, "not on disk: records/small.yaml\n" in err) == (2, True), err
    other = RECORD.replace("small", "other")
    story.commit({"below/records/small.yaml": None, "below/records/other.yaml": other})
    story.git("reset", "--hard", "--quiet")
    (story.root / PATH).unlink()
    assert run(*["new", "small", *NEW[2:]], root=story.root / "below")[0] == 0


@pytest.mark.parametrize("state", ["no commit", "a damaged commit", "no git"])
def test_where_git_cannot_be_asked_a_record_can_be_made(
    git_story: Callable[..., GitStory], run: Run, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    story = git_story()
    (story.root / "records").mkdir()
    (story.root / PATH).write_text(RECORD)
    if state == "a damaged commit":
        story.commit({"records/far.yaml": RECORD.replace("small", "far")})
        tree = story.git("rev-parse", "HEAD:records")
        (story.git_dir / "objects" / tree[:2] / tree[2:]).unlink()
    if state == "no git":
        monkeypatch.setenv("PATH", str(story.root))
    status, _, err = run(*NEW, root=story.root)
    assert status == 0, err


def test_nothing_that_a_repository_configures_is_run_to_look_there(story: GitStory, run: Run) -> None:
    hook(story, "touch seen", "monitor")
    story.config(f"[core]\n\tfsmonitor = {story.git_dir}/hooks/monitor")
    assert run(*NEW)[0] == 0
    assert not (story.root / "seen").exists()
