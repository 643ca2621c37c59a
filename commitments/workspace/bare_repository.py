"""The last commit of a repository, which of a bare one is the workspace. Reads no file of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from commitments.errors import N_, CommitmentsError
from commitments.reading.commit_tree import Tree
from commitments.reading.git import Repository, open_repository


def last_commit(root: Path, environ: Mapping[str, str]) -> Tree:
    """The files of a bare repository, which are those of its HEAD."""
    repository = open_repository(root, environ, bare=True)
    return Tree(repository, head_of(repository))


def head_of(repository: Repository) -> str:
    """The commit of HEAD; raises CommitmentsError where there is none yet."""
    if repository.head is None:
        raise CommitmentsError(
            N_("There is no history here: {folder} holds no commit yet"),
            N_("Commit the records; history begins with the first commit."),
            folder=repository.place,
        )
    return repository.head
