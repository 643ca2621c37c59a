"""Is whatever makes a late record look better without a word a finding, and does every word of it count?

The day is 20 May 2026. Must not look at what the other rules find beside it.
"""

from datetime import date
from typing import Any

import pytest
from occasions import DAY, a, between, edit, found, move, said

from commitments.changes.standing import STANDING_FIELDS, Effect, effects, standing
from commitments.model.fields import FIELDS
from commitments.model.lifecycle import Timeliness
from commitments.model.timeliness import Clock

PROOF = [{"title": "Report on the AI day", "url": "https://example.org/report"}]
CLOSING = {"date": "2026-05-19", "reason": {"en": "The airline gave up the route."}}
M1 = {"id": "m1", "title": {"en": "First draft"}, "due": "2026-03"}
YEARLY = {"rule": "FREQ=YEARLY", "starts": "2025-11"}
MONTHLY = {"rule": "FREQ=MONTHLY;COUNT=5", "starts": "2025-11"}
ENDED = {"from": "2020-01-01", "until": "2025-12-31"}

STATES: dict[str, tuple[Timeliness | None, dict[str, Any]]] = {
    "overdue": (Timeliness.OVERDUE, {"due": "2026-03"}),
    "overdue by a milestone": (Timeliness.OVERDUE, {"milestones": [M1]}),
    "overdue by an occurrence": (Timeliness.OVERDUE, {"repeats": YEARLY}),
    "done late": (
        Timeliness.DONE_LATE,
        {"status": "fulfilled", "due": "2026-03", "met_on": "2026-04-02", "evidence": PROOF},
    ),
    "due soon": (Timeliness.DUE_SOON, {"due": "2026-05-31"}),
    "on track": (Timeliness.ON_TRACK, {"due": 2027}),
    "undated": (Timeliness.UNDATED, {}),
    "awaiting": (Timeliness.AWAITING, {"status": "proposed", "due": "2026-03"}),
    "suspended": (Timeliness.SUSPENDED, {"status": "suspended", "due": "2026-03", "review_by": 2027}),
    "done on time": (
        Timeliness.DONE_ON_TIME,
        {"status": "fulfilled", "due": "2026-03", "met_on": "2026-03-02", "evidence": PROOF},
    ),
    "done": (Timeliness.DONE, {"status": "fulfilled", "met_on": "2026-03-02", "evidence": PROOF}),
    "closed": (Timeliness.CLOSED, {"status": "superseded", "superseded_by": "next", "due": "2026-03"}),
    "closed by its term": (Timeliness.CLOSED, {"kind": "mou", "in_force": ENDED, "due": "2026-03"}),
    "a meeting": (Timeliness.UNDATED, {"kind": "meeting", "due": "2026-03"}),
    "unreadable": (None, {"status": "done"}),
}
LATE = [name for name, (state, _) in STATES.items() if state in (Timeliness.OVERDUE, Timeliness.DONE_LATE)]


def fires(before: Any, after: Any, day: date = DAY) -> bool:
    """Whether the rule finds anything in a change."""
    return any(told.split()[0] == "better-silently" for told in between(before, after, day))


def test_the_states_are_what_they_are_called() -> None:
    for name, (state, fields) in STATES.items():
        judged = standing(a(**fields), Clock(DAY))
        assert (judged.timeliness if judged else None) is state, name
    assert {state for state, _ in STATES.values() if state} == {*Timeliness}


@pytest.mark.parametrize("new", STATES)
@pytest.mark.parametrize("old", STATES)
def test_every_pair_of_states(old: str, new: str) -> None:
    before, after = (a(**{"evidence": PROOF, **STATES[name][1]}) for name in (old, new))
    assert fires(before, after) == (old in LATE and new not in LATE)


def test_every_field_that_timeliness_rests_on_is_looked_at() -> None:
    """A field that makes any of these records stand otherwise is one that is compared."""
    values = {
        "kind": "mou",
        "status": "withdrawn",
        "due": 2027,
        "due_event": {"event": "x"},
        "review_by": 2020,
    }
    values |= {"made_on": "2026-01-01", "milestones": [M1], "repeats": YEARLY, "met_on": "2026-03-01"}
    values |= {"in_force": ENDED, "due_changes": [move("2026-01", "2026-03")], "superseded_by": "next"}
    others = {field.name for field in FIELDS} - values.keys() - {"id"}
    values |= dict.fromkeys(others, "2020-01-01") | {"parties": [{"party": "acme", "role": "funder"}]}
    for name, value in values.items():
        for _, fields in STATES.values():
            before, after = a(**fields), a(**{**fields, name: value})
            states = [standing(record, Clock(DAY)) for record in (before, after)]
            assert states[0] == states[1] or name in STANDING_FIELDS, name


