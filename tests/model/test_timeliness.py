"""Whether every row of *timeliness* in the contract holds, to the day. Must not read a clock."""

from collections.abc import Callable
from datetime import date

import pytest
import yaml

from commitments.model.lifecycle import Status, Timeliness
from commitments.model.outline import Outline
from commitments.model.timeliness import days_late, timeliness

Build = Callable[..., Outline]

LAST_DAYS = [
    # a deadline, its latest day
    ("2026-10-31", "2026-10-31"),
    ("2026-10", "2026-10-31"),
    ("2024-02", "2024-02-29"),
    ("2026-Q3", "2026-09-30"),
    ("2026-36", "2026-12-31"),
    ("2026-H1", "2026-06-30"),
    ("2026-41", "2026-12-31"),
    ("2026", "2026-12-31"),
    (2026, "2026-12-31"),
    ("2026-03/2026-06", "2026-06-30"),
    ("../2026-12", "2026-12-31"),
    ("2026-10~", "2026-10-31"),
    ("2026-Q4?", "2026-12-31"),
]
AROUND = [
    # days after the latest day, what an open record then is
    (-400, "on_track"),
    (-31, "on_track"),
    (-30, "due_soon"),
    (-1, "due_soon"),
    (0, "due_soon"),
    (1, "overdue"),
    (400, "overdue"),
]

