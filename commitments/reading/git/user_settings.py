"""Reads a setting of git that the user or the system made. Must not read one of a repository."""

from __future__ import annotations

import os
from collections.abc import Mapping

from commitments.errors import CommitmentsError
from commitments.reading.git.plumbing import find_git


def user_setting(name: str, environ: Mapping[str, str]) -> str:
    """The value in the user's settings of git, else in the system's; empty where neither has it."""
    places = ["--global"] if environ.get("GIT_CONFIG_NOSYSTEM") else ["--global", "--system"]
    try:
        git = find_git(os.path.abspath(os.sep), environ, bare=False)
        answers = (git.answer("config", place, "--get", name) for place in places)
        values = (os.fsdecode(answer.stdout).rstrip("\n") for answer in answers if not answer.returncode)
        return next(values, "")
    except CommitmentsError:  # git is missing, or does not answer
        return ""
