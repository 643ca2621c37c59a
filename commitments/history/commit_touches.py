"""What commits that follow one another touched of the records, wherever these stood. Reads no record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commitments.history.walk import CommitFiles
from commitments.history.workspace_places import BESIDE, Stride, against_first_parents, strides
from commitments.model.revision import Revision
from commitments.reading.folder import RECORDS
from commitments.reading.git import Repository


class Stretch(NamedTuple):
    """Commits of a main line that follow one another, each against its first parent."""

    steps: Sequence[CommitFiles]
    """Those that touched a record, oldest first."""
    joint: str
    """The prefix of the workspace before the first commit."""
    prefix: str
    """The prefix after the last one."""
    moved: bool
    """Whether it ever stood elsewhere."""
    first: Stride | None
    """The first commit that touched a record."""


def stretch(repository: Repository, line: Sequence[Revision], prefix: str) -> Stretch:
    """What some commits touched, oldest first; `prefix` is where the workspace stands after the last one."""
    pairs = against_first_parents(reversed(line))
    told = list(strides(repository, pairs, prefix))[::-1]
    prefixes = [stride.before.prefix for stride in told if stride.before] + [prefix]
    touching = [stride for stride in told if stride.files]
    steps = [CommitFiles(stride.at, stride.files) for stride in touching]
    return Stretch(steps, prefixes[0], prefix, len({*prefixes}) > 1, touching[0] if touching else None)


def beginning(repository: Repository, first: Stride | None) -> Revision | None:
    """The commit with the first records of all, where others came before it that held nothing of them."""
    if first is None or first.before is None or repository.shallow or any(file.old for file in first.files):
        return None
    parent, prefix = first.before
    names = (f"{prefix}{name}" for name in (RECORDS, *BESIDE))
    if any(True for _ in repository.tree(parent, *names, sizes=False)):
        return None
    older = strides(repository, against_first_parents(repository.main_line(parent)), prefix)
    return None if any(stride.files for stride in older) else first.at
