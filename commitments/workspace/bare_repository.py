"""Finds the last commit of a repository, which is the workspace of a bare one. Reads no file of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from commitments.errors import N_, GitError
from commitments.reading.commit_tree import CommitTree
from commitments.reading.git.open_repository import open_repository
from commitments.reading.git.repository import Repository


def last_commit(root: Path, environ: Mapping[str, str]) -> CommitTree:
    """The files of a bare repository: those of its HEAD. Raises GitError where it has no commit."""
    repository = open_repository(root, environ, bare=True)
    return CommitTree(repository, head_commit(repository))


def head_commit(repository: Repository) -> str:
    """The commit of HEAD; raises GitError where there is none yet."""
    if repository.head is None:
        raise GitError(
            N_("There is no history here: {folder} holds no commit yet"),
            N_("Commit the records; history begins with the first commit."),
            folder=repository.place,
        )
    return repository.head
