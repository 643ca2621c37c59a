"""One file committed by git, as its user would do it. The one place that runs what a repository configures.

The user asked git for a commit: hooks and signatures are theirs, as if they had typed it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from commitments.errors import N_, CommitmentsError
from commitments.reading.git import Blob, Repository
from commitments.reading.text import RECORD
from commitments.writing.git_locks import GitIsBusy, git_patience, run_unlocked
from commitments.writing.lock import held
from commitments.writing.patience import silent

_OF_ANOTHER_RUN = frozenset(
    {
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"),
        *("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
        *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE"),
    }
)
_NOBODY = (b"tell me who you are", b"ident name", b"auto-detect", b"no name was given", b"no email was given")
"""What git says, in English, where it lacks a name or an address."""
_HEARD = 1 << 16
"""Bytes that are read of what git and hooks say."""
_PATIENCE = 10
"""Seconds that git has to put its locks away once it was interrupted."""
_TIDYING = 1.0
"""Seconds that another git is waited for when no more than the index is to be put in order."""
_UNDER_WAY = {"MERGE_HEAD": "merge", "CHERRY_PICK_HEAD": "cherry-pick", "REVERT_HEAD": "revert"}


def require_committable(repository: Repository, path: str, environ: Mapping[str, str]) -> None:
    """Raise CommitmentsError where git would refuse to commit one file, before anything is written.

    Without a path, where it would refuse any.
    """
    _require_nothing_under_way(repository)
    for whose in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        _require_somebody(repository, whose, environ)
    if not path:
        return
    if _run(repository, ("check-ignore", "--quiet", "--", path), "", environ).returncode == 0:
        raise CommitmentsError(
            N_("{path} is ignored by git, by its .gitignore, and cannot be committed"),
            N_("Take it out of there, or edit without --commit."),
            path=path,
        )
    if _run(repository, ("ls-files", "-t", "--", _only(path)), "", environ).stdout.startswith(b"S"):
        raise _overlooked(path) if os.path.lexists(os.path.join(repository.place, path)) else _away(path)


def _require_somebody(repository: Repository, whose: str, environ: Mapping[str, str]) -> None:
    asked = _run(repository, ("var", whose), "", environ)
    if not asked.returncode:
        return
    in_english = _run(repository, ("var", whose), "", {**environ, "LC_ALL": "C"}).stderr
    if not any(item in in_english for item in _NOBODY):
        raise CommitmentsError(
            N_("git commits nothing here: {reason}"),
            N_("Mend what git says, or edit without --commit."),
            reason=_told(asked),
        )
    raise CommitmentsError(
        N_("git does not know who you are, and so commits nothing"),
        N_(
            "`git config --global user.name NAME` and `git config --global user.email ADDRESS` "
            "say so; or edit without --commit."
        ),
    )


def _overlooked(path: str) -> CommitmentsError:
    return CommitmentsError(
        N_("git was told to overlook what changes in {path}, and would not commit it"),
        N_("`git update-index --no-skip-worktree {path}` ends that; or edit without --commit."),
        path=path,
    )


def _away(path: str) -> CommitmentsError:
    return CommitmentsError(
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
    found = _entry(repository, repository.head, path)
    if found is None or not found.regular or found.size > RECORD.size:
        return None
    return next(repository.blobs([found.id]))


class Made(NamedTuple):
    """A commit that was made."""

    id: str
    ended_by: CommitmentsError | KeyboardInterrupt | None = None
    """What ended git thereafter: somebody who stopped it, as in a hook that runs then, or what it said."""


def repository_now(repository: Repository) -> Repository:
    """The repository with the commit that HEAD has come to: another edit may have moved it."""
    return replace(repository, head=repository.resolve("HEAD"))


def commit_file(
    repository: Repository,
    path: str,
    message: str,
    environ: Mapping[str, str],
    notice: Callable[[], object] = silent,
) -> Made:
    """Commit one file and nothing else; `notice` is called where the wait for another git becomes noticeable.

    The caller holds the lock of the workspace, and hooks are told so. Raises CommitmentsError, with git's own
    words, where git refuses, and KeyboardInterrupt where it was stopped before that; then all is as before,
    index and file. Raises GitIsBusy where another git held its lock for too long.
    """
    environ = {**environ, **held(repository.place)}
    patience = git_patience(notice)
    this = _only(path)

    def ask(*arguments: str, message: str = "") -> None:
        ran = run_unlocked(lambda: _run(repository, arguments, message, environ), repository, path, patience)
        _require_done(ran, path)

    before = _entry(repository, repository.head, path)
    is_new = not _run(repository, ("ls-files", "--", this), "", environ).stdout
    try:
        if is_new:
            ask("add", "--intent-to-add", "--force", "--sparse", "--", this)
        ask("commit", "--quiet", "--only", "--file=-", "--", this, message=message)
        return Made(repository.resolve("HEAD") or "")
    except (CommitmentsError, KeyboardInterrupt) as error:
        head = repository.resolve("HEAD")
        if head and not isinstance(error, GitIsBusy) and _entry(repository, head, path) != before:
            return Made(head, _after_commit(error))
        if is_new:
            _forget(repository, path, environ)
        raise


def _after_commit(error: CommitmentsError | KeyboardInterrupt) -> CommitmentsError | KeyboardInterrupt:
    """What ended git once the commit was made."""
    if isinstance(error, KeyboardInterrupt):
        return error
    return CommitmentsError(
        N_("git made the commit, but could not finish: {reason}"),
        N_("Mend what git says; `git status` tells what it left undone."),
        reason=error.values.get("reason", ""),
    )


def _forget(repository: Repository, path: str, environ: Mapping[str, str]) -> None:
    """Take a file out of the index that is in no commit, unless another git still holds the index."""
    asked = ("rm", "--quiet", "--cached", "--sparse", "--", _only(path))
    with suppress(GitIsBusy):
        run_unlocked(
            lambda: _run(repository, asked, "", environ), repository, path, git_patience(silent, _TIDYING)
        )


def _entry(repository: Repository, commit: str | None, path: str) -> Blob | None:
    """How a commit holds a file."""
    return next(iter(repository.tree(commit, repository.prefix + path)), None) if commit else None


def _only(path: str) -> str:
    """This very file, whatever signs are in its name; a variable would say so to hooks too."""
    return f":(literal){path}"


def _require_done(ran: subprocess.CompletedProcess[bytes], path: str) -> None:
    if not ran.returncode:
        return
    if reason := _told(ran) or (f"signal {-ran.returncode}" if ran.returncode < 0 else ""):
        raise CommitmentsError(
            N_("git did not commit {path}: {reason}"),
            N_("Mend what git says, then `git add` and `git commit` it yourself."),
            path=path,
            reason=reason,
        )
    raise CommitmentsError(
        N_("git did not commit {path}, without saying why; a hook may have refused it (status {status})"),
        N_("See what the hooks of this repository want, then `git add` and `git commit` it yourself."),
        path=path,
        status=ran.returncode,
    )


def _told(ran: subprocess.CompletedProcess[bytes]) -> str:
    """Why git refused, in its own words; empty where it has none."""
    told = ran.stderr.decode("utf-8", "replace").strip() or ran.stdout.decode("utf-8", "replace")
    return " ".join(told.split())[-500:]


def _run(
    repository: Repository, arguments: Sequence[str], message: str, environ: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """What git said, once it has ended; where this is interrupted, git is given the time to tidy up.

    It speaks into files, as a program that a hook leaves behind would keep a pipe open, and us waiting.
    """
    seen = {name: value for name, value in environ.items() if name not in _OF_ANOTHER_RUN}
    command = [repository.program, *arguments]
    with TemporaryFile() as asked, TemporaryFile() as out, TemporaryFile() as err:
        asked.write(message.encode())
        asked.seek(0)
        try:
            process = subprocess.Popen(
                command, cwd=repository.place, env=seen, stdin=asked, stdout=out, stderr=err
            )
        except OSError as error:
            raise CommitmentsError(
                N_("git cannot be started in {folder}: {reason}"),
                folder=repository.place,
                reason=error.strerror or str(error),
            ) from error
        with process:
            try:
                status = process.wait()
            except BaseException:
                _end(process)
                raise
        return subprocess.CompletedProcess(command, status, _last(out), _last(err))


def _last(file: IO[bytes]) -> bytes:
    """The end of what was said: a hook may say much."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - _HEARD))
    return file.read()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git, and not at one blow, which would leave its locks behind."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_PATIENCE)
    process.kill()
