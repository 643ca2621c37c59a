"""What adding and setting an event asks of the file of events and of records. Must not look at any file."""

from datetime import date
from typing import Any

import pytest

from commitments.edits.events import (
    BoundPlace,
    EventSetting,
    NewEvent,
    new_event_entry,
    place_list,
    plan_setting,
)
from commitments.edits.steps import apply_steps, apply_to_list
from commitments.errors import CommitmentsError
from commitments.model.commitment import Commitment
from commitments.model.record import read_commitment

TODAY = date(2026, 11, 22)
WHY = {"en": "The programme is out."}
EVENTS: list[Any] = [
    {"id": "na-15-10", "name": {"en": "Tenth session"}},
    {"id": "g20", "name": {"en": "G20"}, "date": "2026-11"},
    {"id": "off", "name": {"en": "Off"}, "cancelled": {"date": "2026-05", "reason": WHY}},
    {"id": "twin", "name": {"en": "A"}},
    {"id": "twin", "name": {"en": "B"}},
    "a text that is no event",
]


def record(**fields: Any) -> Commitment:
    data = {
        "id": "small",
        "title": {"en": "Hold an AI day"},
        "kind": "agreed_action",
        "status": "agreed",
        "parties": [{"party": "acme", "role": "lead"}],
        "source": {"document": "report.txt"},
        **fields,
    }
    commitment = read_commitment(data, f"records/{data['id']}.yaml")
    assert isinstance(commitment, Commitment)
    return commitment


def setting(on: str | None = "2026-11-20/2026-12-11", **fields: Any) -> EventSetting:
    given = {"id": "na-15-10", "day": TODAY, "lang": "en", "reason": WHY["en"], "on": on, **fields}
    return EventSetting(**given)


def moved(to: Any, before: Any = None, **fields: Any) -> dict[str, Any]:
    """An entry of `due_changes` that the event made."""
    entry = {"date": "2026-11-22", "from": before, "to": to, "reason": WHY, "event": "na-15-10", **fields}
    return {name: value for name, value in entry.items() if value is not None}


BY: dict[str, Any] = {"event": "na-15-10"}
OLD: dict[str, Any] = {"date": "2026-01", "from": 2025, "to": "2026-10", "reason": {"en": "x"}}
# the fields of a record, further fields of the request, the fields that it gets
MOVES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "by": (
        {"due": "2026-10", "due_event": BY},
        {},
        {
            "due": "2026-11-20/2026-12-11",
            "due_changes": [moved("2026-11-20/2026-12-11", "2026-10")],
        },
    ),
    "first setting": (
        {"due_event": {**BY, "within": "P60D"}},
        {},
        {"due": "2027-02-09", "due_changes": [moved("2027-02-09")]},
    ),
    "after, without a length": (
        {"due": "2026", "due_event": {**BY, "when": "after"}},
        {},
        {"due": "2026-12-11", "due_changes": [moved("2026-12-11", "2026")]},
    ),
    "before": (
        {"due": 2026, "due_event": {**BY, "when": "before", "within": "P1M"}},
        {},
        {"due": "2026-10-19", "due_changes": [moved("2026-10-19", 2026)]},
    ),
    "a year": (
        {"due": "2026-10", "due_event": BY},
        {"on": "2027"},
        {"due": 2027, "due_changes": [moved(2027, "2026-10")]},
    ),
    "behind earlier moves, on a day and in a language": (
        {"due": "2026-10", "due_event": BY, "due_changes": [OLD]},
        {"on": "2027-Q1", "date": "2026-11-20", "lang": "vi", "reason": "Đã có chương trình."},
        {
            "due": "2027-Q1",
            "due_changes": [
                OLD,
                moved("2027-Q1", "2026-10", date="2026-11-20", reason={"vi": "Đã có chương trình."}),
            ],
        },
    ),
    "after the deadline was lifted": (
        {"due_event": BY, "due_changes": [OLD, {"date": "2026-02", "from": "2026-10", "reason": WHY}]},
        {"on": "2027"},
        {
            "due": 2027,
            "due_changes": [OLD, {"date": "2026-02", "from": "2026-10", "reason": WHY}, moved(2027)],
        },
    ),
    "where `due` is gone": (
        {"due_event": BY, "due_changes": [OLD]},
        {"on": "2027"},
        {"due": 2027, "due_changes": [OLD, moved(2027, "2026-10")]},
    ),
    "already there": ({"due": "2026-11-20/2026-12-11", "due_event": BY}, {}, {}),
    "already there, in other words": ({"due": "2026-10/2026-12", "due_event": BY}, {"on": "2026-Q4"}, {}),
    "another event": ({"due": "2026-10", "due_event": {"event": "g20"}}, {}, {}),
    "closed": (
        {"due": "2026-10", "due_event": BY, "status": "withdrawn"},
        {},
        {},
    ),
    "a milestone and the record": (
        {
            "due": "2026-12",
            "due_event": BY,
            "milestones": [
                "no mapping",
                {"id": "a", "due_event": {**BY, "when": "before"}},
                {"id": "b", "due_event": BY, "status": "met", "due": "2026-10"},
            ],
        },
        {"on": "2027"},
        {
            "due": 2027,
            "due_changes": [moved(2027, "2026-12")],
            "milestones": [
                "no mapping",
                {
                    "id": "a",
                    "due_event": {**BY, "when": "before"},
                    "due": "2026-12-31",
                    "due_changes": [moved("2026-12-31")],
                },
                {"id": "b", "due_event": BY, "status": "met", "due": "2026-10"},
            ],
        },
    ),
}


