"""`--words`: CSV with headings, names and states in the reader's words; plain CSV never changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitments.model.parties.party import Registry
from commitments.render.cell_words import HEADINGS, CellWords
from commitments.render.records.groups import GROUP_ROW_KEYS
from commitments.render.records.record_cells import FIELD_KEYS
from commitments.render.records.record_keys import ROW_KEYS
from commitments.render.words import Words

Run = Callable[..., Any]


def table(text: str) -> list[dict[str, str]]:
    """The rows of a CSV, by their headings."""
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("keys", [ROW_KEYS, GROUP_ROW_KEYS, FIELD_KEYS])
def test_every_column_has_a_heading_of_its_own(keys: tuple[str, ...], lang: str) -> None:
    words = CellWords(Registry(), Words(lang))
    headings = [words.heading(key) for key in keys]
    assert len(set(headings)) == len(headings)
    assert not set(headings) & set(keys)


def test_headings_are_of_columns_that_are_there() -> None:
    nested = {"due_event.event", "due_event.when", "due_event.within", "term", "next_occurrence"}
    assert set(HEADINGS) <= {*ROW_KEYS, *GROUP_ROW_KEYS, *FIELD_KEYS, *nested}


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
