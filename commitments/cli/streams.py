"""The two streams of the process. Whatever is written to them can be shown safely."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

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


def tell(text: str) -> None:
    """The same, broken between words on a terminal; what is to be copied as one line is for `say`."""
    columns = width(sys.stderr)
    if columns is None:
        say(text)
        return
    from commitments.render.wrapped import wrapped  # a pipe needs none of it

    say(wrapped(visible(text), columns))


def width(stream: TextIO) -> int | None:
    """How many columns the terminal of a stream has; None where it is none, or none knows."""
    if not stream.isatty():
        return None
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except OSError:
        return None


def utf8_streams() -> None:
    """Let both streams carry any text, whatever the system's code page; a closed one swallows it."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (for the whole run)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
