"""What exactly is late, what a judgement hangs on, and whether the two always agree. Reads no clock."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from commitments.model.lifecycle import OPEN_STATUSES, Status, Timeliness
from commitments.model.outline import Outline
from commitments.model.owed_occurrences import missed_occurrences, next_occurrence
from commitments.model.timeliness import (
    Reason,
    ReasonKind,
    days_late,
    governing_deadline,
    past_reasons,
    timeliness,
)

Build = Callable[..., Outline]
ON = date(2026, 11, 22).toordinal()
YEARLY = "repeats: {rule: FREQ=YEARLY, starts: 2025-11}"
HELD_FIRST = "repeats: {rule: FREQ=YEARLY, starts: 2025-11, held: [{occurrence: 2025-11}]}"

REASONS = [
    # status, fields, the reasons on 2026-11-22: what, id, due, days late
    ("agreed", "", []),
    ("agreed", "due: 2026-11-22", []),
    ("agreed", "due: 2026-11-21", ["due - 2026-11-21 1"]),
    ("agreed", "due: 2026-10~", ["due - 2026-10~ 22"]),
    ("proposed", "due: 2025", []),
    ("proposed", "kind: assignment, due: 2025", ["due - 2025 326"]),
    ("agreed", "review_by: 2026-10", ["review_by - 2026-10 22"]),
    ("proposed", "due: 2025, review_by: 2026-10", ["review_by - 2026-10 22"]),
    (
        "agreed",
        "due: 2026-09, review_by: 2026-10",
        ["due - 2026-09 53", "review_by - 2026-10 22"],
    ),
    ("agreed", "kind: meeting, due: 2025", []),
    ("fulfilled", "review_by: 2020", []),
    (
        "in_progress",
        "due: 2026-10, milestones: [{id: b, due: 2026-09}, {id: c, due: 1999, status: met}]",
        ["milestone b 2026-09 53", "due - 2026-10 22"],
    ),
    (
        "agreed",
        "milestones: [{id: a=b, due: 2026-10}, {id: a=b, due: 2026-09}]",
        ["milestone a=b 2026-09 53", "milestone a=b 2026-10 22"],
    ),
    (
        "agreed",
        "repeats: {rule: FREQ=YEARLY, starts: 2023-11, held: [{occurrence: 2024-11}]}",
        ["occurrence 2023-11 2023-11 1088", "occurrence 2025-11 2025-11 357"],
    ),
    (
        "agreed",
        f"due: 2024, milestones: [{{id: a, due: 2026-11-20}}], {YEARLY}",
        ["due - 2024 691", "occurrence 2025-11 2025-11 357", "milestone a 2026-11-20 2"],
    ),
    ("proposed", f"due: 2026-10, {YEARLY}", []),
    (
        "suspended",
        "review_by: 2026-10, due: 2020, milestones: [{id: a, due: 2020}]",
        ["review_by - 2026-10 22"],
    ),
    ("suspended", "review_by: 2026-11-22, due: 2020", []),
    ("suspended", "due: 2020", []),
    ("fulfilled", "due: 2020, met_on: 2026", []),
    ("withdrawn", "due: 2020, milestones: [{id: a, due: 2020}]", []),
]


def made(build: Build, status: str, fields: str) -> Outline:
    return build(status=status, **yaml.load(f"{{{fields}}}", yaml.BaseLoader))


def reason(text: str) -> Reason:
    what, id, due, days = text.split()
    return Reason(ReasonKind(what), None if id == "-" else id, due, int(days))


@pytest.mark.parametrize(("status", "fields", "expected"), REASONS)
def test_reasons(outline_of: Build, status: str, fields: str, expected: list[str]) -> None:
    record = made(outline_of, status, fields)
    state = timeliness(record, ON, 30)
    assert past_reasons(record, state, ON) == [reason(item) for item in expected]
    late = [reason(item).days_late for item in expected if not item.startswith("review_by")]
    assert (state is Timeliness.OVERDUE) == bool(late)
    if late:
        assert days_late(record, ON) == max(late)


GOVERNING = [
    # status, fields, what the judgement hangs on, with its days late
    ("agreed", "", None),
    ("agreed", "due: 2026/..", None),
    ("agreed", "due: 2026-12", "due - 2026-12 -39"),
    ("agreed", "due: 2026-11-22", "due - 2026-11-22 0"),
    ("agreed", "due: 2026-10", "due - 2026-10 22"),
    (
        "agreed",
        "due: 2027, milestones: [{id: a, due: 2026-12}, {id: b, due: 2027-01}]",
        "milestone a 2026-12 -39",
    ),
    (
        "agreed",
        "due: 2027, milestones: [{id: a, due: 2026-12}, {id: b, due: 2026-10}]",
        "milestone b 2026-10 22",
    ),
    ("agreed", "due: 2026-12, milestones: [{id: a, due: 2026-12-31}]", "due - 2026-12 -39"),
    ("agreed", "due: 2026-12, milestones: [{id: a, due: 2020, status: met}]", "due - 2026-12 -39"),
    ("agreed", YEARLY, "occurrence 2025-11 2025-11 357"),
    ("agreed", HELD_FIRST, None),
    ("agreed", f"{HELD_FIRST}, due: 2026-12", "due - 2026-12 -39"),
    ("agreed", f"{YEARLY}, due: 2026-12", "occurrence 2025-11 2025-11 357"),
    ("agreed", f"{YEARLY}, due: 2025-10", "due - 2025-10 387"),
    ("agreed", f"{YEARLY}, due: 2025-11", "due - 2025-11 357"),
    ("agreed", f"{YEARLY}, milestones: [{{id: a, due: 2025-12}}]", "occurrence 2025-11 2025-11 357"),
    ("proposed", f"{YEARLY}, due: 2026-12", None),
    ("suspended", "review_by: 2026-12, due: 2020", None),
    ("suspended", "review_by: 2026-10, due: 2026-10", None),
    ("suspended", "due: 2020", None),
    ("fulfilled", "due: 2020, met_on: 2026", None),
    ("not_fulfilled", "due: 2020", None),
]


@pytest.mark.parametrize(("status", "fields", "expected"), GOVERNING)
def test_governing(outline_of: Build, status: str, fields: str, expected: str | None) -> None:
    record = made(outline_of, status, fields)
    deadline = governing_deadline(record, timeliness(record, ON, 30), ON)
    assert deadline == (reason(expected) if expected else None)


MONTHLY = "repeats: {rule: FREQ=MONTHLY, starts: 2026-01-31}"
TWICE = "repeats: {rule: FREQ=YEARLY;COUNT=2, starts: 2025-11, held: [{occurrence: 2025-11}]}"
OCCURRENCES = [
    # repeats, day, those missed, the next one not held
    (YEARLY, "2025-01-01", "", "2025-11"),
    (YEARLY, "2025-11-30", "", "2025-11"),
    (YEARLY, "2025-12-01", "2025-11", "2026-11"),
    (HELD_FIRST, "2026-01-01", "", "2026-11"),
    (TWICE, "2027-01-01", "2026-11", None),
    ("repeats: {rule: FREQ=YEARLY;UNTIL=20261231, starts: 2025-11}", "2027-01-01", "2025-11 2026-11", None),
    (MONTHLY, "2026-04-01", "2026-01-31 2026-03-31", "2026-05-31"),
]


@pytest.mark.parametrize(("repeats", "today", "missed", "following"), OCCURRENCES)
def test_occurrences(outline_of: Build, repeats: str, today: str, missed: str, following: str | None) -> None:
    of, on = made(outline_of, "agreed", repeats), date.fromisoformat(today).toordinal()
    assert [occurrence.text for occurrence in missed_occurrences(of, on)] == missed.split()
    coming = next_occurrence(of, on)
    assert (coming.text if coming else None) == following


def test_of_thousands_of_missed_days_only_the_first_are_named(outline_of: Build) -> None:
    daily = made(outline_of, "agreed", "repeats: {rule: FREQ=DAILY, starts: 2000-01-01}")
    named = past_reasons(daily, Timeliness.OVERDUE, ON)
    assert days_late(daily, ON) == named[0].days_late == ON - date(2000, 1, 1).toordinal()
    assert [item.id for item in named[:2]] == ["2000-01-01", "2000-01-02"]
    assert len(named) <= 1000


DUES = some.sampled_from(
    [
        "2026-10-31",
        "2026-10",
        "2026-Q3",
        "2026-33",
        "2026-H1",
        2025,
        "2026-03/2026-06",
        "../2026-12",
        "2026/..",
    ]
)
STEPS = some.lists(
    some.fixed_dictionaries(
        {"id": some.sampled_from(["m1", "m2", "m3"])},
        optional={
            "due": DUES,
            "status": some.sampled_from(["scheduled", "met", "partially_met", "not_met", "unheard-of"]),
        },
    ),
    max_size=3,
)
NAMES = some.sampled_from(["2025", "2025-11", "2026-11", "2026-Q1", "2026-02-28"])
REPEATS = some.fixed_dictionaries(
    {
        "rule": some.sampled_from(
            ["FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=YEARLY;COUNT=2", "FREQ=WEEKLY"]
        )
    },
    optional={
        "starts": NAMES,
        "held": some.lists(some.builds(lambda name: {"occurrence": name}, NAMES), max_size=3),
    },
)
FIELDS = some.fixed_dictionaries(
    {}, optional={"due": DUES, "review_by": DUES, "met_on": DUES, "milestones": STEPS, "repeats": REPEATS}
)
TODAYS = some.dates(date(2024, 12, 1), date(2027, 6, 30)).map(date.toordinal)
ANY_OPEN_STATUS = some.sampled_from(sorted(OPEN_STATUSES))


@given(ANY_OPEN_STATUS, FIELDS, TODAYS, some.integers(0, 400))
def test_as_days_go_by_nothing_overdue_ceases_to_be(
    outline_of: Build, status: str, fields: dict[str, Any], today: int, later: int
) -> None:
    of = outline_of(status=status, **fields)
    if timeliness(of, today, 30) is Timeliness.OVERDUE:
        assert timeliness(of, today + later, 30) is Timeliness.OVERDUE
        assert days_late(of, today + later) == days_late(of, today) + later


@given(ANY_OPEN_STATUS, FIELDS, TODAYS)
def test_overdue_its_reasons_its_days_and_what_governs_it_agree(
    outline_of: Build, status: str, fields: dict[str, Any], today: int
) -> None:
    record = outline_of(status=status, **fields)
    state = timeliness(record, today, 30)
    past = past_reasons(record, state, today)
    late = [reason.days_late for reason in past if reason.what is not ReasonKind.REVIEW_BY]
    assert (state is Timeliness.OVERDUE) == bool(late)
    assert [reason.days_late for reason in past] == sorted(
        (reason.days_late for reason in past), reverse=True
    )
    deadline = governing_deadline(record, state, today)
    if late:
        assert days_late(record, today) == max(late)
        assert deadline and deadline.days_late == late[0]
    else:
        assert deadline is None or deadline.days_late <= 0


@given(some.sampled_from(sorted(set(Status) - OPEN_STATUSES)), FIELDS, TODAYS, TODAYS)
def test_what_is_closed_stays_as_it_is(
    outline_of: Build, status: str, fields: dict[str, Any], day: int, other_day: int
) -> None:
    record = outline_of(status=status, **fields)
    state = timeliness(record, day, 30)
    assert state is timeliness(record, other_day, 30)
    assert (past_reasons(record, state, day), governing_deadline(record, state, day)) == ([], None)
