"""Says on a terminal how many records are not saved. Must not run what a repository configures."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commitments.cli.session import Session

_MOST_RECORDS = 3000
"""How many records a workspace may have for its files to be compared with the last commit."""


def tell_unsaved(session: Session) -> None:
    """Say how many records differ from the last commit, where somebody reads it and git can be asked."""
    workspace = session.workspace
    is_past = session.day is not None or not workspace.files.on_disk
    if is_past or not sys.stdout.isatty() or not workspace.lies_in_git():
        return
    if len(workspace.listing.entries) > _MOST_RECORDS:
        return
    if count := _unsaved_count(session):
        from commitments.cli.streams import tell
        from commitments.render.edit_report import own_command

        command = own_command("save", session.place_options)
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
