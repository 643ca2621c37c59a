"""Says on a terminal how many records are not saved. Must not run what a repository configures."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commitments.cli.session import PartSession, Session

_MOST_RECORDS = 3000
"""How many records a workspace may have for its files to be compared with the last commit."""
_MOST_REGISTERS = 10
"""How many registers a roof may have for git to be asked about each."""


def tell_unsaved(session: Session) -> None:
    """Say how many records differ from the last commit, where somebody reads it and git can be asked.

    On a roof each register is named by itself.
    """
    if session.day is not None or not sys.stdout.isatty():
        return
    if len(session.workspace.listing.entries) > _MOST_RECORDS or len(session.parts) > _MOST_REGISTERS:
        return
    for part in session.parts:
        _tell_unsaved_part(session, part)


def _tell_unsaved_part(session: Session, part: PartSession) -> None:
    from commitments.cli.streams import tell
    from commitments.render.edit_report import own_command

    workspace = part.session.workspace
    if not workspace.files.on_disk or not workspace.lies_in_git():
        return
    if count := _unsaved_count(part.session):
        member = [("--member", part.names.member)] if part.names.member else []
        command = own_command("save", [*session.place_options, *member])
        tell(
            session.words.count(
                count,
                "{n} record is not saved in git; `{command}` saves it.",
                "{n} records are not saved in git; `{command}` saves them.",
                command=command,
            )
        )


def _unsaved_count(session: Session) -> int:
    from commitments.errors import CommitmentsError
    from commitments.history.working_tree import workspace_working_tree  # loads git

    with suppress(CommitmentsError):
        repository = session.repository
        tree = workspace_working_tree(session.workspace, repository)
        return sum(1 for file in tree.uncommitted(repository.head).step.files if file.new)
    return 0
