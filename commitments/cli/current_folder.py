"""The current folder, which may be gone. The only place of the command line that asks for it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from commitments.errors import N_, CommitmentsError


def current_folder() -> Path:
    """Where the command runs; raises CommitmentsError where that folder was deleted."""
    try:
        return Path.cwd()
    except OSError as error:
        raise CommitmentsError(
            N_("The current folder is gone; go to another, or name the workspace by its whole path (--root)")
        ) from error


def start_folder(named: str | None) -> Path:
    """Where to look for a workspace; one that is named by its whole path needs no current folder."""
    return Path(named) if named is not None and os.path.isabs(named) else current_folder()


def base_of(names: Sequence[str]) -> str:
    """The folder that names of files begin in; empty where none of them needs one."""
    return "" if all(map(os.path.isabs, names)) else str(current_folder())


def way_from_here(path: str | Path) -> str | None:
    """The way to a file or folder; None where there is none, as to another drive or from a gone folder."""
    try:
        return os.path.relpath(path)
    except (OSError, ValueError):
        return None
