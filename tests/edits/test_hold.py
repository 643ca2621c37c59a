"""What holding an occurrence, or letting it go, does to a record. Must not expand a rule of recurrence."""

from typing import Any

import pytest
from occasions import a
from wishes import ASKED, Outcome, outcome

from commitments.edits.hold import Holding, steps

PROOF = {"title": "Report", "url": "https://example.org/report"}
MET = {"occurrence": "2024-11", "met_on": "2024-11-20"}
LATER = {"occurrence": "2026-11", "met_on": "2026-11-20"}
WHY = {"en": "Both sides put it off."}


def yearly(*held: Any) -> dict[str, Any]:
    """A record that recurs, with entries of what was held."""
    return a(repeats={"rule": "FREQ=YEARLY", "starts": "2024-11", **({"held": [*held]} if held else {})})


def held(*entries: Any) -> dict[str, Any]:
    """What becomes of the recurrence."""
    return {"repeats": yearly(*entries)["repeats"]}


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], Outcome]] = {
    "held": (
        yearly(MET, LATER),
        {"met_on": "2025-11-20"},
        held(MET, {"occurrence": "2025-11", "met_on": "2025-11-20"}, LATER),
    ),
    "held, with evidence": (
        yearly(),
        {"met_on": "2025-11", "evidence": PROOF["url"], "title": "Report", "date": "2025-12"},
        held({"occurrence": "2025-11", "met_on": "2025-11", "evidence": [{"date": "2025-12", **PROOF}]}),
    ),
    "let go": (
        yearly(MET),
        {"lapsed": f" {WHY['en']} "},
        held(MET, {"occurrence": "2025-11", "lapsed": WHY}),
    ),
    "let go, with the letter": (
        yearly(),
        {"lapsed": WHY["en"], "title": "Letter"},
        held({"occurrence": "2025-11", "lapsed": WHY, "evidence": [{"title": "Letter"}]}),
    ),
    "held and let go": (
        yearly(),
        {"lapsed": WHY["en"], "met_on": "2025-11-20"},
        "These options cannot be used here: --lapsed TEXT | What was held on a day was not let go.",
    ),
    "held already": (
        yearly({"occurrence": "2025-11", "met_on": "2025-11-20"}),
        {"lapsed": WHY["en"]},
        "The occurrence 2025-11 is already recorded as held | Use `commit update --set` to change its entry.",
    ),
    "let go already": (
        yearly({"occurrence": "2025-11", "lapsed": WHY}),
        {"met_on": "2025-11-20"},
        "The occurrence 2025-11 was let go already | Use `commit update --set` to change its entry.",
    ),
    "a record that does not recur": (
        a(),
        {"met_on": "2025-11-20"},
        "The record does not recur: it has no rule in repeats | "
        "Run `commit update --set repeats.rule=FREQ=YEARLY` to make it recur.",
    ),
    "a day of nothing": (
        yearly(),
        {"met_on": "2025-11-20", "date": "2025-12"},
        "These options cannot be used here: --date DATE | Use it only with evidence.",
    ),
}


@pytest.mark.parametrize(("record", "given", "expected"), CASES.values(), ids=CASES)
def test_an_occurrence(record: dict[str, Any], given: dict[str, Any], expected: Outcome) -> None:
    assert outcome(steps, record, Holding(**{"occurrence": "2025-11", **ASKED, **given})) == expected
