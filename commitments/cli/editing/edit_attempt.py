"""Follows one edit on disk and in git, commits it where asked, and reports how far it came.

Must not decide what is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commitments.cli.current_folder import relative_path
from commitments.cli.given_back import forget_answers
from commitments.errors import N_, CommitmentsError
from commitments.workspace.verdict import TextEdit
from commitments.writing.edit_record import EditEvents, EditOutcome

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.writing.git.git_commit import MadeCommit


class Attempt(EditEvents):
    """One edit from its first look at the file to its report, also where an interrupt stops it."""

    def __init__(self, session: Session, commits: bool) -> None:
        self._session = session
        self._commits = commits
        self._outcome: EditOutcome | None = None
        """What the edit was about to write; None before that."""
        self._result: MadeCommit | None = None
        self._commit_message = ""
        self._committed_before: bytes | None = None
        """The file in the commit before this edit; None where it was not in it."""
        self._failure: CommitmentsError | KeyboardInterrupt | None = None
        """Why git did not commit, or what stopped it."""
        self._is_reported = False

    def waits(self) -> None:
        """Say that another editor is at work: nothing else shows meanwhile."""
        tell_waiting(self._session)

    def writes(self, outcome: EditOutcome) -> None:
        """Remember what is about to be written, for the report."""
        self._outcome = outcome

    def wrote(self, outcome: EditOutcome) -> None:
        """Commit the file where asked; the report follows once other editors may write again."""
        if not self._commits:
            return
        try:
            self._commit(outcome)
        except (CommitmentsError, KeyboardInterrupt) as error:
            self._failure = error

    def _commit(self, outcome: EditOutcome) -> None:
        from commitments.writing.git.git_commit import commit_file, committed_text, with_present_head
        from commitments.writing.journal.recording import record_commit

        repository = with_present_head(self._session.repository)
        self._committed_before = committed_text(repository, outcome.path)
        self._commit_message = _commit_message(self._session, outcome, self._committed_before)
        if self._committed_before is None and outcome.old is not None:
            tell_never_committed(self._session, [outcome.path])
        self._result = commit_file(
            repository, outcome.path, self._commit_message, os.environ, self._tell_waiting_for_git
        )
        self._failure = self._result.ended_by
        record_commit(self._session.workspace, repository, self._result.id, _texts(outcome))

    def _tell_waiting_for_git(self) -> None:
        tell_message(self._session, N_("Waiting for another git process to end; press Ctrl-C to stop."))

    def tell(self) -> None:
        """Report what was written or committed, and how to undo it; its answers are then not asked for again.

        Then raises the error that kept git from committing, or the interrupt that stopped the edit.
        """
        assert self._outcome is not None
        forget_answers()
        if self._result is not None:
            alone = self._holds_only_this_edit(self._outcome)
            _tell_committed(
                self._session, self._result.id, self._commit_message, alone, _texts(self._outcome)
            )
        else:
            _tell_written(self._session, self._outcome, self._commits)
            if self._commits:
                _tell_committing(self._session, self._outcome, self._commit_message)
        self._is_reported = True
        if self._failure is not None:
            raise self._failure

    def _holds_only_this_edit(self, outcome: EditOutcome) -> bool:
        """Whether the commit holds this edit alone; git may store other line ends than it checks out."""
        if self._committed_before is None or outcome.old is None:
            return self._committed_before is outcome.old
        return self._committed_before.replace(b"\r\n", b"\n") == outcome.old.replace(b"\r\n", b"\n")

    @contextmanager
    def reporting_interrupts(self) -> Iterator[None]:
        """Report what was written where an interrupt ends the edit before its report."""
        try:
            yield
        except KeyboardInterrupt as interrupt:
            if not self._is_reported:
                self._failure = interrupt
                self._report_stopped()
            raise

    def _report_stopped(self) -> None:
        outcome = self._outcome
        if outcome is not None and (self._result is not None or _is_written(self._session, outcome)):
            self.tell()
        tell_message(self._session, N_("Nothing was written."))


def tell_waiting(session: Session) -> None:
    """Say that the edit waits for another editor."""
    tell_message(session, N_("Waiting for another edit to end; press Ctrl-C to stop."))


def tell_message(session: Session, message: str) -> None:
    from commitments.cli.streams import tell

    tell(session.words.say(message))


def _is_written(session: Session, outcome: EditOutcome) -> bool:
    """Whether the file on disk holds what the edit writes."""
    from commitments.reading.source_file import SourceFile

    source = session.workspace.files.read(outcome.path)
    return isinstance(source, SourceFile) and source.data == outcome.new


def _texts(outcome: EditOutcome) -> Mapping[str, TextEdit]:
    return {outcome.path: TextEdit(outcome.old, outcome.new)}


def tell_never_committed(session: Session, paths: Sequence[str]) -> None:
    """Say before a commit that it will hold files whole, as none did before."""
    from commitments.cli.streams import tell

    for path in paths:
        tell(
            session.words.say(
                "{path} was never committed: the commit will hold all of it, not this edit alone.",
                path=path_from_here(session, path),
            )
        )


def _tell_written(session: Session, outcome: EditOutcome, is_committing: bool) -> None:
    from commitments.cli.streams import say

    say(session.words.say("Written: {path}", path=path_from_here(session, outcome.path)))
    if not tell_ways(session, _texts(outcome), can_save=not is_committing):
        tell_undo(session, undo_command(session, outcome))


def tell_ways(session: Session, texts: Mapping[str, TextEdit], can_save: bool) -> bool:
    """Say in one line how to keep what was written and how to take it back; False where that is not kept."""
    from commitments.cli.streams import say
    from commitments.render.edit_report import own_command
    from commitments.writing.journal.recording import find_step

    if find_step(session.workspace, texts) is None:
        return False
    words, place = session.words, session.place_options
    undo = own_command("undo", place)
    if can_save and session.workspace.lies_in_git():
        say(
            words.say(
                "To keep it: `{save}`; to undo it: `{undo}`", save=own_command("save", place), undo=undo
            )
        )
    else:
        say(words.say("To undo: {command}", command=undo))
    return True


def tell_undo(session: Session, command: str) -> None:
    from commitments.cli.streams import say

    if command:
        say(session.words.say("To undo: {command}", command=command))


def _tell_committing(session: Session, outcome: EditOutcome, message: str) -> None:
    """Say how to commit the file that git did not commit."""
    from commitments.cli.streams import say
    from commitments.render.edit_report import commit_commands

    workspace = repository_from_here(session)
    path = outcome.path if workspace else path_from_here(session, outcome.path)
    for command in commit_commands(path, message.split("\n")[0], workspace, is_new=outcome.old is None):
        say(session.words.say("To commit it: {command}", command=command))


def _tell_committed(
    session: Session, commit: str, message: str, only_this_edit: bool, texts: Mapping[str, TextEdit]
) -> None:
    """Report the commit, how to undo it, and whether it holds earlier changes of the file too."""
    from commitments.cli.streams import tell
    from commitments.render.edit_report import revert_command

    words, commit, subject = session.words, commit[:7], message.split("\n")[0]
    tell(words.say("Written and committed as {commit}: {subject}", commit=commit, subject=subject))
    if not only_this_edit:
        tell(words.say("The commit also holds earlier changes of this file."))
    if not tell_ways(session, texts, can_save=False):
        tell_undo(session, revert_command(commit, repository_from_here(session)))


def _commit_message(session: Session, outcome: EditOutcome, before: bytes | None) -> str:
    """The message of the commit that follows the text `before`."""
    from commitments.model.names import id_from_path
    from commitments.render.edit_report import change_sentences, commit_message

    id, workspace = id_from_path(outcome.path), session.workspace
    after = record_value(outcome.new) or {}
    sentences = change_sentences(
        id, record_value(before), after, workspace.registry, session.words, workspace.events
    )
    return commit_message(id, sentences)


def undo_command(session: Session, outcome: EditOutcome) -> str:
    """The command that undoes an edit; empty where none can."""
    from commitments.render.edit_report import copy_back_command, remove_command, restore_command
    from commitments.writing.kept_copy import keep_copy

    path = path_from_here(session, outcome.path)
    if outcome.old is None:
        return remove_command(path)
    if _last_committed(session, outcome.path) == outcome.old:
        workspace = repository_from_here(session)
        return restore_command(outcome.path if workspace else path, workspace)
    if not session.common.cache:
        return ""
    copy = keep_copy(session.workspace.root, os.environ, outcome.path, outcome.old)
    return copy_back_command(str(copy), path) if copy else ""


def _last_committed(session: Session, path: str) -> bytes | None:
    """The file in the last commit; None where it is in none, or git cannot be asked."""
    if not session.workspace.lies_in_git():
        return None
    from commitments.writing.git.git_commit import committed_text, with_present_head

    try:
        return committed_text(with_present_head(session.repository), path)
    except CommitmentsError:
        return None


def path_from_here(session: Session, path: str) -> str:
    """The path of a file from the current folder; its absolute path where no relative one exists."""
    absolute = os.path.abspath(Path(session.workspace.root) / path)
    return relative_path(absolute) or absolute


def repository_from_here(session: Session) -> str:
    """The path of the workspace for `git -C`; empty where git finds it from the current folder."""
    path = relative_path(session.workspace.root) or os.path.abspath(session.workspace.root)
    return "" if set(Path(path).parts) <= {os.pardir} else path


def record_value(text: bytes | None) -> Mapping[str, Any] | None:
    """The mapping that a YAML text holds; None where it holds another value, or there is no text."""
    from commitments.reading.yaml.yaml_text import parse

    value = parse(text).value if text is not None else None
    return value if isinstance(value, dict) else None
