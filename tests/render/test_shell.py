"""Commands for people to copy: a shell takes every word as it was, or the option is named as left out."""

from __future__ import annotations

import os
import shlex
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import law

from commitments.render.safe import inert, visible
from commitments.render.shell import command_line, quote_word, uncopyable_options

posix = pytest.mark.skipif(os.name == "nt", reason="the shell of POSIX")
ODD = [
    *("\u00ad", "\u200b", "\n", "\t", "\x1b", "\ue000", "\U000e0001", "\udcff"),
    *("::", "##[", "'", "\\", "!", "7", "ệ"),
]
"""What no screen shows as it is, and what must stay apart from it."""


def read_by_bash(line: str) -> list[str]:
    """The words that a shell makes of a line, in a locale that knows no letter beyond ASCII."""
    script = os.fsencode(f'words() {{ printf "%s\\0" "$@"; }}; words {line}')
    found = subprocess.run(["bash", "-c", script], capture_output=True, check=True, env={"LC_ALL": "C"})
    return [os.fsdecode(part) for part in found.stdout.split(b"\0")[:-1]]


PIECE = st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8", exclude_characters="\0"))


@posix
@law(60)
@given(st.lists(st.lists(PIECE, max_size=9).map("".join), max_size=5))
def test_a_shell_reads_what_was_written(values: list[str]) -> None:
    line = command_line(["commit", "new", "a b"], [("--tag", value) for value in values], ["--commit"])
    pairs = [[f"--tag={value}"] if value.startswith("-") else ["--tag", value] for value in values]
    expected = ["commit", "new", "a b", *(word for pair in pairs for word in pair), "--commit"]
    assert read_by_bash(line) == expected
    assert inert(visible(line)) == line
    assert "\n" not in line
    assert uncopyable_options([("--tag", value) for value in values]) == []


@posix
@pytest.mark.parametrize("text", ["a b", "Tổ chức", "'hai'", "$x `y` \\", "*", "::warning::x"])
def test_what_a_screen_shows_is_quoted_as_any_shell_takes_it(text: str) -> None:
    assert quote_word(text) == shlex.quote(text)


def test_what_no_command_line_can_hold_is_left_out_and_named() -> None:
    given = [("--title", "a\0b"), ("--tag", "\0"), ("--tag", "\0\0"), ("--due", "2027")]
    assert command_line(["commit"], given, []) == "commit --due 2027"
    assert uncopyable_options(given) == ["--title", "--tag"]


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
    assert quote_word(word) == written


@pytest.mark.parametrize(
    "text", ['say "x"', "50%", "a!", "$x", "`x`", "a\\", "a^b", "a\nb", "a\u00adb", "\u200b", "##[group]"]
)
def test_what_no_quotes_protect_on_windows_is_left_out_and_named(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commitments.render.shell._WINDOWS", True)
    given = [("--title", text), ("--due", "2027")]
    assert command_line(["commit"], given, []) == "commit --due 2027"
    assert uncopyable_options(given) == ["--title"]
