"""Waits for the locks that another git holds on a repository.

Removes no lock: only people can tell whether a git that died has left it.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Sequence

from commitments.errors import N_, GitError
from commitments.reading.git.repository import Repository
from commitments.writing.patience import Patience

PATIENCE = 30.0
"""Seconds to wait for another git."""
_PAUSE = 0.05
_GIT_DIED = 128
"""The exit status of a git that gave up; a hook that refuses leads to another."""
_LOCK_MESSAGE = re.compile(rb"\.lock[^\n]*\n\n")
"""The message that another git holds a lock: in each language of git, a paragraph of advice follows."""
_BRANCH_REF = re.compile(r"ref: (refs/[^\n]+)\n?")
_HEAD_SIZE = 4096
"""Bytes that are read of HEAD, which holds the name of a branch."""

GitAnswer = subprocess.CompletedProcess[bytes]


class GitBusyError(GitError):
    """Another git held a lock for longer than the wait, or one that died left it behind."""


def git_patience(notice: Callable[[], object], seconds: float | None = None) -> Patience:
    """The patience for git's locks: `seconds`, or PATIENCE."""
    return Patience(PATIENCE if seconds is None else seconds, _PAUSE, notice)


def run_unlocked(
    git: Callable[[], GitAnswer], repository: Repository, path: str, patience: Patience
) -> GitAnswer:
    """The answer of git once no other git is in its way; runs git again where another was first.

    Raises GitIsBusy where the patience ends before that.
    """
    locks = _lock_files(repository)
    for _ in patience.turns():
        if _held_lock(locks) is None:
            answer = git()
            if not _was_locked_out(answer):
                return answer
    raise _busy_error(path, _held_lock(locks), patience.seconds)


def _was_locked_out(answer: GitAnswer) -> bool:
    return answer.returncode == _GIT_DIED and bool(_LOCK_MESSAGE.search(answer.stderr))


def _lock_files(repository: Repository) -> list[str]:
    """The files that exist while another git commits: the locks of the index, of HEAD, and of the branch."""
    locks = [os.path.join(repository.git_dir, name) for name in ("index.lock", "HEAD.lock")]
    branch = _head_branch(repository)
    return [*locks, os.path.join(repository.common, f"{branch}.lock")] if branch else locks


def _head_branch(repository: Repository) -> str:
    """The branch that HEAD names, as `refs/heads/main`; empty for none."""
    try:
        with open(os.path.join(repository.git_dir, "HEAD"), "rb") as file:
            match = _BRANCH_REF.fullmatch(os.fsdecode(file.read(_HEAD_SIZE)))
    except OSError:
        return ""
    return match[1] if match else ""


def _held_lock(locks: Sequence[str]) -> str | None:
    return next((lock for lock in locks if os.path.lexists(lock)), None)


def _busy_error(path: str, lock: str | None, seconds: float) -> GitBusyError:
    if lock is None:
        return GitBusyError(
            N_("git did not commit {path}: other programs kept it waiting for {seconds} seconds"),
            N_("When they have ended, run `git add` and `git commit` yourself."),
            path=path,
            seconds=f"{seconds:g}",
        )
    return GitBusyError(
        N_("git did not commit {path}: {lock} was still there after {seconds} seconds"),
        N_(
            "Another git process holds this lock, or one that crashed left it. If no git is"
            " running, remove that file; then run `git add` and `git commit` yourself."
        ),
        path=path,
        seconds=f"{seconds:g}",
        lock=lock,
    )
