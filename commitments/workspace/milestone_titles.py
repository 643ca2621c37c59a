"""Remembers the titles of milestones, which outlines do not hold. Judges nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from commitments.model.names import Prose
from commitments.workspace.open_workspace import Workspace


def scheduled_milestone_titles(workspace: Workspace) -> Mapping[str, Mapping[str, Prose]]:
    """The titles of the scheduled milestones of open records, by path and id."""
    return {
        part.names.path(path): titles
        for part in workspace.parts
        for path, titles in _kept_titles(part.workspace).items()
    }


def _kept_titles(workspace: Workspace) -> Mapping[str, Mapping[str, Prose]]:
    kept = workspace.survey.recall_or_compute(
        "@milestones", b"", lambda: json.dumps(dict(_milestone_titles(workspace))).encode()
    )
    return {
        path: {id: Prose(*title) for id, title in titles.items()} for path, titles in json.loads(kept).items()
    }


def _milestone_titles(workspace: Workspace) -> Iterator[tuple[str, Mapping[str, Prose]]]:
    from commitments.workspace.whole_records import read_records  # loads YAML

    paths = [outline.path for outline in workspace.survey.outlines if outline.scheduled]
    for commitment in read_records(workspace, paths):
        yield commitment.path, {milestone.id: milestone.title for milestone in commitment.milestones}