CASES = """
# 1. Closed short, whatever is past.
withdrawn           | due: 2020, milestones: [{id: a, due: 2020}]            | 2026-01-01 | closed
superseded          | due: 2020, milestones: [{id: a, due: 2020}]            | 2026-01-01 | closed
not_fulfilled       | due: 2020, milestones: [{id: a, due: 2020}]            | 2026-01-01 | closed
partially_fulfilled | due: 2020, milestones: [{id: a, due: 2020}]            | 2026-01-01 | closed
partially_fulfilled | due: 2020, met_on: 2026                                | 2026-01-01 | closed
withdrawn           | due: 2030                                              | 2026-01-01 | closed
# 2. Fulfilled: all days of met_on against the latest day of due; where they may lie on both sides, done.
fulfilled | due: 2026-10, met_on: 2026-10-31                                 | 2027-01-01 | done_on_time
fulfilled | due: 2026-10, met_on: 2026-11-01                                 | 2027-01-01 | done_late
fulfilled | due: 2026-10-01, met_on: 2026-10                                 | 2027-01-01 | done
fulfilled | due: 2026-10, met_on: 2026-11~                                   | 2027-01-01 | done_late
fulfilled | due: 2026-01-01, met_on: 2026                                    | 2027-01-01 | done
fulfilled | due: 2025, met_on: 2026                                          | 2027-01-01 | done_late
fulfilled | due: 2025, met_on: 2026-01/2026-03                               | 2027-01-01 | done_late
fulfilled | due: 2025-12/2026-01, met_on: 2026-01-31/2026-03                 | 2027-01-01 | done
fulfilled | due: 2026-01-01, met_on: ../2026-12                              | 2027-01-01 | done
fulfilled | due: 2020/.., met_on: 2026                                       | 2027-01-01 | done
fulfilled | met_on: 2026-11-01                                               | 2027-01-01 | done
fulfilled | due: 2020                                                        | 2027-01-01 | done
fulfilled | due: 2026, met_on: 2026, milestones: [{id: a, due: 2020}]        | 2027-01-01 | done_on_time
fulfilled | due: 2026, met_on: 2026-12-31                                    | 2040-01-01 | done_on_time
fulfilled | met_on: 2026, repeats: {rule: FREQ=YEARLY, starts: 2020}         | 2040-01-01 | done
# 3. Suspended, whatever is past.
suspended | review_by: 2026-06                                               | 2026-06-30 | suspended
suspended | review_by: 2026-06                                               | 2026-07-01 | suspended
suspended | review_by: 2026-07-01                                            | 2026-06-30 | suspended
suspended | review_by: 2026-06, due: 2020                                    | 2026-06-30 | suspended
suspended | review_by: 2026-06, milestones: [{id: a, due: 2020}]             | 2026-06-30 | suspended
suspended | review_by: 2026-06, repeats: {rule: FREQ=YEARLY, starts: 2020}   | 2026-06-30 | suspended
suspended | due: 2020                                                        | 2026-06-30 | suspended
suspended | review_by: 2026/..                                               | 2090-01-01 | suspended
# 4. Open: due, scheduled milestones and missed occurrences together.
agreed      |                                                                | 2026-06-30 | undated
agreed      | due_basis: {en: before the next session}                       | 2026-06-30 | undated
agreed      | due: 2020/..                                                   | 2090-01-01 | undated
agreed      | review_by: 2020                                                | 2026-06-30 | undated
agreed      | met_on: 2020                                                   | 2026-06-30 | undated
agreed      | milestones: [{id: a}]                                          | 2026-06-30 | undated
agreed      | milestones: [{id: a, due: 2020/..}]                            | 2026-06-30 | undated
agreed      | milestones: [{id: a, due: 2030, status: met}]                  | 2026-06-30 | undated
agreed      | due: 2027, milestones: [{id: a, due: 2026-12}, {id: b, due: 2026-09}] | 2026-09-01 | due_soon
agreed      | due: 2026-09, milestones: [{id: a, due: 2027}]                 | 2026-09-01 | due_soon
agreed      | due: 2026-09, milestones: [{id: a, due: 2027}]                 | 2026-10-01 | overdue
in_progress | due: 2027, milestones: [{id: a, due: 2026-08}]                 | 2026-09-01 | overdue
proposed    | due: 2027, milestones: [{id: a, due: 2026-08, status: scheduled}]     | 2026-09-01 | awaiting
proposed    | kind: assignment, due: 2026-08                                 | 2026-09-01 | overdue
proposed    | kind: request, due: 2026-08                                    | 2026-09-01 | awaiting
proposed    | kind: mou                                                      | 2026-09-01 | awaiting
agreed      | due: 2027, milestones: [{id: a, due: 2020, status: met}]       | 2026-09-01 | on_track
agreed      | due: 2027, milestones: [{id: a, due: 2020, status: partially_met}]    | 2026-09-01 | on_track
agreed      | due: 2027, milestones: [{id: a, due: 2020, status: not_met}]   | 2026-09-01 | on_track
agreed      | milestones: [{id: a, due: 2020, status: met}, {id: b, due: 2026}]     | 2026-09-01 | on_track
agreed      | kind: meeting, due: 2026-06                                    | 2026-07-01 | undated
proposed    | kind: meeting, due: 2026-06                                    | 2026-07-01 | undated
fulfilled   | kind: meeting, met_on: 2026-06                                 | 2026-07-01 | done
# An occurrence counts only once it is missed, and is missed only while agreed or in progress.
agreed      | repeats: {rule: FREQ=YEARLY, starts: 2025-11}                  | 2025-10-31 | undated
agreed      | repeats: {rule: FREQ=YEARLY, starts: 2025-11}                  | 2025-11-30 | undated
agreed      | repeats: {rule: FREQ=YEARLY, starts: 2025-11}                  | 2025-12-01 | overdue
in_progress | repeats: {rule: FREQ=YEARLY, starts: 2025-11}                  | 2025-12-01 | overdue
proposed    | repeats: {rule: FREQ=YEARLY, starts: 2025-11}                  | 2030-01-01 | awaiting
proposed    | kind: assignment, repeats: {rule: FREQ=YEARLY, starts: 2025-11} | 2030-01-01 | overdue
agreed      | repeats: {rule: FREQ=YEARLY}                                   | 2030-01-01 | undated
agreed      | repeats: {rule: FREQ=YEARLY, starts: ../2020}                  | 2030-01-01 | undated
agreed | repeats: {rule: FREQ=YEARLY, starts: 2025-11, held: [{occurrence: 2025-11}]} | 2026-11-30 | undated
agreed | repeats: {rule: FREQ=YEARLY, starts: 2025-11, held: [{occurrence: 2025-11}]} | 2026-12-01 | overdue
agreed | repeats: {rule: FREQ=YEARLY, starts: 2025-11, held: [{occurrence: 2026-11}]} | 2026-01-01 | overdue
agreed | repeats: {rule: FREQ=YEARLY, starts: 2025-11, held: [{occurrence: 2025-10}]} | 2025-12-01 | overdue
agreed | repeats: {rule: FREQ=YEARLY, starts: 2026-Q1, held: [{occurrence: 2026-33}]} | 2026-12-31 | undated
agreed|repeats: {rule: FREQ=YEARLY, starts: 2021, held: [{occurrence: 2021, lapsed: x}]}|2022-12-31 | undated
agreed|repeats: {rule: FREQ=YEARLY, starts: 2021, held: [{occurrence: 2021, lapsed: x}]}|2023-01-01 | overdue
agreed | made_on: 2023-05, repeats: {rule: FREQ=YEARLY, starts: 2020}          | 2023-12-31 | undated
agreed | made_on: 2023-05, repeats: {rule: FREQ=YEARLY, starts: 2020}          | 2024-01-01 | overdue
agreed | made_on: 2023, repeats: {rule: FREQ=YEARLY, starts: 2022-12-31}       | 2023-12-30 | undated
agreed | repeats: {rule: FREQ=YEARLY;COUNT=1, starts: 2025, held: [{occurrence: 2025}]} | 2090-01-01 | undated
agreed      | repeats: {rule: FREQ=YEARLY;UNTIL=20241231, starts: 2025}      | 2090-01-01 | undated
agreed      | repeats: {rule: FREQ=MONTHLY;INTERVAL=3, starts: 2026-Q1}      | 2026-03-31 | undated
agreed      | repeats: {rule: FREQ=MONTHLY;INTERVAL=3, starts: 2026-Q1}      | 2026-04-01 | overdue
agreed      | due: 2026-06, repeats: {rule: FREQ=YEARLY, starts: 2025-11}    | 2025-11-30 | on_track
agreed      | due: 2026-06, repeats: {rule: FREQ=YEARLY, starts: 2025-11}    | 2025-12-01 | overdue
"""