FIELD_BY_FIELD: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "kind": ({"due": "2026-03"}, {"kind": "meeting", "due": "2026-03"}),
    "status": ({"due": "2026-03"}, {"due": "2026-03", "status": "proposed"}),
    "due": ({"due": "2026-03"}, {"due": 2027}),
    "due dropped": ({"due": "2026-03"}, {}),
    "due of a closed one": (
        STATES["done late"][1],
        {**STATES["done late"][1], "due": "2026-06"},
    ),
    "met_on": (STATES["done late"][1], {**STATES["done late"][1], "met_on": "2026-03-02"}),
    "met_on dropped": (STATES["done late"][1], {**STATES["done late"][1], "met_on": None}),
    "made_on": ({"repeats": YEARLY}, {"repeats": YEARLY, "made_on": "2026-01"}),
    "in_force": ({"kind": "mou", "due": "2026-03"}, {"kind": "mou", "due": "2026-03", "in_force": ENDED}),
    "a milestone given up": ({"milestones": [M1]}, {"milestones": [{**M1, "status": "not_met"}]}),
    "a milestone met on no day": ({"milestones": [M1]}, {"milestones": [{**M1, "status": "met"}]}),
    "a milestone partly met": (
        {"milestones": [M1]},
        {"milestones": [{**M1, "status": "partially_met", "met_on": "2026-03-01"}]},
    ),
    "a milestone moved": ({"milestones": [M1]}, {"milestones": [{**M1, "due": 2027}]}),
    "a milestone without its date": ({"milestones": [M1]}, {"milestones": [{**M1, "due": None}]}),
    "a milestone dropped": ({"milestones": [M1]}, {}),
    "a new milestone that is met": (
        {"milestones": [M1]},
        {"milestones": [{"id": "m2", "status": "met", "met_on": "2026-03-01"}]},
    ),
    "starts": ({"repeats": YEARLY}, {"repeats": {"rule": "FREQ=YEARLY"}}),
    "starts later": ({"repeats": YEARLY}, {"repeats": {**YEARLY, "starts": "2026-11"}}),
    "the rule": ({"repeats": MONTHLY}, {"repeats": {"rule": "FREQ=YEARLY", "starts": "2026-11"}}),
    "no repeats": ({"repeats": YEARLY}, {}),
    "an occurrence held in the future": (
        {"repeats": YEARLY},
        {"repeats": {**YEARLY, "held": [{"occurrence": "2025-11", "met_on": "2027-01-01"}]}},
    ),
    "an occurrence let go without a word": (
        {"repeats": YEARLY},
        {"repeats": {**YEARLY, "held": [{"occurrence": "2025-11", "lapsed": {"en": "-"}}]}},
    ),
}


@pytest.mark.parametrize(("before", "after"), FIELD_BY_FIELD.values(), ids=FIELD_BY_FIELD)
def test_every_field(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert fires(a(**before), a(**after))


def test_a_row_stands_for_each_field_that_timeliness_rests_on() -> None:
    rows = FIELD_BY_FIELD.values()
    changed = {
        name for before, after in rows for name in STANDING_FIELDS if before.get(name) != after.get(name)
    }
    assert changed == {*STANDING_FIELDS}


UPDATE = said("The law was put off.")[0]
ADDED: dict[str, tuple[dict[str, Any], bool]] = {
    "an update": ({"updates": [UPDATE]}, True),
    "an obstacle": ({"updates": [{**UPDATE, "about": "obstacle"}]}, True),
    "a reminder": ({"updates": [{**UPDATE, "about": "reminder"}]}, False),
    "an update of a full stop": ({"updates": said(".")}, False),
    "an update of a letter": ({"updates": said("x 1")}, False),
    "an update in Vietnamese": ({"updates": [{"date": "2026-05-19", "note": {"vi": "Đã lùi."}}]}, True),
    "an update of tomorrow": ({"updates": said("Put off.", date="2026-05-21")}, False),
    "evidence": ({"evidence": PROOF}, True),
    "evidence that was there, with a full stop": (
        {"evidence": [*PROOF, {"title": "report, on the AI day."}]},
        False,
    ),
    "evidence that was there, at another place of its page": (
        {"evidence": [*PROOF, {"title": "Report of the day", "url": "https://example.org/report#2"}]},
        False,
    ),
    "evidence of tomorrow": ({"evidence": [{**PROOF[0], "date": "2026-05-21"}]}, False),
    "evidence without a word": ({"evidence": [{"title": "1"}]}, False),
    "evidence of a milestone": ({"milestones": [{"id": "m2", "evidence": PROOF}]}, True),
    "a reason": ({"due_changes": [move("2026-03", 2027)]}, True),
    "a reason of a full stop": ({"due_changes": [move("2026-03", 2027, reason={"en": "."})]}, False),
    "a reason that shows nothing": (
        {"due_changes": [move("2026-03", 2027, reason={"en": "\u3164\u115f\uffa0"})]},
        False,
    ),
    "a reason in Chinese": ({"due_changes": [move("2026-03", 2027, reason={"en": "延期"})]}, True),
    "a move without a reason": ({"due_changes": [move("2026-03", 2027, reason=None)]}, False),
    "a reason of tomorrow": ({"due_changes": [move("2026-03", 2027, "2026-05-21")]}, False),
    "a closing": ({"closing": CLOSING}, True),
    "a closing without a word": ({"closing": {**CLOSING, "reason": {"en": "…"}}}, False),
    "a tag": ({"tags": ["late"]}, False),
    "a title": ({"title": {"en": "Hold another day"}}, False),
    "a note on the source": ({"source": {"document": "report.txt", "note": {"en": "Unclear."}}}, False),
}


@pytest.mark.parametrize(("added", "explains"), ADDED.values(), ids=ADDED)
def test_what_explains_it(added: dict[str, Any], explains: bool) -> None:
    before = a(due="2026-03", **({"evidence": PROOF} if len(added.get("evidence", ())) > 1 else {}))
    assert fires(before, a(**{"due": 2027, **added})) is not explains


EXPLAINED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "an occurrence held on a day that nobody knows": (
        {"repeats": YEARLY},
        {"repeats": {**YEARLY, "held": [{"occurrence": "2025-11"}]}},
    ),
    "a milestone met": (
        {"milestones": [M1]},
        {"milestones": [{**M1, "status": "met", "met_on": "2026-03-02"}]},
    ),
    "a milestone moved with a reason": (
        {"milestones": [M1]},
        {"milestones": [{**M1, "due": 2027, "due_changes": [move("2026-03", 2027)]}]},
    ),
    "an occurrence held": (
        {"repeats": YEARLY},
        {"repeats": {**YEARLY, "held": [{"occurrence": "2025-11", "met_on": "2025-11-20"}]}},
    ),
    "an occurrence let go": (
        {"repeats": YEARLY},
        {"repeats": {**YEARLY, "held": [{"occurrence": "2025-11", "lapsed": {"en": "Both let it go."}}]}},
    ),
    "a term that ended with a reason": (
        {"kind": "mou", "due": "2026-03", "in_force": {**ENDED, "until": 2030}},
        {
            "kind": "mou",
            "due": "2026-03",
            "in_force": {**ENDED, "changes": [{"field": "until", **move(2030, "2025-12-31")}]},
        },
    ),
}


