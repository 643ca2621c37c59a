"""Which body took over from which, what a party stands for in a filter, and by what names it goes."""

import pytest

from commitments.model.names import PartyId, Prose
from commitments.model.parties.party import Party, Registry


def party(id: str, *successors: str, part_of: str | None = None, until: str | None = None) -> Party:
    above = PartyId(part_of) if part_of else None
    return Party(
        PartyId(id), Prose(id), above, until=until, succeeded_by=tuple(PartyId(name) for name in successors)
    )


PARTIES = [
    party("gov"),
    party("most", part_of="gov"),
    party("mic", "most", until="2025-02-28"),
    party("post", "mic", until="2007"),
    party("press-office", part_of="mic"),
    party("old-press", "press-office"),
    party("industry", "trade", "energy"),
    party("heavy-industry", "industry"),
    party("trade", part_of="gov"),
    party("energy"),
    party("shut", until="2020"),
    party("lost", "nowhere"),
    party("ring", "loop"),
    party("loop", "ring", part_of="ring"),
    party("itself", "itself", part_of="itself"),
]
REGISTRY = Registry({entry.id: entry for entry in PARTIES})
FORMER_MIC = {"mic", "post", "press-office", "old-press"}


@pytest.mark.parametrize(
    ("id", "members"),
    [
        ("gov", {"gov", "most", "trade", *FORMER_MIC}),
        ("most", {"most", *FORMER_MIC}),
        ("mic", FORMER_MIC),
        ("post", {"post"}),
        ("press-office", {"press-office", "old-press"}),
        ("trade", {"trade"}),
        ("energy", {"energy"}),
        ("industry", {"industry", "heavy-industry"}),
        ("nowhere", {"nowhere", "lost"}),
        ("ring", {"ring", "loop"}),
        ("loop", {"ring", "loop"}),
        ("itself", {"itself"}),
        ("not-registered", {"not-registered"}),
    ],
)
def test_a_party_stands_for_bodies_below_it_and_those_it_alone_succeeded(id: str, members: set[str]) -> None:
    assert REGISTRY.with_below_and_before(id) == members


@pytest.mark.parametrize(
    ("id", "successor", "divided", "stands"),
    [
        ("gov", None, False, True),
        ("mic", "most", False, True),
        ("post", "most", False, True),
        ("industry", None, True, False),
        ("heavy-industry", None, True, False),
        ("shut", None, False, False),
        ("lost", "nowhere", False, True),
        ("ring", None, False, False),
        ("itself", None, False, False),
        ("not-registered", None, False, True),
    ],
)
def test_who_took_over(id: str, successor: str | None, divided: bool, stands: bool) -> None:
    assert REGISTRY.successor(id) == successor
    assert REGISTRY.is_divided(id) is divided
    assert REGISTRY.stands(id) is stands


def test_the_short_name_is_taken_where_there_is_one() -> None:
    most = Party(PartyId("most"), Prose("Ministry of Science", "Bộ Khoa học"), short=Prose(vi="Bộ KH"))
    registry = Registry({"most": most, "acme": Party(PartyId("acme"), Prose("Acme"))})
    assert [registry.short_name("most", lang) for lang in ("en", "vi")] == ["Bộ KH", "Bộ KH"]
    assert registry.short_name("acme", "vi") == "Acme"
    assert registry.short_name("nobody", "vi") == "nobody"
    assert most._replace(aliases=("MOST",)).names() == (
        *("Ministry of Science", "Bộ Khoa học"),
        *("Bộ KH", "MOST"),
    )
