"""`commit show`: everything known of one record. Must not change it."""

from __future__ import annotations

import sys
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.completing.option_completion import complete_id
from commitments.cli.options.option_groups import AsOf, Common, Output, flatten_options
from commitments.errors import N_, UnknownNameError, WorkspaceError
from commitments.render.safe import one_line

if TYPE_CHECKING:
    from commitments.cli.session import Session

Id = Annotated[
    str | None, typer.Argument(metavar="ID", help=N_("The id of the record."), autocompletion=complete_id)
]


@flatten_options
def run(output: Output, common: Common, id: Id = None, as_of: AsOf = None) -> int:
    """Write the answer; returns 1 where the record or a part of it cannot be read.

    Raises UnknownNameError for an unknown id, WorkspaceError where the file changes meanwhile.
    """
    from commitments.cli.emit import emit, tell_unread
    from commitments.cli.named_records import id_at
    from commitments.cli.open_session import open_session
    from commitments.cli.prompts.records_to_edit import named_or_asked_to_show
    from commitments.cli.read_history import record_history
    from commitments.cli.records_outside import require_inside
    from commitments.render.records.show import show_answer
    from commitments.reports.show import find_outline, show
    from commitments.workspace.whole_records import read_record

    with open_session(common, as_of=as_of, on_roof=True) as session:
        survey, id = session.workspace.survey, _record_id(session, named_or_asked_to_show(session, id))
        ids = {outline.id for outline in survey.outlines}
        unread = [file for file in survey.left_out() if id_at(session, file.path) == id]
        if unread and id not in ids:
            return tell_unread(unread, session.words)
        if session.day is not None and id not in ids:
            raise _not_yet_error(id, ids, session.day)
        if id not in ids:
            require_inside(session, id)
        outline = find_outline(survey.outlines, id)
        commitment = read_record(session.workspace, outline.path)
        if commitment is None:
            raise WorkspaceError(
                N_("{path} changed while it was read"), N_("Run the command again."), path=outline.path
            )
        report = show(survey.outlines, commitment, outline, session.clock, record_history(session, id))
        workspace = session.workspace
        answer = show_answer(report, workspace.registry, session.words, workspace.events)
        emit(answer, output, session.screen(output))
        links = survey.links()
        parts = [file for file in survey.left_out() if ("part_of", id) in links.get(file.path, ())]
        return tell_unread(parts, session.words)


def _record_id(session: Session, name: str) -> str:
    """The id of the record that an argument names; on a terminal a prefix is enough, and is said.

    On a roof a plain id is enough where one member has it: on a terminal, or where that member is named.
    """
    from commitments.cli.named_records import id_in_one_member, id_of_prefix, named_id
    from commitments.cli.streams import tell

    id = named_id(session, name)
    plain = id_in_one_member(session, name) if id == name else None
    if plain is not None and len(session.common.member or ()) == 1:
        return plain
    whole = (plain or id_of_prefix(session, name)) if _is_terminal() else None
    if whole is None or id == whole or id != name:
        return id
    tell(session.words.say("{prefix} is taken for {id}.", prefix=one_line(name), id=whole))
    return whole


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _not_yet_error(id: str, ids: Collection[str], day: date) -> UnknownNameError:
    from commitments.model.nearest import nearest_words  # needed only for a refusal

    near = ", ".join(nearest_words(id, sorted(ids)))
    return UnknownNameError(
        N_("There was no record {id} on {day}"),
        N_("Nearest: {near}")
        if near
        else N_("Run `commit status --all --as-of {day}` to list the records of that day."),
        id=id,
        near=near,
        day=day,
    )
