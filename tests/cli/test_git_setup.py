"""`commit git-setup` in real repositories: what it writes, finds and takes back."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from forks import BASE, BOTH, OURS, RECORD, THEIRS, forked, merging, read, standing
from gitstory import GitStory
from gittraps import write_program

from commitments.writing.git.clone_settings import ConfiguredClone

Run = Callable[..., tuple[int, str, str]]

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs shell scripts, links and names of POSIX")
ODD = [pytest.param(name, marks=posix) for name in ('q"uote', "[x]*?", "back\\slash", 'b\\ "*')]

pytestmark = pytest.mark.usefixtures("no_git_settings")


def test_undo_leaves_nothing_behind(git_story: Callable[..., GitStory], run: Run) -> None:
    story = standing(git_story)
    config = (story.git_dir / "config").read_bytes()
    assert run("git-setup", "--check", root=story.root)[0] == 1
    for _ in range(2):
        assert run("git-setup", root=story.root)[0] == 0
    assert (story.git_dir / "config").read_text().count("textconv =") == 1
    assert (story.git_dir / "info/attributes").read_text().count("\n") == 1
    assert run("git-setup", "--check", root=story.root)[0] == 0
    for _ in range(2):
        assert run("git-setup", "--undo", root=story.root)[0] == 0
    assert (story.git_dir / "config").read_bytes() == config
    assert not (story.git_dir / "info/attributes").exists()
    assert run("git-setup", "--check", root=story.root)[0] == 1
    assert story.git("status", "--porcelain") == ""


def test_settings_and_attributes_of_others_stay(git_story: Callable[..., GitStory], run: Run) -> None:
    story = standing(git_story)
    story.config('[diff "word"]', "\ttextconv = x", "[merge]", "\ttool = vimdiff")
    story.ref("info/attributes", "*.doc diff=word\r\n*.png binary")
    before = [(story.git_dir / name).read_bytes() for name in ("config", "info/attributes")]
    run("git-setup", root=story.root)
    assert (story.git_dir / "info/attributes").read_bytes().startswith(before[1])
    run("git-setup", "--undo", root=story.root)
    assert [(story.git_dir / name).read_bytes() for name in ("config", "info/attributes")] == before


def test_a_driver_of_somebody_else_is_told_and_replaced(git_story: Callable[..., GitStory], run: Run) -> None:
    story = standing(git_story)
    run("git-setup", root=story.root)
    story.git("config", "--add", "merge.commitments.driver", "false")
    status, out, _ = run("git-setup", "--check", root=story.root)
    assert (status, "merge.commitments.driver" in out, "textconv" in out) == (1, True, False)
    run("git-setup", root=story.root)
    assert run("git-setup", "--check", root=story.root)[0] == 0


@pytest.mark.parametrize("folder", ["sub", "a b/%O %%", "it's [x]", "#hash", "!not", "Hà Nội", "-x", *ODD])
def test_a_workspace_in_a_folder(folder: str, git_story: Callable[..., GitStory], run: Run) -> None:
    path = f"{folder}/{RECORD}"
    story = forked(git_story, OURS, THEIRS, path)
    assert run("git-setup", root=story.root / folder)[0] == 0
    asked = story.git("check-attr", "-z", "merge", "--", path, RECORD, f"{folder}/a.yaml").split("\0")
    assert asked[2::3] == ["commitments", "unspecified", "unspecified"]
    assert merging(story, "merge", "side")[0] == 0
    assert read(story, path) == BOTH
    assert "+status: in_progress" in story.git("diff", "HEAD~1", "--", f":(literal){path}")


def test_two_workspaces_of_one_repository(git_story: Callable[..., GitStory], run: Run) -> None:
    story = git_story()
    story.commit({f"{item}/records/a.yaml": BASE for item in "xy"})
    for item in "xy":
        run("git-setup", root=story.root / item)
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
    assert "is not in a git repository" in err


def test_to_look_and_to_take_back_are_two_things(tmp_path: Path, run: Run) -> None:
    assert run("git-setup", "--check", "--undo", root=tmp_path)[0] == 2


@posix
def test_a_link_is_not_followed(git_story: Callable[..., GitStory], run: Run) -> None:
    story = standing(git_story)
    target = story.root.parent / "profile"
    target.write_text("alias x=y\n")
    (story.git_dir / "info").mkdir(exist_ok=True)
    (story.git_dir / "info/attributes").symlink_to(target)
    status, _, err = run("git-setup", root=story.root)
    assert (status, "is a link" in err, target.read_text()) == (2, True, "alias x=y\n")


def test_the_hidden_commands_stay_hidden(run: Run) -> None:
    _, out, _ = run("--help")
    assert "git-setup" in out
    assert "git-merge" not in out and "git-textconv" not in out


@posix
def test_a_program_anywhere(git_story: Callable[..., GitStory], tmp_path: Path) -> None:
    place = tmp_path / "100% %O 'of' $HOME;\\" / "python"
    place.parent.mkdir()
    write_program(place, f'exec {shlex.quote(sys.executable)} -P -m commitments "$@"')
    story = forked(git_story, OURS, THEIRS)
    ConfiguredClone(story.repository(), (str(place),)).set_up()
    assert merging(story, "merge", "side")[0] == 0
    assert read(story) == BOTH
    assert "+status: in_progress" in story.git("diff", "HEAD~1")
