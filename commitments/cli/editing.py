"""What all commands that edit have in common: what is asked of them, and how they tell what they did.

A command says what is to be done to a record; here that is judged, written, shown, and committed where asked.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from commitments.cli.complete import complete_id, complete_party
from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.writing.edit import Outcome, Plan, Terms

Id = Annotated[
    str, typer.Argument(metavar="ID", help=N_("The id of the record."), autocompletion=complete_id)
]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="PARTY", help=N_("Who says so."), autocompletion=complete_party),
]
Day = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help=N_("The day of the entry, if not today."))
]
MetOn = Annotated[str | None, typer.Option("--met-on", metavar="DATE", help=N_("When it was met."))]
Evidence = Annotated[
    str | None, typer.Option("--evidence", metavar="URL", help=N_("Where the evidence can be read."))
]
EvidenceTitle = Annotated[
    str | None, typer.Option("--title", metavar="TITLE", help=N_("What the evidence is called."))
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=N_("An update, in your own words."))]
ReviewBy = Annotated[
    str | None,
    typer.Option("--review-by", metavar="DATE", help=N_("When a suspended one is looked at again.")),
]


class Writing(NamedTuple):
    """How an edit is written."""

    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help=N_("Show what would change, and write nothing."))
    ] = False
    commit: Annotated[
        bool,
        typer.Option("--commit", help=N_("Commit this file to git, with a message that says what changed.")),
    ] = False
    force: Annotated[
        bool,
        typer.Option("--force", help=N_("Write also what breaks rules; never what cannot be read.")),
    ] = False


def path_of(at: Session, id: str) -> str:
    """Where a record stands; raises CommitmentsError, with the three nearest, for an unknown id."""
    from commitments.model.names import stem
    from commitments.reports.show import find

    survey = at.workspace.survey
    if id not in {each.id for each in survey.outlines}:
        unread = next((each.path for each in survey.listing.entries if stem(each.path) == id), None)
        if unread is not None:
            return unread
    return find(survey.outlines, id).path


def standing(at: Session, id: str, writing: Writing) -> Mapping[str, Any]:
    """A record as it stands, before anything is asked of anybody.

    Raises CommitmentsError where there is none that can be read and written, or committed if that is wanted.
    """
    from commitments.writing.edit import read_record

    path = path_of(at, id)
    require_writable(at, writing, path)
    return read_record(at.workspace, path)[1]


def changed(at: Session, id: str, plan: Plan, writing: Writing) -> int:
    """Do to a record that is `standing` what is planned, and tell of it; 1 where that was refused."""
    from commitments.writing.edit import edit

    return _told(at, edit(at.workspace, path_of(at, id), plan, _terms(at, writing)), writing)


def written(at: Session, path: str, text: bytes, writing: Writing) -> int:
    """Make a new file, and tell of it; 1 where that was refused."""
    from commitments.writing.edit import make

    require_writable(at, writing, path)
    _require_new(at, path)
    return _told(at, make(at.workspace, path, text, _terms(at, writing)), writing)


def _terms(at: Session, writing: Writing) -> Terms:
    from commitments.writing.edit import Terms

    return Terms(at.clock.today, writing.dry_run, writing.force)


def require_writable(at: Session, writing: Writing, path: str = "") -> None:
    """Raise CommitmentsError where nothing can be written, or with `--commit` git would refuse it.

    Without a path, where it would refuse any.
    """
    from commitments.writing.place import require_folder

    require_folder(at.workspace)
    if writing.commit:
        from commitments.writing.committed import require_committable

        require_committable(at.repository, path, os.environ)


def _require_new(at: Session, path: str) -> None:
    """Raise CommitmentsError where git has such a record that is not on disk, if git can be asked."""
    if not at.workspace.lies_in_git():
        return
    from commitments.errors import CommitmentsError
    from commitments.writing.elsewhere import require_not_elsewhere

    try:
        repository = at.repository
    except CommitmentsError:
        return
    require_not_elsewhere(repository, path)


def _told(at: Session, outcome: Outcome, writing: Writing) -> int:
    """Show what an edit did or would do, and why it did not."""
    from commitments.cli.options import Output
    from commitments.cli.streams import put, tell
    from commitments.render.edited import better_ways, difference

    words = at.words
    if not outcome.changes:
        tell(words.say("Nothing changes: {path} says so already.", path=outcome.path))
        return 0
    put(difference(outcome.path, outcome.old, outcome.new, at.screen(Output())))
    _tell_faults(at, outcome)
    if outcome.written:
        _finish(at, outcome, writing)
        return 0
    refused = outcome.verdict.unreadable or (outcome.verdict.problems and not writing.force)
    if refused and outcome.verdict.unreadable:
        tell(words.say("Not written: {path} could not be read any more.", path=outcome.path))
    elif refused:
        for way in better_ways(outcome.verdict.problems, _value(outcome.old), _value(outcome.new), words):
            tell(way)
        tell(words.say("Not written, because of these errors. --force writes it all the same."))
    else:
        tell(words.say("Not written: this was only to see what would change (--dry-run)."))
    return 1 if refused else 0


def _tell_faults(at: Session, outcome: Outcome) -> None:
    """Say what speaks against an edit, or will once it is written."""
    from commitments.cli.streams import say, tell
    from commitments.render.edited import refusals

    told = [*refusals([*outcome.verdict.problems, *outcome.verdict.warnings], at.words)]
    if told:
        say("")
    for line, is_prose in told:
        (tell if is_prose else say)(line)


def _finish(at: Session, outcome: Outcome, writing: Writing) -> None:
    """Commit what was written where that was asked for, and say how to take it back.

    Raises CommitmentsError where git did not commit it, and KeyboardInterrupt where it was stopped, once
    that is said.
    """
    if not writing.commit:
        _tell_written(at, outcome)
        return
    from commitments.errors import CommitmentsError
    from commitments.writing.committed import commit_file, committed_text

    try:
        before = committed_text(at.repository, outcome.path)
        message = _message(at, outcome, before)
        made = commit_file(at.repository, outcome.path, message, os.environ)
    except (CommitmentsError, KeyboardInterrupt):
        _tell_written(at, outcome)
        raise
    _tell_committed(at, made.id[:7], message, _is_same(before, outcome.old))
    if made.interrupted:
        raise KeyboardInterrupt


def _tell_written(at: Session, outcome: Outcome) -> None:
    from commitments.cli.streams import say

    say(at.words.say("Written: {path}", path=_shown(at, outcome.path)))
    _tell_undo(at, _undo(at, outcome))


def _tell_undo(at: Session, command: str) -> None:
    from commitments.cli.streams import say

    if command:
        say(at.words.say("To undo: {command}", command=command))


def _message(at: Session, outcome: Outcome, before: bytes | None) -> str:
    """What the commit says that comes after a text."""
    from commitments.render.edited import commit_message, sentences

    id, registry = _id(outcome.path), at.workspace.registry
    told = sentences(id, _value(before), _value(outcome.new) or {}, registry, at.words)
    return commit_message(id, told)


def _tell_committed(at: Session, commit: str, message: str, is_all: bool) -> None:
    """Say what was committed, how to take that back, and where the edit is not all of it."""
    from commitments.cli.streams import tell
    from commitments.render.edited import reverting

    words, subject = at.words, message.split("\n")[0]
    tell(words.say("Written and committed as {commit}: {subject}", commit=commit, subject=subject))
    if not is_all:
        tell(words.say("The commit holds earlier changes of this file too."))
    _tell_undo(at, reverting(commit, _repository_from_here(at)))


def _undo(at: Session, outcome: Outcome) -> str:
    """The command that takes an edit back; empty where there is none to be had."""
    from commitments.render.edited import putting_back, removing, restoring
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
    from commitments.errors import CommitmentsError

    if not at.workspace.lies_in_git():
        return None
    from commitments.writing.committed import committed_text

    try:
        return committed_text(at.repository, path)
    except CommitmentsError:
        return None


def _shown(at: Session, path: str) -> str:
    """The way to a file from the current folder; the whole way where there is none, as to another drive."""
    whole = os.path.abspath(Path(at.workspace.root) / path)
    try:
        return os.path.relpath(whole)
    except ValueError:
        return whole


def _repository_from_here(at: Session) -> str:
    """The way to a workspace that git would not be asked in from the current folder; else empty."""
    try:
        way = os.path.relpath(at.workspace.root)
    except ValueError:
        way = os.path.abspath(at.workspace.root)
    return "" if set(Path(way).parts) <= {os.pardir} else way


def _is_same(committed: bytes | None, text: bytes | None) -> bool:
    """Whether git holds what stood there; it may hold other line ends than it hands out."""
    if committed is None or text is None:
        return committed is text
    return committed.replace(b"\r\n", b"\n") == text.replace(b"\r\n", b"\n")


def _id(path: str) -> str:
    from commitments.model.names import stem

    return stem(path)


def _value(text: bytes | None) -> Mapping[str, Any] | None:
    from commitments.reading.yaml_text import parse

    value = parse(text).value if text is not None else None
    return value if isinstance(value, dict) else None
