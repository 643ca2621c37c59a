"""Laws of the workbook: an untouched one changes nothing; one changed cell is one field, or is refused.

They know no cell by its place.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from laws import law
from openpyxl import load_workbook

from bench.workspace import workspace
from commitments.edits.workbook.layout import LAYOUT, SHEETS_READ, ColumnUse, SheetKey
from commitments.render.words import Words
from commitments.render.workbook.headings import SHEET_NAMES, heading

Run = Callable[..., Any]
FIELDS = {
    "title": ("title.",),
    "due": ("due", "due_changes["),
    "new_due": ("due", "due_changes["),
    "status": ("status", "review_by", "updates[", "met_on", "closing", "superseded_by"),
    "new_status": ("status", "review_by", "updates[", "met_on", "closing", "superseded_by"),
    "note": ("updates[",),
    "obstacle": ("updates[",),
    "next_step": ("updates[",),
    "evidence": ("evidence[",),
    "met_on": ("met_on",),
    "held_on": ("repeats.held[",),
    "lapsed": ("repeats.held[",),
}
"""The beginnings of the fields that a changed cell of a column may change; of roles, those of parties."""

VALUES = st.sampled_from(
    [
        *(None, "", "  ", "x", "Ghi chú mới", "Báo cáo https://example.org/r", "=1+1", "'", "-", "#REF!"),
        *("fulfilled", "in progress", "đã thống nhất", "agreed", "met", "scheduled", "withdrawn", "closed"),
        *("2027-03-31", "31/12/2027", "Q1 2027", "quý IV/2027", "2027", "1/2/3", 45000, 2027, 3.5, True),
        *("party-001", "ministry-001", "Nobody; nothing", "; ;", "a\nb\tc", "x" * 400, "\u202eabc"),
    ]
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """`made(records)`: a register of so many made records."""
    roots: dict[int, Path] = {}

    def make(records: int) -> Path:
        if records not in roots:
            root = roots[records] = tmp_path_factory.mktemp(f"made-{records}")
            for commit in workspace(records):
                for path, data in commit.files.items():
                    (root / path).parent.mkdir(parents=True, exist_ok=True)
                    (root / path).write_bytes(data or b"")
        return roots[records]

    return make


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_untouched_it_changes_nothing_of_500_records(
    lang: str, made: Callable[[int], Path], tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "register.xlsx"
    assert run("export", str(path), "--lang", lang, root=made(500)).status == 0
    ran = run("import", str(path), "--write", "-f", "json", root=made(500))
    answer = json.loads(ran.out)
    assert (ran.status, answer["rows"], ran.err) == (0, [], "")
    assert answer["summary"]["unchanged"] > 500


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_one_changed_cell_is_one_field_or_is_refused(
    lang: str, made: Callable[[int], Path], tmp_path: Path, run: Run
) -> None:
    root, exported = made(30), tmp_path / "register.xlsx"
    assert run("export", str(exported), "--lang", lang, root=root).status == 0
    words = Words(lang)
    cells = [
        (key, column.key)
        for key in SHEETS_READ
        for column in LAYOUT[key]
        if column.use in (ColumnUse.EDITABLE, ColumnUse.FILLED)
    ]

    @law(150, 12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    @given(cell=st.sampled_from(cells), place=st.integers(0, 200), value=VALUES)
    def holds(cell: tuple[SheetKey, str], place: int, value: object) -> None:
        key, name = cell
        path = tmp_path / "back.xlsx"
        shutil.copy(exported, path)
        book = load_workbook(path)
        page = book[SHEET_NAMES[lang][key]]
        headings = [entry.value for entry in page[1]]
        if heading(key, name, words) not in headings or page.max_row < 2:
            return  # no record has this role, or there is nothing of the kind
        row = 2 + place % (page.max_row - 1)
        page.cell(row, headings.index(heading(key, name, words)) + 1).value = value
        id = page.cell(row, headings.index(heading(key, "id", words)) + 1).value
        book.save(path)
        ran = run("import", str(path), "-f", "json", root=root)
        assert ran.status in (0, 1) and ran.out, ran.err
        rows = json.loads(ran.out)["rows"]
        assert {entry["id"] for entry in rows} <= {id}
        faults = [entry for entry in rows if entry["action"] == "fault"]
        assert bool(faults) == (ran.status == 1)
        fields = [
            entry["field"].rpartition("].")[2] if key is SheetKey.MILESTONES else entry["field"]
            for entry in rows
            if entry["field"] and not faults
        ]
        assert all(field.startswith(FIELDS.get(name, ("parties[",))) for field in fields), (
            name,
            value,
            fields,
        )

    holds()
