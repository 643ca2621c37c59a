"""Whether a date means the days that the contract says. Must not read a clock."""

import string
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from commitments.model.calendar.dates import Precision, Span, date_text, parse_date

DAY, MONTH, QUARTER, HALF, YEAR, INTERVAL = (
    Precision.DAY,
    Precision.MONTH,
    Precision.QUARTER,
    Precision.HALF,
    Precision.YEAR,
    Precision.INTERVAL,
)

MEANINGS = [
    # value, earliest, latest, precision
    ("2026-10-31", "2026-10-31", "2026-10-31", DAY),
    ("2024-02-29", "2024-02-29", "2024-02-29", DAY),
    ("2000-02-29", "2000-02-29", "2000-02-29", DAY),
    ("0001-01-01", "0001-01-01", "0001-01-01", DAY),
    ("9999-12-31", "9999-12-31", "9999-12-31", DAY),
    ("2026-10", "2026-10-01", "2026-10-31", MONTH),
    ("2026-09", "2026-09-01", "2026-09-30", MONTH),
    ("2026-12", "2026-12-01", "2026-12-31", MONTH),
    ("2026-02", "2026-02-01", "2026-02-28", MONTH),
    ("2024-02", "2024-02-01", "2024-02-29", MONTH),
    ("1900-02", "1900-02-01", "1900-02-28", MONTH),
    ("2026-Q1", "2026-01-01", "2026-03-31", QUARTER),
    ("2026-Q2", "2026-04-01", "2026-06-30", QUARTER),
    ("2026-Q3", "2026-07-01", "2026-09-30", QUARTER),
    ("2026-Q4", "2026-10-01", "2026-12-31", QUARTER),
    ("2026-33", "2026-01-01", "2026-03-31", QUARTER),
    ("2026-34", "2026-04-01", "2026-06-30", QUARTER),
    ("2026-35", "2026-07-01", "2026-09-30", QUARTER),
    ("2026-36", "2026-10-01", "2026-12-31", QUARTER),
    ("2026-H1", "2026-01-01", "2026-06-30", HALF),
    ("2026-H2", "2026-07-01", "2026-12-31", HALF),
    ("2026-40", "2026-01-01", "2026-06-30", HALF),
    ("2026-41", "2026-07-01", "2026-12-31", HALF),
    ("2026", "2026-01-01", "2026-12-31", YEAR),
    (2026, "2026-01-01", "2026-12-31", YEAR),
    ("9999", "9999-01-01", "9999-12-31", YEAR),
    (9999, "9999-01-01", "9999-12-31", YEAR),
    ("2026-03/2026-06", "2026-03-01", "2026-06-30", INTERVAL),
    ("2026-03-15/2026-04-02", "2026-03-15", "2026-04-02", INTERVAL),
    ("2025/2026-Q1", "2025-01-01", "2026-03-31", INTERVAL),
    ("2026-H1/2026-41", "2026-01-01", "2026-12-31", INTERVAL),
    ("2026-03-15/2026-03-15", "2026-03-15", "2026-03-15", INTERVAL),
    ("2026-03-15/2026-03", "2026-03-15", "2026-03-31", INTERVAL),
    ("../2026-12", None, "2026-12-31", INTERVAL),
    ("../2026-12-24", None, "2026-12-24", INTERVAL),
    ("../2026", None, "2026-12-31", INTERVAL),
    ("2026/..", "2026-01-01", None, INTERVAL),
    ("2026-Q2/..", "2026-04-01", None, INTERVAL),
]

NO_DATES: list[Any] = [
    *("", " ", "soon", "null", "2026-10-31\n", "2026\n", " 2026", "2026 ", "2026-10-31T00:00", "12.11.2026"),
    *("20261231", "202612", "26", "026", "02026", "2026-1", "2026-1-1", "2026-10-1", "2026-10-031"),
    *("2026-00", "2026-13", "2026-19", "2026-32", "2026-37", "2026-39", "2026-42", "2026-99"),
    *("2026-02-30", "2026-02-29", "1900-02-29", "2026-04-31", "2026-10-00", "2026-10-32", "2026-33-01"),
    *("2026-Q0", "2026-Q5", "2026-q4", "2026Q4", "2026-Q04", "2026-H0", "2026-H3", "2026-h2", "2026-Q4-01"),
    *("2026-W05", "2026-365", "-2026", "+2026", "0000", "0000-01", "0000-01-01", "Y12026", "202X", "2026-XX"),
    *("٢٠٢٦", "٢٠٢٦-10", "2026-1٠", "２０２６", "2026–10", "2026−10"),
    *("2026-10%", "2026~?", "2026?~", "2026~~", "~2026", "?2026-10", "2026-~10", "2026-10-31 ~"),
    *("/", "..", "../..", "../", "/..", "2026/", "/2026", "2026-03/2026-06/2026-09", "2026-03/../2026-06"),
    *("2026-03//2026-06", "2026-03 / 2026-06", "2026-03--2026-06", "..2026", "2026..", "2026-03/2026-13"),
    *("2026-12/2026-03", "2027/2026", "2026-10-02/2026-10-01", "2026-Q4/2026-Q3", "2026-02-30/2026-06"),
    *(0, 1, 999, 10000, -2026, 20261231, 10**300, 2026.0, float("nan"), True, False, None),
    *([], ["2026"], {}, {"year": 2026}, b"2026", date(2026, 10, 31)),
]


