"""What git does with records in a clone that was set up for them, for real. Does not test merging itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from clashes import clash
from forks import BASE, BOTH, OURS, RECORD, THEIRS, forked, merging, read, standing
from gitstory import GitStory
from gittraps import Trap, write_program
from laws import examples

Run = Callable[..., tuple[int, str, str]]

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs shell scripts and names of POSIX")

pytestmark = pytest.mark.usefixtures("no_git_settings")


def test_two_branches_are_merged_field_by_field(git_story: Callable[..., GitStory], run: Run) -> None:
    story = forked(git_story, OURS, THEIRS)
    assert merging(story, "merge", "side")[0] == 1
    story.git("merge", "--abort")
    status, _, err = run("git-setup", root=story.root)
    assert (status, err) == (0, "")
    assert merging(story, "merge", "side")[0] == 0
    assert read(story) == BOTH
    assert story.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    "command",
    [
        ["rebase", "side"],
        ["cherry-pick", "side"],
        ["merge", "--no-ff", "side"],
        ["pull", ".", "side", "--no-rebase"],
    ],
    ids=" ".join,
)
def test_whatever_merges_does(command: list[str], git_story: Callable[..., GitStory], run: Run) -> None:
    story = forked(git_story, OURS, THEIRS)
    run("git-setup", root=story.root)
    assert merging(story, *command)[0] == 0
    assert sorted(read(story).splitlines()) == sorted(BOTH.splitlines())


def test_what_clashes_is_left_as_a_conflict_of_git(git_story: Callable[..., GitStory], run: Run) -> None:
    story = forked(git_story, OURS.replace("2026-06", "2026-09"), THEIRS.replace("2026-06", "2026-12"))
    run("git-setup", root=story.root)
    status, told = merging(story, "merge", "side")
    assert status == 1
    assert f"{RECORD}: both sides changed due" in told
    assert f"CONFLICT (content): Merge conflict in {RECORD}" in told
    text = read(story)
    for line in (
        "<<<<<<< ",
        "due: 2026-09",
        "=======",
        "due: 2026-12",
        ">>>>>>> ",
        "    status: met",
        "in_progress",
    ):
        assert line in text, line
    assert len(story.git("ls-files", "--unmerged").splitlines()) == 3


PROSE = BASE.replace(
    "{en: Begun}", "\n      en: >-\n        One\n        two\n        three\n        four\n        five"
)


def test_a_clash_that_git_would_not_see_is_shown(git_story: Callable[..., GitStory], run: Run) -> None:
    story = forked(git_story, PROSE.replace("One", "Eins"), PROSE.replace("five", "fünf"))
    story.git("reset", "--quiet", "--hard", "side~1")
    story.commit({RECORD: PROSE})
    one, other = PROSE.replace("One", "Eins"), PROSE.replace("five", "fünf")
    story.branch("other")
    story.commit({RECORD: other})
    story.switch("main")
    story.commit({RECORD: one})
    story.git("reset", "--quiet", "--hard")
    assert merging(story, "merge", "other")[0] == 0
    story.git("reset", "--quiet", "--hard", "HEAD~1")
    run("git-setup", root=story.root)
    status, told = merging(story, "merge", "other")
    assert (status, "both sides changed updates[2026-01-12].note.en" in told) == (1, True)
    head, _, rest = read(story).partition("<<<<<<< ours\n")
    mine, _, rest = rest.partition("=======\n")
    yours, _, tail = rest.partition(">>>>>>> theirs\n")
    assert (head + mine + tail, head + yours + tail) == (one, other)


def test_unreadable_records_are_merged_as_lines(git_story: Callable[..., GitStory], run: Run) -> None:
    story = forked(git_story, BASE.replace("id: a", "id: &x a"), BASE + "tags: [x]\n")
    run("git-setup", root=story.root)
    assert merging(story, "merge", "side")[0] == 0
    assert read(story) == BASE.replace("id: a", "id: &x a") + "tags: [x]\n"


def test_a_record_added_on_both_sides_is_a_conflict(git_story: Callable[..., GitStory], run: Run) -> None:
    story = git_story()
    story.commit({"records/b.yaml": BASE})
    story.branch("side")
    story.commit({RECORD: THEIRS})
    story.switch("main")
    story.commit({RECORD: OURS})
    story.git("reset", "--quiet", "--hard")
    run("git-setup", root=story.root)
    assert merging(story, "merge", "side")[0] == 1
    assert all(line in read(story).splitlines() for line in {*OURS.splitlines(), *THEIRS.splitlines()})


def test_a_diff_says_which_field(git_story: Callable[..., GitStory], run: Run) -> None:
    story = forked(git_story, OURS, THEIRS)
    run("git-setup", root=story.root)
    for command in (["diff", "HEAD~1"], ["log", "-p", "-1"], ["show"]):
        told = [
            line for line in story.git(*command).splitlines() if line[:1] in "+-" and line[1:2] not in "+-"
        ]
        assert told == ["+milestones[m1].status: met", "+updates[2026-02-01].date: 2026-02-01"]
    assert "+    status: met" in story.git("diff", "--no-textconv", "HEAD~1")


def test_the_order_of_fields_is_no_difference_in_a_diff(git_story: Callable[..., GitStory], run: Run) -> None:
    story = standing(git_story)
    run("git-setup", root=story.root)
    first, _, rest = BASE.partition("\n")
    story.write({RECORD: f"{rest}{first}\n"})
    assert not [line for line in story.git("diff").splitlines() if line[:1] in "+-" and line[3:4] != " "]
    assert "-id: a" in story.git("diff", "--no-textconv")


def test_what_cannot_be_read_is_shown_as_it_is_but_safe(git_story: Callable[..., GitStory], run: Run) -> None:
    story = standing(git_story)
    run("git-setup", root=story.root)
    story.write({RECORD: "id: [\r\nb: \x1b[31m\u202e\n".encode() + b"\xff\n"})
    told = story.git("diff")
    assert "\n+id: [\n+b: \\x1b[31m\\u202e\n+\\xff" in told
    assert "\n-status: agreed" in told


@posix
def test_where_commit_is_gone_git_merges_and_shows_lines(
    git_story: Callable[..., GitStory], run: Run
) -> None:
    story = forked(git_story, OURS, THEIRS)
    run("git-setup", root=story.root)
    for name in ("merge.commitments.driver", "diff.commitments.textconv"):
        story.git("config", name, story.git("config", name).replace(sys.executable, "/nowhere/python"))
    assert "+    status: met" in story.git("diff", "HEAD~1")
    assert merging(story, "merge", "side")[0] == 1
    assert all(
        line in read(story).splitlines()
        for line in {*OURS.splitlines(), *THEIRS.splitlines(), "======="} - set(BASE.splitlines())
    )


@posix
def test_nothing_in_the_repository_is_run(git_story: Callable[..., GitStory], run: Run) -> None:
    story = forked(git_story, OURS, THEIRS)
    trap = Trap(story.root.parent / "trap")
    code = f"open({str(trap.mark)!r}, 'w')\n"
    story.write(
        {"commitments/__init__.py": code, "commitments/__main__.py": code, "yaml.py": code, "typer.py": code}
    )
    story.write({"git": story.executable(f"#!/bin/sh\n{trap.program}\n")})
    story.config("[core]", f"\tfsmonitor = {trap.program}", f"\thooksPath = {trap.program.parent}")
    run("git-setup", root=story.root)
    story.git("-c", "core.fsmonitor=false", "diff", "HEAD~1")
    assert merging(story, "-c", "core.fsmonitor=false", "merge", "side")[0] == 0
    assert not trap.sprung


@posix
def test_branches_of_any_name(git_story: Callable[..., GitStory], run: Run) -> None:
    story = forked(git_story, OURS.replace("2026-06", "2026-09"), THEIRS.replace("2026-06", "2026-12"))
    name = "$(touch${IFS}x);%O'\"&"
    story.git("branch", "-m", "side", name)
    run("git-setup", root=story.root)
    assert merging(story, "merge", name)[0] == 1
    assert "due: 2026-12" in read(story)
    assert not (story.root / "x").exists()


def test_labels_and_sizes_are_as_git_says(
    git_story: Callable[..., GitStory], run: Run, tmp_path: Path
) -> None:
    files = [tmp_path / name for name in ("o", "a", "b")]
    texts = [BASE, BASE.replace("agreed", "withdrawn"), BASE.replace("agreed", "proposed")]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8", newline="\n")
    named = [*map(str, files), "9", "-x\x1b", "base", "HEAD", "side \x1b[1m"]
    status, _, err = run("git-merge", "--", *named)
    assert (status, err) == (1, "-x\\x1b: both sides changed status\n")
    assert (
        "<<<<<<<<< HEAD\nstatus: withdrawn\n=========\nstatus: proposed\n>>>>>>>>> side \\x1b[1m\n"
        in files[1].read_text()
    )
    assert files[0].read_text("utf-8") == BASE


@posix
@pytest.mark.parametrize("script", ["exit 128", "kill -KILL $$"])
def test_where_git_dies_in_a_merge_ours_stays_and_a_conflict_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    files = [tmp_path / name for name in ("o", "a", "b")]
    texts = [BASE, BASE.replace("per letter", "by fax"), BASE.replace("per letter", "by hand")]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8", newline="\n")
    (tmp_path / "bin").mkdir()
    write_program(tmp_path / "bin/git", script)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    status, _, err = run("git-merge", *map(str, files), "7", "records/a.yaml")
    assert (status, err) == (1, "records/a.yaml: the edits of both sides cannot be merged with certainty\n")
    assert [file.read_text("utf-8") for file in files] == texts


def test_a_file_that_is_gone_is_an_error(run: Run, tmp_path: Path) -> None:
    assert run("git-textconv", str(tmp_path / "none"))[0] == 2
    assert run("git-merge", *[str(tmp_path / "none")] * 3, "7", "x")[0] == 2
    assert os.listdir(tmp_path) == []


def test_a_clash_is_marked_alone_and_git_diff_shows_it_alone(
    git_story: Callable[..., GitStory], run: Run
) -> None:
    story = forked(git_story, OURS.replace("2026-06 ", "2026-09 "), THEIRS.replace("2026-06 ", "2026-12 "))
    run("git-setup", root=story.root)
    assert merging(story, "merge", "side")[0] == 1
    head, _, rest = read(story).partition("<<<<<<< ")
    clash, _, tail = rest.partition(">>>>>>> ")
    assert clash.splitlines()[1:] == ["due: 2026-09   # per letter", "=======", "due: 2026-12   # per letter"]
    whole = f"{head}due: 2026-06   # per letter\n{tail.partition(chr(10))[2]}"
    assert whole == BOTH
    shown = [line for line in story.git("diff").splitlines() if line[:2] in ("++", "--")]
    assert [line[:9] for line in shown if line[:3] not in ("+++", "---")] == [
        *("++<<<<<<<", "++=======", "++>>>>>>>")
    ]


def test_of_many_merges_with_a_clash_and_news_on_both_sides_none_loses_any(
    git_story: Callable[..., GitStory], run: Run
) -> None:
    pairs = {f"records/r{seed}.yaml": clash(Random(seed)) for seed in range(examples(300, 24))}
    story = git_story()
    story.commit({path: pair.base for path, pair in pairs.items()})
    run("git-setup", root=story.root)
    story.branch("side")
    story.commit({path: pair.theirs for path, pair in pairs.items()})
    story.switch("main")
    story.commit({path: pair.ours for path, pair in pairs.items()})
    story.git("reset", "--quiet", "--hard")
    status, told = merging(story, "merge", "side")
    assert (status, told.count("CONFLICT")) == (1, len(pairs))
    for path, pair in pairs.items():
        text = read(story, path)
        assert text.count("<<<<<<< ") == text.count(">>>>>>> ") > 0
        assert all(note in text for note in pair.news)
