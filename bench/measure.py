"""Measures how long whole processes take and how much memory they reach. Judges nothing, knows no tracker."""

import os
import pty
import shutil
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

_KEPT = 64 * 1024
"""Bytes of an answer that are kept to look at; the rest is read and thrown away."""
_TERMINAL = (40, 120)
"""Lines and columns."""


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, and what its answer must hold for the run to count."""

    argv: tuple[str, ...]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    """All of it."""
    expects: bytes = b""
    statuses: tuple[int, ...] = (0,)
    on_terminal: bool = False
    """Whether it writes to a terminal, else to a pipe."""
    emptied: Path | None = None
    """A folder that is emptied before each run."""
    before: "Command | None" = None
    """What runs before each run, unmeasured."""


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    peak: int
    """Bytes of the largest process."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Several runs of one command."""

    milliseconds: tuple[float, ...]
    mebibytes: tuple[float, ...]
    """The peak of the largest process of each run."""

    @property
    def time(self) -> float:
        return median(self.milliseconds)

    @property
    def memory(self) -> float:
        return median(self.mebibytes)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a command was not measured."""

    reason: str


class NoAnswerError(Exception):
    """A command that is absent, failed, or gave another answer than the one to be measured."""


def measure_in_turn(
    commands: Sequence[Command], runs: int, slow: float = float("inf"), patience: float = 1_800
) -> tuple[Sample | Failure, ...]:
    """Run every command once unmeasured, then all in turn, so many times; leave out one that fails.

    A command whose first run takes more than so many slow seconds is not run again: that run counts.
    """
    waiting = dict(enumerate(commands))
    taken: dict[int, list[Run]] = {place: [] for place in waiting}
    failures: dict[int, Failure] = {}
    for turn in range(runs + 1):
        for place, command in list(waiting.items()):
            try:
                run = run_once(command, patience)
            except NoAnswerError as error:
                failures[place] = Failure(str(error))
                del waiting[place]
                continue
            if run.seconds > slow and turn == 0:
                del waiting[place]
            if turn > 0 or place not in waiting:
                taken[place].append(run)
    return tuple(failures.get(place) or _sample(measured) for place, measured in taken.items())


def _sample(runs: Sequence[Run]) -> Sample:
    milliseconds = tuple(run.seconds * 1_000 for run in runs)
    return Sample(milliseconds, tuple(run.peak / 2**20 for run in runs))


def run_once(command: Command, patience: float = 1_800) -> Run:
    """One whole process, from its start to the last byte of its answer; raises NoAnswerError."""
    if command.before is not None:
        run_once(command.before, patience)
    if command.emptied is not None:
        shutil.rmtree(command.emptied, ignore_errors=True)
        command.emptied.mkdir(parents=True)
    start = time.perf_counter()
    process, reader = _start(command)
    with _stopped_after(process, patience) as is_stopped:
        answer = _drain(reader)
        status, peak = _reap(process)
    seconds = time.perf_counter() - start
    if is_stopped.is_set():
        raise NoAnswerError(f"no answer within {patience:,g} seconds")
    if status not in command.statuses:
        raise NoAnswerError(f"exit status {status}: {_last_line(answer)}")
    if command.expects not in answer:
        raise NoAnswerError(f"no {command.expects.decode()!r} in the answer: {_last_line(answer)}")
    return Run(seconds, peak)


def _start(command: Command) -> tuple[subprocess.Popen[bytes], int]:
    """The process, and where to read what it writes."""
    reader, writer = _terminal() if command.on_terminal else os.pipe()
    program = shutil.which(command.argv[0], path=command.env.get("PATH"))
    try:
        process = subprocess.Popen(
            (program or command.argv[0], *command.argv[1:]),
            cwd=command.cwd,
            env=dict(command.env),
            start_new_session=True,
            stdin=writer if command.on_terminal else subprocess.DEVNULL,
            stdout=writer,
            stderr=writer,
        )
    except OSError as error:
        os.close(reader)
        raise NoAnswerError(f"cannot run {command.argv[0]}: {error.strerror}") from error
    finally:
        os.close(writer)
    return process, reader


def _terminal() -> tuple[int, int]:
    reader, writer = pty.openpty()
    termios.tcsetwinsize(writer, _TERMINAL)
    return reader, writer


@contextmanager
def _stopped_after(process: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """Stop it, with all that it started, after so many seconds; the event says that this was done."""
    is_stopped = threading.Event()

    def stop() -> None:
        is_stopped.set()
        os.killpg(process.pid, signal.SIGKILL)

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        yield is_stopped
    finally:
        timer.cancel()


def _drain(reader: int) -> bytes:
    kept = b""
    with os.fdopen(reader, "rb", buffering=0) as stream:
        while chunk := _chunk(stream.fileno()):
            kept += chunk[: _KEPT - len(kept)]
    return kept


def _chunk(reader: int) -> bytes:
    try:
        return os.read(reader, _KEPT)
    except OSError:
        return b""  # what a terminal says once nobody writes to it


def _reap(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    _, status, usage = os.wait4(process.pid, 0)
    # Popen must learn that its child is gone, or it would wait for another with the same number.
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return process.returncode, usage.ru_maxrss * unit


def _last_line(answer: bytes) -> str:
    lines = answer.decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "no output")
