"""The locks that git puts on a repository, waited for while another git holds them.

Removes none: whether a git that died has left one, only people can tell.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Sequence

from commitments.errors import N_, CommitmentsError
from commitments.reading.git import Repository
from commitments.writing.patience import Patience

PATIENCE = 30.0
"""Seconds that another git is waited for."""
_PAUSE = 0.05
_DIED = 128
"""The exit status of a git that gave up; a hook that refuses makes another."""
_HELD = re.compile(rb"\.lock[^\n]*\n\n")
"""How git says that another holds a lock: in each of its languages, a paragraph of advice follows."""
_BRANCH = re.compile(r"ref: (refs/[^\n]+)\n?")
_LONGEST = 4096
"""Characters of the name of a branch."""

Git = subprocess.CompletedProcess[bytes]


class GitIsBusy(CommitmentsError):
    """Another git held a lock for longer than it was waited for, or one that died left it behind."""


def git_patience(notice: Callable[[], object], seconds: float | None = None) -> Patience:
    """How long git's locks are waited for."""
    return Patience(PATIENCE if seconds is None else seconds, _PAUSE, notice)


def run_unlocked(git: Callable[[], Git], repository: Repository, path: str, patience: Patience) -> Git:
    """What git said once no other git was in its way; it is run again where another got there first.

    Raises GitIsBusy where the patience ends before that.
    """
    locks = _locks(repository)
    for _ in patience.turns():
        if _standing(locks) is None:
            ran = git()
            if not _is_kept_out(ran):
                return ran
    raise _busy(path, _standing(locks), patience.seconds)


def _is_kept_out(ran: Git) -> bool:
    return ran.returncode == _DIED and bool(_HELD.search(ran.stderr))


def _locks(repository: Repository) -> list[str]:
    """The files that stand while another git commits: of the index, of HEAD, and of the branch."""
    own = [os.path.join(repository.git_dir, name) for name in ("index.lock", "HEAD.lock")]
    branch = _branch(repository)
    return [*own, os.path.join(repository.common, f"{branch}.lock")] if branch else own


def _branch(repository: Repository) -> str:
    """The branch that HEAD stands for; empty for none."""
    try:
        with open(os.path.join(repository.git_dir, "HEAD"), "rb") as file:
            match = _BRANCH.fullmatch(os.fsdecode(file.read(_LONGEST)))
    except OSError:
        return ""
    return match[1] if match else ""


def _standing(locks: Sequence[str]) -> str | None:
    return next((lock for lock in locks if os.path.lexists(lock)), None)


def _busy(path: str, lock: str | None, seconds: float) -> GitIsBusy:
    if lock is None:
        return GitIsBusy(
            N_("git did not commit {path}: other programs kept it out for {seconds} seconds"),
            N_("When they have ended, `git add` and `git commit` it yourself."),
            path=path,
            seconds=f"{seconds:g}",
        )
    return GitIsBusy(
        N_("git did not commit {path}: {lock} was still there after {seconds} seconds"),
        N_(
            "Another git holds this lock, or one that crashed has left it. Where no git is running, remove "
            "that file; then `git add` and `git commit` the record yourself."
        ),
        path=path,
        seconds=f"{seconds:g}",
        lock=lock,
    )
