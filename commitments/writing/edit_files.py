"""Edits several files of a workspace in one go, under the lock: all of them are written, or none.

Decides nothing about what an edit asks for; that is for `edits`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import NamedTuple

from commitments.errors import N_, CommitmentsError, WriteError
from commitments.reading.folder import read
from commitments.reading.source_file import SourceFile
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import TextEdit, Verdict, verdict
from commitments.writing.edit_record import EditTerms
from commitments.writing.journal.recording import record_step
from commitments.writing.lock import edit_lock
from commitments.writing.store import create_file, replace_unchanged
from commitments.writing.writable_place import require_folder, require_plain_folders

FilesPlan = Callable[[Workspace], Mapping[str, TextEdit]]
"""From the workspace as it is to the new texts of files, by path, in the order of writing."""


class FilesOutcome(NamedTuple):
    """What an edit of several files did, or would do."""

    texts: Mapping[str, TextEdit]
    """By path, only texts that differ."""
    verdict: Verdict
    written: bool


class FilesEvents:
    """The events of an edit of several files, for a subclass to override. The methods here do nothing."""

    def waits(self) -> None:
        """The wait for another editor has become noticeable."""

    def writes(self, outcome: FilesOutcome) -> None:
        """The outcome is about to be written."""

    def wrote(self, outcome: FilesOutcome) -> None:
        """The outcome is written, and the lock is still held."""


def edit_files(
    workspace: Workspace, plan: FilesPlan, terms: EditTerms, course: FilesEvents | None = None
) -> FilesOutcome:
    """Edit files as planned; nothing is written where a new text breaks a rule, unless forced.

    The plan sees the workspace as it is once no other editor is at work. Raises what the plan raises, and
    WriteError where a file cannot be locked or written; every file is then as before.
    """
    place, course = require_folder(workspace).root, course or FilesEvents()
    with nullcontext() if terms.dry_run else edit_lock(place, notice=course.waits):
        present = Workspace(workspace.root, workspace.environ, workspace.use_cache)
        texts = {path: text for path, text in plan(present).items() if text.old != text.new}
        require_plain_folders(place, texts)
        judgement = verdict(present, texts, terms.today) if texts else Verdict()
        allowed = not judgement.unreadable and (terms.force or not judgement.problems)
        outcome = FilesOutcome(texts, judgement, bool(texts) and allowed and not terms.dry_run)
        if outcome.written:
            record_step(present, texts)
            course.writes(outcome)
            _write_all(place, texts)
            course.wrote(outcome)
        return outcome


def _write_all(place: Path, texts: Mapping[str, TextEdit]) -> None:
    """Write every text; where one cannot be written, put back what was, and raise WriteError."""
    tried: list[str] = []
    try:
        for path, text in texts.items():
            tried.append(path)
            if not _write(place / path, text):
                raise WriteError(
                    N_("{path} is being changed by another program"),
                    N_("Nothing was written. Try again."),
                    path=path,
                )
    except BaseException as error:
        stuck = [path for path in reversed(tried) if not _put_back(place / path, texts[path])]
        if stuck and isinstance(error, CommitmentsError):
            raise _half_written_error(stuck) from error
        raise


def _write(path: Path, text: TextEdit) -> bool:
    if text.old is None:
        return create_file(path, text.new)
    return replace_unchanged(path, text.old, text.new)


def _put_back(path: Path, text: TextEdit) -> bool:
    """Put an old text back where the new one stands; False where the new one still stands afterwards."""
    if not _holds(path, text.new):
        return True
    with suppress(CommitmentsError, OSError):
        if text.old is None:
            path.unlink()
            return True
        return replace_unchanged(path, text.new, text.old)
    return False


def _holds(path: Path, data: bytes) -> bool:
    source = read(path.parent, path.name, len(data))
    return isinstance(source, SourceFile) and source.data == data


def _half_written_error(paths: Sequence[str]) -> WriteError:
    return WriteError(
        N_("The edit broke off, and these files hold their new text still: {paths}"),
        N_("Fix the cause, then run the command again: it writes what is missing."),
        paths=", ".join(sorted(paths)),
    )
