"""Writes content lines of iCalendar (RFC 5545, 3.1 and 3.3.11). Knows no component and no record."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from commitments.render.safe import one_line

_MOST_OCTETS = 75
"""The length of a line, without its break (RFC 5545, 3.1)."""
_END = "\r\n"
_FOLD = "\r\n "
_SIGNS = re.compile(r"[\\;,]")
"""The signs that have a meaning in a text."""


def text_line(name: str, *lines: str) -> str:
    """A property with a text of some lines, whatever they hold."""
    return folded(f"{name}:" + LINE_BREAK.join(map(escaped, lines)))


LINE_BREAK = r"\n"
"""A line break in a text."""


@lru_cache(maxsize=65536)  # the dates of a record share its title
def escaped(line: str) -> str:
    """A line as part of a text: hidden characters written out, signs that have a meaning escaped."""
    shown = one_line(line)
    return _SIGNS.sub(r"\\\g<0>", shown) if _SIGNS.search(shown) else shown


def folded(line: str) -> str:
    """A content line with its break, folded so that none of its parts is too long and no character is cut."""
    if line.isascii():
        if len(line) <= _MOST_OCTETS:
            return line + _END
        starts = range(_MOST_OCTETS, len(line), _MOST_OCTETS - 1)
        parts = [line[:_MOST_OCTETS], *(line[start : start + _MOST_OCTETS - 1] for start in starts)]
        return _FOLD.join(parts) + _END
    return _folded_octets(line.encode())


def _folded_octets(rest: bytes) -> str:
    parts: list[bytes] = []
    room = _MOST_OCTETS
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # a byte inside a character
            cut -= 1
        parts.append(rest[:cut])
        rest, room = rest[cut:], _MOST_OCTETS - 1
    return _FOLD.encode().join((*parts, rest)).decode() + _END


@lru_cache(maxsize=4096)
def day_lines(day: date) -> str:
    """The properties of an event that lasts a day."""
    end = f"DTEND;VALUE=DATE:{_day_text(day + timedelta(1))}{_END}" if day < date.max else ""
    return f"DTSTART;VALUE=DATE:{_day_text(day)}{_END}{end}"


def _day_text(day: date) -> str:
    """A day as a value of type DATE."""
    return day.isoformat().replace("-", "")


def time_text(time: datetime) -> str:
    """A time in UTC as a value of type DATE-TIME."""
    return time.strftime("%Y%m%dT%H%M%SZ") if time.year > 999 else f"{time.year:04}0101T000000Z"
