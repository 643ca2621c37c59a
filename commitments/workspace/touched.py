"""When each record last changed in git, as far back as matters for staleness. Judges nothing.

What a commit did to a record's meaning counts; one that only laid its text out anew did not touch it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from commitments.errors import CommitmentsError
from commitments.model.outline import Outline
from commitments.model.revision import Revision
from commitments.reading.git import Repository
from commitments.workspace import cache
from commitments.workspace.history import Reader, place_of, reader_of
from commitments.workspace.opened import Workspace
from commitments.workspace.span import Span
from commitments.workspace.walk import Shelf, walk

_NAMES = ("@head", "@since", "@line")


class Seen(NamedTuple):
    """A commit of the main line."""

    day: int
    """As ordinal."""
    ids: Sequence[str]
    """The records that it changed."""


@dataclass(frozen=True, slots=True)
class Touches:
    """What each commit touched, as far back as was looked."""

    head: str
    since: int
    """The ordinal of the first day that was looked at."""
    line: Sequence[Seen]
    """Oldest first."""


def touched_since(reader: Reader, tip: str, since: date, place: Path | None) -> Mapping[str, int]:
    """The ordinal of the day on which each record last changed, for those that did since a day."""
    first = since.toordinal()
    known = _load(place, reader.key)
    if known is None or known.head != tip or known.since > first:
        known = _after(reader, tip, since, known)
        _save(place, reader.key, known)
    days: dict[str, int] = {}
    for day, ids in _recent(known.line, first):
        days.update((id, day) for id in ids if day > days.get(id, 0))
    return days


def with_touches(
    outlines: list[Outline],
    span: Span,
    workspace: Workspace,
    repository: Repository,
    zone: tzinfo | None,
) -> list[Outline]:
    """The outlines, each as touched at least when it last changed in a span that begins with a day."""
    reader = reader_of(workspace, repository, zone)
    tip = reader.tip(span)
    if tip is None or not isinstance(span.since, date):
        return outlines
    place = None if repository.shallow else place_of(workspace, repository, "touched")
    days = touched_since(replace(reader, key=f"{reader.key}|{zone}"), tip, span.since, place)
    return [
        each._replace(touched=days[each.id]) if days.get(each.id, 0) > each.touched else each
        for each in outlines
    ]


def _after(reader: Reader, tip: str, since: date, known: Touches | None) -> Touches:
    """What is known, with what came after it; or all anew."""
    first = since.toordinal()
    if known and known.since <= first:
        newer = _newer(reader, tip, known.head)
        if newer:
            return Touches(tip, first, _recent([*known.line, *_seen(reader, newer)], first))
    return Touches(tip, first, _seen(reader, reader.line(Span(since, tip))))


def _recent(line: Sequence[Seen], since: int) -> list[Seen]:
    """The commits from the newest back to the first that is of an earlier day, as any span takes them."""
    return list(takewhile(lambda each: each.day >= since, reversed(line)))[::-1]


def _newer(reader: Reader, tip: str, before: str) -> list[Revision]:
    """The commits that follow one on the main line of another; none where it is not on it."""
    try:
        line = reader.line(Span(before, tip))
    except CommitmentsError:  # a commit that is gone
        return []
    return line if line and line[0].parents[:1] == (before,) else []


def _seen(reader: Reader, line: list[Revision]) -> list[Seen]:
    if line and reader.cut(line[0]):
        line = line[1:]
    touched: dict[str, set[str]] = {}
    steps = list(reader.steps(line))
    for rows in walk(Shelf(reader.repository), steps, {}, reader.tell, lenient=True):
        for row in rows:
            touched.setdefault(row.at.id, set()).add(row.id)
    return [Seen(each.day(reader.zone).toordinal(), sorted(touched.get(each.id, ()))) for each in line]


def _load(place: Path | None, key: str) -> Touches | None:
    blocks = cache.load(place, key, _NAMES)
    if blocks is None:
        return None
    try:
        line = list(map(Seen._make, json.loads(blocks["@line"])))
        return Touches(blocks["@head"].decode("ascii"), int(blocks["@since"]), line)
    except (ValueError, TypeError):
        return None


def _save(place: Path | None, key: str, found: Touches) -> None:
    told = json.dumps(found.line).encode("ascii")
    cache.save(place, key, {"@head": found.head.encode(), "@since": b"%d" % found.since, "@line": told})
