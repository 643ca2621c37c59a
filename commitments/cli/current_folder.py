"""Asks for the current folder, which may be gone. Must not look for a workspace."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from commitments.errors import N_, WorkspaceError


def current_folder() -> Path:
    """The folder that the command runs in; raises WorkspaceError where it was deleted."""
    try:
        return Path.cwd()
    except OSError as error:
        raise WorkspaceError(
            N_("The current folder is gone; go to another, or name the workspace by its full path (--root)")
        ) from error


def start_folder(root: str | None) -> Path:
    """The folder to look for a workspace from; an absolute `root` needs no current folder."""
    return Path(root) if root is not None and os.path.isabs(root) else current_folder()


def base_folder(names: Sequence[str]) -> str:
    """The folder that relative names of files start from; empty where all names are absolute."""
    return "" if all(map(os.path.isabs, names)) else str(current_folder())


def path_in_checkout(folder: Path) -> str | None:
    """The path of a folder from the top of the checkout that holds it; None where none does."""
    real = Path(os.path.realpath(folder))
    top = next((parent for parent in (real, *real.parents) if os.path.lexists(parent / ".git")), None)
    return str(real.relative_to(top)) if top else None


def relative_path(path: str | Path) -> str | None:
    """A path relative to the current folder; None across drives, or where the current folder is gone."""
    try:
        return os.path.relpath(path)
    except (OSError, ValueError):
        return None
