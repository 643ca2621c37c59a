"""Edits where keys and dashes stand on lines of their own. Each answers with changes of the text, or is unsure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from commitments.reading.yaml_nodes import Element, Kind, Node, header_end
from commitments.writing.layout import Written
from commitments.writing.lines import end_above, is_blank, is_first_on_line, line_end, line_start, next_line
from commitments.writing.places import (
    Change,
    Unsure,
    end_of,
    is_spaced,
    lines_before,
    lines_behind,
    top_of,
    without_lines,
)


def inserted(text: str, node: Node, place: int, lines: Sequence[str], floor: int) -> list[Change]:
    """Lines of a new element before the one at a place, or behind the last.

    `floor` is where the first line below the key begins whose value the node is.
    """
    blank = [""] if is_spaced(text, node) else []
    first = node.elements[0]
    if place == 0 and not is_first_on_line(text, first.start):
        if node.kind is Kind.LIST:
            raise Unsure(first.start, "before an item that stands behind a dash")
        place = 1
    if place:
        return [lines_behind(text, end_of(text, node.elements[place - 1]), [*blank, *lines])]
    return [lines_before(text, top_of(text, first, floor), [*lines, *blank])]


def dropped(text: str, node: Node, place: int) -> list[Change]:
    """An element taken out, with the comment on its line; comments above it stay."""
    element = node.elements[place]
    end = line_end(text, element.end)
    if not is_first_on_line(text, element.start):
        return [_dropped_behind_dash(text, node, place)]
    taken = without_lines(text, element.start, element.end)
    if _ends_open(text, node, place) and taken.end == len(text):
        return [Change(line_start(text, element.start), taken.end)]
    above = line_start(text, end_above(text, line_start(text, element.start)))
    below = next_line(text, end)
    at_end = below == len(text)
    if place and is_spaced(text, node) and is_blank(text, above) and (at_end or is_blank(text, below)):
        return [
            Change(
                end_above(text, above) if taken.start < line_start(text, element.start) else above, taken.end
            )
        ]
    return [taken]


def _dropped_behind_dash(text: str, node: Node, place: int) -> Change:
    """The first element taken out of an item, whose dash then stands before the next one."""
    element = node.elements[place]
    if place or len(node.elements) < 2:
        raise Unsure(element.start, "behind something else on its line")
    end = line_end(text, element.end)
    other = node.elements[1].start
    if text[end:other].strip():
        return Change(len(text[: element.start].rstrip(" \t")), end)
    return Change(element.start, other)


def _ends_open(text: str, node: Node, place: int) -> bool:
    """Whether the last element follows a block text, which owns the line end above."""
    if place == 0 or place != len(node.elements) - 1:
        return False
    last = node.elements[place - 1].value
    while last.elements:
        last = last.elements[-1].value
    return last.is_block_text


def replaced(text: str, element: Element, written: Written) -> list[Change]:
    """Another value of a key or an item; the comment on its line stays."""
    old = element.value
    below = old.start > line_end(text, element.mark)
    if below and (old.is_block or not written.head):
        return _replaced_below(text, element, written)
    if below and written.body and not text[element.mark : old.start].strip():
        return [Change(element.mark, element.mark, " "), *_in_place(text, element.mark, old, written)]
    if not written.head:
        return _in_place(text, element.mark, old, written)
    space = " " if old.start == old.end else ""
    return _in_place(text, old.start, old, Written(space + written.head, written.body))


def _in_place(text: str, start: int, old: Node, written: Written) -> list[Change]:
    """The old value, which begins on the line of its key or dash, or where the new one is to begin."""
    if not old.is_block_text:
        end = line_end(text, old.end)
        return [Change(start, old.end, written.head), *_body(text, end, written)]
    header = header_end(text, old)
    end = line_end(text, header)
    changes = [Change(start, header, written.head), *_body(text, end, written)]
    return [*changes, Change(end, old.end)] if old.end > end else changes


def _body(text: str, at: int, written: Written) -> list[Change]:
    return [lines_behind(text, at, written.body)] if written.body else []


def _replaced_below(text: str, element: Element, written: Written) -> list[Change]:
    """The old value stands on lines below that of its key, which all go."""
    old = element.value
    end = line_end(text, element.mark)
    if written.head:
        head = Change(element.mark, element.mark, f" {written.head}")
        return [head, *_body(text, end, written), without_lines(text, old.start, old.end)]
    above = end_above(text, line_start(text, old.start))
    return [Change(above, line_end(text, old.end)), *_body(text, above, written)]


def floor_below(text: str, element: Element | None) -> int:
    """Where the first line below a key begins; the beginning of the text for the root."""
    return next_line(text, element.mark) if element else 0


def gaps(node: Node) -> list[tuple[int, int]]:
    """What stands between one element and the next."""
    return [(one.end, other.start) for one, other in pairwise(node.elements)]
