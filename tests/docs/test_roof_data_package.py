"""The queries of docs/data-package.md over the packages of members, and over that of the roof above them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import engine_queries
import pytest
from roofs import MEMBERS, roof_over_examples

REGISTERS = {"mofa": "foreign", "mof": "finance", "moit": "trade"}


@pytest.fixture(scope="module")
def roof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A roof over three registers, each with an id of its own."""
    settings = {name: MEMBERS[name] for name in ("mofa", "mof")} | {"moit": 'register = "trade"\n'}
    return roof_over_examples(tmp_path_factory.mktemp("roof") / "desk", settings)


@pytest.mark.parametrize("name", ["datapackage", "parquet"])
def test_packages_of_members_add_up_to_the_roof(
    roof: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    duckdb = pytest.importorskip("duckdb")
    answers = []
    for folder, packages in (("apart", REGISTERS), ("together", {"": "desk"})):
        (tmp_path / folder / "registers").mkdir(parents=True)
        monkeypatch.chdir(tmp_path / folder)
        for member, register in packages.items():
            root = roof / "registers" / member if member else roof
            told(capsys, root, "export", f"registers/{register}", "--format", name)
        answers.append([duckdb.sql(in_format(text, name)).fetchall() for text in queries()])
    assert answers[0] == answers[1]
    overdue, totals = answers[0]
    rows = json.loads(told(capsys, roof, "status", "--format", "json"))
    by_timeliness = rows["summary"]["by_timeliness"]
    assert dict(totals) == {state: number for state, number in by_timeliness.items() if number}
    assert sum(number for _, number in totals) == rows["summary"]["total"]
    leads = Counter(
        REGISTERS[row["member"]]
        for row in rows["records"]
        if row["timeliness"] == "overdue"
        for _ in row["lead"]
    )
    counted: Counter[str] = Counter()
    for register, _, number, _ in overdue:
        counted[register] += number
    assert counted == leads and set(counted) == set(REGISTERS.values())


def queries() -> Sequence[str]:
    """The queries of the page for DuckDB, from the first on."""
    texts = engine_queries.PAGE.read_text(encoding="utf-8").split("```sql\n")[1:]
    assert len(texts) == 2
    return [text.partition("\n```\n")[0] for text in texts]


def in_format(text: str, name: str) -> str:
    """A query over CSV, or over Parquet."""
    return (
        text
        if name == "datapackage"
        else text.replace("read_csv", "read_parquet").replace(".csv", ".parquet")
    )


def told(capsys: Any, root: Path, *words: str) -> str:
    from commitments.cli.app import main

    assert main(["--root", str(root), "--today", engine_queries.TODAY, *words]) == 0
    out: str = capsys.readouterr().out
    return out
