"""Bounds that a busy machine does not move: on work, in processor time, and on waiting without an end.

Judges nothing else, and knows nothing of what is bounded.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time
from types import FrameType

HANGS = 120
"""Seconds of the clock after which something waits for what never comes. No slow machine needs as many."""


@contextmanager
def little_work(seconds: float = 10) -> Iterator[None]:
    """Fail where the block takes more processor time; what is meant takes a tenth of it at most.

    Where the system can, the block is interrupted then, so that work without an end fails as well.
    """
    began = process_time()
    with _interrupted("ITIMER_PROF", "SIGPROF", seconds, "this works without an end"):
        yield
    assert process_time() - began < seconds


@contextmanager
def no_waiting() -> Iterator[None]:
    """Fail rather than hang, where the block waits for what never comes."""
    with _interrupted("ITIMER_REAL", "SIGALRM", HANGS, "this waits for what never comes"):
        yield


@contextmanager
def _interrupted(timer: str, name: str, seconds: float, words: str) -> Iterator[None]:
    """Raise TimeoutError in the block after so long, by a clock that the system may lack."""

    def late(_: int, __: FrameType | None) -> None:
        raise TimeoutError(words)

    if not hasattr(signal, name):
        yield
        return
    before = signal.signal(getattr(signal, name), late)
    rest, _ = signal.setitimer(getattr(signal, timer), seconds)
    try:
        yield
    finally:
        signal.setitimer(getattr(signal, timer), rest)
        signal.signal(getattr(signal, name), before)
