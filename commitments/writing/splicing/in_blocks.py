"""Finds text changes for edits in block style, with keys and dashes on lines of their own.

Never guesses: raises Unsure where a change is not certain.
"""

from __future__ import annotations

from collections.abc import Sequence

from commitments.reading.yaml.yaml_nodes import Element, Node, NodeKind, header_end
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
    """The changes that insert the lines of a new element before the one at `place`, or behind the last.

    `floor` is where the first line below the key of the node begins.
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
    """The changes that drop an element with the comment on its line; comments above it stay.

    Where blank lines separate all elements, the blank line above goes too. Where the text has no last line
    end, all blank lines above go, so that it still has none.
    """
    element = node.elements[place]
    if not is_first_on_line(text, element.start):
        return [_drop_behind_dash(text, node, place)]
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


def _drop_behind_dash(text: str, node: Node, place: int) -> TextChange:
    """The change that drops the first key of an item, so that the dash comes before the next key."""
    element = node.elements[place]
    if place or len(node.elements) < 2:
        raise Unsure(element.start, "behind something else on its line")
    end = line_end(text, element.end)
    following = node.elements[1].start
    if text[end:following].strip():
        return TextChange(len(text[: element.start].rstrip(" \t")), end)
    return TextChange(element.start, following)


def _owns_its_end(text: str, node: Node) -> bool:
    """Whether the last line end belongs to a value, as to a block text without a `-`."""
    while node.elements:
        node = node.elements[-1].value
    return node.is_block_text and "-" not in text[node.start : header_end(text, node)]


def replaced(text: str, element: Element, written: Written) -> list[TextChange]:
    """The changes that replace the value of a key or an item; the comment on its line stays."""
    old = element.value
    is_below = old.start > line_end(text, element.mark)
    if is_below and (old.is_block or not written.head):
        return _replace_below(text, element, written)
    if is_below and written.body and not old.is_block_text and not text[element.mark : old.start].strip():
        return [
            TextChange(element.mark, element.mark, " "),
            *_replace_on_line(text, element.mark, old, written),
        ]
    if not written.head:
        return _replace_on_line(text, element.mark, old, written)
    space = " " if old.start == old.end else ""
    return _replace_on_line(text, old.start, old, Written(space + written.head, written.body))


def _replace_on_line(text: str, start: int, old: Node, written: Written) -> list[TextChange]:
    """The changes for an old value on the line of its key or dash; the new value begins at `start`."""
    if not old.is_block_text:
        end = line_end(text, old.end)
        return [TextChange(start, old.end, written.head), *_body_changes(text, end, written)]
    header = header_end(text, old)
    end = line_end(text, header)
    changes = [TextChange(start, header, written.head), *_body_changes(text, end, written)]
    last = len(text[: old.end].rstrip("\r\n"))  # blank lines below stay, though they belong to a `+` text
    return [*changes, TextChange(end, last)] if last > end else changes


def _body_changes(text: str, at: int, written: Written) -> list[TextChange]:
    return [lines_behind(text, at, written.body)] if written.body else []


def _replace_below(text: str, element: Element, written: Written) -> list[TextChange]:
    """The changes for an old value on lines below its key; all those lines go."""
    old = element.value
    end = line_end(text, element.mark)
    if written.head:
        head = TextChange(element.mark, element.mark, f" {written.head}")
        return [head, *_body_changes(text, end, written), without_lines(text, old.start, old.end)]
    above = end_above(text, line_start(text, old.start))
    return [TextChange(above, line_end(text, old.end)), *_body_changes(text, above, written)]


def floor_below(text: str, element: Element | None) -> int:
    """Where the first line below a key begins; for the root, the start of the text."""
    return next_line(text, element.mark) if element else 0