def cells(table: str) -> list[list[str]]:
    lines = [item for item in table.strip().splitlines() if not item.startswith("#")]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(("status", "fields", "today", "expected"), cells(CASES))
def test_timeliness(outline_of: Build, status: str, fields: str, today: str, expected: str) -> None:
    of = outline_of(status=status, **yaml.load(f"{{{fields}}}", yaml.BaseLoader))
    assert timeliness(of, day(today), 30) == expected


def test_every_status_and_every_timeliness_is_judged_above() -> None:
    assert {row[0] for row in cells(CASES)} == set(Status)
    assert {row[3] for row in cells(CASES)} == set(Timeliness)


@pytest.mark.parametrize("status", ["agreed", "in_progress"])
@pytest.mark.parametrize(("due", "last"), LAST_DAYS)
def test_late_from_the_day_after_the_latest_day(
    outline_of: Build, status: str, due: str | int, last: str
) -> None:
    own = outline_of(status=status, due=due)
    by_step = outline_of(status=status, milestones=[{"id": "a", "due": due}])
    for after, expected in AROUND:
        assert timeliness(own, day(last) + after, 30) == expected
        assert timeliness(by_step, day(last) + after, 30) == expected
        if after > 0:
            assert days_late(own, day(last) + after) == days_late(by_step, day(last) + after) == after


@pytest.mark.parametrize(
    ("due_soon_days", "after", "expected"),
    [
        (0, -1, "on_track"),
        (0, 0, "due_soon"),
        (0, 1, "overdue"),
        (7, -8, "on_track"),
        (7, -7, "due_soon"),
        (365, -366, "on_track"),
        (365, -365, "due_soon"),
    ],
)
def test_how_soon_is_soon_is_a_setting(
    outline_of: Build, due_soon_days: int, after: int, expected: str
) -> None:
    assert timeliness(outline_of(due="2026-10"), day("2026-10-31") + after, due_soon_days) == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([], ""),
        (["2026-01-12"], "2026-01-12"),
        (["2026-01-12", "2025-12-01"], "2026-01-12"),
        (["2026-01-12", "2026-Q1"], "2026-Q1"),
        (["2026/..", "2026-01-12"], "2026-01-12"),
    ],
)
def test_updated_on_is_the_latest_update(outline_of: Build, dates: list[str], expected: str) -> None:
    assert outline_of(made_on="2030", updates=[{"date": item} for item in dates]).updated_on == expected
