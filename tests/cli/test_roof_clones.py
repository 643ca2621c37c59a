"""Members of a roof that are clones: one that is cut off, or behind its remote, is no part of a total."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory, clean_environment
from roof_histories import RoofStory, record

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("no_git_settings")


@pytest.fixture
def roof(tmp_path: Path) -> RoofStory:
    return RoofStory(tmp_path / "desk")


def answer(run: Run, root: Path, *words: str, status: int = 0) -> Any:
    ran = run(*words, "-f", "json", root=root, today=None if "--as-of" in words else "2026-11-22")
    assert ran.status == status, ran.err
    return json.loads(ran.out)


def member(answer: Any, name: str | None) -> Any:
    (row,) = (row for row in answer["members"] if row["name"] == name)
    return row


def shallow_twin(roof: RoofStory) -> Path:
    """A member that is a shallow clone of mof."""
    place = roof.root / "a twin"
    roof.stories["mof"].shallow(2, "twin").rename(place)
    roof.add("twin", "a twin")
    return place


def clone_of_mof(roof: RoofStory, *options: str) -> Path:
    """A member that is a clone of mof, and was made before its last commit."""
    story, place = roof.stories["mof"], roof.root / "clones" / "twin"
    story.git("clone", "--quiet", *options, "--template=", str(story.root), str(place))
    roof.add("twin", "clones/twin")
    story.commit({"records/new.yaml": record("new")}, when="2026-03-01T09:00:00-05:00")
    return place


def test_a_shallow_clone_is_listed_and_in_no_total(run: Run, roof: RoofStory) -> None:
    place = shallow_twin(roof)
    whole = answer(run, roof.root, "status", "--all", status=1)
    assert whole["summary"]["total"] is None
    row = member(whole, "twin")
    assert (row["state"], row["records"]) == ("shallow", 3)
    assert row["reason"] == "it lacks older commits; `git -C 'a twin' fetch --unshallow` fetches them"
    assert "twin:late" in {record["id"] for record in whole["records"]}
    ran = run("status", "--lang", "vi", root=roof.root)
    assert "`git -C 'a twin' fetch --unshallow`" in ran.err
    ran = run("changes", root=roof.root)
    assert ran.status == 1
    assert "twin is a shallow clone" in ran.err
    assert "twin:plan" not in ran.out, "what the first commit of the clone changed is not known"
    assert "mof:plan" in ran.out
    roof.stories["mof"].git("fetch", "--quiet", "--unshallow", where=place)
    assert answer(run, roof.root, "status")["summary"]["total"] == 8


def test_a_day_that_a_shallow_clone_lacks_is_said(run: Run, roof: RoofStory) -> None:
    shallow_twin(roof)
    past = answer(run, roof.root, "status", "--all", "--as-of", "2025-06-10", status=1)
    assert member(past, "twin")["state"] == "shallow"
    assert member(past, "twin")["records"] == 3
    past = answer(run, roof.root, "status", "--all", "--as-of", "2025-03-10", status=1)
    assert member(past, "twin")["state"] == "shallow"
    assert member(past, "twin")["records"] is None
    assert "the state of 2025-03-10 is not known" in member(past, "twin")["reason"]
    assert {row["member"] for row in past["records"]} == {"mofa", "mof"}


@pytest.mark.parametrize("options", [(), ("--bare",)])
def test_a_clone_that_is_behind_is_in_no_total(run: Run, roof: RoofStory, options: tuple[str, ...]) -> None:
    place = clone_of_mof(roof, *options)
    story = roof.stories["mof"]
    assert answer(run, roof.root, "status")["summary"]["total"] == 9
    story.git("fetch", "--quiet", where=place)
    whole = answer(run, roof.root, "status", status=1)
    assert whole["summary"]["total"] is None
    row = member(whole, "twin")
    assert (row["state"], row["records"]) == ("behind", 3)
    command = row["reason"].split("`")[1]
    assert command.startswith("git -C clones/twin ")
    subprocess.run(command.split(), cwd=roof.root, env=clean_environment(), check=True)
    mended = answer(run, roof.root, "status")
    assert (mended["summary"]["total"], member(mended, "twin")["state"]) == (10, "whole")


def test_a_clone_that_git_refuses_is_said(run: Run, roof: RoofStory) -> None:
    place = clone_of_mof(roof)
    roof.stories["mof"].git("fetch", "--quiet", where=place)
    shutil.rmtree(place / ".git/objects")
    (place / ".git/objects").mkdir()
    whole = answer(run, roof.root, "status", status=1)
    assert member(whole, "twin")["state"] == "behind"
    assert whole["summary"]["total"] is None


@pytest.fixture
def monorepo(tmp_path: Path) -> GitStory:
    """A repository that holds a roof and two members as plain folders."""
    story = GitStory(tmp_path / "origin")
    members = 'timezone = "UTC"\n[members]\none = "one"\ntwo = "two"\n'
    first = {"commitments.toml": members, "one/records/a.yaml": record("a", due="2025-06")}
    story.commit(first, when="2025-03-01T09:00:00+00:00")
    story.commit({"two/records/b.yaml": record("b")}, when="2025-06-01T09:00:00+00:00")
    story.commit({"one/records/a.yaml": record("a", due="2025-07")}, when="2025-09-01T09:00:00+00:00")
    return story


def test_plain_folders_have_the_history_of_the_roof(run: Run, monorepo: GitStory) -> None:
    rows = answer(run, monorepo.root, "changes")["changes"]
    assert [(row["date"], row["id"], row["field"]) for row in rows] == [
        ("2025-03-01", "one:a", None),
        ("2025-06-01", "two:b", None),
        ("2025-09-01", "one:a", "due"),
    ]
    past = answer(run, monorepo.root, "status", "--all", "--as-of", "2025-03-10")
    assert [(row["name"], row["records"]) for row in past["members"]] == [("one", 1), ("two", 0)]


def test_the_clone_of_a_roof_is_spoken_of_once(run: Run, monorepo: GitStory, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    monorepo.git("clone", "--quiet", "--template=", str(monorepo.root), str(clone))
    monorepo.commit({"two/records/c.yaml": record("c")})
    monorepo.git("fetch", "--quiet", where=clone)
    ran = run("status", "-f", "json", root=clone)
    assert (ran.status, json.loads(ran.out)["summary"]["total"]) == (0, 2)
    assert ran.err == (
        "The folder of the roof is behind: it lacks commits of origin/main;"
        " `git -C . merge --ff-only origin/main` takes them over\n"
    )


def test_a_roof_that_is_cut_off_says_so_of_its_history(run: Run, monorepo: GitStory) -> None:
    clone = monorepo.shallow(2)
    ran = run("status", root=clone)
    assert (ran.status, ran.err) == (0, "")
    ran = run("changes", root=clone)
    assert ran.err.count("This clone is shallow") == 1
    past = answer(run, clone, "status", "--as-of", "2025-03-10", status=1)
    assert {row["state"] for row in past["members"]} == {"shallow"}
    assert past["summary"]["total"] is None
