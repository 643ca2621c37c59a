"""When each record last changed in git, as far back as matters for staleness. Judges nothing.

What a commit did to a record's meaning counts; one that only laid its text out anew did not touch it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from pathlib import Path

from commitments.errors import CommitmentsError
from commitments.model.outline import Outline
from commitments.reading.git import Repository
from commitments.workspace import cache
from commitments.workspace.history import Reader, Span, place_of, reader_of
from commitments.workspace.opened import Workspace
from commitments.workspace.walk import Shelf, walk

_NAMES = ("@head", "@since", "@touched")


@dataclass(frozen=True, slots=True)
class Touches:
    """The last day on which each record changed, by id."""

    head: str
    since: int
    """The ordinal of the first day that was looked at."""
    days: Mapping[str, int]
    """Ordinals."""


def touched_since(reader: Reader, tip: str, since: date, place: Path | None) -> Mapping[str, int]:
    """The ordinal of the day on which each record last changed, for those that did since a day."""
    known = _load(place, reader.key)
    if known is None or known.head != tip or known.since > since.toordinal():
        known = _after(reader, tip, since, known)
        _save(place, reader.key, known)
    return known.days


def with_touches(
    outlines: list[Outline],
    span: Span,
    workspace: Workspace,
    repository: Repository,
    zone: tzinfo | None,
) -> list[Outline]:
    """The outlines, each as touched at least when it last changed in a span that begins with a day."""
    reader = reader_of(workspace, repository, zone, lambda done, total: None)
    tip = reader.tip(span)
    if tip is None or not isinstance(span.since, date):
        return outlines
    place = place_of(workspace, repository, "touched")
    days = touched_since(replace(reader, key=f"{reader.key}|{zone}"), tip, span.since, place)
    return [
        each._replace(touched=days[each.id]) if days.get(each.id, 0) > each.touched else each
        for each in outlines
    ]


def _after(reader: Reader, tip: str, since: date, known: Touches | None) -> Touches:
    """What is known, with what came after it; or all anew."""
    if known and known.since <= since.toordinal() and _leads_to(reader, known.head, tip):
        newer = _walked(reader, Span(known.head, tip))
        return Touches(tip, known.since, {**known.days, **newer})
    return Touches(tip, since.toordinal(), _walked(reader, Span(since, tip)))


def _leads_to(reader: Reader, before: str, tip: str) -> bool:
    try:
        return reader.repository.merge_base(before, tip) == before
    except CommitmentsError:  # a commit that is gone
        return False


def _walked(reader: Reader, span: Span) -> dict[str, int]:
    line = reader.line(span)
    if line and reader.cut(line[0]):
        line = line[1:]
    steps = list(reader.steps(line))
    days: dict[str, int] = {}
    for rows in walk(Shelf(reader.repository), steps, {}, reader.tell, lenient=True):
        for row in rows:
            day = row.at.day(reader.zone).toordinal()
            days[row.id] = max(day, days.get(row.id, 0))
    return days


def _load(place: Path | None, key: str) -> Touches | None:
    blocks = cache.load(place, key, _NAMES)
    if blocks is None:
        return None
    try:
        days = json.loads(blocks["@touched"])
        return Touches(blocks["@head"].decode("ascii"), int(blocks["@since"]), days)
    except ValueError:
        return None


def _save(place: Path | None, key: str, found: Touches) -> None:
    told = json.dumps(dict(found.days)).encode("ascii")
    cache.save(place, key, {"@head": found.head.encode(), "@since": b"%d" % found.since, "@touched": told})
