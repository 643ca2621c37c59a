"""What marking a milestone and holding an occurrence do to a record. Must not look at the rules of change."""

from typing import Any

import pytest
from occasions import a
from wishes import ASKED, Outcome, outcome

from commitments.edits import hold, milestone

M1 = {"id": "m1", "title": {"en": "Draft"}}
M2 = {"id": "m2", "title": {"en": "Text"}, "status": "met", "met_on": "2026-03", "evidence": [{"title": "T"}]}
REPORT = {"title": "Report", "url": "https://example.org/report"}
GIVEN = {"evidence": REPORT["url"], "title": "Report"}

MARKED: dict[str, tuple[str, dict[str, Any], Any]] = {
    "m1 met": ("met", {}, [{**M1, "status": "met"}, M2]),
    "m1 met, when and how": (
        "met",
        {"met_on": "2026-05-18", "date": "2026-05-19", **GIVEN},
        [{**M1, "status": "met", "met_on": "2026-05-18", "evidence": [{"date": "2026-05-19", **REPORT}]}, M2],
    ),
    "m1 not met": ("not_met", {}, [{**M1, "status": "not_met"}, M2]),
    "m1 not met, and why": (
        "not_met",
        {"note": "No hall.", "date": "2026-11-19"},
        {
            "milestones": [{**M1, "status": "not_met"}, M2],
            "updates": [{"date": "2026-11-19", "note": {"en": "No hall."}}],
        },
    ),
    "m1 partially met": (
        "partially_met",
        {"met_on": "2026"},
        [{**M1, "status": "partially_met", "met_on": 2026}, M2],
    ),
    "m1 scheduled": ("scheduled", {}, "Milestone m1 is already scheduled"),
    "m1 not met, on a day": (
        "not_met",
        {"met_on": "2026"},
        "These options cannot be used here: --met-on DATE | Use it only with met and partially_met.",
    ),
    "m1 met, a day of nothing": (
        "met",
        {"date": "2026"},
        "These options cannot be used here: --date DATE | Use it only with evidence.",
    ),
    "m1 met, evidence without title": (
        "met",
        {"evidence": REPORT["url"]},
        "The command needs more information | Add --title TITLE.",
    ),
    "m1 done": (
        "done",
        {},
        "done is not one of: scheduled, met, partially_met, not_met",
    ),
    "m2 met": ("met", {}, "Milestone m2 is already met"),
    "m2 met on another day": ("met", {"met_on": "2026-03-02"}, [M1, {**M2, "met_on": "2026-03-02"}]),
    "m2 met, more evidence": ("met", GIVEN, [M1, {**M2, "evidence": [{"title": "T"}, REPORT]}]),
    "m2 partially met": ("partially_met", {}, [M1, {**M2, "status": "partially_met"}]),
    "m2 not met": (
        "not_met",
        {},
        [M1, {name: M2[name] for name in M2 if name != "met_on"} | {"status": "not_met"}],
    ),
    "m2 scheduled": (
        "scheduled",
        {},
        [M1, {name: M2[name] for name in M2 if name != "met_on"} | {"status": "scheduled"}],
    ),
    "m3 met": ("met", {}, "There is no milestone m3 | Nearest: m2, m1"),
    "first met": ("met", {}, "There is no milestone first | Nearest: m1, m2"),
}


@pytest.mark.parametrize("case", MARKED)
def test_a_milestone(case: str) -> None:
    status, given, expected = MARKED[case]
    request = milestone.Marking(**{"milestone": case.split()[0], "to_status": status, **ASKED, **given})
    found = outcome(milestone.steps, a(milestones=[M1, M2]), request)
    assert found == ({"milestones": expected} if isinstance(expected, list) else expected)


