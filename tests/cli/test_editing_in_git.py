"""Edits in repositories as people have them: what is committed, what hooks see, and the way back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
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
NEW = ["new", "--title", "Abc", "--kind", "agreed_action", "--lead", "acme", "--source", "a.txt"]
Run = Callable[..., tuple[int, str, str]]

pytestmark = [
    pytest.mark.usefixtures("no_git_settings"),
    pytest.mark.skipif(sys.platform == "win32", reason="the shell of POSIX"),
]


@pytest.fixture
def story(git_story: Callable[..., GitStory], monkeypatch: pytest.MonkeyPatch) -> GitStory:
    """One record in a repository, with somebody to commit."""
    told = git_story()
    told.commit({PATH: RECORD, "notes.txt": "one\n"})
    told.git("read-tree", "HEAD")
    for name, value in PEOPLE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(told.root)
    return told


def text(story: GitStory, path: str = PATH) -> str:
    return (story.root / path).read_bytes().decode()


@pytest.mark.parametrize("commit", [False, True])
@pytest.mark.parametrize("where", ["above", "another repository", "below"])
def test_the_way_back_leads_back_from_any_folder(
    story: GitStory,
    git_story: Callable[..., GitStory],
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    commit: bool,
) -> None:
    other = git_story()
    other.commit({PATH: "another\n"})
    folders = {"above": story.root.parent, "another repository": other.root, "below": story.root / "records"}
    here = folders[where]
    monkeypatch.chdir(here)
    status, _, err = run(*NOTE, *(["--commit"] if commit else []), root=story.root)
    assert (status, text(story) != RECORD) == (0, True), err
    undo(err, here)
    assert text(story) == RECORD
    assert text(other) == "another\n"


def test_the_way_back_leads_to_what_was_there_and_not_to_what_is_staged(story: GitStory, run: Run) -> None:
    (story.root / PATH).write_text(f"{RECORD}# staged\n")
    story.git("add", PATH)
    (story.root / PATH).write_text(RECORD)
    undo(run(*NOTE)[2], story.root)
    assert text(story) == RECORD


@pytest.mark.parametrize("commit", [False, True])
def test_no_file_of_a_like_name_is_touched(story: GitStory, run: Run, commit: bool) -> None:
    odd, like = "records/*/odd.yaml", "records/a/odd.yaml"
    one = RECORD.replace("small", "odd")
    story.commit({PATH: RECORD, odd: one, like: one})
    story.git("read-tree", "HEAD")
    (story.root / like).write_text("mine\n")
    status, _, err = run("update", "odd", "--note", "x", *(["--commit"] if commit else []))
    assert (status, "records/*/odd.yaml" in err or commit) == (0, True), err
    assert story.git("show", f"HEAD:{like}") == one.strip()
    undo(err, story.root)
    assert (text(story, odd), text(story, like)) == (one, "mine\n")


@pytest.mark.parametrize("commit", [False, True])
def test_a_workspace_may_be_a_folder_of_a_repository(story: GitStory, run: Run, commit: bool) -> None:
    story.commit({PATH: f"{RECORD}# above\n", f"below/{PATH}": RECORD})
    story.git("read-tree", "HEAD")
    root = story.root / "below"
    status, _, err = run(*NOTE, *(["--commit"] if commit else []), root=root)
    assert (status, "earlier changes" in err, f"commit undo --root {root}" in err) == (0, False, True), err
    undo(err, story.root)
    assert text(story, f"below/{PATH}") == RECORD


def test_a_repository_that_is_only_named_is_not_committed_to(
    story: GitStory, git_story: Callable[..., GitStory], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = git_story()
    other.commit({PATH: RECORD})
    before = other.git("rev-parse", "HEAD")
    monkeypatch.setenv("GIT_DIR", str(other.git_dir))
    status, _, err = run(*NOTE, "--commit")
    assert status == 0, err
    assert "note" in story.git("show", f"HEAD:{PATH}")
    assert other.git("rev-parse", "HEAD") == before


@pytest.mark.parametrize("name", ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"])
def test_nothing_is_written_amid_what_git_has_begun(story: GitStory, run: Run, name: str) -> None:
    (story.git_dir / name).write_text(f"{story.head}\n")
    status, _, err = run(*NOTE, "--commit")
    assert (status, "under way" in err, text(story)) == (2, True, RECORD)


def test_a_commit_is_named_as_people_name_it(story: GitStory, run: Run) -> None:
    err = run(*NOTE, "--commit")[2]
    assert f"Written and committed as {story.git('rev-parse', 'HEAD')[:7]}: small: " in err


def test_a_commit_of_a_file_that_git_did_not_have_says_that_it_holds_more(story: GitStory, run: Run) -> None:
    (story.root / "records/new.yaml").write_text(RECORD.replace("small", "new"))
    status, _, err = run("update", "new", "--note", "x", "--commit")
    assert (status, "earlier changes" in err) == (0, True), err


def test_line_ends_that_git_made_are_no_earlier_changes(story: GitStory, run: Run) -> None:
    story.config("[core]\n\tautocrlf = true")
    (story.root / PATH).write_bytes(RECORD.replace("\n", "\r\n").encode())
    status, _, err = run(*NOTE, "--commit")
    assert (status, "earlier changes" in err) == (0, False), err
    assert text(story).count("\r\n") == text(story).count("\n")
    assert "\r" not in story.git("show", f"HEAD:{PATH}")


def test_a_new_record_is_no_earlier_change(story: GitStory, run: Run) -> None:
    line = [
        "new",
        "--title",
        "Abc",
        "--kind",
        "agreed_action",
        "--lead",
        "acme",
        "--source",
        "a.txt",
        "--commit",
    ]
    status, _, err = run(*line)
    assert (status, "earlier changes" in err) == (0, False), err
    undo(err, story.root)
    assert not (story.root / "records/abc.yaml").exists()


def hook(story: GitStory, script: str) -> None:
    """What git runs before it commits."""
    path = story.git_dir / "hooks/pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(("line", "seen"), [(NOTE, f"M\t{PATH}\n"), (NEW, "A\trecords/abc.yaml\n")])
def test_hooks_ask_git_as_they_always_do(story: GitStory, run: Run, line: list[str], seen: str) -> None:
    hook(story, "git diff --cached --name-status -- '*.yaml' > seen")
    assert run(*line, "--commit")[0] == 0
    assert text(story, "seen") == seen


@pytest.mark.parametrize("before", ["committed", "changed", "staged", "unknown to git"])
def test_what_git_did_not_commit_can_be_taken_back(story: GitStory, run: Run, before: str) -> None:
    hook(story, "echo not on a Sunday >&2; exit 1")
    if before != "committed":
        (story.root / PATH).write_text(f"{RECORD}# mine\n")
    if before == "staged":
        story.git("add", PATH)
    line = NEW if before == "unknown to git" else NOTE
    was, staged = text(story), story.git("status", "--porcelain")
    status, _, err = run(*line, "--commit")
    told = err.splitlines()
    assert (status, told[0].startswith("Written: records/")) == (2, True), err
    assert "not on a Sunday" in told[-2]
    assert told[-1].startswith("  Fix what git reports")
    assert story.git("log", "--format=%s").count("\n") == 0
    undo(err, story.root)
    assert (text(story), story.git("status", "--porcelain")) == (was, staged)
    assert not (story.root / "records/abc.yaml").exists()


def test_what_git_would_not_commit_for_want_of_a_name_is_not_written(
    story: GitStory, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in PEOPLE:
        monkeypatch.delenv(name)
    story.config("[user]\n\tuseConfigOnly = true")
    for line in (NOTE, NEW, ["new"]):
        status, out, err = run(*line, "--commit")
        assert (status, out, "git config --global user.name" in err) == (2, "", True), err
    assert text(story) == RECORD
    assert not (story.root / "records/abc.yaml").exists()


@pytest.fixture
def sparse(story: GitStory) -> GitStory:
    """The same, with two records more, only one of which is checked out."""
    far, near = (RECORD.replace("small", id) for id in ("far", "near"))
    story.commit({PATH: RECORD, "records/away/far.yaml": far, "records/here/near.yaml": near})
    story.git("reset", "--hard", "--quiet")
    story.git("sparse-checkout", "set", "--cone", "records/here")
    return story


@pytest.mark.parametrize("line", [[*NEW, "--folder", "away"], ["update", "mine", "--note", "x"]])
def test_a_record_outside_of_a_sparse_checkout_is_committed(
    sparse: GitStory, run: Run, line: list[str]
) -> None:
    mine = sparse.root / "records/away/mine.yaml"
    mine.parent.mkdir(exist_ok=True)
    if line[0] == "update":
        mine.write_text(RECORD.replace("small", "mine"))
    status, _, err = run(*line, "--commit")
    assert status == 0, err
    [name] = sparse.git("show", "--format=", "--name-only", "HEAD").split()
    assert name in ("records/away/abc.yaml", "records/away/mine.yaml")
    again = run("update", Path(name).stem, "--note", "y", "--commit")
    assert again[0] == 0, again[2]
    for item in (again[2], err):
        undo(item, sparse.root)
    assert sparse.git("rev-parse", "HEAD") == sparse.head
    assert mine.exists() == mine.parent.exists() == (line[0] == "update")


def test_a_record_that_git_has_elsewhere_is_not_written_over(sparse: GitStory, run: Run) -> None:
    status, out, err = run("new", "far", *NEW[1:], "--folder", "away", "--commit")
    assert (status, out, "but not in this checkout" in err) == (2, "", True), err
    assert not (sparse.root / "records/away/far.yaml").exists()


def test_a_file_whose_changes_git_is_to_overlook_is_not_written_to_be_committed(
    story: GitStory, run: Run
) -> None:
    story.git("update-index", "--skip-worktree", PATH)
    assert (run(*NOTE, "--commit")[0], text(story)) == (2, RECORD)


@pytest.mark.parametrize(
    "line",
    [
        NEW,
        ["update", "mine", "--note", "x"],
    ],
)
def test_what_git_ignores_is_not_written_to_be_committed(story: GitStory, run: Run, line: list[str]) -> None:
    mine = RECORD.replace("small", "mine")
    (story.root / "records/mine.yaml").write_text(mine)
    (story.root / ".gitignore").write_text("mine.yaml\nabc.yaml\n")
    status, out, err = run(*line, "--commit")
    assert (status, out) == (2, ""), err
    assert "ignored" in err
    assert text(story, "records/mine.yaml") == mine
    assert sorted(path.name for path in (story.root / "records").iterdir()) == ["mine.yaml", "small.yaml"]
    assert run(*line)[0] == 0


def test_what_git_has_is_committed_though_it_would_be_ignored(story: GitStory, run: Run) -> None:
    (story.root / ".gitignore").write_text("records/\n")
    assert run(*NOTE, "--commit")[0] == 0


@pytest.mark.parametrize(
    "line",
    [
        NOTE,
        ["milestone", "small", "m1", "met"],
        ["hold", "small", "2026"],
        ["reschedule", "small", "2027"],
        ["close", "small"],
        ["reopen", "small"],
        ["new"],
    ],
)
def test_each_command_finds_out_first_whether_git_can_commit(
    make_workspace: Callable[..., Path], run: Run, line: list[str]
) -> None:
    root = make_workspace({"small.yaml": RECORD})
    status, _, err = run(*line, "--commit", root=root)
    assert (status, "not in a git repository" in err) == (2, True), err
    assert (root / PATH).read_text() == RECORD
