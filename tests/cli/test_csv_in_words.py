"""`--words`: CSV with headings, names and states in the reader's words; plain CSV never changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitments.model.parties.party import Registry
from commitments.render.cell_words import CellWords
from commitments.render.changes.answer import ROW_KEYS as CHANGE_KEYS
from commitments.render.imports.answer import ROW_KEYS as IMPORT_KEYS
from commitments.render.names.column_headings import HEADINGS
from commitments.render.nudge.answer import CELL_KEYS as NUDGE_KEYS
from commitments.render.parties import ROW_KEYS as PARTY_KEYS
from commitments.render.records.groups import GROUP_ROW_KEYS
from commitments.render.records.record_cells import FIELD_KEYS
from commitments.render.records.record_keys import ROW_KEYS
from commitments.render.slips.answer import ROW_KEYS as SLIP_KEYS
from commitments.render.trend import ROW_KEYS as TREND_KEYS
from commitments.render.validate import ROW_KEYS as PROBLEM_KEYS
from commitments.render.words import Words

Run = Callable[..., Any]


def table(text: str) -> list[dict[str, str]]:
    """The rows of a CSV, by their headings."""
    return list(csv.DictReader(io.StringIO(text)))


FINDING_KEYS = (*PROBLEM_KEYS, "commit", "fingerprint", "accepted", "suggestion")
EVENT_KEYS = ("id", "name.en", "name.vi", "date", "cancelled", "records")
TABLES = (
    *(ROW_KEYS, GROUP_ROW_KEYS, FIELD_KEYS, CHANGE_KEYS, SLIP_KEYS, TREND_KEYS, PARTY_KEYS, EVENT_KEYS),
    *(NUDGE_KEYS, IMPORT_KEYS, FINDING_KEYS),
)
"""The columns of every table that CSV writes."""


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("keys", TABLES)
def test_every_column_has_a_heading_of_its_own(keys: tuple[str, ...], lang: str) -> None:
    words = CellWords(Registry(), Words(lang))
    headings = [words.heading(key) for key in keys]
    assert len(set(headings)) == len(headings)
    assert not set(headings) & set(keys)


def test_headings_are_of_columns_that_are_there() -> None:
    nested = {"due_event.event", "due_event.when", "due_event.within", "term", "next_occurrence", "member"}
    assert set(HEADINGS) <= {*(key for keys in TABLES for key in keys), *nested}


@pytest.mark.parametrize(
    "command",
    ["changes", "slips", "trend", "parties", "events", "audit", "nudge", "validate", "status", "overdue"],
)
def test_the_headings_of_every_table_are_in_words(command: str, laid: Path, run: Run) -> None:
    heads = []
    for more in ([], ["--words"]):
        out = run(command, "-f", "csv", "--lang", "vi", *more, root=laid).out
        heads.append(next(csv.reader(io.StringIO(out))))
    assert heads[1] and not set(heads[0]) & set(heads[1])


@pytest.mark.parametrize(
    "command", [["status", "--all"], ["overdue"], ["status", "--by", "lead"], ["show", "late"]]
)
def test_plain_csv_is_alike_in_every_language(command: list[str], world: Path, run: Run) -> None:
    english, vietnamese = (
        run(*command, "-f", "csv", "--lang", lang, root=world).out for lang in ("en", "vi")
    )
    heads = [text.splitlines()[0] for text in (english, vietnamese)]
    assert heads[0] == heads[1] and heads[0].isascii()
    if "--by" not in command:
        assert english == vietnamese


def test_words_are_those_of_the_reader(world: Path, run: Run) -> None:
    rows = table(run("status", "-f", "csv", "--words", "--lang", "vi", root=world).out)
    late = next(row for row in rows if row["Mã"] == "late")
    assert (late["Tình trạng"], late["Trạng thái"]) == ("quá hạn", "đã thống nhất")
    assert late["Đã lâu chưa có thông tin mới"] == "có"
    assert late["Chủ trì"] == "Bộ Tài chính"
    assert "Acme (bên ký kết)" in late["Các bên"]
    assert late["Thời hạn"] == "2026-06"
    plain = table(run("status", "-f", "csv", "--lang", "vi", root=world).out)
    assert len(rows) == len(plain)


def test_a_record_in_words(world: Path, run: Run) -> None:
    rows = table(run("show", "later", "-f", "csv", "--words", "--lang", "en", root=world).out)
    values = {row["Field"]: row["Value"] for row in rows}
    assert values["Kind"] == "agreed action" and values["State"] == "overdue"
    assert values["Milestones[m1] · status"] == "met"
    assert values["Parties[acme/lead] · party"] == "Acme"


@pytest.mark.parametrize("format", ["json", "jsonl", "table", "md"])
def test_other_formats_have_their_words(format: str, world: Path, run: Run) -> None:
    ran = run("status", "-f", format, "--words", root=world)
    assert (ran.status, ran.out) == (2, "") and "--format csv" in ran.err


def test_a_file_has_words_too(world: Path, run: Run, tmp_path: Path) -> None:
    run("status", "--words", "--output", "list.csv", "--lang", "vi", root=world)
    assert (tmp_path / "list.csv").read_text(encoding="utf-8-sig").startswith("Mã,")
