"""The two streams of the process. Whatever is written to them can be shown safely."""

from __future__ import annotations

import os
import sys

from commitments.render.safe import inert, visible


def put(text: str) -> None:
    """Text on standard output; a reader that has gone away is no fault."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """A line on standard error."""
    sys.stderr.write(inert(visible(text)) + "\n")


def utf8_streams() -> None:
    """Let both streams carry any text, whatever the system's code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
