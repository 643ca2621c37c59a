"""A time on the command line is a date that the one reader reads, else the name of a commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commitments.cli.options.date_options import days_within, first_coming_day, past_time
from commitments.edits.dates.date_terms import DateTerms
from commitments.errors import CommitmentsError

Run = Callable[..., Any]

TODAY = date(2026, 5, 31)


@dataclass(frozen=True)
class Terms:
    """The part of a session that dates are read by."""

    date_terms: DateTerms


SESSION = Terms(DateTerms(TODAY))

MOMENTS = [
    ("2026-01-31", date(2026, 1, 31)),
    ("1900-01-01", date(1900, 1, 1)),
    ("2200-12-31", date(2200, 12, 31)),
    ("31/1/2026", date(2026, 1, 31)),
    ("31 Jan 2026", date(2026, 1, 31)),
    ("today", TODAY),
    ("hôm qua", date(2026, 5, 30)),
    ("monday", date(2026, 5, 25)),
    ("sunday", TODAY),
    ("0d", TODAY),
    ("30d", date(2026, 5, 1)),
    ("30D", date(2026, 5, 1)),
    ("+1w", date(2026, 6, 7)),
    ("2w", date(2026, 5, 17)),
    ("3m", date(2026, 2, 28)),
    ("1y", date(2025, 5, 31)),
    ("2026", date(2026, 12, 31)),
    ("2026-01", date(2026, 1, 31)),
    ("1/2026", date(2026, 1, 31)),
    ("Q1 2026", date(2026, 3, 31)),
    ("quý I/2026", date(2026, 3, 31)),
    ("v1.0", "v1.0"),
    ("HEAD~3", "HEAD~3"),
    ("refs/heads/30d", "refs/heads/30d"),
    ("release/2026", "release/2026"),
    ("may", "may"),
    ("30", "30"),
    ("10000d", "10000d"),
    ("٣d", "٣d"),
    ("20260101", "20260101"),
    ("2026-01-01x", "2026-01-01x"),
]


@pytest.mark.parametrize(("given", "expected"), MOMENTS)
def test_a_time_is_a_date_then_a_name(given: str, expected: date | str) -> None:
    assert past_time(SESSION, given) == expected


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ("2026", date(2026, 1, 1)),
        ("Q1 2026", date(2026, 1, 1)),
        ("2026-01-31", date(2026, 1, 31)),
        ("from 5 Jan 2026", date(2026, 1, 5)),
        ("v1.0", "v1.0"),
    ],
)
def test_a_history_begins_with_the_first_day_of_a_longer_date(given: str, first: date | str) -> None:
    assert past_time(SESSION, given, first=True) == first


@pytest.mark.parametrize(
    ("given", "day"),
    [("2026-12", date(2026, 12, 1)), ("+30d", date(2026, 6, 30)), ("monday", date(2026, 6, 1))],
)
def test_due_before_a_longer_date_is_before_its_first_day(given: str, day: date) -> None:
    assert first_coming_day(SESSION, given) == day


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("2026-02-30", "exists"),
        ("31/2/2026", "exists"),
        ("5/8/2026", "2026-08-05 to some readers and 2026-05-08 to others"),
        ("before 2026", "is a limit"),
        ("ongoing", "more than a date"),
        ("2026/..", "not one day"),
        *((text, "outside the years 1900 to 2200") for text in ("0001-01-01", "1899-12-31", "2201-01-01")),
        *((text, "outside the years 1900 to 2200") for text in ("2569-11-22", "9999y", "9999m", "2300")),
    ],
)
def test_a_date_that_cannot_be_taken_is_no_name_either(given: str, why: str) -> None:
    with pytest.raises(CommitmentsError, match=why):
        past_time(SESSION, given)


@pytest.mark.parametrize(
    ("given", "days"),
    [("0d", 0), ("30d", 30), ("2w", 14), ("1m", 30), ("3m", 92), ("1y", 365), ("9999w", 69_993)],
)
def test_a_distance_forward(given: str, days: int) -> None:
    assert days_within(given, TODAY) == days


@pytest.mark.parametrize("given", ["+30d", "30", "soon", ""])
def test_any_other_text_is_no_distance(given: str) -> None:
    with pytest.raises(CommitmentsError, match="does not take"):
        days_within(given, TODAY)


def test_a_distance_forward_has_an_end() -> None:
    assert days_within("9999y", TODAY) == (date.max - TODAY).days


@pytest.mark.parametrize(
    ("settings", "lang", "meant"),
    [
        ({}, "en", ""),
        ({}, "vi", "2026-08-05"),
        ({"dates": "dmy"}, "en", "2026-08-05"),
        ({"dates": "mdy"}, "en", "2026-05-08"),
        ({"dates": "mdy"}, "vi", "2026-05-08"),
    ],
)
def test_the_settings_and_the_language_settle_which_day_is_meant(
    settings: dict[str, str],
    lang: str,
    meant: str,
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    run: Run,
) -> None:
    root = make_workspace({"small.yaml": record(due="2026")}, **settings)
    ran = run("reschedule", "small", "5/8/2026", "--reason", "Late", "--lang", lang, root=root)
    assert ran.status == (0 if meant else 2), ran.err
    text = (root / "records/small.yaml").read_text("utf-8")
    other = {"2026-08-05", "2026-05-08"} - {meant}
    assert meant in text
    assert all((day in ran.err) == (not meant) and day not in text for day in other)
