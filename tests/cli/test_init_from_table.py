"""`commit init --from TABLE`: a register, its parties and its records in one go, or nothing at all."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from dialogues import Dialogue

from commitments.cli.app import main

pytestmark = pytest.mark.usefixtures("no_git_settings")
TABLE = "Action,Owner,By when,Status\nOpen the port,Port Office,2027-05,Open\nDig,Acme Ltd,2027,Parked\n"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.csv").write_text(TABLE, "utf-8")
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(place.name for place in folder.iterdir())


def test_a_register_is_made_with_parties_records_and_recipe(table: Path, capsys: Any) -> None:
    options = (
        "--kind",
        "agreed_action",
        "--value",
        "Parked=suspended",
        "--set",
        "review_by=2027-02-01",
        "--date",
        "2026-11-01",
    )
    status = main(
        ["init", "r", "--from", "plan.csv", *options, "--save-recipe", "plan", "--no-git", "--lang", "en"]
    )
    answer = capsys.readouterr().out
    assert status == 0
    assert "2 new records" in answer
    assert "check the parties that the table gave" in answer
    assert names(table / "r/records") == ["dig.yaml", "open-the-port.yaml"]
    assert "Port Office" in (table / "r/schema/parties.yaml").read_text("utf-8")
    assert '"Parked" = "suspended"' in (table / "r/imports/plan.toml").read_text("utf-8")
    assert main(["--root", "r", "validate"]) == 0


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        ((), 1, "--kind agreed_action"),
        (("--kind", "agreed_action"), 1, "--value 'Parked=…'"),
        (("--kind", "agreed_action", "--set", "leed=mof"), 2, "No column can stand for leed"),
        (("--kind", "agreed_action", "--sheet", "Plan"), 2, "--sheet"),
        (("--recipe", "nowhere.toml"), 2, "nowhere.toml"),
    ],
)
def test_nothing_is_half_written(
    table: Path, capsys: Any, options: tuple[str, ...], status: int, message: str
) -> None:
    assert main(["init", "r", "--from", "plan.csv", *options, "--no-git", "--lang", "en"]) == status
    said = capsys.readouterr()
    assert message in said.out + said.err
    assert names(table) == ["plan.csv"]


def test_faulty_rows_are_left_out_where_that_is_asked(table: Path) -> None:
    options = ("--kind", "agreed_action", "--skip-faulty")
    assert main(["init", "r", "--from", "plan.csv", *options, "--no-git", "--lang", "en"]) == 0
    assert names(table / "r/records") == ["open-the-port.yaml"]
    assert "Acme" not in (table / "r/schema/parties.yaml").read_text("utf-8")


def test_a_register_that_stands_is_not_made_of_a_table(table: Path, capsys: Any) -> None:
    assert main(["init", "r", "--no-git", "--lang", "en"]) == 0
    assert main(["init", "r", "--from", "plan.csv", "--kind", "mou", "--lang", "en"]) == 2
    assert "`commit import FILE` adds the rows" in capsys.readouterr().err
    assert names(table / "r/records") == [".gitkeep"]


def test_options_of_a_table_need_one(table: Path, capsys: Any) -> None:
    assert main(["init", "r", "--kind", "mou", "--lang", "en"]) == 2
    assert "Name it with --from." in capsys.readouterr().err
    assert names(table) == ["plan.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_is_asked(table: Path) -> None:
    (table / "mous.csv").write_text("MoU title,Partner,Signed on\nOn ports,Acme Ltd,2024-05-02\n", "utf-8")
    command = [
        sys.executable,
        "-m",
        "commitments",
        "init",
        "r",
        "--from",
        "mous.csv",
        "--no-git",
        "--lang",
        "en",
    ]
    on = Dialogue(command)
    on.answer(
        ("Id of the register", ""),
        ("Time zone", ""),
        ("What does 5/8/2026 mean", "1"),
        ("hosted", "none"),
        ("Of what kind are the records", "memorandum of understanding"),
        ("Who signs in all rows", "Lakeside University"),
        ("On ports", None),
        ("Name of the recipe", "mous"),
        ("What shall be done", "1"),
    )
    assert on.end() == 0
    assert "party: lakeside-university" in (table / "r/records/on-ports.yaml").read_text("utf-8")
    assert names(table / "r/imports") == ["mous.toml"]
