"""How far an edit has come, on disk and in git, and how that is told whenever the edit ends or is stopped.

Commits what was written where that was asked for. Decides nothing about what is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commitments.cli.current_folder import way_from_here
from commitments.errors import N_, CommitmentsError
from commitments.writing.edit_record import Course, Outcome

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.writing.git_commit import Made


class Attempt(Course):
    """One edit on its way."""

    def __init__(self, at: Session, commits: bool) -> None:
        self._at = at
        self._commits = commits
        self._outcome: Outcome | None = None
        """What was about to be written when it was last heard of."""
        self._made: Made | None = None
        self._message = ""
        self._held: bytes | None = None
        """What the last commit before this one held of the file."""
        self._failure: CommitmentsError | KeyboardInterrupt | None = None
        """What kept git from committing, or stopped it."""
        self._is_told = False

    def waits(self) -> None:
        """Say so, as nothing else is seen meanwhile."""
        tell_waiting(self._at)

    def writes(self, outcome: Outcome) -> None:
        """Remember it."""
        self._outcome = outcome

    def wrote(self, outcome: Outcome) -> None:
        """Commit it, if that was asked for; what comes of that is told once others may edit again."""
        if not self._commits:
            return
        try:
            self._commit(outcome)
        except (CommitmentsError, KeyboardInterrupt) as error:
            self._failure = error

    def _commit(self, outcome: Outcome) -> None:
        from commitments.writing.git_commit import commit_file, committed_text, repository_now

        repository = repository_now(self._at.repository)
        self._held = committed_text(repository, outcome.path)
        self._message = _message(self._at, outcome, self._held)
        self._made = commit_file(repository, outcome.path, self._message, os.environ, self._waits_for_git)
        self._failure = self._made.ended_by

    def _waits_for_git(self) -> None:
        _tell(self._at, N_("Waiting for another git to end; Ctrl-C gives up."))

    def tell(self) -> None:
        """Say what was written or committed, and how to take it back.

        Raises what kept git from committing it, or stopped it thereafter, once that is said.
        """
        assert self._outcome is not None
        if self._made is not None:
            _tell_committed(self._at, self._made.id, self._message, self._is_all(self._outcome))
        else:
            _tell_written(self._at, self._outcome)
            if self._commits:
                _tell_committing(self._at, self._outcome, self._message)
        self._is_told = True
        if self._failure is not None:
            raise self._failure

    def _is_all(self, outcome: Outcome) -> bool:
        """Whether git held what the edit began with; it may hold other line ends than it hands out."""
        if self._held is None or outcome.old is None:
            return self._held is outcome.old
        return self._held.replace(b"\r\n", b"\n") == outcome.old.replace(b"\r\n", b"\n")

    @contextmanager
    def told_where_stopped(self) -> Iterator[None]:
        """Say what stands there where an interrupt ends the edit before that was told."""
        try:
            yield
        except KeyboardInterrupt as stop:
            if not self._is_told:
                self._failure = stop
                self._tell_stopped()
            raise

    def _tell_stopped(self) -> None:
        if self._outcome is not None and (self._made is not None or _stands(self._at, self._outcome)):
            self.tell()
        _tell(self._at, N_("Nothing was written."))


def tell_waiting(at: Session) -> None:
    """Say that another editor is waited for."""
    _tell(at, N_("Waiting for another edit to end; Ctrl-C gives up."))


def _tell(at: Session, message: str) -> None:
    from commitments.cli.streams import tell

    tell(at.words.say(message))


def _stands(at: Session, outcome: Outcome) -> bool:
    """Whether the file is what the edit was to make of it."""
    from commitments.reading.source_file import SourceFile

    source = at.workspace.files.read(outcome.path)
    return isinstance(source, SourceFile) and source.data == outcome.new


def _tell_written(at: Session, outcome: Outcome) -> None:
    from commitments.cli.streams import say

    say(at.words.say("Written: {path}", path=_shown(at, outcome.path)))
    _tell_undo(at, _undo(at, outcome))


def _tell_undo(at: Session, command: str) -> None:
    from commitments.cli.streams import say

    if command:
        say(at.words.say("To undo: {command}", command=command))


def _tell_committing(at: Session, outcome: Outcome, message: str) -> None:
    """Say how to commit what git did not."""
    from commitments.cli.streams import say
    from commitments.render.edit_report import committing

    elsewhere = _repository_from_here(at)
    path = outcome.path if elsewhere else _shown(at, outcome.path)
    for command in committing(path, message.split("\n")[0], elsewhere, is_new=outcome.old is None):
        say(at.words.say("To commit it: {command}", command=command))


def _tell_committed(at: Session, commit: str, message: str, is_all: bool) -> None:
    """Say what was committed, how to take that back, and where the edit is not all of it."""
    from commitments.cli.streams import tell
    from commitments.render.edit_report import reverting

    words, commit, subject = at.words, commit[:7], message.split("\n")[0]
    tell(words.say("Written and committed as {commit}: {subject}", commit=commit, subject=subject))
    if not is_all:
        tell(words.say("The commit holds earlier changes of this file too."))
    _tell_undo(at, reverting(commit, _repository_from_here(at)))


def _message(at: Session, outcome: Outcome, before: bytes | None) -> str:
    """What the commit says that comes after a text."""
    from commitments.model.names import stem
    from commitments.render.edit_report import commit_message, sentences

    id, registry = stem(outcome.path), at.workspace.registry
    told = sentences(id, value_in(before), value_in(outcome.new) or {}, registry, at.words)
    return commit_message(id, told)


def _undo(at: Session, outcome: Outcome) -> str:
    """The command that takes an edit back; empty where there is none to be had."""
    from commitments.render.edit_report import putting_back, removing, restoring
    from commitments.writing.kept_copy import keep

    path = _shown(at, outcome.path)
    if outcome.old is None:
        return removing(path)
    if _in_git(at, outcome.path) == outcome.old:
        elsewhere = _repository_from_here(at)
        return restoring(outcome.path if elsewhere else path, elsewhere)
    copy = keep(at.workspace.root, os.environ, outcome.path, outcome.old) if at.common.cache else None
    return putting_back(str(copy), path) if copy else ""


def _in_git(at: Session, path: str) -> bytes | None:
    """What the last commit holds of a file; None where there is no git to ask."""
    if not at.workspace.lies_in_git():
        return None
    from commitments.writing.git_commit import committed_text, repository_now

    try:
        return committed_text(repository_now(at.repository), path)
    except CommitmentsError:
        return None


def _shown(at: Session, path: str) -> str:
    """The way to a file from the current folder; the whole way where there is none."""
    whole = os.path.abspath(Path(at.workspace.root) / path)
    return way_from_here(whole) or whole


def _repository_from_here(at: Session) -> str:
    """The way to a workspace that git would not be asked in from the current folder; else empty."""
    way = way_from_here(at.workspace.root) or os.path.abspath(at.workspace.root)
    return "" if set(Path(way).parts) <= {os.pardir} else way


def value_in(text: bytes | None) -> Mapping[str, Any] | None:
    """The mapping that a text holds; None where it holds none."""
    from commitments.reading.yaml_text import parse

    value = parse(text).value if text is not None else None
    return value if isinstance(value, dict) else None
