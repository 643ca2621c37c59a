"""Starts git to read, and no other program. Understands nothing of what git answers.

It runs plumbing commands only, in an environment of our own, so that git runs nothing that a repository
configures, and fetches nothing.
"""

from __future__ import annotations

import io
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO

from commitments.errors import N_, GitError, HistoryError, WriteError, system_reason

_HARMLESS = frozenset(
    {"cat-file", "diff-tree", "ls-tree", "merge-base", "merge-file", "rev-list", "rev-parse"}
)
_HARMLESS_WITH_OPTION = frozenset({("config", "--local"), ("ls-files", "-t")})
"""Commands that are harmless with this first option.

`config` without `--local` may start an editor, and `ls-files` runs filters when it looks for edits.
"""
_READS_USER_SETTING = frozenset({("config", "--global", "--get"), ("config", "--system", "--get")})
_OPTIONS_THAT_RUN_FILTERS = frozenset({"-m", "--modified", "-d", "--deleted", "-k", "--killed"})

_VISIBLE = (
    "PATH",
    "PATHEXT",
    "HOME",
    "USERPROFILE",
    "HOMEDRIVE",
    "HOMEPATH",
    "XDG_CONFIG_HOME",
    "SYSTEMROOT",
    "PROGRAMDATA",
    "TMPDIR",
    "TEMP",
    "TMP",
    "GIT_CEILING_DIRECTORIES",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
)
"""The caller's variables that git may see: where programs, the user's settings and temporary files are."""

_INDEX = "GIT_INDEX_FILE"
_FIXED = {
    "GIT_ALLOC_LIMIT": "64m",  # no single object that history needs is as large
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_GRAFT_FILE": os.devnull,
    _INDEX: f"{os.devnull}-{os.urandom(8).hex()}",  # no such file: `diff-tree` would read any index
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_SETTINGS = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "safe.bareRepository=explicit")

_ANSWER = 10
"""Seconds to wait for a short answer, and for the next byte of a long one; a repository may hold pipes."""
SORTING = 60
"""Seconds to wait for the next byte while git sorts commits; it sorts a million in ten."""
ROOM_TO_ASK = 4096
"""Bytes that an empty pipe takes on every system."""
_ROOM = 400 << 20
"""Bytes of memory that git may take, where the system can limit it."""
_CHUNK = 1 << 20


class RunningGit:
    """A git process that was started, and its output."""

    def __init__(self, process: subprocess.Popen[bytes], patience: float) -> None:
        assert process.stdout is not None
        self._process = process
        self.pipe: IO[bytes] = process.stdout
        """The raw output, to hand to another git."""
        self.out: IO[bytes] = io.BufferedReader(_PatientPipe(process.stdout.fileno(), patience), _CHUNK)
        """The output, to read here; raises HistoryError where git is silent for too long."""

    def finish(self) -> None:
        """Wait for its end; raises HistoryError where its exit status is not 0."""
        if self._process.wait() != 0:
            raise damaged_repository_error()

    def end(self) -> None:
        """Kill it if it still runs."""
        with suppress(OSError):
            self._process.kill()
        self.pipe.close()
        self._process.wait()


class _PatientPipe(io.FileIO):
    """A pipe whose reader waits only so long for the next byte."""

    def __init__(self, number: int, patience: float) -> None:
        super().__init__(number, closefd=False)
        self._patience = patience

    def readinto(self, buffer: bytearray | memoryview, /) -> int | None:  # type: ignore[override]
        # Asks twice, as one wait may pass while this process is stopped.
        if not (self._has_output() or self._has_output()):
            raise _silence_error()
        return super().readinto(buffer)

    def _has_output(self) -> bool:
        return sys.platform == "win32" or bool(select.select([self], [], [], self._patience / 2)[0])


