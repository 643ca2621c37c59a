"""Which moves of the status are found, and which come near and are not? Must not look at deadlines."""

from typing import Any

import pytest
from occasions import a, between, edit, found, said

from commitments.changes.rules.status_rules import ALLOWED_MOVES, CORRECTIONS
from commitments.model.lifecycle import OPEN_STATUSES, Status

PROOF = [{"title": "Report on the AI day", "url": "https://example.org/report"}]
CLOSING = {"date": "2026-05-19", "reason": {"en": "The airline gave up the route."}}
OWED: dict[str, dict[str, Any]] = {
    "suspended": {"review_by": "2026-12", "updates": said("Paused until the budget is voted.")},
    "fulfilled": {"met_on": "2026-05-18", "evidence": PROOF},
    "partially_fulfilled": {"met_on": "2026-05", "evidence": PROOF, "closing": CLOSING},
    "not_fulfilled": {"closing": CLOSING},
    "withdrawn": {"closing": CLOSING},
    "superseded": {"superseded_by": "next"},
}
OPEN_ONES = ["proposed", "agreed", "in_progress", "suspended"]
CLOSED_ONES = ["fulfilled", "partially_fulfilled", "not_fulfilled", "withdrawn", "superseded"]
EVERY = [*OPEN_ONES, *CLOSED_ONES]


def whole(stored: str, **fields: Any) -> dict[str, Any]:
    """The small record in a status, with all that it owes."""
    return a(**{"status": stored, **OWED.get(stored, {}), **fields})


REFUSED = {
    ("suspended", "proposed"),
    ("suspended", "fulfilled"),
    *((old, "proposed") for old in CLOSED_ONES),
}
"""What the column *may become* of the contract leaves out, and no correction allows."""
CORRECTED = {
    ("agreed", "proposed"),
    ("in_progress", "proposed"),
    ("in_progress", "agreed"),
    *((old, new) for old in CLOSED_ONES for new in CLOSED_ONES if old != new),
}
"""What is allowed where the old status was entered wrongly."""


@pytest.mark.parametrize("new", EVERY)
@pytest.mark.parametrize("old", EVERY)
def test_the_lifecycle(old: str, new: str) -> None:
    """Every move that owes an update has one here, and all else that it owes."""
    before = whole(old)
    after = {**whole(new), "updates": [*before.get("updates", []), *said("This is why.")]}
    expected = ["status-move status"] if (old, new) in REFUSED else []
    expected += ["corrected-status status"] if (old, new) in CORRECTED else []
    if before.get("evidence") and not after.get("evidence"):
        after["evidence"] = before["evidence"]
    assert between(before, after) == expected


def test_the_table_of_the_lifecycle_is_whole() -> None:
    others = {(old, new) for old in Status for new in Status if new is not old}
    refused = {(old, new) for old, new in others if new not in ALLOWED_MOVES[old] | CORRECTIONS[old]}
    assert refused == REFUSED
    assert {(old, new) for old, new in others if new in CORRECTIONS[old]} == CORRECTED
    assert not any(ALLOWED_MOVES[status] & CORRECTIONS[status] for status in Status)
    assert set(ALLOWED_MOVES) == set(CORRECTIONS) == set(Status)
    assert not any(status in ALLOWED_MOVES[status] for status in Status)
    assert {status.value for status in OPEN_STATUSES} == set(OPEN_ONES)


