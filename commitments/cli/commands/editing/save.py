"""`commit save`: commits what was edited, in words made of the changes. Must not look for it itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.completing.option_completion import complete_id
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_, UsageError

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.model.problem import Problem
    from commitments.reading.git.repository import Repository
    from commitments.render.save_report import SavedFile
    from commitments.writing.save import Unsaved, UnsavedFile

Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID]...", help=N_("Ids, exact or with *."), autocompletion=complete_id),
]
Message = Annotated[
    str | None,
    typer.Option(
        "--message", "-m", metavar="TEXT", help=N_("The message, instead of one made of the changes.")
    ),
]
All = Annotated[
    bool, typer.Option("--all", "-a", help=N_("Save also what no command of this program has changed."))
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help=N_("Show what would be saved, and save nothing."))
]


@flatten_options
def run(
    common: Common,
    ids: Ids = None,
    message: Message = None,
    with_others: All = False,
    dry_run: DryRun = False,
) -> int:
    """Commit what differs from the last commit; returns 1 where that was refused."""
    from commitments.cli.open_session import open_session
    from commitments.cli.record_session import with_named_member
    from commitments.cli.streams import tell
    from commitments.writing.save import has_unsaved_files, unsaved_files

    common, names = with_named_member(common, ids or ())
    text = None if message is None else _message_text(message)
    with open_session(common, tolerant=True, suits=has_unsaved_files) as session:
        repository = session.repository
        if _tell_operation(session, repository):
            return 1
        unsaved = unsaved_files(session.workspace, repository)
        files = _named_files(session, unsaved, names)
        _tell_left_out(session, unsaved)
        if not files:
            tell(session.words.say("There is nothing to save."))
            return 0
        if problems := _errors(session, files):
            _tell_errors(session, problems)
            return 1
        if not dry_run:
            _require_committable(repository)
        return _save(session, repository, files, text, with_others, dry_run)


def _message_text(message: str) -> str:
    """The message that was given; raises UsageError for an empty or an unsafe one."""
    from commitments.reading.text import find_unsafe_character

    if not message.strip():
        raise UsageError(N_("--message does not take an empty text"))
    if character := find_unsafe_character(message.replace("\n", " ")):
        raise UsageError(
            N_("{option} holds a character that no record may hold: {character}"),
            option="--message",
            character=character,
        )
    return f"{message.strip()}\n"


def _tell_operation(session: Session, repository: Repository) -> bool:
    """Say that a merge or something like it has not ended; returns whether there is one."""
    from commitments.cli.streams import tell
    from commitments.writing.git.git_committable import UnderWayError, require_no_operation

    try:
        require_no_operation(repository)
    except UnderWayError as error:
        tell(
            session.words.say(
                "Not saved: a {operation} is under way here. End it with git; then save.",
                operation=error.values["operation"],
            )
        )
        return True
    return False


def _named_files(session: Session, unsaved: Unsaved, ids: Sequence[str]) -> list[UnsavedFile]:
    """The files to save: all, or the records that the ids name; raises UnknownNameError for an unknown id."""
    import re

    from commitments.model.names import id_from_path
    from commitments.reading.folder import is_record
    from commitments.reports.record_ids import id_form, known_id

    if not ids:
        return [*unsaved.files]
    paths = {id_from_path(entry.path): entry.path for entry in session.workspace.listing.entries}
    ids = [id_form(id) if "*" in id else known_id(id, paths) for id in ids]
    pattern = re.compile("|".join(".*".join(map(re.escape, id.split("*"))) for id in ids))
    return [
        file for file in unsaved.files if is_record(file.path) and pattern.fullmatch(id_from_path(file.path))
    ]


def _tell_left_out(session: Session, unsaved: Unsaved) -> None:
    """Say what no save holds: files that are gone, and new ones that git ignores."""
    from commitments.cli.records_outside import tell_ignored
    from commitments.cli.streams import tell
    from commitments.render.safe import one_line

    for path in unsaved.gone:
        tell(
            session.words.say(
                "{path} is no longer on disk; a save does not take it out of git. "
                "`git restore` brings it back, `git rm` takes it out.",
                path=one_line(path),
            )
        )
    tell_ignored(session, unsaved.ignored)


def _errors(session: Session, files: Sequence[UnsavedFile]) -> list[Problem]:
    """The errors of the files, as `validate` reports them, and marks of an unfinished merge in the others."""
    from commitments.cache.examined_file import located_problem
    from commitments.model.problem import Severity
    from commitments.reading.text import REGISTRY, lines
    from commitments.workspace.change_problem import unfinished_merge
    from commitments.workspace.validate import validate

    paths = {file.path for file in files}
    problems = validate(session.workspace).problems if session.workspace.listing.entries else ()
    errors = [problem for problem in problems if problem.path in paths and problem.severity is Severity.ERROR]
    faulty = {problem.path for problem in errors}
    for file in files:
        fault = None if file.path in faulty else unfinished_merge(file.present, REGISTRY.size)
        if fault is not None:
            text = lines(file.present.decode("utf-8-sig", "replace"))
            errors.append(located_problem(file.path, fault.finding, None, fault, text))
    return errors


def _tell_errors(session: Session, problems: Sequence[Problem]) -> None:
    from commitments.cli.streams import say, tell
    from commitments.render.edit_report import refusal_lines

    for line, is_prose in refusal_lines(problems, session.words):
        (tell if is_prose else say)(line)
    tell(session.words.say("Nothing was saved because of these errors."))


def _require_committable(repository: Repository) -> None:
    import os

    from commitments.writing.git.git_committable import require_committable

    require_committable(repository, "", os.environ)


def _save(
    session: Session,
    repository: Repository,
    files: Sequence[UnsavedFile],
    text: str | None,
    with_others: bool,
    dry_run: bool,
) -> int:
    """Show the files, ask about those of others where somebody can answer, and commit them."""
    from commitments.cli.editing.edit_attempt import tell_message, tell_waiting
    from commitments.cli.streams import put, tell
    from commitments.render.save_report import save_message
    from commitments.writing.save import commit_unsaved

    reports = {file.path: _saved_file(session, file) for file in files}
    put("".join(f"{report.line()}\n" for report in reports.values()))
    if dry_run:
        tell(session.words.say("Nothing was saved: --dry-run only shows what would be."))
        return 0
    if not with_others:
        files = _without_others(session, files)
        if not files:
            return 1
    message = text or save_message([reports[file.path] for file in files], session.words)
    made = commit_unsaved(
        session.workspace,
        repository,
        files,
        message,
        partial(tell_waiting, session),
        partial(tell_message, session, N_("Waiting for another git process to end; press Ctrl-C to stop.")),
    )
    _tell_saved(session, made.id, message)
    if made.ended_by is not None:
        raise made.ended_by
    return 0


def _saved_file(session: Session, file: UnsavedFile) -> SavedFile:
    from commitments.render.save_report import saved_file

    workspace = session.workspace
    return saved_file(
        file.path,
        file.committed,
        file.present,
        file.moved_from,
        workspace.registry,
        session.words,
        workspace.events,
    )


def _without_others(session: Session, files: Sequence[UnsavedFile]) -> Sequence[UnsavedFile]:
    """All files where the reader or `--all` allows it, else only ours; none where it is refused."""
    from commitments.cli.prompts.questions import can_ask, choose
    from commitments.cli.streams import say, tell
    from commitments.render.safe import one_line

    words, others = session.words, [file for file in files if not file.is_ours]
    if not others:
        return files
    tell(words.say("No command of this program made all the changes of:"))
    for file in others:
        say(f"  {one_line(file.path)}")
    if not can_ask():
        tell(words.say("Nothing was saved. Save these too with --all, or name the ids of others."))
        return ()
    choices = [("yes", words.say("Save them too")), ("no", words.say("Leave them out"))]
    if choose(words, words.say("What shall become of them"), choices) == "yes":
        return files
    ours = [file for file in files if file.is_ours]
    if not ours:
        tell(words.say("Nothing was saved."))
    return ours


def _tell_saved(session: Session, commit: str, message: str) -> None:
    """Say which commit was made, and how to take it back."""
    from commitments.cli.streams import say, tell
    from commitments.render.edit_report import own_command

    words, subject = session.words, message.split("\n")[0]
    tell(words.say("Saved as {commit}: {subject}", commit=commit[:7], subject=subject))
    say(words.say("To undo: {command}", command=own_command("undo", session.place_options)))
