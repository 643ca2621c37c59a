"""The workbook as plain data, and as the parts of its file. Imports nothing back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory
from openpyxl import load_workbook

from commitments.cli.app import main
from commitments.edits.workbook.layout import LAYOUT, STATE_SHEET, SheetKey
from commitments.model.calendar.dates import parse_date
from commitments.model.lifecycle import Role
from commitments.model.names import PartyId, Prose
from commitments.model.parties.party import Party, Registry
from commitments.model.parties.party_reader import PartyReader
from commitments.render.words import Words
from commitments.render.workbook.headings import SHEET_NAMES, planned_columns
from commitments.render.workbook.party_cells import PartyCells
from commitments.render.workbook.plan import date_cell, fitted_text

ALL_ROLES = frozenset(role.value for role in Role)
Record = Callable[..., str]


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("sheet", LAYOUT)
def test_headings_are_told_apart_and_sheets_can_be_named_so(sheet: SheetKey, lang: str) -> None:
    headings = [column.heading.casefold() for column in planned_columns(sheet, Words(lang), ALL_ROLES)]
    assert len(set(headings)) == len(headings)
    names = [name.casefold() for name in SHEET_NAMES[lang].values()]
    assert len(set(names)) == len(names) and STATE_SHEET not in names
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("2026-10-31", date(2026, 10, 31)),
        ("2026-10-31~", "about 31 Oct 2026"),
        ("2026-10-31?", "31 Oct 2026 (?)"),
        ("2026-Q4", "Q4 2026"),
        ("2026", "2026"),
        ("../2026-12", "up to Dec 2026"),
        ("1900-01-31", "31 Jan 1900"),
        (None, None),
    ],
)
def test_only_a_day_is_a_date_of_the_spreadsheet(text: str | None, cell: object) -> None:
    assert date_cell(parse_date(text), Words("en")) == cell


def test_a_party_is_named_so_that_it_is_read_back() -> None:
    parties = [
        Party(PartyId("one"), Prose("Ministry of Finance"), short=Prose("MoF")),
        Party(PartyId("two"), Prose("Ministry of Forests"), short=Prose("MoF")),
        Party(PartyId("three"), Prose("Sun, Moon and Sons")),
        Party(PartyId("four"), Prose("Acme"), short=Prose("A; B")),
    ]
    registry = Registry({party.id: party for party in parties})
    cells, reader = PartyCells(registry, "en"), PartyReader(registry)
    names = [cells.name(id) for id in (*registry.parties, "unknown")]
    assert names == ["Ministry of Finance", "Ministry of Forests", "three", "Acme", "unknown"]
    assert [reader.ids(name) for name in names[:4]] == [(id,) for id in registry.parties]
    assert cells.cell(["one", "three"]) == "Ministry of Finance; three"


def test_a_text_fits_its_cell_and_steers_nothing() -> None:
    assert fitted_text("x" * 40_000) == "x" * 32_766 + "…"
    assert fitted_text("a\u202eb\x1b") == "a\\u202eb\\x1b"
    assert fitted_text("  ") is None


@pytest.fixture
def parts(
    git_story: Callable[..., GitStory], record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """The parts of the workbook of a register in which a deadline moved, as texts, and its path."""
    story = git_story()
    first = record(id="fine", due="2026-06-30")
    story.commit({"records/fine.yaml": first, "commitments.toml": 'register = "r"\n'})
    milestone = {"id": "m1", "title": {"en": "Draft"}, "due": 2026}
    moved = record(id="fine", due="2027-01-31", milestones=[milestone])
    story.commit({"records/fine.yaml": moved}, when="2025-03-04T10:00:00+07:00")
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "r.xlsx"
    words = ["--root", str(story.root), "--today", "2026-11-22", "export", str(path), "--lang", "vi"]
    assert main(words) == 0
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()} | {"path": str(path)}


def test_it_is_laid_out_for_a_screen_and_for_paper(parts: dict[str, str]) -> None:
    sheet = parts["xl/worksheets/sheet1.xml"]
    for part in ('<pane xSplit="2" ySplit="1"', "<autoFilter", 'orientation="landscape"', 'paperSize="9"'):
        assert part in sheet
    assert 'fitToHeight="0"' in sheet
    names = parts["xl/workbook.xml"]
    assert names.count("_xlnm.Print_Titles") == 5 and "'Theo dõi'!$1:$1" in names
    assert f'name="{STATE_SHEET}"' in names and 'state="veryHidden"' in names


def test_drop_downs_are_ranges_of_the_lists(parts: dict[str, str]) -> None:
    sources = re.findall(r"<formula1>(.*?)</formula1>", parts["xl/worksheets/sheet1.xml"])
    assert set(sources) == {"'Danh mục'!$A$2:$A$10"}
    assert re.findall(r"<formula1>(.*?)</formula1>", parts["xl/worksheets/sheet2.xml"]) == [
        "'Danh mục'!$B$2:$B$5",
        "'Danh mục'!$B$2:$B$5",
    ]


def test_the_time_in_it_is_that_of_the_commit(parts: dict[str, str]) -> None:
    assert "2025-03-04T03:00:00Z" in parts["docProps/core.xml"]
    assert "tính đến 22/11/2026, tại commit " in parts["docProps/core.xml"]


def test_moves_come_from_git(parts: dict[str, str]) -> None:
    page: Any = load_workbook(parts["path"])["Thay đổi thời hạn"]
    values = [cell.value for cell in page[2]]
    row = [value.date() if isinstance(value, datetime) else value for value in values]
    assert row[2:] == [
        "cam kết",
        date(2025, 3, 4),
        date(2026, 6, 30),
        date(2027, 1, 31),
        215,
        "fine",
    ]
    assert page.max_row == 2


def test_a_sheet_that_lacks_moves_says_from_which_day_on_git_tells_them(
    git_story: Callable[..., GitStory], record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = git_story()
    move = {"from": "2025-12-31", "to": "2026-06-30", "decided_on": "2025-01-02", "reason": {"en": "Floods"}}
    text = record(id="fine", due="2026-06-30", due_changes=[move])
    story.commit({"records/fine.yaml": text}, when="2025-03-04T10:00:00+07:00")
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "r.xlsx"
    assert main(["--root", str(story.root), "--today", "2026-11-22", "export", str(path)]) == 0
    page: Any = load_workbook(path)["Moves"]
    assert page.max_row == 1
    assert page["D1"].value == "Moved on (only moves in git, which begins on 4 Mar 2025)"
