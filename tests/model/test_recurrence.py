"""Whether rules of recurrence yield what RFC 5545 says, with the precision of their start.

Expectations are the RFC's own examples (section 3.8.5.3), tables written by hand, plain loops, and what
dateutil yields where it keeps to the RFC.
"""

import datetime as datetime_module
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as some
from laws import law

from commitments.model.calendar import recurrence
from commitments.model.calendar.dates import Precision, Span, parse_date
from commitments.model.calendar.recurrence import (
    HORIZON_YEARS,
    RecurrenceRule,
    never_occurs,
    occurrences,
    read_rule,
)

KEEPS_TO_THE_GRAMMAR = """
FREQ=DAILY FREQ=WEEKLY FREQ=MONTHLY FREQ=YEARLY INTERVAL=2;FREQ=YEARLY
FREQ=YEARLY;INTERVAL=1 FREQ=YEARLY;INTERVAL=999 FREQ=MONTHLY;COUNT=1 FREQ=DAILY;COUNT=99999
FREQ=YEARLY;UNTIL=20301231 FREQ=YEARLY;UNTIL=20301231T235959 FREQ=YEARLY;UNTIL=20301231T000000Z
FREQ=YEARLY;BYMONTH=11 FREQ=YEARLY;BYMONTH=1,2,12 FREQ=YEARLY;BYMONTH=03
FREQ=MONTHLY;BYMONTHDAY=31 FREQ=MONTHLY;BYMONTHDAY=-1 FREQ=MONTHLY;BYMONTHDAY=1,15,-31
FREQ=WEEKLY;BYDAY=MO FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU FREQ=MONTHLY;BYDAY=1MO
FREQ=MONTHLY;BYDAY=-1FR FREQ=MONTHLY;BYDAY=+2TU FREQ=MONTHLY;BYDAY=MO,2TU FREQ=YEARLY;BYDAY=20MO
FREQ=YEARLY;BYDAY=53MO FREQ=YEARLY;BYDAY=-53SU FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1
FREQ=YEARLY;BYMONTH=1;BYSETPOS=-1 FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=1,-1
FREQ=YEARLY;BYDAY=MO;BYSETPOS=366 FREQ=YEARLY;BYDAY=MO;BYSETPOS=-366
"""

LEAVES_THE_GRAMMAR = """
FREQ FREQ= FREQ=YEARLY; ;FREQ=YEARLY FREQ=YEARLY;;COUNT=2 RRULE:FREQ=YEARLY YEARLY yearly
freq=yearly FREQ=yearly Freq=YEARLY FREQ=YEARLY;interval=2 FREQ=YEARLY,DAILY
FREQ=HOURLY FREQ=MINUTELY FREQ=SECONDLY FREQ=FORTNIGHTLY INTERVAL=2 COUNT=3
FREQ=YEARLY;INTERVAL=0 FREQ=YEARLY;INTERVAL=-1 FREQ=YEARLY;INTERVAL=1000 FREQ=YEARLY;INTERVAL=01
FREQ=YEARLY;INTERVAL=1.5 FREQ=YEARLY;INTERVAL=٢ FREQ=YEARLY;INTERVAL= FREQ=YEARLY;INTERVAL=1,2
FREQ=YEARLY;COUNT=0 FREQ=YEARLY;COUNT=-3 FREQ=YEARLY;COUNT=100000
FREQ=YEARLY;COUNT=3;UNTIL=20301231 FREQ=YEARLY;UNTIL=20301231;COUNT=3
FREQ=YEARLY;FREQ=YEARLY FREQ=YEARLY;COUNT=3;COUNT=3 FREQ=YEARLY;BYMONTH=1;BYMONTH=2
FREQ=YEARLY;UNTIL=20301301 FREQ=YEARLY;UNTIL=20300230 FREQ=YEARLY;UNTIL=00000101
FREQ=YEARLY;UNTIL=2030 FREQ=YEARLY;UNTIL=2030-12-31 FREQ=YEARLY;UNTIL=20301231T
FREQ=YEARLY;BYMONTH=0 FREQ=YEARLY;BYMONTH=13 FREQ=YEARLY;BYMONTH=-1 FREQ=YEARLY;BYMONTH=1,
FREQ=MONTHLY;BYMONTHDAY=0 FREQ=MONTHLY;BYMONTHDAY=32 FREQ=MONTHLY;BYMONTHDAY=-32
FREQ=WEEKLY;BYMONTHDAY=1
FREQ=WEEKLY;BYDAY=MON FREQ=WEEKLY;BYDAY=mo FREQ=WEEKLY;BYDAY=1 FREQ=WEEKLY;BYDAY=MO,,TU
FREQ=WEEKLY;BYDAY=1MO FREQ=DAILY;BYDAY=-1FR FREQ=MONTHLY;BYDAY=0MO FREQ=MONTHLY;BYDAY=-0MO
FREQ=MONTHLY;BYDAY=00MO FREQ=YEARLY;BYDAY=54MO FREQ=YEARLY;BYDAY=-54MO FREQ=YEARLY;BYDAY=99MO
FREQ=YEARLY;BYSETPOS=1 FREQ=YEARLY;BYDAY=MO;BYSETPOS=0 FREQ=YEARLY;BYDAY=MO;BYSETPOS=367
FREQ=YEARLY;BYDAY=MO;BYSETPOS=-367 FREQ=YEARLY;BYDAY=MO;BYSETPOS=999
FREQ=YEARLY;BYWEEKNO=20 FREQ=YEARLY;BYYEARDAY=100 FREQ=DAILY;BYHOUR=9 FREQ=WEEKLY;WKST=SU
FREQ=YEARLY;X-OWN=1 FREQ=YEARLY;BYEASTER=0
"""
WITH_SPACES = ["", " FREQ=YEARLY", "FREQ=YEARLY ", "FREQ=YEARLY\n", "FREQ = YEARLY", "FREQ=YEARLY; COUNT=2"]


