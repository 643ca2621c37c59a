"""Applies changes to a text, and finds the lines around an element. Knows no YAML but comments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from commitments.reading.yaml.yaml_nodes import Element, Node
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
    """The characters from `start` to `end` become `text`."""

    start: int
    end: int
    text: str = ""


class Unsure(Exception):
    """A place cannot be edited with certainty; the reason is for developers."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at = at


def apply_changes(text: str, changes: Iterable[TextChange]) -> str:
    """The changed text; changes at one place stay in their order. Raises Unsure where changes overlap."""
    pieces, position = [], 0
    for change in sorted(changes, key=lambda change: (change.start, change.end)):
        if change.start < position:
            raise Unsure(change.start, "changes overlap")
        pieces += [text[position : change.start], change.text]
        position = change.end
    return "".join([*pieces, text[position:]])


def lines_behind(text: str, at: int, lines: Sequence[str]) -> TextChange:
    """The change that adds lines below the line that ends at a place."""
    end = break_near(text, at)
    return TextChange(at, at, "".join(end + line for line in lines))


def lines_before(text: str, at: int, lines: Sequence[str]) -> TextChange:
    """The change that adds lines above the line that begins at a place."""
    end = break_near(text, at)
    return TextChange(at, at, "".join(line + end for line in lines))


def without_lines(text: str, start: int, end: int) -> TextChange:
    """The change that removes the lines from `start` to `end`; a text without a last line end stays so."""
    begin, last = line_start(text, start), line_end(text, end)
    if last == len(text):
        return TextChange(end_above(text, above_blanks(text, begin)), last)
    return TextChange(begin, next_line(text, end))


def above_blanks(text: str, start: int) -> int:
    """The start of the blank lines directly above a line, or of the line itself."""
    while start and is_blank(text, above := line_above(text, start)):
        start = above
    return start


def line_above(text: str, start: int) -> int:
    """Where the line above the one at `start` begins."""
    return line_start(text, end_above(text, start))


def end_of(text: str, element: Element) -> int:
    """Where an element ends, with its comment and the comments below that are indented deeper than it."""
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
    """The start of the comments directly above the first element, or of its own line.

    Comments that begin the file are about the file, and stay above a new element.
    """
    start = top = line_start(text, first.start)
    while top > floor and (above := line_start(text, end_above(text, top))) >= floor and above < top:
        if not is_comment(text, above):
            return top
        top = above
    return top if top > 0 else start


def is_spaced(text: str, node: Node) -> bool:
    """Whether a blank line separates each two neighbours in a block."""
    gaps = [
        text[line_end(text, element.end) : line_start(text, following.start)]
        for element, following in zip(node.elements, node.elements[1:], strict=False)
    ]
    return bool(gaps) and all(_has_blank(gap) for gap in gaps)


def _has_blank(gap: str) -> bool:
    return any(not line.strip() for line in gap.splitlines()[1:])


def depth_below(text: str, at: int) -> int:
    """The deepest indentation of the comments and blank lines below the line that ends at a place; else 0.

    Below a new block text, comments that are indented as deep would become a part of it.
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
