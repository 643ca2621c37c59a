"""Which moves of deadlines and milestones are found, and which come near and are not?

The day is 20 May 2026. Must not look at what else an update or evidence owes.
"""

from datetime import date
from typing import Any

import pytest
from occasions import a, between, move, said

Q2, Q3, Q4 = "2026-Q2", "2026-Q3", "2026-Q4"
SILENT, LATE = "due-moved-silently due", "due-moved-late due"
REWRITTEN, FIRST = "due-change-rewritten due_changes", "first-due-rewritten due_changes/0"


def due(at: Any, *moves: dict[str, Any]) -> dict[str, Any]:
    """The small record with a deadline and its moves."""
    return a(due=at, due_changes=list(moves) or None)


ONE = move(Q2, Q3, "2026-02-01")
Table = dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]]
DUE: Table = {
    "moved without an entry": (due(Q2), due(Q4), [SILENT]),
    "moved earlier without an entry": (due(Q4), due(Q3), [SILENT]),
    "moved to other days of the same end": (due(Q4), due("2026-12"), [SILENT]),
    "moved with an entry": (due(Q2), due(Q4, move(Q2, Q4)), []),
    "moved with an entry that names the same days otherwise": (
        due(Q2),
        due("2026-36", move("2026-04/2026-06", Q4)),
        [],
    ),
    "moved again": (due(Q3, ONE), due(Q4, ONE, move(Q3, Q4)), []),
    "moved again without an entry": (due(Q3, ONE), due(Q4, ONE), [SILENT]),
    "moved twice in one change": (due(Q2), due(Q4, move(Q2, Q3), move(Q3, Q4)), []),
    "moved there and back and away": (
        due(Q2),
        due(Q4, move(Q2, Q3), move(Q3, Q2), move(Q2, Q4)),
        [],
    ),
    "an entry that was missing is told with the next": (due(Q3), due(Q4, ONE, move(Q3, Q4)), []),
    "an entry without from": (due(Q2), due(Q4, move(None, Q4)), [SILENT]),
    "an entry without to": (due(Q2), due(Q4, move(Q2, None)), [SILENT]),
    "an entry without a reason": (due(Q2), due(Q4, move(Q2, Q4, reason=None)), [SILENT]),
    "an entry with an empty reason": (due(Q2), due(Q4, move(Q2, Q4, reason={"vi": "\n"})), [SILENT]),
    "an entry from elsewhere": (due(Q2), due(Q4, move(Q3, Q4)), [SILENT]),
    "an entry to elsewhere": (due(Q2), due(Q4, move(Q2, Q3)), [SILENT]),
    "entries with a gap": (due(Q2), due(2027, move(Q2, Q3), move(Q4, 2027)), [SILENT]),
    "an entry of long ago": (due(Q2, move(Q3, Q2)), due(Q3, move(Q3, Q2)), [SILENT]),
    "a list that is none": (due(Q2), a(due=Q4, due_changes="see the minutes"), [SILENT]),
    "dropped": (due(Q2), due(None), ["due-moved-silently"]),
    "lifted with an entry": (due(Q2), due(None, move(Q2, None)), []),
    "lifted with an entry from elsewhere": (due(Q2), due(None, move(Q3, None)), ["due-moved-silently"]),
    "lifted with an entry that ends elsewhere": (due(Q2), due(None, move(Q2, Q3)), ["due-moved-silently"]),
    "lifted without a reason": (
        due(Q2),
        due(None, move(Q2, None, reason=None)),
        ["due-moved-silently"],
    ),
    "lifted and set anew": (due(Q2), due(Q4, move(Q2, None), move(None, Q4)), []),
    "moved and then lifted": (due(Q2), due(None, move(Q2, Q3), move(Q3, None)), []),
    "set anew after it was lifted": (due(None, move(Q2, None)), due(Q4, move(Q2, None), move(None, Q4)), []),
    "no date any more": (due(Q2), due("soon"), [SILENT]),
    "left open, with an entry": (due(Q2), due("2026/..", move(Q2, "2026/..")), []),
    "left open without an entry": (due(Q2), due("2026/.."), [SILENT]),
    "set for the first time": (due(None), due(Q2), []),
    "set for the first time with an entry": (due(None), due(Q2, move(None, Q2)), []),
    "mended": (due("Q2 2026"), due(Q2), []),
    "other words for the same days": (due("2026-36"), due("2026-10/2026-12"), []),
    "a number": (due("2026"), due(2026), []),
    "now approximate": (due(Q4), due("2026-Q4~"), []),
    "told later": (due(Q3), due(Q3, ONE), []),
    "an older move told later": (due(Q4, move(Q3, Q4)), due(Q4, ONE, move(Q3, Q4)), []),
}
ENTRIES: Table = {
    "reordered": (due(Q4, ONE, move(Q3, Q4)), due(Q4, move(Q3, Q4), ONE), []),
    "a reason in a second language": (
        due(Q3, ONE),
        due(Q3, {**ONE, "reason": {"en": "The law was put off.", "vi": "Luật được lùi lại."}}),
        [],
    ),
    "who agreed": (due(Q3, ONE), due(Q3, {**ONE, "agreed_by": "acme"}), []),
    "from told later": (due(Q3, move(None, Q3)), due(Q3, move(Q2, Q3)), []),
    "the same days otherwise": (due(Q3, ONE), due(Q3, {**ONE, "from": "2026-34"}), []),
    "a reason reworded": (
        due(Q3, ONE),
        due(Q3, {**ONE, "reason": {"en": "Nobody knows."}}),
        [f"{REWRITTEN}/0"],
    ),
    "a reason folded otherwise": (
        due(Q3, ONE),
        due(Q3, {**ONE, "reason": {"en": "The law was\nput off.\n"}}),
        [],
    ),
    "a date rewritten": (due(Q3, ONE), due(Q3, {**ONE, "date": "2026-03-01"}), [f"{REWRITTEN}/0"]),
    "a date made finer": (due(Q3, ONE), due(Q3, {**ONE, "from": "2026-06"}), [f"{FIRST}/from"]),
    "who agreed, taken away": (
        due(Q3, {**ONE, "agreed_by": "acme"}),
        due(Q3, ONE),
        [f"{REWRITTEN}/0"],
    ),
    "removed": (due(Q3, ONE), due(Q3), ["due-change-rewritten"]),
    "one of two removed": (due(Q4, ONE, move(Q3, Q4)), due(Q4, move(Q3, Q4)), [REWRITTEN]),
    "two removed": (due(Q4, ONE, move(Q3, Q4)), due(Q4), ["due-change-rewritten"] * 2),
    "undone": (due(Q3, ONE), due(Q2), ["due-change-rewritten"]),
    "the last of two undone": (due(Q4, ONE, move(Q3, Q4)), due(Q3, ONE), [REWRITTEN]),
    "removed, and the deadline moved": (due(Q3, ONE), due(2027), [SILENT, "due-change-rewritten"]),
    "rewritten in the place of a new one": (due(Q3, ONE), due(Q4, {**ONE, "to": Q4}), [f"{REWRITTEN}/0"]),
    "rewritten, and moved elsewhere": (
        due(Q3, ONE),
        due(2027, {**ONE, "to": Q4}),
        [SILENT, f"{REWRITTEN}/0"],
    ),
    "the first deadline rewritten": (due(Q3, ONE), due(Q3, {**ONE, "from": "2026-06"}), [f"{FIRST}/from"]),
    "the first deadline taken away": (due(Q3, ONE), due(Q3, move(None, Q3, "2026-02-01")), [FIRST]),
    "the first deadline and the reason rewritten": (
        due(Q3, ONE),
        due(Q3, {**ONE, "from": Q4, "reason": {"en": "No."}}),
        [f"{REWRITTEN}/0"],
    ),
    "a later from rewritten": (
        due(Q4, ONE, move(Q3, Q4)),
        due(Q4, ONE, move("2026-09", Q4)),
        [f"{REWRITTEN}/1"],
    ),
    "moved properly, and the first deadline rewritten": (
        due(Q3, ONE),
        due(Q4, {**ONE, "from": "2026-08"}, move(Q3, Q4)),
        [f"{FIRST}/from"],
    ),
    "a list that is none any more": (
        due(Q3, ONE),
        a(due=Q3, due_changes="none"),
        [REWRITTEN],
    ),
    "of two of a day the second reworded": (
        due(Q4, ONE, move(Q3, Q4, "2026-02-01")),
        due(Q4, ONE, move(Q3, Q4, "2026-02-01", reason={"en": "No."})),
        [f"{REWRITTEN}/1"],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), DUE.values(), ids=DUE)
