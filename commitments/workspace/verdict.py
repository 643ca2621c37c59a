"""Judges new texts of records before they are written. Writes nothing and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from commitments.changes.change_set import ChangeSet, RecordEdit
from commitments.changes.date_edits import hangs_on_event
from commitments.changes.rules.rule_table import judge_changes
from commitments.model.names import id_from_path
from commitments.model.problem import Pointer, Problem, Severity
from commitments.reading.folder import EVENTS, PARTIES, is_record
from commitments.reading.source_file import SourceFile
from commitments.reading.yaml.yaml_text import parse
from commitments.workspace.change_problem import change_problem
from commitments.workspace.cross_checks import registry_problems
from commitments.workspace.duplicate_faults import drop_duplicates
from commitments.workspace.examine import commitment_of
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.overlay import Overlay
from commitments.workspace.validate import validate


class TextEdit(NamedTuple):
    """The text of a file before and after an edit."""

    old: bytes | None
    """None where there was no file."""
    new: bytes


class Verdict(NamedTuple):
    """The problems that some new texts would bring."""

    problems: tuple[Problem, ...] = ()
    """Errors in the new texts, those that they bring to other files, and those of the step itself."""
    warnings: tuple[Problem, ...] = ()
    """Problems that are no errors, and that `validate` does not report without the new texts."""
    unreadable: bool = False
    """Whether the meaning of a new text cannot be read: as YAML, or as a commitment."""


def verdict(workspace: Workspace, texts: Mapping[str, TextEdit], today: date) -> Verdict:
    """Judge new texts, by path, as `validate` and `review` would judge them once they are written.

    A text may be of a record, of the file of events or of the registry of parties.
    """
    overlay = Overlay(workspace.files, {path: text.new for path, text in texts.items()})
    after = Workspace(
        workspace.root,
        workspace.environ,
        workspace.use_cache,
        other_files=overlay,
        judged_by=workspace.judged_by,
    )
    edits = [_edit(path, text) for path, text in texts.items() if is_record(path)]
    change_set = ChangeSet(today, edits, event_dates=_event_dates(after, edits))
    change_problems = _change_problems(change_set, texts, after.settings.severities)
    problems = drop_duplicates([*_record_problems(workspace, after, texts), *change_problems])
    problems.sort(key=Problem.sort_key)
    return Verdict(
        tuple(problem for problem in problems if problem.severity is Severity.ERROR),
        tuple(problem for problem in problems if problem.severity is not Severity.ERROR),
        any(_is_unreadable(path, text.new) for path, text in texts.items() if is_record(path))
        or (EVENTS in texts and not after.events.is_readable)
        or (PARTIES in texts and not after.registry.exists),
    )


def _is_unreadable(path: str, data: bytes) -> bool:
    return commitment_of(parse(data), path) is None


def _edit(path: str, text: TextEdit) -> RecordEdit:
    before, after = _read_fields(text.old), _read_fields(text.new)
    versions = (fields for fields in (after, before) if fields)
    id = next((fields["id"] for fields in versions if isinstance(fields.get("id"), str)), None)
    old_path = path if text.old is not None else None
    return RecordEdit(id or id_from_path(path), before, after, old_path, path, after is not None)


def _read_fields(data: bytes | None) -> dict[str, Any] | None:
    """The fields of a record; None where its text is no mapping that can be read."""
    parsed = parse(data) if data is not None else None
    return parsed.value if parsed and not parsed.faults and isinstance(parsed.value, dict) else None


def _event_dates(workspace: Workspace, edits: list[RecordEdit]) -> Mapping[str, str]:
    """The dates of the events, by id; empty where no record names any."""
    if not any(hangs_on_event(edit.after) for edit in edits):
        return {}
    return {id: event.date.text for id, event in workspace.events.events.items() if event.date}


def _change_problems(
    change_set: ChangeSet, texts: Mapping[str, TextEdit], severities: Mapping[str, str]
) -> Iterator[Problem]:
    for edit, finding in judge_changes(change_set):
        if not isinstance(edit, RecordEdit) or edit.new_path is None:
            continue
        problem = change_problem(finding, severities, edit.new_path, edit.id, texts[edit.new_path].new)
        if problem is not None:
            yield problem


def _record_problems(
    workspace: Workspace, after: Workspace, texts: Mapping[str, TextEdit]
) -> Iterator[Problem]:
    """The problems that `validate` would report: all errors of the new texts, and what else is new."""
    problems = validate(after).problems if _has_records(after) else _registry_problems(after)
    are_all_owned = all(_is_owned(problem, texts) for problem in problems)
    earlier = frozenset() if are_all_owned else _problem_keys(workspace)
    for problem in problems:
        if _is_owned(problem, texts) or _problem_key(problem) not in earlier:
            yield problem


def _is_owned(problem: Problem, texts: Mapping[str, TextEdit]) -> bool:
    """Whether a problem is an error of a new text itself."""
    return problem.path in texts and problem.severity is Severity.ERROR


def _problem_keys(workspace: Workspace) -> frozenset[tuple[str, str, Pointer]]:
    """The keys of the problems that a workspace has as it stands."""
    if not _has_records(workspace):
        return frozenset()  # without any record there is nothing to validate
    return frozenset(map(_problem_key, validate(workspace).problems))


def _has_records(workspace: Workspace) -> bool:
    listing = workspace.listing
    return bool(listing.entries or listing.refused or listing.unnameable)


def _registry_problems(workspace: Workspace) -> tuple[Problem, ...]:
    """The problems of the registry of parties, which `validate` does not look for without any record."""
    source = workspace.registry_file
    return tuple(registry_problems(source)) if isinstance(source, SourceFile) else ()


def _problem_key(problem: Problem) -> tuple[str, str, Pointer]:
    """The parts by which a problem counts as the same as before, whatever its values are."""
    return problem.path, problem.rule, problem.pointer
