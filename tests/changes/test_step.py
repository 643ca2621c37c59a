"""Which record was which before a commit, and what rows does it make?

It must not judge how fields are compared, nor read any git: what stood is given.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from laws import law
from replay import canonical, replayed

from commitments.changes.change import Change, FieldChange
from commitments.changes.commit_step import RecordPair, change_rows, pair_records
from commitments.changes.compare import compare
from commitments.model.revision import Revision

PAIRS: dict[str, tuple[dict[str, str], dict[str, str], list[RecordPair]]] = {
    "nothing": ({}, {}, []),
    "added": ({}, {"a": "x"}, [RecordPair("x", None, "a")]),
    "removed": ({"a": "x"}, {}, [RecordPair("x", "a", None)]),
    "edited": ({"a": "x"}, {"a": "x"}, [RecordPair("x", "a", "a")]),
    "edited before one that goes": (
        {"a": "x", "b": "y"},
        {"a": "x"},
        [RecordPair("x", "a", "a"), RecordPair("y", "b", None)],
    ),
    "renamed": ({"a": "x"}, {"b": "x"}, [RecordPair("x", "a", "b")]),
    "moved between folders": ({"2025/x": "x"}, {"2026/x": "x"}, [RecordPair("x", "2025/x", "2026/x")]),
    "another id in the same file": (
        {"a": "x"},
        {"a": "y"},
        [RecordPair("x", "a", None), RecordPair("y", None, "a")],
    ),
    "swapped": (
        {"a": "x", "b": "y"},
        {"a": "y", "b": "x"},
        [RecordPair("y", "b", "a"), RecordPair("x", "a", "b")],
    ),
    "in a ring": (
        {"a": "x", "b": "y", "c": "z"},
        {"a": "z", "b": "x", "c": "y"},
        [RecordPair("z", "c", "a"), RecordPair("x", "a", "b"), RecordPair("y", "b", "c")],
    ),
    "moved onto another, which goes": (
        {"a": "x", "b": "y"},
        {"b": "x"},
        [RecordPair("y", "b", None), RecordPair("x", "a", "b")],
    ),
    "moved away for a new one": (
        {"a": "x"},
        {"a": "z", "b": "x"},
        [RecordPair("z", None, "a"), RecordPair("x", "a", "b")],
    ),
    "one id twice, both stay": (
        {"a": "x", "b": "x"},
        {"a": "x", "b": "x"},
        [RecordPair("x", "a", "a"), RecordPair("x", "b", "b")],
    ),
    "one id twice, one stays": (
        {"a": "x", "b": "x"},
        {"b": "x", "c": "x"},
        [RecordPair("x", "b", "b"), RecordPair("x", "a", "c")],
    ),
    "one id twice, both move": (
        {"b": "x", "a": "x"},
        {"d": "x", "c": "x"},
        [RecordPair("x", "a", "c"), RecordPair("x", "b", "d")],
    ),
    "a copy comes": (
        {"b": "x"},
        {"a": "x", "b": "x"},
        [RecordPair("x", None, "a"), RecordPair("x", "b", "b")],
    ),
    "a copy goes": (
        {"a": "x", "b": "x"},
        {"b": "x"},
        [RecordPair("x", "a", None), RecordPair("x", "b", "b")],
    ),
    "three become one": (
        {"a": "x", "b": "x", "c": "x"},
        {"d": "x"},
        [RecordPair("x", "b", None), RecordPair("x", "c", None), RecordPair("x", "a", "d")],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), PAIRS.values(), ids=PAIRS)
def test_pairs(before: dict[str, str], after: dict[str, str], expected: list[RecordPair]) -> None:
    assert pair_records(before, after) == expected
    reordered = pair_records(dict(reversed(before.items())), dict(reversed(after.items())))
    assert reordered == expected


Record = Mapping[str, Any]
State = Mapping[str, tuple[str, Record | None]]
"""Files by path: the id that each stands for, and its record; None where it cannot be read."""


@dataclass(frozen=True)
class Stood:
    """A version of a file."""

    record: Record | None

    @property
    def readable(self) -> bool:
        return self.record is not None

    @property
    def title(self) -> str:
        return json.dumps((self.record or {}).get("title"), ensure_ascii=False)

    def whole(self) -> Record:
        assert self.record is not None, "the whole of what cannot be read"
        return self.record


def _compared(old: Stood, new: Stood) -> list[FieldChange]:
    return compare(old.whole(), new.whole())


def _told(states: Sequence[State]) -> list[Change]:
    """The rows of a history, a commit a state."""
    last: dict[str, Stood] = {}
    rows: list[Change] = []
    for number, (before, after) in enumerate(pairwise([{}, *states]), 1):
        at = Revision(f"{number:040x}", (), number, "", "", "")
        touched = [item for item in {**before, **after} if repr(before.get(item)) != repr(after.get(item))]
        pairs = pair_records(
            {path: before[path][0] for path in touched if path in before},
            {path: after[path][0] for path in touched if path in after},
        )
        known = {pair: last.pop(pair.old) for pair in pairs if pair.old in last}
        for pair in pairs:
            old = Stood(before[pair.old][1]) if pair.old else None
            new = Stood(after[pair.new][1]) if pair.new else None
            rows += change_rows(at, pair, old, new, known.get(pair), _compared)
            lasting = new if new and new.readable else known.get(pair)
            if pair.new and lasting:
                last[pair.new] = lasting
    return rows


X1, X2 = ({"id": "x", "title": {"en": text}} for text in "ab")
TITLE1, TITLE2 = '{"en": "a"}', '{"en": "b"}'
Y1 = {"id": "y", "title": "Tiếng Việt"}

LAST: dict[str, tuple[list[State], list[tuple[Any, ...]]]] = {
    "added": ([{"a": ("x", X1)}], [("x", "a", "added", "", None, X1, TITLE1)]),
    "removed": ([{"a": ("x", X1)}, {}], [("x", "a", "removed", "", X1, None, TITLE1)]),
    "changed": (
        [{"a": ("x", X1)}, {"a": ("x", X2)}],
        [("x", "a", "changed", "title.en", "a", "b", TITLE2)],
    ),
    "written otherwise": (
        [{"a": ("x", {**X1, "n": [1, 2]})}, {"a": ("x", {"n": [2, 1], **X1})}],
        [],
    ),
    "renamed": ([{"a": ("x", X1)}, {"b": ("x", X1)}], [("x", "b", "renamed", "", "a", "b", TITLE1)]),
    "moved between folders with an edit": (
        [{"2025/x": ("x", X1)}, {"2026/x": ("x", X2)}],
        [
            ("x", "2026/x", "renamed", "", "2025/x", "2026/x", TITLE2),
            ("x", "2026/x", "changed", "title.en", "a", "b", TITLE2),
        ],
    ),
    "two files swap their records": (
        [{"a": ("x", X1), "b": ("y", Y1)}, {"a": ("y", Y1), "b": ("x", X1)}],
        [
            ("y", "a", "renamed", "", "b", "a", '"Tiếng Việt"'),
            ("x", "b", "renamed", "", "a", "b", TITLE1),
        ],
    ),
    "another record in the same file": (
        [{"a": ("x", X1)}, {"a": ("y", Y1)}],
        [("x", "a", "removed", "", X1, None, TITLE1), ("y", "a", "added", "", None, Y1, '"Tiếng Việt"')],
    ),
    "unreadable": (
        [{"a": ("x", X1)}, {"a": ("x", None)}],
        [("x", "a", "unreadable", "", X1, None, TITLE1)],
    ),
    "unreadable from the first": (
        [{"a": ("x", None)}],
        [("x", "a", "unreadable", "", None, None, "null")],
    ),
    "unreadable and moved": (
        [{"a": ("x", X1)}, {"b": ("x", None)}],
        [
            ("x", "b", "renamed", "", "a", "b", TITLE1),
            ("x", "b", "unreadable", "", X1, None, TITLE1),
        ],
    ),
    "still unreadable, and moved": (
        [{"a": ("x", X1)}, {"a": ("x", None)}, {"b": ("x", None)}],
        [("x", "b", "renamed", "", "a", "b", TITLE1)],
    ),
    "readable again as it was": (
        [{"a": ("x", X1)}, {"a": ("x", None)}, {"a": ("x", X1)}],
        [("x", "a", "readable", "", None, X1, TITLE1)],
    ),
    "readable again, changed since": (
        [{"a": ("x", X1)}, {"a": ("x", None)}, {"a": ("x", X2)}],
        [
            ("x", "a", "readable", "", None, X2, TITLE2),
            ("x", "a", "changed", "title.en", "a", "b", TITLE2),
        ],
    ),
    "readable again elsewhere, changed since": (
        [{"a": ("x", X1)}, {"a": ("x", None)}, {"b": ("x", X2)}],
        [
            ("x", "b", "renamed", "", "a", "b", TITLE2),
            ("x", "b", "readable", "", None, X2, TITLE2),
            ("x", "b", "changed", "title.en", "a", "b", TITLE2),
        ],
    ),
    "readable for the first time": (
        [{"a": ("x", None)}, {"a": ("x", X1)}],
        [("x", "a", "readable", "", None, X1, TITLE1)],
    ),
    "an unreadable one is removed": (
        [{"a": ("x", X1)}, {"a": ("x", None)}, {}],
        [("x", "a", "removed", "", X1, None, TITLE1)],
    ),
    "one that never was readable is removed": (
        [{"a": ("x", None)}, {}],
        [("x", "a", "removed", "", None, None, "null")],
    ),
    "created again": (
        [{"a": ("x", X1)}, {}, {"a": ("x", X2)}],
        [("x", "a", "added", "", None, X2, TITLE2)],
    ),
    "created again, unreadable": (
        [{"a": ("x", X1)}, {}, {"a": ("x", None)}],
        [("x", "a", "unreadable", "", None, None, "null")],
    ),
    "one id in two files": (
        [{"a": ("x", X1)}, {"a": ("x", X1), "b": ("x", X2)}],
        [("x", "b", "added", "", None, X2, TITLE2)],
    ),
    "nothing touched": ([{"a": ("x", X1)}, {"a": ("x", X1)}], []),
}


@pytest.mark.parametrize(("states", "expected"), LAST.values(), ids=LAST)
def test_rows_of_the_last_commit(states: list[State], expected: list[tuple[Any, ...]]) -> None:
    rows = [row for row in _told(states) if row.at.time == len(states)]
    said = [(*row[1:5], json.loads(row.old), json.loads(row.new), row.title) for row in rows]
    assert said == expected


def test_values_are_json_that_shows_letters_as_they_are() -> None:
    [row] = _told([{"a": ("y", Y1)}])
    assert (row.old, row.new) == ("null", '{"id": "y", "title": "Tiếng Việt"}')


PATHS = ["a", "b", "c", "2025/a", "2026/a"]


@some.composite
def histories(draw: some.DrawFn) -> list[State]:
    """States that follow from one another by moves, swaps, edits, breaks, repairs and removals."""
    chance = draw(some.randoms(use_true_random=False))
    states: list[State] = [{}]
    for _ in range(draw(some.integers(1, 8))):
        states.append(_next(states[-1], chance))
    return states


def _next(state: State, chance: Random) -> State:
    paths = chance.sample(PATHS, len(PATHS))
    kept = [item for item in state.values() if chance.random() < 0.9]
    if len(kept) < len(PATHS) and chance.random() < 0.6:
        kept.append((chance.choice("xyz"), _record(chance)))
    if chance.random() < 0.5:  # most stay where they are
        paths = sorted(paths, key=lambda path: (path not in state, path))
        kept = kept[: len(paths)]
    return {path: _touched(item, chance) for path, item in zip(paths, kept, strict=False)}


def _touched(file: tuple[str, Record | None], chance: Random) -> tuple[str, Record | None]:
    id, _ = file
    return chance.choice([file, file, (id, _record(chance)), (id, None)])


def _record(chance: Random) -> Record:
    def update() -> Record:
        return {"date": chance.choice(["2026-01", 2026]), "note": {"en": chance.choice("ab")}}

    return {
        "title": {"en": chance.choice("ab")},
        "due": chance.choice([None, 2026, "2026", "2026-Q2", True, 1]),
        "updates": [update() for _ in range(chance.randrange(4))],
        "tags": [chance.choice("ab") for _ in range(chance.randrange(3))],
    }


@law(200)
@given(histories())
def test_all_rows_played_from_nothing_give_the_last_state(states: list[State]) -> None:
    head = {path: canonical(record) for path, (_, record) in states[-1].items() if record is not None}
    played = replayed(_told(states))
    assert {path: canonical(record) for path, record in played.items()} == head
