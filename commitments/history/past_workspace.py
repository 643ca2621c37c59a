"""What a workspace held at a commit, and which commit a day or a name stands for. Judges nothing.

Records and parties are those of then; the settings are those of now, so that days compare.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from functools import cached_property

from commitments.cache.examined_states import ExaminedStates
from commitments.errors import N_, CommitmentsError
from commitments.history.commit_touches import beginning, stretch
from commitments.history.workspace_places import Whereabouts, whereabouts_of
from commitments.model.revision import Revision
from commitments.reading.commit_tree import Tree
from commitments.reading.folder import RECORDS
from commitments.reading.git import Blob, Repository, open_repository
from commitments.reading.git_directory import git_folder
from commitments.reading.settings import PATH, Settings, read_settings
from commitments.reading.text import SETTINGS
from commitments.workspace.bare_repository import head_of
from commitments.workspace.open_workspace import Workspace


def repository_of(workspace: Workspace) -> Repository:
    """The repository that a workspace lies in; raises CommitmentsError where there is none."""
    if isinstance(workspace.files, Tree):
        return workspace.files.repository
    records = workspace.root / RECORDS
    if git_folder(str(records)) is not None:
        raise CommitmentsError(
            N_("There is no history here: {folder} is a git repository of its own"),
            N_("Its history is read where its records have a workspace of their own."),
            folder=str(records),
        )
    return open_repository(workspace.root, workspace.environ)


def holds_records(workspace: Workspace) -> bool:
    """Whether there is anything that may be a record."""
    listing = workspace.listing
    return bool(listing.entries or listing.refused or listing.unnameable)


def at_day(repository: Repository, day: date, zone: tzinfo | None) -> Revision | None:
    """The commit whose state held at the end of a day: the last on the main line that is not of a later one.

    It is sought from the newest back, and by the committers' clocks, also where these run backwards.
    """
    return next((commit for commit in _main_line(repository) if commit.day(zone) <= day), None)


def on_day(repository: Repository, day: date, zone: tzinfo | None) -> Revision:
    """The same; raises CommitmentsError where there was none yet."""
    found = at_day(repository, day, zone)
    if found is not None:
        return found
    first = deque(_main_line(repository), 1)[0]
    if repository.shallow and first.parents:
        raise CommitmentsError(
            N_("The state of {day} is not here: this clone holds nothing from before {first}"),
            N_("`git fetch --unshallow` brings the rest of the history."),
            day=day,
            first=first.day(zone),
        )
    raise CommitmentsError(
        N_("There is no state of {day}: the first commit is of {first}"),
        N_("Ask about {first} or a later day."),
        day=day,
        first=first.day(zone),
    )


def named_revision(repository: Repository, name: str) -> Revision:
    """The commit that a name stands for; raises CommitmentsError for a name of none."""
    id = repository.resolve(name)
    if id is None:
        raise CommitmentsError(
            N_("{name} is no day, no distance back, and no commit of this repository"),
            N_("This clone is shallow: `git fetch --unshallow` brings the commits that it lacks.")
            if repository.shallow
            else N_("Write a day (2026-11-22), a distance (30d, 2w, 3m, 1y), a commit, a branch or a tag."),
            name=name,
        )
    return repository.commit(id)


def _main_line(repository: Repository) -> Iterator[Revision]:
    return repository.main_line(head_of(repository))


def settings_of(places: Whereabouts, commit: str) -> tuple[Settings, bool]:
    """What `commitments.toml` sets in a commit, and whether all of it can be used.

    What is absent there or faulty has its default.
    """
    repository = places.repository
    found, is_here = _settings_at(repository, commit, repository.prefix)
    if found is None and not is_here:
        found, _ = _settings_at(repository, commit, places.at(commit))
    if found is None:
        return Settings(), True
    if not found.regular:
        return Settings(), False
    (data,) = repository.within([found.id], SETTINGS.size)
    if data is None:
        return Settings(), False
    settings, faults = read_settings(data)
    return settings, not faults


def _settings_at(repository: Repository, commit: str, prefix: str) -> tuple[Blob | None, bool]:
    """The file of the settings, and whether there is any file of a workspace; asked at once."""
    path = f"{prefix}{PATH}"
    for blob in repository.tree(commit, path, f"{prefix}{RECORDS}", sizes=False):  # in the order of paths
        name = os.fsdecode(blob.path)
        if name.startswith(path):
            return blob._replace(regular=blob.regular and name == path), True
        return None, True
    return None, False


@dataclass
class Past:
    """The past states of a workspace; what two of them share is examined once."""

    workspace: Workspace
    repository: Repository
    _memory: ExaminedStates = field(default_factory=ExaminedStates)

    @cached_property
    def places(self) -> Whereabouts:
        """Where the workspace stood in other commits."""
        return whereabouts_of(self.workspace, self.repository)

    def beginning(self) -> Revision | None:
        """The commit in which history begins, where others came before it."""
        head = head_of(self.repository)
        line = list(self.repository.main_line(head))[::-1]
        return beginning(self.repository, stretch(self.repository, line, self.places.at(head)).first)

    def at(self, revision: Revision) -> Workspace:
        """The workspace as it was after a commit."""
        now = self.workspace
        tree = Tree(self.repository, revision.id)
        if not tree.holds_records():
            prefix = self.places.at(revision.id)
            tree = Tree(replace(self.repository, prefix=prefix), revision.id)
        return Workspace(now.root, now.environ, now.use_cache, now.tolerant, tree, self._memory, now.settings)
