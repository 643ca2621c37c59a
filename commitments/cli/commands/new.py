"""`commit new`: a new record, as a careful person would write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from posixpath import dirname
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.commands.new_options import NewOptions
from commitments.cli.completion import (
    complete_id,
)
from commitments.cli.edit_command import Writing
from commitments.cli.options import Common, flattened
from commitments.errors import N_, CommitmentsError
from commitments.model.names import stem
from commitments.reading.folder import RECORDS

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.edits.new_record import Draft

NewId = Annotated[
    str | None, typer.Argument(metavar="[ID]", help=N_("The id of the new record, if not made of its title."))
]


From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="ID",
        help=N_("Take kind, parties, tags, place, source and part_of from this record."),
        autocompletion=complete_id,
    ),
]
Into = Annotated[
    str | None, typer.Option("--folder", metavar="DIR", help=N_("The folder below records/ to put it in."))
]


@flattened
def run(
    common: Common,
    fields: NewOptions,
    writing: Writing,
    id: NewId = None,
    from_: From = None,
    folder: Into = None,
) -> int:
    """Write it; 1 where that was refused."""
    from dataclasses import replace
    from functools import partial

    from commitments.cli.commands.new_fields import given
    from commitments.cli.edit_command import require_writable
    from commitments.cli.prompts.questions import can_ask
    from commitments.cli.session import session

    with session(common) as at:
        require_writable(at, writing)  # before anything is asked, so that no answers are lost
        taken = _taken(at)
        draft = given(at, taken, fields, id, from_)
        _folder(at, taken, folder, None)
        missing = draft.missing()
        asks = bool(missing) and can_ask()
        if asks:
            from commitments.cli.prompts.new_record import asked  # a script is asked nothing

            draft = asked(draft, at, taken)
        elif missing:
            raise _lacking(missing)
        draft = replace(draft, id=draft.id or draft.proposed(taken))
        path = f"{_folder(at, taken, folder, draft.part_of or from_)}/{draft.id}.yaml"
        again = partial(_again, draft, common, like=from_, folder=folder) if asks else None
        return _written(at, path, draft, writing, again)


def _written(
    at: Session, path: str, draft: Draft, writing: Writing, again: Callable[[Writing], list[str]] | None
) -> int:
    """Write the record; where that comes to nothing, say why, and how to do it `again` without a question."""
    from commitments.cli.edit_command import written
    from commitments.cli.streams import say
    from commitments.reading.source_file import SourceFile
    from commitments.writing.splicing.new_record import composed

    text = composed(draft.record(), at.workspace.modeline(path))
    tell: Callable[[str], object] = say
    try:
        return written(at, path, text, writing)
    except CommitmentsError as error:
        tell = error.add_note  # which is told after the reason
        raise
    finally:
        found = at.workspace.files.read(path) if again else None
        if again and not (isinstance(found, SourceFile) and found.data == text):
            _tell_again(at, again(_possible(at, path, writing)), tell)


def _possible(at: Session, path: str, writing: Writing) -> Writing:
    """The same without `--commit`, where git would refuse that for this file."""
    from commitments.cli.edit_command import require_writable

    try:
        require_writable(at, writing, path)
    except CommitmentsError:
        return writing._replace(commit=False)
    return writing


def _tell_again(at: Session, again: Sequence[str], tell: Callable[[str], object]) -> None:
    command, *missing = again
    tell(at.words.say("To try again with these answers: {command}", command=command))
    if missing:
        options = ", ".join(missing)
        tell(at.words.say("Left out, as their values cannot be copied safely: {options}", options=options))


def _again(draft: Draft, common: Common, writing: Writing, like: str | None, folder: str | None) -> list[str]:
    """The command line that asks for a draft, in a line of a shell, then the options that are not in it."""
    from commitments.edits.new_record import options
    from commitments.render.shell import command, left_out

    summarised = next((lang for lang, text in draft.summary.items() if text), None)
    asked = [
        *(("--root", common.root), ("--today", common.today), ("--lang", common.lang or summarised)),
        *options(draft),
        *(("--from", like), ("--folder", folder if folder != "" else ".")),
    ]
    given = [(option, value) for option, value in asked if value]
    flags = {"--no-cache": not common.cache, "--commit": writing.commit, "--force": writing.force}
    line = command(["commit", "new", draft.id], given, [flag for flag, is_set in flags.items() if is_set])
    return [line, *left_out(given)]


def _taken(at: Session) -> Mapping[str, str]:
    """The ids that are there, each with the path of its file; of a file that cannot be read, by its name."""
    entries = at.workspace.listing.entries
    found = {stem(file.path): file.path for file in entries}
    return (
        {**found, **{outline.id: outline.path for outline in at.workspace.survey.outlines}}
        if entries
        else found
    )


def _lacking(missing: Sequence[str]) -> CommitmentsError:
    return CommitmentsError(
        N_("A new record needs more than this; missing: {flags}"),
        N_("Give them, or run it on a terminal, where it asks for them."),
        flags=", ".join(missing),
    )


def _folder(at: Session, taken: Mapping[str, str], given: str | None, beside: str | None) -> str:
    """The folder of the new file: the one named, else that of the record it is put beside."""
    if given is None:
        return dirname(taken[beside]) if beside else RECORDS
    from commitments.writing.writable_place import folder_of_new

    return folder_of_new(at.workspace, given)
