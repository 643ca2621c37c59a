"""What a workbook that came back is asked about on a terminal, and what each answer writes. POSIX only."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dialogues import CTRL_C, Dialogue
from openpyxl import load_workbook
from workbooks import fill_cells, find_row

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
Run = Callable[..., Any]
CLASH = "both the workbook and the record changed since the export"


@pytest.fixture
def returned(world: Path, tmp_path: Path, run: Run) -> Path:
    """A workbook with a clash, a party swapped, a day emptied, and a row gone."""
    exported, path = tmp_path / "register.xlsx", tmp_path / "back.xlsx"
    assert run("export", str(exported), root=world).status == 0
    record = world / "records" / "late.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("en: Late", "en: Ours"), encoding="utf-8")
    fill_cells(exported, path, "Commitments", "late", {"Title": "Theirs"})
    fill_cells(path, path, "Commitments", "soon", {"Lead": "Ministry of Finance", "Note": "Handed over"})
    fill_cells(path, path, "Milestones", "later", {"Met on": None}, "m1")
    book = load_workbook(path)
    book["Commitments"].delete_rows(find_row(book["Commitments"], "undated"))
    book.save(path)
    return path


def begun(root: Path, path: Path) -> Dialogue:
    words = ["import", str(path), "--write", "--root", str(root), "--today", "2026-11-22"]
    return Dialogue([sys.executable, "-m", "commitments", *words])


def text(root: Path, id: str) -> str:
    return (root / "records" / f"{id}.yaml").read_text(encoding="utf-8")


def test_theirs_and_both_are_written(world: Path, returned: Path, run: Run) -> None:
    dialogue = begun(world, returned)
    dialogue.answer(
        ("1 row is gone from the workbook:", None),
        ("undated", None),
        ("What becomes of", "1"),
        (CLASH, None),
        ("workbook: Theirs", None),
        ("record now: Ours", None),
        ("exported: Late", None),
        ("What becomes of", "1"),
        ("a party of the record is no longer in the cell", None),
        ("What becomes of", "3"),
        ("the cell was emptied", None),
        ("What becomes of", "2"),
    )
    assert dialogue.end() == 0
    assert "2 files written" in dialogue.words
    assert "en: Theirs" in text(world, "late")
    assert "party: acme" in text(world, "soon") and "party: vn-mof" in text(world, "soon")
    assert "2026-03-02" in text(world, "later")
    assert run("undo", root=world).status == 0
    assert "en: Ours" in text(world, "late") and "vn-mof" not in text(world, "soon").partition("updates")[0]


def test_ours_changes_nothing_and_a_swap_is_a_swap(world: Path, returned: Path) -> None:
    before = text(world, "later")
    dialogue = begun(world, returned)
    question = "What becomes of"
    dialogue.answer((question, "1"), (question, "2"), (question, "1"), (question, "2"))
    assert dialogue.end() == 0, dialogue.shown
    assert "en: Ours" in text(world, "late")
    parties = text(world, "soon").partition("parties")[2].partition("source")[0]
    assert "vn-mof" in parties and "acme" not in parties
    assert text(world, "later") == before


def test_ctrl_c_writes_nothing(world: Path, returned: Path) -> None:
    before = {path.name: path.read_bytes() for path in (world / "records").iterdir()}
    dialogue = begun(world, returned)
    dialogue.answer(("What becomes of", "1"), (CLASH, CTRL_C))
    assert dialogue.end() == 130
    assert {path.name: path.read_bytes() for path in (world / "records").iterdir()} == before
