"""When the lead of a record was reminded, and whether a request was answered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commitments.model.reminders import is_unanswered, reminders

TODAY = date(2026, 11, 22).toordinal()


def update(day: object, about: str | None = "reminder") -> dict[str, Any]:
    return {"date": day, "note": {"en": "A note"}, **({"about": about} if about else {})}


DAYS = [
    # updates, the latest day, how many
    ([], None, 0),
    ([update("2026-10-01")], date(2026, 10, 1), 1),
    ([update("2026-10-01"), update("2026-09-01")], date(2026, 10, 1), 2),
    ([update("2026-10-01", None), update("2026-10-02", "obstacle")], None, 0),
    ([update("2026-11")], date(2026, 11, 22), 1),  # begun, so up to the day of judging
    ([update("2026-11-23")], None, 0),  # to come
    ([update("no date"), "no mapping"], None, 0),
    ("no list", None, 0),
    ([update(2026)], date(2026, 11, 22), 1),
]


@pytest.mark.parametrize(("updates", "latest", "total"), DAYS)
def test_reminders_are_those_that_have_begun(updates: object, latest: date | None, total: int) -> None:
    result = reminders({"updates": updates}, TODAY)
    assert (result.latest, result.total) == (latest.toordinal() if latest else 0, total)


ANSWERS = [
    ({"kind": "request", "status": "proposed"}, True),
    ({"kind": "request", "status": "proposed", "updates": [update("2026-01-01", "progress")]}, True),
    ({"kind": "request", "status": "proposed", "updates": [update("2026-01-01", "answer")]}, False),
    ({"kind": "request", "status": "agreed"}, False),
    ({"kind": "agreed_action", "status": "proposed"}, False),
    ({}, False),
]


@pytest.mark.parametrize(("record", "unanswered"), ANSWERS)
def test_a_request_waits_for_an_answer(record: dict[str, Any], unanswered: bool) -> None:
    assert is_unanswered(record) is unanswered
