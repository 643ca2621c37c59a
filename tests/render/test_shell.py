"""Commands for people to copy: a shell takes every word as it was, or the word is not there."""

from __future__ import annotations

import os
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.render.safe import inert, visible
from commitments.render.shell import command, quoted

posix = pytest.mark.skipif(os.name == "nt", reason="the shell of POSIX")


@posix
@given(st.lists(st.text(max_size=9), max_size=5))
def test_a_shell_reads_what_was_written(values: list[str]) -> None:
    line = command(["commit", "new", "a b"], [("--tag", each) for each in values], ["--commit"])
    shown = [each for each in values if inert(visible(each)) == each]
    pairs = [[f"--tag={each}"] if each.startswith("-") else ["--tag", each] for each in shown]
    assert shlex.split(line) == [
        "commit",
        "new",
        "a b",
        *(word for pair in pairs for word in pair),
        "--commit",
    ]
    assert inert(visible(line)) == line


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("records\\a-b.yaml", "records\\a-b.yaml"),
        ("a b", '"a b"'),
        ("a&b", '"a&b"'),
        ("Tổ", '"Tổ"'),
    ],
)
def test_a_word_on_windows(word: str, written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commitments.render.shell._WINDOWS", True)
    assert quoted(word) == written


@pytest.mark.parametrize("text", ['say "x"', "50%", "a!", "$x", "`x`", "a\\", "a^b"])
def test_what_no_quotes_protect_on_windows_is_left_out(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commitments.render.shell._WINDOWS", True)
    assert command(["commit"], [("--title", text), ("--due", "2027")], []) == "commit --due 2027"
