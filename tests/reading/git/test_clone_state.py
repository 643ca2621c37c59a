"""A clone is held against what its remote had at the last fetch, by its files; git is asked where it must."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from gitstory import GitStory, clean_environment

from commitments.reading.git import plumbing
from commitments.reading.git.clone_state import CloneState, clone_around, clone_state
from commitments.reading.git.ref_files import RefFiles, UnclearFilesError

Story = Callable[..., GitStory]
FILE = "records/a.yaml"


@pytest.fixture
def remote(git_story: Story) -> GitStory:
    story = git_story(checkout=False)
    story.commit({FILE: "id: a\n"})
    story.commit({FILE: "id: a\ndue: 2026\n"})
    return story


@pytest.fixture
def clone(remote: GitStory) -> Path:
    target = remote.root.parent / "clone"
    remote.git("clone", "--quiet", "--template=", str(remote.root), str(target))
    return target


def state(folder: Path, is_bare: bool = False) -> CloneState:
    around = clone_around(folder, is_bare)
    assert around is not None
    return clone_state(around, clean_environment())


def lacks(folder: Path, is_bare: bool = False) -> tuple[str, bool] | None:
    """What HEAD lacks, and whether HEAD has nothing that this lacks."""
    newer = state(folder, is_bare).newer
    return newer and (newer.name, newer.is_ahead)


def commit_here(remote: GitStory, folder: Path) -> None:
    (folder / "own.txt").write_text("own\n", encoding="utf-8")
    remote.git("add", "own.txt", where=folder)
    remote.git("commit", "--quiet", "-m", "own", where=folder)


def fetch(remote: GitStory, folder: Path) -> None:
    remote.commit({FILE: "id: a\ndue: 2027\n"})
    remote.git("fetch", "--quiet", where=folder)


def test_a_clone_that_holds_all_asks_no_git(
    remote: GitStory, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plumbing, "find_git", lambda *_: pytest.fail("git is asked"))
    assert state(clone) == CloneState()
    remote.git("pack-refs", "--all", "--prune", where=clone)
    assert state(clone) == CloneState()
    assert state(clone / "records") == CloneState()
    assert state(remote.root) == CloneState()  # it has no remote


def test_what_was_fetched_is_known(remote: GitStory, clone: Path) -> None:
    remote.commit({FILE: "id: a\ndue: 2027\n"})
    assert lacks(clone) is None, "nothing is fetched by us"
    fetch(remote, clone)
    assert lacks(clone) == ("origin/main", True)
    remote.git("pack-refs", "--all", "--prune", where=clone)
    assert lacks(clone) == ("origin/main", True)
    remote.git("merge", "--quiet", "--ff-only", "origin/main", where=clone)
    assert lacks(clone) is None


def test_own_commits_are_no_lack(remote: GitStory, clone: Path) -> None:
    commit_here(remote, clone)
    assert lacks(clone) is None
    fetch(remote, clone)
    assert lacks(clone) == ("origin/main", False)


def test_a_detached_head_is_held_against_the_remote(remote: GitStory, clone: Path) -> None:
    remote.git("checkout", "--quiet", "--detach", "HEAD~1", where=clone)
    assert lacks(clone) == ("origin/HEAD", True)
    remote.git("remote", "set-head", "origin", "--delete", where=clone)
    assert lacks(clone) == ("origin/main", True)


@pytest.mark.parametrize("is_packed", [False, True])
def test_the_only_remote_may_have_any_name(remote: GitStory, is_packed: bool) -> None:
    folder = remote.root.parent / "clone"
    remote.git("clone", "--quiet", "--template=", "-o", "upstream", str(remote.root), str(folder))
    remote.git("checkout", "--quiet", "--detach", "HEAD~1", where=folder)
    if is_packed:
        remote.git("pack-refs", "--all", "--prune", where=folder)
    assert lacks(folder) == ("upstream/HEAD", True)
    remote.git("remote", "set-head", "upstream", "--delete", where=folder)
    assert lacks(folder) == ("upstream/main", True)
    remote.git("update-ref", "refs/remotes/other/main", "HEAD", where=folder)
    assert lacks(folder) is None, "of several remotes only origin is known to be meant"


def test_a_branch_follows_its_upstream(remote: GitStory, clone: Path) -> None:
    remote.branch("side", remote.commits[0])
    remote.commit({"side.txt": "side\n"})
    remote.switch("main")
    remote.git("fetch", "--quiet", where=clone)
    remote.git("checkout", "--quiet", "-b", "mine", "--track", "origin/side", where=clone)
    assert lacks(clone) is None, "it lacks main, and follows another branch"
    remote.git("reset", "--quiet", "--hard", "HEAD~1", where=clone)
    assert lacks(clone) == ("origin/side", True)
    remote.git("branch", "--unset-upstream", where=clone)
    assert lacks(clone) == ("origin/HEAD", True)


def test_other_remotes_and_rules_of_fetching(remote: GitStory, clone: Path) -> None:
    remote.git("config", "remote.origin.fetch", "+refs/heads/main:refs/remotes/there/trunk", where=clone)
    fetch(remote, clone)
    assert lacks(clone) == ("there/trunk", True)


@pytest.mark.parametrize(
    "lines",
    [
        "[include]\n\tpath = other\n",
        '[branch "main"]\n\tremote = "origin"\n',
        "[alias]\n\tx = a\\\n\tb\n",
        "[branch.main]\n",
    ],
)
def test_settings_that_are_not_plain_are_read_by_git(remote: GitStory, clone: Path, lines: str) -> None:
    with open(clone / ".git/config", "a", encoding="utf-8") as file:
        file.write(lines)
    with pytest.raises(UnclearFilesError):
        RefFiles.at(str(clone / ".git")).upstream("refs/heads/main")
    assert lacks(clone) is None
    fetch(remote, clone)
    assert lacks(clone) == ("origin/main", True)


@pytest.mark.parametrize("is_bare", [False, True])
def test_references_that_are_no_files_are_read_by_git(remote: GitStory, clone: Path, is_bare: bool) -> None:
    folder = remote.bare() if is_bare else clone
    (folder / ("" if is_bare else ".git") / "reftable").mkdir()
    assert lacks(folder, is_bare) is None
    fetch(remote, folder)
    assert lacks(folder, is_bare) == ("main" if is_bare else "origin/main", True)


def test_a_linked_working_tree_has_a_head_of_its_own(remote: GitStory, clone: Path) -> None:
    linked = clone.parent / "linked"
    remote.git("worktree", "add", "--quiet", "--detach", str(linked), "HEAD~1", where=clone)
    assert lacks(linked) == ("origin/HEAD", True)
    assert lacks(clone) is None


def test_a_submodule_is_a_clone(remote: GitStory, git_story: Story) -> None:
    whole = git_story(name="whole")
    whole.commit({"README": "whole\n"})
    whole.git("read-tree", "HEAD")
    whole.git("submodule", "--quiet", "add", str(remote.root), "member")
    assert lacks(whole.root / "member") is None
    whole.git("checkout", "--quiet", "HEAD~1", where=whole.root / "member")
    assert lacks(whole.root / "member") == ("origin/HEAD", True)


def test_a_bare_clone_knows_what_it_fetched(remote: GitStory) -> None:
    bare = remote.bare()
    assert lacks(bare, is_bare=True) is None
    remote.git("fetch", "--quiet", where=bare)
    assert lacks(bare, is_bare=True) is None
    fetch(remote, bare)
    assert lacks(bare, is_bare=True) == ("main", True)
    remote.git("fetch", "--quiet", "origin", "main:main", where=bare)
    assert lacks(bare, is_bare=True) is None


def test_another_branch_that_was_fetched_is_no_lack(remote: GitStory) -> None:
    bare = remote.bare()
    remote.branch("request")
    remote.commit({"side.txt": "side\n"})
    remote.git("fetch", "--quiet", "origin", "request", where=bare)
    assert lacks(bare, is_bare=True) is None
    remote.ref("refs/pull/1/head", remote.head or "")
    remote.git("fetch", "--quiet", "origin", "refs/pull/1/head", where=bare)
    assert lacks(bare, is_bare=True) is None


@pytest.mark.parametrize("is_bare", [False, True])
def test_a_shallow_clone_is_known(remote: GitStory, is_bare: bool) -> None:
    target = remote.root.parent / "cut"
    kind = ["--bare"] if is_bare else []
    remote.git("clone", "--quiet", "--depth=1", *kind, remote.root.as_uri(), str(target))
    assert state(target, is_bare).is_shallow
    if not is_bare:
        linked = remote.root.parent / "linked"
        remote.git("worktree", "add", "--quiet", "--detach", str(linked), where=target)
        assert state(linked).is_shallow
    remote.git("fetch", "--quiet", "--unshallow", where=target)
    assert state(target, is_bare) == CloneState()


def test_a_folder_in_no_repository_has_no_clone(tmp_path: Path) -> None:
    assert clone_around(tmp_path, is_bare=False) is None


HOSTILE = [
    # a file of git, and what stands in it
    ("HEAD", b""),
    ("HEAD", b"ref: ../../../../etc/passwd\n"),
    ("HEAD", b"ref: refs/heads/../../../x\n"),
    ("HEAD", b"ref: HEAD\n"),
    ("HEAD", b"\x00\xff" * 5000),
    ("refs/heads/main", b"ref: refs/heads/main\n"),
    ("refs/heads/main", b"not an id\n"),
    ("refs/heads/main", b"f" * 40),
    ("refs/remotes/origin/main", b"f" * 40 + b"\n"),
    ("packed-refs", b"\xff" * 100),
    ("config", b'[branch "main"]\n\tremote = ../../x\n\tmerge = *\n[remote "../../x"]\n\tfetch = *:../*\n'),
    ("config", b"\xff\x00[[[\n" * 1000),
    ("commondir", b"/\x00nowhere\n"),
    ("commondir", b"../nowhere\n"),
    ("FETCH_HEAD", b"f" * 40 + b"\t\thttps://example.org\n"),
]


@pytest.mark.parametrize(("name", "data"), HOSTILE)
def test_hostile_files_raise_nothing_but_our_errors(clone: Path, name: str, data: bytes) -> None:
    from commitments.errors import CommitmentsError

    place = clone / ".git" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    for is_bare in (False, True):
        around = clone_around(clone / ".git" if is_bare else clone, is_bare)
        assert around is not None
        try:
            clone_state(around, clean_environment())
        except CommitmentsError:
            continue


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
@pytest.mark.parametrize(
    "name", ["HEAD", "config", "packed-refs", "refs/heads/main", "FETCH_HEAD", "commondir"]
)
def test_nobody_waits_for_a_pipe(clone: Path, name: str) -> None:
    from commitments.errors import CommitmentsError

    place = clone / ".git" / name
    place.unlink(missing_ok=True)
    os.mkfifo(place)
    files = RefFiles.at(str(clone / ".git"))
    with suppress(UnclearFilesError, CommitmentsError):
        assert files.head() is None or files.upstream("refs/heads/main") is None or files.fetched() == []


def test_a_link_is_not_followed(clone: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"f" * 40)
    place = clone / ".git/refs/heads/main"
    place.unlink()
    place.symlink_to(secret)
    assert RefFiles.at(str(clone / ".git")).head() is None
