"""The paper for a meeting: which records it is about, and whose each of them is to do."""

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
from commitments.reports.brief import Brief, BriefParties, brief, concerned, partner_bodies

Build = Callable[..., Commitment]
CLOCK = Clock(date(2026, 11, 22))
WE_AND_THEY = {"we": ("VN", None), "office": ("VN", "we"), "they": ("GB", None), "branch": ("GB", "they")}
REGISTRY = Registry(
    {
        id: Party(PartyId(id), Prose(id), PartyId(above) if above else None, country=country)
        for id, (country, above) in WE_AND_THEY.items()
    }
)
MEET_THEM = BriefParties(["we"], "they", None)


def answer(records: list[Commitment], parties: BriefParties = MEET_THEM) -> Brief:
    outlines = concerned(map(outline, records), partner_bodies(parties, REGISTRY))
    return brief(outlines, {record.path: record for record in records}, parties, None, REGISTRY, CLOCK)


def roles(text: str) -> list[dict[str, str]]:
    return [dict(zip(("party", "role"), role.split("/"), strict=True)) for role in text.split()]


LEDGER = [
    # kind, parties, whose it is with them, whose it is with everybody
    ("request", "they/lead we/requester", "theirs", "theirs"),
    ("request", "office/lead branch/requester", "ours", "ours"),
    ("mou", "we/signatory they/signatory", "joint", "joint"),
    ("public_pledge", "they/lead", "theirs", "theirs"),
    ("public_pledge", "we/lead they/supporting", "ours", "ours"),
    ("assignment", "office/lead we/assigner they/supporting", "ours", "ours"),  # owed to nobody outside
    ("assignment", "office/lead we/assigner", None, "ours"),
    ("agreed_action", "we/lead they/supporting", "untold", "untold"),
    ("request", "they/lead branch/requester", "others", "others"),
    ("other", "office/lead we/supporting", None, "untold"),
]


@pytest.mark.parametrize(("kind", "parties", "with_them", "with_all"), LEDGER)
def test_whose_it_is_to_do(
    commitment_of: Build, kind: str, parties: str, with_them: str | None, with_all: str
) -> None:
    def parts(meeting: BriefParties) -> list[str]:
        ledger = answer([commitment_of(kind=kind, parties=roles(parties))], meeting).ledger
        assert ledger is not None
        return [part.value for part, rows in ledger.items() if rows]

    assert parts(MEET_THEM) == ([with_them] if with_them else [])
    assert parts(BriefParties(["we"], None, None)) == [with_all]


def test_nobody_is_we_without_a_home_and_a_partner(commitment_of: Build) -> None:
    assert answer([commitment_of()], BriefParties([], None, None)).ledger is None


def test_all_others_are_we_without_a_home(commitment_of: Build) -> None:
    request = commitment_of(kind="request", parties=roles("they/lead nobody/requester"))
    ledger = answer([request], BriefParties([], "they", None)).ledger
    assert ledger is not None
    assert [part.value for part, rows in ledger.items() if rows] == ["theirs"]


def test_a_country_stands_for_its_parties_and_the_bodies_below(commitment_of: Build) -> None:
    records = [
        commitment_of(id="a", parties=roles("branch/lead")),
        commitment_of(id="b", parties=roles("we/lead")),
    ]
    assert [row.outline.id for row in answer(records, BriefParties(["we"], None, "GB")).records] == ["a"]
    assert answer(records, BriefParties(["we"], None, "FR")).records == []


def test_equally_urgent_records_stand_in_the_order_of_their_ids(commitment_of: Build) -> None:
    titles = {"a": ("Zebra", "Bê"), "b": ("Ant", "Ngựa"), "c": ("Bee", "Ong")}
    records = [
        commitment_of(id=id, title={"en": en, "vi": vi}, parties=roles("they/lead"), due="2027")
        for id, (en, vi) in titles.items()
    ]
    assert [row.outline.id for row in answer(records[::-1]).records] == ["a", "b", "c"]


def test_a_meeting_is_no_commitment(commitment_of: Build) -> None:
    talk = commitment_of(kind="meeting", parties=roles("they/counterpart"))
    assert answer([talk]).report.counts.total == 0


def test_a_deadline_that_moved_by_its_entries_alone_is_told(commitment_of: Build) -> None:
    moves: list[dict[str, Any]] = [
        {"date": "2026-01-01", "from": "2026-03", "to": "2026-06", "reason": {"en": "x"}, "agreed_by": "we"},
        {"date": "2026-05-01", "from": "2026-06", "to": "2026-09", "reason": {"en": "y"}},
    ]
    (move,) = answer([commitment_of(parties=roles("they/lead"), due="2026-09", due_changes=moves)]).moved
    assert (move.first, move.due, move.moves, move.days, move.agreed_by) == (
        "2026-03",
        "2026-09",
        2,
        183,
        ["we"],
    )
