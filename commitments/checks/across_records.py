"""Checks what must hold between records and parties. It works on outlines, and so reads no record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from commitments.checks.cycles import cycles, ring_text
from commitments.model.lifecycle import Status
from commitments.model.members import SEPARATOR
from commitments.model.nearest import Suggestions
from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.model.problem import Finding
from commitments.model.references import GRAPH_FIELDS, References, read_pointer

PlacedFindings = Iterator[tuple[str, Finding]]
"""Findings, each with the path of its file."""

LINK_ELSEWHERE = "link-to-other-register"

_MOST_NAMES = 12
"""How many successors of a party a message names."""


def ids_are_unique(outlines: Sequence[Outline]) -> PlacedFindings:
    """No two records share an id."""
    first_paths: dict[str, str] = {}
    for outline in outlines:
        if outline.id in first_paths:
            values = {"id": outline.id, "other": first_paths[outline.id]}
            yield outline.path, Finding("id-not-unique", ("id",), values)
        first_paths.setdefault(outline.id, outline.path)


def links_resolve(outlines: Sequence[Outline], links: References, unread: Iterable[str]) -> PlacedFindings:
    """Every linked record exists; records of which only the ids are known, as `unread`, exist too.

    Whether a record of another register exists is not known here.
    """
    record_ids = {*unread, *(outline.id for outline in outlines)}
    suggestions = Suggestions(record_ids)
    for path, references in links.items():
        for pointer_text, id in references:
            if SEPARATOR in id:
                yield path, Finding(LINK_ELSEWHERE, read_pointer(pointer_text), {"id": id})
            elif id not in record_ids:
                values = {"id": id, "nearest": suggestions.nearest_to(id)}
                yield path, Finding("unknown-record", read_pointer(pointer_text), values)


def parties_are_known(parties: References, registry: Registry) -> PlacedFindings:
    """Every party stands in the registry, where there is a registry."""
    if not registry.exists:
        return
    suggestions = Suggestions(registry.parties)
    for path, references in parties.items():
        for pointer_text, party in references:
            if party not in registry.parties:
                values = {"party": party, "nearest": suggestions.nearest_to(party)}
                yield path, Finding("unknown-party", read_pointer(pointer_text), values)


def links_have_no_cycle(outlines: Sequence[Outline], links: References) -> PlacedFindings:
    """No record is part of, depends on or is superseded by itself, through any number of records."""
    paths = {outline.id: outline.path for outline in reversed(outlines)}
    graphs: dict[str, dict[str, list[str]]] = {link: {} for link in GRAPH_FIELDS}
    for id, path in paths.items():
        for pointer_text, target in links.get(path, ()):
            link = pointer_text.partition("/")[0]
            if link in graphs and SEPARATOR not in target:
                graphs[link].setdefault(id, []).append(target)
    for link, graph in graphs.items():
        for ring in cycles(graph):
            path, successor = paths[ring[0]], ring[1 % len(ring)]
            pointer_text = next(
                text for text, target in links[path] if target == successor and text.startswith(link)
            )
            values = {"link": link, "ring": ring_text(ring)}
            yield path, Finding("link-cycle", read_pointer(pointer_text), values)


def fulfilled_has_no_open_child(outlines: Sequence[Outline]) -> PlacedFindings:
    """No part of a fulfilled commitment is open; this does not hold for meetings."""
    open_parts: dict[str, list[str]] = defaultdict(list)
    for outline in outlines:
        whole = outline.part_of
        if whole and SEPARATOR not in whole and outline.is_open:
            open_parts[whole].append(outline.id)
    for outline in outlines:
        if outline.status == Status.FULFILLED and outline.counts and outline.id in open_parts:
            parts = open_parts[outline.id]
            values = {"child": parts[0], "count": str(len(parts))}
            yield outline.path, Finding("open-child", ("status",), values)


def leads_still_stand(outlines: Iterable[Outline], registry: Registry) -> PlacedFindings:
    """A body whose tasks several others took over leads no open commitment alone."""
    divided = {party for party in registry.parties if registry.is_divided(party)}
    if not divided:
        return
    for outline in outlines:
        if outline.is_open and not divided.isdisjoint(leads := outline.leads()):
            party = next(lead for lead in leads if lead in divided)
            if not any(registry.stands(lead) for lead in leads):
                successors = registry.successors(registry.last_body(party) or party)
                values = {"party": party, "successors": ", ".join(successors[:_MOST_NAMES])}
                yield outline.path, Finding("party-ended", ("parties",), values)
