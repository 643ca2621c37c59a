"""How long whole processes take and how much memory they reach. Judges nothing and knows no tracker."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

_KEPT = 64 * 1024
"""Bytes of an answer kept to look at; the rest is read and thrown away."""


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, and what its answer must hold for the run to count."""

    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    """Added to the environment, or taken from it where the value is empty."""
    expects: bytes = b""
    statuses: tuple[int, ...] = (0,)
    """Exit statuses of an answer."""
    cwd: Path | None = None
    """Where to run it, None for where all the others run."""
    patience: float | None = None
    """Seconds after which it is stopped, and counts as having given no answer."""
    leaves: bool = False
    """Whether its first run leaves what the others are to find, and so never counts."""


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    peak: int | None
    """Bytes of the largest process, None where the system does not tell."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Several runs of one command."""

    runs: tuple[Run, ...]

    @property
    def milliseconds(self) -> tuple[float, ...]:
        return tuple(run.seconds * 1000 for run in self.runs)

    @property
    def median(self) -> float:
        return median(self.milliseconds)

    @property
    def mebibytes(self) -> float | None:
        """The median of the peaks."""
        peaks = [run.peak / 2**20 for run in self.runs if run.peak is not None]
        return median(peaks) if peaks else None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a command was not measured."""

    reason: str


class NoAnswerError(Exception):
    """A command that is absent, failed, or gave another answer than the one to be measured."""


Prepare = Callable[[], Command]
"""Gives the command of the next run, with whatever that run needs laid out."""


def interleaved(
    prepared: Sequence[Prepare], runs: int, cwd: Path, slow: float = float("inf")
) -> tuple[Sample | Failure, ...]:
    """Every command once unmeasured, then all in turn, so many times; one that fails is left out.

    One whose first run takes more than so many slow seconds is not run again, and that run is what counts;
    of one whose first run leaves what later ones find, the second.
    """
    failures: dict[int, Failure] = {}
    samples: dict[int, list[Run]] = {place: [] for place in range(len(prepared))}
    done: set[int] = set()
    for turn in range(runs + 1):
        for place, command, run in _turn(prepared, cwd, failures, done):
            once = turn == int(command.leaves) and run.seconds > slow
            if turn > 0 or once:
                samples[place].append(run)
            if once:
                done.add(place)
    return tuple(failures.get(place) or Sample(tuple(taken)) for place, taken in samples.items())


def _turn(
    prepared: Sequence[Prepare], cwd: Path, failures: dict[int, Failure], done: set[int]
) -> Iterator[tuple[int, Command, Run]]:
    for place, prepare in enumerate(prepared):
        if place in failures or place in done:
            continue
        try:
            command = prepare()
            yield place, command, run_once(command, cwd)
        except NoAnswerError as error:
            failures[place] = Failure(str(error))


def run_once(command: Command, cwd: Path) -> Run:
    """One whole process, its output piped to us as to any reader; raises NoAnswerError."""
    environment = _environment(command.env)
    start = time.perf_counter()
    try:
        process = subprocess.Popen(
            command.argv,
            cwd=command.cwd or cwd,
            env=environment,
            start_new_session=command.patience is not None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        raise NoAnswerError(f"cannot run {command.argv[0]}: {error.strerror}") from error
    with _patience(process, command.patience) as gone:
        answer = _drain(process)
        status, peak = _reap(process)
    seconds = time.perf_counter() - start
    if gone.is_set():
        raise NoAnswerError(f"no answer within {command.patience:,.0f} seconds")
    if status not in command.statuses:
        raise NoAnswerError(f"exit status {status}: {_last_line(answer)}")
    if command.expects not in answer:
        raise NoAnswerError(f"no {command.expects.decode()!r} in the answer: {_last_line(answer)}")
    return Run(seconds, peak)


@contextmanager
def _patience(process: subprocess.Popen[bytes], seconds: float | None) -> Iterator[threading.Event]:
    """Stop it, with all that it started, after so many seconds; the event tells that this was done."""
    gone = threading.Event()

    def stop() -> None:
        gone.set()
        process.kill() if sys.platform == "win32" else os.killpg(process.pid, signal.SIGKILL)

    if seconds is None:
        yield gone
        return
    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        yield gone
    finally:
        timer.cancel()


def _environment(changes: Mapping[str, str]) -> dict[str, str]:
    # A caller's own settings of the tracker must not change what is measured, nor forbid compiled modules.
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("COMMIT_", "_COMMIT_"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept | dict(changes)


def _drain(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    kept = b""
    with process.stdout as pipe:
        while chunk := os.read(pipe.fileno(), _KEPT):
            kept += chunk[: _KEPT - len(kept)]
    return kept


def _reap(process: subprocess.Popen[bytes]) -> tuple[int, int | None]:
    if sys.platform == "win32":
        return process.wait(), None
    _, status, usage = os.wait4(process.pid, 0)
    # Popen must learn that its child is gone, or it would wait for another with the same number.
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return process.returncode, usage.ru_maxrss * unit


def _last_line(answer: bytes) -> str:
    lines = answer.decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "no output")
