"""Opens the git repository that a folder lies in. Asks no commit but HEAD, and no file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from commitments.reading.git.git_directory import git_folder
from commitments.reading.git.git_refusals import foreign_work_tree_error, refusal_error
from commitments.reading.git.plumbing import Plumbing, damaged_repository_error, find_git
from commitments.reading.git.repository import Repository

_MOST_OF_HEAD = 4096
"""Bytes of the file HEAD that are read; the name of a branch has fewer."""


def open_repository(place: Path, environ: Mapping[str, str], bare: bool = False) -> Repository:
    """The repository that a folder lies in; with `bare`, the repository that the folder is.

    Raises GitError where git is missing, refuses the folder, or there is no repository, and HistoryError
    where HEAD names what cannot be read.
    """
    git = find_git(os.path.abspath(place), environ, bare)
    tree_options = () if bare else ("--show-toplevel", "--show-prefix")
    options = (
        "--is-shallow-repository",
        "--show-object-format",
        "--git-dir",
        "--git-common-dir",
        *tree_options,
    )
    process = git.answer("rev-parse", "--path-format=absolute", *options, "HEAD^{commit}")
    lines = os.fsdecode(process.stdout).split("\n")
    if len(lines) != len(options) + 2:
        raise refusal_error(git.place, process.stderr, process.returncode, len(lines) > len(options) + 2)
    shallow, object_format, git_dir, common, *tree_place, head, _ = lines
    top, prefix = tree_place or ("", "")
    if not bare and not _is_in_work_tree(top, prefix, git.place, git_dir):
        raise foreign_work_tree_error(git.place, top)
    if process.returncode:
        _require_unborn_head(git, git_dir, common)
    return Repository(
        **vars(git),
        shallow=shallow == "true",
        object_format=object_format,
        prefix=prefix,
        git_dir=git_dir,
        common=common,
        head=None if process.returncode else head,
    )


def _is_in_work_tree(top: str, prefix: str, place: str, git_dir: str) -> bool:
    """Whether a folder is the one that git names, in the working tree of that repository."""
    own_git_dir = git_folder(top)
    try:
        is_same_folder = os.path.samefile(os.path.join(top, prefix), place)
        return is_same_folder and own_git_dir is not None and os.path.samefile(own_git_dir, git_dir)
    except (OSError, ValueError):
        return False


def _require_unborn_head(git: Plumbing, git_dir: str, common: str) -> None:
    """Raises HistoryError unless HEAD names a branch that has no commit yet."""
    head_id = git.answer("rev-parse", "--verify", "--quiet", "HEAD").stdout.decode("ascii", "replace").strip()
    try:
        with open(os.path.join(git_dir, "HEAD"), "rb") as file:
            branch = os.fsdecode(file.read(_MOST_OF_HEAD)).removeprefix("ref:").strip()
    except OSError:
        branch = "HEAD"
    if head_id or os.path.isfile(os.path.join(common, branch)):
        raise damaged_repository_error(head_id or branch)
