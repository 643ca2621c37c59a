"""Refuses a new record whose id the last commit holds and the disk does not. Writes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

from commitments.errors import N_, CommitmentsError, EditError
from commitments.model.names import id_from_path
from commitments.reading.folder import RECORDS, is_record
from commitments.reading.git.repository import Repository

_CHUNK = 1 << 20


def require_not_elsewhere(repository: Repository, path: str) -> None:
    """Raise EditError where the last commit holds a record with the id of the new one, and the disk does not.

    Such a record is outside of a sparse checkout, or was removed without a commit.
    """
    for committed in _committed_paths(repository, id_from_path(path)):
        if not os.path.lexists(os.path.join(repository.place, committed)):
            raise EditError(
                N_("git has a record of this id that is not on disk: {path}"),
                N_(
                    "Run `git sparse-checkout add` or `git restore` to bring it back; if it is to be"
                    " removed, commit its removal first."
                ),
                path=committed,
            )


def _committed_paths(repository: Repository, id: str) -> list[str]:
    """The committed paths of an id's records, from the workspace; none where git cannot tell."""
    ending = os.fsencode(f"/{id}.yaml")
    with suppress(CommitmentsError):
        paths = [os.fsdecode(path) for path in _all_paths(repository) if path.endswith(ending)]
        below = [path.removeprefix(repository.prefix) for path in paths]
        return [path for path in below if is_record(path)]
    return []


def _all_paths(repository: Repository) -> Iterator[bytes]:
    """The committed paths below records/, from the top of the repository."""
    if repository.head is None:
        return
    arguments = ("ls-tree", "-r", "-z", "--name-only", "--full-tree", "--", repository.head)
    with repository.started(*arguments, repository.prefix + RECORDS) as process:
        partial = b""
        while chunk := process.out.read(_CHUNK):
            *paths, partial = (partial + chunk).split(b"\0")
            yield from paths
        process.finish()
