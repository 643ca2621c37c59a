"""Commits the files that it is given with git, as its user would. Commits nothing else.

No other module runs what a repository configures: the user asked git for a commit, so hooks and signatures
are theirs, as if they had typed it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from commitments.errors import N_, CommitmentsError, GitError
from commitments.reading.git.repository import Blob, Repository
from commitments.reading.text import RECORD
from commitments.writing.git_locks import GitBusyError, git_patience, run_unlocked
from commitments.writing.lock import hook_environment
from commitments.writing.patience import no_notice

_OTHER_REPOSITORY = frozenset(
    {
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"),
        *("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
        *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE"),
    }
)
_NO_IDENTITY = (
    b"tell me who you are",
    b"ident name",
    b"auto-detect",
    b"no name was given",
    b"no email was given",
)
"""Parts of what git says in English where it lacks a name or an address."""
_MAX_OUTPUT = 1 << 16
"""Bytes that are read from the end of what git and hooks print."""
_END_PATIENCE = 10
"""Seconds that git has to remove its locks after an interrupt."""
_INDEX_PATIENCE = 1.0
"""Seconds to wait for another git when only the index has to be put in order."""
_MOST_NAMES = 3
"""How many files a message names."""
_OPERATIONS = {"MERGE_HEAD": "merge", "CHERRY_PICK_HEAD": "cherry-pick", "REVERT_HEAD": "revert"}


def require_committable(repository: Repository, path: str, environ: Mapping[str, str]) -> None:
    """Raise GitError where git would refuse to commit the file `path`, before anything is written.

    With an empty path, raise it only where git would refuse to commit any file.
    """
    _require_no_operation(repository)
    for variable in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        _require_identity(repository, variable, environ)
    if not path:
        return
    if _run(repository, ("check-ignore", "--quiet", "--", path), "", environ).returncode == 0:
        raise GitError(
            N_("{path} is ignored by git, by its .gitignore, and cannot be committed"),
            N_("Take it out of there, or edit without --commit."),
            path=path,
        )
    if _run(repository, ("ls-files", "-t", "--", _pathspec(path)), "", environ).stdout.startswith(b"S"):
        on_disk = os.path.lexists(os.path.join(repository.place, path))
        raise _skipped_error(path) if on_disk else _sparse_error(path)


def _require_identity(repository: Repository, variable: str, environ: Mapping[str, str]) -> None:
    """Raise GitError where git knows no name or address for its user."""
    answer = _run(repository, ("var", variable), "", environ)
    if not answer.returncode:
        return
    in_english = _run(repository, ("var", variable), "", {**environ, "LC_ALL": "C"}).stderr
    if not any(phrase in in_english for phrase in _NO_IDENTITY):
        raise GitError(
            N_("git commits nothing here: {reason}"),
            N_("Mend what git says, or edit without --commit."),
            reason=_refusal_reason(answer),
        )
    raise GitError(
        N_("git does not know who you are, and so commits nothing"),
        N_(
            "`git config --global user.name NAME` and `git config --global user.email ADDRESS` "
            "say so; or edit without --commit."
        ),
    )


def _skipped_error(path: str) -> GitError:
    return GitError(
        N_("git was told to overlook what changes in {path}, and would not commit it"),
        N_("`git update-index --no-skip-worktree {path}` ends that; or edit without --commit."),
        path=path,
    )


def _sparse_error(path: str) -> GitError:
    return GitError(
        N_("git has {path}, but not in this checkout, and would not commit it from here"),
        N_("`git sparse-checkout add` brings it in; or edit without --commit."),
        path=path,
    )


def _require_no_operation(repository: Repository) -> None:
    for ref, operation in _OPERATIONS.items():
        if repository.resolve(ref) is not None:
            raise GitError(
                N_("A {operation} is under way here, and git commits no single file before its end"),
                N_("End it, or edit without --commit."),
                operation=operation,
            )


def committed_text(repository: Repository, path: str) -> bytes | None:
    """The text of a file in the last commit; None where it holds none, or one too large for a record."""
    blob = _committed_blob(repository, repository.head, path)
    if blob is None or not blob.regular or blob.size > RECORD.size:
        return None
    return next(repository.blobs([blob.id]))


class MadeCommit(NamedTuple):
    """A commit that was made."""

    id: str
    ended_by: CommitmentsError | KeyboardInterrupt | None = None
    """What ended git after the commit: an interrupt, as during a hook, or an error of git."""


def with_present_head(repository: Repository) -> Repository:
    """The repository with the present HEAD: another edit may have moved it."""
    return replace(repository, head=repository.resolve("HEAD"))


def commit_file(
    repository: Repository,
    path: str,
    message: str,
    environ: Mapping[str, str],
    notice: Callable[[], object] = no_notice,
) -> MadeCommit:
    """Commit one file and nothing else, as `commit_files` does."""
    return commit_files(repository, [path], message, environ, notice)


def commit_files(
    repository: Repository,
    paths: Sequence[str],
    message: str,
    environ: Mapping[str, str],
    notice: Callable[[], object] = no_notice,
) -> MadeCommit:
    """Commit some files and nothing else, in one commit.

    `notice` is called where the wait for another git becomes noticeable. The caller holds the lock of the
    workspace, and a variable tells hooks so. Raises GitError, with git's own words, where git refuses, and
    KeyboardInterrupt where it is stopped before the commit; index and files are then as before. Raises
    GitIsBusy where another git holds its lock for too long.
    """
    environ = {**environ, **hook_environment(repository.place)}
    patience, names = git_patience(notice), _file_list(paths)

    def run(*arguments: str, message: str = "") -> None:
        answer = run_unlocked(
            lambda: _run(repository, arguments, message, environ), repository, names, patience
        )
        _require_success(answer, names)

    before = _committed_blobs(repository, repository.head, paths)
    new_paths = [path for path in paths if not _is_in_index(repository, path, environ)]
    try:
        if new_paths:
            run("add", "--intent-to-add", "--force", "--sparse", "--", *map(_pathspec, new_paths))
        run("commit", "--quiet", "--only", "--file=-", "--", *map(_pathspec, paths), message=message)
        return MadeCommit(repository.resolve("HEAD") or "")
    except (CommitmentsError, KeyboardInterrupt) as error:
        head = repository.resolve("HEAD")
        is_busy = isinstance(error, GitBusyError)
        if head and not is_busy and _committed_blobs(repository, head, paths) != before:
            return MadeCommit(head, _late_error(error))
        for path in new_paths:
            _take_out_of_index(repository, path, environ)
        raise


def _is_in_index(repository: Repository, path: str, environ: Mapping[str, str]) -> bool:
    return bool(_run(repository, ("ls-files", "--", _pathspec(path)), "", environ).stdout)


def _file_list(paths: Sequence[str]) -> str:
    """The paths in one line, at most three of them."""
    return ", ".join([*paths[:_MOST_NAMES], *(["…"] if len(paths) > _MOST_NAMES else [])])


def _committed_blobs(repository: Repository, commit: str | None, paths: Sequence[str]) -> list[Blob | None]:
    return [_committed_blob(repository, commit, path) for path in paths]


def _late_error(error: CommitmentsError | KeyboardInterrupt) -> GitError | KeyboardInterrupt:
    """The error that ended git after it had made the commit."""
    if isinstance(error, KeyboardInterrupt):
        return error
    return GitError(
        N_("git made the commit, but could not finish: {reason}"),
        N_("Mend what git says; `git status` tells what it left undone."),
        reason=error.values.get("reason", ""),
    )


def _take_out_of_index(repository: Repository, path: str, environ: Mapping[str, str]) -> None:
    """Take an uncommitted file out of the index, unless another git still holds the index."""
    arguments = ("rm", "--quiet", "--cached", "--sparse", "--", _pathspec(path))
    patience = git_patience(no_notice, _INDEX_PATIENCE)
    with suppress(GitBusyError):
        run_unlocked(lambda: _run(repository, arguments, "", environ), repository, path, patience)


def _committed_blob(repository: Repository, commit: str | None, path: str) -> Blob | None:
    """The blob of a file in a commit; None where there is none."""
    return next(iter(repository.tree(commit, repository.prefix + path)), None) if commit else None


def _pathspec(path: str) -> str:
    """The pathspec of one file, whatever signs are in its name; a variable would reach hooks too."""
    return f":(literal){path}"


def _require_success(answer: subprocess.CompletedProcess[bytes], path: str) -> None:
    if not answer.returncode:
        return
    signal = f"signal {-answer.returncode}" if answer.returncode < 0 else ""
    if reason := _refusal_reason(answer) or signal:
        raise GitError(
            N_("git did not commit {path}: {reason}"),
            N_("Mend what git says, then `git add` and `git commit` it yourself."),
            path=path,
            reason=reason,
        )
    raise GitError(
        N_("git did not commit {path}, without saying why; a hook may have refused it (status {status})"),
        N_("See what the hooks of this repository want, then `git add` and `git commit` it yourself."),
        path=path,
        status=answer.returncode,
    )


def _refusal_reason(answer: subprocess.CompletedProcess[bytes]) -> str:
    """Why git refused, in its own words; empty where it printed none."""
    text = answer.stderr.decode("utf-8", "replace").strip() or answer.stdout.decode("utf-8", "replace")
    return " ".join(text.split())[-500:]


def _run(
    repository: Repository, arguments: Sequence[str], message: str, environ: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """The answer of git, once it has ended; after an interrupt, git gets the time to tidy up.

    git prints into files, as a program that a hook leaves behind would keep a pipe open, and us waiting.
    """
    git_environ = {name: value for name, value in environ.items() if name not in _OTHER_REPOSITORY}
    command = [repository.program, *arguments]
    with TemporaryFile() as stdin, TemporaryFile() as stdout, TemporaryFile() as stderr:
        stdin.write(message.encode())
        stdin.seek(0)
        try:
            process = subprocess.Popen(
                command, cwd=repository.place, env=git_environ, stdin=stdin, stdout=stdout, stderr=stderr
            )
        except OSError as error:
            raise GitError(
                N_("git cannot be started in {folder}: {reason}"),
                folder=repository.place,
                reason=error.strerror or str(error),
            ) from error
        with process:
            try:
                status = process.wait()
            except BaseException:
                _end_process(process)
                raise
        return subprocess.CompletedProcess(command, status, _read_end(stdout), _read_end(stderr))


def _read_end(file: IO[bytes]) -> bytes:
    """The last bytes of a file: a hook may print much."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - _MAX_OUTPUT))
    return file.read()


def _end_process(process: subprocess.Popen[bytes]) -> None:
    """End git gently first, as a kill would leave its locks behind."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_END_PATIENCE)
    process.kill()
