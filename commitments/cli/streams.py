"""The two streams of the process. Whatever is written to them can be shown safely."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from commitments.errors import N_, CommitmentsError
from commitments.render.safe import inert, visible


def put(text: str) -> None:
    """Text on standard output; a reader that has gone away is no fault, a full disk is one.

    Raises CommitmentsError where the text could not be written.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is flushed again at exit
        if not isinstance(error, BrokenPipeError):
            reason = error.strerror or str(error)
            raise CommitmentsError(N_("The answer could not be written: {reason}"), reason=reason) from error


def say(text: str) -> None:
    """A line on standard error."""
    with suppress(OSError):
        sys.stderr.write(inert(visible(text)) + "\n")


def utf8_streams() -> None:
    """Let both streams carry any text, whatever the system's code page; a closed one swallows it."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (for the whole run)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
