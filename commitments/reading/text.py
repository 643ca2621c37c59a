"""Decodes files and refuses bytes and characters that no file may hold. Knows no YAML."""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8
from itertools import islice
from typing import NamedTuple

from commitments.model.problem import Finding


class Limits(NamedTuple):
    """How much of a file is read."""

    size: int
    """Bytes of the file."""
    nodes: int
    """Values and keys of its YAML."""


MAX_DEPTH = 32
"""Mappings and lists within one another, counted from the outermost."""

MOST_FAULTS = 200
"""Faults reported of one file; more help nobody, and a hostile file has a hundred thousand."""

RECORD = Limits(size=256 * 1024, nodes=5000)
SETTINGS = Limits(size=64 * 1024, nodes=0)
"""Small, because the TOML reader of Python takes memory by the square of a key's length."""
REGISTRY = Limits(size=4 * 1024 * 1024, nodes=320_000)
"""Room for the 20,000 parties that their schema allows, each with all its fields."""

_NEVER_ALLOWED = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks and overrides
    "\u2028\u2029\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff\ufffe\uffff"
)
_UNSAFE_IN_FILE = f"[{_NEVER_ALLOWED}]"
_UNSAFE_IN_FIELD = f"[\t\r{_NEVER_ALLOWED}]"
_BREAK = "\r\n|\r|\n"
_OUTER_MARKER = re.compile(r"^(?:<{7,}|>{7,})(?=[ \r\n]|\Z)", re.MULTILINE)
_MARKER = re.compile(r"^(?:<{7,}|>{7,}|\|{7,}|={7,})(?=[ \r\n]|\Z)", re.MULTILINE)
_MOST_MARKERS = 12


Place = tuple[int, int]
"""Line and column, both from 1."""

Marks = dict[tuple[int, str | int], tuple[Place, Place]]
"""The places of key and value, by the `id()` of their container and the key or index in it."""


class TextFault(NamedTuple):
    """A finding with its line and column in the text, both from 1."""

    finding: Finding
    line: int
    column: int


def decode(data: bytes, most: int = RECORD.size) -> str | TextFault:
    """Returns the text of a file without its byte order mark, or the fault that forbids to parse it."""
    if len(data) > most:
        return TextFault(Finding("file-too-large", values={"limit": str(most // 1024)}), 1, 1)
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        return TextFault(Finding("not-utf8"), *place(before, len(before)))
    # The quick test first: printable text is safe, and most files hold nothing else.
    if not text.replace("\n", "").isprintable() and (match := re.search(_UNSAFE_IN_FILE, text)):
        return TextFault(
            Finding("unsafe-character", values={"character": character_name(match[0])}),
            *place(text, match.start()),
        )
    if ("<<<<<<<" in text or ">>>>>>>" in text) and (fault := find_conflict(text)):
        return fault
    return text


def find_conflict(text: str) -> TextFault | None:
    """The fault of an unfinished merge, at its first marker; None for a text without markers.

    git writes seven or more signs at the very beginning of a line, alone or before a name. A text may have
    lines of `|` or `=` of its own, so that these count only beside a line of `<` or `>`.
    """
    if not _OUTER_MARKER.search(text):
        return None
    numbers = [place(text, match.start())[0] for match in islice(_MARKER.finditer(text), _MOST_MARKERS + 1)]
    line_list = ", ".join(map(str, numbers[:_MOST_MARKERS])) + (", …" if len(numbers) > _MOST_MARKERS else "")
    return TextFault(Finding("conflict-markers", values={"lines": line_list}), numbers[0], 1)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    breaks = [match.end() for match in re.finditer(_BREAK, text[:offset])]
    return len(breaks) + 1, offset - (breaks[-1] if breaks else 0) + 1


def lines(text: str) -> list[str]:
    """The lines of a file, as editors number them."""
    return re.split(_BREAK, text)


def find_unsafe_character(text: str) -> str | None:
    """The name of the first control, tab or direction mark in a text, which no field may hold; else None."""
    match = re.search(_UNSAFE_IN_FIELD, text)
    return character_name(match[0]) if match else None


def character_name(character: str) -> str:
    """A character as `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
