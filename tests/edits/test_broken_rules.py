"""Which rule of one record an answer breaks: only a new fault, and only one that the answer is about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from occasions import a

from commitments.edits.broken_rules import broken_rule

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("before", "after", "answer", "rule"),
    [
        ({"made_on": "2026-05"}, {"due": "2026-04"}, "2026-04", "date-order"),
        ({"due": "2026-04"}, {"made_on": "2026-05"}, "2026-05", "date-order"),
        ({"made_on": "2026-05"}, {"due": 2025}, "2025", "date-order"),
        ({"made_on": "2026-05"}, {"due": "2026-05"}, "2026-05", None),
        ({"made_on": "2026-05"}, {"due": "2026-04"}, "another", None),
        ({"made_on": "2026-05", "due": "2026-04"}, {"due": "2026-04"}, "2026-04", None),
        ({}, {"met_on": "2026-11-23"}, "2026-11-23", "date-in-future"),
        ({}, {"met_on": "2026-11"}, "2026-11", None),
        ({"met_on": "2027"}, {}, "2027", None),
    ],
)
def test_an_answer(before: dict[str, Any], after: dict[str, Any], answer: str, rule: str | None) -> None:
    finding = broken_rule(a(**before), a(**{**before, **after}), answer, TODAY)
    assert (finding and finding.rule) == rule


def test_a_record_without_a_meaning_breaks_none() -> None:
    assert broken_rule({}, {"due": "2026-04", "made_on": "2026-05"}, "2026-04", TODAY) is None
