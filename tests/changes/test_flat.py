"""Records as lines of fields, for diffs. It must not test what a field is called, which has its own tests."""

from typing import Any

import pytest

from commitments.changes.flat_record import flat_lines
from commitments.reading.schema_fields import field_order

LINES: list[tuple[dict[str, Any], list[str]]] = [
    ({"status": "agreed", "id": "a"}, ["id: a", "status: agreed"]),
    ({"x-b": 1, "x-a": True, "due": 2026}, ["due: 2026", "x-b: 1", "x-a: true"]),
    (
        {"milestones": [{"met_on": "2026-03", "status": "met", "id": "m1"}]},
        ["milestones[m1].id: m1", "milestones[m1].status: met", "milestones[m1].met_on: 2026-03"],
    ),
    ({"title": {"vi": "Họp", "en": "Meet"}}, ["title.en: Meet", "title.vi: Họp"]),
    ({"tags": ["water", "ai"]}, ["tags[]: water", "tags[]: ai"]),
    ({"scope": [{"en": "A"}, {"vi": "B"}]}, ["scope[].en: A", "scope[].vi: B"]),
    (
        {"updates": [{"date": "2026-01-12"}, {"note": {"en": "x"}, "date": "2026-01-12"}]},
        [
            *("updates[2026-01-12].date: 2026-01-12", "updates[2026-01-12#2].date: 2026-01-12"),
            "updates[2026-01-12#2].note.en: x",
        ],
    ),
    ({"x-own": {}, "x-b": [], "tags": None}, ["tags: null", "x-own: {}", "x-b: []"]),
    ({"x-own": [[1, [2]], "a"]}, ["x-own[][]: 1", "x-own[][][]: 2", "x-own[]: a"]),
    ({"summary": {"en": "One\nTwo"}}, ['summary.en: "One\\nTwo"']),
    ({"x-a": "2026", "due": "2026", "x-b": "true"}, ["due: 2026", 'x-a: "2026"', 'x-b: "true"']),
    ({"x-c": ""}, ['x-c: ""']),
    ({"x-a": " b", "x-b": '"c"', "x-c": "[1]"}, ['x-a: " b"', 'x-b: "\\"c\\""', 'x-c: "[1]"']),
    ({"x-a": '"half', "x-b": "{half", "x-c": "[Họp"}, ['x-a: "\\"half"', 'x-b: "{half"', 'x-c: "[Họp"']),
    ({"a b": {"c.d": 1}}, ['["a b"]["c.d"]: 1']),
]


@pytest.mark.parametrize(("record", "lines"), LINES)
def test_a_line_a_field(record: dict[str, Any], lines: list[str]) -> None:
    assert list(flat_lines(record, field_order())) == lines


def test_the_order_is_that_of_the_schema_at_every_depth() -> None:
    order = field_order()
    assert list(order)[:2] == ["id", "title"]
    assert order["milestones"] < order["milestones.id"] < order["milestones.evidence.url"] < order["updates"]
