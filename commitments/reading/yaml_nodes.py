"""Where each value of a YAML text begins and ends, and how it is written. Judges and changes nothing."""

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

_ASIDE = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*")
_HEADER = re.compile(r"[|>][-+0-9]*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_ENDS = (MappingEndEvent, SequenceEndEvent)


class NodeKind(Enum):
    """What a value is."""

    SCALAR = "scalar"
    MAPPING = "mapping"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a text. Places count characters, without a byte order mark."""

    kind: NodeKind
    style: str
    """Of a scalar its quotes, `|`, `>` or nothing; of others `{` or `[` where they stand in brackets."""
    start: int
    end: int
    """Behind its last character; of a block text at the end of its last line, before the line feed."""
    text: str = ""
    """What a scalar says, before it is taken for a number or a truth value."""
    elements: tuple[Element, ...] = ()
    closed: bool = True
    """Whether a mapping in brackets has its own, as the one within `[a: 1]` has not."""

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
    """Of the key or its question mark, the dash, or the item itself within brackets."""
    mark: int
    """Behind the colon or the dash; where there is none, behind the key or before the item."""
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


class Unplaced(Exception):
    """What stands in the text is not where the parser says."""

    def __init__(self, at: int) -> None:
        super().__init__(f"not in its place: {at}")
        self.at = at


def nodes(text: str) -> Node:
    """The root of a text that `yaml_text.parse` reads without a fault; raises Unplaced for strange marks."""
    reader = _Reader(text)
    return reader.node(reader.next())


def after_aside(text: str, at: int) -> int:
    """Where the next thing stands that is neither a space nor a line end nor a comment."""
    found = _ASIDE.match(text, at)
    return found.end() if found else at


def header_end(text: str, node: Node) -> int:
    """Behind the sign that opens a block text, with what it says of indentation and last lines."""
    found = _HEADER.match(text, node.start)
    return found.end() if found else node.start


class _Reader:
    """Nodes from the events of one text; as deep as the text, which the caller has bounded."""

    def __init__(self, text: str) -> None:
        self.text = text
        events: Iterator[Event] = yaml.parse(text, Loader=LOADER)
        self.events = (event for event in events if isinstance(event, (NodeEvent, *_ENDS)))

    def next(self) -> Event:
        return next(self.events)

    def node(self, event: Event, empty_at: int | None = None) -> Node:
        """The node that an event begins; one without any text stands at `empty_at`."""
        start, end = _span(event)
        match event:
            case ScalarEvent(style=("|" | ">") as style):
                return Node(NodeKind.SCALAR, style, start, _end_of_block(self.text, event), event.value)
            case ScalarEvent(style=("'" | '"') as style):
                self._expect(style, start)
                return Node(NodeKind.SCALAR, style, start, end, event.value)
            case ScalarEvent():
                if start == end and empty_at is not None:
                    start = end = empty_at
                return Node(NodeKind.SCALAR, "", start, end, event.value)
            case MappingStartEvent(flow_style=flow):
                return self._collection(NodeKind.MAPPING, "{" * bool(flow), start)
            case SequenceStartEvent(flow_style=flow):
                return self._collection(NodeKind.LIST, "[" * bool(flow), start)
        raise Unplaced(start)

    def _collection(self, kind: NodeKind, style: str, start: int) -> Node:
        closed = not style or self.text[start : start + 1] == style
        elements: list[Element] = []
        at = start + bool(style and closed)
        while not isinstance(event := self.next(), _ENDS):
            elements.append(
                self._entry(event, at) if kind is NodeKind.MAPPING else self._item(event, at, style)
            )
            at = self._behind_comma(elements[-1].end) if style else elements[-1].end
        end = _span(event)[1] if style and closed else elements[-1].end if elements else start
        return Node(kind, style, start, end, "", tuple(elements), closed)

    def _entry(self, event: Event, at: int) -> Element:
        start = after_aside(self.text, at)
        key = self.node(event, start)
        if start != key.start:
            self._expect("?", start)
        colon = after_aside(self.text, key.end)
        mark = colon + 1 if self.text[colon : colon + 1] == ":" else key.end
        return Element(start, mark, key, self.node(self.next(), mark))

    def _item(self, event: Event, at: int, style: str) -> Element:
        start = after_aside(self.text, at)
        if style:
            value = self.node(event, start)
            return Element(value.start, value.start, None, value)
        self._expect("-", start)
        return Element(start, start + 1, None, self.node(event, start + 1))

    def _behind_comma(self, at: int) -> int:
        comma = after_aside(self.text, at)
        return comma + 1 if self.text[comma : comma + 1] == "," else at

    def _expect(self, sign: str, at: int) -> None:
        if self.text[at : at + 1] != sign:
            raise Unplaced(at)


def _span(event: Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        raise Unplaced(0)
    return start.index, end.index


def _end_of_block(text: str, event: ScalarEvent) -> int:
    """The parser ends a block text below the blank lines behind it, which are its own only with a `+`."""
    start, end = _span(event)
    header = _HEADER.match(text, start)
    if not header:
        raise Unplaced(start)
    first, *body = _LINE.findall(text, header.end(), end) or [""]
    if "+" not in header[0]:
        margin = _indent(body) - _indent(event.value.split("\n"))
        while body and not body[-1].strip(" \r\n") and len(body[-1].rstrip("\r\n")) <= margin:
            body.pop()
    if not body:
        return header.end()
    last = body[-1]
    return header.end() + len(first) + sum(map(len, body)) - len(last) + len(last.rstrip("\r\n"))


def _indent(lines: list[str]) -> int:
    """The spaces before the first line that is not blank."""
    return next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" \r\n")), 0)
