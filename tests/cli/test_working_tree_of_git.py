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
    return sorted(record["id"] for record in answer["records"])


def rules(run: Run, root: Path) -> list[tuple[str, str]]:
    answer = json.loads(run("validate", "-f", "json", root=root).out)
    return [(problem["rule"], problem["path"]) for problem in answer["problems"]]


def uncommitted(run: Run, root: Path) -> list[tuple[str, str]]:
    ran = run("changes", "-f", "json", root=root)
    assert ran.status == 0
    rows = json.loads(ran.out)["changes"]
    return [(row["change"], row["id"]) for row in rows if row["commit"] is None]


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

    def test_records_that_are_all_in_another_repository_have_no_history_here(
        self, git_story: Story, other: GitStory, run: Run, record: Callable[..., str]
    ) -> None:
        story = git_story()
        story.commit({"README.md": ""})
        within = git_story(name="within")
        within.commit({"a.yaml": record(id="a")})
        story.git("clone", "--quiet", str(within.root), "records")
        assert ids(run, story.root) == ["a"]
        ran = run("changes", root=story.root)
        assert (ran.status, ran.out) == (2, "")
        assert "records is a git repository of its own" in ran.err
        assert run("show", "a", root=story.root).status == 0

    def test_a_record_that_became_a_repository_was_removed(self, story: GitStory, run: Run) -> None:
        story.commit({"records/c.yaml": story.gitlink(story.commits[0])})
        ran = run("review", "HEAD~1...HEAD", "-f", "json", root=story.root)
        assert [finding["rule"] for finding in json.loads(ran.out)["findings"]] == ["record-removed"]