def on(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("value", "earliest", "latest", "precision"), MEANINGS, ids=lambda name: str(name))
def test_a_date_means_these_days(
    value: object, earliest: str | None, latest: str | None, precision: Precision
) -> None:
    span = parse_date(value)
    assert span == Span(str(value), on(earliest), on(latest), precision)
    assert span.last_ordinal == (on(latest) or date.min).toordinal() - (latest is None)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2026-10-31~", True, False),
        ("2026-10-31?", False, True),
        ("2026-10~", True, False),
        ("2026-Q4?", False, True),
        ("2026-41~", True, False),
        ("2026?", False, True),
        ("2026-03~/2026-06", True, False),
        ("2026-03/2026-06~", True, False),
        ("2026-03~/2026-06?", True, True),
        ("../2026-12?", False, True),
        ("2026~/..", True, False),
    ],
)
def test_doubt_is_kept_and_widens_nothing(text: str, approximate: bool, uncertain: bool) -> None:
    span, plain = parse_date(text), parse_date(text.translate(str.maketrans("", "", "~?")))
    assert span and plain
    assert (span.approximate, span.uncertain) == (approximate, uncertain)
    assert (plain.approximate, plain.uncertain) == (False, False)
    assert (span.earliest, span.latest, span.precision) == (plain.earliest, plain.latest, plain.precision)
    assert span.text == text


@pytest.mark.parametrize("value", NO_DATES, ids=repr)
def test_anything_else_is_no_date(value: object) -> None:
    assert parse_date(value) is None


LABELS = [
    (date(2026, 1, 1), ("2026-01-01", "2026-01", "2026-Q1", "2026-H1", "2026")),
    (date(2026, 3, 31), ("2026-03-31", "2026-03", "2026-Q1", "2026-H1", "2026")),
    (date(2026, 4, 1), ("2026-04-01", "2026-04", "2026-Q2", "2026-H1", "2026")),
    (date(2026, 6, 30), ("2026-06-30", "2026-06", "2026-Q2", "2026-H1", "2026")),
    (date(2026, 7, 1), ("2026-07-01", "2026-07", "2026-Q3", "2026-H2", "2026")),
    (date(2026, 12, 31), ("2026-12-31", "2026-12", "2026-Q4", "2026-H2", "2026")),
    (date(17, 2, 3), ("0017-02-03", "0017-02", "0017-Q1", "0017-H1", "0017")),
]


@pytest.mark.parametrize(("day", "expected"), LABELS)
def test_label(day: date, expected: tuple[str, ...]) -> None:
    assert tuple(date_text(day, item) for item in (DAY, MONTH, QUARTER, HALF, YEAR)) == expected


SIMPLE_PRECISIONS = some.sampled_from([DAY, MONTH, QUARTER, HALF, YEAR])
SIMPLE = some.builds(date_text, some.dates(), SIMPLE_PRECISIONS)
MARKED = some.builds(str.__add__, SIMPLE, some.sampled_from(["", "~", "?"]))
ENDS = MARKED | some.just("..")
WRITTEN = MARKED | some.builds("{}/{}".format, ENDS, ENDS)


@given(some.dates(), SIMPLE_PRECISIONS)
def test_a_label_holds_its_day_and_has_its_precision(day: date, precision: Precision) -> None:
    span = parse_date(date_text(day, precision))
    assert span and span.earliest and span.latest
    assert span.earliest <= day <= span.latest
    assert span.precision is precision
    assert date_text(span.earliest, precision) == date_text(span.latest, precision) == span.text


@given(some.dates(max_value=date(9998, 12, 31)), SIMPLE_PRECISIONS)
def test_a_simple_date_is_exactly_as_wide_as_its_precision(day: date, precision: Precision) -> None:
    span = parse_date(date_text(day, precision))
    assert span and span.earliest and span.latest
    after = span.latest + timedelta(days=1)
    months = 12 * (after.year - span.earliest.year) + after.month - span.earliest.month
    if precision is DAY:
        assert span.earliest == span.latest
    else:
        assert (span.earliest.day, after.day, months) == (1, 1, int(precision))


@given(WRITTEN)
def test_the_earliest_day_is_never_after_the_latest(text: str) -> None:
    span = parse_date(text)
    if span is not None:
        assert span.earliest or span.latest
        assert (span.earliest or date.min) <= (span.latest or date.max)


@given(MARKED, MARKED)
def test_an_interval_runs_from_the_first_day_of_one_to_the_last_of_the_other(one: str, other: str) -> None:
    first, last, whole = parse_date(one), parse_date(other), parse_date(f"{one}/{other}")
    assert first and last and first.earliest and last.latest
    assert (whole is None) == (first.earliest > last.latest)
    if whole is not None:
        assert (whole.earliest, whole.latest) == (first.earliest, last.latest)


@given(some.integers(0, 9999), some.integers(0, 99), some.integers(0, 99))
def test_a_day_is_read_where_and_only_where_it_exists(year: int, month: int, day: int) -> None:
    exists = year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    assert (parse_date(f"{year:04}-{month:02}-{day:02}") is not None) == exists


NEAR_DATES = some.text(alphabet=string.digits + "QH-/.~? \n٢", max_size=14)


@given(NEAR_DATES | some.text() | some.integers() | some.floats() | some.booleans() | some.none())
def test_nothing_raises(value: object) -> None:
    span = parse_date(value)
    assert span is None or span.text == str(value)
