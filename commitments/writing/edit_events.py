"""Plans new texts of the file of events, and of the records that hang on an event. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from commitments.edits.events import EventPlan, EventSetting, NewEvent, new_event_entry, plan_setting
from commitments.edits.steps import Insert
from commitments.model.bound_deadlines import bound_deadlines
from commitments.model.commitment import Commitment
from commitments.reading.events import parse_events
from commitments.reading.folder import EVENTS, NotRead
from commitments.reading.schema import EVENTS as SCHEMA
from commitments.reading.schema_fields import field_order
from commitments.reading.source_file import SourceFile
from commitments.reading.text import REGISTRY
from commitments.reading.yaml.yaml_nodes import read_nodes
from commitments.reading.yaml.yaml_text import parse
from commitments.workspace.examine import commitment_of
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import TextEdit
from commitments.writing.edit_record import read_record, unreadable_error
from commitments.writing.splicing.new_record import plain_value
from commitments.writing.splicing.splice import require_safe, splice_list, splice_record
from commitments.writing.splicing.written_values import Writer
from commitments.writing.splicing.yaml_style import YamlStyle

_MODELINE = b"# yaml-language-server: $schema=events.schema.json\n"


def plan_new_event(workspace: Workspace, request: NewEvent) -> dict[str, TextEdit]:
    """The new text of the file of events, by path; raises EditError where the file cannot be edited."""
    data, entries = read_entries(workspace)
    entry = new_event_entry(entries, request)
    return {EVENTS: TextEdit(data, _with_entry(data, entries, entry))}


def plan_event_date(workspace: Workspace, request: EventSetting) -> tuple[EventPlan, dict[str, TextEdit]]:
    """What setting an event does, and the new texts by path, that of the file of events first.

    Raises EditError where the file of events, or a record that may hang on the event, cannot be read.
    """
    data, entries = read_entries(workspace)
    records = dict(_bound_records(workspace, request.id))
    plan = plan_setting(entries, [commitment for _, commitment in records.values()], request)
    texts = {}
    if plan.event_steps and data is not None:
        texts[EVENTS] = TextEdit(data, splice_list(data, plan.event_steps, EVENTS, SCHEMA))
    for path, steps in plan.record_steps.items():
        record = records[path][0]
        texts[path] = TextEdit(record, splice_record(record, steps, path))
    return plan, texts


def read_entries(workspace: Workspace) -> tuple[bytes | None, list[Any]]:
    """The bytes of the file of events, None where there is none, and its entries.

    Raises EditError where the file cannot be read.
    """
    source = workspace.events_file
    if source is None:
        return None, []
    if isinstance(source, NotRead):
        raise unreadable_error(EVENTS)
    parsed = parse_events(source.data)
    if parsed.faults or not isinstance(parsed.value, list | None):
        raise unreadable_error(EVENTS, parsed.faults)
    return source.data, parsed.value or []


def _with_entry(data: bytes | None, entries: list[Any], entry: Mapping[str, Any]) -> bytes:
    """The text of the file of events with a new entry behind the others."""
    if data is not None and entries:
        return splice_list(data, [Insert((len(entries),), dict(entry))], EVENTS, SCHEMA)
    require_safe(Insert((0,), entry), EVENTS)
    lines = Writer(YamlStyle(), field_order(SCHEMA)).item(plain_value(entry), 0, "")
    item = "".join(f"{line}\n" for line in lines).encode()
    if data is None:
        return _MODELINE + item
    return _without_empty_list(data) + item


def _without_empty_list(data: bytes) -> bytes:
    """The text of a file without entries, up to a line end: its comments, without the brackets."""
    text = data.decode("utf-8")
    root = read_nodes(text) if text.strip() and parse_events(data).value is not None else None
    kept = text[: root.start] + text[root.end :].lstrip(" ") if root else text
    kept = kept.removeprefix("\n") if not text.startswith("\n") else kept
    return (kept if kept.endswith("\n") or not kept else f"{kept}\n").encode()


def _bound_records(workspace: Workspace, event: str) -> Iterator[tuple[str, tuple[bytes, Commitment]]]:
    """Each record of which a deadline hangs on an event, by path, with its bytes.

    Raises EditError for one that cannot be read, and for any unreadable file that holds the event's id.
    """
    name = event.encode("utf-8", "surrogateescape")
    for problem in workspace.survey.left_out():
        source = workspace.files.read(problem.path, REGISTRY.size)
        if not isinstance(source, SourceFile) or name in source.data:
            read_record(workspace, problem.path)  # says more of an unfinished merge
            raise unreadable_error(problem.path)
    for path, references in workspace.survey.events().items():
        if any(text.endswith("due_event/event") and target == event for text, target in references):
            data, _ = read_record(workspace, path)
            commitment = commitment_of(parse(data), path)
            if commitment is None or not _is_read(commitment, event, references):
                raise unreadable_error(path)
            yield path, (data, commitment)


def _is_read(commitment: Commitment, event: str, references: Sequence[tuple[str, str]]) -> bool:
    """Whether every deadline that names the event could be read."""
    named = sum(text.endswith("due_event/event") and target == event for text, target in references)
    return named == sum(bound.due_event.event == event for bound in bound_deadlines(commitment))
