"""What closing does to a record, and what it says is missing. Must not look at the rules of change."""

from typing import Any

import pytest
from occasions import a
from wishes import ASKED, TODAY, Outcome, outcome, said

from commitments.edits.close import Closing, steps
from commitments.edits.owed_fields import missing_fields

PROOF = {"title": "Report", "url": "https://example.org/report"}
REASON = {"date": "2026-05-01", "reason": {"en": "Dropped.", "vi": "Đã rút."}}
WHOLE: dict[str, dict[str, Any]] = {
    "fulfilled": {"met_on": "2026-05-18", "evidence": [PROOF]},
    "partially_fulfilled": {"met_on": "2026-05", "evidence": [PROOF], "closing": REASON},
    "not_fulfilled": {"closing": REASON},
    "withdrawn": {"closing": REASON},
    "superseded": {"superseded_by": "next"},
    "suspended": {"review_by": "2026-12"},
}
GIVEN: dict[str, dict[str, str]] = {
    "fulfilled": {"met_on": "2026-05-18", "evidence": PROOF["url"], "title": "Report"},
    "partially_fulfilled": {"met_on": "2026-05", "title": "Report", "reason": "One is missing."},
    "not_fulfilled": {"reason": "No money."},
    "withdrawn": {"reason": "They dropped it."},
    "superseded": {"superseded_by": "next", "note": "The new plan takes it over."},
}
DONE: dict[str, dict[str, Any]] = {
    "fulfilled": {"met_on": "2026-05-18", "evidence": [PROOF]},
    "partially_fulfilled": {
        "met_on": "2026-05",
        "evidence": [{"title": "Report"}],
        "closing": {"date": TODAY, "reason": {"en": "One is missing."}},
    },
    "not_fulfilled": {"closing": {"date": TODAY, "reason": {"en": "No money."}}},
    "withdrawn": {"closing": {"date": TODAY, "reason": {"en": "They dropped it."}}},
    "superseded": {
        "superseded_by": "next",
        "updates": [{"date": TODAY, "note": {"en": "The new plan takes it over."}}],
    },
}
OPEN = ["proposed", "agreed", "in_progress", "suspended"]


def whole(status: str, **fields: Any) -> dict[str, Any]:
    """The small record in a status with what that owes."""
    return a(**{"status": status, **WHOLE.get(status, {}), **fields})


def close(record: dict[str, Any], status: str, **more: Any) -> Outcome:
    return outcome(steps, record, Closing(**{"to_status": status, **ASKED, **more}))


@pytest.mark.parametrize("new", GIVEN)
@pytest.mark.parametrize("old", OPEN)
def test_an_open_record(old: str, new: str) -> None:
    found = close(whole(old), new, **GIVEN[new])
    if (old, new) == ("suspended", "fulfilled"):
        assert found == (
            "The status may not move from suspended to fulfilled | It may become: agreed, in_progress, "
            "partially_fulfilled, not_fulfilled, withdrawn, superseded"
        )
    else:
        paused = {"review_by": None} if old == "suspended" else {}
        assert found == {"status": new, **DONE[new], **paused}


CARRIED = {"met_on", "closing", "superseded_by"}


@pytest.mark.parametrize("new", GIVEN)
@pytest.mark.parametrize("old", GIVEN)
def test_a_correction(old: str, new: str) -> None:
    """It owes a note, keeps the evidence, and sheds what the new status does not carry."""
    found = close(whole(old), new, **{**GIVEN[new], "note": "Checked again."})
    if old == new:
        assert found == (
            f"The record is already {old} | Use `commit update` to add to it without changing the status."
        )
        return
    assert isinstance(found, dict)
    shed = {name for name, value in found.items() if value is None}
    assert shed == {name for name in CARRIED if name in WHOLE[old] and name not in DONE[new]}
    assert found["status"] == new
    assert found["updates"] == [said("Checked again.")]
    assert "note" in missing_fields(whole(old), new)
    assert "--note TEXT" in close(whole(old), new, **{**GIVEN[new], "note": " "})


