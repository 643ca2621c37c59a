"""What a record is part of, what is part of it, and what comes next of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from commitments.errors import CommitmentsError
from commitments.model.commitment import Commitment
from commitments.model.outline import Outline, outline
from commitments.model.timeliness import Clock
from commitments.reports.show import ShowReport, find_outline, show

Make = Callable[..., Commitment]

FAMILY = [
    # id, the records above from the nearest up, its parts
    ("london-mou", "", "old-office training"),
    ("training", "london-mou", "course"),
    ("course", "training london-mou", ""),
    ("data-request", "summit", ""),
    ("paused", "", ""),
]


def shown(commitments: list[Commitment], id: str, clock: Clock) -> ShowReport:
    outlines = [outline(item) for item in commitments]
    commitment = next(item for item in commitments if item.id == id)
    return show(outlines, commitment, find_outline(outlines, id), clock)


@pytest.mark.parametrize(("id", "above", "parts"), FAMILY)
def test_family(commitments: list[Commitment], clock: Clock, id: str, above: str, parts: str) -> None:
    report = shown(commitments, id, clock)
    assert (report.commitment.id, report.row.outline.id, report.clock) == (id, id, clock)
    assert [parent.id for parent in report.parents] == above.split()
    assert [row.outline.id for row in report.children] == parts.split()


def test_parts_are_judged_on_the_same_day(commitments: list[Commitment]) -> None:
    (training,) = (
        child
        for child in shown(commitments, "london-mou", Clock(date(2026, 12, 2))).children
        if child.outline.id == "training"
    )
    assert (training.timeliness, training.days_late) == ("overdue", 63)


CIRCLES: list[tuple[dict[str, str], dict[str, str]]] = [
    # id to what it is part of, id to the records shown above it
    ({"a": "a"}, {"a": ""}),
    ({"a": "b", "b": "a"}, {"a": "b", "b": "a"}),
    ({"a": "b", "b": "c", "c": "b"}, {"a": "b c", "b": "c", "c": "b"}),
    ({"a": "gone"}, {"a": ""}),
]


@pytest.mark.parametrize(("links", "above"), CIRCLES)
def test_circles_end(commitment_of: Make, clock: Clock, links: dict[str, str], above: dict[str, str]) -> None:
    ring = [commitment_of(id=name, part_of=to) for name, to in links.items()]
    for name, parents in above.items():
        assert [parent.id for parent in shown(ring, name, clock).parents] == parents.split()


def test_of_two_records_with_one_id_the_first_is_shown(commitment_of: Make, clock: Clock) -> None:
    first, second = commitment_of(id="a", tags=["first"]), commitment_of(id="a", tags=["second"])
    part = commitment_of(id="b", part_of="a")
    assert shown([first, second], "a", clock).row.outline.tags == "first"
    (above,) = shown([first, second, part], "b", clock).parents
    assert above.tags == "first"


YEARLY = {"rule": "FREQ=YEARLY", "starts": "2025-11"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, None),
        ({"repeats": YEARLY}, "2026-11"),
        ({"repeats": {**YEARLY, "held": [{"occurrence": "2026-11"}]}}, "2027-11"),
        ({"repeats": {"rule": "FREQ=YEARLY;COUNT=1", "starts": "2025-11"}}, None),
        ({"repeats": {"rule": "FREQ=YEARLY"}}, None),
    ],
)
def test_the_next_occurrence(
    commitment_of: Make, clock: Clock, fields: dict[str, Any], expected: str | None
) -> None:
    assert shown([commitment_of(**fields)], "small", clock).next_occurrence == expected


@pytest.mark.parametrize(
    ("id", "nearest"), [("trainin", "training"), ("londonmou", "london-mou"), ("zzz", "")]
)
def test_an_unknown_id_is_refused_with_the_nearest(outlines: list[Outline], id: str, nearest: str) -> None:
    with pytest.raises(CommitmentsError) as refused:
        find_outline(outlines, id)
    near = str(refused.value.values["near"]).split(", ")
    assert near[0] == nearest
    assert len(near) <= 3
