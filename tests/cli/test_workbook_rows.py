"""What is told of a workbook that came back names the very row and cell, and counts rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from open_documents import open_document, row, table
from openpyxl import load_workbook
from workbooks import fill_cells, headings

Run = Callable[..., Any]


@pytest.fixture
def register(world: Path) -> Path:
    """The world as a register of its own."""
    (world / "commitments.toml").write_text('register = "world"\ndates = "dmy"\n', encoding="utf-8")
    return world


@pytest.fixture
def exported(register: Path, tmp_path: Path, run: Run) -> Path:
    """Its workbook in English."""
    path = tmp_path / "register.xlsx"
    assert run("export", str(path), root=register).status == 0
    return path


def answered(run: Run, root: Path, path: Path) -> dict[str, Any]:
    """The JSON answer of an import."""
    answer: dict[str, Any] = json.loads(run("import", str(path), "-f", "json", root=root).out)
    return answer


def test_two_faults_of_one_row_are_one_row(register: Path, exported: Path, run: Run) -> None:
    fill_cells(
        exported, exported, "Commitments", "late", {"New deadline": "soonish", "Date of the news": "x"}
    )
    answer = answered(run, register, exported)
    assert len(answer["rows"]) == 2
    assert answer["summary"]["fault"] == 1
    assert "1 row with faults" in run("import", str(exported), root=register).out


def test_each_occurrence_of_a_record_names_its_own_cell(register: Path, exported: Path, run: Run) -> None:
    column = "Occurrence held on"
    fill_cells(exported, exported, "Occurrences", "yearly", {column: "20/11/2025"}, "Nov 2025")
    fill_cells(exported, exported, "Occurrences", "yearly", {column: "21/11/2026"}, "Nov 2026")
    rows = answered(run, register, exported)["rows"]
    cells = {line["field"]: (line["cell"], line["row"]) for line in rows if line["field"]}
    assert len({*cells.values()}) == len(cells) == 2
    warned = [(line["cell"], line["row"]) for line in rows if line["message"]]
    assert sorted(warned) == sorted(cells.values()), (
        "each occurrence without evidence is told with its own cell"
    )
    page = load_workbook(exported)["Occurrences"]
    for field, (cell, number) in cells.items():
        assert str(page[cell.partition("!")[2]].value)[:2] == ("20" if "2025" in field else "21")
        assert cell.endswith(str(number))


def test_a_day_long_before_its_occurrence_is_told(register: Path, exported: Path, run: Run) -> None:
    fill_cells(
        exported, exported, "Occurrences", "yearly", {"Occurrence held on": datetime(2026, 3, 5)}, "Nov 2026"
    )
    told = run("import", str(exported), root=register).err
    assert "Occurrences!F" in told and "more than a month before the occurrence 2026-11 of yearly" in told
    fill_cells(
        exported, exported, "Occurrences", "yearly", {"Occurrence held on": datetime(2026, 10, 5)}, "Nov 2026"
    )
    assert "more than a month" not in run("import", str(exported), root=register).err


def test_an_id_in_capitals_is_the_same(register: Path, exported: Path, run: Run) -> None:
    fill_cells(exported, exported, "Commitments", "late", {"Note": "Begun", "Id": "Late"})
    rows = answered(run, register, exported)["rows"]
    assert [(line["id"], line["action"]) for line in rows] == [("late", "changed")]


def test_a_workbook_saved_as_opendocument_is_told_the_form_that_comes_back(
    register: Path, exported: Path, tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "register.ods"
    names = headings(exported, "Commitments")
    path.write_bytes(open_document(table("Commitments", row(*names), row(*("x" for _ in names)))))
    ran = run("import", str(path), root=register)
    assert ran.status == 2 and "only as an Excel workbook (.xlsx)" in ran.err


def test_a_changed_sheet_of_moves_is_told(register: Path, exported: Path, run: Run) -> None:
    assert run("import", str(exported), root=register).err == ""
    book = load_workbook(exported)
    book["Moves"].append([None, "Later", "the commitment", None, None, None, 5, "later"])
    book.save(exported)
    last = book["Moves"].max_row
    told = run("import", str(exported), root=register).err
    assert f"Moves, row {last}: a cell with a grey heading was changed" in told


def test_a_sheet_of_moves_that_lacks_some_says_where_they_are_from(
    register: Path, tmp_path: Path, run: Run
) -> None:
    path, record = tmp_path / "register.xlsx", register / "records" / "late.yaml"
    text = record.read_text(encoding="utf-8")
    assert "due_changes" not in text
    assert run("export", str(path), root=register).status == 0
    assert "Moved on" in headings(path, "Moves")
    move = "{from: 2026-03, to: 2026-06, decided_on: 2026-02-01, reason: {en: Floods}}"
    record.write_text(f"{text}due_changes:\n  - {move}\n", encoding="utf-8")
    assert run("export", str(path), root=register).status == 0
    assert "Moved on (only moves in git)" in headings(path, "Moves")
    assert run("import", str(path), root=register).err == ""
