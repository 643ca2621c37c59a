"""`commit new`: writes a new record from options and answers. Must not know how a record is laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from posixpath import dirname
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.commands.editing.new_options import NewOptions
from commitments.cli.completing.option_completion import complete_id
from commitments.cli.editing.edit_command import Writing
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_, CommitmentsError, MissingError
from commitments.model.names import id_from_path
from commitments.reading.folder import RECORDS

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.edits.new_record import Draft

NewId = Annotated[
    str | None,
    typer.Argument(
        metavar="[ID]", help=N_("The id of the new record; by default it is made from the title.")
    ),
]


From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="ID",
        help=N_("Copy kind, parties, tags, place, source and part_of from this record."),
        autocompletion=complete_id,
    ),
]
Into = Annotated[
    str | None,
    typer.Option("--folder", metavar="DIR", help=N_("The folder below records/ for the new record.")),
]


@flatten_options
def run(
    common: Common,
    fields: NewOptions,
    writing: Writing,
    id: NewId = None,
    from_: From = None,
    folder: Into = None,
) -> int:
    """Write a new record; returns 1 where that was refused."""
    from dataclasses import replace
    from functools import partial

    from commitments.cli.commands.editing.new_draft import draft_from_options
    from commitments.cli.editing.edit_command import require_writable
    from commitments.cli.member_names import plain_id
    from commitments.cli.open_session import open_session
    from commitments.cli.prompts.new_parties import as_named
    from commitments.cli.prompts.questions import can_ask
    from commitments.cli.record_session import with_member_named_by

    common, id = with_member_named_by(common, id)
    with open_session(common) as session:
        common, from_ = session.common, from_ and plain_id(session, from_)
        require_writable(session, writing)  # before the first question, so that no answer is lost
        taken = _paths_by_id(session)
        draft = draft_from_options(session, taken, fields, id, from_, fields.add_parties)
        _new_folder(session, taken, folder, None)

        def adds_parties() -> bool:
            return fields.add_parties or bool(session.new_parties)

        def retry_writing(draft: Draft) -> list[str]:
            return _retry_command(as_named(session, draft), common, writing, from_, folder, adds_parties())

        missing = draft.missing()
        is_asking = bool(missing) and can_ask()
        if is_asking:
            draft = _asked_draft(session, draft, taken, retry_writing)
        elif missing:
            raise _missing_options_error(missing)
        draft = replace(draft, id=draft.id or draft.proposed(taken))
        beside = draft.part_of if draft.part_of in taken else from_  # a part of a record elsewhere has none
        path = f"{_new_folder(session, taken, folder, beside)}/{draft.id}.yaml"
        again = as_named(session, draft)
        retry = partial(_retry_command, again, common, like=from_, folder=folder, add_parties=adds_parties())
        was_asked = is_asking or (bool(session.new_parties) and can_ask())
        return _create(session, path, draft, writing, retry if was_asked else None)


def _asked_draft(
    session: Session, draft: Draft, taken: Mapping[str, str], retry: Callable[[Draft], list[str]]
) -> Draft:
    """The draft with all answers; whoever stops is told the command that holds the answers so far."""
    from commitments.cli.prompts.new_record import growing_draft  # not needed by a script
    from commitments.cli.streams import say

    before = draft
    try:
        for grown in growing_draft(draft, session, taken):
            draft = grown
    except typer.Abort:
        if draft is not before:
            _tell_retry(session, retry(draft), say)
        raise
    return draft


def _create(
    session: Session,
    path: str,
    draft: Draft,
    writing: Writing,
    retry: Callable[[Writing], list[str]] | None,
) -> int:
    """Write the record and its new parties; where that fails, say which command asks no question.

    `retry` gives that command and the options it leaves out; None where no question was asked.
    """
    from commitments.cli.editing.edit_with_parties import create_record
    from commitments.cli.streams import say
    from commitments.reading.source_file import SourceFile
    from commitments.writing.splicing.new_record import record_text

    text = record_text(draft.record(), session.workspace.modeline(path))
    tell: Callable[[str], object] = say
    try:
        return create_record(session, path, text, writing)
    except CommitmentsError as error:
        tell = error.add_note  # shown after the reason
        raise
    finally:
        source = session.workspace.files.read(path) if retry else None
        if retry and not (isinstance(source, SourceFile) and source.data == text):
            _tell_retry(session, retry(_without_refused_commit(session, path, writing)), tell)


def _without_refused_commit(session: Session, path: str, writing: Writing) -> Writing:
    """How to write, without `--commit` where git would refuse to commit this file."""
    from commitments.cli.editing.edit_command import require_writable

    try:
        require_writable(session, writing, path)
    except CommitmentsError:
        return writing._replace(commit=False)
    return writing


def _tell_retry(session: Session, retry: Sequence[str], tell: Callable[[str], object]) -> None:
    from commitments.cli.given_back import forget_answers
    from commitments.cli.prompts.new_parties import commands_that_add

    forget_answers()  # the command below holds them all
    for added in commands_that_add(session):
        tell(session.words.say("To add the party with these answers: {command}", command=added))
    command, *missing = retry
    tell(session.words.say("To try again with these answers: {command}", command=command))
    if missing:
        options = ", ".join(missing)
        tell(
            session.words.say(
                "The command leaves out options whose values cannot be copied safely: {options}",
                options=options,
            )
        )


def _retry_command(
    draft: Draft,
    common: Common,
    writing: Writing,
    like: str | None,
    folder: str | None,
    add_parties: bool = False,
) -> list[str]:
    """A shell command that makes the draft again, then the options that it cannot hold."""
    from commitments.edits.new_record import draft_options
    from commitments.render.shell import command_line, uncopyable_options

    summary_lang = next((lang for lang, text in draft.summary.items() if text), None)
    all_options = [
        *(("--root", common.root), *(("--member", name) for name in common.member or ())),
        *(("--today", common.today), ("--lang", common.lang or summary_lang)),
        *draft_options(draft),
        *(("--from", like), ("--folder", folder if folder != "" else ".")),
    ]
    options_in_use = [(option, value) for option, value in all_options if value]
    flags = {
        "--no-cache": not common.cache,
        "--add-parties": add_parties,
        "--commit": writing.commit,
        "--force": writing.force,
    }
    set_flags = [flag for flag, is_set in flags.items() if is_set]
    line = command_line(["commit", "new", *filter(None, [draft.id])], options_in_use, set_flags)
    return [line, *uncopyable_options(options_in_use)]


def _paths_by_id(session: Session) -> Mapping[str, str]:
    """The path of each record by its id; a file that cannot be read has the id of its name."""
    entries = session.workspace.listing.entries
    if not entries:
        return {}
    paths_by_name = {id_from_path(file.path): file.path for file in entries}
    return {**paths_by_name, **{outline.id: outline.path for outline in session.workspace.survey.outlines}}


def _missing_options_error(missing: Sequence[str]) -> MissingError:
    return MissingError(
        N_("These options are missing for a new record: {flags}"),
        N_("Give them, or run the command on a terminal, where it asks for them."),
        flags=", ".join(missing),
    )


def _new_folder(session: Session, taken: Mapping[str, str], option: str | None, beside: str | None) -> str:
    """The folder of `--folder`, else that of the record `beside`, else `records`."""
    if option is None:
        return dirname(taken[beside]) if beside and beside in taken else RECORDS
    from commitments.writing.writable_place import new_record_folder

    return new_record_folder(session.workspace, option)