class TestSparseCheckouts:
    @pytest.fixture(params=["no cone", "cone", "sparse index", "linked working tree", "by hand"])
    def sparse(self, request: pytest.FixtureRequest, story: GitStory) -> tuple[Path, str]:
        """A checkout that leaves out one record, and its id."""
        if request.param == "linked working tree":
            place = story.worktree()
        else:
            place = story.root.parent / "clone"
            story.git("clone", "--quiet", str(story.root), str(place))
        if request.param in ("cone", "sparse index"):
            options = ("--cone", "--sparse-index") if request.param == "sparse index" else ("--cone",)
            story.git("sparse-checkout", "set", *options, "records/none", "schema", where=place)
            return place, "d"
        if request.param == "by hand":
            story.git("sparse-checkout", "set", "--no-cone", "/*", where=place)
            story.git("update-index", "--skip-worktree", "records/a.yaml", where=place)
            (place / "records/a.yaml").unlink()
        else:
            story.git("sparse-checkout", "set", "--no-cone", "/*", "!records/a.yaml", where=place)
        return place, "a"

    def test_nothing_was_removed(self, sparse: tuple[Path, str], run: Run) -> None:
        root, _ = sparse
        assert uncommitted(run, root) == []
        ran = run("review", "HEAD", "-f", "json", root=root)
        assert (ran.status, json.loads(ran.out)["findings"]) == (0, [])

    def test_it_is_said_once_how_many_are_outside(self, sparse: tuple[Path, str], run: Run) -> None:
        root, outside = sparse
        assert ids(run, root) == sorted({"a", "b", "c", "d"} - {outside})
        said = (
            "1 record is outside the sparse checkout, so it is not on disk;"
            " run `git sparse-checkout add` to bring it in.\n"
        )
        commands = (["status"], ["overdue"], ["validate"], ["slips"], ["changes"], ["review", "HEAD"])
        for command in commands:
            assert run(*command, root=root).err == said, command
        for command in (["changes", "--committed"], ["status", "--as-of", "HEAD"]):
            assert run(*command, root=root).err == "", command
        assert "sparse checkout" in run("--lang", "vi", "status", root=root).err

    def test_its_id_is_known(self, sparse: tuple[Path, str], run: Run) -> None:
        root, outside = sparse
        assert rules(run, root) == []
        assert run("validate", root=root).status == 0
        assert run("status", outside, root=root).status == 0
        assert run("status", "--part-of", outside, root=root).status == 0
        assert run("changes", outside, root=root).status == 0
        assert run("status", "nowhere", root=root).status == 2

    def test_it_cannot_be_shown_or_edited(self, sparse: tuple[Path, str], run: Run) -> None:
        root, outside = sparse
        for command in (["show", outside], ["update", outside, "--note", "x"]):
            ran = run(*command, root=root)
            assert (ran.status, ran.out) == (2, "")
            assert f"{outside}.yaml is outside the sparse checkout" in ran.err

    def test_what_is_part_of_it_can_be_edited(
        self, sparse: tuple[Path, str], run: Run, record: Callable[..., str]
    ) -> None:
        root, outside = sparse
        if outside == "a":
            ran = run("update", "b", "--note", "It goes on.", root=root)
            assert ran.status == 0, ran.err

    def test_a_verdict_does_not_outlive_the_checkout(
        self, sparse: tuple[Path, str], story: GitStory, run: Run
    ) -> None:
        """What was found with a record outside is not told when git holds it no more."""
        root, outside = sparse
        if outside == "a":
            assert rules(run, root) == []
            story.git("rm", "--quiet", "--sparse", "--cached", "records/a.yaml", where=root)
            assert rules(run, root) == [("unknown-record", "records/b.yaml")]

    def test_a_record_that_was_really_removed_is_told(self, sparse: tuple[Path, str], run: Run) -> None:
        root, _ = sparse
        (root / "records/c.yaml").unlink()
        assert uncommitted(run, root) == [("removed", "c")]
        assert "record-removed" in run("review", "HEAD", root=root).out

    def test_what_was_changed_outside_since_the_base_is_reviewed(
        self, story: GitStory, run: Run, record: Callable[..., str]
    ) -> None:
        base = story.commits[0]
        story.commit({"records/a.yaml": record(id="a", due="2027-12"), "records/z.yaml": record(id="z")})
        place = story.root.parent / "clone"
        story.git("clone", "--quiet", str(story.root), str(place))
        story.git(
            "sparse-checkout", "set", "--no-cone", "/*", "!records/a.yaml", "!records/z.yaml", where=place
        )
        ran = run("review", base, "-f", "json", root=place)
        rows = {
            (change["change"], change["id"], change["field"]) for change in json.loads(ran.out)["changes"]
        }
        assert rows == {("changed", "a", "due"), ("added", "z", None)}

    def test_what_checks_records_was_not_changed_by_being_outside(self, story: GitStory, run: Run) -> None:
        place = story.root.parent / "clone"
        story.git("clone", "--quiet", str(story.root), str(place))
        story.git("sparse-checkout", "set", "--no-cone", "/records/", where=place)
        (place / "records/c.yaml").write_text((place / "records/c.yaml").read_text() + "tags: [x]\n")
        ran = run("review", "HEAD", "-f", "json", root=place)
        assert (ran.status, json.loads(ran.out)["findings"]) == (0, [])

    def test_a_checkout_that_is_whole_again_says_nothing(self, story: GitStory, run: Run) -> None:
        story.git("sparse-checkout", "set", "--no-cone", "/*", "!records/a.yaml")
        story.git("sparse-checkout", "disable")
        assert run("status", root=story.root).err == ""


