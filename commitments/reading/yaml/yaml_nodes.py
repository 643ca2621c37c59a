"""Finds where each value of a YAML text begins and ends, and its style. Judges and changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import yaml
from yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_BLANKS_AND_COMMENTS = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*")
_HEADER = re.compile(r"[|>][-+0-9]*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_ENDS = (MappingEndEvent, SequenceEndEvent)


class NodeKind(Enum):
    """The kinds of values."""

    SCALAR = "scalar"
    MAPPING = "mapping"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a text. Places count characters, without a byte order mark."""

    kind: NodeKind
    style: str
    """The quote of a scalar, `|`, `>` or nothing; `{` or `[` of a mapping or list in brackets."""
    start: int
    end: int
    """Behind the last character; for a block text, behind its last line and before the line feed."""
    text: str = ""
    """The text of a scalar, before it is resolved to a number or a truth value."""
    elements: tuple[Element, ...] = ()
    closed: bool = True
    """False for a mapping that has no brackets of its own within a list, such as `[a: 1]`."""

    @property
    def is_flow(self) -> bool:
        """Whether it is a mapping or a list in brackets."""
        return self.style in ("{", "[")

    @property
    def is_block_text(self) -> bool:
        """Whether it is a text on lines of its own, below a `|` or a `>`."""
        return self.style in ("|", ">")

    @property
    def is_block(self) -> bool:
        """Whether it is a mapping or a list without brackets."""
        return self.kind is not NodeKind.SCALAR and not self.style


@dataclass(frozen=True, slots=True)
class Element:
    """A key with its value, or an item."""

    start: int
    """Before the key or its question mark, before the dash, or before an item within brackets."""
    mark: int
    """Behind the colon or the dash; without one, behind the key or before the item."""
    key: Node | None
    value: Node

    @property
    def end(self) -> int:
        """Behind the value, or behind the colon or dash of an empty one."""
        return max(self.mark, self.value.end)

    @property
    def is_explicit(self) -> bool:
        """Whether a question mark stands before the key."""
        return self.key is not None and self.key.start != self.start


class UnplacedError(Exception):
    """A text does not hold what the parser reports at a place."""

    def __init__(self, at: int) -> None:
        super().__init__(f"not in its place: {at}")
        self.at = at


def read_nodes(text: str) -> Node:
    """The root of a text that `yaml_text.parse` reads without a fault; raises Unplaced for wrong marks."""
    reader = _NodeReader(text)
    return reader.node(reader.next())


def skip_blanks_and_comments(text: str, at: int) -> int:
    """The offset of the next character that is no space, no line end and in no comment."""
    match = _BLANKS_AND_COMMENTS.match(text, at)
    return match.end() if match else at


def header_end(text: str, node: Node) -> int:
    """The offset behind the header of a block text, such as `|2-`."""
    match = _HEADER.match(text, node.start)
    return match.end() if match else node.start


class _NodeReader:
    """Builds nodes from the events of one text; recurses as deep as the text, which the caller bounds."""

    def __init__(self, text: str) -> None:
        self.text = text
        events: Iterator[Event] = yaml.parse(text, Loader=LOADER)
        self.events = (event for event in events if isinstance(event, (NodeEvent, *_ENDS)))

    def next(self) -> Event:
        return next(self.events)

    def node(self, event: Event, empty_at: int | None = None) -> Node:
        """The node that an event begins; a node without any text stands at `empty_at`."""
        start, end = _event_span(event)
        match event:
            case ScalarEvent(style=("|" | ">") as style):
                return Node(NodeKind.SCALAR, style, start, _block_text_end(self.text, event), event.value)
            case ScalarEvent(style=("'" | '"') as style):
                self._expect(style, start)
                return Node(NodeKind.SCALAR, style, start, end, event.value)
            case ScalarEvent():
                if start == end and empty_at is not None:
                    start = end = empty_at
                return Node(NodeKind.SCALAR, "", start, end, event.value)
            case MappingStartEvent(flow_style=flow):
                return self._read_collection(NodeKind.MAPPING, "{" * bool(flow), start)
            case SequenceStartEvent(flow_style=flow):
                return self._read_collection(NodeKind.LIST, "[" * bool(flow), start)
        raise UnplacedError(start)

    def _read_collection(self, kind: NodeKind, style: str, start: int) -> Node:
        closed = not style or self.text[start : start + 1] == style
        elements: list[Element] = []
        at = start + bool(style and closed)
        while not isinstance(event := self.next(), _ENDS):
            elements.append(
                self._read_entry(event, at) if kind is NodeKind.MAPPING else self._read_item(event, at, style)
            )
            at = self._skip_comma(elements[-1].end) if style else elements[-1].end
        end = _event_span(event)[1] if style and closed else elements[-1].end if elements else start
        return Node(kind, style, start, end, "", tuple(elements), closed)

    def _read_entry(self, event: Event, at: int) -> Element:
        start = skip_blanks_and_comments(self.text, at)
        key = self.node(event, start)
        if start != key.start:
            self._expect("?", start)
        colon = skip_blanks_and_comments(self.text, key.end)
        mark = colon + 1 if self.text[colon : colon + 1] == ":" else key.end
        return Element(start, mark, key, self.node(self.next(), mark))

    def _read_item(self, event: Event, at: int, style: str) -> Element:
        start = skip_blanks_and_comments(self.text, at)
        if style:
            value = self.node(event, start)
            return Element(value.start, value.start, None, value)
        self._expect("-", start)
        return Element(start, start + 1, None, self.node(event, start + 1))

    def _skip_comma(self, at: int) -> int:
        comma = skip_blanks_and_comments(self.text, at)
        return comma + 1 if self.text[comma : comma + 1] == "," else at

    def _expect(self, sign: str, at: int) -> None:
        if self.text[at : at + 1] != sign:
            raise UnplacedError(at)


def _event_span(event: Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        raise UnplacedError(0)
    return start.index, end.index


def _block_text_end(text: str, event: ScalarEvent) -> int:
    """The end of a block text without the blank lines behind it, which belong to it only with a `+`."""
    start, end = _event_span(event)
    header = _HEADER.match(text, start)
    if not header:
        raise UnplacedError(start)
    first, *body = _LINE.findall(text, header.end(), end) or [""]
    if "+" not in header[0]:
        margin = _first_indent(body) - _first_indent(event.value.split("\n"))
        while body and not body[-1].strip(" \r\n") and len(body[-1].rstrip("\r\n")) <= margin:
            body.pop()
    if not body:
        return header.end()
    last = body[-1]
    return header.end() + len(first) + sum(map(len, body)) - len(last) + len(last.rstrip("\r\n"))


def _first_indent(lines: list[str]) -> int:
    """The spaces before the first line that is not blank."""
    return next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" \r\n")), 0)
