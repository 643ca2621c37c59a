"""Finds text changes for edits within braces and brackets.

Never guesses: raises Unsure where a change is not certain.
"""

from __future__ import annotations

import re

from commitments.reading.yaml.yaml_nodes import Element, Node, skip_blanks_and_comments
from commitments.writing.splicing.line_bounds import (
    break_near,
    is_first_on_line,
    line_end,
    line_start,
    next_line,
)
from commitments.writing.splicing.text_changes import TextChange, Unsure

_LINE_TAIL = re.compile(r"[ \t]*+(,?)[ \t]*+(?:#[^\r\n]*)?(?=[\r\n])")
"""The text behind an element that has its line to itself: a comma, a comment."""
_COMMA = re.compile(r"[ \t]*,[ \t]*")


def inserted(text: str, node: Node, place: int, new: str) -> list[TextChange]:
    """The changes that insert a new element before the one at `place`, or behind the last."""
    if not node.closed:
        raise Unsure(node.start, "a mapping without braces in a list in brackets")
    if place == 0:
        first = node.elements[0]
        if _line_tail(text, first):
            pad = text[line_start(text, first.start) : first.start]
            return [TextChange(first.start, first.start, f"{new},{break_near(text, first.start)}{pad}")]
        return [TextChange(first.start, first.start, new + _between(text, node))]
    before = node.elements[place - 1]
    tail = _line_tail(text, before)
    if not tail:
        space = " " if before.key and before.value.start == before.value.end else ""
        return [TextChange(before.end, before.end, space + _between(text, node) + new)]
    end = line_end(text, before.end)
    pad = break_near(text, before.end) + text[line_start(text, before.start) : before.start]
    if tail[1]:
        return [TextChange(end, end, f"{pad}{new},")]
    return [TextChange(before.end, before.end, ","), TextChange(end, end, pad + new)]


def dropped(text: str, node: Node, place: int) -> list[TextChange]:
    """The changes that drop an element with its comma, and its line and comment where it has its own line."""
    if not node.closed:
        raise Unsure(node.start, "a mapping without braces in a list in brackets")
    element = node.elements[place]
    tail = _line_tail(text, element)
    is_last = place == len(node.elements) - 1
    if tail and line_start(text, element.start) > node.start:
        line = TextChange(line_start(text, element.start), next_line(text, element.end))
        comma = skip_blanks_and_comments(text, node.elements[place - 1].end)
        return [TextChange(comma, comma + 1), line] if is_last and not tail[1] else [line]
    if not is_last:
        following = node.elements[place + 1].start
        if "#" not in text[element.end : following]:
            return [TextChange(element.start, following)]
        return [TextChange(element.start, skip_blanks_and_comments(text, element.end) + 1)]
    before = node.elements[place - 1].end
    if "#" not in text[before : element.start]:
        return [TextChange(before, element.end)]
    comma = skip_blanks_and_comments(text, before)
    return [TextChange(comma, comma + 1), TextChange(element.start, element.end)]


def replaced(text: str, element: Element, new: str) -> list[TextChange]:
    """The change that replaces the value of a key or an item."""
    old = element.value
    if old.start < old.end:
        return [TextChange(old.start, old.end, new)]
    has_colon = (
        text[element.mark - 1 : element.mark] == ":" and element.key and element.mark > element.key.end
    )
    return [TextChange(element.mark, element.mark, f" {new}" if has_colon else f": {new}")]


def _line_tail(text: str, element: Element) -> re.Match[str] | None:
    """The match of what follows an element on its line; None where another element shares the line."""
    return _LINE_TAIL.match(text, element.end) if is_first_on_line(text, element.start) else None


def _between(text: str, node: Node) -> str:
    """The comma between elements, with the spaces that are between the first two."""
    if len(node.elements) < 2:
        return ", "
    between = text[node.elements[0].end : node.elements[1].start]
    return between if _COMMA.fullmatch(between) else ", "
