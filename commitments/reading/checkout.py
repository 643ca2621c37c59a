"""What git's index says of a working tree: what is outside of it, and what is ignored. Opens no file of it.

`git ls-files` lists what stands in the index and in folders, and runs nothing that a repository configures.
"""

from __future__ import annotations

from collections.abc import Iterator

from commitments.reading.git_output import paths
from commitments.reading.plumbing import Plumbing

_SKIPPED = "S"
_FILES = frozenset({"100644", "100755"})


def skipped(git: Plumbing, *places: str) -> dict[str, str]:
    """The object ids of the files at or below some places of the workspace that need not be on disk."""
    listed = (line.partition("\t") for line in _listed(git, "--stage", "--", *places))
    told = ((path, about.split()) for about, _, path in listed)
    return {path: id for path, (letter, mode, id, _) in told if letter == _SKIPPED and mode in _FILES}


def ignored(git: Plumbing, folder: str) -> list[str]:
    """The files below a folder of the workspace that git is told to ignore, and does not hold."""
    listed = _listed(git, "--others", "--ignored", "--exclude-standard", "--", folder)
    return [path.partition(" ")[2] for path in listed]


def _listed(git: Plumbing, *arguments: str) -> Iterator[str]:
    """Each path, as seen from the workspace, behind a letter and whatever else is asked."""
    with git.with_index().started("ls-files", "-t", "-z", *arguments) as listed:
        yield from paths(listed.out)
        listed.finish()