OWED: dict[str, tuple[dict[str, Any], str, dict[str, Any], Outcome]] = {
    "all of it at once": (
        a(),
        "partially_fulfilled",
        {},
        "The status partially_fulfilled needs more information | Add "
        "--met-on DATE --evidence URL --title TITLE --reason TEXT.",
    ),
    "the title of evidence": (
        a(),
        "fulfilled",
        {"evidence": PROOF["url"]},
        "The status fulfilled needs more information | Add --title TITLE --met-on DATE.",
    ),
    "the title of evidence that nothing owes": (
        a(),
        "withdrawn",
        {"evidence": PROOF["url"], "reason": "No."},
        "The status withdrawn needs more information | Add --title TITLE.",
    ),
    "a note with a correction": (
        whole("withdrawn"),
        "not_fulfilled",
        {},
        "The status not_fulfilled needs more information | Add --note TEXT.",
    ),
    "no evidence of a meeting": (
        a(kind="meeting"),
        "fulfilled",
        {"met_on": "2026-05-18"},
        {"status": "fulfilled", "met_on": "2026-05-18"},
    ),
    "what stands is not owed": (
        whole("agreed", **WHOLE["fulfilled"]),
        "fulfilled",
        {},
        {"status": "fulfilled"},
    ),
    "a date that is none is owed again": (
        a(**{**WHOLE["fulfilled"], "met_on": "soon"}),
        "fulfilled",
        {},
        "The status fulfilled needs more information | Add --met-on DATE.",
    ),
    "a reason that is not asked for": (
        a(),
        "superseded",
        {"superseded_by": "next", "reason": "Newer."},
        "These options cannot be used here: --reason TEXT | "
        "The status superseded does not take it; write it in an update with --note.",
    ),
    "a day nobody takes": (
        a(**WHOLE["fulfilled"]),
        "fulfilled",
        {"date": "2026-05-01"},
        "These options cannot be used here: --date DATE | Use it only with a reason, a note or evidence.",
    ),
    "by whom without a note, where nothing fell short": (
        a(),
        "superseded",
        {"superseded_by": "next", "by": "acme"},
        "The status superseded needs more information | Add --note TEXT.",
    ),
    "an open status": (
        a(),
        "suspended",
        {},
        "suspended is not a status of a closed record | "
        "Use `commit reopen` for a closed record, or `commit update --status` for an open one.",
    ),
    "a word that is no status": (
        a(),
        "withdrawed",
        {},
        "withdrawed is not one of: proposed, agreed, in_progress, suspended, fulfilled, "
        "partially_fulfilled, not_fulfilled, withdrawn, superseded | Did you mean withdrawn?",
    ),
    "a date that is none": (
        a(),
        "fulfilled",
        {**GIVEN["fulfilled"], "met_on": "18/5"},
        "18/5 is not a date: --met-on | Write it like: 2026-10-31, 2026-10, 2026-Q4, 2026-H2, 2026",
    ),
}


@pytest.mark.parametrize(("record", "status", "given", "expected"), OWED.values(), ids=OWED)
def test_what_is_owed(record: dict[str, Any], status: str, given: dict[str, Any], expected: Outcome) -> None:
    assert close(record, status, **given) == expected


def test_the_day_is_of_what_takes_it() -> None:
    day = {"date": "2026-05-01"}
    closed = close(a(), "withdrawn", reason="No.", title="Letter", **day)
    assert closed == {
        "status": "withdrawn",
        "closing": {"date": "2026-05-01", "reason": {"en": "No."}},
        "evidence": [{"title": "Letter"}],
    }
    done = close(a(), "fulfilled", met_on="2026", title="Letter", **day)
    assert done == {"status": "fulfilled", "met_on": 2026, "evidence": [{**day, "title": "Letter"}]}
    noted = close(a(), "fulfilled", met_on="2026", title="Letter", note="So.", by="acme", **day)
    assert isinstance(noted, dict)
    assert noted["evidence"] == [{"title": "Letter"}]
    assert noted["updates"] == [said("So.", "2026-05-01", by="acme")]


