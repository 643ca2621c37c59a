"""Whom to write to: for which causes, under which lead, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from commitments.model.commitment import Commitment
from commitments.model.names import PartyId, Prose
from commitments.model.outline import outline
from commitments.model.parties.party import Party, Registry
from commitments.model.timeliness import Clock
from commitments.reports.nudge import LeadNudge, NudgeCause, nudge

CLOCK = Clock(date(2026, 11, 22))
NEWS = [{"date": "2026-11-20", "note": {"en": "Work goes on"}}]
REMINDER = {"date": "2026-11-20", "about": "reminder", "note": {"en": "A letter"}}
Build = Callable[..., Commitment]


def leads(
    *commitments: Commitment, registry: Registry | None = None, chosen: list[str] | None = None
) -> list[LeadNudge]:
    outlines = [outline(commitment) for commitment in commitments]
    records = {commitment.path: commitment.data for commitment in commitments}
    return list(nudge(outlines, records, CLOCK, registry or Registry(exists=False), chosen).leads)


CAUSES: list[tuple[dict[str, Any], list[NudgeCause]]] = [
    ({"due": "2026-11-21", "updates": NEWS}, [NudgeCause.OVERDUE]),
    ({"due": "2026-12-01", "updates": NEWS}, [NudgeCause.DUE_SOON]),
    ({"due": "2027-12-01", "updates": NEWS}, []),
    ({"due": "2026-10-01"}, [NudgeCause.OVERDUE, NudgeCause.SILENT]),
    (
        {"due": "2026-10-01", "updates": [REMINDER]},
        [NudgeCause.OVERDUE, NudgeCause.SILENT],
    ),  # urging is no news
    ({"updates": NEWS, "review_by": "2026-11-21"}, [NudgeCause.REVIEW_DUE]),
    ({"kind": "request", "status": "proposed", "updates": NEWS}, [NudgeCause.UNANSWERED]),
    ({"kind": "request", "status": "proposed"}, [NudgeCause.UNANSWERED, NudgeCause.SILENT]),
    ({"kind": "request", "status": "proposed", "updates": [{**NEWS[0], "about": "answer"}]}, []),
    ({"status": "withdrawn", "due": "2026-10-01"}, []),
    ({"kind": "meeting", "due": "2026-10-01"}, []),
]


@pytest.mark.parametrize(("fields", "causes"), CAUSES)
def test_the_causes_of_a_record(
    commitment_of: Build, fields: dict[str, Any], causes: list[NudgeCause]
) -> None:
    rows = [row for lead in leads(commitment_of(**fields)) for row in lead.rows]
    assert [row.causes for row in rows] == ([causes] if causes else [])


def test_a_record_of_two_leads_stands_under_both_or_under_the_chosen_one(commitment_of: Build) -> None:
    both = commitment_of(parties=[{"party": "acme", "role": "lead"}, {"party": "vn-mof", "role": "lead"}])
    assert [lead.lead for lead in leads(both)] == ["acme", "vn-mof"]
    assert [lead.lead for lead in leads(both, chosen=["vn-mof"])] == ["vn-mof"]


def test_a_record_without_a_lead_is_told_last(commitment_of: Build) -> None:
    signed = commitment_of(id="a", kind="mou", parties=[{"party": "acme", "role": "signatory"}])
    assert [lead.lead for lead in leads(signed, commitment_of(id="b"))] == ["acme", None]


def test_the_single_successor_of_a_body_is_written_to(commitment_of: Build) -> None:
    def registry(*successors: str) -> Registry:
        old = Party(PartyId("acme"), Prose("Acme"), succeeded_by=tuple(map(PartyId, successors)))
        return Registry(
            {party.id: party for party in (old, *(Party(PartyId(id), Prose(id)) for id in successors))}
        )

    assert [lead.lead for lead in leads(commitment_of(), registry=registry("new"))] == ["new"]
    assert [lead.lead for lead in leads(commitment_of(), registry=registry("new", "other"))] == ["acme"]


def test_the_lead_with_most_overdue_records_comes_first(commitment_of: Build) -> None:
    def led_by(party: str, id: str, **fields: Any) -> Commitment:
        return commitment_of(id=id, parties=[{"party": party, "role": "lead"}], **fields)

    late = {"due": "2026-10-01"}
    records = [
        led_by("calm", "a"),
        led_by("soon", "b", due="2026-12-01"),
        led_by("late", "c", **late),
        led_by("later", "d", **late),
        led_by("later", "e", **late),
    ]
    assert [lead.lead for lead in leads(*records)] == ["later", "late", "soon", "calm"]


def test_a_lead_was_reminded_on_each_day_of_a_letter_about_any_record(commitment_of: Build) -> None:
    records = [
        commitment_of(id="a", updates=[{**REMINDER, "date": "2026-10-01"}, REMINDER]),
        commitment_of(id="b", updates=[{**REMINDER, "date": "2026-11-01"}]),
        commitment_of(id="c"),
    ]
    (lead,) = leads(*records)
    days = [date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 20)]
    assert lead.reminders.days == tuple(map(date.toordinal, days))


def test_how_long_a_request_waits_is_counted_from_the_day_it_was_made(commitment_of: Build) -> None:
    def days(**fields: Any) -> int | None:
        (lead,) = leads(commitment_of(kind="request", status="proposed", updates=NEWS, **fields))
        return lead.rows[0].unanswered_days

    assert days(made_on="2026-11-12") == 10
    assert days() is None
