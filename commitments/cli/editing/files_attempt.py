"""Follows an edit of several files on disk and in git, commits them where asked, and reports how far it came.

Must not decide what is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from commitments.cli.editing.edit_attempt import (
    path_from_here,
    record_value,
    repository_from_here,
    tell_message,
    tell_never_committed,
    tell_undo,
    tell_waiting,
    tell_ways,
    undo_command,
)
from commitments.cli.given_back import forget_answers
from commitments.errors import N_, CommitmentsError
from commitments.model.names import id_from_path
from commitments.reading.folder import is_record
from commitments.reading.source_file import SourceFile
from commitments.writing.edit_files import FilesEvents, FilesOutcome
from commitments.writing.edit_record import EditOutcome

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.writing.git.git_commit import MadeCommit


class FilesAttempt(FilesEvents):
    """One edit of several files, from its first look at them to its report."""

    def __init__(self, session: Session, commits: bool, subject: str) -> None:
        self._session = session
        self._commits = commits
        self._subject = subject
        """The first line of the commit's message."""
        self._outcome: FilesOutcome | None = None
        """What the edit was about to write; None before that."""
        self._result: MadeCommit | None = None
        self._holds_earlier_changes = False
        self._failure: CommitmentsError | KeyboardInterrupt | None = None
        """Why git did not commit, or what stopped it."""
        self._is_reported = False

    def waits(self) -> None:
        """Say that another editor is at work: nothing else shows meanwhile."""
        tell_waiting(self._session)

    def writes(self, outcome: FilesOutcome) -> None:
        """Remember what is about to be written, for the report."""
        self._outcome = outcome

    def wrote(self, outcome: FilesOutcome) -> None:
        """Commit the files where asked; the report follows once other editors may write again."""
        if not self._commits:
            return
        try:
            self._commit(outcome)
        except (CommitmentsError, KeyboardInterrupt) as error:
            self._failure = error

    def _commit(self, outcome: FilesOutcome) -> None:
        from commitments.writing.git.git_commit import commit_files, committed_text, with_present_head
        from commitments.writing.journal.recording import record_commit

        repository = with_present_head(self._session.repository)
        committed = {path: committed_text(repository, path) for path in outcome.texts}
        self._holds_earlier_changes = any(
            _plain_lines(committed[path]) != _plain_lines(text.old) for path, text in outcome.texts.items()
        )
        message = "\n".join([self._subject, "", *self._change_lines(outcome, committed), ""])
        tell_never_committed(
            self._session,
            [
                path
                for path, text in outcome.texts.items()
                if text.old is not None and committed[path] is None
            ],
        )
        self._result = commit_files(repository, [*outcome.texts], message, os.environ, self._tell_waiting)
        self._failure = self._result.ended_by
        record_commit(self._session.workspace, repository, self._result.id, outcome.texts)

    def _change_lines(self, outcome: FilesOutcome, committed: Mapping[str, bytes | None]) -> Iterator[str]:
        """A line for each changed field of each record, for the message of the commit."""
        from commitments.render.edit_report import change_sentences

        session = self._session
        for path, text in outcome.texts.items():
            new_value: Mapping[str, Any] = record_value(text.new) or {}
            if is_record(path):
                id, workspace = id_from_path(path), session.workspace
                sentences = change_sentences(
                    id,
                    record_value(committed[path]),
                    new_value,
                    workspace.registry,
                    session.words,
                    workspace.events,
                )
                yield from (f"- {id}: {sentence}" for _, sentence in sentences)

    def _tell_waiting(self) -> None:
        tell_message(self._session, N_("Waiting for another git process to end; press Ctrl-C to stop."))

    def tell(self) -> None:
        """Report what was written or committed, and how to undo it.

        Then raises the error that kept git from committing, or the interrupt that stopped the edit.
        """
        assert self._outcome is not None
        forget_answers()
        if self._result is not None:
            self._tell_committed(self._result.id, self._outcome)
        else:
            self._tell_written(self._outcome)
        self._is_reported = True
        if self._failure is not None:
            raise self._failure

    def _tell_written(self, outcome: FilesOutcome) -> None:
        from commitments.cli.streams import say

        session = self._session
        for path in outcome.texts:
            say(session.words.say("Written: {path}", path=path_from_here(session, path)))
        if tell_ways(session, outcome.texts, can_save=not self._commits):
            return
        for path, text in outcome.texts.items():
            edit = EditOutcome(path, text.old, text.new, outcome.verdict, written=True)
            tell_undo(session, undo_command(session, edit))

    def _tell_committed(self, commit: str, outcome: FilesOutcome) -> None:
        from commitments.cli.streams import tell
        from commitments.render.edit_report import revert_command

        session, words = self._session, self._session.words
        tell(
            words.say(
                "Written and committed as {commit}: {subject}", commit=commit[:7], subject=self._subject
            )
        )
        if self._holds_earlier_changes:
            tell(words.say("The commit also holds earlier changes of these files."))
        if not tell_ways(session, outcome.texts, can_save=False):
            tell_undo(session, revert_command(commit[:7], repository_from_here(session)))

    @contextmanager
    def reporting_interrupts(self) -> Iterator[None]:
        """Report what was written where an interrupt ends the edit before its report."""
        try:
            yield
        except KeyboardInterrupt as interrupt:
            if not self._is_reported:
                self._failure = interrupt
                if self._result is not None or self._is_written():
                    self.tell()
                tell_message(self._session, N_("Nothing was written."))
            raise

    def _is_written(self) -> bool:
        """Whether every file on disk holds what the edit writes."""
        files = self._session.workspace.files
        return self._outcome is not None and all(
            isinstance(source := files.read(path, len(text.new)), SourceFile) and source.data == text.new
            for path, text in self._outcome.texts.items()
        )


def _plain_lines(text: bytes | None) -> bytes | None:
    """A text as git stores it where it converts line ends."""
    return text and text.replace(b"\r\n", b"\n")
