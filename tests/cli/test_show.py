"""`commit show ID`: what stands on its page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(("late", "listed", "more"), [(9, 9, []), (10, 10, []), (11, 10, ["1 more"])])
def test_ten_late_things_are_listed_and_the_rest_counted(
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    run: Run,
    late: int,
    listed: int,
    more: list[str],
) -> None:
    milestones = [
        {"id": f"m{n}", "title": {"en": f"Step {n}"}, "due": f"2026-01-{n:02}"} for n in range(1, late + 1)
    ]
    root = make_workspace({"small.yaml": record(milestones=milestones)})
    ran = run("show", "small", root=root)
    assert (ran.status, ran.err) == (0, "")
    page = [line.strip() for line in ran.out.splitlines()]
    first = next(place for place, line in enumerate(page) if line.startswith("Late"))
    told = [page[first].removeprefix("Late").strip(), *page[first + 1 :]]
    assert [line for line in told[:listed] if " late" in line] == told[:listed]
    assert [line for line in told[listed : listed + 1] if "more" in line] == more
    assert not any(" late" in line for line in told[listed:])


def test_an_occurrence_that_was_let_go_is_not_listed_as_held(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    held = [
        {"occurrence": "2024-11", "met_on": "2024-11-20"},
        {"occurrence": "2025-11", "lapsed": {"en": "Nobody could travel."}},
    ]
    repeats = {"rule": "FREQ=YEARLY", "starts": "2024-11", "held": held}
    root = make_workspace({"small.yaml": record(repeats=repeats)})
    ran = run("show", "small", root=root)
    assert "Nov 2024 (20 Nov 2024), Nov 2025 (let go: Nobody could travel.)" in ran.out


def markdown_tables(text: str) -> dict[str, list[str]]:
    """The lines of each table below the heading that it stands under."""
    tables: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("|"):
            tables.setdefault(heading, []).append(line)
    return tables


def test_markdown_gives_the_record_with_its_lists_as_tables(world: Path, run: Run) -> None:
    tables = markdown_tables(run("show", "later", "-f", "md", root=world).out)
    assert "| Id | later |" in tables["Đề án chỉ có tiếng Việt"]
    assert tables["Parties"][2:] == ["| Acme | lead |"]
    assert tables["Milestones"][2:] == [
        "| Draft | met | Mar 2026 | 2 Mar 2026 |  |",
        "| Nghiệm thu | scheduled | 1 Oct 2026 |  |  |",
    ]
    updates = markdown_tables(run("show", "soon", "-f", "md", "--lang", "vi", root=world).out)["Cập nhật"]
    assert updates[0] == "| Ngày | Loại thông tin | Bên cập nhật | Nội dung cập nhật |"
    assert "Begun. In two wards." in updates[2] or "Begun.\\nIn two wards." in updates[2]


def test_markdown_needs_no_valid_record(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    root = make_workspace({"small.yaml": record(milestones=["x", {"id": "m1"}], updates="none")})
    ran = run("show", "small", "-f", "md", root=root)
    assert "| m1 | scheduled |  |  |  |" in ran.out


def test_csv_has_a_row_for_each_value(world: Path, run: Run) -> None:
    lines = run("show", "later", "-f", "csv", "--lang", "vi", root=world).out.splitlines()
    assert lines[0] == "field,value"
    rows = dict(line.split(",", 1) for line in lines[1:])
    assert len(rows) == len(lines) - 1
    assert (rows["milestones[m1].status"], rows["milestones[m2].title.vi"]) == ("met", "Nghiệm thu")
    assert (rows["status"], rows["computed.timeliness"]) == ("agreed", "overdue")
    assert (rows["computed.days_late"], rows["computed.milestones.total"]) == ("52", "2")