MOVES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "to a word that is no status": (a(), a(status="done"), ["status-move status"]),
    "to no text": (a(), a(status=["agreed"]), ["status-move status"]),
    "to nothing": (a(), a(status=None), ["status-move"]),
    "from a misspelt one": (a(status="in progress"), a(status="in_progress"), []),
    "from a misspelt one to closed": (
        a(status="in progress"),
        a(status="withdrawn"),
        ["closed-without-reason status"],
    ),
    "from nothing": (a(status=None), a(status="proposed"), []),
    "between misspelt ones": (a(status="open"), a(status="oppen"), []),
    "reopened": (
        whole("withdrawn"),
        whole("withdrawn", status="agreed", closing=None),
        ["reopened-without-update status"],
    ),
    "reopened, as an update says": (
        whole("withdrawn"),
        whole("withdrawn", status="agreed", closing=None, updates=said("They took it up again.")),
        [],
    ),
    "reopened to suspended": (
        whole("withdrawn"),
        whole("withdrawn", status="suspended", review_by=2027),
        ["reopened-without-update status"],
    ),
    "reopened, and the update is old": (
        whole("withdrawn", updates=said("Dropped.")),
        whole("withdrawn", status="agreed", updates=said("Dropped.")),
        ["reopened-without-update status"],
    ),
    "reopened, and the update says nothing": (
        whole("withdrawn"),
        whole("withdrawn", status="agreed", updates=[{"date": "2026-05-19", "note": {"en": " "}}]),
        ["reopened-without-update status"],
    ),
    "reopened, and an old update was put in the place of a new one": (
        whole("withdrawn", updates=said("Dropped.")),
        whole("withdrawn", status="agreed", updates=said("Taken up again.")),
        ["reopened-without-update status", "update-rewritten updates/0"],
    ),
    "reopened, as a bare text of an old form says": (
        whole("withdrawn"),
        whole("withdrawn", status="agreed", updates=[{"date": 2026, "note": "Taken up again."}]),
        [],
    ),
    "corrected": (
        whole("not_fulfilled"),
        whole("withdrawn"),
        ["corrected-without-update status"],
    ),
    "corrected, as an update says": (
        whole("not_fulfilled"),
        whole("withdrawn", updates=said("It was the airline that dropped it.")),
        ["corrected-status status"],
    ),
    "reopened as a proposal": (
        whole("withdrawn"),
        whole("withdrawn", status="proposed", closing=None),
        ["status-move status"],
    ),
    "agreed, and only proposed again": (a(), a(status="proposed"), ["status-move status"]),
    "agreed, and only proposed again, as an old update says": (
        a(updates=said("Nobody accepted it.")),
        a(status="proposed", updates=said("Nobody accepted it.")),
        ["status-move status"],
    ),
    "in progress, and only agreed again": (
        a(status="in_progress"),
        a(status="agreed"),
        ["status-move status"],
    ),
    "agreed, and only proposed again, as an update says": (
        a(),
        a(status="proposed", updates=said("Nobody accepted it.")),
        ["corrected-status status"],
    ),
    "suspended, and only proposed again, as an update says": (
        whole("suspended", updates=[]),
        a(status="proposed", updates=said("Nobody accepted it.")),
        ["status-move status"],
    ),
    "suspended": (
        a(),
        whole("suspended", updates=None),
        ["suspended-without-update status"],
    ),
    "suspended, and the update is old": (
        a(updates=said("Begun.")),
        whole("suspended", updates=said("Begun.")),
        ["suspended-without-update status"],
    ),
    "still suspended": (
        whole("suspended"),
        whole("suspended", review_by="2027-03"),
        ["review-moved-silently review_by"],
    ),
    "never looked at again": (
        whole("suspended"),
        whole("suspended", review_by=None),
        ["review-moved-silently"],
    ),
    "still suspended, as an update explains": (
        whole("suspended", updates=None),
        whole("suspended", review_by="2027-03", updates=said("The budget is not voted yet.")),
        [],
    ),
    "looked at sooner": (whole("suspended"), whole("suspended", review_by="2026-11"), []),
    "looked at later, and open": (a(review_by="2026-06"), a(review_by="2027-06"), []),
    "suspended, and only urged": (
        a(),
        whole("suspended", updates=[{**said("Where is it?")[0], "about": "reminder"}]),
        ["suspended-without-update status"],
    ),
    "suspended with a full stop for a reason": (
        a(),
        whole("suspended", updates=said(".")),
        ["suspended-without-update status"],
    ),
    "closed without anything that it owes": (
        a(),
        a(status="partially_fulfilled"),
        ["closed-without-evidence status", "closed-without-date status", "closed-without-reason status"],
    ),
    "without evidence": (
        a(),
        whole("fulfilled", evidence=None),
        ["closed-without-evidence status"],
    ),
    "with evidence that is empty": (
        a(),
        whole("fulfilled", evidence=[{}]),
        ["closed-without-evidence status"],
    ),
    "with evidence of an old form": (a(), whole("fulfilled", evidence="report.pdf"), []),
    "with evidence that was there": (a(evidence=PROOF), whole("fulfilled"), []),
    "without evidence, which was taken away": (
        a(evidence=PROOF),
        whole("fulfilled", evidence=None),
        ["closed-without-evidence status"],
    ),
    "without the day": (a(), whole("fulfilled", met_on=None), ["closed-without-date status"]),
    "with a day that is none": (a(), whole("fulfilled", met_on="soon"), ["closed-without-date status"]),
    "without a reason": (
        a(),
        whole("not_fulfilled", closing={"date": "2026-05-19"}),
        ["closed-without-reason status"],
    ),
    "with a reason that says nothing": (
        a(),
        whole("withdrawn", closing={"date": "2026-05-19", "reason": {"en": ""}}),
        ["closed-without-reason status"],
    ),
    "without a successor": (
        a(),
        whole("superseded", superseded_by=None),
        ["closed-without-successor status", "superseded-silently status"],
    ),
    "with a successor that is no text": (
        a(),
        whole("superseded", superseded_by=["next"]),
        ["closed-without-successor status", "superseded-silently superseded_by"],
    ),
    "with a reason in a bare text": (a(), whole("withdrawn", closing="The airline gave it up."), []),
    "with a reason that is no text": (
        a(),
        whole("withdrawn", closing={"date": 2026, "reason": {"en": 7}}),
        ["closed-without-reason status"],
    ),
    "a meeting owes no evidence": (
        a(kind="meeting"),
        whole("fulfilled", kind="meeting", evidence=None),
        [],
    ),
    "a meeting owes its day": (
        a(kind="meeting"),
        a(kind="meeting", status="fulfilled"),
        ["closed-without-date status"],
    ),
    "a meeting that is none": (
        a(kind="meeting", status="fulfilled", met_on=2026),
        a(kind="mou", status="fulfilled", met_on=2026),
        ["kind-changed kind"],
    ),
    "closed long ago without a reason, edited now": (
        a(status="withdrawn"),
        a(status="withdrawn", tags=["air"]),
        [],
    ),
    "without the date of its closing": (
        a(),
        whole("withdrawn", closing={"reason": {"en": "Dropped."}}),
        ["closed-without-date closing"],
    ),
    "without both its days": (
        a(),
        whole("partially_fulfilled", met_on=None, closing={"reason": {"en": "Two of three."}}),
        ["closed-without-date status", "closed-without-date closing"],
    ),
    "the date taken from its closing": (
        whole("withdrawn"),
        whole("withdrawn", closing={"reason": CLOSING["reason"]}),
        ["closed-without-date closing"],
    ),
    "open before, and said to be imported": (
        a(),
        a(
            status="partially_fulfilled",
            closing={"reason": {"en": "Two of three."}},
            **{"x-imported": True},
        ),
        [
            "closed-without-evidence status",
            "closed-without-date status",
            "closed-without-date closing",
        ],
    ),
    "open before, said to be imported, and without a reason": (
        a(**{"x-imported": True}),
        a(status="withdrawn", **{"x-imported": True}),
        ["closed-without-reason status"],
    ),
    "the day taken from a closed one that says it was imported": (
        whole("fulfilled"),
        whole("fulfilled", met_on=None, **{"x-imported": True}),
        ["closed-without-date status"],
    ),
    "imported without a day, edited later": (
        a(status="fulfilled", **{"x-imported": True}),
        a(status="fulfilled", tags=["air"], **{"x-imported": True}),
        [],
    ),
    "the reason taken from a closed one": (
        whole("withdrawn"),
        whole("withdrawn", closing=None),
        ["closed-without-reason status"],
    ),
    "the day taken from a closed one": (
        whole("fulfilled"),
        whole("fulfilled", met_on=None),
        ["closed-without-date status"],
    ),
    "the reason reworded": (
        whole("withdrawn"),
        whole("withdrawn", closing={"date": "2026-05", "reason": {"vi": "Hãng dừng khai thác đường bay."}}),
        ["closing-rewritten closing"],
    ),
    "the reason translated": (
        whole("withdrawn"),
        whole("withdrawn", closing={**CLOSING, "reason": {**CLOSING["reason"], "vi": "Hãng bỏ đường bay."}}),
        [],
    ),
    "withdrawn for a full stop": (
        a(),
        whole("withdrawn", closing={"date": "2026-05-19", "reason": {"en": "."}}),
        ["closed-without-reason status"],
    ),
    "superseded by another": (
        whole("superseded"),
        whole("superseded", superseded_by="third"),
        ["superseded-silently superseded_by"],
    ),
    "superseded without a word": (a(), whole("superseded"), ["superseded-silently superseded_by"]),
}


