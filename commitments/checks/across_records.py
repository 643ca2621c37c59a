"""What must hold between records and parties. Works on outlines, so that a cached record costs nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from commitments.checks.cycles import cycles
from commitments.model.lifecycle import Status
from commitments.model.nearest import Suggestions
from commitments.model.outline import Outline
from commitments.model.party import Registry
from commitments.model.problem import Finding
from commitments.model.references import LINKS, References, pointer

Placed = Iterator[tuple[str, Finding]]
"""Findings with the path of the file they are in."""

_NAMED = 12
"""Records or parties of a ring that are named."""


def ids_are_unique(outlines: Sequence[Outline]) -> Placed:
    """No two records share an id."""
    first: dict[str, str] = {}
    for outline in outlines:
        if outline.id in first:
            yield (
                outline.path,
                Finding("id-not-unique", ("id",), {"id": outline.id, "other": first[outline.id]}),
            )
        first.setdefault(outline.id, outline.path)


def links_resolve(outlines: Sequence[Outline], links: References, unread: Iterable[str]) -> Placed:
    """Every linked record exists; so do those of which only the ids are known, as `unread`."""
    known = {*unread, *(outline.id for outline in outlines)}
    near = Suggestions(known)
    for path, found in links.items():
        for way, to in found:
            if to not in known:
                yield path, Finding("unknown-record", pointer(way), {"id": to, "nearest": near.of(to)})


def parties_are_known(parties: References, registry: Registry) -> Placed:
    """Every party stands in the registry, where there is one."""
    if not registry.exists:
        return
    known = registry.parties
    near = Suggestions(known)
    for path, found in parties.items():
        for way, to in found:
            if to not in known:
                yield path, Finding("unknown-party", pointer(way), {"party": to, "nearest": near.of(to)})


def links_have_no_cycle(outlines: Sequence[Outline], links: References) -> Placed:
    """No record is part of, depends on or is superseded by itself, however far round."""
    paths = {outline.id: outline.path for outline in reversed(outlines)}
    graphs: dict[str, dict[str, list[str]]] = {link: {} for link in LINKS}
    for name, path in paths.items():
        for way, to in links.get(path, ()):
            graphs[way.partition("/")[0]].setdefault(name, []).append(to)
    for link, graph in graphs.items():
        for ring in cycles(graph):
            path, after = paths[ring[0]], ring[1 % len(ring)]
            way = next(way for way, to in links[path] if to == after and way.startswith(link))
            values = {"link": link, "ring": _circle(ring)}
            yield path, Finding("link-cycle", pointer(way), values)


def _circle(ring: Sequence[str]) -> str:
    """The names of a ring, as far as a line bears them."""
    whole = [*ring, ring[0]]
    return " → ".join([*whole[:_NAMED], *(["…"] if len(whole) > _NAMED else [])])


def fulfilled_has_no_open_child(outlines: Sequence[Outline]) -> Placed:
    """A fulfilled commitment leaves none of its parts open; a meeting owes nothing of the kind."""
    open_parts: dict[str, list[str]] = defaultdict(list)
    for outline in outlines:
        if outline.part_of and outline.is_open:
            open_parts[outline.part_of].append(outline.id)
    for outline in outlines:
        if outline.status == Status.FULFILLED and outline.counts and outline.id in open_parts:
            parts = open_parts[outline.id]
            values = {"child": parts[0], "count": str(len(parts))}
            yield outline.path, Finding("open-child", ("status",), values)


def registry_holds_together(parties: Sequence[Mapping[str, object]]) -> Iterator[Finding]:
    """Party ids differ, and the bodies above them exist and form no ring."""
    ids = [str(party.get("id", "")) for party in parties]
    known: set[str] = set()
    for index, name in enumerate(ids):
        if name and name in known:
            yield Finding("party-not-unique", (index, "id"), {"party": name})
        known.add(name)
    near = Suggestions(known)
    above: dict[str, list[str]] = {}
    for index, party in enumerate(parties):
        to = party.get("part_of")
        if isinstance(to, str):
            above.setdefault(ids[index], [to])
            if to not in known:
                values = {"party": to, "nearest": near.of(to)}
                yield Finding("unknown-party", (index, "part_of"), values)
    for ring in cycles(above):
        values = {"link": "part_of", "ring": _circle(ring)}
        yield Finding("link-cycle", (ids.index(ring[0]), "part_of"), values)
