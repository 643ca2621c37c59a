"""Edits within braces and brackets: changes of the text. Unsure rather than wrong."""

from __future__ import annotations

import re

from commitments.reading.yaml_nodes import Element, Node, after_aside
from commitments.writing.splicing.line_bounds import (
    break_near,
    is_first_on_line,
    line_end,
    line_start,
    next_line,
)
from commitments.writing.splicing.text_changes import TextChange, Unsure

_REST = re.compile(r"[ \t]*(,?)[ \t]*(?:#[^\r\n]*)?(?=[\r\n])")
"""What may stand behind an element that has a line to itself."""
_BETWEEN = re.compile(r"[ \t]*,[ \t]*")


def inserted(text: str, node: Node, place: int, new: str) -> list[TextChange]:
    """A new element before the one at a place, or behind the last."""
    if not node.closed:
        raise Unsure(node.start, "a mapping without braces in a list in brackets")
    if place == 0:
        first = node.elements[0]
        if _rest(text, first):
            pad = text[line_start(text, first.start) : first.start]
            return [TextChange(first.start, first.start, f"{new},{break_near(text, first.start)}{pad}")]
        return [TextChange(first.start, first.start, new + _between(text, node))]
    before = node.elements[place - 1]
    rest = _rest(text, before)
    if not rest:
        space = " " if before.key and before.value.start == before.value.end else ""
        return [TextChange(before.end, before.end, space + _between(text, node) + new)]
    end = line_end(text, before.end)
    pad = break_near(text, before.end) + text[line_start(text, before.start) : before.start]
    if rest[1]:
        return [TextChange(end, end, f"{pad}{new},")]
    return [TextChange(before.end, before.end, ","), TextChange(end, end, pad + new)]


def dropped(text: str, node: Node, place: int) -> list[TextChange]:
    """An element taken out with its comma; where it has a line to itself, with that and its comment."""
    if not node.closed:
        raise Unsure(node.start, "a mapping without braces in a list in brackets")
    element = node.elements[place]
    rest = _rest(text, element)
    is_last = place == len(node.elements) - 1
    if rest and line_start(text, element.start) > node.start:
        line = TextChange(line_start(text, element.start), next_line(text, element.end))
        comma = after_aside(text, node.elements[place - 1].end)
        return [TextChange(comma, comma + 1), line] if is_last and not rest[1] else [line]
    if not is_last:
        following = node.elements[place + 1].start
        if "#" not in text[element.end : following]:
            return [TextChange(element.start, following)]
        return [TextChange(element.start, after_aside(text, element.end) + 1)]
    before = node.elements[place - 1].end
    if "#" not in text[before : element.start]:
        return [TextChange(before, element.end)]
    comma = after_aside(text, before)
    return [TextChange(comma, comma + 1), TextChange(element.start, element.end)]


def replaced(text: str, element: Element, new: str) -> list[TextChange]:
    """Another value of a key or an item."""
    old = element.value
    if old.start < old.end:
        return [TextChange(old.start, old.end, new)]
    has_colon = (
        text[element.mark - 1 : element.mark] == ":" and element.key and element.mark > element.key.end
    )
    return [TextChange(element.mark, element.mark, f" {new}" if has_colon else f": {new}")]


def _rest(text: str, element: Element) -> re.Match[str] | None:
    """What follows an element on its line, where nothing else stands there."""
    return _REST.match(text, element.end) if is_first_on_line(text, element.start) else None


def _between(text: str, node: Node) -> str:
    """The comma between elements, with the spaces around it that the first two have."""
    if len(node.elements) < 2:
        return ", "
    found = text[node.elements[0].end : node.elements[1].start]
    return found if _BETWEEN.fullmatch(found) else ", "