class TestIgnoredFiles:
    @pytest.fixture
    def ignoring(self, story: GitStory, record: Callable[..., str]) -> Path:
        story.write({".gitignore": "draft-*.yaml\nprivate/\n"})
        for path in ("draft-e", "private/f", "g"):
            story.write({f"records/{path}.yaml": record(id=path.rpartition("/")[2])})
        return story.root

    def test_it_is_a_record_on_disk(self, ignoring: Path, run: Run) -> None:
        assert ids(run, ignoring) == ["a", "b", "c", "d", "draft-e", "f", "g"]

    def test_it_is_no_change_which_is_said(self, ignoring: Path, run: Run) -> None:
        assert uncommitted(run, ignoring) == [("added", "g")]
        said = (
            "2 records are ignored by git, so no commit will hold them; the first is records/draft-e.yaml.\n"
        )
        assert run("changes", root=ignoring).err == said
        ran = run("review", "HEAD", "-f", "json", root=ignoring)
        assert [change["id"] for change in json.loads(ran.out)["changes"]] == ["g"]
        assert ran.err == said
        (ignoring / "records/draft-e.yaml").unlink()
        ran = run("changes", root=ignoring)
        assert ran.err == "1 record is ignored by git, so no commit will hold it: records/private/f.yaml.\n"
        assert "gitignore" in run("--lang", "vi", "changes", root=ignoring).err

    @pytest.mark.parametrize("place", [".git/info/exclude", "records/.gitignore"])
    def test_wherever_git_is_told(self, place: str, story: GitStory, run: Run, record: Any) -> None:
        (story.root / place).parent.mkdir(exist_ok=True)
        (story.root / place).write_text("e.yaml\n")
        story.write({"records/e.yaml": record(id="e")})
        assert uncommitted(run, story.root) == []

    def test_what_git_holds_is_not_ignored(self, ignoring: Path, story: GitStory, run: Run) -> None:
        story.git("add", "--force", "records/draft-e.yaml")
        assert uncommitted(run, ignoring) == [("added", "draft-e"), ("added", "g")]
        story.write({".gitignore": "a.yaml\n*.yaml\n"})
        story.write(
            {"records/a.yaml": (ignoring / "records/a.yaml").read_text().replace("agreed", "in_progress")}
        )
        assert ("changed", "a") in uncommitted(run, ignoring)

    def test_a_record_that_git_is_to_forget_is_removed_with_that_commit(
        self, story: GitStory, run: Run
    ) -> None:
        """`git rm --cached` and a rule that ignores it: until the commit nothing differs on disk."""
        story.write({".gitignore": "c.yaml\n"})
        story.git("rm", "--quiet", "--cached", "records/c.yaml")
        assert uncommitted(run, story.root) == []
        story.git("commit", "--quiet", "-m", "Keep c here alone")
        rows = json.loads(run("changes", "c", "-f", "json", root=story.root).out)["changes"]
        assert [row["change"] for row in rows] == ["added", "removed"]
        assert "1 record is ignored by git" in run("changes", root=story.root).err


class TestMarksOfTheIndex:
    """What git was told to overlook stands on disk all the same, and that is what is told."""

    @pytest.mark.parametrize("mark", ["--assume-unchanged", "--skip-worktree"])
    def test_an_edit_that_git_overlooks_is_told(self, mark: str, story: GitStory, run: Run) -> None:
        story.git("update-index", mark, "records/c.yaml")
        path = story.root / "records/c.yaml"
        path.write_text(path.read_text().replace("agreed", "in_progress"))
        assert {*uncommitted(run, story.root)} == {("changed", "c")}

    def test_a_record_that_git_takes_for_unchanged_and_that_is_gone_is_told(
        self, story: GitStory, run: Run
    ) -> None:
        story.git("update-index", "--assume-unchanged", "records/c.yaml")
        (story.root / "records/c.yaml").unlink()
        assert uncommitted(run, story.root) == [("removed", "c")]

    def test_a_record_that_is_meant_to_be_added_is_added(
        self, story: GitStory, run: Run, record: Any
    ) -> None:
        story.write({"records/e.yaml": record(id="e")})
        story.git("add", "--intent-to-add", "records/e.yaml")
        assert uncommitted(run, story.root) == [("added", "e")]

    def test_a_record_that_was_staged_and_deleted_is_not_there(
        self, story: GitStory, run: Run, record: Any
    ) -> None:
        story.write({"records/e.yaml": record(id="e")})
        story.git("add", "records/e.yaml")
        (story.root / "records/e.yaml").unlink()
        assert uncommitted(run, story.root) == []

    def test_a_file_renamed_in_its_case_alone_is_one_record(self, story: GitStory, run: Run) -> None:
        text = (story.root / "records/c.yaml").read_text()
        story.commit({"records/c.yaml": None, "records/C.yaml": text})
        rows = json.loads(run("changes", "c", "-f", "json", root=story.root).out)["changes"]
        assert [row["change"] for row in rows] == ["added", "renamed"]
        assert (rows[1]["old"], rows[1]["new"]) == ("records/c.yaml", "records/C.yaml")
