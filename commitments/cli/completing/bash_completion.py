"""Completes ids in bash without typer, whose import alone is too slow (decision 0015).

It opens no record, and answers only plain command lines; typer answers the others, and all other shells,
which show titles.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import NamedTuple

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

_PLAIN_WORD = re.compile(r"[a-z0-9][a-z0-9-]*(?::[a-z0-9-]*)?")
"""A command or the beginning of an id: no option, and nothing that a shell may run."""
_WORD = re.compile(r"[^ \n]+")
_COLON = ":"
"""Where bash breaks words, and what stands behind the name of a member."""


class _Words(NamedTuple):
    """The words of a command line as people typed them: bash breaks them at each colon."""

    words: list[str]
    place: int
    """The place of the word at the cursor."""
    kept: str
    """The beginning of that word which bash keeps as it is, up to its last colon."""


def complete_in_bash(environ: Mapping[str, str]) -> int | None:
    """Print the ids that begin with the last word; returns 0, or None where typer must answer."""
    line = _typed_words(environ)
    prefix = None if line is None else _id_prefix(line)
    if line is None or prefix is None:
        return None
    try:
        root = folder.find_root(Path.cwd(), environ.get("COMMIT_ROOT") or None)
        ids = _roof_ids(root, prefix) if folder.is_roof(root) else _ids(root, prefix)
    except (CommitmentsError, OSError):
        return None
    if ids is None:
        return None
    offered = (id for id in sorted(ids) if id.startswith(prefix) and _PLAIN_WORD.fullmatch(id))
    put("".join(f"{id.removeprefix(line.kept)}\n" for id in offered))
    return 0


def leave_to_typer(environ: MutableMapping[str, str]) -> None:
    """Hand typer the words whole where bash broke them at colons; it then offers what bash does not keep."""
    line = _typed_words(environ) if _COLON in environ.get("COMP_WORDS", "") else None
    if line is None:
        return
    environ["COMP_WORDS"], environ["COMP_CWORD"] = "\n".join(line.words), str(line.place)
    if line.kept:
        import typer._completion_classes as classes

        kept = line.kept
        classes.BashComplete.format_completion = (  # type: ignore[method-assign]
            lambda self, item: str(item.value).removeprefix(kept)
        )


def _typed_words(environ: Mapping[str, str]) -> _Words | None:
    """The command line that bash asks about; None where it asks nothing."""
    place = environ.get("COMP_CWORD", "")
    if environ.get("_COMMIT_COMPLETE") != "complete_bash" or not place.isdecimal():
        return None
    words = _WORD.findall(environ.get("COMP_WORDS", ""))
    if not any(_is_colon(word) for word in words):
        return _Words(words, int(place), "")
    typed: list[str] = []
    for word in words[: int(place) + 1]:
        if len(typed) > 1 and (_is_colon(word) or typed[-1].endswith(_COLON)):
            typed[-1] += word
        else:
            typed.append(word)
    if int(place) >= len(words):
        return _Words(typed, len(typed), "")
    before, colon, _ = typed[-1].rpartition(_COLON)
    return _Words(typed, len(typed) - 1, before + colon)


def _is_colon(word: str) -> bool:
    return set(word) == {_COLON}


def _id_prefix(line: _Words) -> str | None:
    """The beginning of an id at the cursor; None where the cursor stands at something else."""
    words = line.words[1:]
    if not all(map(_PLAIN_WORD.fullmatch, words)) or line.place < 1:
        return None
    earlier_words, at_cursor = words[: line.place - 1], words[line.place - 1 :]
    if len(at_cursor) > 1 or not earlier_words or len(earlier_words) > TAKES_IDS.get(earlier_words[0], 0):
        return None
    return at_cursor[0] if at_cursor else ""


def _ids(root: Path, prefix: str) -> set[str] | None:
    """The ids below a folder that begin with a prefix, by the names of files; None for a bare repository."""
    if folder.is_bare(root):
        return None
    listing = folder.listing(root, lambda path: id_from_path(path).startswith(prefix))
    return {id_from_path(entry.path) for entry in listing.entries}


def _roof_ids(root: Path, prefix: str) -> set[str] | None:
    """The ids on a roof that begin with a prefix: of one member, else the names of members with a colon."""
    from commitments.cli.completing.member_offers import offered_members, roof_members

    _, colon, own_prefix = prefix.partition(_COLON)
    own_ids = set() if colon else _ids(root, prefix) or set()
    members = offered_members(roof_members(root), prefix)
    if len(members) != 1 or own_ids:
        return own_ids | {f"{member.name}{_COLON}" for member in members}
    (member,) = members
    ids = _ids(member.root, own_prefix)
    return None if ids is None else {f"{member.name}{_COLON}{id}" for id in ids}
