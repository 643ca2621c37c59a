"""How many records each party has: those that name the body itself, in any role, without meetings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from commitments.model.names import PartyId, Prose
from commitments.model.outline import Outline
from commitments.model.parties.party import Party, Registry
from commitments.model.timeliness import Clock
from commitments.reports.parties import count_parties

CLOCK = Clock(date(2026, 11, 22))


def counts(outlines: list[Outline], registry: Registry) -> dict[str, tuple[int, int, int]]:
    report = count_parties(outlines, registry, CLOCK)
    assert (report.clock, report.registry) == (CLOCK, registry)
    return {row.party.id: (row.records, row.open, row.overdue) for row in report.rows}


def test_each_party_has_the_records_that_name_it_itself(outlines: list[Outline], registry: Registry) -> None:
    """vn-mof leads `training`, which is late, and stands at a meeting; vn-tax below it leads a request."""
    found = counts(outlines, registry)
    assert list(found) == list(registry.parties)
    assert found["vn-mof"] == (2, 2, 1)
    assert found["vn-tax"] == (1, 1, 0)
    assert found["idle"] == (0, 0, 0)


def test_a_successor_has_no_records_of_its_predecessor(outlines: list[Outline]) -> None:
    parties = [
        Party(PartyId("vn-mof"), Prose("Finance"), succeeded_by=(PartyId("new"),)),
        Party(PartyId("new"), Prose("New")),
    ]
    found = counts(outlines, Registry({party.id: party for party in parties}))
    assert found == {"vn-mof": (2, 2, 1), "new": (0, 0, 0)}


def test_without_a_registry_the_parties_are_those_of_the_records(outlines: list[Outline]) -> None:
    found = counts(outlines, Registry(exists=False))
    assert list(found) == ["acme", "nobody", "vn-government", "vn-mof", "vn-tax"]
    assert found["vn-mof"] == (2, 2, 1)
    assert counts(outlines, Registry()) == {}


def test_the_latest_news_of_a_party_is_that_of_any_record(outline_of: Callable[..., Outline]) -> None:
    lead = [{"party": "acme", "role": "lead"}]
    note = {"note": {"en": "x"}}
    outlines = [
        outline_of(id="a", parties=lead, updates=[{"date": "2026-03-01", **note}]),
        outline_of(
            id="b", parties=lead, status="withdrawn", closing={"date": "2026-05", "reason": {"en": "x"}}
        ),
        outline_of(id="c", parties=lead, updates=[{"date": "2027-01-01", **note}]),
        outline_of(id="d", parties=lead, kind="meeting", met_on="2026-10-01"),
    ]
    (row,) = count_parties(outlines, Registry(exists=False), CLOCK).rows
    assert date.fromordinal(row.heard) == date(2026, 5, 31)
    assert count_parties([], Registry({"acme": row.party}), CLOCK).rows[0].heard == 0
