"""Which party a text names: by id, name, short name or alias, however it is written."""

import pytest

from commitments.errors import UnknownNameError
from commitments.model.names import PartyId, Prose
from commitments.model.parties.party import Party, Registry
from commitments.model.parties.party_reader import PartyReader, find_party

PARTIES = [
    Party(
        PartyId("vn-most"),
        Prose("Ministry of Science and Technology", "Bộ Khoa học và Công nghệ"),
        short=Prose("MoST", "Bộ KH&CN"),
        aliases=("Science Ministry", "Bộ KHCN"),
    ),
    Party(PartyId("mic"), Prose("Ministry of Information"), short=Prose(vi="Bộ TT&TT")),
    Party(PartyId("hanoi-trade"), Prose("Hanoi Trade", "Sở Công Thương")),
    Party(PartyId("hcmc-trade"), Prose("Hcmc Trade", "Sở Công Thương")),
    Party(PartyId("club"), Prose("MIC"), aliases=("mic", "vn most", "Hội")),
    Party(PartyId("empty"), Prose("-"), aliases=("", ".")),
]
READER = PartyReader(Registry({party.id: party for party in PARTIES}))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("vn-most", "vn-most"),
        (" vn-most ", "vn-most"),
        ("VN-MOST", "vn-most"),
        ("vn_most", "vn-most club"),
        ("Ministry of Science and Technology", "vn-most"),
        ("ministry_of  SCIENCE & technology", "vn-most"),
        ("the Ministry of Information", "mic"),
        ("bo khoa hoc va cong nghe", "vn-most"),
        ("Bo_Khoa_hoc_va_Cong_nghe", "vn-most"),
        ("BộKhoaHọcVàCôngNghệ", "vn-most"),
        ("Bo\u0302\u0323 KHCN", "vn-most"),
        ("MOST", "vn-most"),
        ("bộ kh&cn", "vn-most"),
        ("Bo TT & TT", "mic"),
        ("science ministry", "vn-most"),
        ("hanoi trade", "hanoi-trade"),
        ("HanoiTrade", "hanoi-trade"),
        ("sở công thương", "hanoi-trade hcmc-trade"),
        ("SỞ_CÔNG_THƯƠNG", "hanoi-trade hcmc-trade"),
        ("SởCôngThương", "hanoi-trade hcmc-trade"),
        ("mic", "mic"),
        ("MIC", "mic club"),
        ("Hội", "club"),
        ("-", "empty"),
        ("", ""),
        (" ", ""),
        ("science", ""),
        ("Ministry", ""),
        ("Ministry of Science, Ministry of Information", ""),
    ],
)
def test_the_parties_that_a_text_fits(text: str, ids: str) -> None:
    assert " ".join(READER.ids(text)) == ids


def test_several_names_in_one_text() -> None:
    named = READER.named("mic; MoST và Sở Công Thương, Nobody")
    assert [(party.name, party.meaning) for party in named] == [
        ("mic", ("mic",)),
        ("MoST", ("vn-most",)),
        ("Sở Công Thương", ("hanoi-trade", "hcmc-trade")),
        ("Nobody", None),
    ]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "Sở công thương",
            "Sở công thương fits several parties: hanoi-trade, hcmc-trade",
            "Write the id of one.",
        ),
        ("vn-mos", "There is no party vn-mos", "Nearest: vn-most, club"),
        ("Bộ Khoa hoc Công nghệ", "There is no party Bộ Khoa hoc Công nghệ", "Nearest: vn-most"),
        ("old-bodi", "There is no party old-bodi", "Nearest: old-body"),
        ("0000", "There is no party 0000", "See schema/parties.yaml for the parties."),
    ],
)
def test_what_is_no_name_of_one_party_is_refused(text: str, message: str, hint: str) -> None:
    registry = Registry({party.id: party for party in PARTIES})
    with pytest.raises(UnknownNameError) as refused:
        find_party(text, registry, ["old-body"])
    assert str(refused.value) == message
    assert refused.value.hint.format(**refused.value.values) == hint


def test_without_a_registry_the_ids_of_records_are_known() -> None:
    registry = Registry(exists=False)
    assert find_party("old-body", registry, ["old-body"]) == "old-body"
    assert find_party("Old_Body", registry, ["old-body"]) == "old-body"
    with pytest.raises(UnknownNameError, match="There is no party acme"):
        find_party("acme", registry, ["old-body"])
