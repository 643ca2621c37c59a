"""`commit review` in every kind of repository: the right answer, or one line that says what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

Run = Callable[..., Any]
Story = Callable[..., GitStory]
Record = Callable[..., str]
pytestmark = pytest.mark.usefixtures("no_git_settings")

PATH = "records/small.yaml"
SILENT = "due-moved-silently"


@pytest.fixture
def run(run: Run) -> Run:
    """The command line on a day on which no deadline of these records has passed."""
    return partial(run, today="2026-05-20")


@pytest.fixture
def told(run: Run) -> Callable[..., list[tuple[str, str]]]:
    """`told(root, *words)`: rule and record of each finding, without a word beside them."""

    def asked(root: Path, *words: str) -> list[tuple[str, str]]:
        ran = run("review", "-f", "json", *words, root=root)
        assert ran.err == ""
        found = [(finding["rule"], finding["id"]) for finding in json.loads(ran.out)["findings"]]
        assert ran.status == bool(found)
        return found

    return asked


Told = Callable[..., list[tuple[str, str]]]


def silent_move(story: GitStory, record: Record, base: str = "refs/remotes/origin/main") -> GitStory:
    story.commit({PATH: record(due="2026-06")})
    story.ref(base, story.head or "")
    story.branch("pr")
    story.commit({PATH: record(due=2027)})
    return story


FOUND = [(SILENT, "small")]
BASES = ["refs/remotes/origin/main", "refs/remotes/origin/master"]


@pytest.mark.parametrize("base", BASES)
def test_the_branch_of_the_origin(base: str, git_story: Story, told: Told, record: Record) -> None:
    assert told(silent_move(git_story(), record, base).root) == FOUND


def test_the_origins_own_head_comes_first(git_story: Story, told: Told, record: Record) -> None:
    story = silent_move(git_story(), record)
    story.ref("refs/remotes/origin/main", story.head or "")
    story.ref("refs/remotes/origin/trunk", story.commits[0])
    assert told(story.root) == []
    story.ref("refs/remotes/origin/HEAD", "ref: refs/remotes/origin/trunk")
    assert told(story.root) == FOUND
    story.ref("refs/remotes/origin/HEAD", "ref: refs/remotes/origin/gone")
    assert told(story.root) == [], "what leads nowhere is passed over"


def test_a_tag_of_that_name_is_no_base(git_story: Story, told: Told, record: Record) -> None:
    story = silent_move(git_story(), record)
    story.tag("origin/main")
    story.ref("refs/heads/origin/main", story.head or "")
    assert told(story.root) == FOUND


@pytest.mark.parametrize("kind", ["detached", "linked", "clone", "packed", "sha256", "folder"])
def test_a_repository_of_any_kind(kind: str, git_story: Story, told: Told, record: Record) -> None:
    story = git_story("sha256" if kind == "sha256" else "sha1")
    if kind == "folder":
        for files in (
            {f"ws/{PATH}": record(due="2026-06"), PATH: record()},
            {f"ws/{PATH}": record(due=2027)},
        ):
            story.commit({**files, PATH: record(due=str(2026 + len(story.commits)))})
        assert told(story.root / "ws", "HEAD~1...HEAD") == told(story.root / "ws", "HEAD~1") == FOUND
        return
    silent_move(story, record)
    root = story.root
    if kind == "detached":
        story.detach()
    elif kind == "linked":
        root = story.worktree("linked")
    elif kind == "clone":
        story.switch("main")
        root = story.root.parent / "clone"
        story.git("clone", "--quiet", "--template=", "-b", "pr", str(story.root), str(root))
    elif kind == "packed":
        story.git("gc", "--quiet", "--prune=now")
    for compared in ([], ["origin/main"], ["origin/main...HEAD"], [story.commits[0]]):
        assert told(root, *compared) == FOUND


def test_a_bare_repository(git_story: Story, told: Told, run: Run, record: Record) -> None:
    bare = silent_move(git_story(), record).bare()
    assert told(bare, "main") == told(bare, "main...pr") == FOUND, "HEAD stands for the working tree"
    ran = run("review", root=bare)
    assert (ran.status, ran.out) == (2, "") and "git fetch origin main:refs/remotes/origin/main" in ran.err


def test_each_side_merged_into_the_other(git_story: Story, run: Run, record: Record) -> None:
    story = git_story()
    story.commit({PATH: record(due="2026-06"), "records/b.yaml": record(id="b", due="2026-06")})
    story.branch("pr")
    one = story.commit({"records/b.yaml": record(id="b", due=2027)})
    story.switch("main")
    two = story.commit({"records/c.yaml": record(id="c")})
    story.merge(one)
    story.switch("pr")
    story.merge(two)
    story.commit({PATH: record(due=2027)})
    ran = run("review", "-f", "json", "main...pr", root=story.root)
    found = [finding["id"] for finding in json.loads(ran.out)["findings"]]
    assert (ran.status, found) == (1, ["b", "small"]), "what main did itself is not told"
    assert two[:7] in ran.err and "Merge main once more" in ran.err
    story.merge("main")
    assert [
        finding["id"]
        for finding in json.loads(run("review", "-f", "json", "main...pr", root=story.root).out)["findings"]
    ] == ["small"]


def test_a_merge_of_main_is_not_told(git_story: Story, told: Told, record: Record) -> None:
    story = silent_move(git_story(), record)
    story.switch("main")
    story.commit({"records/b.yaml": record(id="b", status="fulfilled")})
    story.switch("pr")
    story.merge("main")
    assert told(story.root, "main...pr") == told(story.root, "main") == FOUND


def refused(story: GitStory, record: Record, why: str) -> tuple[Path, list[str]]:
    """Where there is no answer, and what is asked."""
    match why:
        case "nothing fetched":
            story.commit({PATH: record()})
            with (story.root / ".git/config").open("a") as settings:
                settings.write('[remote "origin"]\n\turl = https://example.org/register.git\n')
            return story.root, []
        case "not fetched":
            story.commit({PATH: record()})
            return story.root, ["origin/release/2.x...HEAD"]
        case "no common commit":
            story.commit({PATH: record()})
            story.orphan("other")
            story.commit({"records/b.yaml": record(id="b")})
            return story.root, ["main"]
        case "shallow":
            for due in ("2026-06", "2026-07", "2026-08"):
                story.commit({PATH: record(due=due)})
            story.branch("pr", story.commits[0])
            story.commit({PATH: record(due="2026-09")})
            clone = story.shallow(1)
            story.git("fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main", where=clone)
            return clone, ["origin/main"]
        case "no commit":
            side = story.commit({PATH: record()})
            story.ref("refs/remotes/origin/main", side)
            story.ref("HEAD", "ref: refs/heads/unborn")
            return story.root, []
        case "two dots":
            story.commit({PATH: record()})
            return story.root, ["main..HEAD"]
        case "no such head":
            story.commit({PATH: record()})
            return story.root, ["main...gone"]
    raise AssertionError(why)


WHY = {
    "nothing fetched": "`git fetch origin main:refs/remotes/origin/main`",
    "not fetched": "`git fetch origin release/2.x:refs/remotes/origin/release/2.x`",
    "no common commit": "`commit review BASE`",
    "shallow": "`git fetch --unshallow`",
    "no commit": "HEAD has no commit yet",
    "two dots": "three dots",
    "no such head": "gone is not a commit of this repository",
}


@pytest.mark.parametrize("why", WHY)
def test_where_there_is_no_answer_one_line_says_what_to_do(
    why: str, git_story: Story, run: Run, record: Record
) -> None:
    root, words = refused(git_story(), record, why)
    ran = run("review", *words, root=root)
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 2), ran.err
    assert WHY[why] in ran.err
    assert run("--lang", "vi", "review", *words, root=root).status == 2


def test_a_shallow_clone_that_holds_where_both_parted(git_story: Story, told: Told, record: Record) -> None:
    clone = silent_move(git_story(), record).shallow(2)
    assert told(clone, "HEAD~1...HEAD") == FOUND


HOSTILE = ["--output=x", "-x", "$(touch${IFS}x)", "`touch x`", ";touch x", "a\u202eb", "@octocat", "|a|"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_a_name(
    name: str, git_story: Story, run: Run, record: Record, tmp_path: Path
) -> None:
    story = silent_move(git_story(checkout=False), record)
    (story.root / "records").mkdir()
    for place in (f"refs/heads/{name}", f"refs/remotes/origin/{name}"):
        if " " not in name:
            story.ref(place, story.commits[0])
    before = sorted(tmp_path.rglob("*")), sorted(story.root.iterdir())
    for compared in (f"{name}...pr", f"origin/{name}...pr", f"pr...{name}", f"origin/{name}-gone...pr"):
        ran = run("review", "-f", "md", "--no-cache", "--", compared, root=story.root)
        gone = compared.endswith("gone...pr") or " " in name
        assert ran.status == (2 if gone or compared.startswith("pr") else 1), ran.err
        for text in (ran.out, ran.err):
            assert "\u202e" not in text
        assert "@octocat" not in ran.out and "|a|" not in ran.out
        if gone and name != "-x":
            assert f"git fetch origin {name}" not in ran.err, "nobody copies that into a shell"
    assert (sorted(tmp_path.rglob("*")), sorted(story.root.iterdir())) == before
