"""Which repository is opened from a folder, and what is said of one that is not."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from gitstory import GitStory, clean_environment
from gittraps import Trap, Witness, ask_everything

from commitments.errors import CommitmentsError
from commitments.reading.git import plumbing
from commitments.reading.git.open_repository import open_repository

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs shell scripts and links")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs file names of any bytes")


@pytest.fixture
def story(git_story: Callable[..., GitStory]) -> GitStory:
    story = git_story()
    story.commit({"records/a.yaml": "id: a\n", "sub/deep/records/b.yaml": "id: b\n"})
    story.commit({"records/a.yaml": "id: a\ntitle: {en: A}\n"})
    return story


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path / "trap")


def told(place: Path, bare: bool = False, **environ: str) -> str:
    """What is said of a folder that is not opened."""
    with pytest.raises(CommitmentsError) as raised:
        open_repository(place, {**clean_environment(), **environ}, bare)
    assert len(str(raised.value)) < 700
    return str(raised.value)


@pytest.mark.parametrize("below", ["", "objects", "refs/heads"])
def test_a_bare_repository_is_not_opened_by_walking_into_it(story: GitStory, trap: Trap, below: str) -> None:
    bare = story.bare("story/records/deep")  # as it may lie in a checkout
    (bare / "config").write_text(f"[core]\n\tbare = true\n\tfsmonitor = {trap.program}\n")
    with pytest.raises(CommitmentsError, match="bare repository") as raised:
        open_repository(bare / below, clean_environment())
    assert "--root" in raised.value.hint
    with pytest.raises(CommitmentsError):
        open_repository(story.git_dir / below, clean_environment())
    assert not trap.sprung


def test_a_bare_repository_is_opened_where_it_is_named(story: GitStory) -> None:
    repository = open_repository(story.bare(), clean_environment(), bare=True)
    assert (repository.head, repository.prefix) == (story.head, "")
    ask_everything(repository)
    assert open_repository(story.git_dir, clean_environment(), bare=True).head == story.head


def test_what_is_named_as_a_bare_repository_must_be_one(story: GitStory) -> None:
    for place in (story.root, story.root / "records", story.root.parent):
        with pytest.raises(CommitmentsError, match="does not open"):
            open_repository(place, clean_environment(), bare=True)


@pytest.mark.parametrize("where", ["..", "../..", "/", "../records", "/nowhere"])
def test_a_working_tree_that_lies_elsewhere_is_refused(story: GitStory, where: str) -> None:
    story.config("[core]", f"worktree = {where}")
    if where == "..":  # seen from .git: where the files are
        assert story.repository().head == story.head
        return
    for place in (story.root, story.root / "records"):
        with pytest.raises(CommitmentsError, match=r"files lie elsewhere|does not open"):
            open_repository(place, clean_environment())


def test_another_folder_cannot_be_given_out_for_this_one(story: GitStory) -> None:
    other = story.root.parent / "other"
    (other / "records").mkdir(parents=True)
    (other / ".git").write_text(f"gitdir: {story.git_dir}\n")
    story.config("[core]", f"worktree = {other}")
    assert "files lie elsewhere" in told(story.root)
    assert "files lie elsewhere" in told(story.root / "records")
    assert open_repository(other / "records", clean_environment()).prefix == "records/"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (["[core]", "bare = true"], "work tree"),
        (["[core]", "repositoryformatversion = 99"], "99"),
        (["[core]", "repositoryformatversion = 1", "[extensions]", "own = true"], "extension"),
        (
            ["[extensions]", "objectFormat = md5", "[core]", "repositoryformatversion = 1"],
            "md5|objectformat|config",
        ),
        (["[extensions]", "x" * 3000 + " = true", "[core]", "repositoryformatversion = 1"], "x{30}"),
        (["[core"], "bad config"),
        (["[include]", "path = config"], "include"),
    ],
)
def test_settings_that_git_refuses_are_told_in_one_line(
    story: GitStory, settings: list[str], words: str
) -> None:
    story.config(*settings)
    found = told(story.root)
    assert re.search(f"does not open .*({words})", found)
    assert "\n" not in found


def test_the_way_from_the_top_is_known(story: GitStory, tmp_path: Path) -> None:
    for below, prefix in (("", ""), ("sub", "sub/"), ("sub/deep", "sub/deep/"), ("sub/../sub", "sub/")):
        repository = open_repository(story.root / below, clean_environment())
        assert (repository.prefix, repository.common) == (prefix, str(story.git_dir))
    if os.name != "nt":
        (tmp_path / "link").symlink_to(story.root / "sub")
        assert open_repository(tmp_path / "link", clean_environment()).prefix == "sub/"
        assert open_repository(tmp_path / "link/deep", clean_environment()).prefix == "sub/deep/"


@linux
def test_a_folder_may_have_a_name_of_any_bytes_but_a_line_feed(git_story: Callable[..., GitStory]) -> None:
    for name in (b"caf\xe9", b"\xff\xfe", "thỏa thuận".encode(), b"a b\tc\r", b"-x", b"'\"$(x)"):
        story = git_story(name=os.fsdecode(name))
        story.commit({b"sub/" + name + b"/records/a.yaml": "id: a\n"})
        ask_everything(story.repository())
        below = story.root / "sub" / os.fsdecode(name)
        assert open_repository(below, clean_environment()).prefix == f"sub/{os.fsdecode(name)}/"


@linux
def test_a_line_feed_in_a_name_is_never_misread(git_story: Callable[..., GitStory]) -> None:
    outside = git_story(name="a\nb")
    outside.commit({"records/a.yaml": "id: a\n"})
    assert "line feed" in told(outside.root)
    story = git_story()
    id = story.commit({"records/a.yaml": "id: a\n", f"x\n{'0' * 40}/records/b.yaml": "id: b\n"})
    assert "line feed" in told(story.root / f"x\n{'0' * 40}")
    story.orphan("none")
    (story.root / f"x\n{id}").mkdir()
    assert "line feed" in told(story.root / f"x\n{id}")


def test_where_there_is_no_repository_it_is_said(tmp_path: Path, story: GitStory) -> None:
    assert "not in a git repository" in told(tmp_path)
    ceiling = {"GIT_CEILING_DIRECTORIES": str(story.root)}
    assert "not in a git repository" in told(story.root / "sub", **ceiling)
    assert open_repository(story.root, {**clean_environment(), **ceiling}).head == story.head
    (tmp_path / ".git").write_text("gitdir: nowhere\n")
    assert "does not open" in told(tmp_path)


def test_a_linked_working_tree_shares_all_but_its_head(story: GitStory) -> None:
    linked = story.worktree(at=story.commits[0])
    repository = open_repository(linked / "sub", clean_environment())
    assert (repository.head, repository.prefix) == (story.commits[0], "sub/")
    assert repository.common == str(story.git_dir)
    ask_everything(repository)


def test_a_submodule_is_a_repository_of_its_own(story: GitStory, git_story: Callable[..., GitStory]) -> None:
    outer = git_story()
    outer.git("submodule", "--quiet", "add", str(story.root), "inner")
    repository = open_repository(outer.root / "inner/sub", clean_environment())
    assert (repository.head, repository.prefix) == (story.head, "sub/")
    ask_everything(repository)


def test_a_repository_may_lie_apart_from_its_files(story: GitStory, tmp_path: Path) -> None:
    apart = tmp_path / "apart"
    files = story.root.parent / "files"
    story.git("clone", "-q", f"--separate-git-dir={apart}", str(story.root), str(files))
    repository = open_repository(files / "sub", clean_environment())
    assert (repository.head, repository.prefix) == (story.head, "sub/")


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_both_kinds_of_ids_are_read(git_story: Callable[..., GitStory], object_format: str) -> None:
    story = git_story(object_format=object_format)
    story.commit({"records/a.yaml": "id: a\n"})
    story.branch("side")
    story.commit({"records/b.yaml": "id: b\n"})
    story.switch("main")
    story.merge("side")
    repository = story.repository()
    assert (repository.object_format, repository.head) == (object_format, story.head)
    ask_everything(repository)


def test_a_branch_without_commits_has_no_head(git_story: Callable[..., GitStory], story: GitStory) -> None:
    for place in (git_story(), story):
        place.orphan("none/yet")
        repository = place.repository()
        assert (repository.head, repository.resolve("HEAD"), repository.prefix) == (None, None, "")
    assert story.repository().resolve("main") == story.commits[-1]
    assert open_repository(git_story().bare(), clean_environment(), bare=True).head is None


def test_a_head_on_no_branch_is_a_head(story: GitStory) -> None:
    story.detach(story.commits[0])
    assert story.repository().head == story.commits[0]


BROKEN_HEADS = {
    "names itself": {"HEAD": "ref: HEAD"},
    "a circle": {
        "HEAD": "ref: refs/heads/x",
        "refs/heads/x": "ref: refs/heads/y",
        "refs/heads/y": "ref: refs/heads/x",
    },
    "garbage in the branch": {"HEAD": "ref: refs/heads/x", "refs/heads/x": "garbage"},
    "nothing in the branch": {"HEAD": "ref: refs/heads/x", "refs/heads/x": ""},
    "a commit that is not here": {"HEAD": "ref: refs/heads/x", "refs/heads/x": "1" * 40},
    "on no branch and not here": {"HEAD": "1" * 40},
    "garbage": {"HEAD": "garbage"},
    "nothing": {"HEAD": ""},
}


@pytest.mark.parametrize("files", BROKEN_HEADS.values(), ids=list(BROKEN_HEADS))
def test_a_broken_head_is_no_empty_history(story: GitStory, files: dict[str, str]) -> None:
    for name, text in files.items():
        story.ref(name, text)
    assert "missing, broken" in (words := told(story.root)) or "not in a git repository" in words


def test_a_head_that_is_no_commit_is_no_empty_history(story: GitStory) -> None:
    blob = story.objects.write("blob", b"no commit")
    story.ref("refs/heads/main", blob)
    assert "missing, broken" in told(story.root)


@posix
@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("name", ["config", "HEAD", "refs/heads/main"])
def test_a_pipe_in_place_of_a_file_is_not_waited_for(
    story: GitStory, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(plumbing, "_ANSWER", 0.2)
    (story.git_dir / name).unlink()
    os.mkfifo(story.git_dir / name)
    told(story.root)


@posix
def test_a_git_that_is_too_old_is_said(story: GitStory, tmp_path: Path) -> None:
    old = Witness(tmp_path / "old", "for each; do case $each in --path-format*) echo $each;; esac; done")
    assert "2.39" in told_hint(story.root, old.path)


def told_hint(place: Path, path: str) -> str:
    with pytest.raises(CommitmentsError) as raised:
        open_repository(place, {**clean_environment(), "PATH": path})
    return raised.value.hint


@pytest.mark.parametrize(
    "name", ["", "x", "HEAD\0", "HEAD\n", "\n", "\ud800", "\udcff", "x" * 300_000, "HEAD~9", "é"]
)
def test_a_name_that_stands_for_nothing_is_nothing(story: GitStory, name: str) -> None:
    assert story.repository().resolve(name) is None


def test_a_name_is_followed_to_its_commit(story: GitStory) -> None:
    first, second = story.commits
    story.tag("v1", at=first)
    story.tag("v2", message="annotated", at=first)
    story.ref("refs/tags/tree", story.objects.write("tree", b""))
    story.ref("refs/heads/nhánh", first)
    ask = story.repository().resolve
    for name in ("v1", "v2", "refs/tags/v2", first, first[:10], "HEAD~1", "main^", "nhánh", "v2^{commit}"):
        assert ask(name) == first
    assert [ask(name) for name in ("main", "HEAD", "@", second.upper())] == [second] * 4
    assert [ask(name) for name in ("tree", "HEAD:records", "HEAD:records/a.yaml", "v1^")] == [None] * 4
