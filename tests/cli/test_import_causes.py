"""Faults are told by their cause: each value or reason once, with its cells and what to do."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

ACTION = ("--kind", "agreed_action", "--lang", "en")


def table(tmp_path: Path, *statuses: str) -> str:
    rows = "".join(f"Item number {number},Acme,{status}\n" for number, status in enumerate(statuses))
    (tmp_path / "t.csv").write_text(f"Action,Lead,Status\n{rows}", "utf-8")
    return str(tmp_path / "t.csv")


def test_two_hundred_times_one_fault_is_one_line(
    make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    file = table(tmp_path, *["Closed"] * 200, "Shut")
    ran = run("import", file, *ACTION, root=make_workspace({}))
    assert ran.status == 1
    lines = ran.out.splitlines()
    assert lines[0] == "✗ C2:C201  200 rows"
    assert lines[1].startswith("  Closed is not one of: ")
    assert lines[2] == "    hint: Say what the table means: --value 'Closed=…'."
    assert lines[3] == "✗ C202  1 row"
    assert ran.out.count("Closed is not") == 1
    assert "201 rows with faults" in ran.out


def test_faults_of_whole_rows_are_told_by_their_rows(
    make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    rows = "".join(f"Item number {number},agreed\n" for number in range(6))
    (tmp_path / "t.csv").write_text(f"Action,Status\n{rows}", "utf-8")
    ran = run("import", str(tmp_path / "t.csv"), *ACTION, root=make_workspace({}))
    assert ran.out.splitlines()[0] == "✗ rows 2–7  6 rows"


def test_every_fault_is_in_the_csv_with_field_and_cell(
    make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    file = table(tmp_path, *["Closed"] * 12)
    ran = run("import", file, *ACTION, "--format", "csv", root=make_workspace({}))
    rows = list(csv.DictReader(io.StringIO(ran.out.removeprefix("\ufeff"))))
    assert [(row["cell"], row["field"]) for row in rows] == [
        (f"C{number}", "status") for number in range(2, 14)
    ]


def test_eighteen_hundred_faulty_rows_are_one_screen(
    make_workspace: Callable[..., Path], on_a_screen: Callable[..., Any], tmp_path: Path
) -> None:
    words = [f"State {number % 9}" for number in range(1800)]
    file = table(tmp_path, *words, *["Open"] * 200)
    ran = on_a_screen("import", file, *ACTION, columns=100, root=make_workspace({}))
    assert len(ran.out.splitlines()) < 60
    assert "197 more rows are not shown" in ran.out
