"""The changes of a main line as columns of bytes and back, kept for the next run. Reads no history.

One file a repository, beside the other caches, replaced whole; see `cache` for what makes that safe.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from commitments.cache import cache_file, codec
from commitments.cache.codec import Blocks
from commitments.changes.change import Change
from commitments.history.file_versions import FileVersion
from commitments.history.walk import Broken, Known
from commitments.model.revision import Revision

MOST = 256 * 1024 * 1024
"""Bytes of the largest history that is kept."""

_AT_ONCE = 2000
"""Changes that are held as values until they are bytes."""

_TEXTS = ("id", "path", "kind", "field", "old", "new", "title")
ROWS = (*_TEXTS, "at")
_PEOPLE = ("author", "email", "subject")
_NAMES = (*ROWS, "@commits", "@times", "@people", "@broken", "@stood")

NO_ROWS: Blocks = dict.fromkeys(ROWS, b"")


@dataclass(frozen=True, slots=True)
class Kept:
    """A main line from its first commit on, and what changed along it; both oldest first."""

    revisions: Sequence[Revision] = ()
    rows: Blocks = field(default_factory=lambda: NO_ROWS)
    """The changes in columns: rows of two stretches of the line join end to end."""
    broken: Broken = field(default_factory=dict)
    """The files that cannot be read at its end."""
    prefix: str = ""
    """Where the workspace stands at its end."""
    moved: bool = False
    """Whether it stood elsewhere at some time."""
    began: str = ""
    """The commit in which history begins, if it is not the first of all."""

    def changes(self) -> list[Change]:
        """The rows as changes."""
        return decode(self.rows, self.revisions)


def encode(changes: Iterable[Change], places: Mapping[str, int]) -> Blocks:
    """Changes as columns, their commits as places in a main line."""
    every = iter(changes)
    return joined(_encoded(part, places) for part in iter(lambda: list(islice(every, _AT_ONCE)), []))


def _encoded(changes: Sequence[Change], places: Mapping[str, int]) -> Blocks:
    blocks = {name: codec.pack_texts(getattr(change, name) for change in changes) for name in _TEXTS}
    return {**blocks, "at": array("q", (places[change.at.id] for change in changes)).tobytes()}


def decode(rows: Blocks, revisions: Sequence[Revision]) -> list[Change]:
    """The changes of some columns; raises ValueError or IndexError where these are broken."""
    columns = [codec.texts(rows, name) for name in _TEXTS]
    commits = [revisions[place] for place in codec.numbers(rows["at"])]
    return list(map(Change._make, zip(commits, *columns, strict=True)))


def joined(parts: Iterable[Blocks]) -> Blocks:
    """The rows of several stretches as those of one."""
    kept = list(parts)
    return {name: b"".join(item[name] for item in kept) for name in ROWS}


def load(place: Path | None, key: str) -> Kept | None:
    """What was kept under `key`; None where nothing was, or what was is broken."""
    blocks = cache_file.load(place, key, _NAMES)
    try:
        return _read(blocks) if blocks else None
    except (ValueError, IndexError, TypeError, KeyError):
        return None


def save(place: Path | None, key: str, kept: Kept) -> None:
    """Keep it, unless it is too large."""
    people = {name: [getattr(revision, name) for revision in kept.revisions] for name in _PEOPLE}
    blocks = {
        **{name: kept.rows[name] for name in ROWS},
        "@commits": "\n".join(revision.id for revision in kept.revisions).encode("ascii"),
        "@times": array("q", (revision.time for revision in kept.revisions)).tobytes(),
        "@people": json.dumps(people).encode("ascii"),
        "@broken": encode_broken(kept.broken),
        "@stood": json.dumps([kept.prefix, kept.moved, kept.began]).encode("ascii"),
    }
    if sum(map(len, blocks.values())) <= MOST:
        cache_file.save(place, key, blocks)


def _read(blocks: Blocks) -> Kept:
    ids = blocks["@commits"].decode("ascii").split("\n")
    people = json.loads(blocks["@people"])
    parents = ((), *((id,) for id in ids[:-1]))
    columns = (ids, parents, codec.numbers(blocks["@times"]), *(people[name] for name in _PEOPLE))
    revisions = list(map(Revision._make, zip(*columns, strict=True)))
    prefix, moved, began = json.loads(blocks["@stood"])
    rows = {name: blocks[name] for name in ROWS}
    return Kept(revisions, rows, decode_broken(blocks["@broken"]), prefix, moved, began)


def encode_broken(broken: Broken) -> bytes:
    """What is known of unreadable files, as JSON."""
    told = [
        [*at, known.id, known.last.data.decode("utf-8-sig") if known.last else None]
        for at, known in broken.items()
    ]
    return json.dumps(told).encode("ascii")


def decode_broken(data: bytes) -> Broken:
    """The same from JSON."""
    return {
        (path, blob): Known(id, FileVersion(text.encode()) if text is not None else None)
        for path, blob, id, text in json.loads(data)
    }
