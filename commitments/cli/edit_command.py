"""What all commands that edit have in common: what is asked of them, and how they show what they did.

A command says what is to be done to a record; here that is judged, written and shown. What became of it, on
disk and in git, is told by `attempt`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from commitments.cli.completion import complete_id, complete_party
from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.cli.edit_attempt import Attempt
    from commitments.cli.session import Session
    from commitments.writing.edit_record import EditTerms, Outcome, Plan

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
    from commitments.cli.records_outside import require_inside
    from commitments.model.names import stem
    from commitments.reports.show import find

    survey = at.workspace.survey
    if id not in {outline.id for outline in survey.outlines}:
        unread = next((file.path for file in survey.listing.entries if stem(file.path) == id), None)
        if unread is not None:
            return unread
        require_inside(at, id)
    return find(survey.outlines, id).path


def standing(at: Session, id: str, writing: Writing) -> Mapping[str, Any]:
    """A record as it stands, before anything is asked of anybody.

    Raises CommitmentsError where there is none that can be read and written, or committed if that is wanted.
    """
    from commitments.writing.edit_record import read_record

    path = path_of(at, id)
    require_writable(at, writing, path)
    return read_record(at.workspace, path)[1]


def changed(at: Session, id: str, plan: Plan, writing: Writing) -> int:
    """Do to a record that is `standing` what is planned, and tell of it; 1 where that was refused."""
    from commitments.cli.edit_attempt import Attempt
    from commitments.writing.edit_record import edit

    attempt = Attempt(at, writing.commit)
    with attempt.told_where_stopped():
        outcome = edit(at.workspace, path_of(at, id), plan, _terms(at, writing), attempt)
        return _told(at, outcome, writing, attempt)


def written(at: Session, path: str, text: bytes, writing: Writing) -> int:
    """Make a new file, and tell of it; 1 where that was refused."""
    from commitments.cli.edit_attempt import Attempt
    from commitments.writing.edit_record import make

    require_writable(at, writing, path)
    _require_new(at, path)
    attempt = Attempt(at, writing.commit)
    with attempt.told_where_stopped():
        return _told(at, make(at.workspace, path, text, _terms(at, writing), attempt), writing, attempt)


def _terms(at: Session, writing: Writing) -> EditTerms:
    from commitments.writing.edit_record import EditTerms

    return EditTerms(at.clock.today, writing.dry_run, writing.force)


def require_writable(at: Session, writing: Writing, path: str = "") -> None:
    """Raise CommitmentsError where nothing can be written, or with `--commit` git would refuse it.

    Without a path, where it would refuse any.
    """
    from commitments.writing.writable_place import require_folder

    require_folder(at.workspace)
    if writing.commit:
        from commitments.writing.git_commit import require_committable

        require_committable(at.repository, path, os.environ)


def _require_new(at: Session, path: str) -> None:
    """Raise CommitmentsError where git has such a record that is not on disk, if git can be asked."""
    if not at.workspace.lies_in_git():
        return
    from commitments.errors import CommitmentsError
    from commitments.writing.records_not_on_disk import require_not_elsewhere

    try:
        repository = at.repository
    except CommitmentsError:
        return
    require_not_elsewhere(repository, path)


def _told(at: Session, outcome: Outcome, writing: Writing, attempt: Attempt) -> int:
    """Show what an edit did or would do, and why it did not."""
    from commitments.cli.edit_attempt import value_in
    from commitments.cli.options import Output
    from commitments.cli.streams import put, tell
    from commitments.render.edit_report import better_ways, difference

    words = at.words
    if not outcome.changes:
        tell(words.say("Nothing changes: {path} says so already.", path=outcome.path))
        return 0
    put(difference(outcome.path, outcome.old, outcome.new, at.screen(Output())))
    _tell_faults(at, outcome)
    if outcome.written:
        attempt.tell()
        return 0
    refused = outcome.verdict.unreadable or (outcome.verdict.problems and not writing.force)
    if refused and outcome.verdict.unreadable:
        tell(words.say("Not written: {path} could not be read any more.", path=outcome.path))
    elif refused:
        for way in better_ways(outcome.verdict.problems, value_in(outcome.old), value_in(outcome.new), words):
            tell(way)
        tell(words.say("Not written, because of these errors. --force writes it all the same."))
    else:
        tell(words.say("Not written: this was only to see what would change (--dry-run)."))
    return 1 if refused else 0


def _tell_faults(at: Session, outcome: Outcome) -> None:
    """Say what speaks against an edit, or will once it is written."""
    from commitments.cli.streams import say, tell
    from commitments.render.edit_report import refusals

    told = [*refusals([*outcome.verdict.problems, *outcome.verdict.warnings], at.words)]
    if told:
        say("")
    for line, is_prose in told:
        (tell if is_prose else say)(line)
