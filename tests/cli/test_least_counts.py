"""A count of what is not all looked at is told as the least it can be, and never as the whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

LIMIT = 100
LAST = date(2026, 11, 21)


def daily(record: Callable[..., str], missed: int) -> str:
    """A record of which so many days were missed on 2026-11-22."""
    starts = (LAST - timedelta(days=missed - 1)).isoformat()
    return record(repeats={"rule": "FREQ=DAILY", "starts": starts})


@pytest.mark.parametrize(
    ("missed", "of_show", "of_overdue"),
    [
        (10, None, "6 more"),
        (LIMIT, "90 more", "96 more"),
        (LIMIT + 1, "at least 90 more", "at least 96 more"),
        (5000, "at least 90 more", "at least 96 more"),
    ],
)
def test_missed_occurrences_beyond_those_that_are_listed(
    missed: int,
    of_show: str | None,
    of_overdue: str,
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    run: Callable[..., Any],
) -> None:
    root = make_workspace({"small.yaml": daily(record, missed)})
    shown, late = run("show", "small", root=root).out, run("overdue", root=root).out
    assert late.split("  ")[0] and of_overdue in late
    assert "at least" in late or missed <= LIMIT
    if of_show is None:
        assert " more" not in shown
    else:
        assert [line.strip() for line in shown.splitlines() if line.endswith(" more")] == [of_show]


def test_the_same_in_vietnamese(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Callable[..., Any]
) -> None:
    root = make_workspace({"small.yaml": daily(record, 500)})
    assert "và ít nhất 90 mục khác" in run("show", "small", "--lang", "vi", root=root).out
    assert "và ít nhất 96 mục khác" in run("overdue", "--lang", "vi", root=root).out


@pytest.mark.parametrize(
    ("parties", "total", "of_github", "more"),
    [
        (99, "198 errors, 0 warnings", "188 errors", "197 more"),
        (150, "at least 201 errors", "at least 191 errors", "at least 200 more"),
    ],
)
def test_problems_of_a_file_that_are_not_all_told(
    parties: int,
    total: str,
    of_github: str,
    more: str,
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    run: Callable[..., Any],
) -> None:
    """Each party breaks the schema at two places, and at one of them in two ways."""
    wrong = [{"party": "", "role": f"r{number}"} for number in range(parties)]
    root = make_workspace({"small.yaml": record(parties=wrong, status="proposed")})
    ran = run("validate", root=root)
    assert ran.status == 1
    assert total in ran.out.splitlines()[-1]
    assert ("too-many-problems" in ran.out) == (parties > 100)
    assert f"not shown here: {of_github}" in run("validate", "-f", "github", root=root).out
    assert f'({more})">' in run("validate", "-f", "junit", root=root).out


def test_a_circle_too_long_for_a_line_says_that_it_goes_on(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Callable[..., Any]
) -> None:
    names = [f"r{number:02}" for number in range(20)]
    after = [*names[1:], names[0]]
    files = {f"{name}.yaml": record(id=name, part_of=to) for name, to in zip(names, after, strict=True)}
    long = run("validate", root=make_workspace(files)).out
    assert "r00 → r01 → r02" in long and "r11 → …" in long and "r12" not in long
    two = {"a.yaml": record(id="a", part_of="b"), "b.yaml": record(id="b", part_of="a")}
    assert "a → b → a\n" in run("validate", root=make_workspace(two)).out.replace(" [link-cycle]", "")
