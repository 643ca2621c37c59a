"""Keeps each step in a file of its own, signed. Obeys no step of a stranger.

Whoever hands over a repository may have written anything into its git folder: what bears no signature of ours
is passed over.
"""

from __future__ import annotations

import hmac
import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from commitments.errors import CommitmentsError
from commitments.reading import folder
from commitments.reading.source_file import SourceFile
from commitments.writing.journal.journal_step import JournalStep, decode_step, encode_step
from commitments.writing.store import create_file, write_whole

MOST_STEPS = 20
"""How many steps can be taken back."""
_MOST_KEPT = 500
"""How many steps are kept; the older ones without texts, to tell our edits from those of others."""
_MOST_BYTES = 16 << 20
"""Bytes of the largest step that is kept."""
_STEP_FILE = re.compile(r"[0-9]{8}\.step")
_LAST_NUMBER = 99_999_999


@dataclass(frozen=True, slots=True)
class Journal:
    """The steps of one workspace."""

    place: Path
    key: bytes

    def steps(self, most: int = _MOST_KEPT) -> Iterator[JournalStep]:
        """The steps that we signed, newest first."""
        for number in reversed(self._numbers()[-most:]):
            step = self._read(number)
            if step is not None:
                yield step

    def undoable_steps(self) -> Iterator[JournalStep]:
        """The steps that can be taken back, newest first."""
        return (step for step in self.steps() if not step.is_spent)

    def append(self, step: JournalStep) -> JournalStep | None:
        """Keep a step behind all others; None where it cannot be kept. Only for the holder of the lock."""
        try:
            self.place.mkdir(mode=0o700, parents=True, exist_ok=True)
            numbers = self._numbers()
            numbered = replace(step, number=(numbers[-1] if numbers else 0) + 1)
            data = self._encode(numbered)
            if not _is_own_folder(self.place) or numbered.number > _LAST_NUMBER or len(data) > _MOST_BYTES:
                return None
            if not create_file(self._file(numbered.number), data):
                return None
            self._forget([*numbers, numbered.number])
        except (OSError, CommitmentsError):
            return None
        return numbered

    def rewrite(self, step: JournalStep) -> None:
        """Replace a step by its later state; does nothing where it cannot be written."""
        with suppress(OSError, CommitmentsError):
            if _is_own_folder(self.place):
                write_whole(self._file(step.number), self._encode(step))

    def drop(self, step: JournalStep) -> None:
        """Forget a step."""
        if _is_own_folder(self.place):
            with suppress(OSError):
                os.unlink(self._file(step.number))

    def _forget(self, numbers: Sequence[int]) -> None:
        """Drop the text of the newest step beyond those that can be taken back, and the oldest steps."""
        for number in numbers[-MOST_STEPS - 1 : -MOST_STEPS]:
            step = self._read(number)
            if step is not None:
                files = tuple(file._replace(before=None) for file in step.files)
                self.rewrite(replace(step, files=files, is_spent=True))
        for number in numbers[:-_MOST_KEPT]:
            with suppress(OSError):
                os.unlink(self._file(number))

    def _numbers(self) -> list[int]:
        """The numbers of the files of steps, oldest first."""
        if not _is_own_folder(self.place):
            return []
        return sorted(int(name[:8]) for name in os.listdir(self.place) if _STEP_FILE.fullmatch(name))

    def _file(self, number: int) -> Path:
        return self.place / f"{number:08}.step"

    def _encode(self, step: JournalStep) -> bytes:
        data = encode_step(step)
        return self._signature(data) + b"\n" + data

    def _signature(self, data: bytes) -> bytes:
        return hmac.new(self.key, os.fsencode(self.place.name) + b"\n" + data, sha256).hexdigest().encode()

    def _read(self, number: int) -> JournalStep | None:
        """The step with a number; None for a file that is not ours."""
        source = folder.read(self.place, self._file(number).name, _MOST_BYTES)
        if not isinstance(source, SourceFile) or len(source.data) > _MOST_BYTES:
            return None
        signature, _, data = source.data.partition(b"\n")
        if not hmac.compare_digest(signature, self._signature(data)):
            return None
        step = decode_step(data)
        return step if step and step.number == number else None


def _is_own_folder(place: Path) -> bool:
    """Whether a path is a folder of this user, and no link."""
    try:
        status = os.lstat(place)
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and (not hasattr(os, "getuid") or status.st_uid == os.getuid())
