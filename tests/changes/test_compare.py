"""Which rows does a difference make, and which differences are none?

It must not know how the rows are applied; that is the laws' task.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commitments.changes.compare import compare
from commitments.model.fields import DATE_NAMES as DATES

SCHEMA = Path(__file__).resolve().parents[2] / "schema" / "commitment.schema.json"
A, B, C = ({"date": "2026-01-12", "note": {"en": text}} for text in "abc")
COMPOSED, DECOMPOSED = "Ti\u1ebfng", "Tie\u0302\u0301ng"

SAME: dict[str, tuple[Any, Any]] = {
    "no items and no list of items": ({"milestones": []}, {}),
    "nothing": ({}, {}),
    "equal": ({"id": "a", "x": [1, {"y": None}]}, {"id": "a", "x": [1, {"y": None}]}),
    "null and absent": ({"due": None}, {}),
    "absent and null": ({}, {"due": None}),
    "null and absent below": ({"repeats": {"rule": "x", "held": None}}, {"repeats": {"rule": "x"}}),
    "null and absent in an item": (
        {"milestones": [{"id": "m1", "due": None}]},
        {"milestones": [{"id": "m1"}]},
    ),
    "null and absent in a list without keys": ({"x": [{"a": 1, "b": None}]}, {"x": [{"a": 1}]}),
    "order of keys": ({"a": 1, "b": {"c": 2, "d": 3}}, {"b": {"d": 3, "c": 2}, "a": 1}),
    "text composed otherwise": ({"title": {"vi": COMPOSED}}, {"title": {"vi": DECOMPOSED}}),
    "a name composed otherwise": ({COMPOSED: 1}, {DECOMPOSED: 1}),
    "a key of an item composed otherwise": (
        {"milestones": [{"id": COMPOSED, "due": "2026"}]},
        {"milestones": [{"id": DECOMPOSED, "due": "2026"}]},
    ),
    "reordered milestones": (
        {"milestones": [{"id": "m1"}, {"id": "m2"}]},
        {"milestones": [{"id": "m2"}, {"id": "m1"}]},
    ),
    "reordered tags": ({"tags": ["a", "b", "a"]}, {"tags": ["a", "a", "b"]}),
    "reordered items with one key": ({"updates": [A, B, A]}, {"updates": [B, A, A]}),
    "reordered lists in lists": ({"x": [[1, 2], ["a"]]}, {"x": [["a"], [2, 1]]}),
    "reordered mappings in a list": (
        {"scope": [{"en": "a"}, {"vi": "b"}]},
        {"scope": [{"vi": "b"}, {"en": "a"}]},
    ),
    "a year as number in an item": ({"updates": [{"date": 2026}]}, {"updates": [{"date": "2026"}]}),
    "a year as number in a list without keys": ({"x": [{"to": 2026}]}, {"x": [{"to": "2026"}]}),
    "zero below zero": ({"x": 0.0}, {"x": -0.0}),
    **{f"a year as number: {name}": ({name: 2026}, {name: "2026"}) for name in sorted(DATES)},
}


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME)
def test_what_is_no_difference(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert compare(old, new) == []
    assert compare(new, old) == []


Row = tuple[str, Any, Any]
DIFFERENT: dict[str, tuple[Any, Any, list[Row]]] = {
    "a text": ({"status": "agreed"}, {"status": "met"}, [("status", "agreed", "met")]),
    "a field comes": ({}, {"due": "2026"}, [("due", None, "2026")]),
    "a field goes": ({"due": "2026"}, {}, [("due", "2026", None)]),
    "a value becomes null": ({"due": "2026"}, {"due": None}, [("due", "2026", None)]),
    "a null becomes a value": ({"due": None}, {"due": "2026"}, [("due", None, "2026")]),
    "a date": ({"due": 2026}, {"due": "2026-Q2"}, [("due", 2026, "2026-Q2")]),
    "a date with a leading zero": ({"due": 26}, {"due": "026"}, [("due", 26, "026")]),
    "a date that is true": ({"due": True}, {"due": "True"}, [("due", True, "True")]),
    "a decimal date": ({"due": 2026.0}, {"due": "2026.0"}, [("due", 2026.0, "2026.0")]),
    "a list of years": ({"due": [2026]}, {"due": ["2026"]}, [("due", [2026], ["2026"])]),
    "true is not one": ({"x": True}, {"x": 1}, [("x", True, 1)]),
    "false is not nought": ({"x": 0}, {"x": False}, [("x", 0, False)]),
    "one is not text": ({"x": 1}, {"x": "1"}, [("x", 1, "1")]),
    "one is not one point nought": ({"x": 1}, {"x": 1.0}, [("x", 1, 1.0)]),
    "true is not one, deep in a list": (
        {"x": [[{"y": True}]]},
        {"x": [[{"y": 1}]]},
        [("x", [[{"y": True}]], [[{"y": 1}]])],
    ),
    "true is not one, deep in a mapping": (
        {"x": {"y": {"z": 1}}},
        {"x": {"y": {"z": True}}},
        [("x.y.z", 1, True)],
    ),
    "true is not one, in an item": (
        {"milestones": [{"id": "m1", "x": 1}]},
        {"milestones": [{"id": "m1", "x": True}]},
        [("milestones[m1].x", 1, True)],
    ),
    "nothing is not the empty text": ({"x": ""}, {}, [("x", "", None)]),
    "nothing is not the empty mapping": ({}, {"x": {}}, [("x", None, {})]),
    "nothing is not the empty list": ({}, {"tags": []}, [("tags", None, [])]),
    "null in a list is not nothing": ({"x": [None]}, {"x": []}, [("x", [None], [])]),
    "case": ({"x": "A"}, {"x": "a"}, [("x", "A", "a")]),
    "space": ({"x": "a"}, {"x": "a "}, [("x", "a", "a ")]),
    "a language": (
        {"title": {"en": "a", "vi": "b"}},
        {"title": {"en": "a", "vi": "c"}},
        [("title.vi", "b", "c")],
    ),
    "a language comes": (
        {"title": {"en": "a"}},
        {"title": {"en": "a", "vi": "b"}},
        [("title.vi", None, "b")],
    ),
    "three names deep": (
        {"source": {"note": {"en": "a"}}},
        {"source": {"note": {"en": "b"}}},
        [("source.note.en", "a", "b")],
    ),
    "a mapping comes": ({}, {"repeats": {"rule": "x"}}, [("repeats", None, {"rule": "x"})]),
    "a mapping goes": ({"source": {"document": "x"}}, {}, [("source", {"document": "x"}, None)]),
    "a mapping is emptied": ({"x": {"a": 1}}, {"x": {}}, [("x.a", 1, None)]),
    "text to mapping": ({"title": "a"}, {"title": {"en": "a"}}, [("title", "a", {"en": "a"})]),
    "mapping to list": ({"x": {"a": 1}}, {"x": [{"a": 1}]}, [("x", {"a": 1}, [{"a": 1}])]),
    "list to text": ({"tags": ["a"]}, {"tags": "a"}, [("tags", ["a"], "a")]),
    "an odd key": ({"x-own": {"a.b": {"c": 1}}}, {"x-own": {"a.b": {"c": 2}}}, [('x-own["a.b"].c', 1, 2)]),
    "an odd key at the top": ({}, {"hạn chót": "x"}, [('["hạn chót"]', None, "x")]),
    "an odd key under an odd key": ({"": {"": 1}}, {"": {"": 2}}, [('[""][""]', 1, 2)]),
    "a key with all that is odd": ({}, {'"]\\\n[.': 1}, [('["\\"]\\\\\\n[."]', None, 1)]),
    "a key with what is plain": ({}, {"x-Y_9": 1}, [("x-Y_9", None, 1)]),
    "a key with another script's digits": ({}, {"x٣": 1}, [('["x٣"]', None, 1)]),
    "two names that compose to one": (
        {COMPOSED: 1, DECOMPOSED: 2},
        {COMPOSED: 1, DECOMPOSED: 3},
        [(f'["{DECOMPOSED}"]', 2, 3)],
    ),
    "order: as in the new, then the old alone": (
        {"gone": 1, "a": 1, "lost": 1, "b": 1, "c": 1},
        {"c": 2, "new": 2, "b": 2, "a": 1},
        [("c", 1, 2), ("new", None, 2), ("b", 1, 2), ("gone", 1, None), ("lost", 1, None)],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), DIFFERENT.values(), ids=DIFFERENT)
def test_rows_of_a_difference(old: dict[str, Any], new: dict[str, Any], expected: list[Row]) -> None:
    assert repr([tuple(row) for row in compare(old, new)]) == repr(expected)  # `==` takes 1 for True


def test_values_stay_as_they_were_written() -> None:
    [row] = compare({"x": [DECOMPOSED, "a", None]}, {"x": [{"due": 2026, "y": None}]})
    assert row == ("x", [DECOMPOSED, "a", None], [{"due": 2026, "y": None}])


def test_neither_side_is_touched() -> None:
    old = {"updates": [B, A, dict(C)], "x": None, "tags": ["b", "a"]}
    new = {"updates": [C, A], "tags": ["a"]}
    before = repr((old, new))
    compare(old, new)
    assert repr((old, new)) == before


def _dates(about: Any) -> Iterator[str]:
    """The names of all fields of a schema that hold dates."""
    if isinstance(about, dict):
        for name, item in about.get("properties", {}).items():
            if item.get("$ref") in ("#/$defs/date", "#/$defs/plain_date"):
                yield name
    if isinstance(about, (dict, list)):
        for item in about.values() if isinstance(about, dict) else about:
            yield from _dates(item)


def test_every_date_of_the_schema_is_one_here() -> None:
    assert set(_dates(json.loads(SCHEMA.read_text(encoding="utf-8")))) == DATES
