"""Marks where two texts differ as git marks a conflict, and takes the two texts out of such marks again.

Drops no line of either text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_MARK = re.compile(r"(<{7,}|\|{7,}|={7,}|>{7,})(?: (.*))?")
_FIELD = re.compile(r"\s*(?:- )?[\w\"'.\[\]#-]+:(?:\s|$)|\s*- ")
"""A line with which a field or an item begins; others carry on the value above."""
_SIZE = 7
"""Characters of a mark, unless a file's attributes ask for another number."""
_LARGEST_SIZE = 1000
"""Characters of the longest mark; a file's attributes may ask for any number."""


class Labels(NamedTuple):
    """The names of the three sides at the marks of a conflict."""

    base: str = "base"
    ours: str = "ours"
    theirs: str = "theirs"


class Marks(NamedTuple):
    """How a conflict is marked."""

    size: int = _SIZE
    labels: Labels = Labels()

    @property
    def length(self) -> int:
        """The characters of a mark."""
        return self.size if 0 < self.size <= _LARGEST_SIZE else _SIZE


class ClashSides(NamedTuple):
    """The two texts between the marks of conflicts, each with the lines that both share."""

    ours: list[str]
    theirs: list[str]
    labels: Labels


def marked_lines(ours: Sequence[str], theirs: Sequence[str], marks: Marks, end: str = "\n") -> Iterator[str]:
    """The lines that both texts share, and between marks those in which they differ."""
    length, labels = marks.length, marks.labels
    done = 0
    for start, stop, their_start, their_stop in _differences(ours, theirs):
        yield from ours[done:start]
        yield f"{'<' * length} {labels.ours}{end}"
        yield from ours[start:stop]
        yield f"{'=' * length}{end}"
        yield from theirs[their_start:their_stop]
        yield f"{'>' * length} {labels.theirs}{end}"
        done = stop
    yield from ours[done:]


def _differences(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """The lines from and to which the texts differ, in ours and in theirs; the lines of one value as one."""
    places: list[tuple[int, int, int, int]] = []
    for kind, start, stop, their_start, their_stop in SequenceMatcher(None, ours, theirs).get_opcodes():
        if kind == "equal":
            continue
        if places and not any(map(_FIELD.match, ours[places[-1][1] : start])):
            start, _, their_start, _ = places.pop()
        places.append((start, stop, their_start, their_stop))
    return places


def split_sides(lines: Sequence[str]) -> ClashSides | None:
    """The two texts that stand between marks; None where no mark stands, or the marks fit no conflict."""
    ours: list[str] = []
    theirs: list[str] = []
    labels: dict[str, str] = {}
    part = ""
    for line in lines:
        match = _MARK.fullmatch(line.rstrip("\r\n"))
        following = _PARTS.get((part, match[1][0])) if match else None
        if match and following is not None:
            part = following
            labels.setdefault(match[1][0], match[2] or "")
            continue
        if part in ("", "<"):
            ours.append(line)
        if part in ("", "="):
            theirs.append(line)
    if part or not labels:
        return None
    return ClashSides(ours, theirs, Labels(labels.get("|", ""), labels["<"], labels[">"]))


_PARTS = {("", "<"): "<", ("<", "|"): "|", ("<", "="): "=", ("|", "="): "=", ("=", ">"): ""}
"""By the part in which a line stands and the sign of its mark: the part that follows."""
