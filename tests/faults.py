"""A system that refuses, interrupts or kills at any one of its calls, and children that are always reaped.

It must not know what any test asserts.
"""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from bounds import HANGS

CALLS = (
    "access",
    "chmod",
    "close",
    "fchmod",
    "fchown",
    "fstat",
    "fsync",
    "getxattr",
    "link",
    "listxattr",
    "lstat",
    "mkdir",
    "open",
    "read",
    "removexattr",
    "rename",
    "replace",
    "setxattr",
    "stat",
    "write",
)
"""What a writer may ask of the system."""
CLEARING = ("rmdir", "unlink")
"""What clears away; where the system refuses that, nobody can."""


class Calls:
    """Counts calls to the system, and lets something happen at one of them."""

    def __init__(
        self, happens: Callable[[], Any], at: int, lasting: bool = False, late: bool = False
    ) -> None:
        self.happens = happens
        """Raises, or ends the program."""
        self.at = at
        """The number of the call, from 1."""
        self.lasting = lasting
        """Whether it happens at every call from there on."""
        self.late = late
        """Whether the call is done first."""
        self.done: list[str] = []
        """What was called, by name."""

    @property
    def reached(self) -> bool:
        """Whether it came to that call."""
        return len(self.done) >= self.at

    @contextmanager
    def made(self, *names: str) -> Iterator[None]:
        """Where calls of these names are counted."""
        with pytest.MonkeyPatch.context() as patch:
            for name in names:
                if hasattr(os, name):
                    patch.setattr(os, name, self._counted(name, getattr(os, name)))
            yield

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            self.done.append(name)
            number = len(self.done)
            if number != self.at and not (self.lasting and number > self.at):
                return call(*given, **named)
            with suppress(OSError):
                if self.late or name == "close":  # a descriptor is closed even where that fails
                    call(*given, **named)
            return self.happens()

        return counted


def refused(number: int) -> Callable[[], Any]:
    """What the system says no to, and why."""

    def refuse() -> Any:
        raise OSError(number, os.strerror(number))

    return refuse


def interrupted() -> Any:
    """What Ctrl-C is to a program."""
    raise KeyboardInterrupt


def killed() -> Any:
    """What nothing survives."""
    os.kill(os.getpid(), signal.SIGKILL)


class Child:
    """A fork of this process at work."""

    def __init__(self, number: int, words: int) -> None:
        self.number = number
        self._words = words

    def heard(self, seconds: float = HANGS) -> bytes:
        """What the child says next; nothing where it has ended."""
        return os.read(self._words, 1) if select.select([self._words], [], [], seconds)[0] else b""

    def works(self, seconds: float) -> bool:
        """Whether a child that says nothing is still there after so long."""
        return not select.select([self._words], [], [], seconds)[0]

    def end(self, number: int) -> int:
        """Send it a signal, and tell how it ended."""
        os.kill(self.number, number)
        return self.ended()

    def ended(self) -> int:
        """How it ended: its exit status, or less than nothing for a signal."""
        _, status = os.waitpid(self.number, 0)
        self.number = 0
        return os.waitstatus_to_exitcode(status)

    def cleared_away(self) -> None:
        """No child outlives its test."""
        os.close(self._words)
        if self.number:
            with suppress(ProcessLookupError):
                os.kill(self.number, signal.SIGKILL)
            os.waitpid(self.number, 0)


@contextmanager
def child(work: Callable[[Callable[[bytes], object]], object]) -> Iterator[Child]:
    """A child at `work`, which is given a way to say single bytes. It ends with 0, 3 for Ctrl-C, else 1."""
    hearing, saying = os.pipe()
    number = os.fork()
    if number == 0:
        _live(work, saying)
    os.close(saying)
    made = Child(number, hearing)
    try:
        yield made
    finally:
        made.cleared_away()


def _live(work: Callable[[Callable[[bytes], object]], object], saying: int) -> None:
    """The child's whole life; it leaves without running anything of its parent's."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        work(lambda word: os.write(saying, word))
        status = 0
    except KeyboardInterrupt:
        status = 3
    except BaseException as error:
        os.write(2, f"{error!r}\n".encode())
    finally:
        os._exit(status)


def without_a_name(folder: Path) -> bool:
    """Whether a file can be made there that has no name."""
    if not hasattr(os, "O_TMPFILE"):
        return False
    try:
        os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY))
    except OSError:
        return False
    return True


def litter(folder: Path) -> list[str]:
    """The files that an edit may not leave: all that begin with a dot."""
    return [name for _, _, names in os.walk(folder) for name in names if name.startswith(".")]
