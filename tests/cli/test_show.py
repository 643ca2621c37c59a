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