@pytest.mark.parametrize(("before", "after"), EXPLAINED.values(), ids=EXPLAINED)
def test_steps_that_explain_it(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert not fires(a(**before), a(**after))


def test_what_stood_before_explains_nothing() -> None:
    before = {"due": "2026-03", "updates": [UPDATE], "evidence": PROOF}
    assert fires(a(**before), a(**{**before, "due": 2027}))
    moved = {**before, "due": 2027, "evidence": None, "milestones": [{"id": "m", "evidence": PROOF}]}
    assert fires(a(**before), a(**moved))


def test_an_update_that_was_there_before_explains_nothing_once_more() -> None:
    before = {"due": "2026-03", "updates": [UPDATE]}
    again = {**UPDATE, "date": "2026-05-20", "note": {"en": "  the law was put OFF!"}}
    assert fires(a(**before), a(**{**before, "due": 2027, "updates": [UPDATE, UPDATE]}))
    assert fires(a(**before), a(**{**before, "due": 2027, "updates": [UPDATE, again]}))
    more = {**UPDATE, "note": {**UPDATE["note"], "vi": "Luật bị lùi."}}
    assert not fires(a(**before), a(**{**before, "due": 2027, "updates": [UPDATE, more]}))


def test_a_renamed_record_is_one_and_a_removed_one_has_its_own_rule() -> None:
    gone = edit(a(due="2026-03"), None)
    assert found(gone, edit(None, a(id="other", due=2027)))[:1] == ["due-moved-silently due"]
    assert "better-silently due" in found(gone, edit(None, a(id="other", due=2027)))
    assert found(gone) == ["record-removed"]


def test_the_day_decides_and_a_day_that_passes_is_no_change() -> None:
    before, after = a(due="2026-06"), a(due="2026-12", due_changes=[move("2026-06", "2026-12", reason=None)])
    assert not fires(before, after, date(2026, 6, 30))
    assert fires(before, after, date(2026, 7, 1))
    assert not fires(before, {**before, "tags": ["late"]}, date(2027, 1, 1))


def test_effects() -> None:
    edits = [
        edit(a(due="2026-03"), a(due=2027)),
        edit(None, a(id="new", source={"document": "b"}, title={"en": "New"}, due=2027)),
        edit(a(id="gone", due="2026-03"), None),
        edit(a(id="same", due=2027), a(id="same", due=2028)),
    ]
    assert [*effects(edits, Clock(DAY))] == [
        Effect("small", Timeliness.OVERDUE, Timeliness.ON_TRACK),
        Effect("new", None, Timeliness.ON_TRACK),
        Effect("gone", Timeliness.OVERDUE, None),
    ]
