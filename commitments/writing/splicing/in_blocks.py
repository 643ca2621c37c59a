"""Edits where keys and dashes stand on lines of their own: changes of the text. Unsure rather than wrong."""

from __future__ import annotations

from collections.abc import Sequence

from commitments.reading.yaml_nodes import Element, Node, NodeKind, header_end
from commitments.writing.splicing.line_bounds import (
    end_above,
    is_blank,
    is_first_on_line,
    line_end,
    line_start,
    next_line,
)
from commitments.writing.splicing.text_changes import (
    TextChange,
    Unsure,
    end_of,
    is_spaced,
    line_above,
    lines_before,
    lines_behind,
    top_of,
    without_lines,
)
from commitments.writing.splicing.written_values import Written


def inserted(text: str, node: Node, place: int, lines: Sequence[str], floor: int) -> list[TextChange]:
    """Lines of a new element before the one at a place, or behind the last.

    `floor` is where the first line below the key begins whose value the node is.
    """
    blank = [""] if is_spaced(text, node) else []
    first = node.elements[0]
    if place == 0 and not is_first_on_line(text, first.start):
        if node.kind is NodeKind.LIST:
            raise Unsure(first.start, "before an item that stands behind a dash")
        place = 1
    if place:
        end = end_of(text, node.elements[place - 1])
        if end == len(text) and _owns_its_end(text, node.elements[place - 1].value):
            raise Unsure(end, "behind a block text that would get a line end")
        return [lines_behind(text, end, [*blank, *lines])]
    return [lines_before(text, top_of(text, first, floor), [*lines, *blank])]


def dropped(text: str, node: Node, place: int) -> list[TextChange]:
    """An element taken out with the comment on its line; comments above it stay.

    Where blank lines part all elements, the one above goes too; and all do where the text then ends without
    a line end, as it did.
    """
    element = node.elements[place]
    if not is_first_on_line(text, element.start):
        return [_dropped_behind_dash(text, node, place)]
    top = line_start(text, element.start)
    end, behind = line_end(text, element.end), next_line(text, element.end)
    if end == len(text):
        before = node.elements[place - 1]
        if place and _owns_its_end(text, before.value) and not text[before.end : top].strip():
            return [TextChange(top, end)]
        return [without_lines(text, top, end)]
    if place and is_spaced(text, node) and is_blank(text, above := line_above(text, top)):
        top = above if behind == len(text) or is_blank(text, behind) else top
    return [TextChange(top, behind)]


def _dropped_behind_dash(text: str, node: Node, place: int) -> TextChange:
    """The first element taken out of an item, whose dash then stands before the next one."""
    element = node.elements[place]
    if place or len(node.elements) < 2:
        raise Unsure(element.start, "behind something else on its line")
    end = line_end(text, element.end)
    other = node.elements[1].start
    if text[end:other].strip():
        return TextChange(len(text[: element.start].rstrip(" \t")), end)
    return TextChange(element.start, other)


def _owns_its_end(text: str, node: Node) -> bool:
    """Whether the last line end of a value is part of it, as of a block text without a `-`."""
    while node.elements:
        node = node.elements[-1].value
    return node.is_block_text and "-" not in text[node.start : header_end(text, node)]


def replaced(text: str, element: Element, written: Written) -> list[TextChange]:
    """Another value of a key or an item; the comment on its line stays."""
    old = element.value
    below = old.start > line_end(text, element.mark)
    if below and (old.is_block or not written.head):
        return _replaced_below(text, element, written)
    if below and written.body and not old.is_block_text and not text[element.mark : old.start].strip():
        return [TextChange(element.mark, element.mark, " "), *_in_place(text, element.mark, old, written)]
    if not written.head:
        return _in_place(text, element.mark, old, written)
    space = " " if old.start == old.end else ""
    return _in_place(text, old.start, old, Written(space + written.head, written.body))


def _in_place(text: str, start: int, old: Node, written: Written) -> list[TextChange]:
    """The old value, which begins on the line of its key or dash, or where the new one is to begin."""
    if not old.is_block_text:
        end = line_end(text, old.end)
        return [TextChange(start, old.end, written.head), *_body(text, end, written)]
    header = header_end(text, old)
    end = line_end(text, header)
    changes = [TextChange(start, header, written.head), *_body(text, end, written)]
    last = len(text[: old.end].rstrip("\r\n"))  # blank lines below stay, though a `+` made them its own
    return [*changes, TextChange(end, last)] if last > end else changes


def _body(text: str, at: int, written: Written) -> list[TextChange]:
    return [lines_behind(text, at, written.body)] if written.body else []


def _replaced_below(text: str, element: Element, written: Written) -> list[TextChange]:
    """The old value stands on lines below that of its key, which all go."""
    old = element.value
    end = line_end(text, element.mark)
    if written.head:
        head = TextChange(element.mark, element.mark, f" {written.head}")
        return [head, *_body(text, end, written), without_lines(text, old.start, old.end)]
    above = end_above(text, line_start(text, old.start))
    return [TextChange(above, line_end(text, old.end)), *_body(text, above, written)]


def floor_below(text: str, element: Element | None) -> int:
    """Where the first line below a key begins; the beginning of the text for the root."""
    return next_line(text, element.mark) if element else 0
