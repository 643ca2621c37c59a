"""Which entry a request for a new party makes, and which requests are refused."""

from __future__ import annotations

from typing import Any

import pytest

from commitments.edits.new_party import NewParty, new_party_entry, require_free_names
from commitments.errors import CommitmentsError

STANDING: list[Any] = [
    {"id": "acme", "name": {"en": "Acme"}, "kind": "company", "aliases": ["Acme Works"]},
    {"id": "bo-y-te", "name": {"vi": "Bộ Y tế cũ"}, "kind": "ministry"},
    {"name": {"en": "Nobody"}},
    "no mapping",
]


@pytest.mark.parametrize(
    ("lang", "request_fields", "entry"),
    [
        (
            "vi",
            {"id_or_name": " Bộ  Tài chính "},
            {"id": "bo-tai-chinh", "name": {"vi": "Bộ  Tài chính"}, "kind": "other"},
        ),
        (
            "vi",
            {"id_or_name": "Bộ Y tế", "name": "Ministry of Health"},
            {
                "id": "bo-y-te-2",
                "name": {"en": "Ministry of Health", "vi": "Bộ Y tế"},
                "kind": "other",
            },
        ),
        (
            "en",
            {
                "id_or_name": "most",
                "kind": "ministry",
                "name_vi": "Bộ Khoa ho\u0323c",
                "short": "MoST",
                "short_vi": " ",
                "country": "vn",
                "part_of": "gov",
                "aliases": ["Science", "", "Science"],
            },
            {
                "id": "most",
                "name": {"vi": "Bộ Khoa học"},
                "kind": "ministry",
                "country": "VN",
                "part_of": "gov",
                "short": {"en": "MoST"},
                "aliases": ["Science"],
            },
        ),
        (
            "en",
            {"id_or_name": "The Ministry", "name": "The Ministry"},
            {"id": "the-ministry", "name": {"en": "The Ministry"}, "kind": "other"},
        ),
    ],
)
def test_the_entry_of_a_request(lang: str, request_fields: dict[str, Any], entry: dict[str, Any]) -> None:
    request = NewParty(**{"lang": lang, "kind": "other", **request_fields})
    assert new_party_entry(STANDING, request) == entry


@pytest.mark.parametrize(
    ("request_fields", "message"),
    [
        ({"id_or_name": "acme", "name": "Other"}, "There is a party acme already"),
        ({"id_or_name": "other"}, "other is an id, and the party has no name"),
        (
            {"id_or_name": "Other", "name": "Another"},
            "Other is not a valid id, and a flag already gives the name",
        ),
        ({"id_or_name": " ", "name_vi": "A"}, " is not a valid id, and a flag already gives the name"),
        ({"id_or_name": "日本"}, "No id can be made from the name “日本”"),
    ],
)
def test_a_request_that_makes_no_party_is_refused(request_fields: dict[str, Any], message: str) -> None:
    with pytest.raises(CommitmentsError) as refused:
        new_party_entry(STANDING, NewParty(**{"lang": "en", "kind": "other", **request_fields}))
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("names", "owner"),
    [
        ({"name": {"en": "ACME"}}, "acme"),
        ({"name": {"en": "acme_works"}}, "acme"),
        ({"name": {"en": "New"}, "short": {"vi": "Bộ Y tế cũ"}}, "bo-y-te"),
        ({"name": {"en": "New"}, "aliases": ["A", "bo-y-te"]}, "bo-y-te"),
    ],
)
def test_a_name_of_another_party_is_refused(names: dict[str, Any], owner: str) -> None:
    with pytest.raises(CommitmentsError) as refused:
        require_free_names(STANDING, {"id": "new", "kind": "other", **names})
    assert refused.value.values["party"] == owner
    require_free_names(STANDING, {"id": "new", "name": {"en": "New"}, "aliases": ["new", "NEW"]})
