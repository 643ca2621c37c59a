"""What an update does to a record. Must not look at the rules of change; paths have tables of their own."""

from collections.abc import Callable
from typing import Any

import pytest
from occasions import a
from wishes import ASKED, TODAY, Outcome, outcome, said

from commitments.changes.rules.status_rules import ALLOWED_MOVES, CORRECTIONS
from commitments.cli.options.option_values import yaml_value
from commitments.edits.update import Updating, steps
from commitments.model.lifecycle import OPEN_STATUSES, Status
from commitments.reading.schema_fields import field_kinds

PROOF = {"title": "Report", "url": "https://example.org/report"}
GIVEN = {"evidence": PROOF["url"], "title": "Report"}
CLOSING = {"date": "2026-05-01", "reason": {"en": "Dropped."}}
EARLY, LATE = said("Early.", "2026-01"), said("Late.", "2026-06-01")
TERM_CHANGE = {"field": "until", "date": "2026-01", "to": "2030", "reason": {"en": "Letters."}}
MORE = "needs more information | Add"


def update(record: dict[str, Any], **given: Any) -> Outcome:
    return outcome(steps, record, Updating(**{**ASKED, **given}), yaml_value, field_kinds())


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], Outcome]] = {
    "nothing": (
        a(),
        {"by": "acme", "date": "2026"},
        "The command gives nothing to change in the record | Add --status STATUS, --note TEXT, "
        "--evidence URL --title TITLE, --set PATH=VALUE.",
    ),
    "a note": (a(), {"note": " Met\r\ntwice. "}, {"updates": [said("Met\ntwice.")]}),
    "a note in composed letters": (
        a(),
        {"note": "Ho\u0323p", "lang": "vi"},
        {"updates": [{"date": TODAY, "note": {"vi": "Họp"}}]},
    ),
    "a note of that day once more": (a(updates=[said("Met twice.")]), {"note": "Met\ntwice."}, {}),
    "a note of that day, which was translated since": (
        a(updates=[{"date": TODAY, "note": {"en": "Met.", "vi": "Đã họp."}}]),
        {"note": "Met."},
        {},
    ),
    "a note of that day by somebody else": (
        a(updates=[said("Met.", by="acme")]),
        {"note": "Met.", "by": "vn-mof"},
        {"updates": [said("Met.", by="acme"), said("Met.", by="vn-mof")]},
    ),
    "a note of another day": (
        a(updates=[said("Met.", "2026-05-19")]),
        {"note": "Met."},
        {"updates": [said("Met.", "2026-05-19"), said("Met.")]},
    ),
    "a note of the month of that day": (
        a(updates=[said("Met.")]),
        {"note": "Met.", "date": TODAY[:7]},
        {"updates": [said("Met.", TODAY[:7]), said("Met.")]},
    ),
    "a note and evidence once more": (
        a(updates=[said("Met.")], evidence=[PROOF]),
        {**GIVEN, "note": "Met."},
        {},
    ),
    "a note that explains another status, once more": (
        a(updates=[said("Met.")]),
        {"note": "Met.", "to_status": "in_progress"},
        {"status": "in_progress", "updates": [said("Met."), said("Met.")]},
    ),
    "at its place": (a(updates=[EARLY, LATE]), {"note": "N"}, {"updates": [EARLY, said("N"), LATE]}),
    "before all": (
        a(updates=[EARLY]),
        {"note": "N", "date": "2025"},
        {"updates": [said("N", 2025), EARLY]},
    ),
    "behind those of the day": (
        a(updates=[said("A"), said("B"), LATE]),
        {"note": "N"},
        {"updates": [said("A"), said("B"), said("N"), LATE]},
    ),
    "behind all where the newest stand first": (
        a(updates=[said("B", "2026-02"), said("A", "2026-01")]),
        {"note": "N"},
        {"updates": [said("B", "2026-02"), said("A", "2026-01"), said("N")]},
    ),
    "among odd ones": (
        a(updates=["A", {"date": ["x"]}, LATE]),
        {"note": "N"},
        {"updates": ["A", {"date": ["x"]}, said("N"), LATE]},
    ),
    "an obstacle": (a(), {"obstacle": "No hall."}, {"updates": [said("No hall.", about="obstacle")]}),
    "a next step, planned by somebody on a day": (
        a(updates=[EARLY, LATE]),
        {"next_step": "Ask again.", "by": "acme", "date": "2026-02"},
        {"updates": [EARLY, said("Ask again.", "2026-02", by="acme", about="next_step"), LATE]},
    ),
    "a recommendation in Vietnamese": (
        a(),
        {"recommendation": "Đề nghị gia hạn.", "lang": "vi"},
        {"updates": [{"date": TODAY, "about": "recommendation", "note": {"vi": "Đề nghị gia hạn."}}]},
    ),
    "a reminder": (a(), {"reminder": "Wrote."}, {"updates": [said("Wrote.", about="reminder")]}),
    "an answer": (a(), {"answer": "They agree."}, {"updates": [said("They agree.", about="answer")]}),
    "two texts": (
        a(),
        {"note": "N", "reminder": "Wrote."},
        "One update is about one thing: --note TEXT --reminder TEXT | "
        "Give one of them, and run the command again for the next.",
    ),
    "the same note about something else": (
        a(updates=[said("N", about="reminder")]),
        {"note": "N"},
        {"updates": [said("N", about="reminder"), said("N")]},
    ),
    "suspended for an obstacle": (
        a(),
        {"to_status": "suspended", "review_by": "2026-12", "obstacle": "No money."},
        {
            "status": "suspended",
            "review_by": "2026-12",
            "updates": [said("No money.", about="obstacle")],
        },
    ),
    "suspended by a reminder, which says no why": (
        a(),
        {"to_status": "suspended", "review_by": "2026-12", "reminder": "Wrote."},
        f"The status suspended {MORE} --note TEXT.",
    ),
    "the day is of the obstacle": (
        a(),
        {**GIVEN, "obstacle": "O", "date": "2026-03"},
        {"evidence": [PROOF], "updates": [said("O", "2026-03", about="obstacle")]},
    ),
    "the fields of a term": (
        a(kind="mou"),
        {
            "set": [
                *("in_force.until=2030-09-22", "in_force.renewal=tacit", "in_force.period=P5Y"),
                *("in_force.times=2", "in_force.notice=P6M", "in_force.from=2025"),
                *("in_force.notice_given.date=2026-09-10", "in_force.notice_given.by=acme"),
                "in_force.pending.en=Both sides write.",
            ]
        },
        {
            "in_force": {
                **{"until": "2030-09-22", "renewal": "tacit", "period": "P5Y", "times": 2, "notice": "P6M"},
                **{"from": 2025, "notice_given": {"date": "2026-09-10", "by": "acme"}},
                "pending": {"en": "Both sides write."},
            }
        },
    ),
    "an item of the changes of a term": (
        a(kind="mou", in_force={"until": "2030", "changes": [TERM_CHANGE]}),
        {"set": ["in_force.changes[until/2026-01].reason.vi=Gia hạn."]},
        {
            "in_force": {
                "until": "2030",
                "changes": [{**TERM_CHANGE, "reason": {"en": "Letters.", "vi": "Gia hạn."}}],
            }
        },
    ),
    "the event of a deadline, and the product": (
        a(due="2026-12"),
        {
            "set": [
                "due_event.event=session",
                "due_event.when=after",
                "due_event.within=P60D",
                "deliverable.en=A law",
            ]
        },
        {
            "due_event": {"event": "session", "when": "after", "within": "P60D"},
            "deliverable": {"en": "A law"},
        },
    ),
    "untied from its event": (
        a(due="2026-12", due_event={"event": "session"}),
        {"set": ["due_event="]},
        {"due_event": None},
    ),
    "evidence": (a(evidence=[{"title": "Photos"}]), GIVEN, {"evidence": [{"title": "Photos"}, PROOF]}),
    "evidence once more": (a(evidence=[PROOF]), GIVEN, {}),
    "dated evidence": (a(), {**GIVEN, "date": "2026-03-02"}, {"evidence": [{"date": "2026-03-02", **PROOF}]}),
    "evidence without a title": (
        a(),
        {"evidence": PROOF["url"]},
        f"The command {MORE} --title TITLE.",
    ),
    "the day is of the note": (
        a(),
        {**GIVEN, "note": "N", "date": "2026-03"},
        {"evidence": [PROOF], "updates": [said("N", "2026-03")]},
    ),
    "a day of nothing": (
        a(),
        {"to_status": "in_progress", "date": "2026"},
        "These options cannot be used here: --date DATE | Use it only with a note or with evidence.",
    ),
    "suspended": (
        a(),
        {"to_status": "suspended", "review_by": "2026-12", "note": "Paused."},
        {"status": "suspended", "review_by": "2026-12", "updates": [said("Paused.")]},
    ),
    "suspended, and nothing told": (
        a(),
        {"to_status": "suspended"},
        f"The status suspended {MORE} --review-by DATE --note TEXT.",
    ),
    "looked at later": (
        a(status="suspended", review_by="2026-06"),
        {"review_by": "2026-12"},
        {"review_by": "2026-12"},
    ),
    "looked at, though not suspended": (a(), {"review_by": "2026-12"}, {"review_by": "2026-12"}),
    "looked at, though closed": (
        a(status="withdrawn"),
        {"review_by": "2026-12"},
        "These options cannot be used here: --review-by DATE | Use it only with an open status.",
    ),
    "going on": (
        a(status="suspended", review_by="2026-06"),
        {"to_status": "in_progress"},
        {"status": "in_progress"},
    ),
    "closed, when nothing is owed": (
        a(met_on=2026),
        {"to_status": "fulfilled", **GIVEN},
        {"status": "fulfilled", "evidence": [PROOF]},
    ),
    "closed, when a field is set with it": (
        a(evidence=[PROOF]),
        {"to_status": "fulfilled", "set": ["met_on=2026-05"]},
        {"status": "fulfilled", "met_on": "2026-05"},
    ),
    "closed, and things are owed": (
        a(),
        {"to_status": "fulfilled"},
        "The status fulfilled needs more information | "
        "Give it to `commit close --as fulfilled`: --met-on DATE --evidence URL --title TITLE",
    ),
    "closed, and only evidence is owed": (
        a(met_on=2026),
        {"to_status": "fulfilled"},
        f"The status fulfilled {MORE} --evidence URL --title TITLE.",
    ),
    "reopened": (
        a(status="withdrawn", closing=CLOSING),
        {"to_status": "agreed", "note": "Again."},
        {"status": "agreed", "closing": None, "updates": [said("Again.")]},
    ),
    "reopened without a word": (
        a(status="withdrawn", closing=CLOSING),
        {"to_status": "agreed"},
        f"The status agreed {MORE} --note TEXT.",
    ),
    "fields one after another": (
        a(),
        {"set": ["tags=[ai]", "x-own.a=1", "x-own.b=two", "tags=[ai, air]"]},
        {"tags": ["ai", "air"], "x-own": {"a": 1, "b": "two"}},
    ),
}


