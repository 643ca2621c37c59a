"""A record's file edited or made: read, changed, judged and put in place, with nobody in between."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from commitments.edits.steps import EditStep
from commitments.errors import N_, CommitmentsError
from commitments.reading.source_file import SourceFile
from commitments.reading.yaml_text import parse
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import Text, Verdict, verdict
from commitments.writing.lock import locked
from commitments.writing.splicing.splice import spliced
from commitments.writing.store import create, replace_unchanged
from commitments.writing.writable_place import require_folder

_TRIES = 5
"""How often an edit begins again where another program wrote the file meanwhile."""

Plan = Callable[[Mapping[str, Any]], Sequence[EditStep]]
"""What is to be done to a record, given how it stands."""


class EditTerms(NamedTuple):
    """On what terms is written."""

    today: date
    dry_run: bool = False
    force: bool = False
    """Whether to write what breaks rules; what cannot be read is never written."""


class Outcome(NamedTuple):
    """What came of an edit."""

    path: str
    old: bytes | None
    """None where the file is new."""
    new: bytes
    verdict: Verdict
    written: bool

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return self.old != self.new


class Course:
    """What an edit tells of itself as it goes; whoever wants to know overrides it. Does nothing by itself."""

    def waits(self) -> None:
        """Another editor is being waited for."""

    def writes(self, outcome: Outcome) -> None:
        """This is about to be written."""

    def wrote(self, outcome: Outcome) -> None:
        """This is written, and other editors are still kept out."""


def edit(
    workspace: Workspace, path: str, plan: Plan, terms: EditTerms, course: Course | None = None
) -> Outcome:
    """Do to a record what is planned, unless that breaks a rule.

    Raises CommitmentsError where the file cannot be read, edited or written; then it is as it was.
    """
    place, course = require_folder(workspace).root, course or Course()
    with _lock(place, terms, course):
        for _ in range(_TRIES):
            old, record = read_record(workspace, path)
            outcome = _judged(workspace, path, old, spliced(old, plan(record), path), terms)
            if _put(outcome, course, partial(replace_unchanged, place / path, old, outcome.new)):
                return outcome
    raise CommitmentsError(
        N_("{path} is being changed by another program"), N_("Nothing was written. Try again."), path=path
    )


def make(
    workspace: Workspace, path: str, text: bytes, terms: EditTerms, course: Course | None = None
) -> Outcome:
    """Make a new file, unless that breaks a rule or something stands there.

    Raises CommitmentsError where something does, or where it cannot be written.
    """
    place, course = require_folder(workspace).root, course or Course()
    with _lock(place, terms, course):
        outcome = _judged(workspace, path, None, text, terms)
        if workspace.files.exists(path) or not _put(outcome, course, partial(create, place / path, text)):
            raise CommitmentsError(N_("{path} is there already"), path=path)
        return outcome


def _lock(place: Path, terms: EditTerms, course: Course) -> AbstractContextManager[None]:
    """The lock of a workspace; none for who only looks."""
    return nullcontext() if terms.dry_run else locked(place, notice=course.waits)


def _put(outcome: Outcome, course: Course, write: Callable[[], bool]) -> bool:
    """Write what is to be written; False where another program was there first."""
    if not outcome.written:
        return True
    course.writes(outcome)
    if not write():
        return False
    course.wrote(outcome)
    return True


def read_record(workspace: Workspace, path: str) -> tuple[bytes, Mapping[str, Any]]:
    """A record's bytes and its value; raises CommitmentsError where there is none."""
    source = workspace.files.read(path)
    parsed = parse(source.data) if isinstance(source, SourceFile) else None
    if (
        not isinstance(source, SourceFile)
        or not parsed
        or parsed.faults
        or not isinstance(parsed.value, dict)
    ):
        for fault in parsed.faults if parsed else ():
            if fault.finding.rule == "conflict-markers":
                raise CommitmentsError(
                    N_("A merge is not finished in {path} (lines {lines}), and so it cannot be edited"),
                    N_("Keep what is right of both sides, and delete the lines that git put in."),
                    path=path,
                    lines=fault.finding.values["lines"],
                )
        raise CommitmentsError(
            N_("{path} cannot be read, and so cannot be edited"),
            N_("`commit validate` says what is wrong with it."),
            path=path,
        )
    return source.data, parsed.value


def _judged(workspace: Workspace, path: str, old: bytes | None, new: bytes, terms: EditTerms) -> Outcome:
    """What would come of it; `written` says that it is to be."""
    found = verdict(workspace, {path: Text(old, new)}, terms.today)
    allowed = not found.unreadable and (terms.force or not found.problems)
    return Outcome(path, old, new, found, allowed and old != new and not terms.dry_run)