@dataclass(frozen=True)
class Plumbing:
    """git as it is run in one folder."""

    program: str
    place: str
    """The folder that git runs in; of a bare repository, the repository itself."""
    bare: bool
    environ: Mapping[str, str]

    def with_index(self) -> Plumbing:
        """Returns a copy that may see the index of the working tree."""
        environ = {name: value for name, value in self.environ.items() if name != _INDEX}
        return Plumbing(self.program, self.place, self.bare, environ)

    def command(self, name: str, *arguments: str) -> list[str]:
        """The command line of a plumbing command; raises ValueError for a command that is not harmless."""
        is_allowed = (
            name in _HARMLESS
            or (name, *arguments[:1]) in _HARMLESS_WITH_OPTION
            or (name, *arguments[:2]) in _READS_USER_SETTING
        )
        if not is_allowed or (name == "ls-files" and not _OPTIONS_THAT_RUN_FILTERS.isdisjoint(arguments)):
            raise ValueError(f"git {name} may run what a repository configures")
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        git_dir = ["--git-dir", self.place] if self.bare else []
        return [self.program, *settings, *git_dir, name, *arguments]

    def answer(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Runs git to its end and returns its short answer.

        Raises GitError where git cannot be started, and HistoryError where it does not answer in time.
        """
        try:
            return subprocess.run(
                self.command(*arguments),
                cwd=self.place,
                env=dict(self.environ),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_ANSWER,
                check=False,
            )
        except OSError as error:
            raise _start_error(self.place, error) from error
        except subprocess.TimeoutExpired as error:
            raise _silence_error() from error

    @contextmanager
    def started(
        self, *arguments: str, stdin: IO[bytes] | None = None, patience: float | None = None
    ) -> Iterator[RunningGit]:
        """Starts git and yields it running; kills it at the end of the block.

        `patience` is in seconds without a byte. Raises GitError where git cannot be started.
        """
        try:
            process = subprocess.Popen(
                self.command(*arguments),
                cwd=self.place,
                env=dict(self.environ),
                stdin=stdin if stdin is not None else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
        except OSError as error:
            raise _start_error(self.place, error) from error
        running = RunningGit(process, patience or _ANSWER)
        _limit_memory(process.pid)
        try:
            yield running
        finally:
            running.end()


def _limit_memory(process: int) -> None:
    """Limit the memory of a process: `diff-tree` collects before it writes, and a tree may have no end."""
    if sys.platform == "linux":
        import resource  # only Linux has its prlimit

        with suppress(OSError, ValueError):
            resource.prlimit(process, resource.RLIMIT_DATA, (_ROOM, _ROOM))


def find_git(place: str, environ: Mapping[str, str], bare: bool) -> Plumbing:
    """git for a folder, with what it may see of the caller's environment.

    Raises GitError where git is missing.
    """
    folders = [part for part in environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(part)]
    program = _find_program(folders)
    if program is None:
        raise GitError(
            N_("History is read from git, and git is not installed"),
            N_("Install git 2.39 or newer, and see that it is on the PATH."),
        )
    visible = {name: environ[name] for name in _VISIBLE if name in environ}
    return Plumbing(program, place, bare, {**visible, "PATH": os.pathsep.join(folders), **_FIXED})


def _find_program(folders: list[str]) -> str | None:
    """The full path of git; it is never taken from the current folder."""
    name = "git.exe" if os.name == "nt" else "git"
    places = (os.path.join(folder, name) for folder in folders)
    return next((place for place in places if os.path.isfile(place) and os.access(place, os.X_OK)), None)


@contextmanager
def object_id_file(text: str) -> Iterator[IO[bytes]]:
    """Yields an unnamed file of object ids for git to read: unlike a pipe, nobody waits for its other end.

    Raises ValueError for any other text, and WriteError where the file cannot be made.
    """
    data = text.encode("ascii", "replace")
    if data.translate(None, b"0123456789abcdef \n"):
        raise ValueError("git is asked by object id only")
    try:
        file = _open_unnamed_file()
    except OSError as error:
        raise _write_error(error) from error
    with file:
        file.write(data)
        file.seek(0)
        yield file


@contextmanager
def question_pipe() -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Yields both ends of a pipe: git reads from the first, the caller writes questions into the second.

    Until git has answered, the caller writes no more than `ROOM_TO_ASK` bytes. Raises WriteError where there
    is no pipe.
    """
    try:
        read_end, write_end = os.pipe()
    except OSError as error:
        raise _write_error(error) from error
    with open(read_end, "rb", buffering=0) as stdin, open(write_end, "wb", buffering=0) as pipe:
        yield stdin, pipe


def _open_unnamed_file() -> IO[bytes]:
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("asked"), "w+b")
    from tempfile import TemporaryFile  # slow to import, and seldom needed

    return TemporaryFile()


def damaged_repository_error(id: str = "") -> HistoryError:
    """Returns the error for a git that cannot give what the repository must hold."""
    hint = N_("Run `git fsck` to see what; a partial clone must first fetch what it left out.")
    if not id:
        return HistoryError(
            N_("The history cannot be read: something is missing, broken or too large in the repository"),
            hint,
        )
    return HistoryError(
        N_("The history cannot be read: {id} is missing, broken or too large in the repository"),
        hint,
        id=id,
    )


def _silence_error() -> HistoryError:
    return HistoryError(
        N_("The history cannot be read: git does not answer"),
        N_("Run `git fsck` to see whether the repository is damaged."),
    )


def _write_error(error: OSError) -> WriteError:
    return WriteError(N_("A temporary file for git cannot be written: {reason}"), reason=system_reason(error))


def _start_error(place: str, error: OSError) -> GitError:
    return GitError(
        N_("git cannot be started in {folder}: {reason}"), folder=place, reason=system_reason(error)
    )
