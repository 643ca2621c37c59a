"""Commands for people to copy: a shell takes every word as it was, or the option is named as left out."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from laws import law

from commitments.errors import ShellWord
from commitments.render.safe import inert, visible
from commitments.render.shell import command_line, quote_word, uncopyable_options
from commitments.render.shown_value import shown_value
from commitments.render.words import Words

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
    ("word", "on_windows", "elsewhere"),
    [
        ("Status=", "Status=", "Status="),
        ("Tình trạng=…", '"Tình trạng=…"', "'Tình trạng=…'"),
        ("a'; rm -r x; '", "\"a'; rm -r x; '\"", "'a'\"'\"'; rm -r x; '\"'\"''"),
        ('"; del x', "…", "'\"; del x'"),
        ("%PATH%", "…", "%PATH%"),
    ],
)
@pytest.mark.parametrize("is_windows", [True, False])
def test_a_word_of_a_command_in_a_hint_is_quoted_for_the_shell_of_the_system(
    word: str, on_windows: str, elsewhere: str, is_windows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commitments.render.shell._WINDOWS", is_windows)
    assert shown_value(ShellWord(word), Words("vi")) == (on_windows if is_windows else elsewhere)


def test_no_message_holds_quotes_that_one_shell_alone_knows() -> None:
    """cmd takes a single quote as it is; double quotes serve PowerShell, cmd and POSIX alike."""
    texts = [text for pair in catalogue_pairs() for text in pair]
    assert [text for text in texts if re.search(r"--[a-z-]+[ =]'|\[\{?\w+\}?\]'", text)] == []


def catalogue_pairs() -> list[tuple[str, str]]:
    """Every message with its translation."""
    path = Path(__file__).resolve().parents[2] / "commitments/locale/vi/LC_MESSAGES/commitments.po"
    messages = read_po(io.BytesIO(path.read_bytes()))
    return [(str(item.id), str(item.string)) for item in messages if item.id]


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
