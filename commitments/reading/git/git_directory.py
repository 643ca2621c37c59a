"""Finds the git folder of a working tree by the name `.git` alone. Starts no program."""

from __future__ import annotations

import os
from pathlib import Path

_MOST_BYTES = 4096
"""Bytes of a file `.git` that are read; it holds only the name of a folder."""


def git_folder(top: str) -> str | None:
    """Returns the git folder of the working tree with this top; None where `top` is the top of none."""
    git_path = os.path.join(top, ".git")
    if not os.path.lexists(git_path):
        return None
    if os.path.isfile(git_path):
        git_path = os.path.join(top, _read_git_file(git_path))
    return git_path if os.path.lexists(os.path.join(git_path, "HEAD")) else None


def is_sparse(place: Path) -> bool:
    """Whether the working tree around a folder may be a sparse checkout, which leaves some files out."""
    start = Path(os.path.abspath(place))
    folders = (git_folder(str(folder)) for folder in (start, *start.parents))
    nearest = next((folder for folder in folders if folder is not None), None)
    return nearest is not None and os.path.lexists(os.path.join(nearest, "info", "sparse-checkout"))


def _read_git_file(file: str) -> str:
    """Returns the folder that a file `.git` names; submodules and linked working trees have such a file."""
    try:
        with open(file, "rb") as stream:
            data = stream.read(_MOST_BYTES)
    except OSError:
        return os.devnull
    return os.fsdecode(data.removeprefix(b"gitdir: ").rstrip(b"\r\n").replace(b"\0", b""))
