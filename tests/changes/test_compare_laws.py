"""What holds of all differences: they are exact, none is said twice, and order is never one.

It must not pick examples; those stand in the tables.
"""

from random import Random
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as some
from laws import law
from replay import apply, canonical

from commitments.changes.compare import canonical_text, compare

NAMES = [
    *["id", "title", "due", "milestones", "parties", "updates", "date", "evidence", "tags", "x-own"],
    *["a.b", "", '"', "]", "a#2", "\u1ebf", "e\u0302\u0301", "\u00ea\u0301", "hạn chót\n"],
]
WORDS = ["a", "b", "a/b", "a#2", "#2", "a]", '"a"', "\\", "2026", "1", "", "\u1ebf", "e\u0302\u0301"]
NUMBERS = [0, 1, 2026, -1, 0.0, -0.0, 1.0, 2026.0, 1e16, 10**16, True, False]

words = some.sampled_from(WORDS)
scalars = (
    some.none() | words | some.sampled_from(NUMBERS) | some.text(max_size=6) | some.floats(allow_nan=False)
)
names = some.sampled_from(NAMES) | some.text(max_size=4)
values = some.recursive(
    scalars,
    lambda below: some.lists(below, max_size=4) | some.dictionaries(names, below, max_size=4),
    max_leaves=12,
)
keys = some.sampled_from(["a", "a", "b", "a#2", "2026", 2026])
small = some.sampled_from(["a", 1, True, 1.0, {"en": "a"}, {"en": "b"}, [1], ["b", "a"], ["a", "b"], None])


def items(key: str, *others: str, below: Any = small) -> some.SearchStrategy[list[Any]]:
    """Items that share few keys, so that many have the same; and at times one that has none."""
    keyed = some.fixed_dictionaries(
        {key: keys}, optional=dict.fromkeys([*others, "due", "note"], keys | below)
    )
    return (
        some.lists(keyed, max_size=4) | some.lists(keyed, max_size=4) | some.lists(keyed | small, max_size=2)
    )


evidence = items("title", "url", "date") | items("url", "title") | items("date", "title")
below = small | items("date", "to") | evidence
known = {
    "due": keys,
    "title": small,
    "tags": some.lists(words, max_size=4),
    "milestones": items("id", "due_changes", "evidence", below=below),
    "parties": items("party", "role"),
    "updates": items("date", "by"),
    "due_changes": items("date", "to"),
    "evidence": evidence,
    "x-own": items("id", "x-own", below=below),
    "repeats": some.fixed_dictionaries({}, optional={"held": items("occurrence", "evidence", below=below)}),
}
likely = some.fixed_dictionaries({}, optional=known)
anything = some.dictionaries(names, values, max_size=3)


@some.composite
def records(draw: some.DrawFn) -> dict[str, Any]:
    """What records hold, and beside it anything at all."""
    return draw(anything) | draw(likely)


@some.composite
def edited(draw: some.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A record, and what a few changes deep inside it made of it."""
    old = draw(records())
    return old, _edited(old, draw(some.randoms(use_true_random=False)), draw(records()))


def _edited(value: Any, chance: Random, other: Any) -> Any:
    """With parts left out, doubled, reordered, or taken from another value."""
    if chance.random() < 0.1:
        return other
    if isinstance(value, dict):
        kept = [name for name in value if chance.random() < 0.9]
        near = other if isinstance(other, dict) else {}
        return {name: _edited(value[name], chance, near.get(name, "b")) for name in kept}
    if isinstance(value, list):
        kept = [item for item in value for _ in range(chance.choice([0, 1, 1, 1, 1, 1, 2]))]
        chance.shuffle(kept)
        near = other if isinstance(other, list) and other else ["b"]
        return [_edited(item, chance, chance.choice(near)) for item in kept]
    return value


pairs = some.tuples(records(), records()) | edited()


@law(200)
@given(pairs)
@example(({"x": True}, {"x": 1}))
@example(({"x": [{"id": "a"}, {"id": "a"}]}, {"x": [{"id": "a", "n": [1]}, {"id": "a", "n": [True]}]}))
def test_rows_are_exact_and_say_each_difference_once(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    old, new = pair
    rows = compare(old, new)
    assert canonical(apply(old, rows)) == canonical(new)
    assert (rows == []) == (canonical(old) == canonical(new)) == (compare(new, old) == [])
    fields = [row.field for row in rows]
    assert len(set(fields)) == len(fields)
    for row in rows:
        assert not any(other.startswith((row.field + ".", row.field + "[")) for other in fields)
        assert canonical(row.old) != canonical(row.new)


@given(records())
def test_nothing_differs_from_itself(record: dict[str, Any]) -> None:
    assert compare(record, record) == []


def _reordered(value: Any, chance: Random) -> Any:
    if isinstance(value, dict):
        shuffled = list(value.items())
        chance.shuffle(shuffled)
        return {name: _reordered(item, chance) for name, item in shuffled}
    if isinstance(value, list):
        return [_reordered(item, chance) for item in chance.sample(value, len(value))]
    return value


@given(records(), some.randoms(use_true_random=False))
def test_order_is_no_difference(record: dict[str, Any], chance: Random) -> None:
    other = _reordered(record, chance)
    assert compare(record, other) == []
    assert canonical_text(record) == canonical_text(other) == canonical(record)


@law(30, few=8)
@given(some.integers(1, 32), scalars, scalars)
def test_depth_is_no_hindrance(depth: int, one: Any, other: Any) -> None:
    def deep(value: Any) -> dict[str, Any]:
        for number in range(depth):
            value = [value, {"a": number}] if number % 3 == 2 else {"x": value}
        return {"x": value}

    assert canonical(apply(deep(one), compare(deep(one), deep(other)))) == canonical(deep(other))
