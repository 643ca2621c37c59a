"""`commit git-setup` in real repositories, and what git then does with records. It must not test merging itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from gitstory import GitStory, clean_environment
from gittraps import Trap

Run = Callable[..., tuple[int, str, str]]

BASE = """\
id: a
title: {vi: Cảm biến, en: Sensors}
status: agreed
due: 2026-06   # per letter
milestones:
  - id: m1
    due: 2026-03
  - id: m2
    due: 2026-05
updates:
  - date: 2026-01-12
    note: {en: Begun}
"""
RECORD = "records/sub/a.yaml"
OURS = BASE.replace("    due: 2026-03\n", "    due: 2026-03\n    status: met\n") + "  - date: 2026-02-01\n"
THEIRS = BASE.replace("agreed", "in_progress") + "  - date: 2026-02-02\n    note: {vi: Đã họp}\n"
BOTH = (
    BASE.replace("    due: 2026-03\n", "    due: 2026-03\n    status: met\n").replace("agreed", "in_progress")
    + "  - date: 2026-02-01\n  - date: 2026-02-02\n    note: {vi: Đã họp}\n"
)
pytestmark = pytest.mark.usefixtures("no_git_settings")


def merging(story: GitStory, *arguments: str, where: Path | None = None) -> tuple[int, str]:
    """A git command that may end in a conflict: its status, and all it says."""
    people = ["-c", "user.name=Vi", "-c", "user.email=vi@example.org"]
    done = subprocess.run(
        ["git", *people, *arguments],
        cwd=where or story.root,
        env={**clean_environment(), "GIT_EDITOR": "true"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.returncode, done.stdout.decode()


def forked(git_story: Callable[..., GitStory], ours: str, theirs: str, path: str = RECORD) -> GitStory:
    """A record that two branches changed, standing on ours."""
    story = git_story()
    story.commit({path: BASE})
    story.branch("side")
    story.commit({path: theirs})
    story.switch("main")
    story.commit({path: ours})
    story.git("reset", "--quiet", "--hard")
    return story


def read(story: GitStory, path: str = RECORD) -> str:
    return (story.root / path).read_bytes().decode()


def test_two_branches_are_merged_field_by_field(git_story: Callable[..., GitStory], run: Run) -> None:
    story = forked(git_story, OURS, THEIRS)
    assert merging(story, "merge", "side")[0] == 1
    story.git("merge", "--abort")
    status, out, err = run("git-setup", root=story.root)
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
    story = git_story()
    story.commit({RECORD: BASE})
    run("git-setup", root=story.root)
    first, _, rest = BASE.partition("\n")
    story.write({RECORD: f"{rest}{first}\n"})
    assert "id: a" not in story.git("diff")


def test_what_cannot_be_read_is_shown_as_it_is_but_safe(git_story: Callable[..., GitStory], run: Run) -> None:
    story = git_story()
    story.commit({RECORD: BASE})
    run("git-setup", root=story.root)
    story.write({RECORD: "id: [\r\nb: \x1b[31m\u202e\n".encode() + b"\xff\n"})
    told = story.git("diff")
    assert "\n+id: [\n+b: \\x1b[31m\\u202e\n+\\xff" in told
    assert "\n-status: agreed" in told


def test_undo_leaves_nothing_behind(git_story: Callable[..., GitStory], run: Run) -> None:
    story = git_story()
    story.commit({RECORD: BASE})
    config = (story.git_dir / "config").read_bytes()
    assert run("git-setup", "--check", root=story.root)[0] == 1
    for _ in range(2):
        assert run("git-setup", root=story.root)[0] == 0
    assert (story.git_dir / "config").read_text().count("textconv") == 1
    assert (story.git_dir / "info/attributes").read_text().count("\n") == 1
    assert run("git-setup", "--check", root=story.root)[0] == 0
    for _ in range(2):
        assert run("git-setup", "--undo", root=story.root)[0] == 0
    assert (story.git_dir / "config").read_bytes() == config
    assert not (story.git_dir / "info/attributes").exists()
    assert run("git-setup", "--check", root=story.root)[0] == 1
    assert story.git("status", "--porcelain") == ""


def test_settings_and_attributes_of_others_stay(git_story: Callable[..., GitStory], run: Run) -> None:
    story = git_story()
    story.commit({RECORD: BASE})
    story.config('[diff "word"]', "\ttextconv = x", "[merge]", "\ttool = vimdiff")
    story.ref("info/attributes", "*.doc diff=word\r\n*.png binary")
    before = [(story.git_dir / name).read_bytes() for name in ("config", "info/attributes")]
    run("git-setup", root=story.root)
    assert (story.git_dir / "info/attributes").read_bytes().startswith(before[1])
    run("git-setup", "--undo", root=story.root)
    assert [(story.git_dir / name).read_bytes() for name in ("config", "info/attributes")] == before


def test_a_driver_of_somebody_else_is_told_and_replaced(git_story: Callable[..., GitStory], run: Run) -> None:
    story = git_story()
    story.commit({RECORD: BASE})
    run("git-setup", root=story.root)
    story.git("config", "--add", "merge.commitments.driver", "false")
    status, out, _ = run("git-setup", "--check", root=story.root)
    assert (status, "merge.commitments.driver" in out, "textconv" in out) == (1, True, False)
    run("git-setup", root=story.root)
    assert run("git-setup", "--check", root=story.root)[0] == 0


@pytest.mark.parametrize(
    "folder", ["sub", "a b/%O %%", "q\"uote's", "[x]*?", "#hash", "!not", "Hà Nội", "back\\slash", "-x"]
)
def test_a_workspace_in_a_folder(folder: str, git_story: Callable[..., GitStory], run: Run) -> None:
    path = f"{folder}/{RECORD}"
    story = forked(git_story, OURS, THEIRS, path)
    assert run("git-setup", root=story.root / folder)[0] == 0
    asked = story.git("check-attr", "-z", "merge", "--", path, RECORD, f"{folder}/a.yaml").split("\0")
    assert asked[2::3] == ["commitments", "unspecified", "unspecified"]
    assert merging(story, "merge", "side")[0] == 0
    assert read(story, path) == BOTH
    assert "milestones[m1].status: met" in story.git("diff", "HEAD~1", "--", f":(literal){path}")


def test_two_workspaces_of_one_repository(git_story: Callable[..., GitStory], run: Run) -> None:
    story = git_story()
    story.commit({f"{each}/records/a.yaml": BASE for each in "xy"})
    for each in "xy":
        run("git-setup", root=story.root / each)
    run("git-setup", "--undo", root=story.root / "x")
    assert run("git-setup", "--check", root=story.root / "y")[0] == 0
    assert run("git-setup", "--check", root=story.root / "x")[0] == 1
    run("git-setup", "--undo", root=story.root / "y")
    assert "commitments" not in (story.git_dir / "config").read_text()


def test_a_linked_worktree_is_set_up_with_all_others(git_story: Callable[..., GitStory], run: Run) -> None:
    story = forked(git_story, OURS, THEIRS)
    linked = story.worktree(at="side")
    assert run("git-setup", root=linked)[0] == 0
    assert run("git-setup", "--check", root=story.root)[0] == 0
    assert merging(story, "merge", "main", where=linked)[0] == 0
    assert sorted((linked / RECORD).read_text("utf-8").splitlines()) == sorted(BOTH.splitlines())


def test_outside_a_repository_there_is_nothing_to_set_up(tmp_path: Path, run: Run) -> None:
    (tmp_path / "records").mkdir()
    status, out, err = run("git-setup", root=tmp_path)
    assert (status, out) == (2, "")
    assert "is in no git repository" in err


def test_to_look_and_to_take_back_are_two_things(tmp_path: Path, run: Run) -> None:
    assert run("git-setup", "--check", "--undo", root=tmp_path)[0] == 2


def test_a_link_is_not_followed(git_story: Callable[..., GitStory], run: Run) -> None:
    story = git_story()
    story.commit({RECORD: BASE})
    target = story.root.parent / "profile"
    target.write_text("alias x=y\n")
    (story.git_dir / "info").mkdir(exist_ok=True)
    (story.git_dir / "info/attributes").symlink_to(target)
    status, _, err = run("git-setup", root=story.root)
    assert (status, "is a link" in err, target.read_text()) == (2, True, "alias x=y\n")


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


def test_the_hidden_commands_stay_hidden(run: Run) -> None:
    _, out, _ = run("--help")
    assert "git-setup" in out
    assert "git-merge" not in out and "git-textconv" not in out


def test_a_file_that_is_gone_is_an_error(run: Run, tmp_path: Path) -> None:
    assert run("git-textconv", str(tmp_path / "none"))[0] == 2
    assert run("git-merge", *[str(tmp_path / "none")] * 3, "7", "x")[0] == 2
    assert os.listdir(tmp_path) == []
