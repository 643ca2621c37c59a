"""Writes content lines of iCalendar (RFC 5545, 3.1 and 3.3.11). Knows no component and no record."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from commitments.render.safe import one_line

_MOST_OCTETS = 75
"""The length of a line, without its break (RFC 5545, 3.1)."""
_END = "\r\n"
_SIGNS = re.compile(r"[\\;,]")
"""The signs that have a meaning in a text."""


def text_line(name: str, *lines: str) -> str:
    """A property with a text of some lines, whatever they hold.

    Hidden characters are written out, and signs that have a meaning of their own are escaped.
    """
    return folded(f"{name}:" + r"\n".join(map(_escaped, lines)))


@lru_cache(maxsize=65536)  # the dates of a record share its title, and many records share how they stand
def _escaped(line: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", one_line(line))


def folded(line: str) -> str:
    """A content line with its break, folded so that none of its parts is too long and no character is cut."""
    if len(line) <= _MOST_OCTETS and line.isascii():
        return line + _END
    rest = line.encode()
    parts: list[bytes] = []
    room = _MOST_OCTETS
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # a byte inside a character
            cut -= 1
        parts.append(rest[:cut])
        rest, room = rest[cut:], _MOST_OCTETS - 1
    return b"\r\n ".join((*parts, rest)).decode() + _END


def day_text(day: date) -> str:
    """A day as a value of type DATE."""
    return f"{day.year:04}{day.month:02}{day.day:02}"


def time_text(time: datetime) -> str:
    """A time in UTC as a value of type DATE-TIME."""
    return time.strftime("%Y%m%dT%H%M%SZ") if time.year > 999 else f"{time.year:04}0101T000000Z"
