"""Makes the git repository of a new register, and its first commit. Writes no file of the register."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from commitments.errors import N_, GitError
from commitments.reading.git.open_repository import open_repository
from commitments.reading.git.plumbing import find_git
from commitments.writing.git.git_commit import commit_files
from commitments.writing.git.git_committable import require_committable
from commitments.writing.git.git_environment import own_repository_environ

_PATIENCE = 60
"""Seconds that `git init` may take, on a slow network share too."""
_BRANCH = "main"


def start_repository(place: Path, environ: Mapping[str, str]) -> None:
    """Make a repository of a folder, as its user would; raises GitError where git is missing or refuses."""
    program = find_git(str(place), environ, bare=False).program
    has_branch = _git(program, place, environ, "config", "--get", "init.defaultBranch").returncode == 0
    options = () if has_branch else (f"--initial-branch={_BRANCH}",)
    answer = _git(program, place, environ, "init", "--quiet", *options)
    if answer.returncode:
        reason = " ".join(answer.stderr.decode("utf-8", "replace").split())
        raise GitError(
            N_("git made no repository in {folder}: {reason}"),
            N_("Fix what git reports, then run `git init` there."),
            folder=str(place),
            reason=reason,
        )


def commit_register(place: Path, paths: Sequence[str], message: str, environ: Mapping[str, str]) -> str:
    """Commit the files of a new register and return the id of the commit.

    Raises NoIdentityError where git knows no name for its user, GitError where it refuses.
    """
    repository = open_repository(place, environ)
    require_committable(repository, "", environ)
    return commit_files(repository, paths, message, environ).id


def _git(
    program: str, place: Path, environ: Mapping[str, str], *arguments: str
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            [program, *arguments],
            cwd=place,
            env=own_repository_environ(environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(
            N_("git cannot be started in {folder}: {reason}"), folder=str(place), reason=str(error)
        ) from error
