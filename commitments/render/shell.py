"""Writes commands that people copy into a shell, so that each word reaches it unchanged. Runs none."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Sequence

from commitments.render.safe import visible

_WINDOWS = os.name == "nt"
_PLAIN = re.compile(r"[A-Za-z0-9_./\\:=@+-]+")
_IMPOSSIBLE = re.compile("[\0\ud800-\udc7f\udd00-\udfff]")
"""Characters that no argument of a program can hold."""
_UNQUOTABLE = re.compile(r'["%!^$`\n]|\\$')
"""What a shell of Windows obeys even between quotes."""
_READ_AS_ESCAPE = re.compile(r"[\\']|##(?=\[)")
"""What must be an escape itself between `$'` and `'`."""


def quote_word(word: str) -> str:
    """A word quoted for a shell of this system, in one line that a screen shows whole."""
    if _WINDOWS:
        return word if _PLAIN.fullmatch(word) else f'"{word}"'
    return shlex.quote(word) if _is_visible(word) or _IMPOSSIBLE.search(word) else _octal_quoted(word)


def command_line(words: Sequence[str], options_given: Iterable[tuple[str, str]], flags: Iterable[str]) -> str:
    """A command with its options and values, then its flags, without options whose value cannot be copied."""
    options = [_option(option, value) for option, value in options_given if can_be_copied(value)]
    return " ".join([*map(quote_word, words), *options, *flags])


def uncopyable_options(options_given: Iterable[tuple[str, str]]) -> list[str]:
    """The options that have a value which cannot be copied safely, each once."""
    return [*dict.fromkeys(option for option, value in options_given if not can_be_copied(value))]


def _option(option: str, value: str) -> str:
    return f"{option}={quote_word(value)}" if value.startswith("-") else f"{option} {quote_word(value)}"


def can_be_copied(value: str) -> bool:
    """Whether a value reaches the shell unchanged when people copy it from a screen."""
    if _WINDOWS:
        return visible(value) == value and not _UNQUOTABLE.search(value)
    return not _IMPOSSIBLE.search(value)


def _is_visible(word: str) -> bool:
    return "\n" not in word and visible(word) == word


def _octal_quoted(word: str) -> str:
    """The word with hidden bytes in octal, which old shells read alike in every locale."""
    plain = _READ_AS_ESCAPE.sub(lambda match: "".join(map(_octal, match[0])), word)
    return f"$'{''.join(character if _is_visible(character) else _octal(character) for character in plain)}'"


def _octal(character: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in character.encode("utf-8", "surrogateescape"))
