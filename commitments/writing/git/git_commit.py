"""Commits the files that it is given with git, as its user would. Commits nothing else.

No other module runs what a repository configures: the user asked git for a commit, so hooks and signatures
are theirs, as if they had typed it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, NamedTuple

from commitments.errors import N_, CommitmentsError, GitError, system_reason
from commitments.reading.git.repository import Blob, Repository
from commitments.reading.text import RECORD
from commitments.writing.git.git_environment import own_repository_environ
from commitments.writing.git.git_locks import GitBusyError, git_patience, run_unlocked
from commitments.writing.lock import hook_environment
from commitments.writing.patience import no_notice

_MAX_OUTPUT = 1 << 20
"""Bytes that are read from the end of what git and hooks print."""
_END_PATIENCE = 10
"""Seconds that git has to remove its locks after an interrupt."""
_INDEX_PATIENCE = 1.0
"""Seconds to wait for another git when only the index has to be put in order."""
_BATCH = 100
"""How many paths git gets on one command line."""
_MOST_NAMES = 3
"""How many files a message names."""


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
            lambda: run_git(repository, arguments, message, environ), repository, names, patience
        )
        _require_success(answer, names)

    before = _committed_blobs(repository, repository.head, paths)
    staged_paths = _paths_in_index(repository, paths, environ)
    new_paths = [path for path in paths if path not in staged_paths]
    moved_away = {path for path in new_paths if not os.path.lexists(os.path.join(repository.place, path))}
    try:
        for path, blob in zip(paths, before, strict=True):
            if blob and path in moved_away:  # git commits a removal only of what the index holds
                run("update-index", "--add", "--cacheinfo", f"100644,{blob.id},{repository.prefix}{path}")
        for some_paths in _batches([path for path in new_paths if path not in moved_away]):
            run("add", "--intent-to-add", "--force", "--sparse", "--", *map(pathspec, some_paths))
        with _pathspec_arguments(paths) as arguments:
            run("commit", "--quiet", "--only", "--file=-", *arguments, message=message)
        return MadeCommit(repository.resolve("HEAD") or "")
    except (CommitmentsError, KeyboardInterrupt) as error:
        head = repository.resolve("HEAD")
        is_busy = isinstance(error, GitBusyError)
        if head and not is_busy and _committed_blobs(repository, head, paths) != before:
            return MadeCommit(head, _late_error(error))
        for some_paths in _batches(new_paths):
            _take_out_of_index(repository, some_paths, environ)
        raise


def _paths_in_index(
    repository: Repository, paths: Sequence[str], environ: Mapping[str, str]
) -> Collection[str]:
    """Which of some files git's index holds."""
    staged: set[str] = set()
    for some_paths in _batches(paths):
        arguments = ("ls-files", "-z", "--", *map(pathspec, some_paths))
        staged |= {*os.fsdecode(run_git(repository, arguments, "", environ).stdout).split("\0")}
    return staged


def _batches(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """The paths in parts that fit on a command line, and whose list fits into `_MAX_OUTPUT`."""
    return (paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH))


@contextmanager
def _pathspec_arguments(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """The arguments that name files to git; a file names those that no command line could hold."""
    if len(paths) <= _BATCH:
        yield ("--", *map(pathspec, paths))
        return
    with TemporaryDirectory() as place:  # git on Windows opens no file that is open here
        file = Path(place) / "paths"
        file.write_bytes(b"".join(os.fsencode(pathspec(path)) + b"\0" for path in paths))
        yield (f"--pathspec-from-file={file}", "--pathspec-file-nul")


def _file_list(paths: Sequence[str]) -> str:
    """The paths in one line, at most three of them."""
    return ", ".join([*paths[:_MOST_NAMES], *(["…"] if len(paths) > _MOST_NAMES else [])])


def _committed_blobs(repository: Repository, commit: str | None, paths: Sequence[str]) -> list[Blob | None]:
    if commit is None:
        return [None] * len(paths)
    blobs: dict[bytes, Blob] = {}
    for some_paths in _batches(paths):
        prefixed = (repository.prefix + path for path in some_paths)
        blobs |= {blob.path: blob for blob in repository.tree(commit, *prefixed)}
    return [blobs.get(os.fsencode(repository.prefix + path)) for path in paths]


def _late_error(error: CommitmentsError | KeyboardInterrupt) -> GitError | KeyboardInterrupt:
    """The error that ended git after it had made the commit."""
    if isinstance(error, KeyboardInterrupt):
        return error
    return GitError(
        N_("git made the commit, but could not finish: {reason}"),
        N_("Fix what git reports; run `git status` to see what is left to do."),
        reason=error.values.get("reason", ""),
    )


def _take_out_of_index(repository: Repository, paths: Sequence[str], environ: Mapping[str, str]) -> None:
    """Take uncommitted files out of the index, unless another git still holds the index."""
    arguments = ("rm", "--quiet", "--cached", "--sparse", "--", *map(pathspec, paths))
    patience = git_patience(no_notice, _INDEX_PATIENCE)
    with suppress(GitBusyError):
        run_unlocked(
            lambda: run_git(repository, arguments, "", environ), repository, _file_list(paths), patience
        )


def _committed_blob(repository: Repository, commit: str | None, path: str) -> Blob | None:
    """The blob of a file in a commit; None where there is none."""
    return next(iter(repository.tree(commit, repository.prefix + path)), None) if commit else None


def pathspec(path: str) -> str:
    """The pathspec of one file, whatever signs are in its name; a variable would reach hooks too."""
    return f":(literal){path}"


def _require_success(answer: subprocess.CompletedProcess[bytes], path: str) -> None:
    if not answer.returncode:
        return
    signal = f"signal {-answer.returncode}" if answer.returncode < 0 else ""
    if reason := refusal_reason(answer) or signal:
        raise GitError(
            N_("git did not commit {path}: {reason}"),
            N_("Fix what git reports, then run `git add` and `git commit` yourself."),
            path=path,
            reason=reason,
        )
    raise GitError(
        N_("git did not commit {path}, without saying why; a hook may have refused it (status {status})"),
        N_("Check what the hooks of this repository require, then run `git add` and `git commit` yourself."),
        path=path,
        status=answer.returncode,
    )


def refusal_reason(answer: subprocess.CompletedProcess[bytes]) -> str:
    """Why git refused, in its own words; empty where it printed none."""
    text = answer.stderr.decode("utf-8", "replace").strip() or answer.stdout.decode("utf-8", "replace")
    return " ".join(text.split())[-500:]


def run_git(
    repository: Repository, arguments: Sequence[str], message: str, environ: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """The answer of git, once it has ended; after an interrupt, git gets the time to tidy up.

    git prints into files, as a program that a hook leaves behind would keep a pipe open, and us waiting.
    """
    git_environ = own_repository_environ(environ)
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
                reason=system_reason(error),
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
