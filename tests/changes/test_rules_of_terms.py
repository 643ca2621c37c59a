"""What the rules of change find in the term of an instrument: its days, and what it says beside them.

The day is 1 July 2026. Must not look at deadlines.
"""

from datetime import date
from typing import Any

import pytest
from occasions import a, between, edit, move, said

from commitments.changes.change_set import ChangeSet
from commitments.changes.rules.rule_table import judge_changes, severity_of

LATE_ON = date(2026, 7, 1)
Table = dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]]


def term(*moves: dict[str, Any], **days: Any) -> dict[str, Any]:
    """The small record with a term."""
    fields = {"from": 2025, "until": "2027-12-31", **days}
    kept = {name: value for name, value in fields.items() if value is not None}
    return a(kind="mou", in_force={**kept, **({"changes": list(moves)} if moves else {})})


def prolonged(before: Any, after: Any, field: str = "until", **fields: Any) -> dict[str, Any]:
    """An entry of `in_force.changes`."""
    return {"field": field, **move(before, after, **fields)}


LONGER = prolonged("2027-12-31", "2029-12-31")
TERM, REWORDED = "term-moved-silently in_force", "term-change-rewritten in_force"
TERMS: Table = {
    "prolonged without an entry": (term(), term(until="2029-12-31"), [f"{TERM}/until"]),
    "prolonged with an entry": (term(), term(LONGER, until="2029-12-31"), []),
    "prolonged with an entry of another day": (
        term(),
        term(prolonged("2027-12-31", "2029-12-31", "ends"), until="2029-12-31"),
        [f"{TERM}/until"],
    ),
    "prolonged with an entry without a field": (
        term(),
        term(move("2027-12-31", "2029-12-31"), until="2029-12-31"),
        [f"{TERM}/until"],
    ),
    "prolonged, and a move of its beginning is recorded between": (
        term(),
        term(
            prolonged("2027-12-31", "2028-12-31"),
            prolonged(2025, 2026, "from"),
            prolonged("2028-12-31", "2029-12-31"),
            until="2029-12-31",
            **{"from": 2026},
        ),
        [],
    ),
    "begun later": (term(), term(**{"from": 2026}), [f"{TERM}/from"]),
    "a first end": (term(until=None), term(), []),
    "a notice": (term(), term(ends="2026-12-31"), []),
    "a notice that moved": (
        term(ends="2026-12-31"),
        term(ends="2027-03-31"),
        [f"{TERM}/ends"],
    ),
    "a notice taken back without an entry": (term(ends="2026-12-31"), term(), [TERM]),
    "a notice taken back with an entry": (
        term(ends="2026-12-31"),
        term(prolonged("2026-12-31", None, "ends")),
        [],
    ),
    "no term any more": (term(), a(kind="mou"), ["term-moved-silently"] * 2),
    "a term that is none": (term(), a(kind="mou", in_force="for five years"), [TERM] * 2),
    "a first term": (a(kind="mou"), term(), []),
    "other words for the same days": (term(until=2027), term(until="2027-01/2027-12"), []),
    "an entry reworded": (
        term(LONGER, until="2029-12-31"),
        term({**LONGER, "reason": {"en": "No."}}, until="2029-12-31"),
        [f"{REWORDED}/changes/0"],
    ),
    "an entry of another day put before it": (
        term(LONGER, until="2029-12-31"),
        term(prolonged(None, 2025, "from"), LONGER, until="2029-12-31"),
        [],
    ),
    "its first end rewritten": (
        term(LONGER, until="2029-12-31"),
        term({**LONGER, "from": "2028-12-31"}, until="2029-12-31"),
        [f"{REWORDED}/changes/0"],
    ),
    "an entry dropped": (
        term(LONGER, until="2029-12-31"),
        term(until="2029-12-31"),
        [REWORDED],
    ),
    "an entry given to another day": (
        term(LONGER, until="2029-12-31"),
        term({**LONGER, "field": "ends"}, until="2029-12-31"),
        [f"{REWORDED}/changes"],
    ),
    "the last entry undone": (term(LONGER, until="2029-12-31"), term(), [REWORDED]),
}


