"""What a name tells of a new party: a proposal, and nothing where it tells nothing."""

from __future__ import annotations

import pytest

from commitments.edits.new_party import NewParty
from commitments.edits.party_proposals import proposed_party


@pytest.mark.parametrize(
    ("name", "lang", "kind", "short"),
    [
        ("Bộ Tài chính", "vi", "ministry", "Bộ TC"),
        ("Bộ Khoa học và Công nghệ", "vi", "ministry", "Bộ KH&CN"),
        ("Bo Tai chinh", "vi", "ministry", None),
        ("Bộ", "vi", "", None),
        ("Ministry of Science and Technology", "en", "ministry", "MoST"),
        ("The Ministry", "en", "ministry", None),
        ("Sở Ngoại vụ Huế", "vi", "agency", None),
        ("UBND thành phố Hà Nội", "vi", "local_authority", None),
        ("Ủy ban nhân dân tỉnh Lào Cai", "vi", "local_authority", None),
        ("Ủy ban Dân tộc", "vi", "agency", None),
        ("Tổng cục Thống kê", "vi", "agency", None),
        ("Đại sứ quán Vương quốc Anh", "vi", "mission", None),
        ("Đại học Huế", "vi", "university", None),
        ("Viện Hàn lâm", "vi", "institute", None),
        ("Hội Nông dân", "vi", "association", None),
        ("Tập đoàn Điện lực", "vi", "company", None),
        ("Chính phủ Việt Nam", "vi", "government", None),
        ("University of Hue", "en", "university", None),
        ("British Embassy", "en", "mission", None),
        ("Acme Ltd", "en", "company", None),
        ("United Nations", "en", "international_organisation", None),
        ("Bonanza", "xx", "", None),
        ("Société Générale", "xx", "", None),
        ("越南", "xx", "", None),
        ("Đoàn Thanh niên", "vi", "", None),
    ],
)
def test_a_name_tells_language_kind_and_short_name(
    name: str, lang: str, kind: str, short: str | None
) -> None:
    proposal = proposed_party(name, "xx")
    assert (proposal.lang, proposal.kind, proposal.short_vi or proposal.short) == (lang, kind, short)
    assert (proposal.short_vi is None) or lang == "vi"


def test_an_id_tells_nothing() -> None:
    assert proposed_party("vn-mof", "vi") == NewParty("vn-mof", "vi", "")
