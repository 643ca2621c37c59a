"""Writes to the two streams of the process. Must not let through text that a terminal would obey."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TextIO

from commitments.errors import N_, WriteError, system_reason
from commitments.render.safe import inert, visible

USUAL_WIDTH = 80
"""Columns of a terminal that does not say how many it has."""
_MOST_WIDTH_DIGITS = 5
"""The longest number that counts as the width of a terminal."""

_LEAST_HEIGHT = 15
"""The smallest terminal to whose height a list is cut."""

_LAST_STANDARD = 2
"""The number of standard error, the last of the three standard streams."""

_NO_ROOM = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE, getattr(errno, "EDQUOT", None))


def put(text: str) -> None:
    """Write text to standard output; a reader that closed the pipe is no fault.

    Raises WriteError where the text cannot be written, as on a full disk.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        _discard_output()
        if not isinstance(error, BrokenPipeError):
            reason = system_reason(error)
            raise WriteError(N_("The answer could not be written: {reason}"), reason=reason) from error


def _discard_output() -> None:
    """Send what is left of standard output nowhere, so that Python does not fail again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def system_refusal(error: OSError) -> WriteError | None:
    """The error for a system without room or handles; None for any other, which may be a bug of ours."""
    if error.errno not in _NO_ROOM:
        return None
    _discard_output()
    return WriteError(N_("The system does not allow it: {reason}"), reason=system_reason(error))


def say(text: str) -> None:
    """Write a text to standard error, unbroken, so that it can be copied as one line."""
    with suppress(OSError):
        sys.stderr.write(inert(visible(text)) + "\n")


def tell(text: str) -> None:
    """Write a sentence to standard error, broken between words where that is a terminal."""
    columns = width(sys.stderr)
    if columns is None:
        say(text)
        return
    from commitments.render.wrapped import wrap_lines  # not needed for a pipe

    say(wrap_lines(visible(text), columns))


def width(stream: TextIO) -> int | None:
    """The columns of a stream's terminal; None where it is no terminal, or its width is unknown."""
    if not stream.isatty():
        return None
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and len(columns) <= _MOST_WIDTH_DIGITS and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except OSError:
        return None


def height(stream: TextIO) -> int | None:
    """The lines of a stream's terminal to which a list may be cut; None where it must not be cut.

    It is None where the height is unknown or small, and in CI, whose logs are no screens.
    """
    if os.environ.get("CI") or not stream.isatty():
        return None
    number = lines_of(stream)
    return number if number is not None and number >= _LEAST_HEIGHT else None


def page_height(no_pager: bool) -> int | None:
    """The lines of the terminal beyond which an answer is paged; None where none is."""
    is_off = no_pager or os.environ.get("CI") or os.environ.get("TERM") == "dumb"
    return None if is_off or not sys.stdout.isatty() else lines_of(sys.stdout)


def lines_of(stream: TextIO) -> int | None:
    """The lines of a stream's terminal; None where they are unknown."""
    lines = os.environ.get("LINES", "")
    if lines.isdecimal() and len(lines) <= _MOST_WIDTH_DIGITS:
        return int(lines) or None
    try:
        return os.get_terminal_size(stream.fileno()).lines or None
    except OSError:
        return None


def utf8_streams() -> None:
    """Make both streams carry any text, whatever the system's code page; a closed stream drops it."""
    _keep_standard_numbers()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (for the whole run)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _keep_standard_numbers() -> None:
    """Keep the numbers of closed streams taken: a file that got one would receive what the program prints."""
    with suppress(OSError):
        while (handle := os.open(os.devnull, os.O_RDWR)) <= _LAST_STANDARD:
            os.set_inheritable(handle, True)
        os.close(handle)
