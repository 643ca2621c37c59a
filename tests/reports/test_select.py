"""Which records each filter picks, alone and with others."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from commitments.errors import CommitmentsError, UnknownNameError
from commitments.model.folding import fold
from commitments.model.names import PartyId, Prose
from commitments.model.outline import Outline
from commitments.model.parties.party import Party, Registry
from commitments.model.timeliness import Clock
from commitments.reports.filters import RecordFilter, children_by_parent, pick_outlines

CLOCK = Clock(date(2026, 11, 22))
ALL = [
    *("london-mou", "training", "course", "summit", "data-request", "price-list", "old-office", "paused"),
    *("yearly-day", "next-summit"),
]

PICKED: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ALL),
    # ids
    ({"ids": ["course"]}, ["course"]),
    ({"ids": ["summit", "course"]}, ["course", "summit"]),
    ({"ids": ["*summit"]}, ["summit", "next-summit"]),
    ({"ids": ["summit*"]}, ["summit"]),
    ({"ids": ["*ng*", "course"]}, ["training", "course"]),
    ({"ids": ["*"]}, ALL),
    ({"ids": ["nothing-like-*"]}, []),
    ({"ids": ["Course", "*SUMMIT"]}, ["course", "summit", "next-summit"]),
    ({"ids": ["records/course.yaml", "./records/summit.yaml"]}, ["course", "summit"]),
    ({"ids": ["records\\course.yaml", "summit.yaml"]}, ["course", "summit"]),
    ({"ids": ["/home/me/register/records/course.yaml"]}, ["course"]),
    # status, kind, tag
    ({"status": ["proposed"]}, ["course", "data-request"]),
    ({"status": ["proposed", "withdrawn"]}, ["course", "data-request", "old-office"]),
    ({"status": ["open"]}, [id for id in ALL if id not in ("summit", "price-list", "old-office")]),
    ({"status": ["closed"]}, ["summit", "price-list", "old-office"]),
    ({"status": ["overdue", "suspended"]}, ["training", "paused", "yearly-day"]),
    ({"status": ["done_late", "withdrawn"]}, ["price-list", "old-office"]),
    # timeliness is that of the clock's day; a meeting has none
    ({"timeliness": ["overdue"]}, ["training", "yearly-day"]),
    ({"timeliness": ["awaiting", "closed"]}, ["course", "data-request", "old-office"]),
    ({"timeliness": ["on_track"]}, ["london-mou"]),
    ({"timeliness": ["overdue"], "status": ["in_progress"]}, ["training"]),
    ({"stale": True, "kind": ["mou"]}, ["london-mou"]),
    ({"stale": True, "status": ["closed"]}, []),
    ({"kind": ["mou", "meeting"]}, ["london-mou", "summit", "next-summit"]),
    ({"kind": ["treaty"]}, []),
    ({"tag": ["ai"]}, ["london-mou", "training", "summit"]),
    ({"tag": ["skills", "uk"]}, ["london-mou", "training"]),
    ({"tag": ["AI"]}, []),
    ({"tag": ["a"]}, []),
    # a party stands for the bodies below it, in any role
    ({"party": ["vn-tax"]}, ["data-request"]),
    ({"party": ["vn-mof"]}, ["training", "summit", "data-request", "paused"]),
    ({"party": ["vn-government"]}, ["london-mou", "training", "summit", "data-request", "paused"]),
    ({"party": ["nobody"]}, ["old-office"]),
    ({"party": ["nobody", "vn-tax"]}, ["data-request", "old-office"]),
    ({"party": ["idle"]}, []),
    ({"lead": ["acme"]}, ["course", "price-list", "paused"]),
    ({"lead": ["vn-government"]}, ["training", "data-request", "paused"]),
    ({"lead": ["idle"]}, []),
    # a role narrows parties and countries; alone it is that of any party
    ({"party": ["vn-mof"], "role": ["counterpart"]}, ["summit"]),
    ({"party": ["acme"], "role": ["requester", "supporting"]}, ["training", "data-request", "yearly-day"]),
    ({"role": ["funder"]}, ["training"]),
    ({"role": ["monitor"]}, []),
    ({"lead": ["acme"], "role": ["requester"]}, []),
    ({"country": ["VN"]}, ["london-mou", "training", "summit", "data-request", "paused"]),
    ({"country": ["VN", "GB"]}, [id for id in ALL if id not in ("old-office",)]),
    ({"country": ["VN"], "role": ["signatory"]}, ["london-mou"]),
    ({"country": ["GB"], "party": ["vn-tax"]}, ["data-request"]),
    ({"country": ["FR"]}, []),
    # all descendants, without the record itself
    ({"part_of": ["london-mou"]}, ["training", "course", "old-office"]),
    ({"part_of": ["training", "summit"]}, ["course", "data-request"]),
    ({"part_of": ["course"]}, []),
    # strictly before, on the latest day
    ({"due_before": date(2020, 12, 31)}, []),
    ({"due_before": date(2021, 1, 1)}, ["old-office", "paused"]),
    ({"due_before": date(2026, 11, 22)}, ["price-list", "old-office", "paused", "next-summit"]),
    ({"due_before": date(2026, 11, 23)}, ["course", "price-list", "old-office", "paused", "next-summit"]),
    ({"due_before": date(2026, 12, 31), "kind": ["mou"]}, []),
    ({"due_before": date(2027, 1, 1), "kind": ["mou"]}, ["london-mou"]),
    # text, without case and marks
    ({"text": ["LUAN DON"]}, ["london-mou"]),
    ({"text": ["luân đôn"]}, ["london-mou"]),
    ({"text": ["Đao TAO kỹ"]}, ["training"]),
    ({"text": ["memorandum", "tenth"]}, ["london-mou", "data-request"]),
    ({"text": ["not written anywhere"]}, []),
    # different options mean and
    ({"status": ["proposed"], "lead": ["acme"]}, ["course"]),
    ({"tag": ["ai"], "party": ["vn-mof"], "kind": ["meeting"]}, ["summit"]),
    ({"ids": ["t*", "c*"], "status": ["proposed", "agreed"], "part_of": ["london-mou"]}, ["course"]),
    ({"ids": ["course"], "text": ["memorandum"]}, []),
]


def texts_of(outlines: list[Outline]) -> Mapping[str, str]:
    found = {outline.path: fold(f"{outline.title_en}\n{outline.title_vi}") for outline in outlines}
    return {**found, "records/data-request.yaml": fold("Before the tenth session")}


@pytest.mark.parametrize(("options", "ids"), PICKED, ids=lambda name: str(name)[:60])
def test_picked(outlines: list[Outline], registry: Registry, options: dict[str, Any], ids: list[str]) -> None:
    found = pick_outlines(outlines, RecordFilter(**options), registry, CLOCK, lambda: texts_of(outlines))
    assert [item.id for item in found] == ids


def test_texts_are_only_read_where_text_is_sought(outlines: list[Outline], registry: Registry) -> None:
    def texts() -> Mapping[str, str]:
        raise AssertionError("nobody sought text")

    assert len(pick_outlines(outlines, RecordFilter(tag=["ai"]), registry, CLOCK, texts)) == 3


def test_the_order_given_is_kept(outlines: list[Outline], registry: Registry) -> None:
    backwards = outlines[::-1]
    found = pick_outlines(backwards, RecordFilter(ids=["*summit", "course"]), registry, CLOCK, dict)
    assert [item.id for item in found] == ["next-summit", "summit", "course"]


UNKNOWN: list[tuple[dict[str, Any], str, str]] = [
    ({"ids": ["trainin"]}, "There is no record trainin", "training"),
    ({"ids": ["course", "summits"]}, "There is no record summits", "summit"),
    ({"ids": ["records/cours.yaml"]}, "There is no record records/cours.yaml", ""),
    ({"ids": ["elsewhere/course.yaml"]}, "There is no record elsewhere/course.yaml", ""),
    ({"ids": [""]}, "There is no record ", ""),
    ({"part_of": ["london"]}, "There is no record london", "london-mou"),
    ({"party": ["acm"]}, "There is no party acm", "acme"),
    ({"lead": ["vn-governmnt"]}, "There is no party vn-governmnt", "vn-government"),
    ({"party": ["acme", "zzzzzz"]}, "There is no party zzzzzz", ""),
]


@pytest.mark.parametrize(("options", "message", "nearest"), UNKNOWN)
def test_what_nobody_knows_is_refused_with_the_nearest(
    outlines: list[Outline], registry: Registry, options: dict[str, Any], message: str, nearest: str
) -> None:
    with pytest.raises(CommitmentsError) as refused:
        pick_outlines(outlines, RecordFilter(**options), registry, CLOCK, dict)
    assert str(refused.value) == message
    assert str(refused.value.values["near"]).split(", ")[0] == nearest
    assert refused.value.hint


MERGED = Registry(
    {
        party.id: party
        for party in (
            Party(PartyId("acme"), Prose("Acme"), short=Prose("AC"), succeeded_by=(PartyId("nobody"),)),
            Party(PartyId("nobody"), Prose("Nobody & Sons"), aliases=("No Body",)),
            Party(PartyId("vn-mof"), Prose("Finance"), succeeded_by=(PartyId("idle"), PartyId("nobody"))),
            Party(PartyId("vn-tax"), Prose("Tax"), PartyId("vn-mof"), aliases=("finance",)),
            Party(PartyId("idle"), Prose("Idle")),
        )
    }
)


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({"party": ["acme"], "kind": ["mou"]}, ["london-mou"]),
        ({"party": ["nobody"], "kind": ["mou"]}, ["london-mou"]),
        ({"lead": ["NO_BODY"]}, ["course", "price-list", "old-office", "paused"]),
        ({"lead": ["ac"]}, ["course", "price-list", "paused"]),
        ({"party": ["idle"]}, []),
        ({"party": ["vn-mof"]}, ["training", "summit", "data-request", "paused"]),
        ({"party": ["vn tax"]}, ["data-request"]),
        ({"party": ["VN_Government"]}, ["london-mou"]),
    ],
)
def test_a_single_successor_is_followed_and_parties_are_named(
    outlines: list[Outline], options: dict[str, Any], ids: list[str]
) -> None:
    found = pick_outlines(outlines, RecordFilter(**options), MERGED, CLOCK, dict)
    assert [item.id for item in found] == ids


@pytest.mark.parametrize("option", ["party", "lead"])
def test_a_name_of_several_parties_is_refused_with_their_ids(outlines: list[Outline], option: str) -> None:
    with pytest.raises(UnknownNameError) as refused:
        pick_outlines(outlines, RecordFilter(**{option: ["Finance"]}), MERGED, CLOCK, dict)
    assert str(refused.value) == "Finance fits several parties: vn-mof, vn-tax"


@pytest.mark.parametrize(
    ("options", "expected"),
    [({}, False), ({"kind": ["mou"]}, False), ({"kind": ["meeting"]}, True), ({"ids": ["summit"]}, True)],
)
def test_meetings_are_shown_only_when_asked_for(options: dict[str, Any], expected: bool) -> None:
    assert RecordFilter(**options).names_meetings is expected


def test_without_a_registry_parties_are_those_of_the_records(outlines: list[Outline]) -> None:
    found = pick_outlines(outlines, RecordFilter(party=["vn-mof"]), Registry(exists=False), CLOCK, dict)
    assert [item.id for item in found] == ["training", "summit", "paused"]


def test_parts_and_parties(outlines: list[Outline]) -> None:
    parts = {name: [item.id for item in found] for name, found in children_by_parent(outlines).items()}
    assert parts == {
        "london-mou": ["training", "old-office"],
        "training": ["course"],
        "summit": ["data-request"],
    }
    training = outlines[1]
    assert training.leads() == ["vn-mof"]
    assert list(training.roles()) == [("vn-mof", "lead"), ("vn-mof", "funder"), ("acme", "supporting")]


def test_descendants_of_a_circle_end(outline_of: Any, registry: Registry) -> None:
    ring = [outline_of(id=name, part_of=to) for name, to in (("a", "b"), ("b", "a"), ("c", "b"), ("d", "d"))]
    found = pick_outlines(ring, RecordFilter(part_of=["a"]), registry, CLOCK, dict)
    assert {"b", "c"} <= {item.id for item in found} <= {"a", "b", "c"}
    assert {
        party.id for party in pick_outlines(ring, RecordFilter(part_of=["d"]), registry, CLOCK, dict)
    } <= {"d"}
