"""`commit changes` in every kind of repository: the right answer, or one line that says why there is none."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory
from gittraps import Trap

from commitments.cli import progress

Run = Callable[..., Any]
Story = Callable[..., GitStory]
Rows = list[dict[str, Any]]
pytestmark = pytest.mark.usefixtures("no_git_settings")


@pytest.fixture
def story(git_story: Story, record: Callable[..., str]) -> GitStory:
    """Four commits of one record, the third of which cannot be read; and another beside it."""
    made = git_story()
    made.commit({"records/small.yaml": record(), "records/b.yaml": record(id="b")})
    made.commit({"records/small.yaml": record(due="2026-01")})
    made.commit({"records/small.yaml": "id: [\n"})
    made.commit({"records/small.yaml": record(due="2027"), "records/b.yaml": record(id="b", due="2028")})
    return made


def told(rows: Rows) -> list[tuple[Any, ...]]:
    return [(row["id"], row["change"], row["field"]) for row in rows]


WHOLE = [
    ("b", "added", None),
    ("small", "added", None),
    ("small", "changed", "due"),
    ("small", "unreadable", None),
    ("b", "changed", "due"),
    ("small", "readable", None),
    ("small", "changed", "due"),
]


def kinds_of_place(story: GitStory, kind: str) -> Path:
    if kind == "detached":
        story.detach()
    elif kind == "bare":
        return story.bare()
    elif kind == "linked":
        return story.worktree()
    elif kind == "clone":
        story.git("clone", "--quiet", "--template=", str(story.root), str(story.root.parent / "clone"))
        return story.root.parent / "clone"
    elif kind == "packed":
        story.git("gc", "--quiet", "--prune=now")
    elif kind == "apart":
        shutil.move(story.git_dir, story.root.parent / "apart.git")
        (story.root / ".git").write_text(f"gitdir: {story.root.parent / 'apart.git'}\n", encoding="utf-8")
    return story.root


KINDS = ["plain", "detached", "bare", "linked", "clone", "packed", "apart"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_repository_of_any_kind_tells_the_same(
    kind: str, story: GitStory, rows: Callable[..., Rows]
) -> None:
    root = kinds_of_place(story, kind)
    for _ in ("cold", "warm"):
        assert told(rows(root)) == WHOLE
        assert told(rows(root, "--since", story.commits[2])) == WHOLE[4:]
        assert told(rows(root, "--all-commits")) == WHOLE


def test_ids_of_sha_256(git_story: Story, rows: Callable[..., Rows]) -> None:
    story = git_story("sha256")
    story.commit({"records/a.yaml": "id: a\n"})
    story.commit({"records/a.yaml": "id: a\nx: 1\n"})
    story.write({"records/a.yaml": "id: a\nx: 2\n"})
    found = rows(story.root)
    assert [item["new"] for item in found] == [{"id": "a"}, 1, 2]
    assert [item["commit"] for item in found] == [*story.commits, None]
    assert len(story.commits[0]) == 64
    assert rows(story.root, "--since", story.commits[0]) == found[1:]


def test_a_detached_head_is_where_history_ends(story: GitStory, rows: Callable[..., Rows]) -> None:
    story.detach(story.commits[1])
    assert told(rows(story.root)) == WHOLE[:3]
    assert told(rows(story.root, "--until", "main")) == WHOLE


def test_a_workspace_in_a_folder(
    git_story: Story, rows: Callable[..., Rows], monkeypatch: pytest.MonkeyPatch
) -> None:
    story = git_story()
    story.commit({"records/a.yaml": "id: a\n", "ws/records/b.yaml": "id: b\n"})
    story.write({"records/a.yaml": "id: a\nx: 1\n", "ws/records/b.yaml": "id: b\nx: 2\n"})
    assert [row["path"] for row in rows(story.root / "ws")] == ["records/b.yaml", "records/b.yaml"]
    monkeypatch.chdir(story.root / "ws/records")
    assert [load["id"] for load in json.loads(json.dumps(rows(Path(".."))))] == ["b", "b"]


SHALLOW: list[tuple[int, list[tuple[Any, ...]], int]] = [(1, [], 4), (3, WHOLE[3:], 2)]


@pytest.mark.parametrize(("depth", "expected", "first"), SHALLOW)
@pytest.mark.parametrize(
    "words", [[], ["--all-commits"], ["--since", "2024-01-01"], ["--committed"]], ids=" ".join
)
def test_a_clone_cut_short_says_where_it_begins(
    words: list[str],
    depth: int,
    expected: list[tuple[Any, ...]],
    first: int,
    story: GitStory,
    run: Run,
) -> None:
    ran = run("changes", "-f", "json", *words, root=story.shallow(depth))
    assert ran.status == 0
    assert told(json.loads(ran.out)["changes"]) == expected  # never that all was added at the cut
    (line,) = ran.err.splitlines()
    assert "shallow" in line and story.commits[first - 1][:7] in line and "--unshallow" in line


def test_a_span_within_a_clone_cut_short_needs_no_word(story: GitStory, rows: Callable[..., Rows]) -> None:
    assert told(rows(story.shallow(3), "--since", story.commits[1])) == WHOLE[3:]


def test_nor_one_that_begins_in_a_spell(story: GitStory, rows: Callable[..., Rows]) -> None:
    assert told(rows(story.shallow(3), "--since", story.commits[2])) == WHOLE[4:]


def test_a_clone_cut_in_a_spell_tells_the_rest(story: GitStory, run: Run) -> None:
    ran = run("changes", "-f", "json", root=story.shallow(2))
    assert ran.status == 0
    assert told(json.loads(ran.out)["changes"]) == [("b", "changed", "due"), ("small", "readable", None)]


def test_a_clone_cut_in_a_spell_tells_what_is_mended_in_the_working_tree(
    story: GitStory, run: Run, record: Callable[..., str]
) -> None:
    story.ref("refs/heads/main", story.commits[2])
    clone = story.shallow(1)
    (clone / "records/small.yaml").write_text(record(), encoding="utf-8")
    for words in ([], ["--all-commits"]):
        ran = run("changes", "-f", "json", *words, root=clone)
        assert ran.status == 0
        (row,) = json.loads(ran.out)["changes"]
        assert (row["commit"], row["id"], row["change"]) == (None, "small", "readable")


def test_before_the_first_commit(git_story: Story, run: Run, rows: Callable[..., Rows]) -> None:
    story = git_story()
    story.write({"records/a.yaml": "id: a\n"})
    (row,) = rows(story.root)
    assert (row["commit"], row["change"], row["new"]) == (None, "added", {"id": "a"})
    assert rows(story.root, "--committed") == rows(story.root, "--until", "1d") == []
    assert "0 commits were checked" in run("changes", "--committed", root=story.root).out
    refused = run("changes", "--since", "HEAD", root=story.root)
    assert (refused.status, refused.out, len(refused.err.splitlines())) == (2, "", 2)


def no_answer(story: GitStory, why: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    match why:
        case "no repository":
            shutil.rmtree(story.git_dir)
            monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(story.root.parent))
        case "no git":
            monkeypatch.setenv("PATH", "/nowhere")
        case "a broken head":
            (story.git_dir / "refs/heads/main").write_text("1" * 40 + "\n", encoding="utf-8")
        case "a commit that is gone":
            story.objects.path(story.commits[1]).unlink()
        case "a file that is gone":
            story.objects.path(story.git("rev-parse", f"{story.commits[1]}:records/small.yaml")).unlink()
        case "files elsewhere":
            story.git("config", "core.worktree", str(story.root.parent))
        case "a format of the future":
            story.config("[core]", "repositoryFormatVersion = 99")
    return story.root


WHY = {
    "no repository": "git init",
    "no git": "git is not installed",
    "a broken head": "git fsck",
    "a commit that is gone": "git fsck",
    "a file that is gone": "git fsck",
    "files elsewhere": "core.worktree",
    "a format of the future": "git -C",
}


ASKED = [["changes"], ["changes", "--all-commits", "-f", "csv"], ["slips"], ["trend"]]
WITHOUT = [(words, why) for words in ASKED for why in WHY if words != ["trend"] or "gone" not in why]
"""No month that `trend` counts ended with what is gone."""


@pytest.mark.parametrize(("words", "why"), WITHOUT)
def test_where_there_is_no_answer_one_line_says_why(
    words: list[str], why: str, story: GitStory, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = no_answer(story, why, monkeypatch)
    ran = run(*words, root=root)
    assert (ran.status, ran.out) == (2, ""), ran.err
    assert len(ran.err.splitlines()) == 2, "a line and a hint"
    assert WHY[why] in ran.err
    assert run(*words, "--lang", "vi", root=root).status == 2


@pytest.mark.skipif(sys.platform == "win32", reason="the trap is a script")
def test_a_partial_clone_fetches_nothing(story: GitStory, run: Run, tmp_path: Path) -> None:
    trap = Trap(tmp_path / "trap")
    story.config("[uploadpack]", "allowFilter = true")
    clone = story.root.parent / "partial"
    story.git("clone", "-q", "--template=", "--filter=blob:none", story.root.as_uri(), str(clone))
    story.git("config", "remote.origin.uploadpack", str(trap.program), where=clone)
    ran = run("changes", root=clone)
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 2)
    assert "partial clone" in ran.err
    assert run("changes", "--since", "HEAD", root=clone).status == 0, "what is here is told"
    assert run("status", root=clone).status == 0
    assert not trap.sprung


@pytest.fixture
def on_a_terminal(monkeypatch: pytest.MonkeyPatch, run: Run) -> Callable[..., str]:
    """`on_a_terminal(*words, patience, terminal=True)`: what standard error shows meanwhile."""

    def ran(*words: str, patience: float, root: Path, terminal: bool = True) -> str:
        shown = io.StringIO()
        shown.isatty = lambda: terminal  # type: ignore[method-assign]
        with monkeypatch.context() as patch:
            patch.setattr(progress, "_PATIENCE", patience)
            patch.setattr(progress, "_STEP", -1)
            patch.setattr(sys, "stderr", shown)
            assert run(*words, root=root).status == 0
        return shown.getvalue()

    return ran


@pytest.mark.parametrize("words", [["changes"], ["changes", "--all-commits"], ["slips"]], ids=" ".join)
def test_progress_is_shown_where_somebody_waits(
    words: list[str], story: GitStory, on_a_terminal: Callable[..., str]
) -> None:
    shown = on_a_terminal(*words, "--no-cache", patience=-1, root=story.root)
    assert "reading history: 0 of " in shown
    assert shown.endswith("\r\x1b[K"), "and taken away again"
    assert on_a_terminal(*words, "--no-cache", patience=1000, root=story.root) == ""
    assert on_a_terminal(*words, "--no-cache", patience=-1, root=story.root, terminal=False) == ""


def test_no_progress_goes_where_the_answer_goes(
    story: GitStory, on_a_terminal: Callable[..., str], tmp_path: Path
) -> None:
    target = tmp_path / "out.json"
    shown = on_a_terminal("changes", "-o", str(target), "--no-cache", patience=-1, root=story.root)
    assert "\x1b" in shown
    assert told(json.loads(target.read_text(encoding="utf-8"))["changes"]) == WHOLE
    assert os.listdir(tmp_path) == [target.name]
