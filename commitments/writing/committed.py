"""One file committed by git, as its user would do it. The one place that runs what a repository configures.

The user asked git for a commit: hooks and signatures are theirs, as if they had typed it.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence

from commitments.errors import N_, CommitmentsError
from commitments.reading.git import Repository
from commitments.reading.text import RECORD

_OF_ANOTHER_RUN = frozenset(
    {
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"),
        *("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
        *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE"),
    }
)
_UNDER_WAY = {"MERGE_HEAD": "merge", "CHERRY_PICK_HEAD": "cherry-pick", "REVERT_HEAD": "revert"}


def require_committable(repository: Repository, path: str, environ: Mapping[str, str]) -> None:
    """Raise CommitmentsError where git would refuse to commit one file, before anything is written.

    Without a path, where it would refuse any.
    """
    _require_nothing_under_way(repository)
    for whose in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        asked = _run(repository, ("var", whose), "", environ)
        if asked.returncode:
            raise CommitmentsError(
                N_("git does not know who you are, and so commits nothing"),
                N_(
                    "`git config --global user.name NAME` and `git config --global user.email ADDRESS` "
                    "say so; or edit without --commit."
                ),
            )
    if not path:
        return
    if _run(repository, ("check-ignore", "--quiet", "--", path), "", environ).returncode == 0:
        raise CommitmentsError(
            N_("{path} is ignored by git, by its .gitignore, and cannot be committed"),
            N_("Take it out of there, or edit without --commit."),
            path=path,
        )
    if _run(repository, ("ls-files", "-t", "--", _only(path)), "", environ).stdout.startswith(b"S"):
        raise CommitmentsError(
            N_("git has {path}, but not in this checkout, and would not commit it from here"),
            N_("`git sparse-checkout add` brings it in; or edit without --commit."),
            path=path,
        )


def _require_nothing_under_way(repository: Repository) -> None:
    for name, called in _UNDER_WAY.items():
        if repository.resolve(name) is not None:
            raise CommitmentsError(
                N_("A {operation} is under way here, and git commits no single file before its end"),
                N_("End it, or edit without --commit."),
                operation=called,
            )


def committed_text(repository: Repository, path: str) -> bytes | None:
    """What the last commit holds of a file; None where it holds none."""
    if repository.head is None:
        return None
    found = next(iter(repository.tree(repository.head, repository.prefix + path)), None)
    if found is None or not found.regular or found.size > RECORD.size:
        return None
    return next(repository.blobs([found.id]))


def commit_file(repository: Repository, path: str, message: str, environ: Mapping[str, str]) -> str:
    """Commit one file and nothing else; the id of the commit.

    Raises CommitmentsError, with git's own words, where git refuses; then all is as before, index and file.
    """
    this = _only(path)
    is_new = not _run(repository, ("ls-files", "--", this), "", environ).stdout
    if is_new:
        announce = ("add", "--intent-to-add", "--force", "--sparse", "--", this)
        _require_done(_run(repository, announce, "", environ), path)
    done = _run(repository, ("commit", "--quiet", "--only", "--file=-", "--", this), message, environ)
    if done.returncode and is_new:
        _run(repository, ("rm", "--quiet", "--cached", "--sparse", "--", this), "", environ)
    _require_done(done, path)
    return repository.resolve("HEAD") or ""


def _only(path: str) -> str:
    """This very file, whatever signs are in its name; a variable would say so to hooks too."""
    return f":(literal){path}"


def _require_done(ran: subprocess.CompletedProcess[bytes], path: str) -> None:
    if ran.returncode:
        raise CommitmentsError(
            N_("git did not commit {path}: {reason}"),
            N_("Mend what git says, then `git add` and `git commit` it yourself."),
            path=path,
            reason=_told(ran),
        )


def _told(ran: subprocess.CompletedProcess[bytes]) -> str:
    """Why git refused, in its own words."""
    told = ran.stderr.decode("utf-8", "replace").strip() or ran.stdout.decode("utf-8", "replace")
    return " ".join(told.split())[-500:] or f"status {ran.returncode}"


def _run(
    repository: Repository, arguments: Sequence[str], message: str, environ: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    seen = {name: value for name, value in environ.items() if name not in _OF_ANOTHER_RUN}
    try:
        return subprocess.run(
            [repository.program, *arguments],
            cwd=repository.place,
            env=seen,
            input=message.encode(),
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise CommitmentsError(
            N_("git cannot be started in {folder}: {reason}"),
            folder=repository.place,
            reason=error.strerror or str(error),
        ) from error
