"""Reads a YAML text from the events of PyYAML's parser. Constructs no object, follows no alias.

Anchors, aliases, tags, merge keys, directives, further documents and duplicate keys are faults. The reader
does not recurse, and bounds depth and number of nodes: PyYAML's own composer overflows the stack.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

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
    character_name,
    find_unsafe_character,
    place,
)
from commitments.reading.yaml.yaml_keys import ComposedKeys
from commitments.reading.yaml.yaml_misreadings import Span, find_misreadings, may_misread
from commitments.reading.yaml.yaml_scalars import NOT_TEXT, resolve

if TYPE_CHECKING:
    from commitments.reading.yaml.yaml_errors import Complaint

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML built without libyaml: slower, same events

    class _Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):  # type: ignore[no-redef]
        def __init__(self, stream: bytes) -> None:
            yaml.reader.Reader.__init__(self, stream)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)

        def process_directives(self) -> Any:
            """Refuse a directive that YAML does not know, as libyaml does."""
            scanner: Any = self
            if scanner.check_token(yaml.DirectiveToken):
                token = scanner.peek_token()
                if token.name not in ("YAML", "TAG"):
                    raise yaml.parser.ParserError(
                        None, None, "found unknown directive name", token.start_mark
                    )
            return super().process_directives()  # type: ignore[no-untyped-call]


_CLOSE_LOOK = (b"&", b"!", b"\\", b"\t")
"""Signs of a file whose nodes may have an anchor, a tag, an escape or a tab; most files hold none."""

_ODD_KEYS = frozenset({"<<"})

_NOT_OF_YAML = (ValueError, LookupError, ArithmeticError, AttributeError, TypeError, RecursionError)
"""The errors that PyYAML raises beside its own."""

_MISLEADING = frozenset({"yaml-anchor", "yaml-tag", "merge-key", "key-not-text"})
"""Faults after which the value is not what its author meant; no rule judges it any further."""


def read_events(data: bytes, with_marks: bool, most_nodes: int, retries: int = 2) -> EventReader:
    """Read one document, UTF-8 without a byte order mark. Never raises for its contents.

    `retries` is how often it reads again the text before an error, for an earlier fault.
    """
    reader = _read(data, with_marks, most_nodes)
    cut_at = reader.complaint.token_start if reader.complaint else 0
    if not retries or not cut_at:
        return reader
    # A scanner looks ahead, and newer ones have their own bounds: a fault of ours may stand before its error.
    earlier = read_events(data.decode()[:cut_at].encode(), with_marks, most_nodes, retries - 1)
    # An error right at the cut comes from the cut itself.
    is_earlier = earlier.complaint is not None and earlier.complaint.offset < cut_at - 1
    return earlier if is_earlier or earlier.has_stopped else reader


def _read(data: bytes, with_marks: bool, most_nodes: int) -> EventReader:
    scalars: list[Span] | None = [] if may_misread(data) else None
    look_closer = scalars is not None or any(sign in data for sign in _CLOSE_LOOK)
    reader = EventReader(data, {} if with_marks else None, look_closer, most_nodes, scalars)
    try:
        reader.read(_Parser(data))
    except yaml.MarkedYAMLError as error:
        from commitments.reading.yaml.yaml_errors import parser_complaint  # few texts need it

        reader.complaint = parser_complaint(error, data.decode())
        reader.fault(reader.complaint.rule, reader.complaint.place, **reader.complaint.values)
        reader.broken = True
    except (yaml.YAMLError, *_NOT_OF_YAML) as error:
        reader.fault("yaml-syntax", (1, 1), problem=type(error).__name__)
        reader.broken = True
    return reader


class _Stop(Exception):
    """Raised to read no more of a text."""


class _Missing:
    """Stands for a key or a value that has not come."""


@dataclass(slots=True)
class EventReader:
    """Builds the value and the faults of one text from parser events."""

    data: bytes
    marks: Marks | None
    look_closer: bool
    most_nodes: int
    scalars: list[Span] | None
    """Where each scalar stands; None where the text holds nothing that PyYAML misreads."""
    faults: list[TextFault] = field(default_factory=list)
    root: Any = None
    keys: ComposedKeys = field(default_factory=ComposedKeys)
    broken: bool = False
    has_stopped: bool = False
    """Whether the reader stopped before the end of the text."""
    complaint: Complaint | None = None
    """Why the parser gave up, if it did."""

    def fault(self, rule: str, at: Place, **values: str) -> None:
        self.broken |= rule in _MISLEADING
        if len(self.faults) > MOST_FAULTS:
            raise _Stop
        self.faults.append(TextFault(Finding(rule, values=values), *at))

    def refuse(self, rule: str, event: Any, **values: str) -> None:
        self.fault(rule, _event_place(event), **values)

    def stop(self, rule: str, event: Any, **values: str) -> NoReturn:
        self.refuse(rule, event, **values)
        raise _Stop

    def read(self, parser: Any) -> None:
        try:
            self._walk(parser.get_event)
            if self.scalars is not None:
                self._report_misreadings(self.data.decode(), self.scalars)
        except _Stop:
            self.broken = self.has_stopped = True

    def _walk(self, next_event: Callable[[], Any]) -> None:
        """The hot loop: a microsecond more for a record is ten milliseconds for ten thousand."""
        container: Any = None
        key: Any = None  # _Missing while a mapping waits for a key, None in a list and at the root
        key_event: Any = None
        stack: list[tuple[Any, Any]] = []
        nodes = 0
        marks, look_closer, most_nodes = self.marks, self.look_closer, self.most_nodes
        is_plain_key = self.keys.is_plain
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
                value = self._open_value(event, kind, nodes)
                if value is _Missing:
                    continue
            nodes += 1
            if key is _Missing:
                is_odd = type(value) is not str or value in container or value in _ODD_KEYS or "\n" in value
                if is_odd or not is_plain_key(value):
                    value = self._checked_key(value, container, event)
                    is_plain_key = self.keys.is_plain
                key, key_event = value, event
                continue
            if marks is not None:
                self._mark(marks, container, key, key_event, event)
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
                    self._require_bounds(len(stack), nodes, event)
        self._require_bounds(0, nodes, None)

    @staticmethod
    def _mark(marks: Marks, container: Any, key: Any, key_event: Any, event: Any) -> None:
        step = len(container) if key is None and container is not None else key
        marks[id(container), step] = (_event_place(event if key is None else key_event), _event_place(event))

    def _open_value(self, event: Any, kind: type, nodes: int) -> Any:
        """The container or value that an event other than a scalar stands for; `_Missing` for none."""
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

    def _require_bounds(self, depth: int, nodes: int, event: Any) -> None:
        if depth > MAX_DEPTH:
            self.stop("too-deep", event, limit=str(MAX_DEPTH))
        if nodes > self.most_nodes:
            self.fault("too-many-nodes", _event_place(event) if event else (1, 1), limit=str(self.most_nodes))
            raise _Stop

    def _look_closer(self, event: Any) -> None:
        if event.anchor is not None:
            self.refuse("yaml-anchor", event)
        if event.tag is not None:
            self.refuse("yaml-tag", event, tag=event.tag)
        if type(event) is not ScalarEvent:
            return
        if self.scalars is not None:
            self.scalars.append(_event_span(event))
        if character := find_unsafe_character(event.value):
            self.refuse("unsafe-character", event, character=character)

    def _checked_key(self, key: Any, container: dict[str, Any], event: Any) -> str:
        if type(key) is not str:
            self._refuse_key(key, event)
            key = str(key)
        if "\n" in key:
            self.refuse("unsafe-character", event, character=character_name("\n"))
        if key == "<<" and event.implicit[0]:
            self.refuse("merge-key", event)
        elif key in container or self.keys.is_twin(key, container):
            self.refuse("duplicate-key", event, key=key)
        return str(key)

    def _refuse_key(self, key: Any, event: Any) -> None:
        if type(key) in (dict, list):
            self.stop("key-not-text", event)
        if type(event) is not ScalarEvent or event.value:
            self.refuse("key-not-text", event)
            return
        # Releases of PyYAML disagree on the place of an empty key, and on what follows it.
        text, at = self.data.decode(), _event_span(event)[0]
        before = text[:at].rstrip(" \t\r\n]}")
        if before.endswith("?"):
            at = len(before)
            self.fault("key-not-text", place(text, at - 1))
        else:
            self.refuse("key-not-text", event)
        if text[at:].strip():
            raise _Stop

    def _report_misreadings(self, text: str, scalars: Sequence[Span]) -> None:
        for offset, cause, sign in find_misreadings(text, scalars):
            self.fault("yaml-syntax", place(text, offset), problem=cause, sign=sign)
            self.broken = True


def _event_place(event: Any) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1)


def _event_span(event: Any) -> Span:
    return (event.start_mark.index, event.end_mark.index)
