"""What commands that edit several files share: how the edit is judged, written and shown.

Must not know what any one command does to a file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from commitments.cli.editing.edit_command import Writing, edit_terms, require_writable, tell_faults
from commitments.reading.folder import PARTIES

if TYPE_CHECKING:
    from commitments.cli.editing.files_attempt import FilesAttempt
    from commitments.cli.session import Session
    from commitments.workspace.open_workspace import Workspace
    from commitments.workspace.verdict import TextEdit
    from commitments.writing.edit_files import FilesOutcome, FilesPlan


def apply_files_edit(
    session: Session,
    plan: FilesPlan,
    writing: Writing,
    subject: str,
    tell_rest: Callable[[], None] = lambda: None,
) -> int:
    """Apply a plan to several files and report it; returns the exit status, which is 1 where it was refused.

    `subject` is the first line of the commit's message; `tell_rest` says what the plan left as it is.
    """
    from commitments.cli.editing.files_attempt import FilesAttempt
    from commitments.writing.edit_files import edit_files

    require_writable(session, writing)
    attempt = FilesAttempt(session, writing.commit, subject)
    with attempt.reporting_interrupts():
        outcome = edit_files(
            session.workspace,
            lambda workspace: _committable_texts(session, workspace, plan, writing),
            edit_terms(session, writing),
            attempt,
        )
        return _report_outcome(session, outcome, writing, attempt, tell_rest)


def _committable_texts(
    session: Session, workspace: Workspace, plan: FilesPlan, writing: Writing
) -> Mapping[str, TextEdit]:
    """The new texts, with that of the registry for the new parties that answers brought.

    Raises GitError where git would refuse to commit one of the files.
    """
    texts = plan(workspace)
    if session.new_parties and PARTIES not in texts:
        from commitments.writing.edit_parties import plan_new_parties

        texts = {**plan_new_parties(workspace, session.new_parties, writing.force), **texts}
    if writing.commit:
        from commitments.writing.git.git_committable import require_committable

        for path in texts:
            require_committable(session.repository, path, os.environ)
    return texts


def _report_outcome(
    session: Session,
    outcome: FilesOutcome,
    writing: Writing,
    attempt: FilesAttempt,
    tell_rest: Callable[[], None],
) -> int:
    """Show what an edit did, would do, or why it was refused; returns the exit status."""
    from commitments.cli.options.option_groups import Output
    from commitments.cli.streams import put, tell
    from commitments.render.edit_report import diff_text

    words, screen = session.words, session.screen(Output())
    if not outcome.texts:
        tell(words.say("Nothing changes: the files already say this."))
        tell_rest()
        return 0
    for path, text in outcome.texts.items():
        put(diff_text(path, text.old, text.new, screen))
    tell_faults(session, outcome.verdict)
    tell_rest()
    if outcome.written:
        attempt.tell()
        return 0
    is_refused = outcome.verdict.unreadable or bool(outcome.verdict.problems and not writing.force)
    if outcome.verdict.unreadable:
        tell(words.say("Not written: a file can no longer be read."))
    elif is_refused:
        tell(words.say("Not written because of these errors. Use --force to write it anyway."))
    else:
        tell(words.say("Not written: --dry-run only shows what would change."))
    return 1 if is_refused else 0
