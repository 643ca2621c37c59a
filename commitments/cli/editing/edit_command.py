"""What all editing commands share: their options, and how an edit is judged, written and shown.

Must not know what any one command does to a record. `edit_attempt` reports how far the edit came.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from commitments.cli.completing.option_completion import complete_id, complete_party
from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.cli.editing.edit_attempt import Attempt
    from commitments.cli.session import Session
    from commitments.workspace.verdict import Verdict
    from commitments.writing.edit_record import EditOutcome, EditPlan, EditTerms

Id = Annotated[
    str | None, typer.Argument(metavar="ID", help=N_("The id of the record."), autocompletion=complete_id)
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="PARTY",
        help=N_("The party that reports or decides it."),
        autocompletion=complete_party,
    ),
]
Day = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help=N_("The day of the entry, if not today."))
]
MetOn = Annotated[str | None, typer.Option("--met-on", metavar="DATE", help=N_("When it was met."))]
Evidence = Annotated[
    str | None, typer.Option("--evidence", metavar="URL", help=N_("The web address of the evidence."))
]
EvidenceTitle = Annotated[
    str | None, typer.Option("--title", metavar="TITLE", help=N_("The title of the evidence."))
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=N_("An update, in your own words."))]
ReviewBy = Annotated[
    str | None,
    typer.Option("--review-by", metavar="DATE", help=N_("When to review a suspended commitment.")),
]


class Writing(NamedTuple):
    """How an edit is written."""

    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help=N_("Show what would change, and write nothing."))
    ] = False
    commit: Annotated[
        bool,
        typer.Option(
            "--commit",
            help=N_("Commit the edit alone to git, with a message that says what changed."),
        ),
    ] = False
    force: Annotated[
        bool,
        typer.Option(
            "--force", help=N_("Write the record even if it breaks rules, but not if it cannot be read.")
        ),
    ] = False


def record_path(session: Session, name: str) -> str:
    """The path of the record that is named by its id, in any capitals, or by its path.

    Raises UnknownNameError, with the three nearest ids, where no record goes by the name.
    """
    from commitments.cli.named_records import named_id
    from commitments.cli.records_outside import require_inside
    from commitments.model.names import id_from_path
    from commitments.reports.show import find_outline

    survey, id = session.workspace.survey, named_id(session, name)
    if id not in {outline.id for outline in survey.outlines}:
        unread_path = next(
            (file.path for file in survey.listing.entries if id_from_path(file.path) == id), None
        )
        if unread_path is not None:
            return unread_path
        require_inside(session, id)
    return find_outline(survey.outlines, id).path


def editable_record(session: Session, id: str, writing: Writing) -> Mapping[str, Any]:
    """The value of the record to edit, read before any question is asked.

    Raises the CommitmentsError that fits where the record cannot be read or written, or with `--commit` not
    committed.
    """
    from commitments.writing.edit_record import read_record

    path = record_path(session, id)
    require_writable(session, writing, path)
    return read_record(session.workspace, path)[1]


def apply_edit(session: Session, id: str, plan: EditPlan, writing: Writing) -> int:
    """Apply a plan to a record and report it; returns the exit status, which is 1 where it was refused."""
    from commitments.cli.editing.edit_attempt import Attempt
    from commitments.writing.edit_record import edit_record

    attempt = Attempt(session, writing.commit)
    with attempt.reporting_interrupts():
        path, terms = record_path(session, id), edit_terms(session, writing)
        outcome = edit_record(session.workspace, path, own_plan(session, plan), terms, attempt)
        return _report_outcome(session, outcome, writing, attempt)


def own_plan(session: Session, plan: EditPlan) -> EditPlan:
    """A plan whose records and parties are called as the register itself does, wherever the reader stands."""
    if session.membership is None:
        return plan
    from commitments.cli.member_names import plain_id, plain_party
    from commitments.edits.own_references import with_own_references
    from commitments.model.fields import Shape

    def rename(shape: Shape, text: str) -> str:
        return plain_party(session, text) if shape is Shape.PARTY else plain_id(session, text)

    return lambda record: with_own_references(plan(record), rename)


def create_record(session: Session, path: str, text: bytes, writing: Writing) -> int:
    """Write a new record and report it; returns the exit status, which is 1 where it was refused."""
    from commitments.cli.editing.edit_attempt import Attempt
    from commitments.writing.edit_record import make_record

    require_writable(session, writing, path)
    require_new(session, path)
    attempt = Attempt(session, writing.commit)
    with attempt.reporting_interrupts():
        outcome = make_record(session.workspace, path, text, edit_terms(session, writing), attempt)
        return _report_outcome(session, outcome, writing, attempt)


def edit_terms(session: Session, writing: Writing) -> EditTerms:
    """The terms of an edit, as the options have them."""
    from commitments.writing.edit_record import EditTerms

    return EditTerms(session.clock.today, writing.dry_run, writing.force)


def require_writable(session: Session, writing: Writing, path: str = "") -> None:
    """Raise the CommitmentsError that fits where nothing can be written, or `--commit` would fail.

    `path` is the file to commit; without it, only what makes every commit fail is looked for.
    """
    from commitments.writing.writable_place import require_folder

    require_folder(session.workspace)
    if writing.commit:
        from commitments.writing.git.git_committable import require_committable

        require_committable(session.repository, path, os.environ)


def require_new(session: Session, path: str) -> None:
    """Raise the CommitmentsError that fits where git holds the record but the disk does not."""
    if not session.workspace.lies_in_git():
        return
    from commitments.errors import CommitmentsError
    from commitments.writing.records_not_on_disk import require_not_elsewhere

    try:
        repository = session.repository
    except CommitmentsError:
        return
    require_not_elsewhere(repository, path)


def _report_outcome(session: Session, outcome: EditOutcome, writing: Writing, attempt: Attempt) -> int:
    """Show what an edit did, would do, or why it was refused; returns the exit status."""
    from commitments.cli.editing.edit_attempt import record_value
    from commitments.cli.options.option_groups import Output
    from commitments.cli.streams import put, tell
    from commitments.render.edit_report import better_commands, diff_text

    words = session.words
    if not outcome.changes:
        tell(words.say("Nothing changes: {path} already says this.", path=outcome.path))
        return 0
    put(diff_text(outcome.path, outcome.old, outcome.new, session.screen(Output())))
    tell_faults(session, outcome.verdict)
    if outcome.written:
        attempt.tell()
        return 0
    is_refused = outcome.verdict.unreadable or (outcome.verdict.problems and not writing.force)
    if is_refused and outcome.verdict.unreadable:
        tell(words.say("Not written: {path} can no longer be read.", path=outcome.path))
    elif is_refused:
        for advice in better_commands(
            outcome.verdict.problems, record_value(outcome.old), record_value(outcome.new), words
        ):
            tell(advice)
        tell(words.say("Not written because of these errors. Use --force to write it anyway."))
    else:
        tell(words.say("Not written: --dry-run only shows what would change."))
    return 1 if is_refused else 0


def tell_faults(session: Session, verdict: Verdict) -> None:
    """Say which rules an edit breaks."""
    from commitments.cli.streams import say, tell
    from commitments.render.edit_report import refusal_lines

    lines = [*refusal_lines([*verdict.problems, *verdict.warnings], session.words)]
    if lines:
        say("")
    for line, is_prose in lines:
        (tell if is_prose else say)(line)