@pytest.mark.parametrize("rule", KEEPS_TO_THE_GRAMMAR.split())
def test_a_rule_of_the_grammar_is_read(rule: str) -> None:
    assert read_rule(rule) is not None


def test_what_a_rule_says() -> None:
    assert read_rule("FREQ=YEARLY") == RecurrenceRule("YEARLY")
    assert read_rule("FREQ=DAILY;INTERVAL=2;COUNT=3") == RecurrenceRule("DAILY", 2, count=3)
    assert read_rule(
        "FREQ=MONTHLY;UNTIL=20301231T000000Z;BYMONTH=03,4;BYMONTHDAY=-1,+2,03"
    ) == RecurrenceRule(
        "MONTHLY", until=date(2030, 12, 31), months=frozenset({3, 4}), month_days=frozenset({-1, 2, 3})
    )
    assert read_rule("FREQ=YEARLY;BYDAY=MO,-2TU,+3SU;BYSETPOS=-1") == RecurrenceRule(
        "YEARLY", days=frozenset({(0, 0), (-2, 1), (3, 6)}), positions=frozenset({-1})
    )


@pytest.mark.parametrize("rule", [*LEAVES_THE_GRAMMAR.split(), *WITH_SPACES], ids=repr)
def test_any_other_rule_is_refused_and_yields_nothing(rule: str) -> None:
    assert read_rule(rule) is None
    assert list(occurrences(rule, start("2026-01-01"))) == []


def start(text: str) -> Span:
    span = parse_date(text)
    assert span is not None
    return span


def first(count: int, rule: str, starts: str, until: date | None = None) -> list[str]:
    return [occurrence.text for occurrence in islice(occurrences(rule, start(starts), until), count)]


