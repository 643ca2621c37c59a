"""Commands that people copy into a shell: each word of them stays one, and is what it was. Runs none."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Sequence

from commitments.render.safe import visible

_WINDOWS = os.name == "nt"
_PLAIN = re.compile(r"[A-Za-z0-9_./\\:=@+-]+")
_NEVER = re.compile("[\0\ud800-\udc7f\udd00-\udfff]")
"""What no argument of a program can be."""
_UNQUOTABLE = re.compile(r'["%!^$`\n]|\\$')
"""What means something even between quotes in one of the shells of Windows."""
_ESCAPED = re.compile(r"[\\']|##(?=\[)")
"""What is written otherwise where escapes are read."""


def quoted(word: str) -> str:
    """A word as a shell of this system takes it, and a screen shows it, in one line."""
    if _WINDOWS:
        return word if _PLAIN.fullmatch(word) else f'"{word}"'
    return shlex.quote(word) if _is_shown(word) or _NEVER.search(word) else _escaped(word)


def command(words: Sequence[str], given: Iterable[tuple[str, str]], flags: Iterable[str]) -> str:
    """A command with values for its options, then flags, without those that are `left_out`."""
    options = [_option(option, value) for option, value in given if _can_be_copied(value)]
    return " ".join([*map(quoted, words), *options, *flags])


def left_out(given: Iterable[tuple[str, str]]) -> list[str]:
    """The options of which a value cannot be copied safely, each once."""
    return [*dict.fromkeys(option for option, value in given if not _can_be_copied(value))]


def _option(option: str, value: str) -> str:
    return f"{option}={quoted(value)}" if value.startswith("-") else f"{option} {quoted(value)}"


def _can_be_copied(value: str) -> bool:
    """Whether a shell takes it as it is, from what a screen shows."""
    if _WINDOWS:
        return visible(value) == value and not _UNQUOTABLE.search(value)
    return not _NEVER.search(value)


def _is_shown(word: str) -> bool:
    return "\n" not in word and visible(word) == word


def _escaped(word: str) -> str:
    """The bytes of what is not shown in octal, which alone is read alike by old shells and in any locale."""
    plain = _ESCAPED.sub(lambda match: "".join(map(_octal, match[0])), word)
    return f"$'{''.join(item if _is_shown(item) else _octal(item) for item in plain)}'"


def _octal(character: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in character.encode("utf-8", "surrogateescape"))
