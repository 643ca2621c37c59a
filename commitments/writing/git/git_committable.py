"""Finds out beforehand whether git would commit. Commits nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping

from commitments.errors import N_, GitError, NoIdentityError
from commitments.reading.git.repository import Repository
from commitments.writing.git.git_commit import pathspec, refusal_reason, run_git

_NO_IDENTITY = (
    b"tell me who you are",
    b"ident name",
    b"auto-detect",
    b"no name was given",
    b"no email was given",
)
"""Parts of what git says in English where it lacks a name or an address."""
_OPERATIONS = {"MERGE_HEAD": "merge", "CHERRY_PICK_HEAD": "cherry-pick", "REVERT_HEAD": "revert"}


def require_committable(repository: Repository, path: str, environ: Mapping[str, str]) -> None:
    """Raise GitError where git would refuse to commit the file `path`, before anything is written.

    With an empty path, raise it only where git would refuse to commit any file.
    """
    require_no_operation(repository)
    for variable in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        _require_identity(repository, variable, environ)
    if not path:
        return
    if run_git(repository, ("check-ignore", "--quiet", "--", path), "", environ).returncode == 0:
        raise GitError(
            N_("{path} is ignored by git (.gitignore), so it cannot be committed"),
            N_("Remove it from .gitignore, or edit without --commit."),
            path=path,
        )
    if run_git(repository, ("ls-files", "-t", "--", pathspec(path)), "", environ).stdout.startswith(b"S"):
        on_disk = os.path.lexists(os.path.join(repository.place, path))
        raise _skipped_error(path) if on_disk else _sparse_error(path)


def _require_identity(repository: Repository, variable: str, environ: Mapping[str, str]) -> None:
    """Raise GitError where git knows no name or address for its user."""
    answer = run_git(repository, ("var", variable), "", environ)
    if not answer.returncode:
        return
    in_english = run_git(repository, ("var", variable), "", {**environ, "LC_ALL": "C"}).stderr
    if not any(phrase in in_english for phrase in _NO_IDENTITY):
        raise GitError(
            N_("git commits nothing here: {reason}"),
            N_("Fix what git reports, or edit without --commit."),
            reason=refusal_reason(answer),
        )
    raise NoIdentityError(
        N_("git does not know who you are, so it commits nothing"),
        N_(
            "Run `git config --global user.name NAME` and `git config --global user.email"
            " ADDRESS`, or edit without --commit."
        ),
    )


def _skipped_error(path: str) -> GitError:
    return GitError(
        N_("git is set to ignore changes of {path}, so it would not commit them"),
        N_("Run `git update-index --no-skip-worktree {path}` to end that, or edit without --commit."),
        path=path,
    )


def _sparse_error(path: str) -> GitError:
    return GitError(
        N_("{path} is in git but not in this checkout, so git would not commit it"),
        N_("Run `git sparse-checkout add` to bring it in, or edit without --commit."),
        path=path,
    )


class UnderWayError(GitError):
    """A merge, or something like it, has not ended."""


def require_no_operation(repository: Repository) -> None:
    """Raise UnderWayError where a merge, a cherry-pick or a revert has not ended."""
    for ref, operation in _OPERATIONS.items():
        if repository.resolve(ref) is not None:
            raise UnderWayError(
                N_("A {operation} is under way here, and git commits no single file until it ends"),
                N_("Finish it, or edit without --commit."),
                operation=operation,
            )
