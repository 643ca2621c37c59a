"""Opens a workspace as it was at a commit, and finds the commit of a day or a name. Judges nothing.

Records and parties are read from the commit; the settings are the present ones, so that days compare.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from functools import cached_property

from commitments.cache.examined_states import ExaminedStates
from commitments.errors import N_, CutOffError, GitError, RevisionError
from commitments.history.commit_touches import beginning, stretch
from commitments.history.workspace_places import Whereabouts, workspace_whereabouts
from commitments.model.revision import Revision
from commitments.reading.commit_tree import CommitTree
from commitments.reading.folder import RECORDS
from commitments.reading.git.git_directory import git_folder
from commitments.reading.git.open_repository import open_repository
from commitments.reading.git.repository import Blob, Repository
from commitments.reading.settings import PATH, Settings, read_settings
from commitments.reading.text import SETTINGS
from commitments.workspace.bare_repository import head_commit
from commitments.workspace.open_workspace import Workspace


def workspace_repository(workspace: Workspace) -> Repository:
    """The repository that a workspace lies in; raises GitError where there is none."""
    if isinstance(workspace.files, CommitTree):
        return workspace.files.repository
    records = workspace.root / RECORDS
    if git_folder(str(records)) is not None:
        raise GitError(
            N_("There is no history here: {folder} is a git repository of its own"),
            N_("Open it as a workspace of its own to read its history."),
            folder=str(records),
        )
    return open_repository(workspace.root, workspace.environ)


def holds_records(workspace: Workspace) -> bool:
    """Whether a workspace has any file that may be a record."""
    listing = workspace.listing
    return bool(listing.entries or listing.refused or listing.unnameable)


def find_revision_of_day(repository: Repository, day: date, zone: tzinfo | None) -> Revision | None:
    """The commit whose state held at the end of a day: the last commit on the main line that is no later.

    The search goes back from the newest commit and trusts the committers' clocks, even where these run
    backwards. Returns None where every commit is of a later day.
    """
    return next((commit for commit in _main_line(repository) if commit.day(zone) <= day), None)


def revision_of_day(repository: Repository, day: date, zone: tzinfo | None) -> Revision:
    """The commit whose state held at the end of a day.

    Raises RevisionError where the first commit is of a later day, CutOffError where a shallow clone lacks
    the commit.
    """
    revision = find_revision_of_day(repository, day, zone)
    if revision is not None:
        return revision
    first = deque(_main_line(repository), 1)[0]
    if repository.shallow and first.parents:
        raise CutOffError(
            N_("The state of {day} is not known: this clone holds nothing from before {first}"),
            N_("Run `git fetch --unshallow` to fetch the rest of the history."),
            day=day,
            first=first.day(zone),
        )
    raise RevisionError(
        N_("There is no state of {day}: the first commit was made on {first}"),
        N_("Ask about {first} or a later day."),
        day=day,
        first=first.day(zone),
    )


def named_revision(repository: Repository, name: str) -> Revision:
    """The commit that a name stands for; raises RevisionError where it stands for none."""
    id = repository.resolve(name)
    if id is None:
        raise RevisionError(
            N_("{name} is not a day, a length of time or a commit of this repository"),
            N_("This clone is shallow: run `git fetch --unshallow` to fetch the missing commits.")
            if repository.shallow
            else N_(
                "Write a day (2026-11-22), a length of time (30d, 2w, 3m, 1y), a commit, a branch or a tag."
            ),
            name=name,
        )
    return repository.commit(id)


def _main_line(repository: Repository) -> Iterator[Revision]:
    return repository.main_line(head_commit(repository))


def settings_at_commit(places: Whereabouts, commit: str) -> tuple[Settings, bool]:
    """The settings in `commitments.toml` of a commit, and whether all of them can be used.

    A setting that is absent or faulty has its default.
    """
    repository = places.repository
    blob, is_here = _settings_blob(repository, commit, repository.prefix)
    if blob is None and not is_here:
        blob, _ = _settings_blob(repository, commit, places.at(commit))
    if blob is None:
        return Settings(), True
    if not blob.regular:
        return Settings(), False
    (data,) = repository.blobs_up_to([blob.id], SETTINGS.size)
    if data is None:
        return Settings(), False
    settings, faults = read_settings(data)
    return settings, not faults


def _settings_blob(repository: Repository, commit: str, prefix: str) -> tuple[Blob | None, bool]:
    """The file of the settings, and whether a workspace stands at `prefix`; git is asked once for both."""
    path = f"{prefix}{PATH}"
    for blob in repository.tree(commit, path, f"{prefix}{RECORDS}", sizes=False):  # in the order of paths
        blob_path = os.fsdecode(blob.path)
        if blob_path.startswith(path):
            return blob._replace(regular=blob.regular and blob_path == path), True
        return None, True
    return None, False


@dataclass
class PastWorkspaces:
    """Opens past states of a workspace; a file that several states share is examined once."""

    workspace: Workspace
    repository: Repository
    _examined_states: ExaminedStates = field(default_factory=ExaminedStates)

    @cached_property
    def places(self) -> Whereabouts:
        """Finds the workspace in other commits."""
        return workspace_whereabouts(self.workspace, self.repository)

    def beginning(self) -> Revision | None:
        """The commit that brought the first records, where earlier commits held no workspace; else None."""
        head = head_commit(self.repository)
        line = list(self.repository.main_line(head))[::-1]
        return beginning(self.repository, stretch(self.repository, line, self.places.at(head)).first)

    def at(self, revision: Revision) -> Workspace:
        """The workspace as it was after a commit."""
        now = self.workspace
        tree = CommitTree(self.repository, revision.id)
        if not tree.holds_records():
            prefix = self.places.at(revision.id)
            tree = CommitTree(replace(self.repository, prefix=prefix), revision.id)
        return Workspace(
            now.root, now.environ, now.use_cache, now.tolerant, tree, self._examined_states, now.settings
        )
