"""A list on a roof lets the columns of a member go, and reads them again, the same, where more is asked."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from commitments.model.outline import Outline
from commitments.workspace.open_workspace import open_workspace
from commitments.workspace.roof import Roof, opened_members, roof_over

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example"


def open_roof(root: Path, environ: Mapping[str, str], use_cache: bool) -> Roof:
    own = open_workspace(root, str(root), environ, use_cache)
    return roof_over(own, opened_members(own), with_own=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A roof over two members, of which each has a file that cannot be read."""
    for name in ("mof", "mofa"):
        shutil.copytree(EXAMPLE / "records", tmp_path / "desk" / name / "records")
        (tmp_path / "desk" / name / "records" / "broken.yaml").write_text("[", encoding="utf-8")
    (tmp_path / "desk" / "commitments.toml").write_text('[members]\nall = "mo*"\n', encoding="utf-8")
    return tmp_path / "desk"


def held(roof: Roof) -> list[bool]:
    """Whether each part holds what was examined of it."""
    return ["survey" in vars(part.workspace) for part in roof.parts]


def answers(roof: Roof) -> list[object]:
    survey = roof.survey
    paths = [problem.path for problem in survey.left_out()]
    by_title: list[Outline] = survey.by_title("vi")
    return [
        by_title,
        survey.outlines,
        survey.problems,
        paths,
        roof.unread_ids(),
        survey.links(),
        survey.checked,
    ]


def test_titles_let_the_columns_go_and_nothing_else_asks_for_them(
    root: Path, environ: Mapping[str, str]
) -> None:
    for _ in ("cold", "warm"):
        roof = open_roof(root, environ, use_cache=True)
        assert len(roof.survey.by_title("en")) == 2 * 15
        assert [problem.path for problem in roof.survey.left_out()] == [
            f"{name}/records/broken.yaml" for name in ("mof", "mofa")
        ]
        assert roof.unread_ids() == ["mof:broken", "mofa:broken"]
        assert roof.survey.refused() == [] == roof.survey.nested()
        assert held(roof) == [False, False]


def test_without_a_cache_nothing_is_let_go(root: Path, environ: Mapping[str, str]) -> None:
    roof = open_roof(root, environ, use_cache=False)
    roof.survey.by_title("en")
    assert held(roof) == [True, True]


def test_what_was_let_go_is_read_again_the_same(root: Path, environ: Mapping[str, str]) -> None:
    expected = answers(open_roof(root, environ, use_cache=False))
    roof = open_roof(root, environ, use_cache=True)
    roof.survey.by_title("en")
    assert answers(roof) == expected
    for file in (root.parent / "cache").rglob("*.cache"):
        file.unlink()
    roof = open_roof(root, environ, use_cache=True)
    roof.survey.by_title("en")
    for file in (root.parent / "cache").rglob("*.cache"):
        file.unlink()
    assert answers(roof) == expected
