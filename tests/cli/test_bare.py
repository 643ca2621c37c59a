"""A bare clone that is named: its last commit answers as a checkout would, and nothing is written."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitstory import clean_environment

Run = Callable[..., Any]
Story = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("no_git_settings")


def cloned(laid: Path, target: Path, *how: str) -> Path:
    command = ["git", "clone", "--quiet", *how, str(laid), str(target)]
    subprocess.run(command, env=clean_environment(), check=True)
    return target


@pytest.fixture(scope="module")
def checkout(laid: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commits of the example hold, and nothing beside."""
    return cloned(laid, tmp_path_factory.mktemp("cloned") / "example")


@pytest.fixture
def bare(laid: Path, tmp_path: Path) -> Path:
    """A bare clone of the example."""
    return cloned(laid, tmp_path / "example.git", "--bare")


@pytest.mark.parametrize(
    "words",
    [
        ["status", "--all"],
        ["overdue", "--within", "30d", "-f", "json"],
        ["show", "flood-sensors"],
        ["show", "teacher-exchange", "-f", "json"],
        ["validate", "-f", "json"],
        ["validate", "--strict"],
        ["status", "--text", "bus", "-f", "csv"],
        ["status", "--as-of", "2025-06-30"],
    ],
    ids=" ".join,
)
def test_a_bare_clone_answers_as_a_checkout(words: list[str], bare: Path, checkout: Path, run: Run) -> None:
    expected = run(*words, root=checkout)
    assert run(*words, root=bare) == expected
    assert run(*words, root=bare) == expected
    assert expected.out


def test_a_bare_clone_is_taken_only_where_it_is_named(
    bare: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMIT_ROOT", str(bare))
    assert run("status").status == 0
    monkeypatch.delenv("COMMIT_ROOT")
    monkeypatch.chdir(bare)
    assert run("status").status == 2
    assert run("status", root=bare.parent).status == 2


def test_nothing_is_mended_in_a_bare_clone(bare: Path, run: Run) -> None:
    before = sorted(path.relative_to(bare) for path in bare.rglob("*"))
    ran = run("validate", "--fix", root=bare)
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2
    assert sorted(path.relative_to(bare) for path in bare.rglob("*")) == before


def test_files_of_a_bare_clone_are_named_from_its_top(git_story: Story, run: Run) -> None:
    story = git_story(checkout=False)
    story.commit({"records/a.yaml": "id: a\n", "records/b.yaml": "id: [\n", "README.md": ""})
    bare = story.bare()
    ran = run("validate", "records/b.yaml", "-f", "json", root=bare)
    assert ran.status == 1
    assert {problem["path"] for problem in json.loads(ran.out)["problems"]} == {"records/b.yaml"}
    assert run("validate", "records/", root=bare).status == 1
    for name in ("records/gone.yaml", "README.md"):
        assert run("validate", name, root=bare).status == 2


def test_no_annotation_leads_into_a_bare_clone(
    git_story: Story, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = git_story(checkout=False)
    story.commit({"records/a.yaml": "id: a\n"})
    bare = story.bare()
    monkeypatch.chdir(bare.parent)
    assert "file=records/a.yaml," in run("validate", "-f", "github", root=Path(bare.name)).out


def test_a_bare_clone_without_records_says_so(git_story: Story, run: Run) -> None:
    story = git_story(checkout=False)
    commit = story.commit({"README.md": ""})
    ran = run("status", root=story.bare())
    assert (ran.status, ran.out) == (2, "")
    assert commit[:7] in ran.err
