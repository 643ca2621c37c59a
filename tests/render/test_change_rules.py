"""Do the rules of change say what happened, in words people use? Must not judge what is found."""

from datetime import date
from typing import Any

import pytest
from occasions import DAY, a, edit, move, said

from commitments.changes.rules.rule_table import SEVERITIES, ChangeSet, RecordEdit, judge_changes
from commitments.model.problem import Problem
from commitments.render.rules.rule_words import headline, hint, rule_summary
from commitments.render.words import Words

Q2, Q4 = "2026-Q2", "2026-Q4"
M1 = {"id": "m1", "title": {"en": "First draft"}, "due": Q2}
LEAD, OTHER = {"party": "acme", "role": "lead"}, {"party": "vn-mof", "role": "lead"}
HELD = {"rule": "FREQ=YEARLY", "held": [{"occurrence": "2025-11"}]}
PHOTOS = [{"title": "Photos", "url": "https://example.org/a"}]
YEARLY = {"rule": "FREQ=YEARLY", "starts": "2026-11"}
ONE = move(Q2, Q4, "2026-02-01")

SAID: dict[str, tuple[Any, Any, str]] = {
    "status": (a(status="in_progress"), a(), "the status may not move from in progress to agreed"),
    "no status": (a(), a(status="done"), "the status may not move from agreed to done"),
    "reopened": (
        a(status="not_fulfilled"),
        a(),
        "the record was reopened from not fulfilled to agreed, but no new update says why",
    ),
    "new": (None, a(status="withdrawn"), "a new record starts as withdrawn"),
    "due": (
        a(due=Q2),
        a(due=Q4),
        "due moved, Q2 2026 → Q4 2026, but no new entry in due_changes gives from, to and reason",
    ),
    "dropped": (
        a(due=Q2),
        a(),
        "due moved, Q2 2026 → –, but no new entry in due_changes gives from, to and reason",
    ),
    "a milestone": (
        a(milestones=[M1]),
        a(milestones=[{**M1, "due": 2027}]),
        "milestone m1 moved, Q2 2026 → 2027, but no new entry in its due_changes gives from, to and reason",
    ),
    "an entry": (
        a(due=Q4, due_changes=[ONE]),
        a(due=Q4),
        "due_changes: the move of 1 Feb 2026, Q2 2026 → Q4 2026, was rewritten or removed",
    ),
    "an entry of a milestone": (
        a(milestones=[{**M1, "due": Q4, "due_changes": [ONE]}]),
        a(milestones=[{**M1, "due": Q4, "due_changes": [{**ONE, "from": "2026-05"}]}]),
        "milestones[m1].due: the deadline first agreed was Q2 2026 and now reads May 2026",
    ),
    "a milestone that went": (a(milestones=[M1]), a(), "milestone m1 was removed"),
    "one without an id": (
        a(milestones=[{"title": {"vi": "Bản thảo"}}]),
        a(),
        "milestone Bản thảo was removed",
    ),
    "evidence": (
        a(milestones=[{**M1, "evidence": [{"url": "https://example.org"}]}]),
        a(milestones=[M1]),
        "milestones[m1].evidence: https://example.org was removed",
    ),
    "evidence of an occurrence": (
        a(repeats={"held": [{"occurrence": "2025-11", "evidence": ["Photos"]}]}),
        a(repeats={"held": [{"occurrence": "2025-11"}]}),
        "repeats.held[2025-11].evidence: Photos was removed",
    ),
    "held": (
        a(repeats=HELD),
        a(repeats={"rule": "FREQ=YEARLY"}),
        "the entry of the occurrence Nov 2025 was rewritten or removed",
    ),
    "the recurrence": (
        a(repeats=YEARLY),
        a(repeats={"rule": "FREQ=YEARLY"}),
        "the recurrence was FREQ=YEARLY · 2026-11 and is now FREQ=YEARLY, and no new update says why",
    ),
    "a look put off": (
        a(status="suspended", review_by="2026-06"),
        a(status="suspended"),
        "the look at the suspended record was put off, Jun 2026 → –, but no new update says why",
    ),
    "a milestone given up": (
        a(milestones=[M1]),
        a(milestones=[{**M1, "status": "not_met"}]),
        "milestone m1 was given up as not met, but nothing says why",
    ),
    "a milestone met": (
        a(milestones=[M1]),
        a(milestones=[{**M1, "status": "met", "met_on": "2026-05-02"}]),
        "milestones[m1] was met, and no evidence shows it",
    ),
    "a day of success": (
        a(milestones=[{**M1, "status": "met", "met_on": "2026-05-02"}]),
        a(milestones=[{**M1, "status": "met", "met_on": "2026-04"}]),
        "milestones[m1].met_on was 2 May 2026 and is now Apr 2026, but no new update says why",
    ),
    "a day to come": (
        a(),
        a(evidence=[{"title": "Photos", "date": "2027"}]),
        "evidence.date is 2027, a day in the future",
    ),
    "another address": (
        a(evidence=PHOTOS),
        a(evidence=[{**PHOTOS[0], "url": "https://example.org/b"}]),
        "the evidence Photos has another address: https://example.org/a → https://example.org/b",
    ),
    "a kind": (a(), a(kind="request"), "the kind was agreed action and is now request"),
    "a standing": (
        a(due="2026-03"),
        a(due="2026-03", status="suspended", review_by=2027, updates=said(" ")),
        "the record was suspended, but no new update says why\n"
        "the record was overdue and is now suspended, and nothing new in it says why",
    ),
    "a standing out of all counts": (
        a(due="2026-03"),
        a(due="2026-03", kind="meeting"),
        "the record was overdue and is now in no count, and nothing new in it says why\n"
        "the kind was agreed action and is now meeting",
    ),
    "a closing": (
        a(status="withdrawn", closing={"date": "2026-05-02", "reason": {"en": "Dropped."}}),
        a(status="withdrawn", closing={"date": "2026-05-02", "reason": {"en": "Given up."}}),
        "the closing of 2 May 2026 was rewritten",
    ),
    "a successor": (
        a(),
        a(status="superseded", superseded_by="next"),
        "the record was superseded by next, but no new update says why",
    ),
    "an update": (
        a(updates=said("Begun.")),
        a(),
        "the update of 19 May 2026 was rewritten or removed",
    ),
    "a lead": (
        a(parties=[LEAD]),
        a(parties=[OTHER]),
        "the lead was acme and is now vn-mof, but no new update says so",
    ),
    "no lead": (
        a(parties=[LEAD]),
        a(parties=None),
        "the lead was acme and is now –, but no new update says so",
    ),
    "made on": (a(), a(made_on=2026), "made_on was 23 Sep 2025 and now reads 2026"),
    "the source": (
        a(source={"document": "a", "publisher": "b", "locator": "d"}),
        a(source={"document": "c"}),
        "the source was rewritten: source.document, source.publisher",
    ),
    "the id": (a(id="2026-10"), a(id="2026-11"), "the id was 2026-10 and is now 2026-11"),
}
EN = Words("en")


