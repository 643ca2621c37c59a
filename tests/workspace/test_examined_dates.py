"""Dates and rules of recurrence as the files of a workspace hold them: strict, real, and never endless."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bounds import little_work
from hypothesis import given
from hypothesis import strategies as st

from commitments.model.fields import BY_PATH, Shape
from commitments.model.problem import Problem
from commitments.reading.source_file import SourceFile
from commitments.workspace.examine import examine

Record = Callable[..., str]

TAKEN = """2026-10-31 2026-10 2026-Q4 2026-H2 2026-33 2026-41 2026 2026-03/2026-06 ../2026-12
    2026/.. 2026-10~ 2026? 2026-Q1~/2026-10-31? 2024-02-29 1990 2100-12-31"""
OTHER_FORMS = """20261231 2026-1-1 2026-W01 2026-001 2026-10-31T00:00:00Z 26 31/10/2026 2026-Q5
    2026-H3 2026-37 2026-13 2026-00-01 2026~? %2026 ../.. 2026//2027 2026/ ٢٠٢٦ 2026-1٠ ２０２６ 0000
    -2026 Y2026 2026-10-XX tomorrow 1e3 2026.0"""
RULES = """FREQ=YEARLY FREQ=MONTHLY;INTERVAL=3 FREQ=DAILY;INTERVAL=999 FREQ=WEEKLY;BYDAY=MO,FR
    FREQ=YEARLY;COUNT=5 FREQ=YEARLY;UNTIL=20301231 FREQ=MONTHLY;BYDAY=-1FR
    FREQ=MONTHLY;BYMONTHDAY=-1 FREQ=YEARLY;BYMONTH=11;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"""
OTHER_RULES = """FREQ=HOURLY FREQ=SECONDLY FREQ=MINUTELY FREQ=YEARLY;INTERVAL=0
    FREQ=YEARLY;INTERVAL=1000 FREQ=YEARLY;INTERVAL=-1 FREQ=YEARLY;FREQ=DAILY FREQ=YEARLY;COUNT=0
    FREQ=YEARLY;COUNT=1;UNTIL=20301231 FREQ=YEARLY;UNTIL=20300231 FREQ=YEARLY;BYHOUR=1
    FREQ=YEARLY;BYEASTER=1 FREQ=YEARLY;BYMONTH=13 FREQ=YEARLY;BYMONTHDAY=32 FREQ=WEEKLY;BYDAY=1MO
    FREQ=YEARLY;BYSETPOS=1 FREQ=YEARLY;WKST=XX INTERVAL=2 freq=yearly RRULE:FREQ=YEARLY FREQ=YEARLY;
    DTSTART:20200101 FREQ=٢"""


def problems(text: str) -> tuple[Problem, ...]:
    return examine(SourceFile("records/small.yaml", text.encode())).problems


def rules(text: str) -> set[str]:
    return {problem.rule for problem in problems(text)}


@pytest.mark.parametrize("due", [*TAKEN.split(), 2026])
def test_a_date_of_the_contract_is_taken(due: Any, record: Record) -> None:
    assert rules(record(due=due)) == set()


@pytest.mark.parametrize("due", [*OTHER_FORMS.split(), " 2026", "2026 ", "2026\n", ""])
def test_a_date_of_another_form_is_refused(due: str, record: Record) -> None:
    assert rules(record(due=due)) & {"wrong-form", "wrong-size", "date-not-real"}


@pytest.mark.parametrize("due", [20261231, 0, -1, 10000, 2026.5, True, [2026], {"y": 2026}])
def test_a_date_of_another_kind_is_refused(due: Any, record: Record) -> None:
    assert rules(record(due=due)) & {"wrong-type", "wrong-size", "date-not-real"}


@pytest.mark.parametrize(
    "due", ["2026-02-29", "2026-04-31", "2026-02-30~", "2026-06/2026-03", "2026-04-31/2026-05"]
)
def test_a_date_that_is_not_in_the_calendar_is_refused(due: str, record: Record) -> None:
    assert rules(record(due=due)) == {"date-not-real"}


DATES = [path for path, field in BY_PATH.items() if field.shape is Shape.DATE]


def holding(path: str, day: Any) -> dict[str, Any]:
    """A field of a record with this date in it, and nothing else."""
    value = day
    names = path.split(".")
    for end in range(len(names), 0, -1):
        holds_items = BY_PATH[".".join(names[:end])].shape is Shape.LIST
        value = {names[end - 1]: [value] if holds_items else value}
    return value  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", DATES)
@pytest.mark.parametrize(
    ("day", "rule"),
    [
        ("2026-02-30", "date-not-real"),
        ("1899-12-31", "year-out-of-range"),
        ("2201-01-01", "year-out-of-range"),
        ("1905-07-18", "date-implausible"),
        ("2101-01-01", "date-implausible"),
    ],
)
def test_every_date_of_a_record_must_be_real_and_of_our_time(
    path: str, day: str, rule: str, record: Record
) -> None:
    text = record(**holding(path, day))
    [found] = [problem for problem in problems(text) if problem.rule == rule]
    assert text.splitlines()[(found.line or 0) - 1][(found.column or 0) - 1 :].strip("'") == day
    of_dates = {"date-not-real", "year-out-of-range", "date-implausible"}
    assert not of_dates & rules(record(**holding(path, "2026-02-28")))


@pytest.mark.parametrize("path", DATES)
def test_what_is_signed_or_published_may_be_older(path: str, record: Record) -> None:
    old = path in ("made_on", "source.published_on") or path.startswith("in_force")
    assert ("date-implausible" in rules(record(**holding(path, "1945-01-01")))) != old
    assert "date-implausible" in rules(record(**holding(path, "1944-12-31")))


def recurring(record: Record, rule: str, starts: Any = "2025-11", held: str | None = None) -> str:
    repeats: dict[str, Any] = {"rule": rule, "starts": starts}
    if held:
        repeats["held"] = [{"occurrence": held}]
    return record(repeats={name: value for name, value in repeats.items() if value is not None})


@pytest.mark.parametrize("rule", RULES.split())
@pytest.mark.parametrize(
    "starts", [None, "2025-11", "2025", 2025, "2025-11-20", "2025-Q4", "2025-H2", "1990", "2030-12-31"]
)
def test_a_rule_of_the_contract_is_taken(rule: str, starts: Any, record: Record) -> None:
    assert rules(recurring(record, rule, starts)) == set()


@pytest.mark.parametrize("rule", [*OTHER_RULES.split(), "FREQ=YEARLY\nFREQ=DAILY", ""])
def test_a_rule_beyond_the_contract_is_refused(rule: str, record: Record) -> None:
    assert rules(recurring(record, rule)) & {"recurrence-rule", "wrong-form", "wrong-size"}


ENDLESS = [
    "FREQ=DAILY",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYDAY=MO;BYSETPOS=2",
    "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4,6,9,11",
    "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=366",
    "FREQ=YEARLY;UNTIL=99991231;BYDAY=53MO,53TU,53WE",
]


@pytest.mark.parametrize("rule", ENDLESS)
@pytest.mark.parametrize("starts", ["0001-01-01"])
def test_a_rule_without_an_end_is_read_soon(rule: str, starts: str, record: Record) -> None:
    with little_work(20):
        for held in (None, starts, "9999-12-31"):
            problems(recurring(record, rule, starts, held))


parts = st.sampled_from(
    [
        "INTERVAL=1",
        "INTERVAL=999",
        "COUNT=1",
        "COUNT=99999",
        "UNTIL=20250101",
        "UNTIL=99991231",
        "UNTIL=20300615T120000Z",
    ]
    + [f"BYMONTH={name}" for name in ("1", "2", "12", "1,2,3", "02,4,6,9,11")]
    + [f"BYMONTHDAY={name}" for name in ("1", "29", "30", "31", "-1", "-31", "1,15,-1", "+5", "05")]
    + [
        f"BYDAY={name}"
        for name in ("MO", "1MO", "-1SU", "5FR", "53MO", "-53TU", "MO,TU,WE,TH,FR", "+2WE", "0MO", "99MO")
    ]
    + [f"BYSETPOS={name}" for name in ("1", "-1", "366", "-366", "400", "1,2,-1", "999")]
)
days = st.sampled_from(
    ["0001", "0001-01-01", "0999-12", 2025, "2025-Q4", "2024-02-29", "2025-12-31", "9999", "9999-12-31"]
)


@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.lists(parts, max_size=4),
    days,
    st.none() | days,
)
def test_no_rule_raises(freq: str, more: list[str], starts: Any, held: Any) -> None:
    repeats: dict[str, Any] = {"rule": ";".join([f"FREQ={freq}", *more]), "starts": starts}
    if held:
        repeats["held"] = [{"occurrence": held}]
    text = f"id: small\nkind: mou\nstatus: agreed\nrepeats: {repeats!r}\n"
    assert problems(text.replace("'", '"'))
