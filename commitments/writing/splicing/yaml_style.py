"""How somebody writes YAML, as seen from a file: indents, brackets, the length of lines. Writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from commitments.reading.yaml_nodes import Element, Node, NodeKind
from commitments.writing.splicing.line_bounds import column, line_start

_T = TypeVar("_T")

WIDEST = 110
"""Columns up to which what stands in brackets is put on one line, and prose too."""


@dataclass(frozen=True, slots=True)
class Manner:
    """A way of writing; as it stands, that of this project's own records."""

    step: int = 2
    """How much further in a mapping below a key is than that key."""
    dash: int = 2
    """How much further in the dashes of a list are."""
    offset: int = 2
    """How much further in an item is than its dash."""
    short_items: bool = True
    """Whether an item of a few words, as a party, stands in braces."""
    short_lists: bool = True
    """Whether a list of words stands in brackets."""
    short_mappings: bool = True
    """Whether a mapping of a few words, as a place, stands in braces."""
    room: str = ""
    """What stands between braces and what is in them."""
    widest: int = WIDEST
    """Columns of the longest line in brackets."""
    folds: bool = True
    """Whether long prose is folded."""
    quotes_keys: bool = False
    """Whether every key is quoted."""
    ends: bool = True
    """Whether a line end follows what is written."""
    depth_below: int = -1
    """How far in the comments are that follow what is written."""


def manner(text: str, root: Node) -> Manner:
    """The manner of a file; where it shows none, the house's."""
    seen = list(_walk(root, None))
    within = [(item, above) for item, above in seen if above is not None]
    keys = [item.key for item, _ in seen if item.key is not None]
    flows = [item.value for item, _ in seen if item.value.is_flow and item.value.elements]
    return Manner(
        step=_usual(_steps(text, within, NodeKind.MAPPING), 2),
        dash=_usual(_steps(text, within, NodeKind.LIST), 2),
        offset=_usual(_offsets(text, seen), 2),
        short_items=_in_brackets(
            [item.value for item, _ in seen if item.key is None], NodeKind.MAPPING, True
        ),
        short_lists=_in_brackets([item.value for item, _ in seen], NodeKind.LIST, True),
        short_mappings=_in_brackets([item.value for item, _ in seen if item.key], NodeKind.MAPPING, False),
        room=_usual((_room(text, flow) for flow in flows if flow.style == "{"), ""),
        widest=max([WIDEST, *(column(text, flow.end) for flow in flows if _on_one_line(text, flow))]),
        folds=not any(_is_long(text, item.value) for item, _ in seen),
        quotes_keys=bool(keys) and all(key.style == '"' for key in keys),
    )


def _walk(node: Node, above: Element | None) -> Iterator[tuple[Element, Element | None]]:
    """Every element, with the element whose value it is in."""
    for element in node.elements:
        yield element, above
        yield from _walk(element.value, element)


def _usual(found: Iterator[_T], otherwise: _T) -> _T:
    most = Counter(found).most_common(1)
    return most[0][0] if most else otherwise


def _steps(text: str, seen: Sequence[tuple[Element, Element | None]], kind: NodeKind) -> Iterator[int]:
    """How far the first element of each block value of a key is from that key."""
    for element, above in seen:
        if above is None or above.key is None or above.value.elements[0] is not element:
            continue
        if above.value.kind is kind and above.value.is_block:
            yield column(text, element.start) - column(text, above.start)


def _offsets(text: str, seen: Sequence[tuple[Element, Element | None]]) -> Iterator[int]:
    for element, _ in seen:
        value = element.value
        if element.key is None and value.is_block and line_start(text, value.start) <= element.start:
            yield value.start - element.start


def _in_brackets(values: list[Node], kind: NodeKind, otherwise: bool) -> bool:
    """Whether short values of a kind are written so; those that hold others say nothing."""
    short = [node for node in values if node.kind is kind and node.elements and _is_flat(node)]
    return any(name.is_flow for name in short) if short else otherwise


def _is_flat(node: Node) -> bool:
    return all(element.value.kind is NodeKind.SCALAR for element in node.elements)


def _room(text: str, node: Node) -> str:
    return " " if text[node.start + 1 : node.start + 2] == " " else ""


def _on_one_line(text: str, node: Node) -> bool:
    return line_start(text, node.end) <= node.start


def _is_long(text: str, node: Node) -> bool:
    """Whether it is prose on one long line."""
    is_prose = node.kind is NodeKind.SCALAR and not node.is_block_text and " " in node.text
    return is_prose and _on_one_line(text, node) and column(text, node.end) > WIDEST
