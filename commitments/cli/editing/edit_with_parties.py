"""Writes a record together with the new parties that it names: both, or neither. Must not ask for a party."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from commitments.cli.editing import edit_command
from commitments.cli.editing.edit_command import (
    Writing,
    own_plan,
    record_path,
    require_new,
    require_writable,
)
from commitments.errors import N_
from commitments.model.names import id_from_path

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.workspace.open_workspace import Workspace
    from commitments.workspace.verdict import TextEdit
    from commitments.writing.edit_record import EditPlan


def apply_edit(session: Session, id: str, plan: EditPlan, writing: Writing) -> int:
    """Apply a plan to a record, with the new parties of the session; returns the exit status."""
    if not session.new_parties:
        return edit_command.apply_edit(session, id, plan, writing)
    from commitments.workspace.verdict import TextEdit
    from commitments.writing.edit_record import read_record
    from commitments.writing.splicing.splice import splice_record

    path = record_path(session, id)

    def edit(workspace: Workspace) -> TextEdit:
        old, record = read_record(workspace, path)
        return TextEdit(old, splice_record(old, own_plan(session, plan)(record), path))

    return _apply(session, path, edit, writing, N_("{id}: changed, with new parties"))


def create_record(session: Session, path: str, text: bytes, writing: Writing) -> int:
    """Write a new record, with the new parties of the session; returns the exit status."""
    if not session.new_parties:
        return edit_command.create_record(session, path, text, writing)
    from commitments.workspace.verdict import TextEdit

    require_new(session, path)
    return _apply(session, path, lambda workspace: TextEdit(None, text), writing, N_("{id}: new record"))


def _apply(
    session: Session, path: str, edit: Callable[[Workspace], TextEdit], writing: Writing, subject: str
) -> int:
    from commitments.cli.editing.files_command import apply_files_edit

    require_writable(session, writing, path)
    subject = session.words.say(subject, id=id_from_path(path))
    return apply_files_edit(
        session, lambda workspace: {path: edit(workspace)}, writing, subject, lambda: _tell_kinds(session)
    )


def _tell_kinds(session: Session) -> None:
    """Name the new parties of which nobody has said what they are."""
    from commitments.cli.streams import tell
    from commitments.model.parties.party import PartyKind

    ids = [request.id_or_name for request in session.new_parties if request.kind == PartyKind.OTHER]
    if ids:
        message = N_("New parties, of the kind “other” until somebody says what they are: {ids}")
        tell(session.words.say(message, ids=", ".join(ids)))
