"""The two streams of the process. Whatever is written to them can be shown safely."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TextIO

from commitments.errors import N_, CommitmentsError
from commitments.render.safe import inert, visible

USUAL_WIDTH = 80
"""Columns of a terminal that does not say how many it has."""
_DIGITS = 5
"""Digits of a width that a terminal may have; a longer number is no width."""

_LAST_STANDARD = 2
"""The number of standard error, the last of the three that every program has."""

_NO_ROOM = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE, getattr(errno, "EDQUOT", None))


def put(text: str) -> None:
    """Text on standard output; a reader that has gone away is no fault, a full disk is one.

    Raises CommitmentsError where the text could not be written.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        _give_up()
        if not isinstance(error, BrokenPipeError):
            reason = error.strerror or str(error)
            raise CommitmentsError(N_("The answer could not be written: {reason}"), reason=reason) from error


def _give_up() -> None:
    """Let nothing be flushed again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refused(error: OSError) -> CommitmentsError | None:
    """What to say where the system has no room or no more handles, which is no fault of the program."""
    if error.errno not in _NO_ROOM:
        return None
    _give_up()
    return CommitmentsError(N_("The system does not allow it: {reason}"), reason=error.strerror)


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
    if given.isdecimal() and len(given) <= _DIGITS and int(given):
        return int(given)
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except OSError:
        return None


def utf8_streams() -> None:
    """Let both streams carry any text, whatever the system's code page; a closed one swallows it."""
    _keep_standard_numbers()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (for the whole run)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _keep_standard_numbers() -> None:
    """Let no file get the number of a closed stream: what a program writes there would land in it."""
    with suppress(OSError):
        while (handle := os.open(os.devnull, os.O_RDWR)) <= _LAST_STANDARD:
            os.set_inheritable(handle, True)
        os.close(handle)
