"""Completes ids in bash without typer, whose import alone is too slow (decision 0015). Opens no file.

It answers plain command lines alone. typer answers all others, and all other shells, which show titles.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from commitments.cli.streams import put
from commitments.errors import CommitmentsError
from commitments.model.names import stem
from commitments.reading import folder

TAKES_IDS: Mapping[str, int] = {
    **dict.fromkeys(("status", "overdue", "changes", "slips", "trend"), sys.maxsize),
    **dict.fromkeys(("show", "update", "milestone", "hold", "reschedule", "close", "reopen"), 1),
}
"""How many ids each command takes before anything else; the others take none."""

_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*")
"""A command or an id, as far as it is written; no option, and nothing that a shell may run."""


def complete_in_bash(environ: Mapping[str, str]) -> int | None:
    """Print the ids that begin as the line ends; the exit status, or None where typer must answer."""
    beginning = _beginning(environ)
    if beginning is None:
        return None
    try:
        root = folder.find_root(Path.cwd(), environ.get("COMMIT_ROOT") or None)
    except (CommitmentsError, OSError):
        return None
    if folder.is_bare(root):
        return None
    listing = folder.listing(root, lambda path: stem(path).startswith(beginning))
    ids = {stem(entry.path) for entry in listing.entries}
    put("".join(f"{id}\n" for id in sorted(ids) if id.startswith(beginning) and _PLAIN.fullmatch(id)))
    return 0


def _beginning(environ: Mapping[str, str]) -> str | None:
    """What is written of an id at the cursor; None where something else may follow."""
    if environ.get("_COMMIT_COMPLETE") != "complete_bash":
        return None
    _, *words = re.findall(r"[^ \n]+", environ.get("COMP_WORDS", "")) or [""]
    place = environ.get("COMP_CWORD", "")
    if not all(map(_PLAIN.fullmatch, words)) or not place.isdecimal() or int(place) < 1:
        return None
    before, at_cursor = words[: int(place) - 1], words[int(place) - 1 :]
    if len(at_cursor) > 1 or not before or len(before) > TAKES_IDS.get(before[0], 0):
        return None
    return at_cursor[0] if at_cursor else ""
