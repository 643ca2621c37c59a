"""How git is started and what it may see: the only place that starts a program.

Plumbing commands only, in an environment of our own, so that nothing that a repository configures is run
and nothing is fetched. Understands nothing of what git answers.
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

from commitments.errors import N_, CommitmentsError

_PLUMBING = frozenset(
    {"cat-file", "diff-tree", "ls-tree", "merge-base", "merge-file", "rev-list", "rev-parse"}
)
_WITH_OPTION = frozenset({("config", "--local"), ("ls-files", "-t")})
"""Commands that are harmless with this first option.

`config` without it may start an editor, and `ls-files` that looks for edits runs filters.
"""
_LOOKING_FOR_EDITS = frozenset({"-m", "--modified", "-d", "--deleted", "-k", "--killed"})

_KEPT = (
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
"""What git may see of the caller's environment: where programs, the user's own settings and scratch are."""

_INDEX = "GIT_INDEX_FILE"
_FIXED = {
    "GIT_ALLOC_LIMIT": "64m",  # no single thing that history needs is as large
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_GRAFT_FILE": os.devnull,
    _INDEX: f"{os.devnull}-{os.urandom(8).hex()}",  # none: `diff-tree` reads it, whatever it is
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_SETTINGS = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "safe.bareRepository=explicit")

_ANSWER = 10
"""Seconds for a short answer, and without a byte of a long one. Any file of a repository may be a pipe."""
SORTING = 60
"""Seconds without a byte where commits must be sorted: a million of them take ten."""
ROOM_TO_ASK = 4096
"""Bytes that any pipe has room for while it is empty."""
_ROOM = 400 << 20
"""Bytes of memory that git may take, where the system can hold it to that."""
_CHUNK = 1 << 20


class Running:
    """A git that was started, and what it says."""

    def __init__(self, process: subprocess.Popen[bytes], patience: float) -> None:
        assert process.stdout is not None
        self._process = process
        self.pipe: IO[bytes] = process.stdout
        """Its output as it comes, to be handed to another git."""
        self.out: IO[bytes] = io.BufferedReader(_Patient(process.stdout.fileno(), patience), _CHUNK)
        """Its output, to be read here."""

    def finish(self) -> None:
        """Wait for it; raises CommitmentsError where it did not come to a good end."""
        if self._process.wait() != 0:
            raise damaged()

    def end(self) -> None:
        """End it, wherever it is."""
        with suppress(OSError):
            self._process.kill()
        self.pipe.close()
        self._process.wait()


class _Patient(io.FileIO):
    """A pipe that is not waited for without an end."""

    def __init__(self, number: int, patience: float) -> None:
        super().__init__(number, closefd=False)
        self._patience = patience

    def readinto(self, buffer: bytearray | memoryview, /) -> int | None:  # type: ignore[override]
        if not (self._speaks() or self._speaks()):  # twice: one wait may pass while all of us are stopped
            raise _silent()
        return super().readinto(buffer)

    def _speaks(self) -> bool:
        return sys.platform == "win32" or bool(select.select([self], [], [], self._patience / 2)[0])


@dataclass(frozen=True)
class Plumbing:
    """git, to be asked in one folder."""

    program: str
    place: str
    """The folder that git is asked in; of a bare repository, the repository itself."""
    bare: bool
    environ: Mapping[str, str]

    def with_index(self) -> Plumbing:
        """The same git, which is let see the index of the working tree."""
        environ = {name: value for name, value in self.environ.items() if name != _INDEX}
        return Plumbing(self.program, self.place, self.bare, environ)

    def command(self, name: str, *arguments: str) -> list[str]:
        """The whole command line of a plumbing command."""
        allowed = name in _PLUMBING or (name, *arguments[:1]) in _WITH_OPTION
        if not allowed or (name == "ls-files" and not _LOOKING_FOR_EDITS.isdisjoint(arguments)):
            raise ValueError(f"git {name} may run what a repository configures")
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        where = ["--git-dir", self.place] if self.bare else []
        return [self.program, *settings, *where, name, *arguments]

    def answer(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """What git says to a short question, once it has ended."""
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
            raise _not_started(self.place, error) from error
        except subprocess.TimeoutExpired as error:
            raise _silent() from error

    @contextmanager
    def started(
        self, *arguments: str, stdin: IO[bytes] | None = None, patience: float | None = None
    ) -> Iterator[Running]:
        """A running git; one that is left before its end is ended, and one that is silent for too long."""
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
            raise _not_started(self.place, error) from error
        running = Running(process, patience or _ANSWER)
        _bound(process.pid)
        try:
            yield running
        finally:
            running.end()


def _bound(process: int) -> None:
    """Hold a process to some memory: `diff-tree` collects before it speaks, and a tree may have no end."""
    if sys.platform == "linux":
        import resource  # is nowhere else

        with suppress(OSError, ValueError):
            resource.prlimit(process, resource.RLIMIT_DATA, (_ROOM, _ROOM))


def plumbing(place: str, environ: Mapping[str, str], bare: bool) -> Plumbing:
    """git for a folder, with what it may see of the caller's environment.

    Raises CommitmentsError where git is missing.
    """
    folders = [part for part in environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(part)]
    program = _program(folders)
    if program is None:
        raise CommitmentsError(
            N_("History is read from git, and git is not installed"),
            N_("Install git 2.39 or newer, and see that it is on the PATH."),
        )
    allowed = {name: environ[name] for name in _KEPT if name in environ}
    return Plumbing(program, place, bare, {**allowed, "PATH": os.pathsep.join(folders), **_FIXED})


def _program(folders: list[str]) -> str | None:
    """git by its whole path: never one that lies in the current folder."""
    name = "git.exe" if os.name == "nt" else "git"
    places = (os.path.join(folder, name) for folder in folders)
    return next((place for place in places if os.path.isfile(place) and os.access(place, os.X_OK)), None)


@contextmanager
def scratch(text: str) -> Iterator[IO[bytes]]:
    """A file of object ids to be read from, so that no pipe has two ends to wait for."""
    data = text.encode("ascii", "replace")
    if data.translate(None, b"0123456789abcdef \n"):
        raise ValueError("git is asked by object id only")
    try:
        file = _unnamed()
    except OSError as error:
        raise _not_written(error) from error
    with file:
        file.write(data)
        file.seek(0)
        yield file


@contextmanager
def questions() -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """A pipe for git to read from, and to write no more to than it has room for, until git has answered."""
    try:
        reading, writing = os.pipe()
    except OSError as error:
        raise _not_written(error) from error
    with open(reading, "rb", buffering=0) as stdin, open(writing, "wb", buffering=0) as asked:
        yield stdin, asked


def _unnamed() -> IO[bytes]:
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("asked"), "w+b")
    from tempfile import TemporaryFile  # slow to import, and seldom needed

    return TemporaryFile()


def damaged(id: str = "") -> CommitmentsError:
    """What to say where git cannot give what must be there."""
    hint = N_("`git fsck` tells what; a partial clone must first fetch what it left out.")
    if not id:
        return CommitmentsError(
            N_("The history cannot be read: something is missing, broken or too large in the repository"),
            hint,
        )
    return CommitmentsError(
        N_("The history cannot be read: {id} is missing, broken or too large in the repository"),
        hint,
        id=id,
    )


def _silent() -> CommitmentsError:
    return CommitmentsError(
        N_("The history cannot be read: git does not answer"),
        N_("`git fsck` tells whether the repository is whole."),
    )


def _not_written(error: OSError) -> CommitmentsError:
    return CommitmentsError(
        N_("Nothing can be written for git to read: {reason}"), reason=error.strerror or str(error)
    )


def _not_started(place: str, error: OSError) -> CommitmentsError:
    return CommitmentsError(
        N_("git cannot be started in {folder}: {reason}"), folder=place, reason=error.strerror or str(error)
    )
