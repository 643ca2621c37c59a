"""What became of the entries of a list: which stand, which say something else, and which are gone or new?"""

from __future__ import annotations

from typing import Any

import pytest

from commitments.changes.list_entries import (
    has_text,
    is_within,
    keeps_meaning,
    key_by_days,
    key_by_text,
    list_changes,
    same_days,
    shown_value,
)

DAY = "2026-05-19"


def said(text: str, **more: str) -> dict[str, Any]:
    return {"date": DAY, "note": {"en": text, **more}}


def places(old: object, new: object, *keys: Any) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Where those stand that changed, are gone, and are new."""
    result = list_changes(old, new, *(keys or (key_by_text("date"),)))
    changed = [(before.place, after.place) for before, after in result.changed]
    return changed, [entry.place for entry in result.removed], [entry.place for entry in result.added]


@pytest.mark.parametrize(("others", "changed"), [(0, []), (49, []), (50, [(0, 0)])])
def test_an_entry_is_compared_with_so_many_of_its_key_and_no_more(
    others: int, changed: list[tuple[int, int]]
) -> None:
    after = [*(said(f"other {n}") for n in range(others)), said("x", vi="y")]
    expected = [place for place in range(others + 1) if place != (0 if changed else others)]
    assert places([said("x")], after) == (changed, [], expected)


def test_entries_are_known_by_the_first_key_that_fits() -> None:
    old = [{"date": DAY, "to": "2027"}, {"date": "2026-06-01", "to": "2028"}, {"date": "2026-07-01"}]
    new = [{"date": "2026-06-02", "to": "2028"}, {"date": DAY, "to": "2029"}, {"date": "2026-08-01"}]
    assert places(old, new, key_by_text("date"), key_by_text("to")) == ([(0, 1), (1, 0)], [2], [2])


def test_what_is_no_list_of_mappings_has_no_entries() -> None:
    assert places("text", [1, None, "x"]) == ([], [], [])
    assert places(None, [said("x")]) == ([], [], [0])


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("2026-05", "2026", True),
        ("2026", "2026", True),
        ("2026", "2026-05", False),
        ("2026-01-01", "2026", True),
        ("2025-12-31", "2026", False),
        ("2026-12-31", "2026", True),
        ("2027-01-01", "2026", False),
        ("2026-05", "../2026", True),
        ("../2026", "../2026", True),
        ("../2026", "2026", False),
        ("2027", "../2026", False),
        ("2026-05", "2026/..", True),
        ("2026/..", "2026/..", True),
        ("2026/..", "2026", False),
        ("2025", "2026/..", False),
        ("no date", "2026", False),
        ("2026", "no date", False),
        (None, None, False),
    ],
)
def test_days_within_days(inner: object, outer: object, expected: bool) -> None:
    assert is_within(inner, outer) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2026", "2026-01/2026-12", True),
        (2026, "2026", True),
        ("2026", "2026-01/2026-11", False),
        ("2026", "2026/..", False),
        ("no date", "none either", True),
        ("2026", "no date", False),
        ("no date", "2026", False),
    ],
)
def test_days_are_the_same_however_they_are_written(one: object, other: object, expected: bool) -> None:
    assert same_days(one, other) is expected


@pytest.mark.parametrize(
    ("old", "new", "name", "expected"),
    [
        (None, 1, "", True),
        ("a  b", "a\nb", "", True),
        ("a", "b", "", False),
        ("a", {"en": "b", "vi": "a"}, "", True),
        ("a", {"en": "b"}, "", False),
        ({"en": "a"}, {"en": "a", "vi": "b"}, "", True),
        ({"en": "a", "vi": "b"}, {"en": "a"}, "", False),
        ({"en": "a"}, "a", "", False),
        (["a", "a"], ["a", "b", "a"], "", True),
        (["a", "a"], ["a", "b"], "", False),
        ("2026", "2026-01/2026-12", "due", True),
        ("2026", "2026-01/2026-12", "title", False),
        ("2026-05", "2026-05-19", "met_on", True),
        ("2026-05-19", "2026-05", "met_on", False),
        ("2026-05", "2026-05-19", "due", False),
        (True, "true", "", False),
        (1, 1, "", True),
    ],
)
def test_what_was_said_is_said_still(old: object, new: object, name: str, expected: bool) -> None:
    assert keeps_meaning(old, new, name) is expected


def test_a_day_is_a_key_however_it_is_written_and_a_text_as_it_stands() -> None:
    key = key_by_days("date")
    assert key({"date": "2026"}) == key({"date": "2026-01/2026-12"}) != key({"date": "2026-01"})
    assert key({"date": "soon"}) == key({"date": "soon"}) != key({"date": "later"})
    assert key({}) is None
    assert key_by_text("a", "b")({"a": 1}) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", True),
        (" ", False),
        ({"en": " ", "vi": "x"}, True),
        ({"en": " "}, False),
        ({"en": 1}, False),
        ({}, False),
        (None, False),
        (["x"], False),
    ],
)
def test_whether_a_prose_says_anything(value: object, expected: bool) -> None:
    assert has_text(value) is expected


def test_a_value_is_shown_as_far_as_a_message_bears_it() -> None:
    assert [len(shown_value("x" * length)) for length in (79, 80, 81)] == [79, 80, 80]
    assert (shown_value(None), shown_value({"a": 1}), shown_value("–")) == ("–", '{"a": 1}', "–")
