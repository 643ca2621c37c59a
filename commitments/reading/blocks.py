"""A record's text cut at its top-level keys, so that what did not change need not be parsed again.

Cuts only text of the plainest kind, and only where that gives what parsing the whole would give;
for all else the answer is None, and the caller parses the whole.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from sys import intern
from typing import Any, NamedTuple

from commitments.reading.text import decode
from commitments.reading.yaml_text import parse

MOST = 5000
"""Bytes of the longest text that is cut: it cannot hold more nodes than the reader allows."""

_TOP = re.compile(rb"\n(?:([A-Za-z0-9_][A-Za-z0-9_-]*):(?=[ \n]|\Z)|[^ \n#-]|-[^ \n])")
"""The beginning of a line that is no comment, no item and not indented: a key, or something not plain."""


_KEY = re.compile(rb"[A-Za-z0-9_]")
_COMMENT = re.compile(rb"(?: *(?:#[^\n]*)?\n)*")
_PLAIN = re.compile(
    rb"[A-Za-z_]+: ((?!(?:[Nn]ull|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE)\n)[A-Za-z][a-z_-]*|[0-9]{4}-[0-9QH-]+)\n"
)
"""A whole block of one short word or date, whose value needs no parser."""


class Cuts(NamedTuple):
    """The top-level keys of a text, and where the line of each begins."""

    keys: Sequence[str]
    starts: Sequence[int]


class Difference(NamedTuple):
    """The fields that two texts write differently, as each has them, and the cuts of the second."""

    old: dict[str, Any]
    new: dict[str, Any]
    cuts: Cuts


def cuts(data: bytes, value: Any) -> Cuts | None:
    """The cuts of a text that was parsed as `value`; None where it is not plain."""
    if len(data) > MOST or b"\r" in data or data.startswith(BOM_UTF8) or not isinstance(value, dict):
        return None
    found = _lines(data)
    # Each key of a mapping that begins at the margin is among these lines, so as many lines are the keys.
    return found if found and tuple(found.keys) == tuple(value) else None


def _lines(data: bytes) -> Cuts | None:
    keys: list[str] = []
    starts: list[int] = []
    for match in _TOP.finditer(b"\n" + data):
        if match[1] is None:
            return None
        keys.append(intern(match[1].decode("ascii")))
        starts.append(match.start())
    return Cuts(tuple(keys), tuple(starts))


def difference(old: bytes, at: Cuts, new: bytes, known: Mapping[str, Any]) -> Difference | None:
    """What `new` has otherwise than `old`; None where only parsing the whole can tell.

    `known` are values of `old` that need not be parsed again.
    """
    if len(new) > MOST or b"\r" in new or new.startswith(BOM_UTF8):
        return None
    if old == new:
        return Difference({}, {}, at)
    first, last, shift = _span(old, at.starts, new)
    begin = at.starts[first - 1] if first else 0
    end = at.starts[last] if last < len(at.starts) else len(old)
    inside = _lines(new[begin : end + shift])
    if inside is None:
        return None
    skipped = max(first - 1, 0)
    keys = (*at.keys[:skipped], *inside.keys, *at.keys[last:])
    starts = (
        *at.starts[:skipped],
        *(start + begin for start in inside.starts),
        *(start + shift for start in at.starts[last:]),
    )
    if not keys or len(set(keys)) < len(keys) or not (first or _is_comment(new[: starts[0]])):
        return None
    here = Cuts(keys, starts)
    before = _blocks(old, at, skipped, last)
    after = _blocks(new, here, skipped, skipped + len(inside.keys))
    gone = {key: block for key, block in before.items() if after.get(key) != block}
    come = {key: block for key, block in after.items() if before.get(key) != block}
    was, now = _values(gone, known), _values(come, {})
    return Difference(was, now, here) if was is not None and now is not None else None


def _blocks(data: bytes, at: Cuts, first: int, last: int) -> dict[str, bytes]:
    """The text of each key from the first one up to the last."""
    ends = (*at.starts[1:], len(data))
    return {at.keys[place]: data[at.starts[place] : ends[place]] for place in range(first, last)}


def _is_comment(head: bytes) -> bool:
    """Whether what stands before the first key says nothing."""
    return not head or (_COMMENT.fullmatch(head) is not None and isinstance(decode(head), str))


def _values(blocks: Mapping[str, bytes], known: Mapping[str, Any]) -> dict[str, Any] | None:
    """The value of each block; None where one cannot be read by itself."""
    found: dict[str, Any] = {}
    for key, block in blocks.items():
        if key in known:
            found[key] = known[key]
        elif plain := _PLAIN.fullmatch(block):
            found[key] = plain[1].decode("ascii")
        else:
            parsed = parse(block)
            if parsed.faults or not isinstance(parsed.value, dict) or parsed.value.keys() != {key}:
                return None
            found[key] = parsed.value[key]
    return found


def _span(old: bytes, starts: Sequence[int], new: bytes) -> tuple[int, int, int]:
    """How many parts are equal from the front, and from which key on all are equal to the end.

    Part 0 is what stands before the first key, part n the block of key n - 1.
    """
    shift = len(new) - len(old)
    count = len(starts)
    first, at = 0, 0
    for end in (*starts, len(old)):
        if old[at:end] != new[at:end] or (end == len(old) and shift):
            break
        first, at = first + 1, end
    if first and at < len(new) and not _KEY.match(new, at):  # the last equal part goes on in the new text
        first -= 1
        at = starts[first - 1] if first else 0
    last, end = count, len(old)
    while last >= max(first, 1):
        start = starts[last - 1]
        if start + shift < at or old[start:end] != new[start + shift : end + shift]:
            break
        last, end = last - 1, start
    while last < count and not _on_a_line(new, starts[last] + shift):
        last += 1
    return first, last, shift


def _on_a_line(text: bytes, at: int) -> bool:
    return at == 0 or text[at - 1 : at] == b"\n"
