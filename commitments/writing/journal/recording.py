"""Journals what editors are about to write, and what was committed. The one place that all editors call."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from commitments.errors import CommitmentsError
from commitments.history.past_workspace import workspace_repository
from commitments.reading.git.repository import Repository
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import TextEdit
from commitments.writing.journal.journal_place import open_journal
from commitments.writing.journal.journal_step import FileStep, JournalStep, digest


def record_step(workspace: Workspace, texts: Mapping[str, TextEdit]) -> JournalStep | None:
    """Journal the new texts that an editor is about to write; every editor calls this under the lock.

    The step comes before the texts, so that an edit which is killed midway can be taken back. Returns None
    where nothing can be kept.
    """
    journal = open_journal(workspace)
    files = tuple(
        FileStep(path, text.old, digest(text.old), digest(text.new)) for path, text in texts.items()
    )
    return journal.append(JournalStep(0, files, head=_last_commit(workspace))) if journal else None


def _last_commit(workspace: Workspace) -> str:
    """The last commit; empty where there is none, or git cannot be asked."""
    if workspace.lies_in_git():
        with suppress(CommitmentsError):
            return workspace_repository(workspace).head or ""
    return ""


def withdraw_step(workspace: Workspace, step: JournalStep | None) -> None:
    """Forget a step whose texts were not written after all."""
    journal = open_journal(workspace)
    if step and journal:
        journal.drop(step)


def find_step(workspace: Workspace, texts: Mapping[str, TextEdit]) -> JournalStep | None:
    """The newest step that wrote exactly these texts; None where it cannot be taken back."""
    journal = open_journal(workspace)
    after = {path: digest(text.new) for path, text in texts.items()}
    steps = journal.undoable_steps() if journal else ()
    return next(
        (step for step in steps if {file.path: file.after_digest for file in step.files} == after), None
    )


def record_commit(
    workspace: Workspace,
    repository: Repository,
    commit: str,
    texts: Mapping[str, TextEdit] | None = None,
) -> bool:
    """Journal a commit: as a part of the step that wrote `texts`, else as a step of its own.

    Returns whether it is kept.
    """
    journal = open_journal(workspace)
    if journal is None:
        return False
    try:
        parents = repository.commit(commit).parents
    except CommitmentsError:
        return False
    parent = parents[0] if parents else ""
    if texts is None:
        return journal.append(JournalStep(0, (), commit, parent)) is not None
    step = find_step(workspace, texts)
    if step is not None:
        journal.rewrite(replace(step, commit=commit, parent=parent))
    return step is not None