@pytest.mark.parametrize("name", MOVES)
def test_a_record_follows(name: str) -> None:
    fields, given, expected = MOVES[name]
    commitment = record(**fields)
    plan = plan_setting(EVENTS, [commitment], setting(**given))
    steps = plan.record_steps.get(commitment.path, ())
    assert apply_steps(commitment.data, steps) == {**commitment.data, **expected}
    assert (commitment.path in plan.record_steps) is bool(expected)


# the request, what the event becomes
ENTRIES: dict[str, tuple[EventSetting, Any]] = {
    "a first date": (setting("2026-11-20"), {**EVENTS[0], "date": "2026-11-20"}),
    "another date": (setting("2027", id="g20"), {**EVENTS[1], "date": 2027}),
    "the same date": (setting("2026-11", id="g20"), EVENTS[1]),
    "the same days, more plainly": (
        setting("2026-11-01/2026-11-30", id="g20"),
        {**EVENTS[1], "date": "2026-11-01/2026-11-30"},
    ),
    "cancelled": (
        setting(None, cancel=True),
        {**EVENTS[0], "cancelled": {"date": "2026-11-22", "reason": WHY}},
    ),
    "cancelled on a day": (
        setting(None, id="g20", cancel=True, date="2026-11"),
        {**EVENTS[1], "cancelled": {"date": "2026-11", "reason": WHY}},
    ),
    "cancelled again": (setting(None, id="off", cancel=True), EVENTS[2]),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_event_is_set(name: str) -> None:
    request, expected = ENTRIES[name]
    events = apply_to_list(EVENTS, plan_setting(EVENTS, [], request).event_steps)
    place = next(index for index, entry in enumerate(EVENTS) if entry["id"] == request.id)
    assert events == [*EVENTS[:place], expected, *EVENTS[place + 1 :]]


def test_cancelling_moves_nothing_and_names_who_waits() -> None:
    waits = record(due="2026-10", due_event=BY, milestones=[{"id": "m", "due_event": BY, "status": "met"}])
    done = record(id="done", status="withdrawn", due_event=BY)
    plan = plan_setting(EVENTS, [waits, done], setting(None, cancel=True))
    assert plan.record_steps == {}
    assert plan.waiting == [BoundPlace("small")]
    assert plan.left == [BoundPlace("small", "m"), BoundPlace("done")]
    assert place_list(plan.left) == "small (m), done"


def test_a_long_list_is_cut() -> None:
    assert place_list([BoundPlace(str(number)) for number in range(14)]).endswith("10, 11, …")


REFUSED: dict[str, tuple[EventSetting, str]] = {
    "no reason": (setting(reason=" "), "The command needs more information | Add --reason TEXT."),
    "no reason to cancel": (
        setting(None, cancel=True, reason=None),
        "The command needs more information | Add --reason TEXT.",
    ),
    "unknown": (setting(id="na-15-1"), "There is no event na-15-1 | Nearest: na-15-10"),
    "unknown, and nothing like it": (
        setting(id="zzzzz"),
        "There is no event zzzzz | Nearest: na-15-10, g20, off, twin, twin",
    ),
    "two of them": (setting(id="twin"), "Two events are called twin | Keep one of the two."),
    "cancelled": (
        setting(id="off"),
        "The event off is cancelled | If it takes place after all, take `cancelled` out of "
        "schema/events.yaml first.",
    ),
    "no date": (
        setting("soon"),
        "soon is not a date: DATE | Write it like: 2026-10-31, 2026-10, 2026-Q4, 2026-H2, 2026",
    ),
    "no end": (
        setting("2026/.."),
        "No deadline follows from 2026/.. for: small | Give the event na-15-10 a date that begins and ends.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str) -> None:
    request, message = REFUSED[name]
    with pytest.raises(CommitmentsError) as error:
        plan_setting(EVENTS, [record(due_event=BY)], request)
    raised = error.value
    assert f"{raised} | {raised.hint.format(**raised.values)}" == message


def test_an_end_that_nobody_needs_may_be_open() -> None:
    before, closed = (
        record(due_event={**BY, "when": "before"}),
        record(id="b", status="withdrawn", due_event=BY),
    )
    plan = plan_setting(EVENTS, [before, closed], setting("2026-05/.."))
    assert [*plan.record_steps] == [before.path]
    with pytest.raises(CommitmentsError):
        plan_setting(EVENTS, [before], setting("../2026-05"))


def test_a_deadline_that_is_no_date_stops_the_plan() -> None:
    broken = record(due_event=BY, due_changes=[{"date": 2026, "to": "soon", "reason": WHY}])
    with pytest.raises(CommitmentsError, match="due holds soon, which is not a date"):
        plan_setting(EVENTS, [broken], setting())


NEW: dict[str, tuple[NewEvent, Any]] = {
    "a name": (NewEvent("a", " Visit "), {"id": "a", "name": {"en": "Visit"}}),
    "all": (
        NewEvent("a", "Visit", "Chuyến thăm", "2026", "Programme", "https://example.org/p"),
        {
            "id": "a",
            "name": {"en": "Visit", "vi": "Chuyến thăm"},
            "date": 2026,
            "source": {"title": "Programme", "url": "https://example.org/p"},
        },
    ),
    "no name": (NewEvent("a", None, " "), "The command needs more information"),
    "an id that is taken": (NewEvent("g20", "G20"), "There is an event g20 already"),
    "no date": (NewEvent("a", "Visit", date="soon"), "soon is not a date: --date"),
}


@pytest.mark.parametrize("name", NEW)
def test_a_new_event(name: str) -> None:
    request, expected = NEW[name]
    if isinstance(expected, dict):
        assert new_event_entry(EVENTS, request) == expected
        return
    with pytest.raises(CommitmentsError) as error:
        new_event_entry(EVENTS, request)
    assert str(error.value) == expected
