"""Recipes of imports: saved once, used where their headings stand, and never trusted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

PARTIES = "- {id: mof, name: {en: Ministry of Finance, vi: Bộ Tài chính}, kind: ministry}\n"
TABLE = "No,What to do,Who,Ready by,State,Budget\n1,Open the portal,mof,5/8/2027,Delivered,3\n"
SETTINGS = (
    *("--map", "What to do=title", "--map", "State=status", "--map", "Ready by=due", "--map", "Budget="),
    *("--value", "Delivered=fulfilled", "--dates", "dmy", "--kind", "agreed_action"),
)
RECIPE = '[map]\n"What to do" = "title"\n"State" = "status"\n[values]\nDelivered = "fulfilled"\n'


@pytest.fixture
def root(make_workspace: Callable[..., Path]) -> Path:
    return make_workspace({"schema/parties.yaml": PARTIES})


@pytest.fixture
def table(tmp_path: Path) -> Path:
    place = tmp_path / "desk" / "q1.csv"
    place.parent.mkdir()
    place.write_text(TABLE, "utf-8")
    return place


def recipe(root: Path, name: str, text: str) -> Path:
    place = root / "imports" / name
    place.parent.mkdir(exist_ok=True)
    place.write_text(text, "utf-8")
    return place


def test_what_was_settled_once_holds_for_the_next_table(root: Path, table: Path, run: Run) -> None:
    first = run("import", str(table), *SETTINGS, "--save-recipe", "Kế hoạch quý", root=root)
    assert first.status == 0
    assert "imports/ke-hoach-quy.toml" in first.err
    again = run("import", str(table), "--write", root=root)
    assert again.status == 0
    assert "The recipe imports/ke-hoach-quy.toml is used. It settles: “What to do” is title" in again.err
    assert "the word “Delivered” means fulfilled" in again.err
    assert "“Delivered” = fulfilled closes 1 record." in again.err
    text = (root / "records/open-the-portal.yaml").read_text("utf-8")
    assert "due: 2027-08-05" in text
    assert "status: fulfilled" in text


def test_a_recipe_that_is_saved_again_says_the_same(root: Path, table: Path, run: Run) -> None:
    run("import", str(table), *SETTINGS, "--save-recipe", "plan", root=root)
    text = (root / "imports/plan.toml").read_bytes()
    again = run("import", str(table), "--save-recipe", "plan", root=root)
    assert "imports/plan.toml says this already" in again.err
    assert (root / "imports/plan.toml").read_bytes() == text
    more = run("import", str(table), "--value", "Running=in_progress", "--save-recipe", "plan", root=root)
    assert "Written: " in more.err
    assert b'"Running" = "in_progress"' in (root / "imports/plan.toml").read_bytes()


def test_a_recipe_that_a_person_edited_is_not_overwritten(root: Path, table: Path, run: Run) -> None:
    place = recipe(root, "plan.toml", f"# Ask Lan about the states.\n{RECIPE}")
    text = place.read_bytes()
    ran = run("import", str(table), "--kind", "mou", "--save-recipe", "plan", root=root)
    assert ran.status == 2
    assert "written or edited by hand" in ran.err
    assert place.read_bytes() == text


def test_an_option_goes_before_the_recipe(root: Path, table: Path, run: Run) -> None:
    recipe(root, "plan.toml", f'dates = "mdy"\n{RECIPE}[set]\nkind = "mou"\n')
    options = ("--dates", "dmy", "--kind", "agreed_action", "--map", "Ready by=due", "--value")
    ran = run("import", str(table), *options, "delivered=withdrawn", root=root)
    assert "agreed action · withdrawn · due 5 Aug 2027" in ran.out


def test_two_recipes_that_fit_are_refused_and_named(root: Path, table: Path, run: Run) -> None:
    recipe(root, "a.toml", RECIPE)
    recipe(root, "b.toml", RECIPE)
    recipe(root, "other.toml", '[map]\n"Cost" = "x-cost"\n')
    ran = run("import", str(table), root=root)
    assert ran.status == 2
    assert "Several recipes fit this table: imports/a.toml, imports/b.toml" in ran.err
    assert "imports/a.toml is used" in run("import", str(table), "--recipe", "a", root=root).err


def test_a_recipe_beside_the_table_is_only_offered(root: Path, table: Path, run: Run) -> None:
    beside = table.with_name("mine.toml")
    beside.write_text(RECIPE, "utf-8")
    ran = run("import", str(table), *SETTINGS, root=root)
    assert "is not used unless it is named: --recipe" in ran.err
    assert "is used. It settles" not in ran.err
    named = run("import", str(table), "--kind", "mou", "--recipe", str(beside), root=root)
    assert "is used. It settles" in named.err


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.toml", f"write = true\n{RECIPE}", "imports/a.toml:1:1: a recipe has no key “write”"),
        ("a.toml", RECIPE.replace('"title"', '"titel"'), "imports/a.toml:2:1: titel is not a field"),
        ("a.toml", f"{RECIPE}[set]\nleed = 'mof'\n", "imports/a.toml:7:1: leed is not a field"),
        ("a.toml", "[map\n", "imports/a.toml:1:5: this is no TOML"),
    ],
)
def test_a_faulty_recipe_that_may_be_meant_is_refused(
    root: Path, table: Path, run: Run, name: str, text: str, message: str
) -> None:
    recipe(root, name, text)
    ran = run("import", str(table), *SETTINGS, root=root)
    assert ran.status == 2
    assert message in ran.err


def test_a_value_that_cannot_be_is_told_with_its_place(root: Path, table: Path, run: Run) -> None:
    recipe(root, "a.toml", f"{RECIPE}[set]\nkind = 'mou'\nlead = 'nobody'\n")
    ran = run("import", str(table), root=root)
    assert ran.status == 2
    assert "There is no party nobody" in ran.err
    assert "imports/a.toml:8:1" in ran.err


def test_a_faulty_recipe_for_other_tables_is_let_be(root: Path, table: Path, run: Run) -> None:
    recipe(root, "a.toml", 'write = true\n[map]\n"Cost" = "x-cost"\n')
    assert run("import", str(table), *SETTINGS, root=root).status == 0


def test_links_are_never_followed(root: Path, table: Path, run: Run, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.toml").write_text(RECIPE, "utf-8")
    (root / "imports").mkdir()
    (root / "imports/a.toml").symlink_to(outside / "a.toml")
    ran = run("import", str(table), *SETTINGS, root=root)
    assert ran.status == 0
    assert "imports/a.toml is a link, and is not read as a recipe" in ran.err
    saved = run("import", str(table), *SETTINGS, "--save-recipe", "a", root=root)
    assert saved.status == 2
    (root / "imports/a.toml").unlink()
    (root / "imports").rmdir()
    (root / "imports").symlink_to(outside)
    ran = run("import", str(table), *SETTINGS, "--save-recipe", "b", root=root)
    assert ran.status == 2
    assert [place.name for place in outside.iterdir()] == ["a.toml"]


def test_a_file_in_the_place_of_the_folder_is_told(root: Path, table: Path, run: Run) -> None:
    (root / "imports").write_text("no folder", "utf-8")
    ran = run("import", str(table), *SETTINGS, root=root)
    assert ran.status == 0
    assert "imports cannot be read" in ran.err


@pytest.mark.parametrize("name", ["../evil", "a/b", "..", ".hidden", "", "a" * 80, "\\a"])
def test_a_recipe_is_saved_nowhere_else(root: Path, table: Path, run: Run, name: str) -> None:
    ran = run("import", str(table), *SETTINGS, "--save-recipe", name, "--write", root=root)
    assert ran.status == 2
    assert not (root / "imports").exists()
    assert [place.name for place in (root / "records").iterdir()] == []


def test_a_title_takes_the_text_of_a_cell_and_nothing_else(root: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "t.csv").write_text("Partner,Signatories\n{Signatories},mof\n", "utf-8")
    recipe(
        root, "a.toml", 'title = "MoU with {Partner}"\n[map]\nPartner = "x-partner"\n[set]\nkind = "mou"\n'
    )
    ran = run("import", str(tmp_path / "t.csv"), root=root)
    assert "MoU with {Signatories}" in ran.out
    recipe(root, "a.toml", 'title = "MoU with {Partner.__class__}"\n')
    ran = run("import", str(tmp_path / "t.csv"), "--recipe", "a", root=root)
    assert ran.status == 2
    assert "The table has no column Partner.__class__" in ran.err