ODD: dict[str, tuple[Any, Outcome]] = {
    "none": (None, "There is no milestone m1 | This record has no milestones."),
    "two of one id": ([M1, M1], "Two milestones are called m1 | Give each its own id."),
    "a text": (
        "m1",
        "milestones holds m1, so nothing can be added to it | Fix milestones first, with --set or by hand.",
    ),
    "texts": (["m1", 5], "There is no milestone m1 | This record has no milestones."),
    "among texts": (["m1", M1], {"milestones": ["m1", {**M1, "status": "met"}]}),
    "a status that is none": ([{**M1, "status": ["x"]}], {"milestones": [{**M1, "status": "met"}]}),
    "the only field": ([{"id": "m1"}], {"milestones": [{"id": "m1", "status": "met"}]}),
}


@pytest.mark.parametrize(("milestones", "expected"), ODD.values(), ids=ODD)
def test_odd_milestones(milestones: Any, expected: Outcome) -> None:
    request = milestone.Marking("m1", "met", **ASKED)
    assert outcome(milestone.steps, a(milestones=milestones), request) == expected


RULE = {"rule": "FREQ=YEARLY", "starts": "2023-11"}
E2023, E2025 = {"occurrence": "2023-11"}, {"occurrence": "2025-11", "met_on": "2025-11-20"}
HELD: dict[str, tuple[Any, str, dict[str, Any], Any]] = {
    "the first": (RULE, "2025-11", {}, [{"occurrence": "2025-11"}]),
    "when and how": (
        RULE,
        "2025-11",
        {"met_on": "2025-11-20", **GIVEN},
        [{**E2025, "evidence": [REPORT]}],
    ),
    "a year": ({**RULE, "starts": 2023}, "2025", {}, [{"occurrence": 2025}]),
    "at its place": (
        {**RULE, "held": [E2023, E2025]},
        "2024-11",
        {},
        [E2023, {"occurrence": "2024-11"}, E2025],
    ),
    "before all": ({**RULE, "held": [E2025]}, "2024-11", {}, [{"occurrence": "2024-11"}, E2025]),
    "behind what is no date": (
        {**RULE, "held": [{"occurrence": "x"}, 7, E2025]},
        "2024-11",
        {},
        [{"occurrence": "x"}, 7, {"occurrence": "2024-11"}, E2025],
    ),
    "held already": (
        {**RULE, "held": [E2025]},
        "2025-11",
        {},
        "The occurrence 2025-11 is already recorded as held | Use `commit update --set` to change its entry.",
    ),
    "an empty list": ({**RULE, "held": None}, "2025-11", {}, [{"occurrence": "2025-11"}]),
    "no date": (
        RULE,
        "November",
        {},
        "November is not a date: OCCURRENCE | Write it like: 2026-10-31, 2026-10, 2026-Q4, 2026-H2, 2026",
    ),
    "a day of nothing": (
        RULE,
        "2025-11",
        {"date": "2026"},
        "These options cannot be used here: --date DATE | Use it only with evidence.",
    ),
    "no rule": (
        None,
        "2025-11",
        {},
        "The record does not recur: it has no rule in repeats | "
        "Run `commit update --set repeats.rule=FREQ=YEARLY` to make it recur.",
    ),
    "a rule in a bare text": (
        "FREQ=YEARLY",
        "2025-11",
        {},
        "repeats holds FREQ=YEARLY, so nothing can be added to it | "
        "Fix repeats first, with --set or by hand.",
    ),
    "held in a text": (
        {**RULE, "held": "2025"},
        "2025-11",
        {},
        "repeats.held holds 2025, so nothing can be added to it | "
        "Fix repeats.held first, with --set or by hand.",
    ),
}


@pytest.mark.parametrize(("repeats", "occurrence", "given", "expected"), HELD.values(), ids=HELD)
def test_an_occurrence(repeats: Any, occurrence: str, given: dict[str, Any], expected: Any) -> None:
    request = hold.Holding(**{"occurrence": occurrence, **ASKED, **given})
    found = outcome(hold.steps, a(repeats=repeats), request)
    assert found == (expected if isinstance(expected, str) else {"repeats": {**repeats, "held": expected}})
