"""Parties drafted from tables: where one name ends, what sort of body it is, and what is no body at all."""

from __future__ import annotations

import pytest

from commitments.edits.table.body_words import body_kind, is_collective, name_language, short_name
from commitments.edits.table.cells import CellReader
from commitments.edits.table.columns import Columns
from commitments.edits.table.drafted_parties import draft_parties
from commitments.edits.table.named_bodies import split_names
from commitments.model.names import PartyId, Prose
from commitments.model.parties.party import Party, Registry


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bộ Tài chính, Bộ Khoa học và Công nghệ", ["Bộ Tài chính", "Bộ Khoa học và Công nghệ"]),
        ("Bộ Văn hóa, Thể thao và Du lịch", ["Bộ Văn hóa, Thể thao và Du lịch"]),
        ("VTV, VOV, TTXVN, các địa phương", ["VTV", "VOV", "TTXVN", "các địa phương"]),
        ("Ministry of Culture, Sports and Tourism", ["Ministry of Culture, Sports and Tourism"]),
        ("Ministry of Finance and Ministry of Ports", ["Ministry of Finance", "Ministry of Ports"]),
        ("Lakeside University / Hill College", ["Lakeside University", "Hill College"]),
        ("Acme, Inc.", ["Acme, Inc."]),
        ("Globex, Initech", ["Globex", "Initech"]),
        ("Johnson & Johnson", ["Johnson & Johnson"]),
        ("Bộ Tài chính\nUBND các tỉnh, thành phố", ["Bộ Tài chính", "UBND các tỉnh, thành phố"]),
        ("các địa phương, Bộ Tài chính", ["các địa phương", "Bộ Tài chính"]),
    ],
)
def test_names_of_a_cell(text: str, names: list[str]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Bộ Tài chính", "ministry"),
        ("Tổng cục Thuế", "agency"),
        ("Tổng công ty Cảng", "company"),
        ("UBND tỉnh Thanh Vân", "local_authority"),
        ("Trường Đại học Ven Hồ", "university"),
        ("Viện Hàn lâm", "institute"),
        ("Đại sứ quán Norhaven", "mission"),
        ("Hiệp hội Cảng biển", "association"),
        ("Embassy of Norhaven", "mission"),
        ("Lakeside University", "university"),
        ("Acme Ltd.", "company"),
        ("Port Authority", "agency"),
        ("An Nguyễn", None),
    ],
)
def test_kinds(name: str, kind: str | None) -> None:
    assert body_kind(name) == kind


@pytest.mark.parametrize(
    "text",
    ["Các bộ, ngành, địa phương", "UBND các tỉnh", "All ministries", "Bộ, ngành liên quan", "địa phương"],
)
def test_many_bodies_at_once(text: str) -> None:
    assert is_collective(text)


def test_languages_and_short_names() -> None:
    assert (name_language("Bộ Tài chính"), name_language("Acme")) == ("vi", "en")
    names = ("Bộ Khoa học và Công nghệ", "Ministry of Science and Technology", "Acme Robotics")
    assert [short_name(name) for name in names] == ["Bộ KH&CN", "MoST", ""]


def test_a_draft_makes_up_no_short_name() -> None:
    rows = [("Ministry of Ports and Trade",), ("Bộ Công Thương",), ("Ministry of Health (MoH)",)]
    draft = draft_parties(rows, Columns(1, {"lead": 0}), CellReader(Registry({})))
    assert [entry.get("short") for entry in draft.entries] == [None, {"en": "MoH"}, None]


def test_a_draft_leaves_out_who_is_known_and_takes_each_once() -> None:
    known = Party(PartyId("mof"), Prose("Ministry of Finance", "Bộ Tài chính"), short=Prose("MoS"))
    reader = CellReader(Registry({PartyId("mof"): known}))
    rows = [
        ("Bộ Tài chính; Bộ Y tế",),
        ("Bộ YT, Bộ TC",),
        ("BỘ Y TẾ",),
        ("Ministry of Science",),
        ("the Port Office (PO)",),
        ("các địa phương",),
        ("港湾局",),
        ("N/A",),
        (None,),
    ]
    draft = draft_parties(rows, Columns(1, {"lead": 0}), reader)
    assert list(draft.entries) == [
        {"id": "bo-y-te", "name": {"vi": "Bộ Y tế"}, "kind": "ministry", "short": {"vi": "Bộ YT"}},
        {"id": "ministry-of-science", "name": {"en": "Ministry of Science"}, "kind": "ministry"},
        {"id": "po", "name": {"en": "Port Office"}, "kind": "agency", "short": {"en": "PO"}},
        {"id": "party-1", "name": {"en": "港湾局"}, "kind": "other"},
    ]
    assert draft.collective == ("các địa phương",)
    assert draft == draft_parties(rows[::-1], Columns(1, {"lead": 0}), reader)