@pytest.mark.parametrize(("before", "after", "expected"), MOVES.values(), ids=MOVES)
def test_moves(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert between(before, after) == expected


NEW: dict[str, tuple[dict[str, Any], list[str]]] = {
    "open": (a(), []),
    "suspended": (whole("suspended"), []),
    "suspended without any update": (whole("suspended", updates=None), []),
    **{one: (whole(one), ["starts-closed status"]) for one in CLOSED_ONES},
    "closed without anything": (a(status="fulfilled"), ["starts-closed status"]),
    "imported": (whole("fulfilled", **{"x-imported": True}), ["imported-closed status"]),
    "imported without proof and day": (
        a(status="fulfilled", **{"x-imported": True}),
        ["imported-closed status"],
    ),
    "imported without the date of its closing": (
        a(status="withdrawn", closing={"reason": {"en": "Dropped."}}, **{"x-imported": True}),
        ["imported-closed status"],
    ),
    "imported without a reason": (
        a(status="partially_fulfilled", closing={"date": 2024}, **{"x-imported": True}),
        ["closed-without-reason status", "imported-closed status"],
    ),
    "imported without a successor": (
        a(status="superseded", **{"x-imported": True}),
        ["closed-without-successor status", "imported-closed status"],
    ),
    "imported in so many words": (whole("withdrawn", **{"x-imported": "true"}), ["starts-closed status"]),
    "imported and open": (a(**{"x-imported": True}), []),
    "a meeting that was held": (whole("fulfilled", kind="meeting", evidence=None), []),
    "a meeting that was dropped": (whole("withdrawn", kind="meeting"), ["starts-closed status"]),
    "a meeting without its day": (
        a(kind="meeting", status="fulfilled"),
        ["closed-without-date status"],
    ),
    "of no status": (a(status="done"), []),
}


@pytest.mark.parametrize(("after", "expected"), NEW.values(), ids=NEW)
def test_a_new_record(after: dict[str, Any], expected: list[str]) -> None:
    assert between(None, after) == expected


def test_a_record_that_can_be_read_again_is_not_new() -> None:
    assert found(edit(None, whole("fulfilled"), old_path="records/small.yaml")) == []
