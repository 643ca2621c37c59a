"""Why git does not open a folder, in words that help. Starts and opens nothing."""

from __future__ import annotations

import re

from commitments.errors import N_, CommitmentsError


def refused(place: str, said: bytes, status: int, too_many: bool) -> CommitmentsError:
    """What to say where git answers less than was asked, or `too_many` lines."""
    told = said.decode("utf-8", "replace")
    if "not a git repository (or any" in told:
        return CommitmentsError(
            N_("There is no history here: {folder} is in no git repository"),
            N_("`git init` makes one; history begins with its first commit."),
            folder=place,
        )
    if "safe.bareRepository" in told:
        return CommitmentsError(
            N_("{folder} lies in a bare repository, which is not opened unless it is named"),
            N_("Name the repository itself: `--root NAME.git`."),
            folder=place,
        )
    if too_many:
        return CommitmentsError(
            N_("git's answer about {folder} is not understood: a name holds a line feed, or git is old"),
            N_("Install git 2.39 or newer, and see that it is on the PATH."),
            folder=place,
        )
    return CommitmentsError(
        N_("git does not open {folder}: {reason}"),
        N_("Ask git itself: `git -C {folder} log` says what to do."),
        folder=place,
        reason=_reason(told) or f"status {status}",
    )


def _reason(told: str) -> str:
    """The one line of git's complaint that says why, with what belongs to it."""
    fatal = re.search(r"^fatal: (.*(?:\n\t.*)*)", told, re.MULTILINE)
    return " ".join((fatal[1] if fatal else told).split())[:300]


def elsewhere(place: str, top: str) -> CommitmentsError:
    """What to say where a repository is not of the files that it lies among."""
    return CommitmentsError(
        N_("The repository of {folder} says that its files lie elsewhere, in {top}"),
        N_("`git config core.worktree` shows where; history is read from the folder that holds .git."),
        folder=place,
        top=top,
    )
