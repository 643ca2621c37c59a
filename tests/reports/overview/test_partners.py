"""Who owes whom between us and a partner: each record stands on one side of each partner's account."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from commitments.model.names import PartyId, Prose
from commitments.model.outline import Outline
from commitments.model.owing import owing
from commitments.model.parties.party import Party, Registry
from commitments.model.timeliness import Clock
from commitments.reports.overview.partners import (
    home_bodies,
    own_records,
    partner_accounts,
    side_of,
)
from commitments.reports.status import judge

Build = Callable[..., Outline]
CLOCK = Clock(date(2026, 11, 22))
ABOVE = {"we": None, "office": "we", "old-office": None, "they": None, "branch": "they", "third": None}
REGISTRY = Registry(
    {
        id: Party(
            PartyId(id),
            Prose(id),
            PartyId(above) if above else None,
            succeeded_by=(PartyId("office"),) if id == "old-office" else (),
        )
        for id, above in ABOVE.items()
    }
)
SIDES = """
# kind         | parties                               | with home      | without
request        | we/lead they/requester                | owed_to_them   | owed_to_them
request        | old-office/lead branch/requester      | owed_to_them   | owed_to_them
request        | they/lead office/requester            | owed_by_them   | owed_by_them
request        | they/lead third/requester             | between_others | owed_by_them
request        | we/lead third/requester they/monitor  | between_others | between_others
request        | they/lead branch/requester            | between_others | between_others
request        | we/lead they/supporting               | untold         | untold
assignment     | office/lead we/assigner they/funder   | between_others | between_others
public_pledge  | they/lead                             | owed_by_them   | owed_by_them
public_pledge  | we/lead they/supporting               | owed_to_them   | owed_to_them
public_pledge  | they/lead we/counterpart              | owed_by_them   | owed_by_them
mou            | we/signatory they/signatory           | joint          | joint
mou            | third/signatory they/signatory        | between_others | joint
agreed_action  | we/lead they/lead third/lead          | joint          | joint
agreed_action  | we/lead they/counterpart              | untold         | untold
other          | they/lead we/counterpart              | untold         | untold
request        | we/lead third/requester               | -              | -
"""


def table(text: str) -> list[list[str]]:
    lines = [line for line in text.strip().splitlines() if not line.startswith("#")]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def roles(text: str) -> list[dict[str, Any]]:
    pairs = (word.split("/") for word in text.split())
    return [{"party": party, "role": role} for party, role in pairs]


@pytest.mark.parametrize(("kind", "parties", "with_home", "without"), table(SIDES))
def test_the_side_of_a_record(
    outline_of: Build, kind: str, parties: str, with_home: str, without: str
) -> None:
    outline = outline_of(kind=kind, parties=roles(parties))
    partner, home = REGISTRY.with_below_and_before("they"), home_bodies(["we"], REGISTRY)
    sides = [side_of(outline, partner, bodies) for bodies in (home, frozenset[str]())]
    assert [side.value if side else "-" for side in sides] == [with_home, without]


def test_every_record_stands_once_in_the_account_of_each_highest_body(outline_of: Build) -> None:
    rows = [
        judge(outline_of(id=f"r{number}", kind=kind, parties=roles(parties)), CLOCK)
        for number, (kind, parties, *_) in enumerate(table(SIDES))
    ]
    accounts = partner_accounts(rows, REGISTRY, home_bodies(["we"], REGISTRY))
    assert [(account.party, len(account.rows)) for account in accounts] == [("they", 16), ("third", 5)]
    for account in accounts:
        assert len({row.outline.id for row in account.rows}) == len(account.rows)
    without_home = partner_accounts(rows, REGISTRY, ())
    assert [account.party for account in without_home] == ["they", "we", "third"]


def test_what_both_ends_of_are_we_is_ours(outline_of: Build) -> None:
    rows = [
        judge(outline_of(id="ours", kind="assignment", parties=roles("office/lead we/assigner")), CLOCK),
        judge(outline_of(id="to-all", kind="public_pledge", parties=roles("we/lead")), CLOCK),
        judge(outline_of(id="untold", kind="assignment", parties=roles("office/lead")), CLOCK),
        judge(outline_of(id="theirs", kind="request", parties=roles("we/lead they/requester")), CLOCK),
        judge(outline_of(id="summit", kind="meeting", parties=roles("we/lead")), CLOCK),
    ]
    home = home_bodies(["we"], REGISTRY)
    assert [row.outline.id for row in own_records(rows, home)] == ["ours", "to-all"]
    assert own_records(rows, ()) == []


def test_a_circle_of_bodies_ends(outline_of: Build) -> None:
    above = {"a": "b", "b": "a"}
    circle = Registry({id: Party(PartyId(id), Prose(id), PartyId(other)) for id, other in above.items()})
    rows = [judge(outline_of(kind="mou", parties=roles("a/lead")), CLOCK)]
    (account,) = partner_accounts(rows, circle, ())
    assert account.party in above and len(account.rows) == 1


def test_the_table_of_directions_is_the_one_of_the_model() -> None:
    told = {kind for kind, parties, *_ in table(SIDES) if owing(kind, pairs(parties)).owes is not None}
    assert told == {"request", "assignment", "public_pledge", "mou", "agreed_action"}


def pairs(text: str) -> list[tuple[str, str]]:
    return [(party, role) for party, _, role in (word.partition("/") for word in text.split())]
