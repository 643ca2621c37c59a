"""Finds the line at which a change stands inside a part of a record. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, NamedTuple

from commitments.model.problem import Pointer
from commitments.reading.text import lines
from commitments.reading.yaml.yaml_text import Parsed, parse

_MOST_LINES = 2_000
"""Lines of a text that is compared; in a longer one a finding stays where its part begins."""


class _Changed(NamedTuple):
    """Lines of the new text, from 1."""

    written: tuple[int, ...]
    """Lines that are new, or differ."""
    gone: tuple[int, ...]
    """The places at which lines of the old text are gone."""


def changed_line(before: Sequence[str], after: Sequence[str], parsed: Parsed, pointer: Pointer) -> int | None:
    """The line at which the part at a pointer changed; None where it did not, or is a single value.

    What is gone stands where it stood. `parsed` is the new text, read with its marks.
    """
    part = _part(parsed, pointer)
    if part is None or max(len(before), len(after)) > _MOST_LINES:
        return None
    start, end = part
    changed = _changed_lines(tuple(before), tuple(after))
    for numbers in (changed.gone, changed.written):
        inside = [line for line in numbers if start <= line <= end + (numbers is changed.gone)]
        if inside:
            return min(inside[0], len(after))
    return None


def lost_line(before: bytes, after: Sequence[str], field: str) -> int | None:
    """The line of the new text before which a field of the old one stood; None where it had none."""
    parsed: Parsed = parse(before, with_marks=True)
    old_lines = lines(before.decode("utf-8-sig", "replace"))
    is_field = isinstance(parsed.value, dict) and not parsed.faults and field in parsed.value
    if not is_field or max(len(old_lines), len(after)) > _MOST_LINES:
        return None
    line, _ = parsed.place((field,), True)
    for _, start, end, new_start, _ in SequenceMatcher(None, old_lines, after).get_opcodes():
        if start < line <= end:
            return min(new_start + 1, len(after))
    return None


@lru_cache(maxsize=1)  # the findings of one record come one after the other
def _changed_lines(before: tuple[str, ...], after: tuple[str, ...]) -> _Changed:
    written: list[int] = []
    gone: list[int] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            continue
        written += range(new_start + 1, new_end + 1)
        if new_end - new_start < end - start:
            gone.append(new_end + 1 if kind == "delete" else new_start + 1)
    return _Changed(tuple(written), tuple(gone))


def _part(parsed: Parsed, pointer: Pointer) -> tuple[int, int] | None:
    """The first and the last line of a mapping or list at a pointer; None for any other value."""
    value, marks = parsed.value, parsed.marks or {}
    start, end = 1, parsed.text.count("\n") + 1
    for step in pointer:
        if not isinstance(value, dict | list) or (id(value), step) not in marks:
            break
        start = marks[id(value), step][0][0]
        steps = list(value) if isinstance(value, dict) else list(range(len(value)))
        following = steps[steps.index(step) + 1 :]
        if following:
            end = marks[id(value), following[0]][0][0] - 1
        holder: Any = value
        value = holder[step]
    return (start, max(start, end)) if isinstance(value, dict | list) else None
