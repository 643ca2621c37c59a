"""What a workspace held at a commit: its records and parties of then, each version examined once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from gitstory import clean_environment

from commitments.errors import CommitmentsError
from commitments.history.past_workspace import PastWorkspaces, named_revision, workspace_repository
from commitments.workspace import examine as examining
from commitments.workspace import helper_process
from commitments.workspace.open_workspace import Workspace, open_workspace
from commitments.workspace.validate import validate
from commitments.workspace.whole_records import load

Story = Callable[..., Any]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Where git and the cache are."""
    return {**clean_environment(), "COMMIT_CACHE_DIR": str(tmp_path / "cache")}


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files that are examined from now on."""
    seen: list[str] = []
    whole = examining.examine

    def examine(source: Any) -> Any:
        seen.append(source.path)
        return whole(source)

    monkeypatch.setattr(examining, "examine", examine)
    yield seen


def past(root: Path, environ: dict[str, str], use_cache: bool = True) -> PastWorkspaces:
    workspace = open_workspace(root, str(root), environ, use_cache)
    return PastWorkspaces(workspace, workspace_repository(workspace))


def test_no_git_at_all(make_workspace: Callable[..., Path], environ: dict[str, str]) -> None:
    root = make_workspace({"a.yaml": "id: a\n"})
    with pytest.raises(CommitmentsError, match="not in a git repository"):
        past(root, {**environ, "GIT_CEILING_DIRECTORIES": str(root.parent)})


def test_a_state_without_records_says_so(
    git_story: Story, environ: dict[str, str], record: Callable[..., str]
) -> None:
    story = git_story()
    story.commit({"README.md": "x"})
    story.commit({"records/small.yaml": record()})
    there = past(story.root, environ)
    with pytest.raises(CommitmentsError) as refused:
        assert there.at(named_revision(there.repository, story.commits[0])).survey
    assert story.commits[0][:7] in str(refused.value) and "\n" not in str(refused.value)
    assert there.at(named_revision(there.repository, story.commits[1])).survey.checked == 1


PARTIES = "- {id: acme, name: {en: Acme}, kind: company, country: GB}\n"


def test_parties_are_those_of_then_and_settings_those_of_now(
    git_story: Story, environ: dict[str, str], record: Callable[..., str]
) -> None:
    story = git_story()
    old = story.commit(
        {
            "records/small.yaml": record(),
            "schema/parties.yaml": PARTIES,
            "commitments.toml": 'language = "en"\ndue_soon_days = 5\n',
        }
    )
    story.commit({"schema/parties.yaml": PARTIES.replace("acme", "other"), "commitments.toml": None})
    story.write({"commitments.toml": 'language = "vi"\ndue_soon_days = 14\n'})
    there = past(story.root, environ)
    then = there.at(named_revision(there.repository, old))
    assert set(then.registry.parties) == {"acme"}
    assert (then.settings.language, then.settings.due_soon_days) == ("vi", 14)
    now = open_workspace(story.root, None, environ)
    assert set(now.registry.parties) == {"other"}
    assert now.settings == then.settings


def test_settings_of_now_that_cannot_be_used_are_refused(git_story: Story, environ: dict[str, str]) -> None:
    story = git_story()
    first = story.commit({"records/a.yaml": "id: a\n", "commitments.toml": ""})
    story.write({"commitments.toml": "due_soon_days = -1\n"})
    there = past(story.root, environ)
    with pytest.raises(CommitmentsError, match="settings"):
        there.at(named_revision(there.repository, first))


def test_the_present_is_not_looked_at(
    git_story: Story, environ: dict[str, str], record: Callable[..., str]
) -> None:
    story = git_story()
    first = story.commit({"records/small.yaml": record(), "commitments.toml": "due_soon_days = 14\n"})
    story.commit({"records/small.yaml": None, "records/b.yml": ""})
    there = past(story.root, environ)
    assert [outline.id for outline in there.at(named_revision(there.repository, first)).survey.outlines] == [
        "small"
    ]


def test_each_version_of_a_file_is_examined_once(
    git_story: Story, environ: dict[str, str], examined: list[str], record: Callable[..., str]
) -> None:
    story = git_story(checkout=False)
    story.commit({f"records/{id}.yaml": record(id=id) for id in "abc"})
    story.commit({"records/b.yaml": record(id="b", due=2026)})
    story.commit({"records/b.yaml": record(id="b"), "records/d.yaml": record(id="d")})
    story.commit({"records/a.yaml": None, "records/e/a.yaml": record(id="a")})
    story.write({"records/now.yaml": ""})
    for use_cache, expected in ((False, 6), (True, 6), (True, 6 - 4)):
        there = past(story.root, environ, use_cache)
        examined.clear()
        found = []
        for commit in (*story.commits, *reversed(story.commits), story.commits[1], story.commits[3]):
            then = there.at(named_revision(there.repository, commit))
            found.append([(outline.id, outline.due, outline.path) for outline in then.survey.outlines])
            then.survey.remember()
        assert len(examined) == expected
        assert found[0] == [(id, "", f"records/{id}.yaml") for id in "abc"]
        assert found[1][1] == ("b", "2026", "records/b.yaml")
        assert [item[2] for item in found[3]] == [f"records/{id}.yaml" for id in ("b", "c", "d", "e/a")]
        assert found[:4] == found[7:3:-1]
        assert found[8:] == [found[1], found[3]]


@pytest.mark.parametrize("helped", [False, True])
def test_any_order_gives_what_each_state_gives_alone(
    helped: bool,
    git_story: Story,
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    record: Callable[..., str],
) -> None:
    if helped:
        monkeypatch.setattr(helper_process, "_MIN_ITEMS", 2)
    story = git_story()
    story.commit({f"records/{id}.yaml": record(id=id, part_of="x") for id in "abcdefg"})
    story.commit({"records/b.yaml": "broken: [\n", "records/c.yaml": b"x" * 300_000, "records/n.txt": ""})
    story.commit({"records/b.yaml": record(id="b"), "records/link.yaml": story.link("b.yaml")})
    story.commit(
        {"records/d.yaml": record(id="a"), "records/c.yaml": None, "records/e.yaml": record(id="e", due=1)}
    )

    def told(workspace: Workspace) -> Any:
        return validate(workspace), list(workspace.survey.outlines), workspace.survey.left_out()

    alone = {}
    for commit in story.commits:
        there = past(story.root, environ, use_cache=False)
        alone[commit] = told(there.at(named_revision(there.repository, commit)))
    for order in (story.commits, story.commits[::-1], [story.commits[1]] * 2, story.commits[::2]):
        there = past(story.root, environ)
        for commit in order:
            then = there.at(named_revision(there.repository, commit))
            assert told(then) == alone[commit]
            then.survey.remember()


def test_a_commit_is_judged_as_its_checkout(
    git_story: Story, environ: dict[str, str], record: Callable[..., str]
) -> None:
    story = git_story()
    modeline = "# yaml-language-server: $schema={}\n"
    story.commit(
        {
            "records/small.yaml": modeline.format("../schema/own.json") + record(depends_on=["x", "b"]),
            "records/b.yaml": modeline.format("../elsewhere/schema.json") + record(id="b", part_of="small"),
            "records/c.yaml": modeline.format("../elsewhere/gone.json") + record(id="b"),
            "records/sub/.hidden/d.yaml": record(id="d"),
            "records/broken.yaml": "a: [\n",
            "records/large.yaml": b"x" * 300_000,
            "records/notes.md": "x",
            "elsewhere/schema.json": "{}",
            "schema/own.json": "{}",
            "schema/commitment.schema.json": "{}",
            "schema/parties.yaml": PARTIES + "- {id: acme}\n",
            "commitments.toml": "due_soon_days = -1\n",
        }
    )
    bare = story.bare()
    here, there = (
        validate(open_workspace(root, str(root), environ, tolerant=True)) for root in (story.root, bare)
    )

    def plain(found: Any) -> list[Any]:
        return [
            (*(getattr(item, n) for n in ("rule", "path", "line", "column", "id")), item.values)
            for item in found
        ]

    assert plain(here.problems) == plain(there.problems)
    assert here.checked == there.checked
    rules = {problem.rule for problem in here.problems}
    assert {"file-too-large", "modeline-nowhere", "schema-differs", "stray-file", "bad-setting"} <= rules
    assert sum(problem.rule == "modeline-nowhere" for problem in here.problems) == 1


def test_a_bare_repository_is_loaded_as_its_last_commit(
    git_story: Story, record: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    story = git_story(checkout=False)
    story.commit({"records/small.yaml": record(), "schema/parties.yaml": PARTIES})
    for name, value in clean_environment().items():
        monkeypatch.setenv(name, value)
    found = load(story.bare())
    assert [item.id for item in found] == ["small"]
    assert set(found.registry.parties) == {"acme"}


def test_the_past_has_a_cache_of_its_own(
    git_story: Story, environ: dict[str, str], examined: list[str], record: Callable[..., str]
) -> None:
    story = git_story()
    first = story.commit({f"records/{id}.yaml": record(id=id) for id in "ab"})
    second = story.commit({"records/c.yaml": record(id="c")})
    os.utime(story.root / "records/a.yaml", (10**9, 10**9))
    now = open_workspace(story.root, None, environ)
    assert now.survey.checked == 3
    now.survey.remember()
    before = {path.name: path.read_bytes() for path in Path(environ["COMMIT_CACHE_DIR"]).iterdir()}
    counts = []
    for commit in (first, first, second, second, first, first):
        examined.clear()
        there = past(story.root, environ)
        then = there.at(named_revision(there.repository, commit))
        assert then.survey.checked == (2 if commit == first else 3)
        then.survey.remember()
        counts.append(len(examined))
    assert counts == [2, 0, 1, 0, 0, 0]
    after = {path.name: path.read_bytes() for path in Path(environ["COMMIT_CACHE_DIR"]).iterdir()}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1
