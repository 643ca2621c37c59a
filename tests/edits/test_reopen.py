"""What reopening does to a record. Must not look at the rules of change."""

from typing import Any

import pytest
from occasions import a
from wishes import ASKED, Outcome, outcome, said

from commitments.edits.reopen import Reopening, steps

CLOSING = {"date": "2026-05-01", "reason": {"en": "Dropped."}}
SHED = {"met_on": None, "closing": None, "superseded_by": None}
FULL = {"met_on": "2026-05", "closing": CLOSING, "superseded_by": "next", "review_by": "2026-12"}
AGAIN = {"updates": [said("They took it up again.")]}
NEEDS = "The command needs more information | Add "


def reopen(record: dict[str, Any], **more: Any) -> Outcome:
    return outcome(steps, record, Reopening(**{"why": "They took it up again.", **ASKED, **more}))


@pytest.mark.parametrize("new", ["agreed", "in_progress"])
@pytest.mark.parametrize(
    "old", ["fulfilled", "partially_fulfilled", "not_fulfilled", "withdrawn", "superseded"]
)
def test_every_closed_status_to_every_open_one(old: str, new: str) -> None:
    """All that only closed ones carry goes; `review_by` was never theirs."""
    record = a(status=old, **FULL)
    assert reopen(record, to_status=new) == {"status": new, **SHED, **AGAIN}
    assert reopen(record, to_status="suspended") == {"status": "suspended", **SHED, **AGAIN}


def test_no_closed_one_becomes_a_proposal() -> None:
    told = reopen(a(status="withdrawn", closing=CLOSING), to_status="proposed")
    assert str(told).startswith(
        "The status may not move from withdrawn to proposed | It may become: agreed, "
    )


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], Outcome]] = {
    "in progress, unless told otherwise": (
        a(status="withdrawn", closing=CLOSING),
        {},
        {"status": "in_progress", "closing": None, **AGAIN},
    ),
    "with by and date, among other updates": (
        a(status="withdrawn", updates=[said("First.", "2026-01"), said("Last.", "2026-05-02")]),
        {"by": "acme", "date": "2026-05-01"},
        {
            "status": "in_progress",
            "updates": [
                said("First.", "2026-01"),
                said("They took it up again.", "2026-05-01", by="acme"),
                said("Last.", "2026-05-02"),
            ],
        },
    ),
    "evidence stays": (
        a(status="fulfilled", met_on=2026, evidence=[{"title": "Report"}]),
        {},
        {"status": "in_progress", "met_on": None, **AGAIN},
    ),
    "suspended needs a day": (
        a(status="withdrawn"),
        {"to_status": "suspended", "why": None},
        NEEDS + "--why TEXT --review-by DATE.",
    ),
    "suspended until a day": (
        a(status="withdrawn"),
        {"to_status": "suspended", "review_by": "2027"},
        {"status": "suspended", "review_by": 2027, **AGAIN},
    ),
    "a day that nothing asks for": (
        a(status="withdrawn"),
        {"review_by": "2027"},
        {"status": "in_progress", "review_by": 2027, **AGAIN},
    ),
    "no reason": (a(status="withdrawn"), {"why": None}, NEEDS + "--why TEXT."),
    "a reason of blanks": (a(status="withdrawn"), {"why": " \n"}, NEEDS + "--why TEXT."),
    "an open one": (
        a(),
        {},
        "The record is not closed: it is agreed | Use `commit update --status` for an open record.",
    ),
    "to a closed one": (
        a(status="withdrawn"),
        {"to_status": "superseded"},
        "superseded is not a status of an open record | "
        "Use `commit close` to correct one closed status to another.",
    ),
    "updates that are null": (
        {**a(status="withdrawn"), "updates": None},
        {},
        {"status": "in_progress", **AGAIN},
    ),
    "updates that are a text": (
        a(status="withdrawn", updates="Begun."),
        {},
        "updates holds Begun., so nothing can be added to it | Fix updates first, with --set or by hand.",
    ),
}


@pytest.mark.parametrize(("record", "given", "expected"), CASES.values(), ids=CASES)
def test_reopening(record: dict[str, Any], given: dict[str, Any], expected: Outcome) -> None:
    assert reopen(record, **given) == expected
