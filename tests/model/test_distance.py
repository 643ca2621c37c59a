"""How many months lie between two days, where people count months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.model.calendar.day_distance import months_between


@pytest.mark.parametrize(
    ("first", "second", "months"),
    [
        ("2026-06-30", "2026-12-31", 6),
        ("2026-12-31", "2026-06-30", -6),
        ("2026-01-31", "2026-02-28", 1),
        ("2024-02-29", "2025-02-28", 12),
        ("2026-02-28", "2026-03-28", 1),
        ("2026-01-15", "2027-03-15", 14),
        ("2026-01-15", "2026-01-15", 0),
        ("2026-01-15", "2026-02-14", None),
        ("2026-01-31", "2026-02-27", None),
        ("2026-01-30", "2026-02-28", None),
        ("9999-12-31", "9999-11-30", -1),
        ("0001-01-31", "0001-02-28", 1),
    ],
)
def test_months(first: str, second: str, months: int | None) -> None:
    assert months_between(date.fromisoformat(first), date.fromisoformat(second)) == months


@given(st.dates(), st.dates())
def test_the_way_back_is_as_long(first: date, second: date) -> None:
    there, back = months_between(first, second), months_between(second, first)
    assert (there is None and back is None) or (there is not None and there == -(back or 0))
