"""What a workbook shows beside its values is told: colours, strike-through, what is hidden, comments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

RED = PatternFill("solid", fgColor="FFFF0000")
GREY = PatternFill("solid", fgColor="FFDDDDDD")


def strike(sheet: Any) -> None:
    sheet["A3"].font = sheet["A4"].font = Font(strike=True)


def colour(sheet: Any) -> None:
    sheet["B5"].fill = RED


def stripe(sheet: Any) -> None:
    for row in range(1, 8):
        sheet.cell(row, 1).fill = GREY if row == 1 or row % 2 else PatternFill()


def comment(sheet: Any) -> None:
    sheet["B3"].comment = Comment("not ours", "A")


def hide_rows(sheet: Any) -> None:
    sheet.row_dimensions[4].hidden = True
    sheet.row_dimensions[40].hidden = True


def hide_columns(sheet: Any) -> None:
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["H"].hidden = True


@pytest.mark.parametrize(
    ("mark", "line"),
    [
        (strike, "Struck through, and imported like all others: S!A3:A4"),
        (colour, "Colours are not read: S!B5"),
        (stripe, ""),
        (comment, "Comments are not imported: S!B3"),
        (hide_rows, "Hidden rows, imported like all others: 4"),
        (hide_columns, "Hidden columns, read like all others: B"),
    ],
)
def test_what_stands_beside_the_values_is_told(
    make_workspace: Callable[..., Path],
    run: Callable[..., Any],
    tmp_path: Path,
    mark: Callable[[Any], None],
    line: str,
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "S"
    sheet.append(["Action", "Lead"])
    for number in range(6):
        sheet.append([f"Action number {number}", "Acme"])
    mark(sheet)
    book.save(tmp_path / "t.xlsx")
    ran = run("import", str(tmp_path / "t.xlsx"), "--kind", "agreed_action", root=make_workspace({}))
    assert ran.status == 0
    assert ran.err == (f"{line}\n" if line else "")


def test_a_column_that_fails_in_nearly_all_rows_is_taken_as_text(
    make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    rows = "".join(f"Item {number},Acme,General Cooperation,soon\n" for number in range(5))
    (tmp_path / "t.csv").write_text(f"Title,Lead,Type,Signed on\n{rows}", "utf-8")
    root = make_workspace({})
    ran = run("import", str(tmp_path / "t.csv"), "--kind", "mou", "--write", root=root)
    assert ran.status == 0
    taken = "is a {}; it is taken as text, {}."
    assert ran.err.splitlines()[:2] == [
        f"C1: nearly no cell of the column “Type” {taken.format('kind', 'x-type')}",
        f"D1: nearly no cell of the column “Signed on” {taken.format('made_on', 'x-signed-on')}",
    ]
    record = (root / "records/item-0.yaml").read_text("utf-8")
    assert "kind: mou\n" in record
    assert "x-type: General Cooperation\n" in record


def test_single_faults_do_not_make_a_column_a_text(
    make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text("Title,Lead,Type\nOne,Acme,General\nTwo,Acme,mou\n", "utf-8")
    ran = run("import", str(tmp_path / "t.csv"), root=make_workspace({}))
    assert ran.status == 1
    assert "C2: General is not one of" in ran.out


def test_a_day_left_out_is_told_once(
    make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    rows = "One,Acme,trước 30/6/2027\nTwo,Acme,2027\nThree,Acme,before 30 June 2027\n"
    (tmp_path / "t.csv").write_text(f"Action,Lead,Due\n{rows}", "utf-8")
    root = make_workspace({})
    arguments = ("import", str(tmp_path / "t.csv"), "--kind", "agreed_action", "--lang", "en", "--write")
    assert "“Before” a day is read as the day before it: C2, C4\n" in run(*arguments, root=root).err
    assert "Before" not in run(*arguments, root=root).err


def test_addresses_behind_words_are_evidence_or_told(
    make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "t.md").write_text(
        "| Action | Lead | Evidence |\n|--|--|--|\n"
        "| [Open](https://example.org/o) | acme | [Minutes](https://example.org/m) |\n",
        "utf-8",
    )
    root = make_workspace({})
    arguments = ("import", str(tmp_path / "t.md"), "--kind", "agreed_action", "--lang", "en", "--write")
    ran = run(*arguments, root=root)
    assert ran.status == 0
    assert "Addresses behind words are not imported: A3" in ran.err
    text = (root / "records/open.yaml").read_text("utf-8")
    assert "title: Minutes" in text
    assert "url: https://example.org/m" in text
