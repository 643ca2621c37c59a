"""Edits or makes a record's file under the lock: reads, changes, judges and writes it.

Decides nothing about what an edit asks for; that is for `edits`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from commitments.edits.steps import EditStep
from commitments.errors import N_, EditError, WriteError
from commitments.reading.source_file import SourceFile
from commitments.reading.text import TextFault
from commitments.reading.yaml.yaml_text import parse
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import TextEdit, Verdict, verdict
from commitments.writing.journal.recording import record_step, withdraw_step
from commitments.writing.lock import edit_lock
from commitments.writing.splicing.splice import splice_record
from commitments.writing.store import create_file, replace_unchanged
from commitments.writing.writable_place import require_folder, require_plain_folders

_ATTEMPTS = 5
"""How many times an edit starts, where another program writes the file meanwhile."""

EditPlan = Callable[[Mapping[str, Any]], Sequence[EditStep]]
"""From the record as it is to the steps that edit it."""


class EditTerms(NamedTuple):
    """The terms of an edit."""

    today: date
    dry_run: bool = False
    force: bool = False
    """Whether to write a record that breaks rules; one that cannot be read is never written."""


class EditOutcome(NamedTuple):
    """What an edit did, or would do."""

    path: str
    old: bytes | None
    """None where the file is new."""
    new: bytes
    verdict: Verdict
    written: bool

    @property
    def changes(self) -> bool:
        """Whether the new text differs from the old one."""
        return self.old != self.new


class EditEvents:
    """The events of an edit, for a subclass to override. The methods here do nothing."""

    def waits(self) -> None:
        """The wait for another editor has become noticeable."""

    def writes(self, outcome: EditOutcome) -> None:
        """The outcome is about to be written."""

    def wrote(self, outcome: EditOutcome) -> None:
        """The outcome is written, and the lock is still held."""


def edit_record(
    workspace: Workspace, path: str, plan: EditPlan, terms: EditTerms, course: EditEvents | None = None
) -> EditOutcome:
    """Edit a record as planned; nothing is written where the edit breaks a rule, unless forced.

    Raises EditError where the file cannot be read or edited, and WriteError where it cannot be locked or
    written; the file is then as before.
    """
    place, course = require_folder(workspace).root, course or EditEvents()
    with _edit_lock(place, terms, course):
        for _ in range(_ATTEMPTS):
            old, record = read_record(workspace, path)
            outcome = _judge(workspace, path, old, splice_record(old, plan(record), path), terms)
            if _write_outcome(
                workspace, outcome, course, partial(replace_unchanged, place / path, old, outcome.new)
            ):
                return outcome
    raise WriteError(
        N_("{path} is being changed by another program"), N_("Nothing was written. Try again."), path=path
    )


def make_record(
    workspace: Workspace, path: str, text: bytes, terms: EditTerms, course: EditEvents | None = None
) -> EditOutcome:
    """Make a new file; nothing is written where it breaks a rule, unless forced.

    Raises EditError where the path exists already, and WriteError where the file cannot be written.
    """
    place, course = require_folder(workspace).root, course or EditEvents()
    with _edit_lock(place, terms, course):
        outcome = _judge(workspace, path, None, text, terms)
        if workspace.files.exists(path) or not _write_outcome(
            workspace, outcome, course, partial(create_file, place / path, text)
        ):
            raise EditError(N_("{path} already exists"), path=path)
        return outcome


def _edit_lock(place: Path, terms: EditTerms, course: EditEvents) -> AbstractContextManager[None]:
    """The lock of a workspace; no lock for a dry run."""
    return nullcontext() if terms.dry_run else edit_lock(place, notice=course.waits)


def _write_outcome(
    workspace: Workspace, outcome: EditOutcome, course: EditEvents, write: Callable[[], bool]
) -> bool:
    """Journal and write an outcome that is to be written; False where another program wrote first."""
    if not outcome.written:
        return True
    step = record_step(workspace, {outcome.path: TextEdit(outcome.old, outcome.new)})
    course.writes(outcome)
    if not write():
        withdraw_step(workspace, step)
        return False
    course.wrote(outcome)
    return True


def read_record(workspace: Workspace, path: str) -> tuple[bytes, Mapping[str, Any]]:
    """A record's bytes and its value; raises EditError where the file cannot be read."""
    source = workspace.files.read(path)
    if not isinstance(source, SourceFile):
        raise unreadable_error(path)
    parsed = parse(source.data)
    if parsed.faults or not isinstance(parsed.value, dict):
        raise unreadable_error(path, parsed.faults)
    return source.data, parsed.value


def _conflict_error(path: str, faults: Iterable[TextFault]) -> EditError | None:
    """The error for the marks of an unfinished merge; None where there are none."""
    for fault in faults:
        if fault.finding.rule == "conflict-markers":
            return EditError(
                N_("A merge is not finished in {path} (lines {lines}), so it cannot be edited"),
                N_("Keep the correct parts of both sides, and delete the lines that git added."),
                path=path,
                lines=fault.finding.values["lines"],
            )
    return None


def unreadable_error(path: str, faults: Iterable[TextFault] = ()) -> EditError:
    """The error for a file that cannot be read and so is not edited; `faults` are those of its text."""
    return _conflict_error(path, faults) or EditError(
        N_("{path} cannot be read, so it cannot be edited"),
        N_("Run `commit validate` to see what is wrong with it."),
        path=path,
    )


def _judge(workspace: Workspace, path: str, old: bytes | None, new: bytes, terms: EditTerms) -> EditOutcome:
    """The outcome of a new text; `written` says that it is to be written."""
    require_plain_folders(workspace.root, [path])
    judgement = verdict(workspace, {path: TextEdit(old, new)}, terms.today)
    allowed = not judgement.unreadable and (terms.force or not judgement.problems)
    return EditOutcome(path, old, new, judgement, allowed and old != new and not terms.dry_run)
