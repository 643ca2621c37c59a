"""Lists the record files that successive commits touched, wherever these stood. Reads no record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commitments.history.walk import CommitFiles
from commitments.history.workspace_places import (
    RULE_PATHS,
    CommitDiff,
    commit_diffs,
    pair_with_first_parents,
)
from commitments.model.revision import Revision
from commitments.reading.folder import RECORDS
from commitments.reading.git.repository import Repository


class Stretch(NamedTuple):
    """Commits of a main line that follow one another, each against its first parent."""

    steps: Sequence[CommitFiles]
    """The commits that touched a record, oldest first."""
    prefix_before: str
    """The prefix of the workspace before the first commit."""
    prefix_after: str
    """The prefix of the workspace after the last commit."""
    moved: bool
    """Whether the workspace had more than one prefix along the way."""
    first: CommitDiff | None
    """What the first commit that touched a record changed."""


def stretch(repository: Repository, line: Sequence[Revision], prefix: str) -> Stretch:
    """Compare each commit of a line, oldest first, with its first parent.

    `prefix` is where the workspace stands after the last commit.
    """
    pairs = pair_with_first_parents(reversed(line))
    diffs = list(commit_diffs(repository, pairs, prefix))[::-1]
    prefixes = [diff.before.prefix for diff in diffs if diff.before] + [prefix]
    touching = [diff for diff in diffs if diff.files]
    steps = [CommitFiles(diff.at, diff.files) for diff in touching]
    return Stretch(steps, prefixes[0], prefix, len({*prefixes}) > 1, touching[0] if touching else None)


def beginning(repository: Repository, first: CommitDiff | None) -> Revision | None:
    """The commit that brought the first records, where earlier commits held no workspace.

    `first` is the first diff that touched a record. Returns None where history begins with it anyway,
    and where earlier commits held records or cannot be seen.
    """
    if first is None or first.before is None or repository.shallow or any(file.old for file in first.files):
        return None
    parent, prefix = first.before
    paths = (f"{prefix}{path}" for path in (RECORDS, *RULE_PATHS))
    if any(True for _ in repository.tree(parent, *paths, sizes=False)):
        return None
    older = commit_diffs(repository, pair_with_first_parents(repository.main_line(parent)), prefix)
    return None if any(diff.files for diff in older) else first.at
