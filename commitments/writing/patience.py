"""Bounds how long an edit waits for another program. Holds no lock, and reads no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import sleep
from typing import NamedTuple

_UNNOTICED = 1.0
"""Seconds of waiting that need no notice."""


def no_notice() -> None:
    """Give no notice."""


class Patience(NamedTuple):
    """A bound on waiting, in pauses that are counted, so that a busy machine cuts no wait short."""

    seconds: float
    pause: float
    notice: Callable[[], object] = no_notice
    """Called once, when the wait has become noticeable."""

    def turns(self) -> Iterator[None]:
        """Yields at once, and after each pause until the bound is reached."""
        for turn in range(round(self.seconds / self.pause) + 1):
            if turn:
                sleep(self.pause)
            if turn == round(_UNNOTICED / self.pause):
                self.notice()
            yield
