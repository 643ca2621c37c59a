"""What a record means on a day: how it stands, its news and silence, and its term. Must not read a clock.

Each table has the day before, on and after each boundary.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from commitments.model.calendar.dates import parse_date
from commitments.model.calendar.durations import add_duration, parse_duration
from commitments.model.events import deadline_by_event, read_due_event
from commitments.model.lifecycle import CLASS_BY_KIND, Kind, Status, Timeliness
from commitments.model.outline import Outline
from commitments.model.owing import owing
from commitments.model.timeliness import Clock, is_review_due, outline_term, stands_by_moved_deadline
from commitments.reports.status import is_stale, judge, status

Build = Callable[..., Outline]


def record(build: Build, fields: str) -> Outline:
    values = yaml.load(f"{{{fields}}}", yaml.BaseLoader)
    if "times" in values.get("in_force", {}):
        values["in_force"]["times"] = int(values["in_force"]["times"])
    return build(**values)


def rows(table: str) -> list[list[str]]:
    lines = [line for line in table.strip().splitlines() if not line.startswith("#")]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


NEWS = """
# fields                                                             | day        | heard on   | silent | stale
status: agreed                                                       | 2026-04-12 |            |        | stale
status: agreed, made_on: 2026-01-12                                  | 2026-04-11 |            | 89     |
status: agreed, made_on: 2026-01-12                                  | 2026-04-12 |            | 90     | stale
status: agreed, made_on: 2026-01                                     | 2026-01-31 |            | 30     |
status: agreed, made_on: 2027                                        | 2026-04-12 |            | 0      |
status: agreed, made_on: ../2026, source: {published_on: 2026-02-01} | 2026-02-11 |            | 10     |
status: agreed, source: {published_on: 2026-02-01}                   | 2026-02-11 |            | 10     |
status: agreed, made_on: 2026-01-05, source: {published_on: 2026-02} | 2026-02-11 |            | 37     |
status: agreed, updates: [{date: 2026-01-12}]                        | 2026-01-11 |            |        | stale
status: agreed, updates: [{date: 2026-01-12}]                        | 2026-01-12 | 2026-01-12 | 0      |
status: agreed, updates: [{date: 2026-01-12}]                        | 2026-04-11 | 2026-01-12 | 89     |
status: agreed, updates: [{date: 2026-01-12}]                        | 2026-04-12 | 2026-01-12 | 90     | stale
status: agreed, updates: [{date: 2026-01-12}], made_on: 2026-04-01   | 2026-04-12 | 2026-01-12 | 90     | stale
# The date of a month counts once it has begun, as the earlier of its last day and the day of judging.
status: agreed, updates: [{date: 2026-01}]                           | 2025-12-31 |            |        | stale
status: agreed, updates: [{date: 2026-01}]                           | 2026-01-01 | 2026-01-01 | 0      |
status: agreed, updates: [{date: 2026-01}]                           | 2026-01-15 | 2026-01-15 | 0      |
status: agreed, updates: [{date: 2026-01}]                           | 2026-01-31 | 2026-01-31 | 0      |
status: agreed, updates: [{date: 2026-01}]                           | 2026-02-01 | 2026-01-31 | 1      |
status: agreed, updates: [{date: 2026-01}, {date: 2026-01-10}]       | 2026-01-12 | 2026-01-12 | 0      |
status: agreed, updates: [{date: 2026-01-10}, {date: 2026-02}]       | 2026-01-31 | 2026-01-10 | 21     |
status: agreed, updates: [{date: 2026-01-10}, {date: 2026-02}]       | 2026-02-01 | 2026-02-01 | 0      |
status: agreed, updates: [{date: 2026/..}]                           | 2026-05-05 | 2026-05-05 | 0      |
status: agreed, updates: [{date: ../2026-03}]                        | 2026-02-01 | 2026-02-01 | 0      |
status: agreed, updates: [{date: ../2026-03}]                        | 2026-04-01 | 2026-03-31 | 1      |
status: agreed, updates: [{date: 2030-01-01}], made_on: 2026-01-01   | 2026-01-11 |            | 10     |
status: agreed, updates: [{date: 2025-01-01}, {date: 2026-01-12}, {date: 2025-06-01}] | 2026-01-13 | 2026-01-12 | 1 |
# What an update is about.
status: agreed, updates: [{date: 2026-01-12, about: progress}]       | 2026-01-13 | 2026-01-12 | 1      |
status: agreed, updates: [{date: 2026-01-12, about: obstacle}]       | 2026-01-13 | 2026-01-12 | 1      |
status: agreed, updates: [{date: 2026-01-12, about: answer}]         | 2026-01-13 | 2026-01-12 | 1      |
status: agreed, updates: [{date: 2026-01-12, about: reminder}]       | 2026-01-13 |            |        | stale
status: agreed, updates: [{date: 2026-01-12, about: next_step}]      | 2026-01-13 |            |        | stale
status: agreed, updates: [{date: 2026-01-12, about: recommendation}] | 2026-01-13 |            |        | stale
# Evidence, days on which something was met, moved deadlines, closing.
status: agreed, evidence: [{date: 2026-01-12, title: a}]             | 2026-01-13 | 2026-01-12 | 1      |
status: agreed, evidence: [{title: a}]                               | 2026-01-13 |            |        | stale
status: agreed, milestones: [{id: a, status: met, met_on: 2026-01-12}] | 2026-01-13 | 2026-01-12 | 1    |
status: agreed, milestones: [{id: a, evidence: [{date: 2026-01-12}]}] | 2026-01-13 | 2026-01-12 | 1     |
status: agreed, milestones: [{id: a, due_changes: [{date: 2026-01-12}]}] | 2026-01-13 | 2026-01-12 | 1  |
status: agreed, milestones: [{id: a, due: 2026-01-12}]               | 2026-01-13 |            |        | stale
status: agreed, repeats: {rule: FREQ=YEARLY, held: [{occurrence: 2026, met_on: 2026-01-12}]} | 2026-01-13 | 2026-01-12 | 1 |
status: agreed, repeats: {rule: FREQ=YEARLY, held: [{occurrence: 2026, evidence: [{date: 2026-01-12}]}]} | 2026-01-13 | 2026-01-12 | 1 |
status: agreed, repeats: {rule: FREQ=YEARLY, held: [{occurrence: 2025, lapsed: {en: a}}]} | 2026-01-13 | | | stale
status: agreed, due_changes: [{date: 2026-01-12, to: 2027}]          | 2026-01-13 | 2026-01-12 | 1      |
status: agreed, due_event: {event: e}, due_changes: [{date: 2026-01-12, to: 2027, event: e}] | 2026-01-13 | | | stale
status: agreed, due_event: {event: f}, due_changes: [{date: 2026-01-12, to: 2027, event: e}] | 2026-01-13 | 2026-01-12 | 1 |
status: agreed, due_changes: [{date: 2026-01-12, to: 2027, event: e}] | 2026-01-13 | 2026-01-12 | 1 |
status: agreed, title: {en: New}, tags: [ai], source: {locator: p}   | 2026-01-13 |            |        | stale
status: agreed, review_by: 2026-01-12                                | 2026-01-13 |            |        | stale
# Closed records keep their news, and are neither silent nor stale; so are meetings.
status: fulfilled, met_on: 2026-01-12                                | 2026-08-13 | 2026-01-12 |        |
status: withdrawn, closing: {date: 2026-01-12}                       | 2026-08-13 | 2026-01-12 |        |
status: withdrawn                                                    | 2026-08-13 |            |        |
kind: meeting, status: agreed, updates: [{date: 2026-01-12}]         | 2026-08-13 | 2026-01-12 |        |
# Everything open can be silent.
status: proposed, kind: request, made_on: 2026-01-12                 | 2026-04-12 |            | 90     | stale
status: suspended, made_on: 2026-01-12                               | 2026-04-12 |            | 90     | stale
status: in_progress, kind: mou, in_force: {until: 2020}, made_on: 2026-01-12 | 2026-04-12 |    | 90     | stale
"""  # noqa: E501


@pytest.mark.parametrize(("fields", "day", "heard", "silent", "stale"), rows(NEWS))
def test_news(outline_of: Build, fields: str, day: str, heard: str, silent: str, stale: str) -> None:
    clock = Clock(date.fromisoformat(day))
    row = judge(record(outline_of, fields), clock)
    assert (date.fromordinal(row.heard).isoformat() if row.heard else "") == heard
    assert ("" if row.silent_days is None else str(row.silent_days)) == silent
    assert is_stale(row) == (stale == "stale")


@pytest.mark.parametrize(("stale_after_days", "expected"), [(0, True), (10, True), (11, False)])
def test_how_long_is_stale_is_a_setting(outline_of: Build, stale_after_days: int, expected: bool) -> None:
    clock = Clock(date(2026, 1, 22), stale_after_days=stale_after_days)
    assert is_stale(judge(outline_of(made_on="2026-01-12"), clock)) is expected


def test_another_tag_or_locator_changes_nothing_in_silence(outline_of: Build) -> None:
    clock = Clock(date(2026, 4, 12))
    before = judge(outline_of(made_on="2026-01-12"), clock)
    after = judge(outline_of(made_on="2026-01-12", tags=["new"], title={"en": "New"}), clock)
    assert (before.heard, before.silent_days) == (after.heard, after.silent_days)


TACIT = "from: 2020-09-23, until: 2025-09-22, renewal: tacit, period: P5Y, notice: P6M"
LEAP = "from: 2020-03-01, until: 2024-02-29, renewal: tacit, period: P1Y"
TERMS = """
# status, in_force                                     | day        | state      | until      | notice by  | renewed
agreed | from: 2025-09-23, until: 2030-09-22           | 2025-09-22 | not_yet    | 2030-09-22 |            | 0
agreed | from: 2025-09-23, until: 2030-09-22           | 2025-09-23 | in_force   | 2030-09-22 |            | 0
agreed | from: 2025-09-23, until: 2030-09-22           | 2030-06-23 | in_force   | 2030-09-22 |            | 0
agreed | from: 2025-09-23, until: 2030-09-22           | 2030-06-24 | expiring   | 2030-09-22 |            | 0
agreed | from: 2025-09-23, until: 2030-09-22           | 2030-09-22 | expiring   | 2030-09-22 |            | 0
agreed | from: 2025-09-23, until: 2030-09-22           | 2030-09-23 | expired    | 2030-09-22 |            | 0
agreed | from: 2025-09                                 | 2025-08-31 | not_yet    |            |            | 0
agreed | from: 2025-09                                 | 2025-09-01 | in_force   |            |            | 0
agreed | from: ../2025                                 | 1990-01-01 | in_force   |            |            | 0
agreed | until: 2030                                   | 2030-12-31 | expiring   | 2030       |            | 0
agreed | until: 2030                                   | 2031-01-01 | expired    | 2030       |            | 0
agreed | until: 2030/..                                | 2090-01-01 | in_force   | 2030/..    |            | 0
agreed | until: 2030-09-22, renewal: none              | 2030-09-23 | expired    | 2030-09-22 |            | 0
agreed | until: 2030-09-22, renewal: agreed            | 2030-09-23 | expired    | 2030-09-22 |            | 0
agreed | until: 2030-09-22, renewal: agreed            | 2030-09-01 | expiring   | 2030-09-22 |            | 0
agreed | renewal: tacit                                | 2030-09-23 | in_force   |            |            | 0
# Notice stops the renewal after the term that runs on its day.
agreed | {TACIT}, notice_given: {date: 2025-02-01}     | 2025-09-23 | expired    | 2025-09-22 | 2025-03-22 | 0
agreed | {TACIT}, notice_given: {date: 2026-02-01}     | 2026-02-01 | in_force   | 2030-09-22 | 2030-03-22 | 1
agreed | {TACIT}, notice_given: {date: 2026-02-01}     | 2030-09-23 | expired    | 2030-09-22 | 2030-03-22 | 1
# What has not begun, or is closed, renews no more than it ends in days to come.
withdrawn | {TACIT}                                    | 2027-01-01 | ended      | 2025-09-22 |            | 0
agreed | {TACIT}, pending: {en: notes}                 | 2027-01-01 | not_yet    | 2025-09-22 |            | 0
proposed | {TACIT}                                     | 2027-01-01 | not_yet    | 2025-09-22 |            | 0
# The first state that fits: closed, ended, not yet.
fulfilled | until: 2030-09-22                          | 2026-01-01 | ended      | 2030-09-22 |            | 0
withdrawn | from: 2030, until: 2035                    | 2026-01-01 | ended      | 2035       |            | 0
proposed | until: 2030-09-22                           | 2026-01-01 | not_yet    | 2030-09-22 |            | 0
proposed | until: 2030-09-22                           | 2031-01-01 | not_yet    | 2030-09-22 |            | 0
proposed | until: 2035, ends: 2030-09-22               | 2031-01-01 | ended      | 2030-09-22 |            | 0
agreed | until: 2030, pending: {en: notes}             | 2026-01-01 | not_yet    | 2030       |            | 0
agreed | until: 2030, pending: {en: notes}, ends: 2025 | 2026-01-01 | ended      | 2025       |            | 0
suspended | until: 2030-09-22                          | 2030-09-23 | expired    | 2030-09-22 |            | 0
# An end by notice, before the first term is over and after it.
agreed | until: 2030-09-22, ends: 2027-03-10           | 2026-12-09 | in_force   | 2027-03-10 |            | 0
agreed | until: 2030-09-22, ends: 2027-03-10           | 2026-12-10 | expiring   | 2027-03-10 |            | 0
agreed | until: 2030-09-22, ends: 2027-03-10           | 2027-03-10 | expiring   | 2027-03-10 |            | 0
agreed | until: 2030-09-22, ends: 2027-03-10           | 2027-03-11 | ended      | 2027-03-10 |            | 0
agreed | until: 2025-09-22, ends: 2027-03-10           | 2026-01-01 | in_force   | 2027-03-10 |            | 0
agreed | until: 2025-09-22, ends: 2027-03-10           | 2027-03-11 | ended      | 2027-03-10 |            | 0
agreed | until: 2025-09-22, renewal: tacit, period: P5Y, ends: 2027-03-10 | 2026-12-10 | expiring | 2027-03-10 | | 0
agreed | until: 2025-09-22, renewal: tacit, period: P5Y, ends: 2027/.. | 2090-01-01 | in_force | 2027/.. | | 0
# Tacit renewal, over several periods, and the day on which notice can last be given.
agreed | {TACIT}                                       | 2024-12-21 | in_force   | 2025-09-22 | 2025-03-22 | 0
agreed | {TACIT}                                       | 2024-12-22 | notice_due | 2025-09-22 | 2025-03-22 | 0
agreed | {TACIT}                                       | 2025-03-22 | notice_due | 2025-09-22 | 2025-03-22 | 0
agreed | {TACIT}                                       | 2025-03-23 | in_force   | 2025-09-22 | 2025-03-22 | 0
agreed | {TACIT}                                       | 2025-09-22 | in_force   | 2025-09-22 | 2025-03-22 | 0
agreed | {TACIT}                                       | 2025-09-23 | in_force   | 2030-09-22 | 2030-03-22 | 1
agreed | {TACIT}                                       | 2030-09-22 | in_force   | 2030-09-22 | 2030-03-22 | 1
agreed | {TACIT}                                       | 2030-09-23 | in_force   | 2035-09-22 | 2035-03-22 | 2
agreed | {TACIT}                                       | 2049-12-31 | notice_due | 2050-09-22 | 2050-03-22 | 5
agreed | {TACIT}, times: 1                             | 2025-09-22 | in_force   | 2025-09-22 | 2025-03-22 | 0
agreed | {TACIT}, times: 1                             | 2025-09-23 | in_force   | 2030-09-22 | 2030-03-22 | 1
agreed | {TACIT}, times: 1                             | 2030-09-22 | expiring   | 2030-09-22 | 2030-03-22 | 1
agreed | {TACIT}, times: 1                             | 2030-09-23 | expired    | 2030-09-22 | 2030-03-22 | 1
agreed | {TACIT}, times: 2                             | 2030-09-23 | in_force   | 2035-09-22 | 2035-03-22 | 2
agreed | {TACIT}, notice_given: {date: 2025-02-01}     | 2025-03-01 | in_force   | 2025-09-22 | 2025-03-22 | 0
agreed | {TACIT}, notice_given: {date: 2025-02-01}     | 2025-09-22 | expiring   | 2025-09-22 | 2025-03-22 | 0
agreed | until: 2025-09-22, renewal: tacit             | 2025-09-22 | in_force   | 2025-09-22 |            | 0
agreed | until: 2025-09-22, renewal: tacit             | 2025-09-23 | in_force   |            |            | 0
agreed | until: 2025-09-22, renewal: tacit, notice: P6M | 2025-01-01 | notice_due | 2025-09-22 | 2025-03-22 | 0
agreed | until: 2025-09-22, renewal: tacit, notice: P6M | 2025-09-23 | in_force |            |            | 0
# The 29th of February: each renewal is counted from the first end, so that the day comes back.
agreed | {LEAP}                                        | 2024-02-29 | in_force   | 2024-02-29 |            | 0
agreed | {LEAP}                                        | 2024-03-01 | in_force   | 2025-02-28 |            | 1
agreed | {LEAP}                                        | 2025-03-01 | in_force   | 2026-02-28 |            | 2
agreed | {LEAP}                                        | 2027-03-01 | in_force   | 2028-02-29 |            | 4
# Notice on the last of a month is held to the end of a month that is shorter.
agreed | until: 2026-08-31, renewal: tacit, period: P1Y, notice: P6M | 2026-02-28 | notice_due | 2026-08-31 | 2026-02-28 | 0
agreed | until: 2026-08-31, renewal: tacit, period: P1Y, notice: P6M | 2026-03-01 | in_force | 2026-08-31 | 2026-02-28 | 0
agreed | until: 2028-08-31, renewal: tacit, period: P1Y, notice: P6M | 2028-02-01 | notice_due | 2028-08-31 | 2028-02-29 | 0
agreed | until: 2026-03-31, renewal: tacit, period: P1Y, notice: P1M1D | 2026-02-27 | notice_due | 2026-03-31 | 2026-02-27 | 0
agreed | until: 2026-03-31, renewal: tacit, period: P1Y, notice: P1M1D | 2026-02-28 | in_force | 2026-03-31 | 2026-02-27 | 0
agreed | until: 2030, renewal: tacit, period: P1Y, notice: P6M | 2029-07-01 | notice_due | 2030 | 2029-07-01 | 0
agreed | until: 2030, renewal: tacit, period: P1Y, notice: P6M | 2031-01-01 | in_force | 2031-12-31 | 2030-07-01 | 1
"""  # noqa: E501


def term_rows() -> list[list[str]]:
    return rows(TERMS.replace("{TACIT}", TACIT).replace("{LEAP}", LEAP))


@pytest.mark.parametrize(("status", "in_force", "day", "state", "until", "notice", "renewed"), term_rows())
def test_term(
    outline_of: Build, status: str, in_force: str, day: str, state: str, until: str, notice: str, renewed: str
) -> None:
    clock = Clock(date.fromisoformat(day))
    outline = record(outline_of, f"kind: mou, status: {status}, in_force: {{{in_force}}}")
    term = outline_term(outline, clock)
    assert term is not None
    assert (term.state, term.until, term.renewed) == (state, until, int(renewed))
    assert (term.notice_by.isoformat() if term.notice_by else "") == notice
    over = state in ("expired", "ended")
    assert (judge(outline, clock).timeliness is Timeliness.CLOSED) == over


def test_a_term_makes_nothing_overdue_and_only_instruments_have_one(outline_of: Build) -> None:
    clock = Clock(date(2031, 1, 1))
    of_action = record(outline_of, "kind: agreed_action, in_force: {until: 2030}")
    assert outline_term(of_action, clock) is None
    assert judge(of_action, clock).timeliness is Timeliness.UNDATED
    late = record(outline_of, "kind: mou, due: 2029, in_force: {until: 2030}")
    assert judge(late, Clock(date(2030, 6, 1))).timeliness is Timeliness.OVERDUE
    assert judge(late, clock).timeliness is Timeliness.CLOSED
    assert judge(late, clock).days_late == 0


@pytest.mark.parametrize(("expiring_days", "state"), [(29, "in_force"), (30, "expiring")])
def test_how_soon_is_expiring_is_a_setting(outline_of: Build, expiring_days: int, state: str) -> None:
    outline = record(outline_of, "kind: mou, in_force: {until: 2026-12-31}")
    term = outline_term(outline, Clock(date(2026, 12, 1), expiring_days=expiring_days))
    assert term is not None and term.state == state


REVIEWS = """
# fields                                 | day        | due for a look
status: agreed, review_by: 2026-06       | 2026-06-30 |
status: agreed, review_by: 2026-06       | 2026-07-01 | due
status: suspended, review_by: 2026-06-30 | 2026-07-01 | due
status: proposed, review_by: 2026-06-30  | 2026-07-01 | due
status: agreed, review_by: 2026/..       | 2090-07-01 |
status: fulfilled, review_by: 2020       | 2026-07-01 |
status: agreed                           | 2026-07-01 |
"""


@pytest.mark.parametrize(("fields", "day", "due"), rows(REVIEWS))
def test_review(outline_of: Build, fields: str, day: str, due: str) -> None:
    assert is_review_due(record(outline_of, fields), date.fromisoformat(day).toordinal()) == bool(due)


MOVED = """
# fields                                                                              | day        | by a move
due: 2026-12, due_changes: [{from: 2026-06, to: 2026-12}]                             | 2026-06-30 |
due: 2026-12, due_changes: [{from: 2026-06, to: 2026-12}]                             | 2026-07-01 | moved
due: 2026-12, due_changes: [{from: 2026-06, to: 2026-12}]                             | 2027-01-01 |
due: 2026-12, due_changes: [{to: 2026-06}, {from: 2026-06, to: 2026-12}]              | 2026-07-01 | moved
due: 2026-12, due_changes: [{to: 2026-12}]                                            | 2026-07-01 |
due: 2026-03, due_changes: [{from: 2026-06, to: 2026-03}]                             | 2026-03-01 |
due: 2026-12                                                                          | 2026-07-01 |
milestones: [{id: a, due: 2026-12, due_changes: [{from: 2026-06, to: 2026-12}]}]      | 2026-07-01 | moved
milestones: [{id: a, due: 2026-12, status: met, due_changes: [{from: 2026-06, to: 2026-12}]}] | 2026-07-01 |
status: fulfilled, met_on: 2026-07-01, due: 2026-12, due_changes: [{from: 2026-06, to: 2026-12}] | 2027-01-01 | moved
status: fulfilled, met_on: 2026-06-30, due: 2026-12, due_changes: [{from: 2026-06, to: 2026-12}] | 2027-01-01 |
status: fulfilled, met_on: 2027-01-01, due: 2026-12, due_changes: [{from: 2026-06, to: 2026-12}] | 2027-01-02 |
status: proposed, due: 2026-12, due_changes: [{from: 2026-06, to: 2026-12}]           | 2026-07-01 |
"""  # noqa: E501


@pytest.mark.parametrize(("fields", "day", "moved"), rows(MOVED))
def test_in_time_only_by_a_moved_deadline(outline_of: Build, fields: str, day: str, moved: str) -> None:
    outline, today = record(outline_of, fields), date.fromisoformat(day)
    state = judge(outline, Clock(today)).timeliness
    assert stands_by_moved_deadline(outline, state, today.toordinal()) == bool(moved)


EVENTS = """
# due_event                              | date of the event | the deadline
{event: e}                               | 2025-10-20/2025-12-11 | 2025-10-20/2025-12-11
{event: e}                               | 2026-Q3           | 2026-Q3
{event: e, when: by}                     | 2026-10-20        | 2026-10-20
{event: e, when: by, within: P60D}       | 2026-10-20        | 2026-10-20
{event: e, when: by}                     | 2026/..           |
{event: e, when: by}                     | ../2026           | ../2026
{event: e, when: after}                  | 2026-Q3           | 2026-09-30
{event: e, within: P60D}                 | 2026-Q3           | 2026-11-29
{event: e, when: after, within: P60D}    | 2026-Q3           | 2026-11-29
{event: e, when: after, within: P1M}     | 2026-01-31        | 2026-02-28
{event: e, when: after, within: P1M1D}   | 2026-01-31        | 2026-03-01
{event: e, when: after, within: P2W}     | 2026-01-31        | 2026-02-14
{event: e, when: after}                  | 2026/..           |
{event: e, when: after}                  | ../2026           | 2026-12-31
{event: e, when: before}                 | 2026-Q3           | 2026-06-30
{event: e, when: before}                 | 2025-10-20        | 2025-10-19
{event: e, when: before, within: P1M}    | 2026-04-01        | 2026-02-28
{event: e, when: before, within: P10D}   | 2026-Q3           | 2026-06-20
{event: e, when: before}                 | ../2026           |
{event: e, when: before}                 | 2026/..           | 2025-12-31
"""


@pytest.mark.parametrize(("due_event", "day", "expected"), rows(EVENTS))
def test_a_deadline_follows_its_event(due_event: str, day: str, expected: str) -> None:
    hangs, span = read_due_event(yaml.load(due_event, yaml.BaseLoader)), parse_date(day)
    assert hangs and span
    assert (deadline_by_event(hangs, span) or "") == expected


@pytest.mark.parametrize(
    "value",
    [
        None,
        "e",
        {},
        {"event": ""},
        {"event": "e", "when": "during"},
        {"event": "e", "within": "60"},
        {"event": 1},
        {"event": "e", "when": []},
    ],
)
def test_what_names_no_event_binds_to_none(value: Any) -> None:
    assert read_due_event(value) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P1Y", (12, 0)),
        ("P1Y6M", (18, 0)),
        ("P2W", (0, 14)),
        ("P60D", (0, 60)),
        ("P1M2W3D", (1, 17)),
        *((text, None) for text in ("", "P", "P0D", "P1H", "PT1H", "1Y", "P-1Y", "P1.5Y", "P1D1Y", 5, None)),
    ],
)
def test_durations(text: object, expected: tuple[int, int] | None) -> None:
    assert parse_duration(text) == expected


DAYS = some.dates(date(1950, 1, 1), date(2150, 1, 1))
LENGTHS = some.builds("P{}M{}D".format, some.integers(0, 40), some.integers(1, 400)).map(parse_duration)


@given(DAYS, LENGTHS)
def test_a_duration_leads_forward_and_back_over_a_bounded_distance(day: date, length: Any) -> None:
    later, earlier = add_duration(day, length), add_duration(day, length, -1)
    assert earlier is not None and later is not None and earlier < day < later
    assert (later - day).days <= 31 * length.months + length.days


def test_a_day_outside_the_calendar_is_none() -> None:
    assert add_duration(date(9999, 12, 31), parse_duration("P1D") or (0, 0)) is None  # type: ignore[arg-type]
    assert add_duration(date(1, 1, 1), parse_duration("P1M") or (0, 0), -1) is None  # type: ignore[arg-type]


OWING = """
# kind         | parties                                        | owes | owed
request        | a/lead b/requester                             | a    | b
request        | a/lead                                         | a    | -
request        | b/requester                                    | -    | b
assignment     | a/lead c/lead b/assigner d/supporting          | a c  | b
public_pledge  | a/lead b/counterpart                           | a    | b
public_pledge  | a/lead                                         | a    |
public_pledge  | b/counterpart                                  | -    | -
mou            | a/signatory b/signatory                        | a b  | a b
mou            | a/signatory                                    | -    | -
agreed_action  | a/lead b/lead                                  | a b  | a b
agreed_action  | a/lead b/counterpart                           | -    | -
agreed_action  | a/lead a/signatory                             | -    | -
other          | a/lead b/counterpart                           | -    | -
meeting        | a/lead b/lead                                  | -    | -
"""


@pytest.mark.parametrize(("kind", "parties", "owes", "owed"), rows(OWING))
def test_who_owes_whom(kind: str, parties: str, owes: str, owed: str) -> None:
    roles = [(party, role) for party, _, role in (text.partition("/") for text in parties.split())]
    expected = [None if side == "-" else side.split() for side in (owes, owed)]
    assert list(owing(kind, roles)) == expected


DATES = some.none() | some.sampled_from(["2020", "2026-06", "2026-11-22", "2026-12", "2027", "2026/.."])
IN_FORCE = some.none() | some.fixed_dictionaries(
    {},
    optional={
        "from": some.sampled_from(["2020", "2027"]),
        "until": some.sampled_from(["2024", "2026-12", "2030"]),
        "ends": some.sampled_from(["2025", "2028"]),
        "renewal": some.sampled_from(["none", "agreed", "tacit"]),
        "period": some.just("P1Y"),
        "pending": some.just({"en": "notes"}),
    },
)
FIELDS = some.fixed_dictionaries(
    {
        "kind": some.sampled_from(Kind),
        "status": some.sampled_from(Status),
        "due": DATES,
        "met_on": DATES,
        "review_by": DATES,
        "made_on": DATES,
        "in_force": IN_FORCE,
        "milestones": some.none() | some.lists(some.fixed_dictionaries({"id": some.just("a"), "due": DATES})),
        "repeats": some.none() | some.just({"rule": "FREQ=YEARLY", "starts": "2025"}),
    }
)


@given(some.lists(FIELDS, max_size=6), some.dates(date(2019, 1, 1), date(2031, 1, 1)))
def test_each_record_is_in_one_cell_and_the_cells_add_up(
    outline_of: Build, records: list[dict[str, Any]], today: date
) -> None:
    outlines = [
        outline_of(**{name: value for name, value in fields.items() if value is not None})
        for fields in records
    ]
    report = status(outlines, Clock(today), with_closed=True)
    counted = [outline for outline in outlines if outline.kind in CLASS_BY_KIND]
    assert report.counts.total == len(counted) == len(report.rows)
    assert sum(report.counts.by_timeliness.values()) == len(counted)
    assert sum(counts.total for counts in report.by_class.values()) == len(counted)
    awaiting = sum(counts.awaiting for counts in report.by_class.values())
    assert awaiting == report.counts.by_timeliness.get(Timeliness.AWAITING, 0)
    assert sum(report.by_term.values()) == sum(1 for outline in counted if outline.term)
    for row in report.rows:
        assert (row.timeliness is Timeliness.OVERDUE) == bool(row.days_late)
        assert (row.days_left is not None) == (row.timeliness in (Timeliness.ON_TRACK, Timeliness.DUE_SOON))
        assert not (row.outline.is_open and row.timeliness in (Timeliness.DONE, Timeliness.DONE_LATE))
