"""Members that no cache knows are examined by two processes, and the answer is that of one."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from commitments.workspace import helper_process, new_members
from commitments.workspace.open_workspace import Workspace, open_workspace
from commitments.workspace.roof import Roof, opened_members, roof_over

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example"
NAMES = ("a", "b", "c")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A roof over three members, of which the second has a file that cannot be read."""
    for name in NAMES:
        shutil.copytree(EXAMPLE / "records", tmp_path / "desk" / name / "records")
    (tmp_path / "desk" / "b" / "records" / "broken.yaml").write_text("[", encoding="utf-8")
    (tmp_path / "desk" / "commitments.toml").write_text('[members]\nall = "?"\n', encoding="utf-8")
    return tmp_path / "desk"


def open_roof(root: Path, environ: Mapping[str, str]) -> Roof:
    own = open_workspace(root, str(root), environ, use_cache=True)
    return roof_over(own, opened_members(own), with_own=False)


def answer(roof: Roof) -> list[Any]:
    survey = roof.survey
    return [survey.by_title("en"), survey.problems, survey.links(), survey.named_parties(), survey.checked]


def kept(roof: Roof) -> list[bool]:
    """Whether the cache has a file of each member."""
    places = (part.workspace.cache_place()[0] for part in roof.parts)
    return [place is not None and place.exists() for place in places]


@pytest.fixture
def expected(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The answer without a helper."""
    monkeypatch.setattr(new_members, "split_in_two", lambda work, items, *_, **__: [work(items)])
    alone = answer(open_roof(root, {"COMMIT_CACHE_DIR": str(tmp_path / "alone")}))
    monkeypatch.undo()
    monkeypatch.setattr(helper_process, "_MIN_ITEMS", 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(os, "sched_setaffinity", lambda *_: None, raising=False)
    return alone


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no helper elsewhere")
def test_a_helper_examines_half_and_the_answer_is_the_same(
    root: Path, environ: Mapping[str, str], expected: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    examined_here: list[str] = []
    examine = new_members._examine

    def noted(members: list[Workspace]) -> bytes:
        examined_here.extend(member.root.name for member in members)
        return examine(members)

    monkeypatch.setattr(new_members, "_examine", noted)
    roof = open_roof(root, environ)
    assert roof.survey is not None and examined_here == ["a"] and kept(roof) == [True] * 3
    assert answer(roof) == expected == answer(open_roof(root, environ))
    assert examined_here == ["a"]


def test_a_helper_that_fails_costs_only_time(
    root: Path, environ: Mapping[str, str], expected: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, examine = os.getpid(), new_members._examine

    def failing(members: list[Workspace]) -> bytes:
        if os.getpid() != here:
            os._exit(7)
        return examine(members)

    monkeypatch.setattr(new_members, "_examine", failing)
    assert answer(open_roof(root, environ)) == expected


def test_members_that_are_known_or_cannot_be_kept_are_not_examined_ahead(
    root: Path, environ: Mapping[str, str], expected: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answer(open_roof(root, environ)) == expected

    def refused(members: list[Workspace]) -> bytes:
        raise AssertionError(members)

    monkeypatch.setattr(new_members, "_examine", refused)
    assert answer(open_roof(root, environ)) == expected
    own = open_workspace(root, str(root), environ, use_cache=False)
    assert answer(roof_over(own, opened_members(own), with_own=False)) == expected
