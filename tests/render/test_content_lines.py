"""Lines of iCalendar: short enough, whole characters, and read back as what `safe` shows of a text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import law

from commitments.render.calendar.content_lines import folded, text_line
from commitments.render.safe import one_line

LONG = ["x" * 4096, "đ" * 2048, "Kế hoạch " * 400, "漢字" * 1000, "😀" * 500, "a,b;c\\d" * 300]

_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def unfolded(line: str) -> str:
    """What a reader makes of the parts of a line (RFC 5545, 3.1)."""
    return line.replace("\r\n ", "").removesuffix("\r\n")


def read_text(value: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11)."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def assert_well_formed(line: str) -> None:
    assert line.endswith("\r\n")
    parts = line.removesuffix("\r\n").split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert not _HIDDEN.search("".join(parts))


def test_a_hostile_text_is_read_back(hostile: str) -> None:
    assert_read_back(hostile)


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_a_long_text_is_read_back(text: str) -> None:
    assert_read_back(text)


def assert_read_back(text: str) -> None:
    line = text_line("SUMMARY", text)
    assert_well_formed(line)
    assert read_text(unfolded(line).removeprefix("SUMMARY:")) == one_line(text)


@law(200)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=3))
def test_lines_are_read_back(lines: list[str]) -> None:
    line = text_line("DESCRIPTION", *lines)
    assert_well_formed(line)
    shown = "\n".join(map(one_line, lines))
    assert read_text(unfolded(line).removeprefix("DESCRIPTION:")) == shown


@pytest.mark.parametrize("length", range(70, 80))
@pytest.mark.parametrize("letter", ["x", "đ", "漢", "😀"])
def test_no_character_is_cut(length: int, letter: str) -> None:
    line = "x" * length + letter * 40
    assert_well_formed(folded(line))
    assert unfolded(folded(line)) == line
