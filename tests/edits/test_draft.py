"""A new record from what is asked of it: its id, its status, its shape. Judges no YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.edits.new_record import (
    Draft,
    draft_options,
    first_status,
    propose_id,
    require_new_id,
    shared_fields,
    split_party_and_role,
)
from commitments.errors import CommitmentsError
from commitments.model.lifecycle import Kind, Status

ID = re.compile(r"(?!-)(?!.*--)(?!.*-\Z)[a-z0-9-]{1,64}")
"""As the schema has it."""


@pytest.mark.parametrize(
    ("title", "taken", "prefix", "id"),
    [
        ("Hold an AI day", [], "", "hold-an-ai-day"),
        ("Đề án số 5", [], "", "de-an-so-5"),
        ("Tổ chức Ngày hội Trí tuệ nhân tạo", [], "", "to-chuc-ngay-hoi-tri-tue-nhan-tao"),
        ("  “Đường” — sắt/cao tốc…  ", [], "", "duong-sat-cao-toc"),
        ("Children’s day, leaders' meeting", [], "", "childrens-day-leaders-meeting"),
        ("CO₂ ﬁne ＡＩ", [], "", "co2-fine-ai"),
        ("AI 日本 day", [], "", "ai-day"),
        ("AI day", ["ai-day"], "", "ai-day-2"),
        ("AI day", ["ai-day", "ai-day-2", "ai-day-4"], "", "ai-day-3"),
        ("AI day", [], "nvidia-2025", "nvidia-2025-ai-day"),
        ("AI day", [], "Bộ Tài chính /", "bo-tai-chinh-ai-day"),
        ("one two three four five six seven eight nine ten eleven", [], "", None),
        ("x" * 100, [], "", "x" * 48),
        ("x" * 100, ["x" * 48], "", "x" * 48 + "-2"),
    ],
)
def test_an_id_is_made_of_the_title(title: str, taken: list[str], prefix: str, id: str | None) -> None:
    assert propose_id(title, taken, prefix) == (id or "one-two-three-four-five-six-seven-eight-nine-ten")


@pytest.mark.parametrize("title", ["", "  ", "…", "日本"])
def test_no_id_is_made_of_no_letter(title: str) -> None:
    with pytest.raises(CommitmentsError):
        propose_id(title, [], "before")


@given(st.text(), st.text(), st.integers(1, 30))
def test_an_id_is_one_and_new(title: str, prefix: str, times: int) -> None:
    taken: list[str] = []
    for _ in range(times):
        try:
            found = propose_id(title, taken, prefix)
        except CommitmentsError:
            assert not re.search("[a-zA-Z0-9]", title)
            return
        assert ID.fullmatch(found)
        assert found not in taken
        taken.append(found)


@pytest.mark.parametrize("id", ["ai-day", "a", "2025", "x" * 64])
def test_an_id_may_be_chosen(id: str) -> None:
    require_new_id(id, {"other": "records/other.yaml"})


@pytest.mark.parametrize("id", ["", "AI", "a--b", "-a", "a-", "a_b", "đề-án", "a/b", "../a", "a\n", "x" * 65])
def test_what_is_no_id_is_refused(id: str) -> None:
    with pytest.raises(CommitmentsError, match="is not a valid id"):
        require_new_id(id, {})


def test_an_id_that_is_there_is_refused_with_its_file() -> None:
    with pytest.raises(CommitmentsError, match=r"records/education/taken\.yaml"):
        require_new_id("taken", {"taken": "records/education/taken.yaml"})


def test_kinds_begin_as_their_meaning_says() -> None:
    others = {Kind.REQUEST: "proposed", Kind.OTHER: "proposed", Kind.MEETING: "fulfilled"}
    assert {kind: first_status(kind).value for kind in Kind} == {
        kind: others.get(kind, "agreed") for kind in Kind
    }


FULL = Draft(
    id="ai-day",
    title={"en": "Hold an AI day", "vi": "Tổ chức ngày hội AI"},
    summary={"en": "", "vi": "Một ngày."},
    kind="request",
    part_of="mou",
    parties=[("acme", "lead"), ("vn-mof", "requester"), ("acme", "lead")],
    made_on="2025-09-23",
    due="2026",
    document="minutes.pdf",
    locator="item 3",
    tags=["ai", "events", "ai"],
)


def test_a_record_says_what_was_asked_of_it_and_no_more() -> None:
    assert FULL.record() == {
        "id": "ai-day",
        "title": {"en": "Hold an AI day", "vi": "Tổ chức ngày hội AI"},
        "summary": {"vi": "Một ngày."},
        "kind": "request",
        "status": "proposed",
        "part_of": "mou",
        "parties": [{"party": "acme", "role": "lead"}, {"party": "vn-mof", "role": "requester"}],
        "made_on": "2025-09-23",
        "due": 2026,
        "source": {"document": "minutes.pdf", "locator": "item 3"},
        "tags": ["ai", "events"],
    }
    assert FULL.missing() == []


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ({}, ["--title", "--kind", "--party", "--source"]),
        ({"kind": "meeting"}, ["--title", "--party", "--met-on", "--source"]),
        ({"kind": "meeting", "made_on": "2026-01"}, ["--title", "--party", "--source"]),
        ({"kind": "meeting", "status": "agreed"}, ["--title", "--party", "--source"]),
        ({"kind": "mou", "status": "fulfilled"}, ["--title", "--party", "--met-on", "--source"]),
        ({"title": {"vi": "Đề án"}, "locator": "item 3"}, ["--kind", "--party", "--source"]),
        ({"shape": {"kind": "mou", "parties": [{}], "source": {"document": "a"}}}, ["--title"]),
    ],
)
def test_what_it_owes_is_named_by_its_flags(asked: dict[str, Any], missing: list[str]) -> None:
    assert Draft(**asked).missing() == missing


@pytest.mark.parametrize(
    ("asked", "dates"),
    [
        ({"made_on": "2026-01-15"}, {"met_on": "2026-01-15"}),
        ({"met_on": "2026-01-15"}, {"met_on": "2026-01-15"}),
        ({"made_on": "2026", "met_on": "2026-01-15"}, {"made_on": 2026, "met_on": "2026-01-15"}),
        ({"made_on": "2026", "status": "agreed"}, {"made_on": 2026}),
    ],
)
def test_a_meeting_was_held_on_its_day(asked: dict[str, str], dates: dict[str, Any]) -> None:
    record = Draft(kind=Kind.MEETING, **asked).record()
    assert {name: value for name, value in record.items() if name in ("made_on", "met_on")} == dates


WHOLE: Mapping[str, Any] = {
    "id": "first",
    "title": {"en": "First"},
    "summary": {"en": "What was"},
    "kind": "request",
    "status": "fulfilled",
    "part_of": "mou",
    "depends_on": ["other"],
    "superseded_by": "other",
    "parties": [{"party": "acme", "role": "lead"}],
    "made_on": "2025",
    "due": "2026",
    "due_basis": {"en": "x"},
    "due_changes": [{}],
    "repeats": {"rule": "FREQ=YEARLY"},
    "milestones": [{"id": "m1"}],
    "updates": [{}],
    "evidence": [{}],
    "met_on": "2026",
    "closing": {},
    "review_by": "2026",
    "place": {"en": "London"},
    "scope": [{"en": "x"}],
    "source": {
        "document": "minutes.pdf",
        "title": "Minutes",
        "publisher": "City",
        "published_on": "2025-09-24",
        "locator": "item 7",
        "url": "https://example.org",
        "note": {"en": "unclear"},
    },
    "binding": False,
    "tags": ["ai"],
    "x-file": 3,
}
SHAPE: Mapping[str, Any] = {
    "kind": "request",
    "part_of": "mou",
    "parties": [{"party": "acme", "role": "lead"}],
    "place": {"en": "London"},
    "source": {
        "document": "minutes.pdf",
        "title": "Minutes",
        "publisher": "City",
        "published_on": "2025-09-24",
        "url": "https://example.org",
    },
    "tags": ["ai"],
}


def test_a_shape_holds_nothing_that_happened() -> None:
    assert shared_fields(WHOLE) == SHAPE
    assert shared_fields({"kind": "mou", "source": "no mapping", "parties": None}) == {"kind": "mou"}


def test_a_shape_holds_until_something_else_is_asked() -> None:
    record = Draft(id="second", title={"en": "Second"}, shape=shared_fields(WHOLE)).record()
    assert record == {**SHAPE, "id": "second", "title": {"en": "Second"}, "status": "proposed"}
    other = Draft(
        kind="mou",
        parties=[("vn-mof", "signatory")],
        part_of="talks",
        tags=["new"],
        shape=shared_fields(WHOLE),
    ).record()
    assert other["parties"] == [{"party": "vn-mof", "role": "signatory"}]
    assert [other[name] for name in ("kind", "status", "part_of", "tags")] == [
        "mou",
        "agreed",
        "talks",
        ["new"],
    ]


@pytest.mark.parametrize(
    ("asked", "source"),
    [
        ({"document": "minutes.pdf", "locator": "item 8"}, {**SHAPE["source"], "locator": "item 8"}),
        ({"locator": "item 8"}, {**SHAPE["source"], "locator": "item 8"}),
        ({"document": "other.pdf"}, {"document": "other.pdf"}),
    ],
)
def test_another_document_takes_nothing_from_the_first(asked: dict[str, str], source: dict[str, Any]) -> None:
    assert Draft(shape=shared_fields(WHOLE), **asked).record()["source"] == source


def test_a_draft_leaves_its_shape_alone() -> None:
    shape = shared_fields(WHOLE)
    Draft(shape=shape, kind="meeting", made_on="2026").record()["parties"].append("x")
    assert shape == SHAPE


def test_a_party_stands_in_a_role() -> None:
    assert split_party_and_role("acme/lead") == ("acme", "lead")
    assert Status(Draft(kind="request").record()["status"]) is Status.PROPOSED


@pytest.mark.parametrize("given", ["acme", "acme/", "/lead", "acme/leader", "", "acme/Lead"])
def test_a_party_without_a_role_is_refused_with_the_roles(given: str) -> None:
    with pytest.raises(CommitmentsError) as refused:
        split_party_and_role(given)
    assert "lead, supporting, counterpart" in str(refused.value.values["roles"])


def test_every_field_of_a_draft_has_an_option() -> None:
    every: dict[str, Any] = {
        "title": {"en": "A", "vi": ""},
        "summary": {"vi": "B"},
        "deliverable": {"en": "C"},
        "parties": [("acme", "lead"), ("vn-mof", "funder")],
        "tags": ["x", "y"],
        "shape": {"kind": "mou"},
    }
    plain = (
        *("id", "kind", "status", "part_of", "made_on", "due", "in_force_from", "in_force_until"),
        *("met_on", "document", "locator"),
    )
    draft = Draft(**every, **{name: f"<{name}>" for name in plain})
    assert {field.name for field in fields(Draft)} == {*every, *plain}
    assert draft_options(draft) == [
        ("--title-en", "A"),
        ("--summary", "B"),
        ("--kind", "<kind>"),
        ("--status", "<status>"),
        ("--party", "acme/lead"),
        ("--party", "vn-mof/funder"),
        ("--made-on", "<made_on>"),
        ("--due", "<due>"),
        ("--in-force-from", "<in_force_from>"),
        ("--in-force-until", "<in_force_until>"),
        ("--deliverable", "C"),
        ("--met-on", "<met_on>"),
        ("--source", "<document>"),
        ("--locator", "<locator>"),
        ("--part-of", "<part_of>"),
        ("--tag", "x"),
        ("--tag", "y"),
    ]
    assert draft_options(Draft(id="a")) == []


def test_a_prefix_that_is_cut_between_words_leaves_one_hyphen() -> None:
    assert propose_id("A day", (), f"{'0' * 39}:0") == f"{'0' * 39}-a-day"
