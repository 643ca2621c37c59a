"""A YAML text read by PyYAML's parser, event by event. Constructs nothing, follows nothing, recurses nowhere.

Anchors, aliases, tags, merge keys, directives, further documents and duplicate keys are faults; depth and
the number of nodes are bounded while reading, since PyYAML's own composer overflows the stack.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from commitments.model.problem import Finding
from commitments.reading.scalars import NOT_TEXT, resolve
from commitments.reading.text import MOST_FAULTS, Marks, Place, TextFault, name_of, unsafe_in

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML built without libyaml: slower, same events

    class _Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):  # type: ignore[no-redef]
        def __init__(self, stream: bytes) -> None:
            yaml.reader.Reader.__init__(self, stream)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)

        def process_directives(self) -> Any:
            """As libyaml does, refuse a directive that YAML does not know."""
            scanner: Any = self
            if scanner.check_token(yaml.DirectiveToken):
                token = scanner.peek_token()
                if token.name not in ("YAML", "TAG"):
                    raise yaml.parser.ParserError(
                        None, None, "found unknown directive name", token.start_mark
                    )
            return super().process_directives()  # type: ignore[no-untyped-call]


MAX_DEPTH = 32

_CLOSE_LOOK = (b"&", b"!", b"\\", b"\t")
"""What a file holds where a node may have an anchor, a tag, an escape or a tab; most hold none."""

_ODD_KEYS = frozenset({"<<"})

_MISLEADING = frozenset({"yaml-anchor", "yaml-tag", "merge-key", "key-not-text"})
"""Faults after which the value is not what its author meant, so that no more is said of it."""


def read(data: bytes, with_marks: bool, most_nodes: int) -> Reader:
    """Read one document. Never raises for what is in `data`."""
    reader = Reader({} if with_marks else None, any(each in data for each in _CLOSE_LOOK), most_nodes)
    try:
        reader.read(_Parser(data))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reader.fault("yaml-syntax", at, problem=error.problem or error.context or "")
        reader.broken = True
    except (yaml.YAMLError, ValueError, LookupError, ArithmeticError, AttributeError, TypeError) as error:
        reader.fault("yaml-syntax", (1, 1), problem=type(error).__name__)
        reader.broken = True
    return reader


class _Stop(Exception):
    """Nothing more of this text is read."""


class _Missing:
    """No key is waiting for its value."""


@dataclass(slots=True)
class Reader:
    """Builds the value from parser events."""

    marks: Marks | None
    look_closer: bool
    most_nodes: int
    faults: list[TextFault] = field(default_factory=list)
    root: Any = None
    broken: bool = False

    def fault(self, rule: str, at: Place, **values: str) -> None:
        self.broken |= rule in _MISLEADING
        if len(self.faults) > MOST_FAULTS:
            raise _Stop
        self.faults.append(TextFault(Finding(rule, values=values), *at))

    def refuse(self, rule: str, event: Any, **values: str) -> None:
        self.fault(rule, _place(event), **values)

    def stop(self, rule: str, event: Any, **values: str) -> NoReturn:
        self.refuse(rule, event, **values)
        raise _Stop

    def read(self, parser: Any) -> None:
        try:
            self._walk(parser.get_event)
        except _Stop:
            self.broken = True

    def _walk(self, next_event: Callable[[], Any]) -> None:
        """The hot loop: a microsecond here is ten milliseconds of every ten thousand records."""
        container: Any = None
        key: Any = None  # _Missing while a mapping waits for a key, None in a list and at the root
        key_event: Any = None
        stack: list[tuple[Any, Any]] = []
        nodes = 0
        marks, look_closer, most_nodes = self.marks, self.look_closer, self.most_nodes
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                value = event.value
                if event.implicit[0] and value[:1] in NOT_TEXT:
                    value = resolve(value)
                if look_closer:
                    self._look_closer(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                container, key = stack.pop()
                continue
            elif kind is MappingStartEvent and not look_closer:
                value = {}
            else:
                value = self._opened(event, kind, nodes)
                if value is _Missing:
                    continue
            nodes += 1
            if key is _Missing:
                if type(value) is not str or value in container or value in _ODD_KEYS or "\n" in value:
                    value = self._key(value, container, event)
                key, key_event = value, event
                continue
            if marks is not None:
                step = len(container) if key is None and container is not None else key
                marks[id(container), step] = (_place(event if key is None else key_event), _place(event))
            if key is not None:
                container[key] = value
                key = _Missing
            elif container is not None:
                container.append(value)
            else:
                self.root = value
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                stack.append((container, key))
                container, key = value, _Missing if kind is MappingStartEvent else None
                if len(stack) > MAX_DEPTH or nodes > most_nodes:
                    self._bound(len(stack), nodes, event)
        self._bound(0, nodes, None)

    def _opened(self, event: Any, kind: type, nodes: int) -> Any:
        """The container or value that an event other than a scalar stands for; _Missing for none."""
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            if self.look_closer:
                self._look_closer(event)
            return {} if kind is MappingStartEvent else []
        if kind is AliasEvent:
            self.refuse("yaml-anchor", event)
            return None
        if kind is DocumentStartEvent:
            if nodes:
                self.stop("several-documents", event)
            if event.version or event.tags:
                self.refuse("yaml-directive", event)
        return _Missing

    def _bound(self, depth: int, nodes: int, event: Any) -> None:
        if depth > MAX_DEPTH:
            self.stop("too-deep", event, limit=str(MAX_DEPTH))
        if nodes > self.most_nodes:
            self.fault("too-many-nodes", _place(event) if event else (1, 1), limit=str(self.most_nodes))
            raise _Stop

    def _look_closer(self, event: Any) -> None:
        if event.anchor is not None:
            self.refuse("yaml-anchor", event)
        if event.tag is not None:
            self.refuse("yaml-tag", event, tag=event.tag)
        if type(event) is ScalarEvent and (character := unsafe_in(event.value)):
            self.refuse("unsafe-character", event, character=character)

    def _key(self, key: Any, container: dict[str, Any], event: Any) -> str:
        if type(key) is not str:
            if type(key) in (dict, list):
                self.stop("key-not-text", event)
            self.refuse("key-not-text", event)
            key = str(key)
        if "\n" in key:
            self.refuse("unsafe-character", event, character=name_of("\n"))
        if key == "<<" and event.implicit[0]:
            self.refuse("merge-key", event)
        elif key in container:
            self.refuse("duplicate-key", event, key=key)
        return str(key)


def _place(event: Any) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1)
