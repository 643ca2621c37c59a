"""Links to records of other registers, as the register itself and the roof over it take them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def alone(make_workspace: Callable[..., Path], record: Callable[..., str]) -> Path:
    """A register of two records, one of which is part of a record of another register."""
    return make_workspace(
        {
            "small.yaml": record(id="small"),
            "step.yaml": record(id="step", part_of="mofa:visit-2025", depends_on=["mofa:talks", "small"]),
        }
    )


def test_lists_take_a_link_elsewhere(alone: Path, run: Run) -> None:
    rows = json.loads(run("status", "--part-of", "mofa:visit-2025", "-f", "json", root=alone).out)["records"]
    assert [(row["id"], row["part_of"]) for row in rows] == [("step", "mofa:visit-2025")]
    ran = run("status", "--part-of", "mofa:visit-2024", root=alone)
    assert (ran.status, "mofa:visit-2025" in ran.err) == (2, True)
    groups = json.loads(run("status", "--by", "part_of", "-f", "json", root=alone).out)["groups"]
    assert [group["key"] for group in groups] == ["mofa:visit-2025", None]
    shown = run("show", "step", root=alone).out
    assert "mofa:visit-2025" in shown and "mofa:talks" in shown
    ran = run("trend", "--part-of", "mofa:visit-2025", root=alone)
    assert ran.status in (0, 2) and "no record" not in ran.err


@pytest.mark.parametrize(
    "edit",
    [
        ["update", "small", "--set", "part_of=mofa:other", "--note", "Moved."],
        ["update", "small", "--set", "depends_on=[mofa:other]", "--note", "Needs it."],
        [
            "close",
            "small",
            "--as",
            "superseded",
            "--superseded-by",
            "mofa:other",
            "--note",
            "The visit takes its place.",
        ],
        [
            *("new", "more", "--title", "T", "--kind", "agreed_action", "--party", "acme/lead"),
            *("--source", "d", "--part-of", "mofa:other"),
        ],
    ],
)
def test_edits_take_a_link_elsewhere(edit: list[str], alone: Path, run: Run) -> None:
    ran = run(*edit, root=alone)
    assert (ran.status, "Traceback" in ran.err) == (0, False), ran.err
    texts = [path.read_text() for path in (alone / "records").iterdir() if path.name != "step.yaml"]
    assert any("mofa:other" in text for text in texts)
    assert "mofa:other" in ran.out + ran.err
    ran = run("validate", root=alone)
    assert ran.status == 0 and "mofa:other names a record of another register" in ran.out


def test_an_imported_table_may_link_elsewhere(alone: Path, run: Run, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        "Id,Title,Kind,Lead,Part of\nnext,Next,agreed_action,acme,mofa:visit-2025\n"
        "wrong,Wrong,agreed_action,acme,mofa:Visit 2025\n"
    )
    ran = run("import", str(table), "--set", "source.document=d", root=alone)
    assert ran.status == 1 and "mofa:Visit 2025" in ran.out + ran.err
    table.write_text("Id,Title,Kind,Lead,Part of\nnext,Next,agreed_action,acme,mofa:visit-2025\n")
    ran = run("import", str(table), "--set", "source.document=d", "--write", root=alone)
    assert ran.status == 0, ran.err
    assert "part_of: mofa:visit-2025\n" in (alone / "records/next.yaml").read_text()
