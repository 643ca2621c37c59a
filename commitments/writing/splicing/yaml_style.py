"""Detects the YAML style of a file: indents, brackets, the length of lines. Writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from commitments.reading.yaml.yaml_nodes import Element, Node, NodeKind
from commitments.writing.splicing.line_bounds import column, line_start

_T = TypeVar("_T")

WIDEST = 110
"""The columns of the longest line for a value in brackets, and for prose."""


@dataclass(frozen=True, slots=True)
class YamlStyle:
    """A YAML style; the defaults are those of this project's own records."""

    step: int = 2
    """Columns from a key to the mapping below it."""
    dash: int = 2
    """Columns from a key to the dashes of the list below it."""
    offset: int = 2
    """Columns from a dash to its item."""
    short_items: bool = True
    """Whether a short item, as a party, is in braces."""
    short_lists: bool = True
    """Whether a list of scalars is in brackets."""
    short_mappings: bool = True
    """Whether a short mapping, as a place, is in braces."""
    room: str = ""
    """The space inside braces, as in `{ en: A }`; empty for none."""
    widest: int = WIDEST
    """The columns of the longest line in brackets."""
    folds: bool = True
    """Whether long prose is folded."""
    quotes_keys: bool = False
    """Whether every key is quoted."""
    ends: bool = True
    """Whether a line end follows the new lines."""
    depth_below: int = -1
    """The indentation of the comments below the new lines; -1 where it does not matter."""


def detect_style(text: str, root: Node) -> YamlStyle:
    """The style of a file; the defaults where the file shows none."""
    pairs = list(_walk(root, None))
    elements = [element for element, _ in pairs]
    values = [element.value for element in elements]
    keys = [element.key for element in elements if element.key is not None]
    flows = [value for value in values if value.is_flow and value.elements]
    return YamlStyle(
        step=_most_common(_steps(text, pairs, NodeKind.MAPPING), 2),
        dash=_most_common(_steps(text, pairs, NodeKind.LIST), 2),
        offset=_most_common(_offsets(text, elements), 2),
        short_items=_in_brackets(
            [element.value for element in elements if element.key is None], NodeKind.MAPPING, True
        ),
        short_lists=_in_brackets(values, NodeKind.LIST, True),
        short_mappings=_in_brackets(
            [element.value for element in elements if element.key], NodeKind.MAPPING, False
        ),
        room=_most_common((_room(text, flow) for flow in flows if flow.style == "{"), ""),
        widest=max([WIDEST, *(column(text, flow.end) for flow in flows if _on_one_line(text, flow))]),
        folds=not any(_is_long_prose(text, value) for value in values),
        quotes_keys=bool(keys) and all(key.style == '"' for key in keys),
    )


def _walk(node: Node, above: Element | None) -> Iterator[tuple[Element, Element | None]]:
    """Every element, with the element that contains it; None at the top."""
    for element in node.elements:
        yield element, above
        yield from _walk(element.value, element)


def _most_common(values: Iterator[_T], default: _T) -> _T:
    counts = Counter(values).most_common(1)
    return counts[0][0] if counts else default


def _steps(text: str, pairs: Sequence[tuple[Element, Element | None]], kind: NodeKind) -> Iterator[int]:
    """The columns from each key to the first element of its block value."""
    for element, above in pairs:
        if above is None or above.key is None or above.value.elements[0] is not element:
            continue
        if above.value.kind is kind and above.value.is_block:
            yield column(text, element.start) - column(text, above.start)


def _offsets(text: str, elements: Sequence[Element]) -> Iterator[int]:
    """The columns from each dash to the block value on its line."""
    for element in elements:
        value = element.value
        if element.key is None and value.is_block and line_start(text, value.start) <= element.start:
            yield value.start - element.start


def _in_brackets(values: list[Node], kind: NodeKind, default: bool) -> bool:
    """Whether a value of a kind that holds only scalars is in brackets; the default where there is none."""
    short = [node for node in values if node.kind is kind and node.elements and _is_flat(node)]
    return any(node.is_flow for node in short) if short else default


def _is_flat(node: Node) -> bool:
    return all(element.value.kind is NodeKind.SCALAR for element in node.elements)


def _room(text: str, node: Node) -> str:
    return " " if text[node.start + 1 : node.start + 2] == " " else ""


def _on_one_line(text: str, node: Node) -> bool:
    return line_start(text, node.end) <= node.start


def _is_long_prose(text: str, node: Node) -> bool:
    """Whether a node is prose on one long line."""
    is_prose = node.kind is NodeKind.SCALAR and not node.is_block_text and " " in node.text
    return is_prose and _on_one_line(text, node) and column(text, node.end) > WIDEST
