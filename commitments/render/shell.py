"""Commands that people copy into a shell: each word of them stays one, and is what it was. Runs none."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Sequence

from commitments.render.safe import inert, visible

_WINDOWS = os.name == "nt"
_PLAIN = re.compile(r"[A-Za-z0-9_./\\:=@+-]+")
_UNQUOTABLE = re.compile(r'["%!^$`\n]|\\$')
"""What means something even between quotes in one of the shells of Windows."""


def quoted(word: str) -> str:
    """A word as a shell of this system takes it."""
    if not _WINDOWS:
        return shlex.quote(word)
    return word if _PLAIN.fullmatch(word) else f'"{word}"'


def command(words: Sequence[str], given: Iterable[tuple[str, str]], flags: Iterable[str]) -> str:
    """A command with values for its options, then flags; a value that cannot be copied safely is left out."""
    options = [_option(option, value) for option, value in given if _can_be_copied(value)]
    return " ".join([*map(quoted, words), *options, *flags])


def _option(option: str, value: str) -> str:
    return f"{option}={quoted(value)}" if value.startswith("-") else f"{option} {quoted(value)}"


def _can_be_copied(value: str) -> bool:
    """Whether a screen shows it as it is, and a shell takes it as it is."""
    return inert(visible(value)) == value and not (_WINDOWS and _UNQUOTABLE.search(value))
