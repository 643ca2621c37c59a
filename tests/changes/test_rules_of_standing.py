"""Which changes of the kind, the recurrence and of what was met are found, and which come near and are not?

The day is 20 May 2026. No record here is late, so that no rule but its own finds anything.
"""

from typing import Any

import pytest
from occasions import a, between, move, said

PROOF = [{"title": "Report on the AI day", "url": "https://example.org/report"}]
M1 = {"id": "m1", "title": {"en": "First draft"}, "due": "2026-09"}
MET = {**M1, "status": "met", "met_on": "2026-03-02", "evidence": PROOF}
WHY = {"updates": said("It was entered wrongly.")}
KIND, OWED = "kind-changed kind", "recurrence-rewritten repeats"
Table = dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]]


def repeats(rule: str = "FREQ=YEARLY", starts: Any = "2026-11", **fields: Any) -> dict[str, Any]:
    """The small record, recurring from a day to come."""
    recurrence = {"rule": rule, "starts": starts}
    return a(repeats={name: value for name, value in recurrence.items() if value is not None}, **fields)


def steps(*milestones: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The small record with milestones."""
    return a(milestones=list(milestones), **fields)


HELD = [{"occurrence": f"2026-{month}", "met_on": f"2026-{month}-02"} for month in ("01", "02", "03", "04")]


def monthly(rule: str, **fields: Any) -> dict[str, Any]:
    """The small record, of which every occurrence so far was held."""
    return a(repeats={"rule": rule, "starts": "2026-01", "held": HELD}, **fields)


KINDS: Table = {
    "within a class": (a(), a(kind="public_pledge"), []),
    "to another class": (a(), a(kind="request"), [KIND]),
    "to an instrument": (a(), a(kind="mou"), [KIND]),
    "to another class, with an update": (a(), a(kind="request", **WHY), []),
    "to a meeting": (a(), a(kind="meeting"), [KIND]),
    "to a meeting, with an update": (a(), a(kind="meeting", **WHY), [KIND]),
    "from a meeting, with an update": (a(kind="meeting"), a(**WHY), [KIND]),
    "to no kind": (a(), a(kind="party"), []),
    "to a meeting that was held": (
        a(),
        a(kind="meeting", status="fulfilled", met_on="2026-05-02"),
        ["closed-without-evidence status", KIND],
    ),
}
RECURRENCE: Table = {
    "the same in other words": (repeats(), repeats("FREQ=YEARLY;INTERVAL=1"), []),
    "less often": (repeats("FREQ=MONTHLY"), repeats(), [OWED]),
    "less often, with an update": (repeats("FREQ=MONTHLY"), repeats(**WHY), []),
    "more often": (repeats(), repeats("FREQ=MONTHLY"), []),
    "fewer": (monthly("FREQ=MONTHLY;COUNT=9"), monthly("FREQ=MONTHLY;COUNT=6"), [OWED]),
    "more": (monthly("FREQ=MONTHLY;COUNT=9"), monthly("FREQ=MONTHLY;COUNT=12"), []),
    "until a later day": (repeats("FREQ=YEARLY;UNTIL=20301231"), repeats("FREQ=YEARLY;UNTIL=20351231"), []),
    "until an earlier day": (
        repeats("FREQ=YEARLY;UNTIL=20351231"),
        repeats("FREQ=YEARLY;UNTIL=20301231"),
        [OWED],
    ),
    "until another day after the same last one": (
        repeats("FREQ=YEARLY;UNTIL=20301231"),
        repeats("FREQ=YEARLY;UNTIL=20301201"),
        [],
    ),
    "without end any more": (repeats("FREQ=YEARLY;COUNT=9"), repeats(), []),
    "with an end": (repeats(), repeats("FREQ=YEARLY;COUNT=99"), [OWED]),
    "with a far end": (repeats(), repeats("FREQ=YEARLY;UNTIL=21990101"), [OWED]),
    "without a start": (repeats(), repeats(starts=None), [OWED]),
    "with a first start": (repeats(starts=None), repeats(), []),
    "later": (repeats(), repeats(starts="2027-11"), [OWED]),
    "earlier, but to come": (repeats(starts="2026-11"), repeats(starts="2025-11", made_on="2026-01-01"), []),
    "less often, without a start": (repeats("FREQ=MONTHLY", None), repeats(starts=None), [OWED]),
    "more often, without a start": (repeats(starts=None), repeats("FREQ=MONTHLY", None), []),
    "no more": (repeats(), a(), ["recurrence-rewritten"]),
    "for the first time": (a(), repeats(), []),
    "in another precision": (repeats(), repeats(starts="2026-11-15"), [OWED]),
    "every day since long ago": (
        repeats("FREQ=DAILY", "2027-01-01"),
        repeats("FREQ=DAILY;INTERVAL=1", "2027-01-01"),
        [OWED],
    ),
}
MET_TABLE: Table = {
    "met": (steps(M1), steps(MET), []),
    "met in part on nothing": (
        steps(M1),
        steps({**MET, "status": "partially_met", "evidence": None}),
        ["met-without-evidence milestones/0/status"],
    ),
    "met in part, as an update says": (
        steps(M1),
        steps({**MET, "status": "partially_met", "evidence": None}, **WHY),
        [],
    ),
    "met without evidence": (
        steps(M1),
        steps({**MET, "evidence": None}),
        ["met-without-evidence milestones/0/status"],
    ),
    "met, with evidence of the record": (steps(M1), steps({**MET, "evidence": None}, evidence=PROOF), []),
    "another day": (
        steps(MET),
        steps({**MET, "met_on": "2026-02-02"}),
        ["met-rewritten milestones/0/met_on"],
    ),
    "the day more exactly": (steps({**MET, "met_on": "2026-03"}), steps(MET), []),
    "another day, with an update": (steps(MET), steps({**MET, "met_on": "2026-02-02"}, **WHY), []),
    "the day where it was absent": (steps({**MET, "met_on": None}), steps(MET), []),
    "scheduled again": (
        steps(MET),
        steps({**M1, "evidence": PROOF}),
        ["met-rewritten milestones/0"],
    ),
    "scheduled again, with an update": (steps(MET), steps({**M1, "evidence": PROOF}, **WHY), []),
    "no more met": (
        steps(MET),
        steps({**MET, "status": "not_met"}),
        ["met-rewritten milestones/0/met_on"],
    ),
    "given up": (
        steps(M1),
        steps({**M1, "status": "not_met"}),
        ["milestone-missed-silently milestones/0/status"],
    ),
    "given up, with an update": (steps(M1), steps({**M1, "status": "not_met"}, **WHY), []),
    "given up, with a reason": (
        steps(M1),
        steps({**M1, "status": "not_met", "due": None, "due_changes": [move("2026-09", None)]}),
        [],
    ),
    "of a closed record": (
        a(status="fulfilled", met_on="2026-05-02", evidence=PROOF),
        a(status="fulfilled", met_on="2026-04-02", evidence=PROOF),
        ["met-rewritten met_on"],
    ),
    "of a closed record, where it was absent": (
        a(status="fulfilled", evidence=PROOF),
        a(status="fulfilled", met_on="2026-04-02", evidence=PROOF),
        [],
    ),
}
FUTURE: Table = {
    "met_on": (
        a(),
        a(status="fulfilled", met_on="2027-01-01", evidence=PROOF),
        ["date-in-future met_on"],
    ),
    "evidence": (
        a(),
        a(evidence=[{**PROOF[0], "date": "2026-06-01"}]),
        ["date-in-future evidence/0/date"],
    ),
    "a move": (
        a(due="2026-09"),
        a(due=2027, due_changes=[move("2026-09", 2027, "2029-01-01")]),
        ["date-in-future due_changes/0/date"],
    ),
    "a closing": (
        a(),
        a(status="withdrawn", closing={"date": "2026-05-21", "reason": {"en": "Dropped."}}),
        ["date-in-future closing/date"],
    ),
    "a milestone": (
        steps(M1),
        steps({**MET, "met_on": "2026-05-21"}),
        ["date-in-future milestones/0/met_on"],
    ),
    "an occurrence": (
        repeats(),
        a(
            repeats={
                "rule": "FREQ=YEARLY",
                "starts": "2026-11",
                "held": [{"occurrence": "2026-11", "met_on": "2026-11-02", "evidence": PROOF}],
            }
        ),
        ["date-in-future repeats/held/0/met_on"],
    ),
    "one that stood before": (
        a(evidence=[{**PROOF[0], "date": "2026-06-01"}]),
        a(evidence=[{"title": "Photos"}, {**PROOF[0], "date": "2026-06-01"}]),
        [],
    ),
    "one that may be past": (a(), a(evidence=[{**PROOF[0], "date": 2026}]), []),
}


@pytest.mark.parametrize(("before", "after", "expected"), KINDS.values(), ids=KINDS)
def test_the_kind(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert between(before, after) == expected


@pytest.mark.parametrize(("before", "after", "expected"), RECURRENCE.values(), ids=RECURRENCE)
def test_the_recurrence(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert [told for told in between(before, after) if told.startswith("recurrence")] == expected


@pytest.mark.parametrize(("before", "after", "expected"), MET_TABLE.values(), ids=MET_TABLE)
def test_what_was_met(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert between(before, after) == expected


@pytest.mark.parametrize(("before", "after", "expected"), FUTURE.values(), ids=FUTURE)
def test_days_to_come(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert between(before, after) == expected
