"""How a time on the command line is read: a day, then a distance from today, then the name of a commit."""

from __future__ import annotations

from datetime import date

import pytest

from commitments.cli.time_options import days_within, moment
from commitments.errors import CommitmentsError

TODAY = date(2026, 5, 31)
MOMENTS = [
    ("2026-01-31", date(2026, 1, 31)),
    ("1900-01-01", date(1900, 1, 1)),
    ("2200-12-31", date(2200, 12, 31)),
    ("0d", TODAY),
    ("30d", date(2026, 5, 1)),
    ("2w", date(2026, 5, 17)),
    ("3m", date(2026, 2, 28)),
    ("1y", date(2025, 5, 31)),
    ("9999y", date(1, 1, 1)),
    ("9999m", date(1193, 2, 28)),
    ("v1.0", "v1.0"),
    ("HEAD~3", "HEAD~3"),
    ("30", "30"),
    ("30D", "30D"),
    ("10000d", "10000d"),
    ("٣d", "٣d"),
    ("2026", "2026"),
    ("2026-01", "2026-01"),
    ("2026-1-1", "2026-1-1"),
    ("20260101", "20260101"),
]


@pytest.mark.parametrize(("given", "expected"), MOMENTS)
def test_a_time_is_a_day_then_a_distance_then_a_name(given: str, expected: date | str) -> None:
    assert moment("--as-of", given, TODAY) == expected


@pytest.mark.parametrize(
    "given",
    ["2026-02-30", "2026-13-01", "0000-01-01", "0001-01-01", "1899-12-31", "2201-01-01", "2569-11-22"],
)
def test_a_day_that_is_none_is_no_name_either(given: str) -> None:
    with pytest.raises(CommitmentsError, match="does not take"):
        moment("--as-of", given, TODAY)


@pytest.mark.parametrize(
    ("given", "days"),
    [("0d", 0), ("30d", 30), ("2w", 14), ("1m", 30), ("3m", 92), ("1y", 365), ("9999w", 69_993)],
)
def test_a_distance_forward(given: str, days: int) -> None:
    assert days_within(given, TODAY) == days


def test_a_distance_forward_has_an_end() -> None:
    assert days_within("9999y", TODAY) == (date.max - TODAY).days