@pytest.mark.parametrize(("record", "given", "expected"), CASES.values(), ids=CASES)
def test_updating(record: dict[str, Any], given: dict[str, Any], expected: Outcome) -> None:
    assert update(record, **given) == expected


FULL = {"met_on": "2026-05", "evidence": [PROOF], "closing": CLOSING, "superseded_by": "next"}


@pytest.mark.parametrize("new", Status)
@pytest.mark.parametrize("old", Status)
def test_the_lifecycle(old: Status, new: Status, mapping: Callable[..., dict[str, Any]]) -> None:
    """With all that any status owes at hand, the moves are those of the lifecycle."""
    found = update(mapping(status=old.value, **FULL, review_by="2026-12"), to_status=new.value, note="Why.")
    if old is new:
        assert (
            found
            == f"The record is already {old} | Use `commit update` to add to it without changing the status."
        )
    elif new not in ALLOWED_MOVES[old] | CORRECTIONS[old]:
        assert str(found).startswith(f"The status may not move from {old} to {new} | It may become: ")
    else:
        assert isinstance(found, dict)
        assert found["status"] == new
        gone = {name for name, value in found.items() if value is None}
        assert ("review_by" in gone) == (new not in OPEN_STATUSES)
        assert gone <= {"met_on", "closing", "superseded_by", "review_by"}
        assert (
            old in OPEN_STATUSES or new not in OPEN_STATUSES or gone == {"met_on", "closing", "superseded_by"}
        )