def test_the_deadline(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert between(before, after) == expected


@pytest.mark.parametrize(("before", "after", "expected"), ENTRIES.values(), ids=ENTRIES)
def test_entries(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert between(before, after) == expected


def steps(*milestones: dict[str, Any]) -> dict[str, Any]:
    """The small record with milestones."""
    return a(milestones=list(milestones))


M1 = {"id": "m1", "title": {"en": "First draft"}, "due": Q2}


def bound(at: Any, event: str, *moves: dict[str, Any]) -> dict[str, Any]:
    """The small record with a deadline that hangs on an event."""
    return {**due(at, *moves), "due_event": {"event": event}}


MET = "met-without-evidence milestones/0/status"
BETTER = "better-silently due"
LATE_ON = date(2026, 7, 1)
PASSED: Table = {
    "with an entry": (due(Q2), due(Q4, move(Q2, Q4)), [LATE]),
    "without an entry": (due(Q2), due(Q4), [SILENT, LATE, BETTER]),
    "to a day that has passed too": (due(Q2), due("2026-05", move(Q2, "2026-05")), [LATE]),
    "left open": (due(Q2), due("2026/..", move(Q2, "2026/..")), [LATE]),
    "of a closed one": (
        a(status="withdrawn", due=Q2),
        a(status="withdrawn", due=Q4, due_changes=[move(Q2, Q4)]),
        [LATE],
    ),
    "to open it again": (
        a(status="withdrawn", due=Q2),
        a(status="agreed", due=Q4, due_changes=[move(Q2, Q4)], updates=said("Taken up again.")),
        [],
    ),
    "dropped": (due(Q2), due(None), ["due-moved-silently", "better-silently"]),
    "lifted with an entry": (due(Q2), due(None, move(Q2, None)), ["due-moved-late"]),
    "by the event it hangs on": (
        bound(Q2, "na-15-10"),
        bound(Q4, "na-15-10", move(Q2, Q4, event="na-15-10")),
        [],
    ),
    "by the event it hangs on, without an entry": (
        bound(Q2, "na-15-10"),
        bound(Q4, "na-15-10"),
        [SILENT, LATE, BETTER],
    ),
    "by an event that it does not hang on": (
        bound(Q2, "na-15-10"),
        bound(Q4, "na-15-10", move(Q2, Q4, event="na-15-9")),
        [LATE],
    ),
    "elsewhere than its event, under its name": (
        bound(Q2, "na-15-10"),
        bound(Q3, "na-15-10", move(Q2, Q3, event="na-15-10")),
        [LATE],
    ),
    "by an event without a date": (
        bound(Q2, "g20"),
        bound(Q4, "g20", move(Q2, Q4, event="g20")),
        [LATE],
    ),
    "by the event that it hangs on otherwise": (
        bound(Q2, "na-15-10"),
        {
            **due("2027-01-30", move(Q2, "2027-01-30", event="na-15-10")),
            "due_event": {"event": "na-15-10", "within": "P30D"},
        },
        [LATE],
    ),
    "by an event, though it hangs on none": (due(Q2), due(Q4, move(Q2, Q4, event="na-15-10")), [LATE]),
    "of a milestone by the event it hangs on": (
        steps({**M1, "due_event": {"event": "na-15-10"}}),
        steps(
            {**M1, "due_event": {"event": "na-15-10"}, "due": Q4}
            | {"due_changes": [move(Q2, Q4, event="na-15-10")]}
        ),
        [],
    ),
    "the same last day": (due(Q2), due("2026-06-30", move(Q2, "2026-06-30")), []),
    "an open end never passes": (due("2026-01/.."), due(Q4, move("2026-01/..", Q4)), []),
    "still ahead": (due("2026-07"), due(Q4, move("2026-07", Q4)), []),
    "its first day has passed": (due("2026"), due(2027, move(2026, 2027)), []),
}


@pytest.mark.parametrize(("before", "after", "expected"), PASSED.values(), ids=PASSED)
def test_a_deadline_that_has_passed(
    before: dict[str, Any], after: dict[str, Any], expected: list[str]
) -> None:
    assert between(before, after, LATE_ON, {"na-15-10": Q4}) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2026, 6, 30), []), (date(2026, 7, 1), [LATE])], ids=["on it", "after it"]
)
def test_its_last_day_is_in_time(day: date, expected: list[str]) -> None:
    assert between(due(Q2), due(Q4, move(Q2, Q4)), day) == expected


