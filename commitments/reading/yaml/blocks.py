"""Cuts a record's text at its top-level keys, so that unchanged fields need no parser. Writes nothing.

It cuts only texts of the plainest kind, and only where parsing the whole gives the same values;
for any other text it returns None, and the caller parses the whole.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from sys import intern
from typing import Any, NamedTuple

from commitments.reading.text import decode
from commitments.reading.yaml.yaml_text import parse

LONGEST_TEXT = 5000
"""Bytes of the longest text that is cut. So short a text cannot hold more nodes than the reader allows."""

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


def find_cuts(data: bytes, value: Any) -> Cuts | None:
    """Returns the cuts of a text that was parsed as `value`; None where the text is not plain."""
    if len(data) > LONGEST_TEXT or b"\r" in data or data.startswith(BOM_UTF8) or not isinstance(value, dict):
        return None
    top_cuts = _top_cuts(data)
    # Every key at the margin begins one of these lines, so equal counts mean that each line is a key.
    return top_cuts if top_cuts and tuple(top_cuts.keys) == tuple(value) else None


def _top_cuts(data: bytes) -> Cuts | None:
    keys: list[str] = []
    starts: list[int] = []
    for match in _TOP.finditer(b"\n" + data):
        if match[1] is None:
            return None
        keys.append(intern(match[1].decode("ascii")))
        starts.append(match.start())
    return Cuts(tuple(keys), tuple(starts))


def find_difference(
    old: bytes, old_cuts: Cuts, new: bytes, old_values: Mapping[str, Any]
) -> Difference | None:
    """Returns the fields that two texts write differently; None where only parsing the whole can tell.

    `old_cuts` are the cuts of `old`; `old_values` are its values that need not be parsed again.
    """
    if len(new) > LONGEST_TEXT or b"\r" in new or new.startswith(BOM_UTF8):
        return None
    if old == new:
        return Difference({}, {}, old_cuts)
    first, last, shift = _changed_range(old, old_cuts.starts, new)
    changed_start = old_cuts.starts[first - 1] if first else 0
    changed_end = old_cuts.starts[last] if last < len(old_cuts.starts) else len(old)
    inside = _top_cuts(new[changed_start : changed_end + shift])
    if inside is None:
        return None
    skipped = max(first - 1, 0)
    keys = (*old_cuts.keys[:skipped], *inside.keys, *old_cuts.keys[last:])
    starts = (
        *old_cuts.starts[:skipped],
        *(start + changed_start for start in inside.starts),
        *(start + shift for start in old_cuts.starts[last:]),
    )
    if not keys or len(set(keys)) < len(keys) or not (first or _is_comment(new[: starts[0]])):
        return None
    new_cuts = Cuts(keys, starts)
    old_blocks = _key_blocks(old, old_cuts, skipped, last)
    new_blocks = _key_blocks(new, new_cuts, skipped, skipped + len(inside.keys))
    replaced = {key: block for key, block in old_blocks.items() if new_blocks.get(key) != block}
    replacing = {key: block for key, block in new_blocks.items() if old_blocks.get(key) != block}
    old_fields, new_fields = _block_values(replaced, old_values), _block_values(replacing, {})
    if old_fields is None or new_fields is None:
        return None
    return Difference(old_fields, new_fields, new_cuts)


def _key_blocks(data: bytes, cuts: Cuts, first: int, last: int) -> dict[str, bytes]:
    """Returns the text of each key from number `first` up to, without, number `last`."""
    ends = (*cuts.starts[1:], len(data))
    return {cuts.keys[index]: data[cuts.starts[index] : ends[index]] for index in range(first, last)}


def _is_comment(head: bytes) -> bool:
    """Whether the text before the first key holds only comments and blank lines."""
    return not head or (_COMMENT.fullmatch(head) is not None and isinstance(decode(head), str))


def _block_values(blocks: Mapping[str, bytes], values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Returns the value of each block; None where a block cannot be read by itself."""
    fields: dict[str, Any] = {}
    for key, block in blocks.items():
        if key in values:
            fields[key] = values[key]
        elif plain := _PLAIN.fullmatch(block):
            fields[key] = plain[1].decode("ascii")
        else:
            parsed = parse(block)
            if parsed.faults or not isinstance(parsed.value, dict) or parsed.value.keys() != {key}:
                return None
            fields[key] = parsed.value[key]
    return fields


def _changed_range(old: bytes, starts: Sequence[int], new: bytes) -> tuple[int, int, int]:
    """Returns how many parts are equal from the front, from which key on all are equal, and their shift.

    Part 0 is the text before the first key; part n is the block of key n - 1. The shift is in bytes.
    """
    shift = len(new) - len(old)
    count = len(starts)
    first, at = 0, 0
    for end in (*starts, len(old)):
        if old[at:end] != new[at:end] or (end == len(old) and shift):
            break
        first, at = first + 1, end
    if first and at < len(new) and not _KEY.match(new, at):  # the last equal part is longer in the new text
        first -= 1
        at = starts[first - 1] if first else 0
    last, end = count, len(old)
    while last >= max(first, 1):
        start = starts[last - 1]
        if start + shift < at or old[start:end] != new[start + shift : end + shift]:
            break
        last, end = last - 1, start
    while last < count and not _begins_line(new, starts[last] + shift):
        last += 1
    return first, last, shift


def _begins_line(text: bytes, at: int) -> bool:
    return at == 0 or text[at - 1 : at] == b"\n"
