"""What is late, the worst first, and what soon will be."""

from collections.abc import Callable
from datetime import date

import pytest

from commitments.model.outline import Outline
from commitments.model.timeliness import Clock
from commitments.reports.overdue import overdue

Build = Callable[..., Outline]


@pytest.mark.parametrize(
    ("within", "ids"),
    [
        (None, "yearly-day training"),
        (0, "yearly-day training"),
        (38, "yearly-day training"),
        (39, "yearly-day training london-mou"),
        (400, "yearly-day training london-mou"),
    ],
)
def test_rows(outlines: list[Outline], clock: Clock, within: int | None, ids: str) -> None:
    report = overdue(outlines, clock, within)
    assert [row.outline.id for row in report.rows] == ids.split()
    assert (report.clock, report.within) == (clock, within)
    assert report.looked_at == 6


def test_a_day_later_more_is_late(outlines: list[Outline]) -> None:
    report = overdue(outlines, Clock(date(2026, 11, 23)))
    assert [(row.outline.id, row.days_late) for row in report.rows] == [
        ("yearly-day", 388),
        ("training", 54),
    ]


def test_a_review_makes_nothing_late(outline_of: Build) -> None:
    paused = [outline_of(status=status, review_by="2026-12-01") for status in ("suspended", "agreed")]
    assert overdue(paused, Clock(date(2027, 12, 2)), within=365).rows == []


def test_how_soon_is_soon_does_not_matter_here(outline_of: Build) -> None:
    soon = [outline_of(due="2026-12-01")]
    assert overdue(soon, Clock(date(2026, 11, 30), due_soon_days=30)).rows == []
    assert len(overdue(soon, Clock(date(2026, 11, 30), due_soon_days=0), within=1).rows) == 1


def test_of_nothing(clock: Clock) -> None:
    report = overdue([], clock, 30)
    assert (report.rows, report.looked_at) == ([], 0)
