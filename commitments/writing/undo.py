"""Takes back the last step of the journal: texts and commit. Must not take back what others may have.

A step is taken back only while each of its files holds the text that it wrote, or again the text before.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import NamedTuple

from commitments.errors import N_, CommitmentsError, EditError, WriteError, system_reason
from commitments.history.past_workspace import workspace_repository
from commitments.reading.folder import read
from commitments.reading.git.repository import Repository
from commitments.reading.source_file import SourceFile
from commitments.reading.text import REGISTRY
from commitments.workspace.open_workspace import Workspace
from commitments.writing.git.git_commit import committed_text
from commitments.writing.git.git_uncommit import require_removable, take_back_commit
from commitments.writing.journal.journal import Journal
from commitments.writing.journal.journal_place import open_journal
from commitments.writing.journal.journal_step import FileStep, JournalStep, digest
from commitments.writing.lock import edit_lock
from commitments.writing.patience import no_notice
from commitments.writing.store import create_file, replace_unchanged
from commitments.writing.writable_place import require_folder


class FileChangedError(EditError):
    """A file holds another text than the step wrote."""


class TakenBack(NamedTuple):
    """A text that a step wrote, and the text before."""

    present: bytes
    before: bytes | None
    """None where there was no file."""


class UndoOutcome(NamedTuple):
    """What was taken back, or would be."""

    texts: Mapping[str, TakenBack]
    """By path."""
    commit: str = ""
    """The commit that was taken back; empty where the step made none."""
    written: bool = False


def undo_last_step(
    workspace: Workspace, dry_run: bool = False, waits: Callable[[], object] = no_notice
) -> UndoOutcome:
    """Take back the last step that still stands.

    Raises FileChangedError where a file was changed since, EditError where there is no step or its commit
    must stay, and WriteError where a file cannot be written.
    """
    place = require_folder(workspace).root
    with nullcontext() if dry_run else edit_lock(place, notice=waits):
        journal = open_journal(workspace)
        steps = [*journal.undoable_steps()] if journal else []
        for index, step in enumerate(steps):
            outcome = _plan(workspace, place, step, steps[index + 1 :])
            if outcome.texts or outcome.commit:
                return outcome if dry_run else _apply(workspace, place, step, outcome)
            if journal and not dry_run:
                journal.drop(step)  # its edit was never written, or is taken back already
    raise EditError(
        N_("There is no edit or save left to take back"),
        N_("The last twenty of this clone can be; `commit changes` shows what was committed before."),
    )


def has_step(workspace: Workspace) -> bool:
    """Whether there is a step that can be taken back."""
    journal = open_journal(workspace)
    return journal is not None and any(True for _ in journal.undoable_steps())


def _plan(workspace: Workspace, place: Path, step: JournalStep, older: Sequence[JournalStep]) -> UndoOutcome:
    """What taking a step back means now."""
    present = ((file, _present_text(place, file)) for file in step.files)
    texts = {file.path: TakenBack(text, file.before) for file, text in present if text is not None}
    if step.commit:
        repository = workspace_repository(workspace)
        if (repository.head or "") != step.parent:
            require_removable(repository, step.commit)
            return UndoOutcome(texts, step.commit)
    elif texts and workspace.lies_in_git():
        _require_not_committed(workspace, step, texts, older)
    return UndoOutcome(texts)


def _present_text(place: Path, file: FileStep) -> bytes | None:
    """The text that a step wrote; None where the file holds the text before."""
    text = _text(place, file.path)
    if text is not None and digest(text) == file.after_digest:
        return text if file.after_digest != file.before_digest else None
    if digest(text) == file.before_digest and (text is not None or not os.path.lexists(place / file.path)):
        return None
    raise FileChangedError(
        N_("{path} was changed since, and is not taken back"),
        N_("Nothing was changed. `git diff` or `commit changes` shows what it holds now."),
        path=file.path,
    )


def _text(place: Path, path: str) -> bytes | None:
    """The text of a file; None where there is none, and for what lies behind a link."""
    folders = path.split("/")[:-1]
    for depth in range(1, len(folders) + 1):
        try:
            if not stat.S_ISDIR(os.lstat(place.joinpath(*folders[:depth])).st_mode):
                return None
        except OSError:
            return None
    source = read(place, path, REGISTRY.size)
    return source.data if isinstance(source, SourceFile) else None


def _require_not_committed(
    workspace: Workspace, step: JournalStep, texts: Mapping[str, TakenBack], older: Sequence[JournalStep]
) -> None:
    """Raise EditError where the last commit holds what the step wrote: somebody has committed it."""
    repository = _repository(workspace)
    if repository is None or (step.head and repository.head == step.head):
        return
    before = {(file.path, file.before_digest) for other in older for file in other.files}
    for file in step.files:
        is_new_text = (file.path, file.after_digest) not in before
        if file.path in texts and is_new_text and _holds(repository, file.path, texts[file.path].present):
            raise EditError(
                N_("{path} was committed as it stands, and is not taken back"),
                N_("Write the edit that corrects it, and say why."),
                path=file.path,
            )


def _repository(workspace: Workspace) -> Repository | None:
    try:
        return workspace_repository(workspace)
    except CommitmentsError:
        return None


def _holds(repository: Repository, path: str, text: bytes) -> bool:
    """Whether the last commit holds a text; git may store other line ends than it checks out."""
    committed = committed_text(repository, path)
    return committed is not None and committed.replace(b"\r\n", b"\n") == text.replace(b"\r\n", b"\n")


def _apply(workspace: Workspace, place: Path, step: JournalStep, outcome: UndoOutcome) -> UndoOutcome:
    """Take a step back; where this breaks off, the next undo goes on with it."""
    if outcome.commit:
        take_back_commit(workspace_repository(workspace), outcome.commit, step.parent)
    _put_back_all(place, outcome.texts)
    journal: Journal | None = open_journal(workspace)
    if journal:
        journal.drop(step)
    return outcome._replace(written=True)


def _put_back_all(place: Path, texts: Mapping[str, TakenBack]) -> None:
    """Put every text before back, new files last; where one cannot be, the present texts stay."""
    tried: list[str] = []
    try:
        for path in sorted(texts, key=lambda path: texts[path].before is None):
            tried.append(path)
            if not _put_back(place / path, texts[path]):
                raise WriteError(
                    N_("{path} is being changed by another program"),
                    N_("Run `commit undo` again: it goes on with what is left."),
                    path=path,
                )
    except BaseException:
        for path in reversed(tried):
            with suppress(CommitmentsError, OSError):
                _write_again(place / path, texts[path])
        raise
    for path, text in texts.items():
        if text.before is None:
            _remove_empty_folders(place, path)


def _write_again(path: Path, text: TakenBack) -> None:
    """Write a present text again where the text before was put back."""
    if text.before is None:
        create_file(path, text.present)
    else:
        replace_unchanged(path, text.before, text.present)


def _put_back(path: Path, text: TakenBack) -> bool:
    """Put the text before back; False where the file no longer holds the present one."""
    if text.before is not None:
        return replace_unchanged(path, text.present, text.before)
    source = read(path.parent, path.name, len(text.present))
    if not isinstance(source, SourceFile) or source.data != text.present:
        return False
    try:
        path.unlink()
    except OSError as error:
        raise WriteError(
            N_("{path} could not be removed: {reason}"), path=str(path), reason=system_reason(error)
        ) from error
    return True


def _remove_empty_folders(place: Path, path: str) -> None:
    """Remove the folders of a record that was removed, where they are empty, but not `records/` itself."""
    folders = path.split("/")[:-1]
    with suppress(OSError):
        for depth in range(len(folders), 1, -1):
            place.joinpath(*folders[:depth]).rmdir()
