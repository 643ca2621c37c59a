"""Shows a long answer in the user's pager. Must not run a program that a repository names.

The pager is that of COMMIT_PAGER, PAGER, or the user's or the system's settings of git. It runs without a
shell. Where none is named, nothing is paged.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from commitments.cli.streams import put, say
from commitments.locale.messages import Messages
from commitments.render.safe import one_line

_NO_PAGERS = ("", "cat")
"""The commands that mean that nothing is paged."""


def put_in_pager(text: str, words: Messages) -> None:
    """Show a text in the pager; write it to standard output where there is no pager or it does not start."""
    command = _pager_command(os.environ, words)
    if not (command and _show(text, command, words)):
        put(text)


def _pager_command(environ: Mapping[str, str], words: Messages) -> list[str]:
    """The command line of the pager; empty where none is named or it is not installed."""
    line = next((environ[name] for name in ("COMMIT_PAGER", "PAGER") if name in environ), None)
    if line is None:
        from commitments.reading.git.user_settings import user_setting  # loads git

        line = user_setting("core.pager", environ)
    if line.strip() in _NO_PAGERS:
        return []
    command = _split(line)
    program = _find_program(command[0]) if command else None
    if program is None:
        _say_unusable(line, words)
        return []
    return [program, *command[1:]]


def _split(line: str) -> list[str]:
    """The words of a command line; none where a quote is not closed."""
    try:
        return shlex.split(line, posix=os.name != "nt")
    except ValueError:
        return []


def _find_program(name: str) -> str | None:
    """The full path of a program; it is never taken from the current folder."""
    folders = [part for part in os.environ.get("PATH", "").split(os.pathsep) if os.path.isabs(part)]
    program = shutil.which(name.strip('"'), path=os.pathsep.join(folders))
    return program if program and os.path.isabs(program) else None


def _say_unusable(pager: str, words: Messages) -> None:
    say(words.say("The pager cannot be started: {pager}", pager=one_line(pager)))


def _show(text: str, command: list[str], words: Messages) -> bool:
    """Run the pager on a text until it is left; whether it could be started."""
    hidden = ("LESSOPEN", "LESSCLOSE")
    environ = {name: value for name, value in os.environ.items() if name not in hidden}
    environ = {"LESS": "FRX", **environ, "LESSSECURE": "1"}
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environ)
    except OSError:
        _say_unusable(command[0], words)
        return False
    with _interrupts_ignored(), suppress(OSError):  # the pager was left before the end
        pager.communicate(text.encode("utf-8", "backslashreplace"))
    return True


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Leave Ctrl-C to the pager, whose screen it is."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