@pytest.mark.parametrize(("before", "after", "expected"), TERMS.values(), ids=TERMS)
def test_terms(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert between(before, after, LATE_ON) == expected


def tacit(**fields: Any) -> dict[str, Any]:
    """The small record with a term that is renewed tacitly."""
    return term(**{"renewal": "tacit", "period": "P5Y", "times": 2, "notice": "P6M", **fields})


TACIT = tacit()
WAITING = a(kind="mou", in_force={"pending": {"en": "Ratification by both sides."}})
GIVEN = term(ends="2026-12-31", notice_given={"date": "2026-06-10", "by": "acme"})
BEGUN = {"from": "2026-06-01"}
REWRITTEN = "term-rewritten in_force"
CONDITIONS: Table = {
    "no renewal any more": (TACIT, term(), [REWRITTEN]),
    "another renewal": (
        TACIT,
        tacit(renewal="agreed"),
        [f"{REWRITTEN}/renewal"],
    ),
    "a longer period": (
        TACIT,
        tacit(period="P10Y"),
        [f"{REWRITTEN}/period"],
    ),
    "more times": (TACIT, tacit(times=9), [f"{REWRITTEN}/times"]),
    "a shorter notice": (
        TACIT,
        tacit(notice="P1M"),
        [f"{REWRITTEN}/notice"],
    ),
    "a notice of another party": (
        GIVEN,
        term(ends="2026-12-31", notice_given={"date": "2026-06-10", "by": "vn-mof"}),
        [f"{REWRITTEN}/notice_given"],
    ),
    "a notice that nobody gave": (GIVEN, term(ends="2026-12-31"), [REWRITTEN]),
    "a notice taken back with a reason": (GIVEN, term(prolonged("2026-12-31", None, "ends")), []),
    "with an update": (TACIT, {**term(), "updates": said("Both sides let the renewal go.")}, []),
    "for the first time": (term(), TACIT, []),
    "a notice given": (term(), GIVEN, []),
    "in another order": (TACIT, term(notice="P6M", times=2, period="P5Y", renewal="tacit"), []),
    "what it waits for, in other words": (
        WAITING,
        a(kind="mou", in_force={"pending": {"en": "A vote in parliament."}}),
        [f"{REWRITTEN}/pending"],
    ),
    "what it waits for, in a second language": (
        WAITING,
        a(kind="mou", in_force={"pending": {**WAITING["in_force"]["pending"], "vi": "Hai bên phê chuẩn."}}),
        [],
    ),
    "waits no more": (WAITING, a(kind="mou", in_force={}), [REWRITTEN]),
    "waits no more, and begins": (WAITING, a(kind="mou", in_force=BEGUN), []),
    "waits no more, and began long ago": (
        a(kind="mou", in_force={**WAITING["in_force"], **BEGUN}),
        a(kind="mou", in_force=BEGUN),
        [REWRITTEN],
    ),
    "no term any more": (WAITING, a(kind="mou"), ["term-rewritten"]),
}


@pytest.mark.parametrize(("before", "after", "expected"), CONDITIONS.values(), ids=CONDITIONS)
def test_what_a_term_says_beside_its_days(
    before: dict[str, Any], after: dict[str, Any], expected: list[str]
) -> None:
    assert between(before, after, LATE_ON) == expected


MOU = a(kind="mou", due=2029)
PAST = {"from": 2020, "until": "2025-12-31"}
ENDED = "term-ended-silently in_force"
ENDINGS: Table = {
    "a first term that is over": (MOU, {**MOU, "in_force": PAST}, [ENDED]),
    "as an update says": (MOU, {**MOU, "in_force": PAST, "updates": said("It was let go.")}, []),
    "as evidence shows": (
        MOU,
        {**MOU, "in_force": PAST, "evidence": [{"title": "Letter of both sides"}]},
        [],
    ),
    "by a notice": (
        term(until=None),
        term(until=None, ends="2026-06-30", notice_given={"date": "2025-12-30", "by": "acme"}),
        [],
    ),
    "by a day alone": (term(until=None), term(until=None, ends="2026-06-30"), [ENDED]),
    "by a day to come": (term(until=None), term(until=None, ends="2026-12-31"), []),
    "as an entry says": (
        term(),
        term(prolonged("2027-12-31", "2026-06-30"), until="2026-06-30"),
        [],
    ),
    "of what was closed": (
        {**MOU, "status": "withdrawn"},
        {**MOU, "status": "withdrawn", "in_force": PAST},
        [],
    ),
    "that was over before": ({**MOU, "in_force": PAST}, {**MOU, "in_force": {**PAST, "notice": "P6M"}}, []),
    "of an action, which has none": (a(due=2029), a(due=2029, in_force=PAST), []),
    "a renewal that is no more": (
        tacit(until="2025-12-31"),
        term(until="2025-12-31"),
        [ENDED, REWRITTEN],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), ENDINGS.values(), ids=ENDINGS)
def test_a_term_that_ends_without_a_word(
    before: dict[str, Any], after: dict[str, Any], expected: list[str]
) -> None:
    findings = between(before, after, LATE_ON)
    assert sorted(findings) == sorted(expected)


@pytest.mark.parametrize(
    ("before", "after", "severity"),
    [(TACIT, term(), "error"), (WAITING, a(kind="mou", in_force={}), "warning")],
    ids=["a condition", "words alone"],
)
def test_words_weigh_less_than_conditions(
    before: dict[str, Any], after: dict[str, Any], severity: str
) -> None:
    ((_, finding),) = judge_changes(ChangeSet(LATE_ON, [edit(before, after)]))
    assert severity_of(finding.rule, {}, finding.severity) == severity
