"""Tells whether a clone is cut off, or lacks what its remote had at the last fetch. Fetches nothing.

Of a hundred clones nearly all hold what their remotes had: git is asked only where two commits differ.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from commitments.reading.git.git_directory import git_folder
from commitments.reading.git.ref_files import RefFiles, UnclearFilesError

if TYPE_CHECKING:
    from commitments.reading.git.plumbing import Plumbing

_DEFAULTS = ("HEAD", "main", "master")
"""The names of a remote that tell where it stands, for a HEAD that follows no branch of it."""
_MOST_FETCHED = 8
"""Commits of the last fetch that are asked about."""
_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class Clone(NamedTuple):
    """The repository that a folder lies in."""

    git_dir: str
    place: str
    """The folder that git is run in; of a bare repository, the repository."""
    is_bare: bool = False


class Newer(NamedTuple):
    """A commit of the remote that HEAD does not hold."""

    id: str
    name: str
    """What it is called here, such as `origin/main`; of a bare clone, the branch of the remote."""
    is_ahead: bool
    """Whether it holds all that HEAD holds, so that nothing need be merged."""


class CloneState(NamedTuple):
    """What a clone lacks."""

    is_shallow: bool = False
    newer: Newer | None = None


def clone_around(folder: Path, is_bare: bool) -> Clone | None:
    """The repository that a folder lies in, or that it is; None where it lies in none."""
    real = os.path.realpath(folder)
    if is_bare:
        return Clone(real, real, is_bare=True)
    for parent in (real, *map(str, Path(real).parents)):
        if os.path.lexists(os.path.join(parent, ".git")):
            git_dir = git_folder(parent)
            return Clone(os.path.realpath(git_dir), real) if git_dir else None
    return None


def clone_state(clone: Clone, environ: Mapping[str, str]) -> CloneState:
    """What a clone lacks, as far as it knows. Raises GitError where git must be asked and does not answer."""
    files = RefFiles.at(clone.git_dir)
    if files.is_shallow:
        return CloneState(is_shallow=True)
    with suppress(UnclearFilesError):
        if files.is_plain:
            return CloneState(newer=_newer(files, clone, environ))
    return CloneState(newer=_newer_by_git(files, clone, environ))


def _newer(files: RefFiles, clone: Clone, environ: Mapping[str, str]) -> Newer | None:
    """The first commit of the remote that HEAD does not hold."""
    branch, head = files.branch(), files.head()
    upstream = files.upstream(branch) if branch else None
    names = (upstream,) if upstream and files.id(upstream) else _defaults(files)
    known = next(((id, name) for name in names if (id := files.id(name))), None)
    commits = [*(_fetched(files, branch) if clone.is_bare else ()), *([known] if known else ())]
    return _first_newer(clone, environ, head, commits)


def _newer_by_git(files: RefFiles, clone: Clone, environ: Mapping[str, str]) -> Newer | None:
    """What `_newer` tells, where git alone can tell what references and settings mean."""
    git = _git(clone, environ)
    commits = list(_fetched(files, _full_name(git, "HEAD"))) if clone.is_bare else []
    for name in ("@{upstream}", *_defaults(files)):
        if id := _resolved(git, name):
            commits.append((id, _full_name(git, name)))
            break
    return _first_newer(clone, environ, _resolved(git, "HEAD"), commits)


def _defaults(files: RefFiles) -> tuple[str, ...]:
    """Where the only remote stands, or `origin` among several."""
    remotes = files.remotes()
    remote = remotes.pop() if len(remotes) == 1 else "origin"
    return tuple(f"refs/remotes/{remote}/{name}" for name in _DEFAULTS)


def _fetched(files: RefFiles, branch: str | None) -> Iterator[tuple[str, str]]:
    """The commits that the last fetch brought for the branch of HEAD, each with the name of the branch."""
    own = (branch or "").removeprefix("refs/heads/")
    commits = (commit for commit in files.fetched() if commit.branch in ("", own))
    return ((commit.id, own) for commit in islice(commits, _MOST_FETCHED))


def _first_newer(
    clone: Clone, environ: Mapping[str, str], head: str | None, commits: Sequence[tuple[str, str]]
) -> Newer | None:
    others = {id: name for id, name in commits if id != head}
    if head is None or not others:
        return None
    git = _git(clone, environ)
    return next(filter(None, (_compared(git, head, id, name) for id, name in others.items())), None)


def _git(clone: Clone, environ: Mapping[str, str]) -> Plumbing:
    from commitments.reading.git.plumbing import find_git  # starts programs; few clones need any

    return find_git(clone.place, environ, clone.is_bare)


def _full_name(git: Plumbing, name: str) -> str:
    answer = git.answer("rev-parse", "--symbolic-full-name", name)
    return answer.stdout.decode("utf-8", "surrogateescape").strip() or name


def _resolved(git: Plumbing, name: str) -> str | None:
    answer = git.answer("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    id = answer.stdout.decode("ascii", "replace").strip()
    return id if _ID.fullmatch(id) else None


def _compared(git: Plumbing, head: str, id: str, name: str) -> Newer | None:
    """A commit that HEAD does not hold; None where it does."""
    if _is_ancestor(git, id, head):
        return None
    return Newer(id, name.removeprefix("refs/remotes/"), _is_ancestor(git, head, id))


def _is_ancestor(git: Plumbing, older: str, newer: str) -> bool:
    process = git.answer("merge-base", "--is-ancestor", older, newer)
    if process.returncode not in (0, 1):
        from commitments.reading.git.git_refusals import refusal_error  # needed only for a refusal

        raise refusal_error(git.place, process.stderr, process.returncode, too_many=False)
    return process.returncode == 0
