"""How are the items of lists followed, by what key and under which number?

It must not know how the rows are applied; that is the laws' task.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from commitments.changes.compare import compare
from commitments.model.fields import LIST_KEYS

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "schema" / "commitment.schema.json").read_text(encoding="utf-8")
)
A, B, C = ({"date": "2026-01-12", "note": {"en": text}} for text in "abc")

Row = tuple[str, Any, Any]
DIFFERENT: dict[str, tuple[Any, Any, list[Row]]] = {
    "a milestone's deadline": (
        {"milestones": [{"id": "m1", "due": "2026-03"}, {"id": "m2"}]},
        {"milestones": [{"id": "m2"}, {"id": "m1", "due": "2026-05"}]},
        [("milestones[m1].due", "2026-03", "2026-05")],
    ),
    "a milestone comes": (
        {"milestones": [{"id": "m1"}]},
        {"milestones": [{"id": "m3", "due": 2026}, {"id": "m1"}]},
        [("milestones[m3]", None, {"id": "m3", "due": 2026})],
    ),
    "a milestone goes": (
        {"milestones": [{"id": "m1"}]},
        {"milestones": []},
        [("milestones[m1]", {"id": "m1"}, None)],
    ),
    "the first milestone": ({}, {"milestones": [{"id": "m1"}]}, [("milestones[m1]", None, {"id": "m1"})]),
    "the last milestone": ({"milestones": [{"id": "m1"}]}, {}, [("milestones[m1]", {"id": "m1"}, None)]),
    "the first of a list of one's own": ({}, {"x-a": [{"id": "b"}]}, [("x-a", None, [{"id": "b"}])]),
    "a first item without its key": ({}, {"updates": [{"by": "b"}]}, [("updates", None, [{"by": "b"}])]),
    "lists in items": (
        {"milestones": [{"id": "m1", "due_changes": [{"date": "2026-01", "to": "2026-03"}]}]},
        {
            "milestones": [
                {
                    "id": "m1",
                    "due_changes": [{"date": "2026-01", "to": "2026-04"}, {"date": 2026, "to": 2027}],
                }
            ]
        },
        [
            ("milestones[m1].due_changes[2026-01].to", "2026-03", "2026-04"),
            ("milestones[m1].due_changes[2026]", None, {"date": 2026, "to": 2027}),
        ],
    ),
    "a role": (
        {"parties": [{"party": "acme", "role": "lead"}, {"party": "acme", "role": "funder"}]},
        {"parties": [{"party": "acme", "role": "lead"}, {"party": "nvidia", "role": "funder"}]},
        [
            ("parties[nvidia/funder]", None, {"party": "nvidia", "role": "funder"}),
            ("parties[acme/funder]", {"party": "acme", "role": "funder"}, None),
        ],
    ),
    "a party without a role": (
        {"parties": [{"party": "acme", "x": 1}]},
        {"parties": [{"party": "acme", "role": None, "x": 2}]},
        [("parties[acme].x", 1, 2)],
    ),
    "a role that is no text": (
        {"parties": [{"party": "acme", "role": 1}]},
        {"parties": [{"party": "acme", "role": 2}]},
        [("parties[acme].role", 1, 2)],
    ),
    "an update's note": (
        {"updates": [A]},
        {"updates": [B]},
        [("updates[2026-01-12].note.en", "a", "b")],
    ),
    "an update of a year": (
        {"updates": [{"date": 2026, "x": 1}]},
        {"updates": [{"date": "2026", "x": 2}]},
        [("updates[2026].x", 1, 2)],
    ),
    "a change of the deadline": (
        {"due_changes": [{"date": "2026-01", "to": "2026-02"}]},
        {"due_changes": [{"date": "2026-01", "to": "2026-03"}]},
        [("due_changes[2026-01].to", "2026-02", "2026-03")],
    ),
    "an occurrence": (
        {"repeats": {"rule": "x", "held": [{"occurrence": 2025, "met_on": "2025-11"}]}},
        {"repeats": {"rule": "x", "held": [{"occurrence": 2025, "met_on": "2025-12"}]}},
        [("repeats.held[2025].met_on", "2025-11", "2025-12")],
    ),
    "evidence by address": (
        {"evidence": [{"url": "https://x.org/a?b=[1]", "title": "a", "date": "2026"}]},
        {"evidence": [{"url": "https://x.org/a?b=[1]", "title": "b", "date": "2026"}]},
        [("evidence[https://x.org/a?b=[1\\]].title", "a", "b")],
    ),
    "evidence by title": (
        {"evidence": [{"title": "Biên bản", "date": "2026"}]},
        {"evidence": [{"title": "Biên bản", "date": "2027"}]},
        [("evidence[Biên bản].date", "2026", "2027")],
    ),
    "evidence by date": (
        {"evidence": [{"date": 2026, "title": {"en": "a"}}]},
        {"evidence": [{"date": 2026, "title": {"en": "b"}}]},
        [("evidence[2026].title.en", "a", "b")],
    ),
    "a number in a key": (
        {"evidence": [{"url": "https://x.org/#2", "x": 1}, {"url": "https://x.org/", "x": 1}]},
        {"evidence": [{"url": "https://x.org/#2", "x": 2}, {"url": "https://x.org/", "x": 2}]},
        [("evidence[https://x.org/\\#2].x", 1, 2), ("evidence[https://x.org/].x", 1, 2)],
    ),
    "what is no number in a key": (
        {"evidence": [{"url": "https://x.org/#p2", "x": 1}, {"url": "https://x.org/#2a", "x": 1}]},
        {"evidence": [{"url": "https://x.org/#p2", "x": 2}, {"url": "https://x.org/#2a", "x": 1}]},
        [("evidence[https://x.org/#p2].x", 1, 2)],
    ),
    "a quotation in a key": (
        {"evidence": [{"title": '"a" \\ b', "x": 1}]},
        {"evidence": [{"title": '"a" \\ b', "x": 2}]},
        [('evidence[\\"a" \\\\ b].x', 1, 2)],
    ),
    "any list with ids": (
        {"x-steps": [{"id": "a", "n": 1}, {"id": "b"}]},
        {"x-steps": [{"id": "a", "n": 2}]},
        [("x-steps[a].n", 1, 2), ("x-steps[b]", {"id": "b"}, None)],
    ),
    "any list with ids that are numbers": (
        {"x": [{"id": 1, "n": 1}]},
        {"x": [{"id": 1, "n": 2}]},
        [("x", [{"id": 1, "n": 1}], [{"id": 1, "n": 2}])],
    ),
    "any list with ids on one side": (
        {"x": [{"id": "a"}]},
        {"x": [{"n": 1}]},
        [("x", [{"id": "a"}], [{"n": 1}])],
    ),
    "any list with a text among ids": (
        {"x": [{"id": "a"}]},
        {"x": [{"id": "a"}, "b"]},
        [("x", [{"id": "a"}], [{"id": "a"}, "b"])],
    ),
    "an item without its key": (
        {"milestones": [{"id": "m1"}, {"due": "2026"}]},
        {"milestones": [{"id": "m1"}, {"due": "2027"}]},
        [("milestones", [{"id": "m1"}, {"due": "2026"}], [{"id": "m1"}, {"due": "2027"}])],
    ),
    "an item with an empty key": (
        {"milestones": [{"id": "", "x": 1}]},
        {"milestones": [{"id": "", "x": 2}]},
        [("milestones", [{"id": "", "x": 1}], [{"id": "", "x": 2}])],
    ),
    "a list of updates known by id only": (
        {"updates": [{"id": "a", "x": 1}]},
        {"updates": [{"id": "a", "x": 2}]},
        [("updates", [{"id": "a", "x": 1}], [{"id": "a", "x": 2}])],
    ),
    "a list of texts": ({"tags": ["a", "b"]}, {"tags": ["c", "a"]}, [("tags", ["a", "b"], ["c", "a"])]),
    "one copy less": ({"tags": ["a", "a"]}, {"tags": ["a"]}, [("tags", ["a", "a"], ["a"])]),
    "another copy": (
        {"tags": ["a", "a", "b"]},
        {"tags": ["a", "b", "b"]},
        [("tags", ["a", "a", "b"], ["a", "b", "b"])],
    ),
    "a list in a list": ({"x": [[1], [2]]}, {"x": [[1, 2]]}, [("x", [[1], [2]], [[1, 2]])]),
    "one key: the second comes": (
        {"updates": [A]},
        {"updates": [B, A]},
        [("updates[2026-01-12#2]", None, B)],
    ),
    "one key: two come": (
        {"updates": []},
        {"updates": [C, A]},
        [("updates[2026-01-12]", None, C), ("updates[2026-01-12#2]", None, A)],
    ),
    "one key: the first of the order goes": (
        {"updates": [B, A]},
        {"updates": [B]},
        [("updates[2026-01-12]", A, None)],
    ),
    "one key: the second of the order goes": (
        {"updates": [B, A]},
        {"updates": [A]},
        [("updates[2026-01-12#2]", B, None)],
    ),
    "one key: a copy goes": ({"updates": [A, A]}, {"updates": [A]}, [("updates[2026-01-12#2]", A, None)]),
    "one key: a copy comes": ({"updates": [A]}, {"updates": [A, A]}, [("updates[2026-01-12#2]", None, A)]),
    "one key: one of two changes": (
        {"updates": [B, A]},
        {"updates": [A, C]},
        [("updates[2026-01-12#2].note.en", "b", "c")],
    ),
    "one key: paired as they stand": (
        {"updates": [C, A]},
        {"updates": [{**C, "by": "x"}, {**A, "by": "x"}, B]},
        [
            ("updates[2026-01-12#2].by", None, "x"),
            ("updates[2026-01-12].by", None, "x"),
            ("updates[2026-01-12#3]", None, B),
        ],
    ),
    "one key: one changes, one goes": (
        {"updates": [A, B]},
        {"updates": [C]},
        [("updates[2026-01-12].note.en", "a", "c"), ("updates[2026-01-12#2]", B, None)],
    ),
    "one key in text and number": (
        {"updates": [{"date": 2026, "x": 1}, {"date": "2026", "x": 2}]},
        {"updates": [{"date": "2026", "x": 1}]},
        [("updates[2026#2]", {"date": "2026", "x": 2}, None)],
    ),
    "order of items: as in the new, then the old alone": (
        {"milestones": [{"id": "z"}, {"id": "a", "x": 1}, {"id": "y"}]},
        {"milestones": [{"id": "n"}, {"id": "a", "x": 2}]},
        [
            ("milestones[n]", None, {"id": "n"}),
            ("milestones[a].x", 1, 2),
            ("milestones[z]", {"id": "z"}, None),
            ("milestones[y]", {"id": "y"}, None),
        ],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), DIFFERENT.values(), ids=DIFFERENT)
def test_rows_of_a_difference(old: dict[str, Any], new: dict[str, Any], expected: list[Row]) -> None:
    assert repr([tuple(row) for row in compare(old, new)]) == repr(expected)  # `==` takes 1 for True


@pytest.mark.parametrize("name", LIST_KEYS)
def test_every_list_of_the_table_is_followed_by_its_keys(name: str) -> None:
    first, *_ = LIST_KEYS[name][0]
    rows = compare({name: [{first: "k", "x": 1}]}, {name: [{first: "k", "x": 2}]})
    assert rows == [(f"{name}[k].x", 1, 2)]


def test_every_list_of_the_schema_that_has_keys_is_in_the_table() -> None:
    definitions = SCHEMA["$defs"]
    lists = {
        name
        for definition in (SCHEMA, SCHEMA["properties"]["repeats"], *definitions.values())
        for name, about in definition.get("properties", {}).items()
        if about.get("type") == "array"
        and definitions[about["items"]["$ref"].removeprefix("#/$defs/")]["type"] == "object"
    }
    assert lists - {"scope"} == set(LIST_KEYS)
