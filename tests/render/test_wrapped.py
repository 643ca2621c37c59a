"""Lines broken between words: nothing is lost, nothing sticks out, and only what must be is broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.render.columns import display_width
from commitments.render.wrapped import wrap_lines


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("commit: all of it", 40, ["commit: all of it"]),
        (
            "Add --met-on DATE --reason TEXT.",
            20,
            ["Add --met-on DATE", "--reason TEXT."],
        ),
        ("  hint: Add met_on, or choose", 18, ["  hint: Add", "  met_on, or", "  choose"]),
        ("Run `git add` and `git commit` now", 17, ["Run `git add` and", "`git commit` now"]),
        ("see `a b c d e f g` there", 9, ["see `a b", "c d e f", "g` there"]),
        ("records/a-very-long-name.yaml:7: bad", 12, ["records/a-ve", "ry-long-name", ".yaml:7: bad"]),
        ("one\ntwo three", 5, ["one", "two", "three"]),
        ("", 5, [""]),
        ("漢字 漢字 ab", 9, ["漢字 漢字", "ab"]),
        ("漢字漢字漢字", 5, ["漢字", "漢字", "漢字"]),
        ("a 漢字漢字漢字", 5, ["a 漢", "字漢", "字漢", "字"]),
        ("Cổng: Cổng", 7, ["Cổng:", "Cổng"]),
        ("Co\u0302\u0309ng Co\u0302\u0309ng", 9, ["Co\u0302\u0309ng Co\u0302\u0309ng"]),
        ("  hint: 漢字 漢字", 12, ["  hint: 漢字", "  漢字"]),
        ("Run `漢字 漢字` now", 10, ["Run `漢字", "漢字` now"]),
        ("漢字", 1, ["漢", "字"]),
    ],
)
def test_a_line_is_broken_between_words(text: str, columns: int, lines: list[str]) -> None:
    assert wrap_lines(text, columns).split("\n") == lines


words = st.text(st.sampled_from("aĐ`-.:/0漢한\u0309"), min_size=1, max_size=9)


@given(st.lists(words, min_size=1, max_size=30), st.integers(0, 4), st.integers(10, 40))
def test_no_word_is_lost_or_broken_that_fits(said: list[str], indent: int, columns: int) -> None:
    lines = wrap_lines(" " * indent + " ".join(said), columns).split("\n")
    assert " ".join(lines).split() == said or any(
        display_width(sentence) > columns - indent for sentence in said
    )
    assert "".join("".join(lines).split()) == "".join(said)
    assert all(display_width(line) <= columns for line in lines)
    assert all(line.startswith(" " * indent) for line in lines)
