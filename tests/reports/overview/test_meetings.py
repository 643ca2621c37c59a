"""Which meeting changes are told from, and which changes tell what became of a commitment."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from commitments.changes.change import Change
from commitments.model.commitment import Commitment
from commitments.model.revision import Revision
from commitments.reports.overview.meetings import held_meeting, last_meeting
from commitments.reports.overview.recent_changes import ChangedRecord
from commitments.reports.overview.substance import is_of_substance, substance

Build = Callable[..., Commitment]
TODAY = date(2026, 11, 22)


def meeting(build: Build, id: str, met_on: str | None, party: str = "acme") -> Commitment:
    roles = [{"party": party, "role": "counterpart"}]
    return build(id=id, kind="meeting", status="fulfilled", met_on=met_on, parties=roles)


HELD = [("2026-10-02", date(2026, 10, 2)), ("2026-10", date(2026, 10, 1)), ("../2026-10", None), (None, None)]


@pytest.mark.parametrize(("met_on", "day"), HELD)
def test_a_meeting_gives_the_first_day_it_can_have_been_held_on(
    commitment_of: Build, met_on: str | None, day: date | None
) -> None:
    held = held_meeting(meeting(commitment_of, "talk", met_on))
    assert (held.day if held else None) == day


def test_what_is_no_meeting_gives_no_day(commitment_of: Build) -> None:
    assert held_meeting(commitment_of(status="fulfilled", met_on="2026-10-02")) is None


def test_the_last_meeting_is_the_latest_one_held_with_a_party(commitment_of: Build) -> None:
    meetings = [
        meeting(commitment_of, "old", "2026-01-02"),
        meeting(commitment_of, "last", "2026-10-02"),
        meeting(commitment_of, "to-come", "2026-12-02"),
        meeting(commitment_of, "of-others", "2026-11-02", "vn-mof"),
        meeting(commitment_of, "no-day", None),
    ]
    found = last_meeting(meetings, {"acme"}, TODAY)
    assert found is not None
    assert found.id == "last"
    assert last_meeting(meetings, {"nobody"}, TODAY) is None


def change(field: str = "", kind: str = "changed", id: str = "small") -> Change:
    return Change(
        Revision("a" * 40, (), 0, "An", "an@example.org", "Subject"), id, "p", kind, field, "1", "2", "{}"
    )


SUBSTANCE: list[tuple[Any, bool]] = [
    (change("due"), True),
    (change("updates[2026-01-12]"), True),
    (change("milestones[m1].due"), True),
    (change("parties[acme/lead]"), True),
    (change("in_force.until"), True),
    (change("title.vi"), False),
    (change("source.locator"), False),
    (change("tags"), False),
    (change("x-own"), False),
    (change(kind="added"), False),
    (change(kind="removed"), True),
    (change(kind="unreadable"), True),
    (change(kind="readable"), False),
]


@pytest.mark.parametrize(("row", "counts"), SUBSTANCE)
def test_editing_the_wording_is_no_change_of_substance(row: Change, counts: bool) -> None:
    assert is_of_substance(row) is counts


def test_records_are_told_by_what_their_changes_amount_to() -> None:
    records = [
        ChangedRecord("moved", [change(kind="added", id="moved"), change("due", id="moved")]),
        ChangedRecord("new", [change(kind="added", id="new"), change("title.en", id="new")]),
        ChangedRecord("worded", [change("summary.en", id="worded")]),
    ]
    told = substance(records)
    assert [(record.id, len(record.changes)) for record in told.changed] == [("moved", 1)]
    assert (told.entered, told.reworded) == (["new"], ["worded"])
