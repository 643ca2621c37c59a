"""Do the tables and the query of the page hold? Spark's is run by a chore of its own."""

import json
from pathlib import Path

import engine_queries
import pytest
from docs_commands import Stage
from docs_pages import DOCS, cells, read
from docs_tables import plain


@pytest.fixture
def registers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two registers, exported as CSV below the current folder."""
    monkeypatch.chdir(tmp_path)
    engine_queries.lay_registers(tmp_path, "datapackage")
    return tmp_path / "registers"


def test_the_tables_of_the_page_are_those_of_the_package(registers: Path) -> None:
    package = json.loads((registers / "norhaven" / "datapackage.json").read_text("utf-8"))
    expected = {item["name"]: item["schema"]["primaryKey"] for item in package["resources"]}
    lines = [cells(line) for line in read(DOCS / "data-package.md").splitlines() if line.startswith("| `")]
    shown = {plain(name): [plain(part) for part in keys.split(", ")] for name, _, keys in lines}
    assert shown == expected


def test_the_query_of_duckdb_counts_as_status_does(registers: Path, stage: Stage) -> None:
    duckdb = pytest.importorskip("duckdb")
    rows = duckdb.sql(engine_queries.query("sql")).fetchall()
    status, text = stage.run(
        ["status", "--by", "lead", "--format", "json", "--today", engine_queries.TODAY], stage.example
    )
    assert status == 0
    groups = json.loads(text)["groups"]
    expected = [count for group in groups if (count := group["by_timeliness"]["overdue"])]
    assert sorted(row[2] for row in rows if row[0] == "norhaven") == sorted(expected)
    assert {row[0] for row in rows} == set(engine_queries.REGISTERS)