OF_THE_RFC = [
    # rule, starts, the first occurrences
    ("FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", "09-02 09-12 09-22 10-02 10-12 end"),
    ("FREQ=WEEKLY;COUNT=4", "1997-09-02", "09-02 09-09 09-16 09-23 end"),
    ("FREQ=WEEKLY;UNTIL=19970930T000000Z", "1997-09-02", "09-02 09-09 09-16 09-23 09-30 end"),
    ("FREQ=WEEKLY;INTERVAL=2", "1997-09-02", "09-02 09-16 09-30 10-14 10-28"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=1FR", "1997-09-05", "09-05 10-03 11-07 end"),
    ("FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "1997-09-05", "09-05 10-03 11-07 12-05 end"),
    ("FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU", "1997-09-07", "09-07 09-28 11-02 11-30 end"),
    ("FREQ=MONTHLY;COUNT=4;BYDAY=-2MO", "1997-09-22", "09-22 10-20 11-17 12-22 end"),
    ("FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", "09-28 10-29 11-28 12-29"),
    ("FREQ=MONTHLY;COUNT=5;BYMONTHDAY=2,15", "1997-09-02", "09-02 09-15 10-02 10-15 11-02 end"),
    ("FREQ=MONTHLY;COUNT=6;BYMONTHDAY=1,-1", "1997-09-30", "09-30 10-01 10-31 11-01 11-30 12-01 end"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", "09-04 10-07 11-06 end"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29", "09-29 10-30 11-27 12-30"),
    ("FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1997-09-13", "09-13 10-11 11-08 12-13"),
    ("FREQ=YEARLY;COUNT=4;BYMONTH=6,7", "1997-06-10", "06-10 07-10 1998-06-10 1998-07-10 end"),
    ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "05-19 1998-05-18 1999-05-17"),
    ("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13", "03-13 03-20 03-27 1998-03-05 1998-03-12"),
    (
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "1996-11-05",
        "1996-11-05 2000-11-07 2004-11-02",
    ),
]


@pytest.mark.parametrize(("rule", "starts", "expected"), OF_THE_RFC)
def test_examples_of_rfc_5545(rule: str, starts: str, expected: str) -> None:
    days = [part if len(part) == 10 else f"1997-{part}" for part in expected.removesuffix(" end").split()]
    assert first(len(days) + expected.endswith(" end"), rule, starts) == days


BY_PRECISION = [
    # rule, starts, the first occurrences; one that ends has " end" behind them
    ("FREQ=YEARLY", "2026", "2026 2027 2028"),
    ("FREQ=YEARLY;INTERVAL=5", "2026", "2026 2031 2036"),
    ("FREQ=YEARLY;COUNT=2", "2026", "2026 2027 end"),
    ("FREQ=YEARLY", "2025-11", "2025-11 2026-11 2027-11"),
    ("FREQ=MONTHLY", "2026-11", "2026-11 2026-12 2027-01"),
    ("FREQ=MONTHLY;INTERVAL=3", "2026-02", "2026-02 2026-05 2026-08 2026-11 2027-02"),
    ("FREQ=MONTHLY;INTERVAL=3", "2026-Q2", "2026-Q2 2026-Q3 2026-Q4 2027-Q1"),
    ("FREQ=YEARLY", "2026-36", "2026-Q4 2027-Q4"),
    ("FREQ=MONTHLY;INTERVAL=6", "2026-H2", "2026-H2 2027-H1 2027-H2"),
    ("FREQ=YEARLY", "2026-40", "2026-H1 2027-H1"),
    ("FREQ=YEARLY;BYMONTH=3,9", "2026-03", "2026-03 2026-09 2027-03"),
    ("FREQ=YEARLY;BYMONTH=3,9", "2026-04", "2026-09 2027-03"),
    ("FREQ=YEARLY;UNTIL=20271101", "2025-11", "2025-11 2026-11 2027-11 end"),
    ("FREQ=YEARLY;UNTIL=20271031", "2025-11", "2025-11 2026-11 end"),
    ("FREQ=YEARLY;UNTIL=20250101", "2026", "end"),
    ("FREQ=WEEKLY", "2026-01", "2026-01 2026-02 2026-03"),
    ("FREQ=DAILY", "2026-Q1", "2026-Q1 2026-Q2"),
    ("FREQ=DAILY;COUNT=32", "2026-01", "2026-01 2026-02 end"),
    ("FREQ=DAILY;COUNT=31", "2026-01", "2026-01 end"),
    ("FREQ=MONTHLY", "2026-01-31", "2026-01-31 2026-03-31 2026-05-31 2026-07-31 2026-08-31"),
    ("FREQ=YEARLY", "2024-02-29", "2024-02-29 2028-02-29 2032-02-29"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", "2026-01-31 2026-02-28 2026-03-31"),
    ("FREQ=YEARLY", "2026-11~", "2026-11 2027-11"),
    ("FREQ=YEARLY", "9998-06", "9998-06 9999-06 end"),
    ("FREQ=YEARLY", "0900", "0900 0901"),
    ("FREQ=MONTHLY", "0009-11-02", "0009-11-02 0009-12-02 0010-01-02"),
]


@pytest.mark.parametrize(("rule", "starts", "expected"), BY_PRECISION)
def test_an_occurrence_has_the_precision_of_the_start(rule: str, starts: str, expected: str) -> None:
    names = expected.removesuffix("end").split()
    assert first(len(names) + expected.endswith("end"), rule, starts) == names


@pytest.mark.parametrize("starts", ["2026/..", "../2026", "2026-03/2026-06"])
def test_without_one_first_day_nothing_recurs(starts: str) -> None:
    assert first(1, "FREQ=YEARLY", starts) == []


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (date(2025, 10, 31), []),
        (date(2025, 11, 1), ["2025-11"]),
        (date(2026, 10, 31), ["2025-11"]),
        (date(2026, 11, 1), ["2025-11", "2026-11"]),
    ],
)
def test_the_caller_says_how_far_to_look(until: date, expected: list[str]) -> None:
    assert first(9, "FREQ=YEARLY", "2025-11", until) == expected


