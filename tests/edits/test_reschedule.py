"""What moving a deadline does to a record. Must not look at the rules of change."""

from typing import Any

import pytest
from occasions import a, move
from wishes import ASKED, TODAY, Outcome, outcome

from commitments.edits.reschedule import Rescheduling, steps

WHY = {"reason": {"en": "The law was put off."}}
ONE = move("2026-Q1", "2026-Q2", "2026-01-12")
GONE = {"date": "2026-02", "from": "2026-Q2", "reason": {"en": "Nobody waits."}}
LIFTED = {"due": None, "none": True}
M1 = {"id": "m1", "title": {"en": "Draft"}, "due": "2026-03"}
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], Outcome]] = {
    "moved": (
        a(due="2026-Q2"),
        {},
        {"due": "2026-Q4", "due_changes": [{"date": TODAY, "from": "2026-Q2", "to": "2026-Q4", **WHY}]},
    ),
    "moved again, agreed by somebody on a day": (
        a(due="2026-Q2", due_changes=[ONE]),
        {"agreed_by": "acme", "date": "2026-05"},
        {
            "due": "2026-Q4",
            "due_changes": [
                ONE,
                {"date": "2026-05", "from": "2026-Q2", "to": "2026-Q4", **WHY, "agreed_by": "acme"},
            ],
        },
    ),
    "behind all others, whatever the day": (
        a(due="2026-Q2", due_changes=[ONE]),
        {"date": "2025"},
        {
            "due": "2026-Q4",
            "due_changes": [ONE, {"date": 2025, "from": "2026-Q2", "to": "2026-Q4", **WHY}],
        },
    ),
    "from a year to a year": (
        a(due=2026),
        {"due": "2027"},
        {"due": 2027, "due_changes": [{"date": TODAY, "from": 2026, "to": 2027, **WHY}]},
    ),
    "a first deadline": (
        a(),
        {},
        {"due": "2026-Q4", "due_changes": [{"date": TODAY, "to": "2026-Q4", **WHY}]},
    ),
    "a first deadline without a word": (a(), {"reason": None}, {"due": "2026-Q4"}),
    "a first deadline, null before": (
        {**a(), "due": None},
        {"reason": None},
        {"due": "2026-Q4"},
    ),
    "a first deadline that somebody agreed to": (
        a(),
        {"agreed_by": "acme"},
        {
            "due": "2026-Q4",
            "due_changes": [{"date": TODAY, "to": "2026-Q4", **WHY, "agreed_by": "acme"}],
        },
    ),
    "a first deadline, agreed to without a word": (
        a(),
        {"reason": None, "agreed_by": "acme"},
        "The command needs more information | Add --reason TEXT.",
    ),
    "lifted": (
        a(due="2026-Q2"),
        LIFTED,
        {"due": None, "due_changes": [{"date": TODAY, "from": "2026-Q2", **WHY}]},
    ),
    "lifted without a word": (
        a(due="2026-Q2"),
        {**LIFTED, "reason": " "},
        "The command needs more information | Add --reason TEXT.",
    ),
    "lifted, though it hangs on an event": (
        a(due="2026-Q2", due_event={"event": "session"}),
        LIFTED,
        {"due": None, "due_changes": [{"date": TODAY, "from": "2026-Q2", **WHY}]},
    ),
    "lifted by hand before": (
        a(due_changes=[ONE]),
        LIFTED,
        {"due_changes": [ONE, {"date": TODAY, "from": "2026-Q2", **WHY}]},
    ),
    "lifted twice": (
        a(due_changes=[ONE, GONE]),
        LIFTED,
        "The record has no deadline to lift",
    ),
    "none to lift": (a(), LIFTED, "The record has no deadline to lift"),
    "set again after it was lifted": (
        a(due_changes=[ONE, GONE]),
        {},
        {"due": "2026-Q4", "due_changes": [ONE, GONE, {"date": TODAY, "to": "2026-Q4", **WHY}]},
    ),
    "set again without a word": (
        a(due_changes=[ONE, GONE]),
        {"reason": None},
        "The command needs more information | Add --reason TEXT.",
    ),
    "a date and none": (
        a(due="2026-Q2"),
        {"none": True},
        "A new date and --none cannot both be given | Give a DATE, or --none where no date takes its place.",
    ),
    "neither a date nor none": (
        a(due="2026-Q2"),
        {"due": None},
        "No new date is given | Give a DATE, or --none where no date takes its place.",
    ),
    "by an instrument": (
        a(due="2026-Q2"),
        {"by_instrument": "amendment"},
        "These options cannot be used here: --by-instrument ID | Use it only with --term.",
    ),
    "the deadline of the last move, where it is gone": (
        a(due_changes=[ONE]),
        {},
        {
            "due": "2026-Q4",
            "due_changes": [ONE, {"date": TODAY, "from": "2026-Q2", "to": "2026-Q4", **WHY}],
        },
    ),
    "a milestone": (
        a(due="2027", milestones=[M1]),
        {"milestone": "m1"},
        {
            "milestones": [
                {
                    **M1,
                    "due": "2026-Q4",
                    "due_changes": [{"date": TODAY, "from": "2026-03", "to": "2026-Q4", **WHY}],
                }
            ]
        },
    ),
    "a milestone's first": (
        a(milestones=[{"id": "m1"}]),
        {"milestone": "m1"},
        {
            "milestones": [
                {"id": "m1", "due": "2026-Q4", "due_changes": [{"date": TODAY, "to": "2026-Q4", **WHY}]}
            ],
        },
    ),
    "a milestone's lifted": (
        a(due="2027", milestones=[M1]),
        {"milestone": "m1", **LIFTED},
        {
            "milestones": [
                {
                    "id": "m1",
                    "title": {"en": "Draft"},
                    "due_changes": [{"date": TODAY, "from": "2026-03", **WHY}],
                }
            ]
        },
    ),
    "a milestone that is not there": (
        a(milestones=[M1]),
        {"milestone": "m7"},
        "There is no milestone m7 | Nearest: m1",
    ),
    "the same": (a(due="2026-Q4"), {}, "The deadline is already 2026-Q4"),
    "the same in other words": (a(due="2026-36"), {}, "The deadline is already 2026-36"),
    "no reason": (
        a(due="2026-Q2"),
        {"reason": None},
        "The command needs more information | Add --reason TEXT.",
    ),
    "no date": (
        a(due="2026-Q2"),
        {"due": "soon"},
        "soon is not a date: DATE | Write it like: 2026-10-31, 2026-10, 2026-Q4, 2026-H2, 2026",
    ),
    "from no date": (
        a(due="soon"),
        {},
        "due holds soon, which is not a date | Fix due first, with --set or by hand.",
    ),
    "moves in a text": (
        a(due="2026-Q2", due_changes="Moved once."),
        {},
        "due_changes holds Moved once., so nothing can be added to it | "
        "Fix due_changes first, with --set or by hand.",
    ),
    "no moves, but null": (
        {**a(due="2026-Q2"), "due_changes": None},
        {},
        {"due": "2026-Q4", "due_changes": [{"date": TODAY, "from": "2026-Q2", "to": "2026-Q4", **WHY}]},
    ),
}


@pytest.mark.parametrize(("record", "given", "expected"), CASES.values(), ids=CASES)
def test_rescheduling(record: dict[str, Any], given: dict[str, Any], expected: Outcome) -> None:
    request = Rescheduling(**{"due": "2026-Q4", "reason": WHY["reason"]["en"], **ASKED, **given})
    assert outcome(steps, record, request) == expected
