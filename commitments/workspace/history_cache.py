"""The changes of a main line as columns of bytes and back, kept for the next run. Reads no history.

One file a repository, beside the other caches, replaced whole; see `cache` for what makes that safe.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from commitments.changes.kinds import Change
from commitments.model.revision import Revision
from commitments.workspace import cache, codec
from commitments.workspace.codec import Blocks
from commitments.workspace.versions import Version
from commitments.workspace.walk import Broken, Known

MOST = 256 * 1024 * 1024
"""Bytes of the largest history that is kept."""

_TEXTS = ("id", "path", "kind", "field", "old", "new")
_PEOPLE = ("author", "email", "subject")
_NAMES = (*_TEXTS, "at", "title", "@titles", "@commits", "@times", "@people", "@broken")


@dataclass(frozen=True, slots=True)
class Kept:
    """A main line from its first commit on, and what changed along it; both oldest first."""

    revisions: Sequence[Revision] = ()
    changes: Sequence[Change] = ()
    broken: Broken = field(default_factory=dict)
    """The files that cannot be read at its end."""


def load(place: Path | None, key: str) -> Kept | None:
    """What was kept under `key`; None where nothing was, or what was is broken."""
    blocks = cache.load(place, key, _NAMES)
    try:
        return _decoded(blocks) if blocks else None
    except (ValueError, IndexError, TypeError):
        return None


def save(place: Path | None, key: str, kept: Kept) -> None:
    """Keep it, unless it is too large."""
    if place is None:
        return
    blocks = _encoded(kept)
    if sum(map(len, blocks.values())) <= MOST:
        cache.save(place, key, blocks)


def _encoded(kept: Kept) -> Blocks:
    places = {each.id: place for place, each in enumerate(kept.revisions)}
    titles: dict[str, int] = {}
    title = array("q", (titles.setdefault(each.title, len(titles)) for each in kept.changes))
    blocks = {name: codec.pack_texts(getattr(each, name) for each in kept.changes) for name in _TEXTS}
    people = {name: [getattr(each, name) for each in kept.revisions] for name in _PEOPLE}
    return {
        **blocks,
        "at": array("q", (places[each.at.id] for each in kept.changes)).tobytes(),
        "title": title.tobytes(),
        "@titles": codec.pack_texts(titles),
        "@commits": "\n".join(each.id for each in kept.revisions).encode("ascii"),
        "@times": array("q", (each.time for each in kept.revisions)).tobytes(),
        "@people": json.dumps(people).encode("ascii"),
        "@broken": json.dumps([_told(*each) for each in kept.broken.items()]).encode("ascii"),
    }


def _decoded(blocks: Blocks) -> Kept:
    ids = blocks["@commits"].decode("ascii").split("\n")
    people = json.loads(blocks["@people"])
    parents = ((), *((id,) for id in ids))
    revisions = list(
        map(
            Revision._make,
            zip(
                ids,
                parents[:-1],
                codec.numbers(blocks["@times"]),
                *(people[name] for name in _PEOPLE),
                strict=True,
            ),
        )
    )
    titles = codec.texts(blocks, "@titles")
    columns = [
        [revisions[place] for place in codec.numbers(blocks["at"])],
        *(codec.texts(blocks, name) for name in _TEXTS),
        [titles[place] for place in codec.numbers(blocks["title"])],
    ]
    broken = dict(map(_known, json.loads(blocks["@broken"])))
    return Kept(revisions, list(map(Change._make, zip(*columns, strict=True))), broken)


def _told(at: tuple[str, str], known: Known) -> list[str | None]:
    return [*at, known.id, known.last.data.decode("utf-8-sig") if known.last else None]


def _known(told: list[str]) -> tuple[tuple[str, str], Known]:
    path, blob, id, text = told
    return (path, blob), Known(id, Version(text.encode()) if text is not None else None)
