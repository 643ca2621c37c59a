"""Makes an error with a helpful hint of git's refusal to open a folder. Starts and opens nothing."""

from __future__ import annotations

import re

from commitments.errors import N_, GitError


def refusal_error(place: str, complaint: bytes, status: int, too_many: bool) -> GitError:
    """Returns the error for a git that answers fewer lines than were asked for, or `too_many`."""
    text = complaint.decode("utf-8", "replace")
    if "not a git repository (or any" in text:
        return GitError(
            N_("There is no history here: {folder} is not in a git repository"),
            N_("Run `git init` to make one; history begins with its first commit."),
            folder=place,
        )
    if "safe.bareRepository" in text:
        return GitError(
            N_("{folder} is in a bare repository, which is opened only if it is named"),
            N_("Name the repository itself: `--root NAME.git`."),
            folder=place,
        )
    if too_many:
        return GitError(
            N_("git's answer about {folder} is not understood: a name holds a line feed, or git is old"),
            N_("Install git 2.39 or newer, and see that it is on the PATH."),
            folder=place,
        )
    return GitError(
        N_("git does not open {folder}: {reason}"),
        N_("Run `git -C {folder} log`; git says what to do."),
        folder=place,
        reason=_fatal_reason(text) or f"status {status}",
    )


def _fatal_reason(complaint: str) -> str:
    """Returns the line of git's complaint that gives the reason, with its continuation lines."""
    fatal = re.search(r"^fatal: (.*(?:\n\t.*)*)", complaint, re.MULTILINE)
    return " ".join((fatal[1] if fatal else complaint).split())[:300]


def foreign_work_tree_error(place: str, top: str) -> GitError:
    """Returns the error for a repository whose files lie in another folder than the one around it."""
    return GitError(
        N_("The repository of {folder} says that its files lie elsewhere, in {top}"),
        N_("Run `git config core.worktree` to see where; history is read from the folder that holds .git."),
        folder=place,
        top=top,
    )
