"""Finds where the lines of a text begin and end, with any kind of line end. Changes nothing."""

from __future__ import annotations

import re

_END = re.compile(r"[\r\n]|\Z")
_BREAK = re.compile(r"\r\n|\r|\n|\Z")


def line_start(text: str, at: int) -> int:
    """Where the line of a place begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Where the line of a place ends, before its line end."""
    match = _END.search(text, at)
    return match.start() if match else len(text)


def next_line(text: str, at: int) -> int:
    """Where the line behind that of a place begins, or the end of the text."""
    match = _BREAK.search(text, at)
    return match.end() if match else len(text)


def column(text: str, at: int) -> int:
    """The number of characters before a place on its line."""
    return at - line_start(text, at)


def break_near(text: str, at: int) -> str:
    """The line end of a place's line, or of the line above where that line has none; else a line feed."""
    end = line_end(text, at)
    if end < len(text):
        return text[end : next_line(text, end)]
    start = line_start(text, at)
    return text[_break_before(text, start) : start] or "\n"


def _break_before(text: str, start: int) -> int:
    return start - 2 if text[max(start - 2, 0) : start] == "\r\n" else max(start - 1, 0)


def end_above(text: str, start: int) -> int:
    """Where the line above the one at `start` ends; 0 where there is none."""
    return _break_before(text, start)


def is_first_on_line(text: str, at: int) -> bool:
    """Whether only blanks come before a place on its line."""
    return not text[line_start(text, at) : at].strip(" \t")


def is_blank(text: str, start: int) -> bool:
    """Whether the line that begins at `start` holds nothing but blanks."""
    return not text[start : line_end(text, start)].strip(" \t")


def is_comment(text: str, start: int) -> bool:
    """Whether the line that begins at `start` holds only a comment."""
    return text[start : line_end(text, start)].lstrip(" \t").startswith("#")


def line_number(text: str, at: int) -> int:
    """The number of a place's line, from 1."""
    return len(re.findall(r"\r\n|\r|\n", text[:at])) + 1