@pytest.mark.parametrize(
    ("record", "status", "given", "expected"),
    [
        (
            a(),
            "withdrawn",
            {"reason": "No.", "by": "acme"},
            {"status": "withdrawn", "closing": {"date": TODAY, "reason": {"en": "No."}, "by": "acme"}},
        ),
        (
            a(),
            "withdrawn",
            {"reason": "No.", "by": "acme", "note": "They wrote."},
            {
                "status": "withdrawn",
                "closing": {"date": TODAY, "reason": {"en": "No."}, "by": "acme"},
                "updates": [said("They wrote.")],
            },
        ),
        (
            whole("withdrawn"),
            "not_fulfilled",
            {"note": "Checked again.", "by": "acme"},
            {
                "status": "not_fulfilled",
                "closing": {**REASON, "by": "acme"},
                "updates": [said("Checked again.")],
            },
        ),
        (
            whole("withdrawn", closing={**REASON, "by": "acme"}),
            "not_fulfilled",
            {"note": "Checked again.", "reason": "No money."},
            {
                "status": "not_fulfilled",
                "closing": {**REASON, "reason": {"en": "No money."}, "by": "acme"},
                "updates": [said("Checked again.")],
            },
        ),
        (
            a(),
            "fulfilled",
            {**GIVEN["fulfilled"], "note": "They wrote.", "by": "acme"},
            {"status": "fulfilled", **DONE["fulfilled"], "updates": [said("They wrote.", by="acme")]},
        ),
    ],
    ids=["alone", "beside a note", "of a correction", "of another reason", "without a closing"],
)
def test_whose_doing_it_was(
    record: dict[str, Any], status: str, given: dict[str, Any], expected: Outcome
) -> None:
    """The closing takes the party; where a status has none, the note does."""
    assert close(record, status, **given) == expected


def test_a_new_reason_takes_the_place_of_that_of_the_status_before() -> None:
    found = close(whole("not_fulfilled"), "withdrawn", reason="Rút.", note="Why.", lang="vi")
    assert isinstance(found, dict)
    assert found["closing"] == {**REASON, "reason": {"vi": "Rút."}}


def test_a_correction_keeps_the_day_of_the_closing_unless_it_gives_another() -> None:
    found = close(whole("not_fulfilled"), "withdrawn", reason="No.", note="Why.", date="2026-04-02")
    assert isinstance(found, dict)
    assert found["closing"] == {"date": "2026-04-02", "reason": {"en": "No."}}
    undated = whole("withdrawn", closing={"reason": {"en": "No."}, "by": "acme"})
    found = close(undated, "not_fulfilled", reason="No money.", note="Why.")
    assert isinstance(found, dict)
    assert found["closing"] == {"reason": {"en": "No money."}, "by": "acme"}


ODD: dict[str, tuple[dict[str, Any], str, dict[str, Any], Outcome]] = {
    "no evidence yet, but null": (
        a(evidence=[]) | {"evidence": None},
        "fulfilled",
        GIVEN["fulfilled"],
        {"status": "fulfilled", **DONE["fulfilled"]},
    ),
    "evidence in a bare text": (
        a(evidence="report.pdf"),
        "fulfilled",
        GIVEN["fulfilled"],
        "evidence holds report.pdf, so nothing can be added to it | "
        "Fix evidence first, with --set or by hand.",
    ),
    "evidence in a bare text that is enough": (
        a(evidence="report.pdf"),
        "fulfilled",
        {"met_on": "2026-05-18"},
        {"status": "fulfilled", "met_on": "2026-05-18"},
    ),
    "a closing in a bare text": (
        a(closing="Dropped."),
        "withdrawn",
        {"reason": "No."},
        "closing holds Dropped., so nothing can be added to it | Fix closing first, with --set or by hand.",
    ),
    "a reason in a bare text": (
        a(closing={"reason": "Dropped."}),
        "withdrawn",
        {"reason": "No."},
        {"status": "withdrawn", "closing": {"date": TODAY, "reason": {"en": "No."}}},
    ),
    "a status that is none": (
        a(status="open"),
        "withdrawn",
        {"reason": "No."},
        {"status": "withdrawn", "closing": {"date": TODAY, "reason": {"en": "No."}}},
    ),
    "updates that are no list": (
        a(updates={}),
        "withdrawn",
        {"reason": "No.", "note": "So."},
        "updates holds {}, so nothing can be added to it | Fix updates first, with --set or by hand.",
    ),
}


@pytest.mark.parametrize(("record", "status", "given", "expected"), ODD.values(), ids=ODD)
def test_odd_records(record: dict[str, Any], status: str, given: dict[str, Any], expected: Outcome) -> None:
    assert close(record, status, **given) == expected