def told(edit: RecordEdit, day: date = DAY) -> list[tuple[str, str]]:
    """What each finding says, and its hint."""
    found = (finding for _, finding in judge_changes(ChangeSet(day, [edit])))
    problems = [
        Problem(problem.rule, SEVERITIES[problem.rule], "records/a.yaml", problem.values) for problem in found
    ]
    return [(headline(problem, EN), hint(problem, EN)) for problem in problems]


@pytest.mark.parametrize(("before", "after", "sentence"), SAID.values(), ids=SAID)
def test_sentences(before: Any, after: Any, sentence: str) -> None:
    assert [said for said, _ in told(edit(before, after))] == sentence.split("\n")


def test_a_correction_names_both_statuses() -> None:
    update = {"date": "2026-05-19", "note": {"en": "Nobody accepted it."}}
    ((sentence, advice),) = told(edit(a(), a(status="proposed", updates=[update])))
    assert sentence == "the status was corrected from agreed to proposed, as a new update explains"
    assert advice == "Check that the update says why agreed was wrong."


def test_a_hint_names_what_may_be_written() -> None:
    ((_, advice),) = told(
        edit(a(status="suspended"), a(status="fulfilled", met_on=2026, evidence=["Report"]))
    )
    words = ["agreed", "in_progress", "partially_fulfilled", "not_fulfilled", "withdrawn", "superseded"]
    assert advice.startswith(f"Choose one of: {', '.join(words)}. ")


def test_a_file_without_an_id_is_known_by_what_it_was() -> None:
    nameless = a(id=None)
    moved = edit(nameless, nameless, new_path="records/other.yaml")
    assert told(moved) == [
        (
            "the file is now called other.yaml, but the id is still small",
            "Rename it to small.yaml; it may be in any folder.",
        )
    ]


def test_a_deadline_that_had_passed() -> None:
    moved = edit(a(due=Q2), a(due=Q4, due_changes=[ONE]))
    assert [said for said, _ in told(moved, date(2026, 7, 1))] == [
        "due moved after it had passed: Q2 2026 → Q4 2026"
    ]


def test_what_is_long_is_cut() -> None:
    ((sentence, _),) = told(edit(a(), a(status="x" * 9999)))
    assert len(sentence) < 200


@pytest.mark.parametrize("rule", SEVERITIES)
def test_a_rule_can_be_told_of_without_a_finding(rule: str) -> None:
    assert all(text and "{" not in text for text in rule_summary(rule, EN))
