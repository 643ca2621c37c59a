"""What moving a day of a term does to a record. Must not look at the rules of change."""

from typing import Any

import pytest
from occasions import a
from wishes import ASKED, TODAY, Outcome, outcome

from commitments.edits.reschedule import Rescheduling
from commitments.edits.reschedule_term import steps

WHY = {"reason": {"en": "Prolonged by letters."}}
TERM = {"from": "2025-09-23", "until": "2030-09-22", "renewal": "tacit", "period": "P5Y"}
LIFTED = {"due": None, "none": True}
EARLIER = {"field": "until", "date": "2026-01", "from": "2028", "to": "2030-09-22", **WHY}
OTHER = {"field": "ends", "date": "2026-02", "from": "2027", **WHY}


def mou(**term: Any) -> dict[str, Any]:
    """An instrument with the term changed; None leaves a field out."""
    fields = {name: value for name, value in {**TERM, **term}.items() if value is not None}
    return a(kind="mou", in_force=fields)


def in_force(*changes: dict[str, Any], **term: Any) -> dict[str, Any]:
    """What becomes of the term."""
    fields = {name: value for name, value in {**TERM, **term}.items() if value is not None}
    return {"in_force": {**fields, "changes": list(changes)}}


CASES: dict[str, tuple[dict[str, Any], str, dict[str, Any], Outcome]] = {
    "the end of the first term moves": (
        mou(),
        "until",
        {},
        in_force({"field": "until", "date": TODAY, "from": "2030-09-22", "to": "2032", **WHY}, until="2032"),
    ),
    "agreed on a day, by an amendment": (
        mou(changes=[EARLIER]),
        "until",
        {"agreed_by": "acme", "by_instrument": "amendment", "date": "2026-05-02"},
        in_force(
            EARLIER,
            {
                **{"field": "until", "date": "2026-05-02", "from": "2030-09-22", "to": "2032", **WHY},
                **{"agreed_by": "acme", "by_instrument": "amendment"},
            },
            until="2032",
        ),
    ),
    "the first day moves": (
        mou(),
        "from",
        {"due": "2025-10-01"},
        in_force(
            {"field": "from", "date": TODAY, "from": "2025-09-23", "to": "2025-10-01", **WHY},
            **{"from": "2025-10-01"},
        ),
    ),
    "the end is set first": (
        mou(),
        "ends",
        {"due": "2027-03-10"},
        in_force({"field": "ends", "date": TODAY, "to": "2027-03-10", **WHY}, ends="2027-03-10"),
    ),
    "the end is lifted": (
        mou(ends="2027-03-10"),
        "ends",
        LIFTED,
        in_force({"field": "ends", "date": TODAY, "from": "2027-03-10", **WHY}),
    ),
    "an open end": (
        mou(),
        "until",
        LIFTED,
        in_force({"field": "until", "date": TODAY, "from": "2030-09-22", **WHY}, until=None),
    ),
    "the only day is lifted": (
        a(kind="mou", in_force={"until": "2030"}),
        "until",
        LIFTED,
        {"in_force": {"changes": [{"field": "until", "date": TODAY, "from": "2030", **WHY}]}},
    ),
    "set again after it was lifted, whatever became of another day": (
        mou(changes=[EARLIER, OTHER]),
        "ends",
        {"due": "2027"},
        in_force(EARLIER, OTHER, {"field": "ends", "date": TODAY, "to": 2027, **WHY}, ends=2027),
    ),
    "the day of the last move, where it is gone": (
        mou(until=None, changes=[EARLIER]),
        "until",
        {},
        in_force(
            EARLIER,
            {"field": "until", "date": TODAY, "from": "2030-09-22", "to": "2032", **WHY},
            until="2032",
        ),
    ),
    "none to lift": (
        mou(),
        "ends",
        LIFTED,
        "in_force.ends holds no day to lift",
    ),
    "the first day lifted": (
        mou(),
        "from",
        LIFTED,
        "The first day of a term moves; it cannot be lifted | "
        "`commit update --set in_force.from=` takes out one that was entered wrongly.",
    ),
    "the same": (mou(until="2032"), "until", {}, "in_force.until is 2032 already"),
    "no reason": (
        mou(),
        "ends",
        {"reason": None},
        "The command needs more information | Add --reason TEXT.",
    ),
    "another day": (
        mou(),
        "renewal",
        {},
        "renewal is not one of: from, until, ends",
    ),
    "no date": (
        mou(),
        "until",
        {"due": "soon"},
        "soon is not a date: DATE | Write it like: 2026-10-31, 2026-10, 2026-Q4, 2026-H2, 2026",
    ),
    "of a milestone": (
        mou(),
        "until",
        {"milestone": "m1"},
        "These options cannot be used here: --milestone MILESTONE | A milestone has no term.",
    ),
    "no instrument": (
        a(in_force=TERM),
        "until",
        {},
        "Only an instrument has a term, and this is: agreed_action | "
        "Without --term, `commit reschedule` moves a deadline.",
    ),
    "a kind that is no word": (
        a(kind=["mou"], in_force=TERM),
        "until",
        {},
        'Only an instrument has a term, and this is: ["mou"] | '
        "Without --term, `commit reschedule` moves a deadline.",
    ),
    "no term": (
        a(kind="mou"),
        "until",
        {},
        "It has no term yet: in_force is missing | "
        "`commit update --set in_force.until=2030-09-22` gives it one.",
    ),
    "a term in a text": (
        a(kind="mou", in_force="Five years."),
        "until",
        {},
        "in_force holds Five years., so nothing can be added to it | "
        "Fix in_force first, with --set or by hand.",
    ),
    "from no date": (
        mou(until="soon"),
        "until",
        {},
        "in_force.until holds soon, which is not a date | Fix in_force.until first, with --set or by hand.",
    ),
    "changes in a text": (
        mou(changes="Moved once."),
        "until",
        {},
        "in_force.changes holds Moved once., so nothing can be added to it | "
        "Fix in_force.changes first, with --set or by hand.",
    ),
}


@pytest.mark.parametrize(("record", "day", "given", "expected"), CASES.values(), ids=CASES)
def test_moving_a_day_of_a_term(
    record: dict[str, Any], day: str, given: dict[str, Any], expected: Outcome
) -> None:
    request = Rescheduling(**{"due": "2032", "reason": WHY["reason"]["en"], **ASKED, **given})
    if request.due == "2032" and isinstance(expected, dict):
        expected = _with_year(expected)
    assert outcome(lambda record, request: steps(record, day, request), record, request) == expected


def _with_year(value: Any) -> Any:
    """The value with the year as a number, as records hold it."""
    if isinstance(value, dict):
        return {name: _with_year(field) for name, field in value.items()}
    if isinstance(value, list):
        return [_with_year(item) for item in value]
    return 2032 if value == "2032" else value
