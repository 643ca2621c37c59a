"""A few records that every report is asked about. Asserts nothing.

london-mou ── training ── course        (agreed 2026-Q4; late; on its last day)
summit (a meeting) ── data-request      (undated)
price-list, old-office                  (done late; withdrawn)
paused                                  (suspended, review to come)
yearly-day                              (its first occurrence missed)
next-summit                             (a meeting to come, its day past)
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from commitments.model.commitment import Commitment
from commitments.model.names import PartyId, Prose
from commitments.model.outline import Outline, outline
from commitments.model.parties.party import Party, Registry
from commitments.model.timeliness import Clock

TODAY = date(2026, 11, 22)


def roles(**by_party: str) -> list[dict[str, str]]:
    return [
        {"party": party.replace("_", "-"), "role": role}
        for party, all_roles in by_party.items()
        for role in all_roles.split()
    ]


RECORDS: Mapping[str, Mapping[str, Any]] = {
    "london-mou": {
        "kind": "mou",
        "title": {"en": "Memorandum of London", "vi": "Bản ghi nhớ Luân Đôn"},
        "parties": roles(acme="signatory", vn_government="signatory"),
        "due": "2026-Q4",
        "tags": ["ai", "uk"],
    },
    "training": {
        "status": "in_progress",
        "title": {"vi": "Đào tạo kỹ sư"},
        "part_of": "london-mou",
        "parties": roles(vn_mof="lead funder", acme="supporting"),
        "due": 2027,
        "milestones": [{"id": "m1", "due": "2026-09"}, {"id": "m2", "due": "2026-03", "status": "met"}],
        "tags": ["ai", "skills"],
    },
    "course": {
        "status": "proposed",
        "part_of": "training",
        "parties": roles(acme="lead"),
        "due": "2026-11-22",
    },
    "summit": {
        "kind": "meeting",
        "status": "fulfilled",
        "met_on": "2026-01-15",
        "parties": roles(vn_mof="counterpart"),
        "tags": ["ai"],
    },
    "data-request": {
        "kind": "request",
        "status": "proposed",
        "part_of": "summit",
        "parties": roles(vn_tax="lead", acme="requester"),
        "due_basis": {"en": "before the tenth session"},
    },
    "price-list": {
        "kind": "public_pledge",
        "status": "fulfilled",
        "parties": roles(acme="lead"),
        "due": "2026-03",
        "met_on": "2026-04-02",
    },
    "old-office": {
        "status": "withdrawn",
        "part_of": "london-mou",
        "parties": roles(nobody="lead"),
        "due": "2020",
    },
    "paused": {
        "status": "suspended",
        "parties": roles(acme="lead", vn_mof="lead"),
        "due": "2020",
        "review_by": "2026-12",
    },
    "yearly-day": {
        "parties": roles(acme="requester"),
        "repeats": {"rule": "FREQ=YEARLY", "starts": "2025-10"},
        "due": "2027-02",
    },
    "next-summit": {"kind": "meeting", "parties": roles(acme="counterpart"), "due": "2026-06"},
}


@pytest.fixture(scope="session")
def commitments(commitment_of: Callable[..., Commitment]) -> list[Commitment]:
    """The records, in the order above."""
    return [commitment_of(**{"id": name, **fields}) for name, fields in RECORDS.items()]


@pytest.fixture(scope="session")
def outlines(commitments: list[Commitment]) -> list[Outline]:
    """Their outlines."""
    return [outline(commitment) for commitment in commitments]


@pytest.fixture(scope="session")
def clock() -> Clock:
    """22 November 2026."""
    return Clock(TODAY)


@pytest.fixture(scope="session")
def registry() -> Registry:
    """vn-government, below it vn-mof, below that vn-tax; acme of GB. Nobody knows `nobody`."""
    above = {"vn-government": None, "vn-mof": "vn-government", "vn-tax": "vn-mof", "acme": None, "idle": None}
    return Registry(
        {
            name: Party(
                PartyId(name),
                Prose(name),
                PartyId(to) if to else None,
                country={"acme": "GB", "idle": None}.get(name, "VN"),
            )
            for name, to in above.items()
        }
    )
