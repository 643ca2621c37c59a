"""Which findings of one rule weigh less than others? Must not look at which rules find anything."""

from datetime import date
from typing import Any

import pytest
from occasions import a, edit, move, said

from commitments.changes.rules.rule_table import ChangeSet, judge_changes, severity_of
from commitments.model.problem import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING
LATE_ON = date(2026, 7, 1)
CLOSING = {"date": "2026-05-19", "reason": {"en": "The airline gave up the route."}}
REWORDED = {**CLOSING, "reason": {"en": "Nobody came."}}


def closed(closing: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A record that was withdrawn."""
    return a(**{"status": "withdrawn", "closing": closing, **fields})


WEIGHTS: dict[str, tuple[str, dict[str, Any], dict[str, Any], Severity]] = {
    "moved late with a reason": (
        "due-moved-late",
        a(due="2026-Q2"),
        a(due="2026-Q4", due_changes=[move("2026-Q2", "2026-Q4")]),
        WARNING,
    ),
    "moved late without a word": ("due-moved-late", a(due="2026-Q2"), a(due="2026-Q4"), ERROR),
    "moved late, and only a full stop": (
        "due-moved-late",
        a(due="2026-Q2"),
        a(due="2026-Q4", due_changes=[move("2026-Q2", "2026-Q4", reason={"en": "."})]),
        ERROR,
    ),
    "lifted late with a reason": (
        "due-moved-late",
        a(due="2026-Q2"),
        a(due_changes=[move("2026-Q2", None)]),
        WARNING,
    ),
    "a reason reworded": ("closing-rewritten", closed(CLOSING), closed(REWORDED), WARNING),
    "another day of closing": (
        "closing-rewritten",
        closed(CLOSING),
        closed({**CLOSING, "date": "2026-04-01"}),
        ERROR,
    ),
    "another status without a word": (
        "closing-rewritten",
        closed(CLOSING),
        closed(REWORDED, status="not_fulfilled"),
        ERROR,
    ),
}


@pytest.mark.parametrize(("rule", "before", "after", "weight"), WEIGHTS.values(), ids=WEIGHTS)
def test_the_weight_of_a_finding(
    rule: str, before: dict[str, Any], after: dict[str, Any], weight: Severity
) -> None:
    (finding,) = (
        finding
        for _, finding in judge_changes(ChangeSet(LATE_ON, [edit(before, after)]))
        if finding.rule == rule
    )
    assert severity_of(rule, {}, finding.severity) is weight
    assert severity_of(rule, {rule: "error"}, finding.severity) is ERROR
    assert severity_of(rule, {rule: "off"}, finding.severity) is None


def test_a_status_corrected_with_an_update_may_close_otherwise() -> None:
    after = closed(REWORDED, status="not_fulfilled", updates=said("It was no withdrawal."))
    rules = [finding.rule for _, finding in judge_changes(ChangeSet(LATE_ON, [edit(closed(CLOSING), after)]))]
    assert rules == ["corrected-status"]
