"""Keeps the changes of a main line as columns of bytes for the next run. Reads no history.

Each repository has one file, beside the other caches, which is replaced whole; `cache_file` makes that safe.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, starmap
from pathlib import Path

from commitments.cache import cache_file, codec
from commitments.cache.codec import Blocks
from commitments.changes.change import Change, ChangeKind
from commitments.history.file_versions import FileVersion
from commitments.history.history_span import Unchanged
from commitments.history.walk import RecordIdentity, UnreadableFiles
from commitments.model.revision import Revision

MOST = 256 * 1024 * 1024
"""Bytes of the largest history that is kept."""

_BATCH = 2000
"""How many changes are encoded at a time, so that few are held as values."""

_TEXTS = ("id", "path", "kind", "field", "old", "new", "title")
ROWS = (*_TEXTS, "at")
_PEOPLE = ("author", "email", "subject")
_NAMES = (*ROWS, "@commits", "@times", "@people", "@broken", "@stood")

NO_ROWS: Blocks = dict.fromkeys(ROWS, b"")


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A main line from its first commit on, and the changes along it; both oldest first."""

    revisions: Sequence[Revision] = ()
    rows: Blocks = field(default_factory=lambda: NO_ROWS)
    """The changes in columns: rows of two stretches of the line join end to end."""
    broken: UnreadableFiles = field(default_factory=dict)
    """The files that cannot be read at the end of the line."""
    prefix: str = ""
    """Where the workspace stands at the end of the line."""
    moved: bool = False
    """Whether the workspace stood elsewhere at some time."""
    began: str = ""
    """The id of the commit in which history begins; empty where that is the first commit."""

    def changes(self, unchanged: Unchanged = Unchanged.WHOLE) -> list[Change]:
        """The rows as changes."""
        return decode(self.rows, self.revisions, unchanged)


def encode(changes: Iterable[Change], places: Mapping[str, int]) -> Blocks:
    """Changes as columns; `places` says where in the main line each commit stands."""
    remaining = iter(changes)
    batches = iter(lambda: list(islice(remaining, _BATCH)), [])
    return joined(_encode_batch(batch, places) for batch in batches)


def _encode_batch(changes: Sequence[Change], places: Mapping[str, int]) -> Blocks:
    blocks = {name: codec.encode_texts(getattr(change, name) for change in changes) for name in _TEXTS}
    return {**blocks, "at": array("q", (places[change.at.id] for change in changes)).tobytes()}


def decode(
    rows: Blocks, revisions: Sequence[Revision], unchanged: Unchanged = Unchanged.WHOLE
) -> list[Change]:
    """The changes in some columns; raises ValueError or IndexError where the columns are broken."""
    numbers = codec.decode_numbers(rows["at"])
    if unchanged is Unchanged.WHOLE:
        columns = [codec.decode_texts(rows, name) for name in _TEXTS]
        commits = [revisions[number] for number in numbers]
        return list(map(Change._make, zip(commits, *columns, strict=True)))
    places = _places_of_changed(rows)
    columns = [codec.decode_some_texts(rows, name, places) for name in _TEXTS]
    commits = [revisions[numbers[place]] for place in places]
    changes = list(map(Change._make, zip(commits, *columns, strict=True)))
    return (
        changes if unchanged is Unchanged.LEFT_OUT else _with_bare(changes, places, rows, numbers, revisions)
    )


def _places_of_changed(rows: Blocks) -> list[int]:
    """Where the rows of records stand that changed since they were added."""
    ids, kinds = codec.decode_texts(rows, "id"), codec.decode_texts(rows, "kind")
    changed = {id for id, kind in zip(ids, kinds, strict=True) if kind != ChangeKind.ADDED}
    return [place for place, id in enumerate(ids) if id in changed]


def _with_bare(
    changes: Sequence[Change],
    places: Sequence[int],
    rows: Blocks,
    numbers: Sequence[int],
    revisions: Sequence[Revision],
) -> list[Change]:
    """All rows in their order; those that are not among `changes` have no values."""
    added = ChangeKind.ADDED.value
    every_row = [
        Change(revisions[number], id, "", added, "", "", "", "")
        for id, number in zip(codec.decode_texts(rows, "id"), numbers, strict=True)
    ]
    for place, change in zip(places, changes, strict=True):
        every_row[place] = change
    return every_row


def joined(parts: Iterable[Blocks]) -> Blocks:
    """The rows of successive stretches as the rows of one."""
    stretches = list(parts)
    return {name: b"".join(blocks[name] for blocks in stretches) for name in ROWS}


def load(place: Path | None, key: str) -> KeptLine | None:
    """The line that was kept under `key`; None where there is none, or it is broken."""
    blocks = cache_file.load_blocks(place, key, _NAMES)
    try:
        return _decode_line(blocks) if blocks else None
    except (ValueError, IndexError, TypeError, KeyError):
        return None


def save(place: Path | None, key: str, kept: KeptLine) -> None:
    """Keep a line for the next run, unless it is larger than MOST."""
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
        cache_file.save_blocks(place, key, blocks)


def _decode_line(blocks: Blocks) -> KeptLine:
    ids = blocks["@commits"].decode("ascii").split("\n")
    people = json.loads(blocks["@people"])
    parents = ((), *((id,) for id in ids[:-1]))
    columns = (ids, parents, codec.decode_numbers(blocks["@times"]), *(people[name] for name in _PEOPLE))
    revisions = list(starmap(Revision, zip(*columns, strict=True)))
    prefix, moved, began = json.loads(blocks["@stood"])
    rows = {name: blocks[name] for name in ROWS}
    return KeptLine(revisions, rows, decode_broken(blocks["@broken"]), prefix, moved, began)


def encode_broken(broken: UnreadableFiles) -> bytes:
    """Unreadable files as JSON: path, object id, record id and last readable text of each."""
    rows = [
        [*file, identity.id, identity.last.data.decode("utf-8-sig") if identity.last else None]
        for file, identity in broken.items()
    ]
    return json.dumps(rows).encode("ascii")


def decode_broken(data: bytes) -> UnreadableFiles:
    """What `encode_broken` wrote."""
    return {
        (path, blob): RecordIdentity(id, FileVersion(text.encode()) if text is not None else None)
        for path, blob, id, text in json.loads(data)
    }
