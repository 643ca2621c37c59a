"""Completion of ids without typer, which takes longer to load than all the rest together.

Only where the command line is plain; of anything else it says nothing, and then typer answers. What
it prints is to the letter what typer prints.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence

from commitments.cli.complete import ids
from commitments.cli.streams import put, utf8_streams
from commitments.render.safe import one_line

TAKES_IDS: Mapping[str, int] = {
    **dict.fromkeys(("status", "overdue", "changes", "slips", "trend"), sys.maxsize),
    **dict.fromkeys(("show", "update", "milestone", "hold", "reschedule", "close", "reopen"), 1),
}
"""How many ids each command takes before anything else; the others take none."""

VALUED = frozenset({"--root", "--today", "--lang", "--color"})
"""The options that every command takes, before its name or after it, with a value."""

_NOT_PLAIN = frozenset("'\"\\=")
"""What no plain line holds."""

Found = Sequence[tuple[str, str]]
"""Ids, each with its title."""


class _NotPlain(Exception):
    """Quotes and the like, which are left to typer."""


def answer(environ: Mapping[str, str]) -> int | None:
    """Print the ids that complete a command line; the exit status, or None where typer is to answer."""
    try:
        instruction, _, shell = environ["_COMMIT_COMPLETE"].partition("_")
        words, incomplete = _LINES[shell](environ)
        given = _given(words)
        if instruction != "complete" or given is None or incomplete.startswith("-"):
            return None
        action = environ["_TYPER_COMPLETE_FISH_ACTION"] if shell == "fish" else "get-args"
        found = ids(given.get("--root"), given.get("--lang"), incomplete)
        if action == "is-args":
            return 0 if found else 1
        text = _WRITTEN[shell](found) if action == "get-args" else ""
    except Exception:
        return None  # typer meets the same, and then it is told
    utf8_streams()
    put(text + "\n")
    return 0


def _given(words: Sequence[str]) -> Mapping[str, str] | None:
    """The options that are given, where an id is what follows the words; else None."""
    given: dict[str, str] = {}
    plain: list[str] = []
    rest = iter(words)
    for word in rest:
        if word in VALUED:
            given[word] = next(rest, "-")
        else:
            plain.append(word)
    if any(each.startswith("-") for each in (*plain, *given.values())):
        return None
    return given if plain and len(plain) <= TAKES_IDS.get(plain[0], 0) else None


def _split(line: str) -> list[str]:
    if not line.replace("\n", " ").isprintable() or not _NOT_PLAIN.isdisjoint(line):
        raise _NotPlain
    return line.split()


def _of_bash(environ: Mapping[str, str]) -> tuple[list[str], str]:
    words = _split(environ["COMP_WORDS"])
    at = int(environ["COMP_CWORD"])
    return words[1:at], words[at] if at < len(words) else ""


def _of_zsh(environ: Mapping[str, str]) -> tuple[list[str], str]:
    line = environ["_TYPER_COMPLETE_ARGS"]
    words = _split(line)[1:]
    return (words, "") if not words or line.endswith(" ") else (words[:-1], words[-1])


def _of_powershell(environ: Mapping[str, str]) -> tuple[list[str], str]:
    words = _split(environ["_TYPER_COMPLETE_ARGS"])
    incomplete = environ.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
    return words[1:-1] if incomplete else words[1:], incomplete


_LINES: Mapping[str, Callable[[Mapping[str, str]], tuple[list[str], str]]] = {
    "bash": _of_bash,
    "zsh": _of_zsh,
    "fish": _of_zsh,
    "powershell": _of_powershell,
    "pwsh": _of_powershell,
}
"""How each shell tells the words before the cursor and the one at it."""


def _for_bash(found: Found) -> str:
    return "\n".join(id for id, _ in found)


def _for_zsh(found: Found) -> str:
    lines = "\n".join(f'"{_escaped(id)}":"{one_line(_escaped(title))}"' for id, title in found)
    return f"_arguments '*: :(({lines}))'" if found else "_files"


def _escaped(text: str) -> str:
    for sign, escaped in (('"', '""'), ("'", "''"), ("$", "\\$"), ("`", "\\`"), (":", "\\\\:")):
        text = text.replace(sign, escaped)
    return text


def _for_fish(found: Found) -> str:
    return "\n".join(id + "\t" + one_line(re.sub(r"\s", " ", title)) for id, title in found)


def _for_powershell(found: Found) -> str:
    return "\n".join(f"{id}:::{one_line(title)}" for id, title in found)


_WRITTEN: Mapping[str, Callable[[Found], str]] = {
    "bash": _for_bash,
    "zsh": _for_zsh,
    "fish": _for_fish,
    "powershell": _for_powershell,
    "pwsh": _for_powershell,
}
"""How each shell is told ids and titles."""
