"""A long text is told by the words that changed, and in bounded time."""

from __future__ import annotations

import pytest
from bounds import little_work
from hypothesis import given
from hypothesis import strategies as st

from commitments.render.changes.word_diff import changed_words

TEXT = (
    "Viet Nam and NVIDIA build two centres for research and train one thousand engineers before the end of"
    " 2027, as far as the budget of both sides allows."
)


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("two", "three", ["“build two centres” → “build three centres”"]),
        (" one thousand", "", ["−“one thousand”"]),
        ("before", "and teachers before", ["+“engineers and teachers before”"]),
        ("2027, as", "2027 as", ["“of 2027, as” → “of 2027 as”"]),
        ("Viet", "viet", ["“Viet Nam” → “viet Nam”"]),
        ("allows.", "allows", ["“sides allows.” → “sides allows”"]),
        ("two centres for", "some labs for", ["“build two centres for” → “build some labs for”"]),
    ],
)
def test_the_words_that_changed_stand_between_their_neighbours(old: str, new: str, places: list[str]) -> None:
    assert TEXT.count(old) == 1
    assert changed_words(TEXT, TEXT.replace(old, new)) == (places, 0)


def test_many_places_are_counted() -> None:
    old = " ".join(f"w{number}" for number in range(100))
    new = " ".join(f"W{number}" if number % 10 == 0 else f"w{number}" for number in range(100))
    places, hidden = changed_words(old, new) or ([], 0)
    assert (len(places), hidden) == (4, 6)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("One day", "Two days"),
        (TEXT, "Another text altogether."),
        (TEXT, TEXT[::-1]),
        (" ".join(map(str, range(2_000))), " ".join(map(str, range(2_000, 4_000)))),
    ],
)
def test_a_text_that_is_short_or_new_is_told_whole(old: str, new: str) -> None:
    assert changed_words(old, new) is None


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_are_compared(old: str, new: str) -> None:
    changes = changed_words(old, new)
    assert changes is None or changes[0]


def test_a_text_made_to_be_slow_takes_little_work() -> None:
    old = " ".join("ab"[number % 3 == 0] for number in range(30_000))
    new = " ".join("ba"[number % 7 == 0] for number in range(30_000))
    with little_work():
        changed_words(old, new)
    short, other = (" ".join("ab"[number % step == 0] for number in range(400)) for step in (3, 7))
    with little_work():
        changed_words(short, other)
