"""Checks links between the registers under one roof, by the names that the roof gives. It reads no file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from commitments.checks.cycles import ring_text, rings_through
from commitments.model.lifecycle import Status
from commitments.model.nearest import Suggestions
from commitments.model.outline import Outline
from commitments.model.problem import Finding
from commitments.model.references import GRAPH_FIELDS, References, read_pointer


class OutsideLink(NamedTuple):
    """A link from a record to one of another register."""

    path: str
    """The file of the record, from the roof."""
    pointer_text: str
    id: str
    """The record that it names, as the roof calls it."""


def outside_links_resolve(
    links: Sequence[OutsideLink],
    record_ids: Collection[str],
    is_looked_at: Callable[[str], bool],
) -> Iterator[tuple[OutsideLink, Finding | None]]:
    """What is found of each link whose record can be looked for: None where there is such a record."""
    suggestions = Suggestions(record_ids)
    for link in links:
        if link.id in record_ids:
            yield link, None
        elif is_looked_at(link.id):
            values = {"id": link.id, "nearest": suggestions.nearest_to(link.id)}
            yield link, Finding("unknown-record", read_pointer(link.pointer_text), values)


def outside_links_have_no_cycle(
    outlines: Sequence[Outline], all_links: References, links: Sequence[OutsideLink]
) -> Iterator[tuple[OutsideLink, Finding]]:
    """No record is part of, depends on or is superseded by itself through a link to another register."""
    paths = {outline.id: outline.path for outline in reversed(outlines)}
    ids = {path: id for id, path in paths.items()}
    graphs = _graphs(paths, all_links)
    by_edge: dict[tuple[str, str, str], OutsideLink] = {}
    for link in links:
        field = link.pointer_text.partition("/")[0]
        if field in graphs and link.path in ids:
            by_edge.setdefault((field, ids[link.path], link.id), link)
    for field, graph in graphs.items():
        edges = [(source, target) for name, source, target in by_edge if name == field]
        for ring in rings_through(graph, edges) if edges else ():
            link = by_edge[field, ring[0], ring[1 % len(ring)]]
            values = {"link": field, "ring": ring_text(ring)}
            yield link, Finding("link-cycle", read_pointer(link.pointer_text), values)


def _graphs(paths: Mapping[str, str], links: References) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The targets of the links of each record, by the field that names them."""
    graphs: dict[str, dict[str, list[str]]] = {field: {} for field in GRAPH_FIELDS}
    for id, path in paths.items():
        for pointer_text, target in links.get(path, ()):
            field = pointer_text.partition("/")[0]
            if field in graphs:
                graphs[field].setdefault(id, []).append(target)
    return graphs


def open_parts_of_fulfilled(
    outlines: Sequence[Outline], links: Sequence[OutsideLink]
) -> Iterator[tuple[OutsideLink, Finding]]:
    """No open record is part of a fulfilled commitment of another register; this does not hold for meetings.

    It is found at the part: whoever may write there alone must not have others' files complained of.
    """
    fulfilled = {outline.id for outline in outlines if outline.status == Status.FULFILLED and outline.counts}
    open_paths = {outline.path for outline in outlines if outline.is_open}
    for link in links:
        if link.pointer_text == "part_of" and link.id in fulfilled and link.path in open_paths:
            yield link, Finding("open-child", ("part_of",), {"whole": link.id})
