"""Completes ids in bash without typer, whose import alone is too slow (decision 0015). Must not open a file.

It answers only plain command lines; typer answers the others, and all other shells, which show titles.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from commitments.cli.streams import put
from commitments.errors import CommitmentsError
from commitments.model.names import id_from_path
from commitments.reading import folder

TAKES_IDS: Mapping[str, int] = {
    **dict.fromkeys(
        ("status", "overdue", "changes", "slips", "trend", "save", "nudge", "brief"), sys.maxsize
    ),
    **dict.fromkeys(("show", "update", "milestone", "hold", "reschedule", "close", "reopen"), 1),
}
"""How many ids each command takes before any other argument; other commands take none."""

_PLAIN_WORD = re.compile(r"[a-z0-9][a-z0-9-]*")
"""A command or the beginning of an id: no option, and nothing that a shell may run."""


def complete_in_bash(environ: Mapping[str, str]) -> int | None:
    """Print the ids that begin with the last word; returns 0, or None where typer must answer."""
    prefix = _id_prefix(environ)
    if prefix is None:
        return None
    try:
        root = folder.find_root(Path.cwd(), environ.get("COMMIT_ROOT") or None)
    except (CommitmentsError, OSError):
        return None
    if folder.is_bare(root):
        return None
    listing = folder.listing(root, lambda path: id_from_path(path).startswith(prefix))
    ids = {id_from_path(entry.path) for entry in listing.entries}
    put("".join(f"{id}\n" for id in sorted(ids) if id.startswith(prefix) and _PLAIN_WORD.fullmatch(id)))
    return 0


def _id_prefix(environ: Mapping[str, str]) -> str | None:
    """The beginning of an id at the cursor; None where the cursor stands at something else."""
    if environ.get("_COMMIT_COMPLETE") != "complete_bash":
        return None
    _, *words = re.findall(r"[^ \n]+", environ.get("COMP_WORDS", "")) or [""]
    position = environ.get("COMP_CWORD", "")
    if not all(map(_PLAIN_WORD.fullmatch, words)) or not position.isdecimal() or int(position) < 1:
        return None
    earlier_words, at_cursor = words[: int(position) - 1], words[int(position) - 1 :]
    if len(at_cursor) > 1 or not earlier_words or len(earlier_words) > TAKES_IDS.get(earlier_words[0], 0):
        return None
    return at_cursor[0] if at_cursor else ""