def test_an_endless_rule_is_read_to_the_horizon() -> None:
    names = [occurrence.text for occurrence in occurrences("FREQ=YEARLY", start("2000"))]
    assert names == [str(year) for year in range(2000, 2000 + HORIZON_YEARS + 1)]


NEVER = [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=5",
    "FREQ=DAILY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYSETPOS=2",
    "FREQ=WEEKLY;INTERVAL=999;BYDAY=MO;BYSETPOS=2",
    "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=-3",
    "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYDAY=6MO",
    "FREQ=MONTHLY;BYDAY=53MO",
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=366",
    "FREQ=MONTHLY;INTERVAL=12;BYMONTH=3",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,31",
    "FREQ=YEARLY;BYMONTH=2;BYDAY=53MO",
    "FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=31;BYDAY=MO,TU;BYSETPOS=3",
]


@pytest.mark.parametrize("rule", NEVER)
def test_a_rule_that_never_comes_true_yields_nothing_in_few_steps(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = count_days_looked_at(monkeypatch)
    assert list(occurrences(rule, start("2026-01-01"))) == []
    assert never_occurs(rule, start("2026-01-01"))
    assert looked_at() < 2 * 14 * 366


def count_days_looked_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many days were held against a rule since: days of periods of one sort are held once."""
    days: list[date] = []
    is_kept = recurrence._is_kept

    def counted(rule: RecurrenceRule, day: date, starts: date) -> bool:
        days.append(day)
        return is_kept(rule, day, starts)

    monkeypatch.setattr(recurrence, "_is_kept", counted)
    return lambda: len(days)


NEVER_FROM = [
    # rule, the start from which it yields nothing, and one from which it yields something
    ("FREQ=YEARLY;UNTIL=20200101", "2026-01-01", "2020-01-01"),
    ("FREQ=YEARLY;UNTIL=20251231", "2026", "2025"),
    ("FREQ=MONTHLY;UNTIL=20261119;BYMONTHDAY=20", "2026-11", "2026-10"),
    ("FREQ=YEARLY;INTERVAL=999;BYMONTH=2;BYMONTHDAY=29", "2026-01-01", "2028-02-29"),
    ("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "2026-01-01", "2028-01-01"),
    ("FREQ=YEARLY;INTERVAL=999;BYMONTH=1", "2026-02-01", "2026-01-31"),
    ("FREQ=YEARLY;BYMONTH=2", "2026-01-30", "2026-01-29"),
    ("FREQ=YEARLY;BYMONTH=4,6", "2026-01-31", "2026-01-30"),
    ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3", "2026-01-01", "2026-03-01"),
    ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", "2026-02-01", "2026-03-01"),
    ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "2026-01-01", "2026-01-05"),
    ("FREQ=DAILY;INTERVAL=14;BYDAY=TU,WE;COUNT=3", "2026-01-01", "2026-01-06"),
    ("FREQ=WEEKLY;INTERVAL=999;BYMONTH=6;UNTIL=20301231", "2026-01-01", "2026-06-01"),
]


@pytest.mark.parametrize(("rule", "never", "some_day"), NEVER_FROM)
def test_whether_a_rule_ever_occurs_hangs_on_its_start(rule: str, never: str, some_day: str) -> None:
    assert never_occurs(rule, start(never))
    assert list(occurrences(rule, start(never))) == []
    assert not never_occurs(rule, start(some_day))
    assert list(islice(occurrences(rule, start(some_day)), 1))
    assert not never_occurs(rule, None), "some start makes it occur"


FOR_ANY_START = [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=1;BYDAY=53MO",
    "FREQ=YEARLY;BYMONTH=6;BYDAY=-6SU",
    "FREQ=YEARLY;BYDAY=53MO;BYMONTHDAY=15",
    "FREQ=YEARLY;BYMONTH=3;BYSETPOS=2",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYSETPOS=2",
    "FREQ=MONTHLY;BYDAY=6MO",
    "FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2",
    "FREQ=MONTHLY;BYMONTH=2;BYDAY=MO;BYSETPOS=6",
    "FREQ=MONTHLY;INTERVAL=7;COUNT=3;BYDAY=1MO;BYMONTHDAY=8",
    "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=3",
    "FREQ=WEEKLY;BYMONTH=2;BYSETPOS=-2",
    "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=4,6,9,11",
    "FREQ=DAILY;BYDAY=MO,TU;BYSETPOS=2",
]
FOR_SOME_START = [
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=2",
    "FREQ=MONTHLY;BYDAY=5MO;BYMONTH=2",
    "FREQ=MONTHLY;BYMONTHDAY=-31",
    "FREQ=YEARLY;BYDAY=53MO,53TU;BYSETPOS=2",
    "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=366",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SA",
    "FREQ=YEARLY;INTERVAL=999;BYMONTH=2;BYMONTHDAY=-29",
]


@pytest.mark.parametrize("rule", FOR_ANY_START)
def test_some_rules_occur_from_no_start(rule: str) -> None:
    assert never_occurs(rule, None)
    assert never_occurs(rule, start("2026-01-01"))
    assert never_occurs(rule, start("2026"))


@pytest.mark.parametrize("rule", FOR_SOME_START)
def test_a_rule_that_occurs_from_some_start_is_no_fault_without_one(rule: str) -> None:
    assert not never_occurs(rule, None)


@pytest.mark.parametrize("starts", ["2026/..", "../2026", "2026-03/2026-06"])
def test_nothing_is_said_of_a_start_without_a_first_day_nor_of_a_rule_that_cannot_be_read(
    starts: str,
) -> None:
    assert not never_occurs("FREQ=MONTHLY;BYDAY=6MO", start(starts))
    assert not never_occurs("FREQ=HOURLY", start("2026"))


def stepped(starts: date, months: int, last: date) -> list[date]:
    """Every so many months from a day on, without those months that lack the day."""
    found = []
    for number in range(0, 12 * (last.year - starts.year + 1), months):
        year, month = divmod(starts.year * 12 + starts.month - 1 + number, 12)
        if starts.day <= monthrange(year, month + 1)[1]:
            found.append(date(year, month + 1, starts.day))
    return [item for item in found if item <= last]


STARTS = some.dates(date(1990, 1, 1), date(2030, 12, 31))
AHEAD = some.integers(0, 365 * 12)


@given(STARTS, AHEAD, some.integers(1, 40), some.none() | some.integers(1, 20), some.booleans())
def test_months_and_years_agree_with_a_plain_loop(
    starts: date, ahead: int, interval: int, count: int | None, yearly: bool
) -> None:
    last = starts + timedelta(days=ahead)
    rule = f"FREQ={'YEARLY' if yearly else 'MONTHLY'};INTERVAL={interval}"
    rule += f";COUNT={count}" if count else ""
    expected = stepped(starts, interval * (12 if yearly else 1), last)[:count]
    assert first(10_000, rule, starts.isoformat(), last) == [item.isoformat() for item in expected]


@given(STARTS, AHEAD, some.integers(1, 40), some.booleans(), some.booleans())
def test_days_and_weeks_agree_with_a_plain_loop(
    starts: date, ahead: int, interval: int, weekly: bool, in_rule: bool
) -> None:
    last = starts + timedelta(days=ahead)
    step = interval * (7 if weekly else 1)
    rule = f"FREQ={'WEEKLY' if weekly else 'DAILY'};INTERVAL={interval}"
    rule += f";UNTIL={last:%Y%m%d}" if in_rule else ""
    found = first(10_000, rule, starts.isoformat(), None if in_rule else last)
    assert found == [(starts + timedelta(days=days)).isoformat() for days in range(0, ahead + 1, step)]


def optional(**parts: list[str]) -> some.SearchStrategy[str]:
    """Any of these parts, joined as the end of a rule."""
    chosen = some.fixed_dictionaries({}, optional={name: some.sampled_from(x) for name, x in parts.items()})
    return chosen.map(lambda kept: "".join(f";{name}={value}" for name, value in kept.items()))


# Parts of which every choice comes true before long: dateutil looks for the others up to the year 9999.
LIMITS = {"INTERVAL": ["1", "3", "5"], "BYMONTH": ["1,2,3", "2,3,4,5,6,7,8,9,10,11"]}
DAYS = ["1", "-1", "-31,30", "1,2,3,4,5,6,7"]
WEEKDAYS = ["MO", "TU,SU", "MO,TU,WE,TH,FR"]
POSITIONS = ["1", "-1", "2,3", "-2,1"]
AGREED = some.one_of(
    optional(**LIMITS, BYMONTHDAY=DAYS, BYDAY=WEEKDAYS).map("FREQ=DAILY{}".format),
    optional(**LIMITS, BYDAY=WEEKDAYS).map("FREQ=WEEKLY{}".format),
    optional(**LIMITS, BYMONTHDAY=DAYS, BYDAY=[*WEEKDAYS, "1MO", "-1FR,2TU", "5SU"]).map(
        "FREQ=MONTHLY{}".format
    ),
    optional(**LIMITS, BYMONTHDAY=DAYS, BYDAY=[*WEEKDAYS, "1MO", "-1FR,2TU"]).map("FREQ=YEARLY{}".format),
    optional(BYDAY=["20MO", "-52SU", "52MO,1FR"], BYMONTHDAY=DAYS).map("FREQ=YEARLY{}".format),
    some.sampled_from(POSITIONS).map("FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS={}".format),
    some.sampled_from(POSITIONS).map("FREQ=YEARLY;BYMONTH=3,5;BYMONTHDAY=2,-1;BYSETPOS={}".format),
)


@law(60)
@given(AGREED, STARTS)
def test_what_dateutil_yields_is_yielded(rule: str, starts: date) -> None:
    last = starts + timedelta(days=2 * 366)
    bounded = f"{rule};UNTIL={last:%Y%m%d}T000000"
    expected = [f"{item:%Y-%m-%d}" for item in rrulestr(bounded, dtstart=datetime.combine(starts, time()))]
    assert first(10_000, rule, starts.isoformat(), last) == expected


SMALL = some.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]).flatmap(
    lambda freq: optional(
        INTERVAL=["1", "2", "7", "12", "99"],
        UNTIL=["20260101", "20260301", "20301231"],
        BYMONTH=["1", "2", "6,11"],
        **({} if freq == "WEEKLY" else {"BYMONTHDAY": ["1", "29", "30", "-31", "31,-1"]}),
        BYDAY=["MO", "TU,SU"] if freq in ("DAILY", "WEEKLY") else ["MO", "1MO", "5FR", "-5SA", "6MO"],
    ).map(f"FREQ={freq}{{}}".format)
)
PLACES = some.sampled_from(["", "", ";BYSETPOS=1", ";BYSETPOS=-2", ";BYSETPOS=3", ";BYSETPOS=31"])


@given(SMALL, PLACES, some.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_what_is_said_never_to_occur_does_not_and_all_else_does(rule: str, place: str, starts: date) -> None:
    """dateutil looks for a day up to the last year that Python has; here that year comes sooner for both."""
    by_place = "WEEKLY" not in rule and read_rule(
        f"{rule}{place}"
    )  # dateutil cuts the first week at its start
    whole = f"{rule}{place}" if by_place else rule
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(datetime_module, "MAXYEAR", starts.year + 12)
        patch.setattr(recurrence, "HORIZON_YEARS", 12)
        expected = next(iter(rrulestr(whole, dtstart=datetime.combine(starts, time()))), None)
        assert never_occurs(whole, start(starts.isoformat())) == (expected is None)
        assert first(1, whole, starts.isoformat()) == ([] if expected is None else [f"{expected:%Y-%m-%d}"])
    if expected is not None:
        assert not never_occurs(whole, None)


ANY = some.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]).flatmap(
    lambda freq: optional(
        INTERVAL=["1", "12", "999"],
        COUNT=["1", "10", "99999"],
        BYMONTH=["2", "2,4,6"],
        BYMONTHDAY=["31", "-30", "-31,31"],
        BYDAY=["MO", "1MO", "5FR", "53MO", "-53TU", "0MO", "99WE", "MO,2TU"],
        BYSETPOS=["1", "-5", "366", "-366", "367", "999"],
    ).map(f"FREQ={freq}{{}}".format)
)
SPANS = STARTS.map(date.isoformat) | some.sampled_from(["2026", "2026-11", "2026-Q4", "0001", "9999-H2"])


@law(60)
@given(ANY, SPANS)
def test_nothing_raises_and_occurrences_come_in_order_each_once(rule: str, starts: str) -> None:
    span = start(starts)
    found = list(islice(occurrences(rule, span), 100))
    days = [item.earliest for item in found]
    assert days == sorted(set(days), key=lambda day: day or date.min)
    assert all(item.precision is span.precision is not Precision.INTERVAL for item in found)
    assert all(item.latest and span.earliest and item.latest >= span.earliest for item in found)
