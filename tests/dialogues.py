"""A program on a terminal of its own, and somebody who waits for its questions and types. POSIX only.

It must not know what is asked or told.
"""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO

from bounds import HANGS

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

_PROMPT = re.compile(r"[^\n]*(?:: |> )\Z")

CTRL_C = "\x03"
CTRL_D = "\x04"
TAB = "\t"
ENTER = "\r"


class Dialogue:
    """What is shown on the terminal, and what is typed there."""

    def __init__(
        self,
        command: Sequence[str],
        columns: int = 80,
        environ: Mapping[str, str] | None = None,
        stdout: IO[bytes] | None = None,
    ) -> None:
        import fcntl
        import pty
        import termios

        def reachable() -> None:
            """Let Ctrl-C reach the program, also where whoever runs the tests ignores it."""
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            signal.signal(signal.SIGINT, signal.SIG_DFL)

        self._here, there = pty.openpty()
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self._ran = subprocess.Popen(
            command,
            stdin=there,
            stdout=stdout or there,
            stderr=there,
            env={**os.environ, "INPUTRC": os.devnull, **(environ or {})},
            start_new_session=True,
            preexec_fn=reachable,
        )
        os.close(there)
        self.sent = b""
        """What the terminal was sent."""
        self._seen = 0

    @property
    def shown(self) -> str:
        """All that was shown, without the signs that steer a terminal."""
        return _CONTROL.sub("", self.sent.decode("utf-8", "replace")).replace("\r\n", "\n")

    @property
    def words(self) -> str:
        """All that was shown as one line: where lines break follows from how long a path is."""
        return " ".join(self.shown.split())

    def answer(self, *answers: tuple[str, str | None]) -> None:
        """Wait for each text behind those before it, then type, with Enter behind what ends in no control.

        None is typed where the text is only waited for.
        """
        for text, typed in answers:
            self.until(text)
            if typed == CTRL_C:
                self.interrupt()
            elif typed is not None:
                self.type(typed if "" < typed[-1:] < " " else typed + ENTER)

    def until(self, text: str) -> None:
        """Wait for a text behind those waited for before."""
        while (found := self.shown.find(text, self._seen)) < 0:
            assert self._read(), f"{text!r} was not shown after {self.shown[self._seen :]!r}"
        self._seen = found + len(text)

    def until_prompt(self) -> str:
        """Wait until the last line shown is a question that waits for its answer; what was shown since."""
        while not _PROMPT.search(self.shown, self._seen):
            assert self._read(), f"no question was asked after {self.shown[self._seen :]!r}"
        seen, self._seen = self._seen, len(self.shown)
        return self.shown[seen:]

    def type(self, text: str) -> None:
        """Type, without waiting."""
        os.write(self._here, text.encode("utf-8", "surrogateescape"))

    def interrupt(self) -> None:
        """Press Ctrl-C until the program ends: one that comes before it waits for a key goes unseen."""
        for _ in range(2 * HANGS):
            self.type(CTRL_C)
            with suppress(subprocess.TimeoutExpired):
                self._ran.wait(0.5)
                return

    def end(self) -> int:
        """Wait for the program to end; its exit status."""
        while self._read():
            pass
        os.close(self._here)
        return self._ran.wait(HANGS)

    def _read(self) -> bool:
        if not select.select([self._here], [], [], HANGS)[0]:
            self._ran.kill()
            return False
        try:
            piece = os.read(self._here, 65536)
        except OSError:  # how Linux says that nobody holds the terminal any more
            piece = b""
        self.sent += piece
        return bool(piece)