M2 = {"id": "m2", "title": {"en": "Final text"}, "due": Q4}
AT = "milestones/0/due"
MILESTONES: Table = {
    "reordered": (steps(M1, M2), steps(M2, M1), []),
    "added": (steps(M1), steps(M1, M2), []),
    "met": (steps(M1), steps({**M1, "status": "met", "met_on": "2026-05"}), [MET]),
    "retitled": (steps(M1), steps({**M1, "title": {"en": "Draft"}}), []),
    "dropped": (steps(M1, M2), steps(M2), ["milestone-dropped milestones"]),
    "the last dropped": (steps(M1), a(), ["milestone-dropped"]),
    "all dropped": (steps(M1, M2), a(milestones="none"), ["milestone-dropped milestones"] * 2),
    "another id": (steps(M1), steps({**M1, "id": "draft"}), ["milestone-dropped milestones/0"]),
    "another id, and moved": (
        steps(M1),
        steps({**M1, "id": "draft", "due": Q3}),
        ["milestone-dropped milestones/0", f"milestone-moved-silently {AT}"],
    ),
    "another in its place": (steps(M1), steps(M2), ["milestone-dropped milestones"]),
    "its first id": (steps({"title": {"en": "First draft"}}), steps(M1), []),
    "its first id, and moved": (
        steps({"title": {"en": "First draft"}, "due": Q2}),
        steps({**M1, "due": Q3}),
        [f"milestone-moved-silently {AT}"],
    ),
    "without an id, dropped": (
        steps({"title": {"en": "First draft"}}, M2),
        steps(M2),
        ["milestone-dropped milestones"],
    ),
    "moved": (steps(M1), steps({**M1, "due": Q3}), [f"milestone-moved-silently {AT}"]),
    "moved with an entry": (steps(M1), steps({**M1, "due": Q3, "due_changes": [move(Q2, Q3)]}), []),
    "moved, and the record says it of itself": (
        steps(M1),
        {**steps({**M1, "due": Q3}), "due_changes": [move(Q2, Q3)]},
        [f"milestone-moved-silently {AT}"],
    ),
    "moved to another place and time": (
        steps(M1, M2),
        steps(M2, {**M1, "due": Q3}),
        ["milestone-moved-silently milestones/1/due"],
    ),
    "its deadline dropped": (
        steps(M1),
        steps({"id": "m1", "title": {"en": "First draft"}}),
        ["milestone-moved-silently milestones/0"],
    ),
    "its first deadline": (steps({"id": "m1"}), steps(M1), []),
    "an entry removed": (
        steps({**M1, "due": Q3, "due_changes": [ONE]}),
        steps({**M1, "due": Q3}),
        ["due-change-rewritten milestones/0"],
    ),
    "an entry rewritten": (
        steps({**M1, "due": Q3, "due_changes": [ONE]}),
        steps({**M1, "due": Q3, "due_changes": [{**ONE, "reason": {"en": "No."}}]}),
        ["due-change-rewritten milestones/0/due_changes/0"],
    ),
    "its first deadline rewritten": (
        steps({**M1, "due": Q3, "due_changes": [ONE]}),
        steps({**M1, "due": Q3, "due_changes": [{**ONE, "from": Q4}]}),
        ["first-due-rewritten milestones/0/due_changes/0/from"],
    ),
    "two of one id": (
        steps(M1, {**M1, "due": Q4}),
        steps(M1, {**M1, "due": 2027}),
        ["milestone-moved-silently milestones/1/due"],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), MILESTONES.values(), ids=MILESTONES)
