"""Plans new texts of the file of events, and of the records that hang on an event. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commitments.edits.events import EventPlan, EventSetting, NewEvent, new_event_entry, plan_setting
from commitments.model.bound_deadlines import bound_deadlines
from commitments.model.commitment import Commitment
from commitments.reading.folder import EVENTS
from commitments.reading.schema import EVENTS as SCHEMA
from commitments.reading.source_file import SourceFile
from commitments.reading.text import REGISTRY
from commitments.reading.yaml.yaml_text import parse
from commitments.workspace.examine import commitment_of
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import TextEdit
from commitments.writing.edit_record import read_record, unreadable_error
from commitments.writing.list_files import list_entries, with_entries
from commitments.writing.splicing.splice import splice_list, splice_record


def plan_new_event(workspace: Workspace, request: NewEvent) -> dict[str, TextEdit]:
    """The new text of the file of events, by path; raises EditError where the file cannot be edited."""
    data, entries = list_entries(workspace.events_file, EVENTS)
    entry = new_event_entry(entries, request)
    return {EVENTS: TextEdit(data, with_entries(data, entries, [entry], EVENTS, SCHEMA))}


def plan_event_date(workspace: Workspace, request: EventSetting) -> tuple[EventPlan, dict[str, TextEdit]]:
    """What setting an event does, and the new texts by path, that of the file of events first.

    Raises EditError where the file of events, or a record that may hang on the event, cannot be read.
    """
    data, entries = list_entries(workspace.events_file, EVENTS)
    records = dict(_bound_records(workspace, request.id))
    plan = plan_setting(entries, [commitment for _, commitment in records.values()], request)
    texts = {}
    if plan.event_steps and data is not None:
        texts[EVENTS] = TextEdit(data, splice_list(data, plan.event_steps, EVENTS, SCHEMA))
    for path, steps in plan.record_steps.items():
        record = records[path][0]
        texts[path] = TextEdit(record, splice_record(record, steps, path))
    return plan, texts


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
