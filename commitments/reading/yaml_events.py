"""A YAML text read by PyYAML's parser, event by event. Constructs nothing, follows nothing, recurses nowhere.

Anchors, aliases, tags, merge keys, directives, further documents and duplicate keys are faults; depth and
the number of nodes are bounded while reading, since PyYAML's own composer overflows the stack.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn
from unicodedata import normalize

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
from commitments.reading.text import (
    MAX_DEPTH,
    MOST_FAULTS,
    Marks,
    Place,
    TextFault,
    name_of,
    place,
    unsafe_in,
)
from commitments.reading.yaml_misreadings import Span, may_misread, misread
from commitments.reading.yaml_scalars import NOT_TEXT, resolve

if TYPE_CHECKING:
    from commitments.reading.yaml_errors import Complaint

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


_CLOSE_LOOK = (b"&", b"!", b"\\", b"\t")
"""What a file holds where a node may have an anchor, a tag, an escape or a tab; most hold none."""

_ODD_KEYS = frozenset({"<<"})

_NOT_OF_YAML = (ValueError, LookupError, ArithmeticError, AttributeError, TypeError, RecursionError)
"""What PyYAML raises beside its own errors."""

_MISLEADING = frozenset({"yaml-anchor", "yaml-tag", "merge-key", "key-not-text"})
"""Faults after which the value is not what its author meant, so that no more is said of it."""


def read(data: bytes, with_marks: bool, most_nodes: int, looks_back: int = 2) -> EventReader:
    """Read one document, UTF-8 without a byte order mark. Never raises for what is in it."""
    reader = _read(data, with_marks, most_nodes)
    end = reader.complaint.begun if reader.complaint else 0
    if not looks_back or not end:
        return reader
    # A scanner looks ahead, and newer ones have bounds of their own: what we refuse may stand before that.
    before = read(data.decode()[:end].encode(), with_marks, most_nodes, looks_back - 1)
    is_earlier = before.complaint is not None and before.complaint.offset < end - 1  # not where it was cut
    return before if is_earlier or before.has_stopped else reader


def _read(data: bytes, with_marks: bool, most_nodes: int) -> EventReader:
    scalars: list[Span] | None = [] if may_misread(data) else None
    look_closer = scalars is not None or any(sign in data for sign in _CLOSE_LOOK)
    reader = EventReader(data, {} if with_marks else None, look_closer, most_nodes, scalars)
    try:
        reader.read(_Parser(data))
    except yaml.MarkedYAMLError as error:
        from commitments.reading.yaml_errors import complaint  # few texts need it

        reader.complaint = complaint(error, data.decode())
        reader.fault(reader.complaint.rule, reader.complaint.at, **reader.complaint.values)
        reader.broken = True
    except (yaml.YAMLError, *_NOT_OF_YAML) as error:
        reader.fault("yaml-syntax", (1, 1), problem=type(error).__name__)
        reader.broken = True
    return reader


class _Stop(Exception):
    """Nothing more of this text is read."""


class _Missing:
    """No key is waiting for its value."""


@dataclass(slots=True)
class EventReader:
    """Builds the value from parser events."""

    data: bytes
    marks: Marks | None
    look_closer: bool
    most_nodes: int
    scalars: list[Span] | None
    """Where each scalar stands, if somebody must know."""
    faults: list[TextFault] = field(default_factory=list)
    root: Any = None
    is_plain_key: Callable[[str], bool] = str.isascii
    """Whether a key has no second spelling; never, once one was found that is not composed."""
    twins: dict[int, tuple[Any, set[str]]] = field(default_factory=dict)
    """The composed forms of keys that are not composed, by mapping."""
    broken: bool = False
    has_stopped: bool = False
    """Whether it read no further by its own choice."""
    complaint: Complaint | None = None
    """Why the parser gave up, if it did."""

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
            if self.scalars is not None:
                self._misread(self.data.decode(), self.scalars)
        except _Stop:
            self.broken = self.has_stopped = True

    def _walk(self, next_event: Callable[[], Any]) -> None:
        """The hot loop: a microsecond here is ten milliseconds of every ten thousand records."""
        container: Any = None
        key: Any = None  # _Missing while a mapping waits for a key, None in a list and at the root
        key_event: Any = None
        stack: list[tuple[Any, Any]] = []
        nodes = 0
        marks, look_closer, most_nodes = self.marks, self.look_closer, self.most_nodes
        is_plain_key = self.is_plain_key
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
                if (
                    type(value) is not str
                    or value in container
                    or value in _ODD_KEYS
                    or "\n" in value
                    or not is_plain_key(value)
                ):
                    value = self._key(value, container, event)
                    is_plain_key = self.is_plain_key
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
        if type(event) is not ScalarEvent:
            return
        if self.scalars is not None:
            self.scalars.append(_span(event))
        if character := unsafe_in(event.value):
            self.refuse("unsafe-character", event, character=character)

    def _key(self, key: Any, container: dict[str, Any], event: Any) -> str:
        if type(key) is not str:
            self._not_text(key, event)
            key = str(key)
        if "\n" in key:
            self.refuse("unsafe-character", event, character=name_of("\n"))
        if key == "<<" and event.implicit[0]:
            self.refuse("merge-key", event)
        elif key in container or self._is_composed_twin(key, container):
            self.refuse("duplicate-key", event, key=key)
        return str(key)

    def _not_text(self, key: Any, event: Any) -> None:
        if type(key) in (dict, list):
            self.stop("key-not-text", event)
        if type(event) is not ScalarEvent or event.value:
            self.refuse("key-not-text", event)
            return
        # Releases disagree on where a key stands that is not there, and on what follows it.
        text, at = self.data.decode(), _span(event)[0]
        before = text[:at].rstrip(" \t\r\n]}")
        if before.endswith("?"):
            at = len(before)
            self.fault("key-not-text", place(text, at - 1))
        else:
            self.refuse("key-not-text", event)
        if text[at:].strip():
            raise _Stop

    def _misread(self, text: str, scalars: Sequence[Span]) -> None:
        for offset, cause, sign in misread(text, scalars):
            self.fault("yaml-syntax", place(text, offset), problem=cause, sign=sign)
            self.broken = True

    def _is_composed_twin(self, key: str, container: dict[str, Any]) -> bool:
        """Whether a key is one with another of the mapping once both are composed (NFC)."""
        composed = normalize("NFC", key)
        if composed != key:
            self.is_plain_key = _never
        _, others = self.twins.setdefault(id(container), (container, set()))
        if composed in others or (composed != key and composed in container):
            return True
        if composed != key:
            others.add(composed)
        return False


def _never(_: str) -> bool:
    return False


def _place(event: Any) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1)


def _span(event: Any) -> Span:
    return (event.start_mark.index, event.end_mark.index)
