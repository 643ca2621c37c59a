"""Says at which commit a register stands, and how many files differ from it. Must not read a record."""

from __future__ import annotations

from commitments.history.working_tree import workspace_working_tree
from commitments.history.workspace_places import Snapshot
from commitments.reading.commit_tree import CommitTree
from commitments.reading.folder import EVENTS, PARTIES
from commitments.reading.git.repository import Repository
from commitments.reading.settings import PATH as SETTINGS
from commitments.render.exports.exported_register import RegisterState
from commitments.workspace.open_workspace import Workspace

_READ_FILES = frozenset({PARTIES, EVENTS, SETTINGS})
"""What an export reads beside records; a copy of the schema changes none."""


def state_at_head(workspace: Workspace, repository: Repository) -> RegisterState:
    """The last commit, and what no commit holds; no commit before the first.

    Raises CommitmentsError where git cannot tell.
    """
    if repository.head is None:
        return RegisterState()
    revision = repository.commit(repository.head)
    unsaved = 0 if isinstance(workspace.files, CommitTree) else _unsaved_files(workspace, repository)
    return RegisterState(revision, unsaved)


def _unsaved_files(workspace: Workspace, repository: Repository) -> int:
    """How many records, registries and settings differ from the last commit."""
    tree = workspace_working_tree(workspace, repository)
    uncommitted = tree.uncommitted(repository.head)
    rule_files = tree.changed_rule_files(Snapshot(repository.head or "", uncommitted.prefix))
    read_files = _READ_FILES.intersection(rule_files)
    return len(uncommitted.step.files) + len(uncommitted.ignored) + len(read_files)
