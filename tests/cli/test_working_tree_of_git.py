"""What git means by the working tree: repositories in it, records outside of it, files that it ignores."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

Run = Callable[..., Any]
Story = Callable[..., GitStory]

pytestmark = pytest.mark.usefixtures("no_git_settings")


@pytest.fixture
def story(git_story: Story, record: Callable[..., str]) -> GitStory:
    """Records a to d, of which b is part of a; d in a sub-folder."""
    story = git_story()
    records = {"a": {}, "b": {"part_of": "a"}, "c": {}, "sub/d": {}}
    files = {f"records/{path}.yaml": record(id=path[-1], **fields) for path, fields in records.items()}
    parties = "- {id: acme, name: {en: Acme}, kind: company}\n"
    story.commit({**files, "schema/parties.yaml": parties, "commitments.toml": 'timezone = "UTC"\n'})
    story.git("read-tree", "HEAD")
    return story


def ids(run: Run, root: Path) -> list[str]:
    answer = json.loads(run("status", "--all", "-f", "json", root=root).out)
    return sorted(each["id"] for each in answer["records"])


def rules(run: Run, root: Path) -> list[tuple[str, str]]:
    answer = json.loads(run("validate", "-f", "json", root=root).out)
    return [(each["rule"], each["path"]) for each in answer["problems"]]


def uncommitted(run: Run, root: Path) -> list[tuple[str, str]]:
    ran = run("changes", "-f", "json", root=root)
    assert ran.status == 0
    rows = json.loads(ran.out)["changes"]
    return [(each["change"], each["id"]) for each in rows if each["commit"] is None]


class TestRepositoriesOfTheirOwn:
    @pytest.fixture
    def other(self, git_story: Story, record: Callable[..., str]) -> GitStory:
        """Another register, with a record of an id that stands here too."""
        other = git_story(name="other")
        other.commit({"records/a.yaml": record(id="a"), "records/z.yaml": record(id="z"), "x.yaml": "[\n"})
        return other

    @pytest.fixture(params=["submodule", "clone", "clone of a submodule"])
    def nested(self, request: pytest.FixtureRequest, story: GitStory, other: GitStory) -> Path:
        """A workspace with another repository in it."""
        if request.param == "clone":
            story.git("clone", "--quiet", str(other.root), "records/ext")
            return story.root
        story.git("submodule", "--quiet", "add", str(other.root), "records/ext")
        story.git("commit", "--quiet", "-m", "Add a submodule")
        if request.param == "submodule":
            return story.root
        story.git(
            "clone", "--quiet", "--recurse-submodules", str(story.root), str(story.root.parent / "clone")
        )
        return story.root.parent / "clone"

    def test_none_of_its_files_is_a_record(self, nested: Path, run: Run) -> None:
        assert ids(run, nested) == ["a", "b", "c", "d"]
        assert rules(run, nested) == [("nested-repository", "records/ext")]
        assert run("validate", root=nested).status == 0
        assert run("validate", "--strict", root=nested).status == 1

    def test_a_clean_checkout_has_no_change(self, nested: Path, run: Run) -> None:
        assert uncommitted(run, nested) == []
        ran = run("review", "HEAD", "-f", "json", root=nested)
        assert (ran.status, json.loads(ran.out)["findings"]) == (0, [])

    def test_lists_say_that_it_is_left_out(self, nested: Path, run: Run) -> None:
        for command in ("status", "overdue", "slips"):
            ran = run(command, root=nested)
            assert ran.status == 0
            assert ran.err.startswith("records/ext: left out: this folder is a git repository of its own")
            assert ran.err.count("\n") == 1
        ran = run("--lang", "vi", "status", root=nested)
        assert "kho git riêng" in ran.err

    def test_none_of_its_files_can_be_named(self, nested: Path, run: Run) -> None:
        ran = run("validate", str(nested / "records/ext/records/z.yaml"), root=nested)
        assert (ran.status, ran.out) == (2, "")
        assert run("show", "z", root=nested).status == 2

    def test_a_clone_without_it_says_the_same(self, nested: Path, story: GitStory, run: Run) -> None:
        place = story.root.parent / "without"
        story.git("clone", "--quiet", str(story.root), str(place))
        assert ids(run, place) == ids(run, nested)
        assert rules(run, place) == []
        assert uncommitted(run, place) == []

    def test_a_past_state_says_it_too(self, story: GitStory, other: GitStory, run: Run) -> None:
        story.git("submodule", "--quiet", "add", str(other.root), "records/ext")
        story.git("commit", "--quiet", "-m", "Add a submodule")
        ran = run("status", "--as-of", "HEAD", "-f", "json", root=story.root)
        assert ran.status == 0
        assert len(json.loads(ran.out)["records"]) == 4
        assert ran.err.startswith("records/ext: left out: ")

    def test_a_record_that_became_a_repository_was_removed(self, story: GitStory, run: Run) -> None:
        story.commit({"records/c.yaml": story.gitlink(story.commits[0])})
        ran = run("review", "HEAD~1...HEAD", "-f", "json", root=story.root)
        assert [each["rule"] for each in json.loads(ran.out)["findings"]] == ["record-removed"]
