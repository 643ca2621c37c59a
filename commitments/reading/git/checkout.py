"""Lists the files that a working tree leaves out and those that git ignores. Opens no file of the tree.

`git ls-files` reads the index and folders, and runs nothing that a repository configures.
"""

from __future__ import annotations

from collections.abc import Iterator

from commitments.reading.git.git_output import read_paths
from commitments.reading.git.plumbing import Plumbing

_SKIPPED = "S"
_FILES = frozenset({"100644", "100755"})


def skipped_files(git: Plumbing, *places: str) -> dict[str, str]:
    """Returns the object ids, by path, of the files at or below `places` that need not be on disk."""
    lines = (line.partition("\t") for line in _listed_paths(git, "--stage", "--", *places))
    rows = ((path, fields.split()) for fields, _, path in lines)
    return {path: id for path, (letter, mode, id, _) in rows if letter == _SKIPPED and mode in _FILES}


def ignored_files(git: Plumbing, folder: str) -> list[str]:
    """Returns the files below a folder of the workspace that git ignores and does not hold."""
    lines = _listed_paths(git, "--others", "--ignored", "--exclude-standard", "--", folder)
    return [path.partition(" ")[2] for path in lines]


def _listed_paths(git: Plumbing, *arguments: str) -> Iterator[str]:
    """Yields the lines of `ls-files`: a letter, what the arguments add, and the path from the workspace."""
    with git.with_index().started("ls-files", "-t", "-z", *arguments) as running:
        yield from read_paths(running.out)
        running.finish()
