"""The page, the brief, the calendar, the workbook and the table of one moment say the numbers of `status`."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from page_reader import Page

from commitments.model.lifecycle import Timeliness
from commitments.render.names.labels import TIMELINESS
from commitments.render.records.summary import FOUR_CELLS
from commitments.render.words import Words

Run = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
DAYS = ("2025-12-31", "2026-06-30", "2026-11-22")


@pytest.fixture(scope="module")
def registers(laid: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The example with its history, and our own register without one, since a checkout may hold any part."""
    ours = tmp_path_factory.mktemp("ours")
    for name in ("records", "schema"):
        shutil.copytree(ROOT / name, ours / name)
    shutil.copy(ROOT / "commitments.toml", ours)
    return {"example": laid, "ours": ours}


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", ["example", "ours"])
def test_the_numbers_of_one_moment_are_equal(
    name: str, day: str, lang: str, registers: dict[str, Path], run: Run, tmp_path: Path
) -> None:
    root, words = registers[name], Words(lang)
    moment = ("--as-of", day) if name == "example" else ("--today", day)

    def written(command: str, file: str) -> Path:
        path = tmp_path / file
        ran = run(
            command,
            *(("--output",) if command == "brief" else ()),
            str(path),
            *moment,
            "--lang",
            lang,
            root=root,
            today=None,
        )
        assert ran.status == 0, ran.err
        return path

    answer = json.loads(
        run("status", "--all", "-f", "json", *moment, "--lang", lang, root=root, today=None).out
    )
    records, states = answer["records"], answer["summary"]["by_timeliness"]
    ids, total = [record["id"] for record in records], answer["summary"]["total"]

    page = Page(written("report", "page.html").read_bytes())
    assert page.list["rows"]["id"] == ids

    paper = written("brief", "brief.md").read_text("utf-8")
    for label, members in FOUR_CELLS:
        assert f"{words.say(label)} {sum(states[state] for state in members)}" in paper
    for state in (Timeliness.AWAITING, Timeliness.UNDATED, Timeliness.SUSPENDED):
        assert not states[state] or f"{words.say(TIMELINESS[state])} {states[state]}" in paper
    annex = paper.rpartition("\n## ")[2]
    listed = [line for line in annex.splitlines() if re.match(r"\| [0-9]", line)]
    assert len(listed) == total
    assert {id for id in ids for line in listed if f" {id} |" in line} == set(ids)

    calendar = written("export", "deadlines.ics").read_bytes().replace(b"\r\n ", b"").decode()
    due = re.findall(r"^UID:(.+)\.due@", calendar, re.MULTILINE)
    open_states = ("proposed", "agreed", "in_progress", "suspended")
    expected = {
        record["id"] for record in records if record["due_latest"] and record["status"] in open_states
    }
    assert expected <= set(due)
    closed_long_ago = {record["id"] for record in records if record["status"] == "fulfilled"}
    assert closed_long_ago.isdisjoint(due)

    sheet = openpyxl.load_workbook(written("export", "register.xlsx")).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell for cell in cells if cell in set(ids)] == ids

    table = csv.reader(io.StringIO(written("export", "register.csv").read_text("utf-8-sig")))
    assert [row[0] for row in table][1:] == ids
