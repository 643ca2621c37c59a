"""Follows the command that an edit names to be undone, as people would in a shell. Asserts nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from gitstory import clean_environment

_COMMAND = re.compile("^(?:To undo: |To keep it: .*; to undo it: `)([^`\n]+)", re.MULTILINE)
_PEOPLE = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "An"), ("EMAIL", "an@example.org"))
}


def undo_command(err: str) -> str:
    """The first command that undoes an edit; raises LookupError where none is named."""
    match = _COMMAND.search(err)
    if match is None:
        raise LookupError(err)
    return match[1]


def follow(command: str, at: Path) -> None:
    """Run a command line in a folder, ours or git's; raises CalledProcessError where it fails."""
    ours = f'commit() {{ "{sys.executable}" -m commitments "$@"; }}; {command}'
    environ = {**clean_environment(), **_PEOPLE, "GIT_EDITOR": "true"}
    environ |= {name: os.environ[name] for name in ("COMMIT_CACHE_DIR",) if name in os.environ}
    subprocess.run(["sh", "-c", ours], cwd=at, check=True, env=environ)


def undo(err: str, at: Path) -> None:
    """Do as an edit says to undo it."""
    follow(undo_command(err), at)
