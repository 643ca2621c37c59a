"""Which characters of a text are taken out, and what is put there. Knows no YAML beyond comments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from commitments.reading.yaml_nodes import Element, Node
from commitments.writing.splicing.line_bounds import (
    break_near,
    column,
    end_above,
    is_blank,
    is_comment,
    line_end,
    line_start,
    next_line,
)


class TextChange(NamedTuple):
    """What stands from one place to another becomes something else."""

    start: int
    end: int
    text: str = ""


class Unsure(Exception):
    """A place that cannot be edited with certainty, and why, for those who look into it."""

    def __init__(self, at: int, why: str) -> None:
        super().__init__(why)
        self.at = at


def changed(text: str, changes: Iterable[TextChange]) -> str:
    """The text with changes that do not overlap; of those at one place the first comes first."""
    pieces, at = [], 0
    for change in sorted(changes, key=lambda item: (item.start, item.end)):
        if change.start < at:
            raise Unsure(change.start, "changes overlap")
        pieces += [text[at : change.start], change.text]
        at = change.end
    return "".join([*pieces, text[at:]])


def lines_behind(text: str, at: int, lines: Sequence[str]) -> TextChange:
    """Lines below the line that ends at a place."""
    end = break_near(text, at)
    return TextChange(at, at, "".join(end + line for line in lines))


def lines_before(text: str, at: int, lines: Sequence[str]) -> TextChange:
    """Lines above the line that begins at a place."""
    end = break_near(text, at)
    return TextChange(at, at, "".join(line + end for line in lines))


def without_lines(text: str, start: int, end: int) -> TextChange:
    """The lines of two places and between taken out; a text without a last line end gets none."""
    begin, last = line_start(text, start), line_end(text, end)
    if last == len(text):
        return TextChange(end_above(text, above_blanks(text, begin)), last)
    return TextChange(begin, next_line(text, end))


def above_blanks(text: str, start: int) -> int:
    """Where the blank lines begin that stand above a line, or the line itself."""
    while start and is_blank(text, above := line_above(text, start)):
        start = above
    return start


def line_above(text: str, start: int) -> int:
    """Where the line above begins."""
    return line_start(text, end_above(text, start))


def end_of(text: str, element: Element) -> int:
    """Where an element ends with its comment and the comments below that are further in than it is."""
    margin = column(text, element.start)
    at = end = line_end(text, element.end)
    while at < len(text):
        start = next_line(text, at)
        if is_comment(text, start) and _indent(text, start) > margin:
            end = line_end(text, start)
        elif not is_blank(text, start) or start == at:
            break
        at = line_end(text, start)
        if at == start == len(text):
            break
    return end


def _indent(text: str, start: int) -> int:
    line = text[start : line_end(text, start)]
    return len(line) - len(line.lstrip(" "))


def top_of(text: str, first: Element, floor: int) -> int:
    """Where the comments begin that stand directly above the first element, or its own line.

    What begins the file is about the file, and stays above.
    """
    start = top = line_start(text, first.start)
    while top > floor and (above := line_start(text, end_above(text, top))) >= floor and above < top:
        if not is_comment(text, above):
            return top
        top = above
    return top if top > 0 else start


def is_spaced(text: str, node: Node) -> bool:
    """Whether a blank line stands between any two elements of a block."""
    gaps = [
        text[line_end(text, one.end) : line_start(text, other.start)]
        for one, other in zip(node.elements, node.elements[1:], strict=False)
    ]
    return bool(gaps) and all(_has_blank(gap) for gap in gaps)


def _has_blank(gap: str) -> bool:
    return any(not line.strip() for line in gap.splitlines()[1:])


def depth_below(text: str, at: int) -> int:
    """How far in the comments and blanks are that follow a line which ends at a place.

    Below a block text those that are as far in would belong to it.
    """
    depth = 0
    while (start := next_line(text, at)) > at:
        at = line_end(text, start)
        if is_blank(text, start):
            depth = max(depth, at - start - 1)
        elif is_comment(text, start):
            depth = max(depth, _indent(text, start))
        else:
            break
    return depth