def test_milestones(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert between(before, after) == expected


BY_EVENT = {"due_event": {"event": "g20"}}
MOVED_BY = move(Q2, Q3, event="g20")
# before, after, whether the move is a late one
EVENT_MOVES: Table = {
    "by its event": (a(due=Q2, **BY_EVENT), a(due=Q3, **BY_EVENT, due_changes=[MOVED_BY]), []),
    "by its event, behind another entry": (
        a(due=Q2, **BY_EVENT, due_changes=[ONE]),
        a(due=Q3, **BY_EVENT, due_changes=[ONE, MOVED_BY]),
        [],
    ),
    "by a person": (a(due=Q2, **BY_EVENT), a(due=Q3, **BY_EVENT, due_changes=[move(Q2, Q3)]), [LATE]),
    "by an event that it did not hang on": (
        a(due=Q2),
        a(due=Q3, due_changes=[MOVED_BY]),
        [LATE],
    ),
    "by an event that is named in the same change": (
        a(due=Q2),
        a(due=Q3, **BY_EVENT, due_changes=[MOVED_BY]),
        [LATE],
    ),
    "by an event that it hangs on no more": (
        a(due=Q2, **BY_EVENT),
        a(due=Q3, due_changes=[MOVED_BY]),
        [LATE],
    ),
    "by another event": (
        a(due=Q2, **BY_EVENT),
        a(due=Q3, **BY_EVENT, due_changes=[move(Q2, Q3, event="other")]),
        [LATE],
    ),
    "by its event, then by a person": (
        a(due=Q2, **BY_EVENT),
        a(due=Q4, **BY_EVENT, due_changes=[MOVED_BY, move(Q3, Q4)]),
        [LATE],
    ),
    "an old entry that names the event": (
        a(due=Q3, **BY_EVENT, due_changes=[MOVED_BY]),
        a(due=Q4, **BY_EVENT, due_changes=[MOVED_BY, move(Q3, Q4)]),
        [LATE],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), EVENT_MOVES.values(), ids=EVENT_MOVES)
def test_a_move_by_an_event_is_never_late(
    before: dict[str, Any], after: dict[str, Any], expected: list[str]
) -> None:
    findings = between(before, after, date(2027, 1, 1), {"g20": Q3, "other": Q3})
    assert [item for item in findings if item == LATE] == expected


BONDS: Table = {
    "dropped": (a(due=Q3, **BY_EVENT), a(due=Q3), ["due-event-rewritten"]),
    "another event": (
        a(due=Q3, **BY_EVENT),
        a(due=Q3, due_event={"event": "other"}),
        ["due-event-rewritten due_event"],
    ),
    "otherwise": (
        a(due=Q3, **BY_EVENT),
        a(due=Q3, due_event={"event": "g20", "within": "P30D"}),
        ["due-event-rewritten due_event"],
    ),
    "the same in more words": (
        a(due=Q3, **BY_EVENT),
        a(due=Q3, due_event={"event": "g20", "when": "by"}),
        [],
    ),
    "for the first time": (a(due=Q3), a(due=Q3, **BY_EVENT), []),
    "as an update says": (a(due=Q3, **BY_EVENT), a(due=Q3, updates=said("It was taken off.")), []),
    "as a move says": (a(due=Q3, **BY_EVENT), a(due=Q4, due_changes=[move(Q3, Q4)]), []),
    "of what is closed": (
        a(status="withdrawn", due=Q3, **BY_EVENT),
        a(status="withdrawn", due=Q3),
        [],
    ),
    "of a milestone": (steps({**M1, **BY_EVENT}), steps(M1), ["due-event-rewritten milestones/0"]),
    "of a milestone that is met": (
        steps({**M1, **BY_EVENT, "status": "met"}),
        steps({**M1, "status": "met"}),
        [],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), BONDS.values(), ids=BONDS)
def test_the_bond_with_an_event(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert between(before, after) == expected


def test_a_milestone_that_has_passed() -> None:
    after = steps({**M1, "due": Q3, "due_changes": [move(Q2, Q3)]})
    assert between(steps(M1), after, LATE_ON) == [f"due-moved-late {AT}"]
    assert between(steps(M1), after) == []
