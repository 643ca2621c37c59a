"""Reads the files that decide what is found, on both sides of a change. It judges nothing.

These are the settings, the registries of parties and events, and the copies of the schema.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from commitments.changes.change_set import FileEdit, Record, RecordEdit
from commitments.changes.date_edits import hangs_on_event
from commitments.changes.rules.settings_rules import entries_by_id, moved_events
from commitments.history.workspace_places import Snapshot, record_ids
from commitments.reading import settings
from commitments.reading.folder import EVENTS, PARTIES
from commitments.reading.git.repository import Repository
from commitments.reading.schema import SCHEMAS, shipped_schema
from commitments.reading.shipped_files import is_earlier_schema
from commitments.reading.text import RECORD, REGISTRY, TextFault, decode
from commitments.reading.yaml.yaml_text import parse

_SCHEMA_FOLDER = "schema/"


def is_rule_file(path: str) -> bool:
    """Whether a file decides what is found, and is read here."""
    return path in (settings.PATH, PARTIES, EVENTS) or (
        path.startswith(_SCHEMA_FOLDER) and path.endswith(".json")
    )


class JudgedFiles(NamedTuple):
    """The files beside the records that a change touched."""

    edits: Sequence[FileEdit] = ()
    after: Mapping[str, bytes] = MappingProxyType({})
    """Their bytes after the change, by path."""
    bound: Sequence[Record] = ()
    """The records whose deadlines hang on an event, where one moved."""
    read_events: Callable[[], bytes | None] = lambda: None
    """Reads the file of the events after the change, whether it changed or not."""

    def event_dates(self, edits: Iterable[RecordEdit]) -> Mapping[str, Any]:
        """The dates of the events after the change, by id; empty where no record hangs on any."""
        if not any(hangs_on_event(edit.after) for edit in edits):
            return {}
        return dates_of_events(self.read_events())


def dates_of_events(data: bytes | None) -> Mapping[str, Any]:
    """The dates of the events that a file holds, by id; none of a file that is absent or cannot be read."""
    return {id: event.get("date") for id, (_, event) in entries_by_id(_value(EVENTS, data)).items()}


def judged_files(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    texts: Callable[[], Iterator[bytes | None]],
    read_events: Callable[[], bytes | None],
) -> JudgedFiles:
    """The files of a change, given their bytes on both sides; `texts` yields all records after it."""
    edits = _file_edits(before, after)
    events = next((edit for edit in edits if edit.path == EVENTS), None)
    has_moved = events is not None and moved_events(events.before, events.after)
    return JudgedFiles(edits, after, list(_records_with_events(texts())) if has_moved else (), read_events)


def _file_edits(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[FileEdit]:
    return [
        FileEdit(
            path, _value(path, before.get(path)), _value(path, after.get(path)), _is_shipped(path, after)
        )
        for path in sorted(before.keys() | after.keys())
    ]


def _value(path: str, data: bytes | None) -> Any:
    """What a file says; None where it is absent or cannot be read."""
    if data is None:
        return None
    if path.endswith(".yaml"):
        parsed = parse(data, limits=REGISTRY)
        return None if parsed.faults else parsed.value
    text = decode(data, REGISTRY.size)
    if isinstance(text, TextFault):
        return None
    try:
        if path == settings.PATH:
            return settings.read_table(data)
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_shipped(path: str, after: Mapping[str, bytes]) -> bool:
    """Whether a copy of the schema says what this release ships under its name, or an earlier one did."""
    name = path.removeprefix(_SCHEMA_FOLDER)
    if name not in SCHEMAS or path not in after:
        return False
    return _value(path, after[path]) == shipped_schema(name) or is_earlier_schema(name, after[path])


def record_texts(repository: Repository, snapshot: Snapshot) -> Iterator[bytes | None]:
    """Yields the bytes of every record of a commit; None for one that is too large."""
    return repository.blobs_up_to(list(record_ids(repository, snapshot).values()), RECORD.size)


def _records_with_events(texts: Iterator[bytes | None]) -> Iterator[Record]:
    """Yields the records, of many texts, that name an event."""
    for data in texts:
        if data is not None and b"due_event" in data:
            parsed = parse(data)
            if not parsed.faults and isinstance(parsed.value, dict):
                yield parsed.value
