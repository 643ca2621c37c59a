"""Whether the last commit holds a record of some id that is not on disk. Writes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

from commitments.errors import N_, CommitmentsError
from commitments.model.names import stem
from commitments.reading.folder import RECORDS, is_record
from commitments.reading.git import Repository

_CHUNK = 1 << 20


def require_not_elsewhere(repository: Repository, path: str) -> None:
    """Raise CommitmentsError where the last commit holds a record that a new one would be taken for.

    Such stand outside of a sparse checkout, or were removed and that was never committed.
    """
    for held in _held(repository, stem(path)):
        if not os.path.lexists(os.path.join(repository.place, held)):
            raise CommitmentsError(
                N_("git has a record of this id that is not on disk: {path}"),
                N_(
                    "`git sparse-checkout add` or `git restore` brings it back; where it is to be gone, "
                    "commit that first."
                ),
                path=held,
            )


def _held(repository: Repository, id: str) -> list[str]:
    """The records of an id, as seen from the workspace; none where git cannot tell."""
    ending = os.fsencode(f"/{id}.yaml")
    with suppress(CommitmentsError):
        held = [os.fsdecode(name) for name in _names(repository) if name.endswith(ending)]
        return [each for path in held if is_record(each := path.removeprefix(repository.prefix))]
    return []


def _names(repository: Repository) -> Iterator[bytes]:
    """The paths of all records, from the top of the repository: only names, as there may be many."""
    if repository.head is None:
        return
    asked = ("ls-tree", "-r", "-z", "--name-only", "--full-tree", "--", repository.head)
    with repository.started(*asked, repository.prefix + RECORDS) as listed:
        rest = b""
        while piece := listed.out.read(_CHUNK):
            *names, rest = (rest + piece).split(b"\0")
            yield from names
        listed.finish()
