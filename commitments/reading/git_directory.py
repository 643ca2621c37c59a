"""Where git keeps what is of a working tree, told from the name `.git` alone. Starts nothing."""

from __future__ import annotations

import os
from pathlib import Path

_MOST = 4096
"""Bytes of a file `.git` that are read: it names a folder."""


def git_folder(top: str) -> str | None:
    """The git folder of the working tree whose top a folder is; None where it is the top of none."""
    place = os.path.join(top, ".git")
    if not os.path.lexists(place):
        return None
    if os.path.isfile(place):
        place = os.path.join(top, _named_in(place))
    return place if os.path.lexists(os.path.join(place, "HEAD")) else None


def is_sparse(place: Path) -> bool:
    """Whether the working tree that a folder lies in may leave out some of what git holds."""
    here = Path(os.path.abspath(place))
    folders = (git_folder(str(folder)) for folder in (here, *here.parents))
    nearest = next((folder for folder in folders if folder is not None), None)
    return nearest is not None and os.path.lexists(os.path.join(nearest, "info", "sparse-checkout"))


def _named_in(file: str) -> str:
    """The folder that a file `.git` names, as in submodules and linked working trees."""
    try:
        with open(file, "rb") as opened:
            data = opened.read(_MOST)
    except OSError:
        return os.devnull
    return os.fsdecode(data.removeprefix(b"gitdir: ").rstrip(b"\r\n").replace(b"\0", b""))
