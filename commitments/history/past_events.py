"""Reads the dates that events had at a commit. It judges no deadline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commitments.history.rule_files import dates_of_events
from commitments.history.unfinished_merges import texts_in_commit
from commitments.history.workspace_places import workspace_whereabouts
from commitments.model.revision import Revision
from commitments.reading.folder import EVENTS
from commitments.reading.git.repository import Repository
from commitments.reading.source_file import SourceFile
from commitments.workspace.open_workspace import Workspace


def event_dates_at(workspace: Workspace, repository: Repository, revision: Revision) -> Mapping[str, Any]:
    """The dates of the events after a commit, by id; a revision without an id is the working tree."""
    if revision.id:
        prefix = workspace_whereabouts(workspace, repository).at(revision.id)
        return dates_of_events(texts_in_commit(repository, revision.id, prefix, [EVENTS]).get(EVENTS))
    source = workspace.events_file
    return dates_of_events(source.data if isinstance(source, SourceFile) else None)
