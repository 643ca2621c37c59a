"""Which dates of a record belong in a calendar, on which day, and how often each moved."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from commitments.changes.change import Change
from commitments.model.commitment import Commitment
from commitments.model.outline import outline
from commitments.model.revision import Revision
from commitments.model.timeliness import Clock
from commitments.reports.calendar_dates import (
    MOST_OCCURRENCES,
    CalendarDate,
    calendar_dates,
    dates_of_withdrawn,
)
from commitments.reports.date_history import DateHistory
from commitments.reports.status import judge

TODAY = date(2026, 11, 22)
Make = Callable[..., Commitment]


def dates(record: Commitment, today: date = TODAY) -> list[CalendarDate]:
    return list(calendar_dates(judge(outline(record), Clock(today)), today))


def days(record: Commitment, today: date = TODAY) -> dict[str, str]:
    return {shown.key: shown.day.isoformat() for shown in dates(record, today)}


STEPS = [
    {"id": "m1", "title": {"en": "Draft"}, "due": "2026-03", "status": "met", "met_on": "2026-03-02"},
    {"id": "m2", "title": {"en": "Trial"}, "due": "2027-02"},
]
TERM = {"from": "2020-01-01", "until": "2025-12-31", "renewal": "tacit", "period": "P2Y", "notice": "P6M"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"due": "2026-Q4"}, {"due": "2026-12-31"}),
        ({"due": "../2026-12"}, {"due": "2026-12-31"}),
        ({"due": "2026/.."}, {}),
        ({}, {}),
        ({"due": "2026-06", "status": "proposed"}, {"due": "2026-06-30"}),
        ({"due": "2026-06", "status": "withdrawn", "closing": {"reason": {"en": "x"}}}, {}),
        ({"due": "2027", "milestones": STEPS}, {"due": "2027-12-31", "milestone.m2": "2027-02-28"}),
        ({"review_by": "2027-01"}, {"review_by": "2027-01-31"}),
        ({"review_by": "2027-01", "status": "superseded", "superseded_by": "x"}, {}),
        ({"kind": "mou", "in_force": TERM}, {"term_end.1": "2027-12-31", "notice.1": "2027-06-30"}),
        ({"kind": "mou", "in_force": {"until": "2026-12-31"}}, {"term_end": "2026-12-31"}),
        ({"kind": "mou", "due": "2026", "in_force": {"until": "2025"}}, {"term_end": "2025-12-31"}),
        ({"kind": "agreed_action", "in_force": {"until": "2027"}}, {}),
    ],
)
def test_dates_of_a_record(fields: dict[str, Any], expected: dict[str, str], commitment_of: Make) -> None:
    assert days(commitment_of(**fields)) == expected


@pytest.mark.parametrize(
    ("rule", "starts", "first", "count"),
    [
        ("FREQ=YEARLY", "2024-11", "2026-11", 2),
        ("FREQ=YEARLY;INTERVAL=9", "2020", "2029", 1),
        ("FREQ=DAILY", "2026-01-01", "2026-11-22", MOST_OCCURRENCES),
        ("FREQ=YEARLY;UNTIL=20250101", "2020", "", 0),
    ],
)
def test_occurrences_to_come(rule: str, starts: str, first: str, count: int, commitment_of: Make) -> None:
    keys = [*days(commitment_of(repeats={"rule": rule, "starts": starts}))]
    assert len(keys) == count
    assert not keys or keys[0] == f"occurrence.{first}"


def test_what_was_withdrawn_had_dates(commitment_of: Make) -> None:
    closing = {"date": "2026-11-02", "reason": {"en": "x"}}
    record = commitment_of(
        kind="mou", status="withdrawn", closing=closing, due="2027", milestones=STEPS, in_force=TERM
    )
    shown = [entry.key for entry in dates_of_withdrawn(record, date(2026, 11, 2))]
    assert shown == ["due", "milestone.m2", "term_end.1", "notice.1"]


def story(*steps: Sequence[tuple[str, Any, Any]]) -> list[Change]:
    """The changes of record `small`, a commit a step; a step without a field is about the whole record."""
    changes = []
    for number, step in enumerate(steps):
        at = Revision(f"c{number}", (), number, "", "", "")
        for name, old, new in step:
            kind = "changed" if name else "added" if old is None else "removed"
            changes.append(Change(at, "small", "p", kind, name, json.dumps(old), json.dumps(new), "{}"))
    return changes


ADDED = ("", None, {"due": "2026-06", "milestones": [{"id": "m2", "due": "2027"}]})


@pytest.mark.parametrize(
    ("steps", "key", "moves", "commit"),
    [
        ([[ADDED]], "due", 0, "c0"),
        ([[ADDED], [("due", "2026-06", "2026-08")]], "due", 1, "c1"),
        ([[ADDED], [("due", "2026-06", "2026-08")]], "milestone.m2", 0, "c0"),
        ([[ADDED], [("due", "2026-06", "2026-08")], [("due", "2026-08", "2027")]], "due", 2, "c2"),
        ([[ADDED], [("due", "2026-06", "2026-08")], [("tags", None, ["a"])]], "due", 1, "c1"),
        ([[ADDED], [("due", "2026-06", "2026-08")], [("title.en", "a", "b")]], "due", 1, "c2"),
        ([[ADDED], [("milestones[m2].due", "2027", "2028")]], "milestone.m2", 1, "c1"),
        ([[ADDED], [("milestones[m2].due", "2027", "2028")]], "due", 0, "c0"),
        ([[ADDED], [("milestones[m2].title.en", "a", "b")]], "milestone.m2", 0, "c1"),
        ([[ADDED], [("", {"due": "2026-06"}, None)], [("", None, {"due": "2027"})]], "due", 1, "c2"),
        ([[ADDED], [("review_by", None, "2026-06")]], "review_by", 0, "c1"),
        ([[ADDED], [("review_by", "2026-06", "2027")]], "review_by", 1, "c1"),
        ([[ADDED], [("in_force.until", "2026", "2027")]], "term_end", 1, "c1"),
        ([[ADDED], [("in_force.notice", "P3M", "P6M")]], "notice", 1, "c1"),
        ([[ADDED], [("in_force.notice", "P3M", "P6M")]], "term_end", 0, "c1"),
    ],
)
def test_moves_and_last_change(steps: Any, key: str, moves: int, commit: str, commitment_of: Make) -> None:
    record = commitment_of(
        kind="mou", due="2027", milestones=STEPS, review_by="2027", in_force={**TERM, "until": "2027"}
    )
    shown = next(entry for entry in dates(record) if entry.key == key)
    history = DateHistory(story(*steps))
    revision = history.last_change(outline(record), shown)
    assert (history.moves(outline(record), shown), revision and revision.id) == (moves, commit)


def test_without_history_nothing_moved(commitment_of: Make) -> None:
    record = commitment_of(due="2027")
    history, (shown,) = DateHistory([]), dates(record)
    assert (history.moves(outline(record), shown), history.last_change(outline(record), shown)) == (0, None)
