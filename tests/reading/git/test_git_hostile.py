"""A `.git` folder in the hands of somebody else: nothing that it configures runs or is believed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bounds import HANGS
from gitstory import GitStory, clean_environment
from gittraps import Trap, ask_everything, ask_of_working_tree, write_program

from commitments.errors import CommitmentsError
from commitments.reading.git.open_repository import open_repository

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs shell scripts")

SIGNED = (
    b"tree {tree}\nparent {parent}\nauthor Vi <vi@example.org> 1731377100 +0700\n"
    b"committer Vi <vi@example.org> 1731377100 +0700\n"
    b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n wsBc\n -----END PGP SIGNATURE-----\n\nSigned\n"
)

TRAPS: dict[str, tuple[list[str], list[str]]] = {
    "file system monitor": (["[core]", "fsmonitor = TRAP"], ["status"]),
    "folder of hooks": (["[core]", "hooksPath = FOLDER"], ["checkout", "--force", "HEAD"]),
    "external diff": (["[diff]", "external = TRAP"], ["diff", "HEAD~1", "HEAD"]),
    "diff of an attribute": (['[diff "own"]', "command = TRAP"], ["diff", "HEAD~1", "HEAD"]),
    "textconv of an attribute": (['[diff "own"]', "textconv = TRAP"], ["log", "-p"]),
    "filter that cleans": (['[filter "own"]', "clean = TRAP", "smudge = cat"], ["add", "--renormalize", "."]),
    "filter that smudges": (['[filter "own"]', "smudge = TRAP"], ["checkout-index", "--all", "--force"]),
    "filter that stays": (['[filter "own"]', "process = TRAP"], ["checkout-index", "--all", "--force"]),
    "signature": (["[log]", "showSignature = true", "[gpg]", "program = TRAP"], ["log"]),
    "alias": (["[alias]", *(f'{name} = "!TRAP"' for name in ("x", "cat-file", "rev-list"))], ["x"]),
    "ssh": (["[core]", "sshCommand = TRAP", '[remote "o"]', "url = ssh://h/x"], ["fetch", "o"]),
    "ext": (['[remote "o"]', "url = ext::TRAP", '[protocol "ext"]', "allow = always"], ["fetch", "o"]),
    "credentials": (["[credential]", "helper = TRAP"], ["credential", "fill"]),
    "editor": (["[core]", "editor = TRAP"], ["commit", "--amend", "--no-verify"]),
    "pager": (["[core]", "pager = TRAP", "[pager]", "rev-list = TRAP"], ["--paginate", "rev-list", "HEAD"]),
    "sequence": (["[sequence]", "editor = TRAP"], ["rebase", "-i", "HEAD~1"]),
}
"""Settings, and a command that springs the trap where nothing is done against it."""


@pytest.fixture
def story(git_story: Callable[..., GitStory]) -> GitStory:
    story = git_story()
    story.commit({"records/a.yaml": "id: a\n", ".gitattributes": "* diff=own filter=own\n"})
    story.forge(SIGNED, {"records/a.yaml": "id: a\ntitle: {en: A}\n"})
    story.git("read-tree", "HEAD")
    return story


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    """A trap, and hooks of every name that spring it."""
    trap = Trap(tmp_path / "trap")
    for name in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        write_program(tmp_path / "trap" / name, str(trap.program))
    return trap


def lay(story: GitStory, trap: Trap, name: str) -> None:
    for line in TRAPS[name][0]:
        story.config(line.replace("TRAP", str(trap.program)).replace("FOLDER", str(trap.program.parent)))


def careless(place: Path, *arguments: str) -> None:
    """Run git as nobody should in such a place."""
    subprocess.run(
        ["git", "-c", "user.name=Vi", "-c", "user.email=vi@example.org", *arguments],
        cwd=place,
        env=clean_environment(),
        input=b"protocol=https\nhost=h\n\n",
        capture_output=True,
        timeout=HANGS,
        check=False,
    )


@pytest.mark.parametrize("name", list(TRAPS))
def test_nothing_that_a_repository_configures_is_run(story: GitStory, trap: Trap, name: str) -> None:
    lay(story, trap, name)
    story.write({"records/a.yaml": "id: a\ntitle: {en: Edited}\n"})
    ask_everything(story.repository())
    ask_of_working_tree(story.repository())
    assert not trap.sprung
    story.write({"records/a.yaml": "id: a\ntitle: {en: A}\n"})
    careless(story.root, *TRAPS[name][1])
    if name != "pager":  # which needs a screen
        assert trap.sprung, "the trap does not work"


def test_hooks_of_the_repository_are_not_run(story: GitStory, trap: Trap) -> None:
    hooks = story.git_dir / "hooks"
    shutil.copytree(trap.program.parent, hooks)
    ask_everything(story.repository())
    ask_of_working_tree(story.repository())
    assert not trap.sprung
    careless(story.root, "checkout", "--quiet", "HEAD")
    assert trap.sprung, "the trap does not work"


@pytest.mark.parametrize("kind", ["trace2.normalTarget", "trace2.eventTarget", "trace2.perfTarget"])
def test_nothing_is_written_where_a_repository_says(story: GitStory, tmp_path: Path, kind: str) -> None:
    section, name = kind.split(".")
    story.config(f"[{section}]", f"{name} = {tmp_path}/trace")
    ask_everything(story.repository())
    ask_of_working_tree(story.repository())
    assert not (tmp_path / "trace").exists()


def test_reading_writes_nothing(story: GitStory) -> None:
    def state() -> dict[Path, tuple[int, int]]:
        found = ((path, path.stat()) for path in story.root.rglob("*"))
        return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in found}

    before = state()
    ask_everything(story.repository())
    ask_of_working_tree(story.repository())
    assert state() == before


@pytest.fixture
def partial(story: GitStory, trap: Trap) -> Path:
    """A clone without contents, the remote of which is a trap."""
    story.config("[uploadpack]", "allowFilter = true")
    place = story.root.parent / "partial"
    url = story.root.as_uri()
    story.git("clone", "-q", "--no-checkout", "--template=", "--filter=blob:none", url, str(place))
    story.git("config", "remote.origin.uploadpack", str(trap.program), where=place)
    return place


def test_a_partial_clone_fetches_nothing_and_says_so(story: GitStory, partial: Path, trap: Trap) -> None:
    repository = open_repository(partial, clean_environment())
    head, first = story.commits[1], story.commits[0]
    assert [commit.id for commit in repository.main_line(head)] == [head, first]
    (touch,) = next(repository.touched([(head, first)]))
    assert touch.new is not None
    for ask in (
        lambda: repository.sizes([touch.new or ""]),
        lambda: list(repository.blobs([touch.new or ""])),
        lambda: list(repository.tree(head)),
    ):
        with pytest.raises(CommitmentsError, match="missing, broken") as raised:
            ask()
        assert "partial clone" in raised.value.hint
    assert not trap.sprung
    careless(partial, "cat-file", "blob", touch.new)
    assert trap.sprung, "the trap does not work"


def test_nothing_is_fetched_by_a_git_that_knows_one_barrier_only(
    story: GitStory, partial: Path, trap: Trap
) -> None:
    repository = open_repository(partial, clean_environment())
    (touch, *_) = next(repository.touched([(story.commits[1], story.commits[0])]))
    for barrier in ("GIT_NO_LAZY_FETCH", "GIT_ALLOW_PROTOCOL"):
        assert isinstance(repository.environ, dict)
        del repository.environ[barrier]
        with pytest.raises(CommitmentsError):
            repository.sizes([touch.new or ""])
        assert not trap.sprung
        repository.environ[barrier] = "1" if barrier == "GIT_NO_LAZY_FETCH" else ""


def test_grafts_are_not_believed(story: GitStory) -> None:
    third = story.commit({"b": "1"})
    (story.git_dir / "info").mkdir(exist_ok=True)
    (story.git_dir / "info/grafts").write_text(f"{third}\n")
    assert story.git("rev-list", "--count", "HEAD") == "1"
    repository = story.repository()
    assert [commit.id for commit in repository.main_line(third)] == story.commits[::-1]
    assert len(next(repository.touched([(third, None)]))) == 1
    assert repository.merge_bases(third, story.commits[0]) == [story.commits[0]]


def test_replaced_objects_are_not_believed(story: GitStory) -> None:
    first, second = story.commits
    blob = next(file for file in story.repository().tree(second) if file.path == b"records/a.yaml")
    forged = story.objects.write("blob", b"id: forged\n")
    story.ref(f"refs/replace/{second}", first)
    story.ref(f"refs/replace/{blob.id}", forged)
    assert story.git("rev-list", "--count", "HEAD") == "1"
    repository = story.repository()
    assert repository.head == second
    assert [commit.id for commit in repository.main_line(second)] == [second, first]
    assert list(repository.blobs([blob.id])) == [b"id: a\ntitle: {en: A}\n"]
    assert repository.sizes([blob.id]) == {blob.id: blob.size}


def test_a_branch_named_like_an_id_is_not_mistaken_for_it(story: GitStory) -> None:
    first, second = story.commits
    story.ref(f"refs/heads/{first}", second)
    story.ref("refs/heads/HEAD", first)
    story.ref("refs/tags/HEAD", first)
    repository = story.repository()
    assert repository.resolve(first) == first
    assert repository.resolve("HEAD") == repository.head == second
    assert [commit.id for commit in repository.main_line(first)] == [first]


def test_a_repository_of_another_user_is_refused_in_one_line(story: GitStory) -> None:
    if os.getuid() != 0:
        pytest.skip("only root can give files away")
    for path in (story.root, story.git_dir):
        os.chown(path, 65534, 65534)
    with pytest.raises(CommitmentsError, match="dubious ownership") as raised:
        story.repository()
    assert "\n" not in str(raised.value)
    settings = story.root.parent / "settings"
    settings.write_text(f"[safe]\n\tdirectory = {story.root}\n")
    assert story.repository(GIT_CONFIG_GLOBAL=str(settings)).head == story.head


@pytest.mark.parametrize(
    "settings",
    [
        ["[color]", "ui = always", "diff = always"],
        ["[diff]", "renames = copies", "noprefix = true", "orderFile = order", "relative = true"],
        ["[diff]", "ignoreSubmodules = all", "wordRegex = .", "algorithm = patience"],
        ["[core]", "quotePath = true", "abbrev = 4", "bigFileThreshold = 1", "precomposeUnicode = true"],
        ["[log]", "showRoot = false", "diffMerges = on", "follow = true", "date = raw"],
        ["[i18n]", "logOutputEncoding = UTF-16", "commitEncoding = UTF-16"],
        ["[core]", "attributesFile = /dev/null", "ignoreCase = true", "splitIndex = true"],
        ["[transfer]", "hideRefs = refs", "[uploadpack]", "hideRefs = refs"],
    ],
)
def test_no_setting_changes_what_is_read(story: GitStory, settings: list[str]) -> None:
    (story.root / "order").write_text("z*\n")

    def told() -> list[object]:
        repository = open_repository(story.root / "records", clean_environment())
        line = list(repository.main_line(story.head or ""))
        pairs = [(commit.id, commit.parents[0] if commit.parents else None) for commit in line]
        tree = list(repository.tree(story.head or ""))
        return [
            line,
            list(repository.touched(pairs)),
            tree,
            list(repository.blobs([item.id for item in tree])),
        ]

    before = told()
    story.config(*settings)
    assert told() == before


def test_a_broken_index_does_not_matter(story: GitStory) -> None:
    before = story.repository()
    (story.git_dir / "index").write_bytes(b"DIRC\xff\xff\xff\xff garbage")
    assert story.repository() == before
    ask_everything(before)
